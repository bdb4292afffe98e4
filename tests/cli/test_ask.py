"""Asks: checked before anything is saved, followed until something came of them."""

import pytest


def verdicts(value):
    return {c["name"]: c["verdict"] for c in value["checks"]}


GOOD = (
    "ask", "anna", "20 minutes on how the board decides", "--by", "friday",
    "--about", "boards", "--offer", "my notes",
)  # fmt: skip


@pytest.fixture
def known(anna):
    """Anna knows boards, and what she expects is known."""
    anna.ok("edit", "anna", "--knows", "boards")
    anna.ok("expect", "anna", "--theirs", "a word first")
    return anna


def test_a_well_prepared_ask_passes_every_check(known):
    value = known.json(*GOOD)
    assert set(verdicts(value).values()) == {"ok"}
    assert (value["id"], value["state"], value["by_on"]) == ("a1", "drafted", "2026-11-27")
    assert list(value["checks"][0]) == ["name", "verdict", "text", "command"]


def test_the_checks_are_printed_before_it_is_saved(known, snapshot):
    known.ok("got", "anna", "an intro to Piotr", "--on", "2026-10-12")
    known.ok("expect", "anna", "--they-avoid", "mornings", "--guess")
    assert known.ok("ask", "anna", "breakfast some morning") == snapshot


def test_a_boundary_said_stops_it_and_says_so_in_the_checks(known):
    known.ok("expect", "anna", "--they-avoid", "calls")
    answer = known("ask", "anna", "a call on friday")
    assert answer.code == 5
    assert answer.out.startswith("stop     Anna Nowak avoids calls (said).")
    assert (
        verdicts(known.json("ask", "anna", "a call", "--despite", "urgent"))["boundary"] == "stop"
    )


def test_the_topic_is_known_or_not_known_yet_which_is_no_failure(known):
    check = known.json(*GOOD)["checks"][2]
    assert (check["verdict"], check["text"]) == ("ok", "Anna knows boards.")
    unknown = known.json("ask", "anna", "a word on tea", "--about", "tea ceremonies")["checks"][2]
    assert (unknown["verdict"], "not known yet" in unknown["text"]) == ("ok", True)
    assert unknown["command"] == "netcrm edit 1 --knows 'tea ceremonies'"


def test_open_loops_are_named_with_the_command(known):
    known.ok("got", "anna", "an intro to Piotr", "--on", "2026-10-12")
    check = known.json(*GOOD)["checks"][3]
    assert check == {
        "name": "loops",
        "verdict": "thought",
        "text": "Tell Anna first what came of 'an intro to Piotr', open since Mon 12 Oct 2026.",
        "command": "netcrm told l1 TEXT",
    }


@pytest.mark.parametrize(
    ("days", "loop_past_due", "verdict"),
    [
        ([], True, "ok"),
        (["2026-11-01"], False, "ok"),
        (["2026-11-01"], True, "thought"),
        (["2026-10-01", "2026-11-01"], False, "thought"),
        (["2026-09-01", "2026-09-20"], False, "ok"),
        (["2026-09-24", "2026-09-24"], False, "thought"),
    ],
)
def test_asking_too_often_is_two_in_60_days_or_one_with_a_loop_past_due(
    known, days, loop_past_due, verdict
):
    for number, day in enumerate(days, start=1):
        known.ok("ask", "anna", "something")
        known.ok("sent", f"a{number}", "--on", day)
    if loop_past_due:
        known.ok("got", "anna", "help", "--on", "2026-11-01", "--tell-by", "2026-11-24")
        known.today = "2026-11-26"
    assert verdicts(known.json(*GOOD))["often"] == verdict


def test_what_i_gave_since_they_helped_is_shown(known):
    known.ok("got", "anna", "help", "--on", "2026-10-01", "--no-loop")
    assert verdicts(known.json(*GOOD))["given"] == "thought"
    known.ok("gave", "anna", "a book", "--on", "2026-10-20")
    check = known.json(*GOOD)["checks"][5]
    assert (check["verdict"], "you gave: a book" in check["text"]) == ("ok", True)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("help", ["what exactly", "by when", "how long"]),
        ("read my proposal", ["by when", "how long"]),
        ("read the five pages of my proposal by friday", ["how long"]),
        ("read 5 pages of my proposal by friday", []),
        ("half an hour on the org chart next week", []),
        ("an hour on the org chart", ["by when"]),
    ],
)
def test_what_is_missing_to_say_yes_or_no_is_said(known, text, missing):
    said = known.json("ask", "anna", text)["checks"][-1]["text"]
    assert [m for m in ("what exactly", "by when", "how long") if m in said and "not" in said] == (
        missing
    )


def test_the_first_ask_without_expectations_says_how_to_record_them(anna):
    check = anna.json("ask", "anna", "an hour")["checks"][1]
    assert (check["verdict"], check["command"]) == (
        "thought", "netcrm expect 1 --theirs TEXT --i-avoid TEXT",
    )  # fmt: skip
    anna.ok("sent", "a1")
    assert verdicts(anna.json("ask", "anna", "an hour"))["expectations"] == "ok"


def test_from_the_draft_to_the_entry(known):
    known.ok("goal", "add", "a post")
    known.ok(*GOOD, "--goal", "g1")
    assert known.json("show", "anna")["last_contact_on"] is None
    sent = known.json("sent", "a1")
    assert (sent["state"], sent["sent_on"]) == ("sent", "2026-11-23")
    assert known.json("show", "anna")["last_contact_on"] == "2026-11-23"
    assert known.json("accept", "a1", "gladly")["answer"] == "gladly"
    done = known.json("fulfil", "a1", "a whole hour", "--kind", "experience", "--size", "3")
    assert (done["state"], done["fulfilled_by"]) == ("fulfilled", "e1")
    entry = done["booked"][0]
    assert (entry["direction"], entry["kind"], entry["size"], entry["text"], entry["goal"],
            entry["source"], entry["loop_due_on"]) == (
        "received", "experience", 3, "a whole hour", "g1", "a1", "2026-12-07",
    )  # fmt: skip


def test_a_no_is_a_fine_answer_and_never_counts(known):
    known.ok(*GOOD, "--sent")
    said = known.ok("decline", "a1", "not this quarter")
    assert said == "a1 is declined; nothing is booked, and all is well.\n"
    assert known.json("balance") == []
    assert "1 of 1 declined asks let be" in known.json("review")["scorecard"][6]["result"]
    known.ok(*GOOD, "--sent")
    assert "0 of 1 declined asks let be" in known.json("review")["scorecard"][6]["result"]


@pytest.mark.parametrize(
    ("before", "verb", "can"),
    [
        ((), ("accept", "a1"), "sent"),
        ((), ("fulfil", "a1"), "sent"),
        (("sent",), ("sent", "a1"), "accept or decline or fulfil"),
        (("sent", "accept"), ("accept", "a1"), "fulfil or decline"),
    ],
)
def test_a_state_that_cannot_follow_names_those_that_can(known, before, verb, can):
    known.ok(*GOOD)
    for word in before:
        known.ok(word, "a1")
    answer = known(*verb)
    assert (answer.code, f"what can follow is {can}." in answer.err) == (5, True)


def test_what_they_ask_becomes_my_promise_or_a_no(anna):
    asked = anna.json("ask", "anna", "read my draft", "--theirs", "--by", "friday")
    assert (asked["side"], asked["state"], asked["checks"]) == ("theirs", "sent", [])
    yes = anna.json("accept", "a1")
    assert (yes["promise"], yes["state"]) == ("p1", "accepted")
    assert [(f["id"], f["due_on"]) for f in anna.json("due")] == [("p1", "2026-11-27")]
    done = anna.json("fulfil", "a1", "--kind", "time")
    assert [(e["direction"], e["kind"], e["source"]) for e in done["booked"]] == [
        ("gave", "time", "p1")
    ]
    assert anna.json("due") == []
    anna.ok("ask", "anna", "lend me your car", "--theirs")
    assert anna.json("decline", "a2", "rather not")["state"] == "declined"


def test_the_promise_kept_fulfils_what_they_asked(anna):
    anna.ok("ask", "anna", "read my draft", "--theirs")
    anna.ok("accept", "a1")
    anna.ok("done", "p1")
    ask = anna.json("show", "anna")["asks"][0]
    assert (ask["state"], ask["fulfilled_by"]) == ("fulfilled", "p1")
    assert anna.json("balance")[0]["given"] == 2


def test_a_no_after_a_yes_takes_the_promise_back(anna):
    anna.ok("ask", "anna", "read my draft", "--theirs")
    anna.ok("accept", "a1")
    assert "Your promise p1 is off." in anna.ok("decline", "a1", "no time after all")
    assert anna.json("due", "--within", "1y") == []


def test_a_favour_fulfils_the_ask_it_names(known):
    known.ok(*GOOD, "--sent")
    known.ok("ask", "anna", "read my draft", "--theirs")
    assert known("got", "anna", "x", "--for", "a2").code == 5
    assert known("gave", "anna", "x", "--for", "a1").code == 5
    got = known.json("got", "anna", "an hour", "--for", "a1")
    assert (got["source"], known.json("show", "anna")["asks"][1]["fulfilled_by"]) == (None, "e1")
    known.ok("gave", "anna", "notes on the draft", "--for", "a2")
    assert [b["given"] + b["received"] for b in known.json("balance")] == [4]
    assert known("gave", "anna", "again", "--for", "a2").code == 5
    known.ok("delete", "e1")
    assert known.json("show", "anna")["asks"][1]["state"] == "sent"


def test_an_ask_of_somebody_else_is_refused(known):
    known.ok("add", "Bo")
    known.ok(*GOOD, "--sent")
    answer = known("got", "bo", "x", "--for", "a1")
    assert (answer.code, "a1 is an ask of somebody else." in answer.err) == (5, True)
    assert known.json("balance") == []


def test_an_unanswered_ask_waits_a_week_apart_from_what_is_mine(known):
    known.ok(*GOOD, "--sent")
    known.ok("ask", "anna", "read my draft", "--theirs")
    found = known.json("due", "--within", "7d")
    assert {(f["id"], f["owner"], f["due_on"], f["overdue_days"]) for f in found} == {
        ("a1", "them", "2026-11-30", None), ("a2", "me", "2026-11-30", 0),
    }  # fmt: skip
    assert known("done", "a1").code == 2
    known.ok("snooze", "a1", "3w")
    assert [f["id"] for f in known.json("due", "--within", "7d")] == ["a2"]


def test_deleting_a_fulfilled_ask_takes_its_entry_back(known):
    known.ok(*GOOD, "--sent")
    known.ok("fulfil", "a1")
    assert "e1 went with it." in known.ok("delete", "a1")
    assert known.json("balance") == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("ask", "me", "x"), 5),
        (("ask", "anna", "x", "--about", "x" * 10_000), 2),
        (("ask", "anna", "x", "--goal", "g9"), 3),
        (("ask", "anna", "x", "--goal", "nothing of the kind"), 3),
        (("ask", "anna", " "), 2),
        (("sent", "a9"), 3),
        (("sent", "e1"), 2),
        (("accept", "a9"), 3),
        (("decline", "e1"), 2),
        (("decline", "a9"), 3),
        (("got", "anna", "x", "--for", "e1"), 2),
        (("got", "anna", "x", "--for", "a9"), 3),
    ],
)
def test_what_cannot_be_meant_saves_nothing(anna, words, code):
    before = anna.ok("export")
    assert anna(*words).code == code
    assert anna.ok("export") == before


def test_deleting_what_they_asked_takes_the_promise_and_its_entry(anna):
    for number, verbs in ((1, ("accept", "fulfil")), (2, ("accept",))):
        anna.ok("ask", "anna", f"ask {number}", "--theirs")
        for verb in verbs:
            anna.ok(verb, f"a{number}")
        assert f"p{number} went with it." in anna.ok("delete", f"a{number}")
    assert anna.json("balance") == anna.json("due", "--within", "1y") == []


def test_a_day_said_with_their_yes_is_kept(known):
    known.ok("ask", "anna", "an hour", "--sent")
    assert known.json("accept", "a1", "--by", "friday")["by_on"] == "2026-11-27"
