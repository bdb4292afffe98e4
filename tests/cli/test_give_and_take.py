"""What happened, what was given and received, and hearing what came of it."""

import pytest

EXCHANGE_KEYS = {
    "id", "contact", "direction", "kind", "size", "on", "text", "terms", "goal", "outcome",
    "outcome_told_on", "source",
}  # fmt: skip


def test_gave_says_what_was_understood(anna):
    assert anna.ok("gave", "anna", "intro", "to", "my", "editor", "--kind", "contact") == (
        "Gave Anna Nowak: intro to my editor (e1, contact, size 2) on Mon 23 Nov 2026. "
        "Balance with Anna: gave 2, received 0.\n"
    )


def test_an_entry_has_its_keys(anna):
    entry = anna.json("got", "anna", "a review", "--size", "3", "--on", "friday", "--terms", "tea")
    assert set(entry) >= EXCHANGE_KEYS | {"warnings", "booked"}
    assert (entry["id"], entry["direction"], entry["kind"], entry["size"], entry["on"]) == (
        "e1", "received", "information", 3, "2026-11-20",
    )  # fmt: skip
    assert entry["contact"] == {"id": 1, "name": "Anna Nowak"}
    assert (entry["terms"], entry["source"], entry["loop_due_on"]) == ("tea", None, "2026-12-04")


@pytest.mark.parametrize(
    "words",
    [
        ["--size", "0"],
        ["--size", "6"],
        ["--kind", "money"],
        ["--on", "31 feb"],
        ["--on", "5"],
        ["--on", "10/11/2026"],
        ["--on", "tomorrow"],
        ["--on", "0000-01-01"],
        ["--on", "9999-12-31"],
    ],
)
def test_bad_options_book_nothing(anna, words):
    assert anna("gave", "anna", "x", *words).code == 2
    assert anna.json("balance") == []


def test_help_opens_a_loop_that_told_closes(anna):
    anna.ok("got", "anna", "a review")
    assert [f["id"] for f in anna.json("due", "--within", "3w")] == ["l1"]
    told = anna.json("told", "anna", "it", "was", "accepted")
    assert [(t["outcome"], t["outcome_told_on"], t["loop_due_on"]) for t in told] == [
        ("it was accepted", "2026-11-23", None)
    ]
    assert anna.json("due", "--within", "3w") == []
    assert anna("told", "anna", "again").code == 5
    assert anna("told", "l1", "again").code == 5


def test_more_keeps_the_loop_open(anna):
    anna.ok("got", "anna", "a review")
    assert anna.json("told", "l1", "so far so good", "--more", "2w")[0]["loop_due_on"] == (
        "2026-12-07"
    )
    assert anna.json("told", "l1", "done")[0]["loop_due_on"] is None
    assert [e["text"] for e in anna.json("show", "anna")["timeline"] if e["word"] == "told"] == [
        "done", "so far so good",
    ]  # fmt: skip


def test_several_open_loops_are_a_choice(anna):
    anna.ok("got", "anna", "a review")
    anna.ok("got", "anna", "a contact")
    answer = anna("told", "anna", "thanks")
    assert answer.code == 4
    assert "l1 (a review), l2 (a contact)" in answer.err
    assert anna("told", "anna", "thanks", terminal=True, typed="l2\n").code == 0
    anna.ok("got", "anna", "a third")
    assert len(anna.json("told", "anna", "all went well", "--all")) == 2


def test_no_loop_old_help_and_tell_by(anna):
    assert anna.json("got", "anna", "x", "--no-loop")["loop_due_on"] is None
    old = anna.json("got", "anna", "x", "--on", "2026-01-01")
    assert (old["loop_due_on"], len(old["warnings"])) == (None, 1)
    day = anna.json("got", "anna", "x", "--on", "2026-01-01", "--tell-by", "friday")["loop_due_on"]
    assert day == "2026-11-27"
    assert anna("got", "anna", "x", "--no-loop", "--tell-by", "friday").code == 2
    assert anna("told", "e99", "x").code == 3
    anna.ok("gave", "anna", "y")
    answer = anna("change", "e4", "--tell-by", "friday")
    assert (answer.code, "only help received is told of" in answer.err) == (2, True)
    assert anna("told", "e4", "x").code == 5


def test_being_in_touch_moves_the_next_touch_and_makes_a_first_tie(anna):
    anna.ok("edit", "1", "--every", "2w")
    assert anna.json("show", "1")["closeness"] is None
    anna.ok("gave", "1", "a tip", "--on", "2026-11-20")
    now = anna.json("show", "1")
    assert (now["last_contact_on"], now["next_touch_on"], now["closeness"]) == (
        "2026-11-20", "2026-12-04", 1,
    )  # fmt: skip
    anna.ok("gave", "1", "a tip", "--no-touch")
    assert anna.json("show", "1")["last_contact_on"] == "2026-11-20"


def test_one_coffee_is_one_command(anna):
    anna.ok("add", "Łukasz Żółć")
    anna.ok("add", "Maria")
    anna.ok("got", "anna", "a review", "--on", "2026-11-01")
    logged = anna.json(
        "log", "anna", "coffee;", "@maria", "and", "@nobody", "came", "up", "--with", "lukasz",
        "--via", "call", "--on", "yesterday", "--gave", "a book", "--got", "a tip",
        "--promise", "friday: send slides", "--they-promise", "2w: intro", "--told", "l1",
        "--next", "in 3 weeks: ask",
    )  # fmt: skip
    assert (logged["id"], logged["via"], logged["on"]) == ("n1", "call", "2026-11-22")
    assert [c["name"] for c in logged["contacts"]] == ["Anna Nowak", "Łukasz Żółć"]
    assert [c["name"] for c in logged["mentions"]] == ["Maria"]
    assert [(e["direction"], e["text"]) for e in logged["booked"]] == [
        ("gave", "a book"), ("received", "a tip"),
    ]  # fmt: skip
    assert [(f["id"], f["owner"], f["due_on"]) for f in logged["follow_ups"]] == [
        ("p1", "me", "2026-11-27"), ("p2", "them", "2026-12-07"), ("m3", "me", "2026-12-14"),
    ]  # fmt: skip
    assert logged["told"] == ["l1"]
    assert "@nobody stays text" in logged["warnings"][0]
    assert [e["word"] for e in anna.json("show", "maria")["timeline"]] == ["mentioned"]
    assert anna.json("show", "maria")["last_contact_on"] is None
    assert anna.json("show", "lukasz")["last_contact_on"] == "2026-11-22"


def test_where_one_part_fails_nothing_is_kept(anna):
    for words in (["--told", "l9"], ["--promise", "send slides"], ["--promise", "soon: x"]):
        assert anna("log", "anna", "coffee", "--gave", "a book", *words).code in (2, 3)
    shown = anna.json("show", "anna")
    assert (shown["timeline"], shown["balance"]["given"]) == ([], 0)


def test_change_mends_any_field_and_the_totals_follow(anna):
    anna.ok("gave", "anna", "a tip")
    changed = anna.json(
        "change", "e1", "--text", "a big tip", "--size", "5", "--kind", "time", "--on", "1 nov",
        "--direction", "received", "--outcome", "it worked",
    )  # fmt: skip
    assert [changed[k] for k in ("text", "size", "kind", "on", "direction", "outcome")] == [
        "a big tip", 5, "time", "2026-11-01", "received", "it worked",
    ]  # fmt: skip
    assert [(b["given"], b["received"]) for b in anna.json("balance")] == [(0, 5)]
    assert len(anna.json("find", "big tip")) == 1
    anna.ok("log", "anna", "walk")
    assert anna.json("change", "n1", "--via", "call", "--text", "talk")["via"] == "call"
    anna.ok("remind", "anna", "lunch", "--by", "friday")
    assert anna.json("change", "m1", "--by", "2w", "--every", "1m")["every"] == "P1M"
    for words in (["m1", "--size", "2"], ["e1"], ["e99", "--size", "2"], ["x", "--size", "2"]):
        assert anna("change", *words).code in (2, 3)


def test_a_kept_promise_and_its_entry_change_together(anna):
    anna.ok("promise", "anna", "send slides", "--by", "friday")
    assert anna("change", "p1", "--size", "4").code == 5
    anna.ok("done", "p1")
    anna.ok("change", "p1", "--text", "sent the deck", "--size", "4", "--kind", "time")
    entry = [e for e in anna.json("show", "anna")["timeline"] if e["id"] == "e1"]
    assert [(e["text"], e["detail"]) for e in entry] == [("sent the deck", "time, size 4")]
    assert anna.json("balance")[0]["given"] == 4
    assert [m["id"] for m in anna.json("find", "deck")[0]["matches"]] == ["e1", "p1"]


def test_delete_takes_back_and_an_event_takes_its_entries_along(anna):
    anna.ok("gave", "anna", "a tip")
    anna.ok("log", "anna", "coffee", "--gave", "a book", "--promise", "friday: slides")
    anna.ok("done", "p1")
    assert anna.json("balance")[0]["given"] == 6
    assert anna("delete", "e3").code == 5
    assert "p1" in anna("change", "e3", "--size", "1").err
    assert "e3 went with it" in anna.ok("delete", "p1")
    assert "e2 went with it" in anna.ok("delete", "n1")
    anna.ok("delete", "e1")
    shown = anna.json("show", "anna")
    assert (shown["balance"]["state"], shown["timeline"]) == ("none", [])
    assert anna.json("find", "book") == []
    assert anna("delete", "e1").code == 3
    anna.ok("gave", "anna", "new")
    assert anna.json("show", "anna")["timeline"][0]["id"] == "e4"


def test_delete_says_how_things_stand_afterwards(anna):
    anna.ok("gave", "anna", "a tip", "--size", "3")
    anna.ok("got", "anna", "a book")
    assert anna.ok("delete", "e1").endswith("Balance with Anna: gave 0, received 2.\n")
