"""Goals: the plan for each decider, what is missing, and what is next."""

import pytest


@pytest.fixture
def goal(net):
    """A goal on which Maria (1) decides, whom only Piotr (2) of mine knows."""
    net.ok("add", "Maria Wójcik", "--org", "Polana Bank")
    net.ok("add", "Piotr Zając", "--closeness", "4")
    net.ok("tie", "piotr", "maria", "--strength", "4")
    net.ok("goal", "add", "lead the project", "--by", "2027-01-31", "--decider", "maria")
    return net


def plan(net):
    return net.json("goal", "show", "g1")["plan"][0]


def missing(net):
    return [m["text"] for m in plan(net)["missing"]]


def test_a_goal_has_its_keys(goal):
    found = goal.json("goal", "list")
    assert found == [
        {
            "id": "g1", "title": "lead the project", "by_on": "2027-01-31", "state": "open",
            "opened_on": "2026-11-23", "closed_on": None, "outcome": None,
            "deciders": [{"contact": {"id": 1, "name": "Maria Wójcik"}, "matters": None}],
            "guides": [],
        }
    ]  # fmt: skip


def test_what_is_missing_has_the_command_that_starts_it(goal):
    assert plan(goal)["missing"] == [
        {
            "text": "You have not met Maria Wójcik; Piotr Zając could introduce you",
            "command": "netcrm intro me 1 --by 2 --goal g1",
        },
        {
            "text": "What matters to Maria Wójcik is not known yet: ask Piotr Zając",
            "command": "netcrm ask 2 '15 minutes on what matters to Maria Wójcik' "
            "--by 1w --goal g1",
        },
        {
            "text": "Nobody is known whom Maria Wójcik trusts: ask Piotr Zając",
            "command": "netcrm ask 2 '15 minutes on whose opinion Maria Wójcik trusts' "
            "--by 1w --goal g1",
        },
    ]


def test_every_command_in_the_plan_runs(goal):
    import shlex

    for move in plan(goal)["missing"]:
        goal.ok(*shlex.split(move["command"])[1:])


def test_each_gap_closes_when_it_is_filled(goal):
    goal.ok("goal", "matters", "g1", "maria", "no outage")
    goal.ok("intro", "me", "maria", "--by", "piotr", "--goal", "g1")
    goal.ok("add", "Wanda Pień", "--closeness", "3")
    goal.ok("tie", "maria", "wanda", "--trusts", "4")
    assert missing(goal) == ["Wanda Pień could speak for you to Maria Wójcik"]
    goal.ok("recommend", "me", "--by", "wanda", "--to", "maria", "--goal", "g1")
    assert missing(goal) == []
    assert plan(goal)["matters"] == "no outage"


def test_speakers_are_close_to_me_and_trusted_the_smaller_decides(goal):
    for name, closeness, trusts in (("A", 5, 3), ("B", 4, 4), ("C", 2, 5), ("D", 5, 2)):
        goal.ok("add", f"{name} Speaker", "--closeness", str(closeness))
        goal.ok("tie", "maria", f"{name} Speaker", "--trusts", str(trusts))
    found = [(s["contact"]["name"][0], s["can_speak"]) for s in plan(goal)["speakers"]]
    assert found == [("B", True), ("A", True), ("C", False)]


def test_somebody_trusted_whom_i_hardly_know_is_a_gap(goal):
    goal.ok("add", "Cy Clark", "--closeness", "2")
    goal.ok("tie", "maria", "cy", "--trusts", "5")
    assert "Maria Wójcik listens to Cy Clark, whom you do not know well yet" in missing(goal)


def test_without_a_path_a_colleague_or_the_nearest_is_asked(net):
    net.ok("add", "Maria Wójcik", "--org", "Polana Bank")
    net.ok("goal", "add", "x", "--decider", "maria")
    assert missing(net)[0] == "No warm path to Maria Wójcik is known, and nobody who knows them"
    net.ok("add", "Bo Berg")
    net.ok("tie", "bo", "maria")
    assert missing(net)[0] == (
        "No warm path to Maria Wójcik is known; Bo Berg knows them, but nobody of yours does"
    )
    net.ok("add", "Cy Clark", "--org", "polana bank", "--closeness", "3")
    assert missing(net)[0] == (
        "No warm path to Maria Wójcik is known: ask Cy Clark, of the same organization"
    )


def test_a_longer_way_begins_with_its_first_person(net):
    for name, closeness in (("Anna A", "4"), ("Bo B", None), ("Maria M", None)):
        net.ok("add", name, *(["--closeness", closeness] if closeness else []))
    net.ok("tie", "anna", "bo", "--strength", "4")
    net.ok("tie", "bo", "maria", "--strength", "4")
    net.ok("goal", "add", "x", "--decider", "maria")
    assert plan(net)["missing"][0] == {
        "text": "You have not met Maria M; Anna A could bring you to Bo B",
        "command": "netcrm intro me 2 --by 1 --goal g1",
    }


def test_loops_with_those_on_the_way_come_first(goal):
    goal.ok("got", "piotr", "a map of the bank", "--on", "2026-11-10")
    whole = goal.json("goal", "show", "g1")
    assert [e["id"] for e in whole["open_loops"]] == ["e1"]
    assert whole["next"]["command"] == "netcrm told l1 TEXT"
    goal.ok("told", "l1", "it helped")
    assert goal.json("goal", "show", "g1")["next"]["command"].startswith("netcrm intro me 1")


def test_steps_stand_in_due_and_are_done(goal):
    step = goal.json("goal", "step", "g1", "write the proposal", "--by", "tomorrow")
    assert (step["id"], step["kind"], step["contact"], step["goal"]) == ("s1", "step", None, "g1")
    goal.today = "2026-11-25"
    assert [(f["id"], f["overdue_days"]) for f in goal.json("due")] == [("s1", 1)]
    assert goal.json("goal", "show", "g1")["next"]["command"] == "netcrm done s1"
    goal.ok("snooze", "s1", "tomorrow")
    assert goal.json("done", "s1")[0]["done_on"] == "2026-11-25"
    assert goal("goal", "step", "g1", "no day").code == 2


def test_after_each_step_the_next_is_said(goal):
    said = goal.ok("goal", "matters", "g1", "maria", "no outage")
    assert said.endswith(
        "Next for g1: You have not met Maria Wójcik; Piotr Zając could introduce you: "
        "netcrm intro me 1 --by 2 --goal g1\n"
    )


@pytest.mark.parametrize(("verb", "state"), [("reach", "reached"), ("drop", "dropped")])
def test_closing_reopens_one_loop_for_each_who_helped(goal, verb, state):
    goal.ok("add", "Anna Nowak")
    for who, text, day in (("piotr", "first", "2026-11-01"), ("piotr", "second", "2026-11-02"),
                           ("anna", "only", "2026-11-03")):  # fmt: skip
        goal.ok("got", who, text, "--goal", "g1", "--on", day)
    goal.ok("got", "anna", "of another matter", "--no-loop")
    for loop in ("l1", "l2", "l3"):
        goal.ok("told", loop, "so far so good")
    goal.today = "2026-11-30"
    value = goal.json("goal", verb, "g1", "the board said yes")
    assert (value["state"], value["closed_on"], value["outcome"]) == (
        state, "2026-11-30", "the board said yes",
    )  # fmt: skip
    assert {(e["id"], e["loop_due_on"]) for e in value["open_loops"]} == {
        ("e2", "2026-12-14"), ("e3", "2026-12-14"),
    }  # fmt: skip
    goal.ok("told", "l2", "we did it")
    assert goal("goal", verb, "g1").code == 5
    assert goal.json("goal", "list") == []
    assert goal.json("goal", "list", "--all")[0]["state"] == state


def test_a_loop_that_is_open_is_not_opened_twice(goal):
    goal.ok("got", "piotr", "first", "--goal", "g1", "--on", "2026-11-10")
    goal.ok("got", "piotr", "second", "--goal", "g1", "--no-loop")
    assert [e["id"] for e in goal.json("goal", "reach", "g1")["open_loops"]] == ["e1"]


def test_people_and_day_of_a_goal_can_change(goal):
    goal.ok("goal", "matters", "g1", "maria", "no outage")
    goal.ok("add", "Anna Nowak")
    value = goal.json("change", "g1", "--decider", "anna", "--guide", "piotr",
                      "--text", "lead it", "--by", "2027-02-01")  # fmt: skip
    assert [(p["contact"]["id"], p["matters"]) for p in value["deciders"]] == [
        (1, "no outage"), (3, None),
    ]  # fmt: skip
    assert (value["guides"][0]["contact"]["id"], value["title"], value["by_on"]) == (
        2, "lead it", "2027-02-01",
    )  # fmt: skip


def test_a_goal_answers_to_the_start_of_its_title(goal):
    assert goal.json("goal", "show", "lead proj")["id"] == "g1"
    goal.ok("goal", "add", "lead the choir")
    assert goal("goal", "show", "lead").code == 4


def test_deleting_a_goal_takes_its_steps(goal):
    goal.ok("goal", "step", "g1", "x", "--by", "tomorrow")
    goal.ok("got", "piotr", "help", "--goal", "g1")
    assert "s1 went with it." in goal.ok("delete", "g1")
    assert goal.json("show", "piotr")["open_loops"][0]["goal"] is None


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("goal", "add", "x", "--decider", "nobody"), 3),
        (("goal", "add", "x", "--decider", "me"), 5),
        (("goal", "add", " "), 2),
        (("goal", "show", "g9"), 3),
        (("goal", "matters", "g1", "piotr", "x"), 5),
        (("goal", "reach", "g9"), 3),
        (("goal", "nothing"), 2),
    ],
)
def test_what_cannot_be_meant(goal, words, code):
    before = goal.ok("export")
    assert goal(*words).code == code
    assert goal.ok("export") == before


def test_no_goal_is_a_sentence(net):
    answer = net("goal", "list")
    assert (answer.code, answer.out) == (0, "")
    assert "netcrm goal add TITLE" in answer.err


def test_a_goal_without_deciders_asks_who_decides(net):
    assert "netcrm change g1 --decider WHO" in net.ok("goal", "add", "a post")


def test_who_decides_no_longer_is_named(goal):
    assert goal.json("change", "g1", "--without", "maria")["deciders"] == []


def test_a_closed_goal_closes_its_steps_and_takes_nothing_more(goal):
    goal.ok("goal", "step", "g1", "x", "--by", "tomorrow")
    assert "s1 (x) is closed with it." in goal.ok("goal", "reach", "g1")
    assert goal.json("due", "--within", "1y", "--kind", "step") == []
    for words in (
        ("goal", "step", "g1", "y", "--by", "tomorrow"),
        ("goal", "matters", "g1", "1", "z"),
        ("ask", "piotr", "x", "--goal", "g1"),
        ("got", "piotr", "x", "--goal", "g1"),
    ):
        assert goal(*words).code == 5
