"""Two contacts who are one person, joined: nothing that was known of either is lost."""

import pytest


@pytest.fixture
def twins(net):
    """Ann and Ben, who know different things of the same; Cy and Dee beside them."""
    for name in ("Ann A", "Ben B", "Cy C", "Dee D"):
        net.ok("add", name)
    return net


def test_what_both_say_of_one_thing_goes_into_the_note(twins):
    twins.ok("edit", "ann", "--through", "cy", "--note", "likes tea", "--city", "Oslo")
    twins.ok("edit", "ben", "--through", "dee", "--note", "likes rye", "--city", "Bergen")
    twins.ok("goal", "add", "a stage", "--decider", "ann", "--decider", "ben")
    twins.ok("goal", "matters", "g1", "ann", "the budget")
    twins.ok("goal", "matters", "g1", "ben", "the calendar")
    twins.ok("tie", "ann", "cy", "--how", "school")
    twins.ok("tie", "ben", "cy", "--how", "work")
    twins.ok("tie", "ann", "ben", "--how", "cousins")
    before = twins.ok("export")
    twins.ok("merge", "ann", "ben")
    assert twins.json("show", "ben")["note"].split("\n") == [
        "likes rye",
        "likes tea",
        "city of Ann A: Oslo",
        "through of Ann A: Cy C",
        "how Ann A and Ben B know each other: cousins",
        "how Ann A knows Cy C: school",
        "matters to Ann A (g1): the budget",
    ]
    assert twins.json("goal", "show", "g1")["deciders"][0]["matters"] == "the calendar"
    assert twins.json("doctor")["healthy"]
    twins.ok("undo", "--yes")
    assert twins.ok("export") == before
    assert twins.json("doctor")["healthy"]


def test_what_only_one_says_is_theirs_whom_it_becomes(twins):
    twins.ok("edit", "ann", "--through", "cy", "--note", "likes tea")
    twins.ok("goal", "add", "a stage", "--decider", "ann", "--decider", "ben")
    twins.ok("goal", "matters", "g1", "ann", "the budget")
    twins.ok("tie", "ann", "cy", "--how", "school")
    twins.ok("tie", "ben", "cy")
    twins.ok("merge", "ann", "ben")
    ben = twins.json("show", "ben")
    assert ben["note"] == "likes tea"
    assert [t["how"] for t in ben["ties"]] == ["school"]
    assert twins.json("goal", "show", "g1")["deciders"][0]["matters"] == "the budget"
    assert "met\tthrough Cy C" in twins.ok("show", "ben")


def test_who_was_met_through_the_other_is_met_through_nobody(twins):
    twins.ok("edit", "ann", "--through", "ben")
    twins.ok("edit", "ben", "--through", "ann")
    twins.ok("merge", "ann", "ben")
    assert "through" not in twins.ok("show", "ben")


def test_who_is_not_the_one_is_not_the_other(twins):
    twins.ok("add", "Ann D", "--email", "d@x.org", "--anyway")
    twins.ok("add", "Anne A", "--email", "d@x.org", "--anyway")
    twins.ok("duplicates", "--apart", "5", "6")
    twins.ok("merge", "6", "ben")
    twins.ok("edit", "ben", "--email", "d@x.org")
    assert twins.json("duplicates") == []


def test_who_was_joined_while_a_command_waited_is_who_they_are_now(twins, monkeypatch):
    from netcrm.cli.context import World

    write, late = World.write, [("merge", "ann", "ben")]

    def slowly(self, **options):
        if late:
            twins.ok(*late.pop())
        return write(self, **options)

    monkeypatch.setattr(World, "write", slowly)
    answer = twins.json("gave", "1", "an hour")
    assert answer["contact"] == {"id": 2, "name": "Ben B"}
    late.append(("merge", "cy", "dee"))
    assert "Ben B and Dee D know each other" in twins.ok("tie", "ben", "3")


def test_who_is_joined_into_somebody_archived_is_back_with_what_was_put_off(twins):
    twins.ok("add", "Eve E", "--birthday", "1990-11-26", "--every", "1d")
    twins.ok("done", "b5")
    twins.ok("snooze", "t5", "2w")
    twins.ok("archive", "dee")
    before = {f["id"].strip("5"): f["due_on"] for f in twins.json("due", "--within", "2y")}
    twins.ok("merge", "5", "4")
    assert "Dee D" in [c["name"] for c in twins.json("list")]
    after = {f["id"].strip("4"): f["due_on"] for f in twins.json("due", "--within", "2y")}
    assert after == before


def test_what_names_somebody_who_is_joined_meanwhile_goes_on(twins, monkeypatch):
    from netcrm.cli.context import World

    write, late = World.write, [("merge", "cy", "dee")]

    def slowly(self, **options):
        if late:
            twins.ok(*late.pop())
        return write(self, **options)

    monkeypatch.setattr(World, "write", slowly)
    twins.ok("log", "1", "met @cy there")
    late.append(("forget", "4", "--yes"))
    answer = twins("edit", "1", "--through", "4")
    assert (answer.code, "should not" in answer.err) == (3, False)
