"""Introductions: agreed by both, made, booked, tied; and what came of them."""

import pytest


@pytest.fixture
def three(net):
    """Anna (1), Bo (2) and Cy (3)."""
    for name in ("Anna Nowak", "Bo Berg", "Cy Clark"):
        net.ok("add", name)
    return net


def test_a_proposal_says_what_each_gains_and_both_boundaries(three):
    three.ok("expect", "bo", "--they-avoid", "mondays")
    said = three.ok("intro", "anna", "bo", "--for-a", "a mentor")
    assert said.splitlines() == [
        "Proposed to bring together Anna Nowak and Bo Berg (i1) on Mon 23 Nov 2026.",
        "  Anna Nowak gains: a mentor",
        "  Bo Berg gains: not said yet: netcrm change i1 --for-b TEXT",
        "  Bo Berg avoids mondays (said).",
        "  What Anna Nowak expects is not known yet: netcrm expect 1 --they-avoid TEXT",
        "Next: netcrm agree i1 1",
    ]


def test_both_agree_then_it_is_made_and_booked_once_with_each(three):
    three.ok("intro", "anna", "bo")
    assert three("made", "i1").code == 5
    assert three.json("agree", "i1", "anna")["state"] == "proposed"
    assert three.json("agree", "i1", "bo")["state"] == "agreed"
    made = three.json("made", "i1", "--size", "3")
    assert made["state"] == "made"
    assert [(e["contact"]["id"], e["direction"], e["kind"], e["size"], e["source"])
            for e in made["booked"]] == [
        (1, "gave", "contact", 3, "i1"), (2, "gave", "contact", 3, "i1"),
    ]  # fmt: skip
    tie = three.json("show", "anna")["ties"]
    assert [(t["b"]["name"], t["strength"]) for t in tie] == [("Bo Berg", 1), ("me", 1)]
    assert three.json("show", "bo")["last_contact_on"] == "2026-11-23"


def test_made_for_me_is_received_from_the_introducer_and_ties_me(three):
    value = three.json("intro", "me", "bo", "--by", "anna", "--made", "--on", "2026-11-20")
    assert value["agreed"] == [{"id": 0, "name": "me"}]
    assert [(e["contact"]["id"], e["direction"], e["kind"], e["loop_due_on"])
            for e in value["booked"]] == [(1, "received", "contact", "2026-12-04")]  # fmt: skip
    bo = three.json("show", "bo")
    assert (bo["closeness"], bo["last_contact_on"]) == (1, "2026-11-20")


def test_among_others_nothing_is_booked_and_they_are_tied(three):
    value = three.json("intro", "bo", "cy", "--by", "anna", "--made")
    assert value["booked"] == []
    assert three.json("balance") == []
    assert three.json("show", "bo")["ties"][0]["b"]["name"] == "Cy Clark"
    assert three.json("show", "bo")["last_contact_on"] is None


def test_an_old_tie_stays_as_strong_as_it_was(three):
    three.ok("tie", "anna", "bo", "--strength", "4", "--how", "university")
    three.ok("intro", "anna", "bo", "--made")
    tie = three.json("show", "anna")["ties"][0]
    assert (tie["strength"], tie["how"]) == (4, "university")


def test_anyway_makes_it_before_both_have_agreed(three):
    three.ok("intro", "anna", "bo")
    assert "to go on all the same: --anyway" in three("made", "i1").err
    made = three.json("made", "i1", "--anyway")
    assert (made["state"], made["agreed"], len(made["booked"])) == ("made", [], 2)


def test_a_no_of_a_side_ends_it(three):
    three.ok("intro", "anna", "bo")
    three.ok("agree", "i1", "anna")
    value = three.json("decline", "i1", "not this year")
    assert (value["state"], value["declined_by"], value["answer"]) == (
        "declined", {"id": 2, "name": "Bo Berg"}, "not this year",
    )  # fmt: skip
    for words in (("agree", "i1", "bo"), ("agree", "i1", "anna"), ("made", "i1"),
                  ("outcome", "i1", "x"), ("decline", "i1")):  # fmt: skip
        answer = three(*words)
        assert (answer.code, "i1 is declined; nothing can follow." in answer.err) == (5, True)


def test_who_declines_must_be_clear(three):
    three.ok("intro", "anna", "bo")
    assert three("decline", "i1").code == 2
    assert three("decline", "i1", "--by", "cy").code == 5
    assert three.json("decline", "i1", "--by", "me")["declined_by"]["id"] == 0


def test_an_outcome_follows_only_what_was_made(three):
    three.ok("intro", "anna", "bo")
    early = three("outcome", "i1", "they met")
    assert early.code == 5
    assert "i1 is proposed; what can follow is agree or decline." in early.err
    three.ok("made", "i1", "--anyway")
    value = three.json("outcome", "i1", "they work together now", "--helped")
    assert (value["outcome"], value["effect"], value["outcome_on"]) == (
        "they work together now", "helped", "2026-11-23",
    )  # fmt: skip
    assert three("made", "i1").code == 5


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("anna", "anna"), "same person"),
        (("me", "me"), "an introduction is of two"),
        (("me", "anna"), "Who brings you together: --by WHO"),
        (("anna", "bo", "--by", "bo"), "a third person"),
    ],
)
def test_roles_that_cannot_be_are_exit_5(three, words, said):
    answer = three("intro", *words)
    assert (answer.code, said in answer.err) == (5, True)


def test_the_same_pair_twice_shows_the_first(three):
    three.ok("intro", "anna", "bo")
    again = three("intro", "bo", "anna")
    assert (
        again.code,
        "i1 introduces Anna Nowak and Bo Berg already; it is proposed." in again.err,
    ) == (5, True)
    assert three.json("intro", "bo", "anna", "--anyway")["id"] == "i2"
    three.ok("decline", "i1", "--by", "me")
    three.ok("decline", "i2", "--by", "me")
    assert three.json("intro", "anna", "bo")["id"] == "i3"


def test_only_a_side_can_agree(three):
    three.ok("intro", "anna", "bo")
    assert three("agree", "i1", "cy").code == 5
    assert three("agree", "i9", "anna").code == 3


def test_it_waits_a_week_for_each_yes_and_three_for_the_outcome(three):
    def waiting():
        found = three.json("due", "--within", "1y", "--kind", "introduction")
        return [(f["owner"], f["contact"]["name"], f["due_on"], f["overdue_days"]) for f in found]

    three.ok("intro", "anna", "bo")
    assert waiting() == [("them", "Anna Nowak", "2026-11-30", None)]
    three.today = "2026-11-25"
    three.ok("agree", "i1", "anna")
    assert waiting() == [("them", "Bo Berg", "2026-12-02", None)]
    three.ok("agree", "i1", "bo")
    assert waiting() == [("me", "Anna Nowak", "2026-12-02", 0)]
    three.ok("made", "i1")
    assert waiting() == [("them", "Anna Nowak", "2026-12-16", None)]
    three.ok("snooze", "i1", "2026-12-20")
    assert waiting() == [("them", "Anna Nowak", "2026-12-20", None)]
    assert three("done", "i1").code == 2
    three.ok("outcome", "i1", "fine")
    assert waiting() == []


def test_deleting_it_takes_its_entries_back_and_they_change_only_with_it(three):
    three.ok("intro", "anna", "bo", "--made")
    assert three("delete", "e1").code == three("change", "e1", "--size", "5").code == 5
    three.ok("change", "i1", "--size", "5", "--on", "2026-11-01")
    timeline = three.json("show", "anna")["timeline"]
    assert {(e["id"], e["on"], e["detail"]) for e in timeline} == {
        ("i1", "2026-11-01", None), ("e1", "2026-11-01", "contact, size 5"),
    }  # fmt: skip
    said = three.ok("delete", "i1")
    assert "e1 went with it. e2 went with it." in said
    assert three.json("balance") == []


def test_it_fulfils_the_ask_behind_it(three):
    three.ok("ask", "anna", "could you introduce me to Bo", "--sent")
    three.ok("ask", "cy", "something else", "--sent")
    wrong = three("intro", "me", "bo", "--by", "anna", "--for", "a2")
    assert (wrong.code, "a2 is an ask of somebody else." in wrong.err) == (5, True)
    three.ok("intro", "me", "bo", "--by", "anna", "--for", "a1", "--made")
    ask = three.json("show", "anna")["asks"][0]
    assert (ask["state"], ask["fulfilled_by"]) == ("fulfilled", "i1")
    assert [e["source"] for e in three.json("show", "anna")["open_loops"]] == ["i1"]
    three.ok("delete", "i1")
    assert three.json("show", "anna")["asks"][0]["state"] == "sent"


def test_an_archived_side_is_back_when_it_is_made(three):
    three.ok("intro", "anna", "bo")
    three.ok("archive", "anna")
    assert "Anna Nowak was archived and is back." in three("made", "i1", "--anyway").err


def test_a_favour_is_not_counted_twice_by_two_introductions_of_a_pair(three):
    three.ok("intro", "anna", "bo")
    three.ok("intro", "anna", "bo", "--made", "--anyway")
    for side in ("anna", "bo"):
        three.ok("agree", "i1", side)
    answer = three("made", "i1")
    assert (answer.code, "i2 has brought them together already." in answer.err) == (5, True)
    assert [b["given"] for b in three.json("balance")] == [2, 2]


def test_an_ask_answered_another_way_holds_nothing_up(three):
    three.ok("ask", "anna", "20 minutes", "--sent")
    three.ok("intro", "me", "bo", "--by", "anna", "--for", "a1")
    three.ok("fulfil", "a1")
    three.ok("agree", "i1", "bo")
    made = three.json("made", "i1")
    assert (made["booked"], made["for"]) == ([], None)
    three.ok("ask", "anna", "another", "--sent")
    three.ok("intro", "me", "cy", "--by", "anna", "--for", "a2")
    three.ok("decline", "a2")
    three.ok("agree", "i2", "cy")
    assert len(three.json("made", "i2")["booked"]) == 1


def test_the_goal_of_the_ask_behind_it_is_its_goal(three):
    three.ok("goal", "add", "a post")
    three.ok("ask", "anna", "an introduction", "--goal", "g1", "--sent")
    value = three.json("intro", "me", "bo", "--by", "anna", "--for", "a1", "--made")
    assert (value["goal"], value["booked"][0]["goal"]) == ("g1", "g1")
    three.ok("ask", "cy", "an hour", "--goal", "g1", "--sent")
    assert three.json("got", "cy", "an hour", "--for", "a2")["goal"] == "g1"


def test_a_promise_taken_back_from_done_is_due_again(three):
    three.ok("ask", "cy", "an intro to bo", "--theirs")
    three.ok("accept", "a1", "--by", "friday")
    three.ok("intro", "cy", "bo", "--made", "--for", "a1")
    assert three.json("due", "--kind", "promise") == []
    three.ok("delete", "i1")
    assert [f["id"] for f in three.json("due", "--kind", "promise")] == ["p1"]


def test_deleting_takes_the_tie_that_it_made_and_no_other(three):
    three.ok("intro", "anna", "bo", "--made")
    three.ok("delete", "i1")
    assert [t["b"]["name"] for t in three.json("show", "anna")["ties"]] == ["me"]
    three.ok("tie", "anna", "bo", "--strength", "4")
    three.ok("tie", "anna", "bo", "--remove")
    assert [t["b"]["name"] for t in three.json("show", "anna")["ties"]] == ["me"]
    assert three("tie", "anna", "bo", "--remove").code == 3


def test_an_effect_stays_where_only_words_change(three):
    three.ok("intro", "anna", "bo", "--made")
    three.ok("outcome", "i1", "good", "--helped")
    assert three.json("outcome", "i1", "very good")["effect"] == "helped"
    three.ok("recommend", "me", "--by", "anna", "--to", "bo")
    assert three("change", "r1", "--outcome", "x").code == 5
