"""Everything with a day: due, done, put off."""

import pytest

KEYS = {"id", "kind", "owner", "contact", "text", "due_on", "overdue_days"}


def ids(net, *words):
    return [f["id"] for f in net.json("due", *words)]


@pytest.fixture
def busy(anna):
    """One follow-up of each kind, around Monday 23 November."""
    anna.ok("edit", "1", "--every", "2w", "--birthday", "1990-11-25", "--met", "2026-11-01")
    anna.ok("got", "1", "a review", "--on", "2026-11-02", "--no-touch")
    anna.ok("promise", "1", "send slides", "--by", "2026-11-21")
    anna.ok("promise", "1", "an intro", "--by", "2026-11-20", "--theirs")
    anna.ok("remind", "1", "lunch", "--by", "today", "--every", "1m")
    return anna


def test_all_kinds_stand_in_one_list_most_overdue_first(busy):
    due = busy.json("due")
    assert set(due[0]) >= KEYS
    assert [(f["id"], f["kind"], f["due_on"], f["overdue_days"]) for f in due] == [
        ("t1", "touch", "2026-11-15", 8),
        ("l1", "loop", "2026-11-16", 7),
        ("p2", "promise", "2026-11-20", None),
        ("p1", "promise", "2026-11-21", 2),
        ("m3", "reminder", "2026-11-23", 0),
        ("b1", "birthday", "2026-11-25", 0),
    ]
    assert [f["owner"] for f in due if f["id"] == "p2"] == ["them"]


def test_due_filters(busy):
    assert ids(busy, "--overdue") == ["t1", "l1", "p1"]
    assert ids(busy, "--within", "1d") == ["t1", "l1", "p2", "p1", "m3"]
    for kind, found in (("loop", ["l1"]), ("promise", ["p2", "p1"]), ("reminder", ["m3"]),
                        ("touch", ["t1"]), ("birthday", ["b1"])):  # fmt: skip
        assert ids(busy, "--kind", kind) == found
    busy.ok("add", "Bo")
    assert ids(busy, "--who", "bo") == []
    assert len(ids(busy, "--who", "anna", "--within", "1y")) == 6


def test_done_does_what_the_kind_means(busy):
    kept = busy.json("done", "p1")
    assert [(f["id"], f["done_on"]) for f in kept] == [("p1", "2026-11-23")]
    assert [(e["direction"], e["source"], e["text"]) for e in kept[0]["booked"]] == [
        ("gave", "p1", "send slides")
    ]
    theirs = busy.json("done", "p2", "--size", "4", "--kind", "contact")[0]["booked"][0]
    assert (theirs["direction"], theirs["size"], theirs["kind"]) == ("received", 4, "contact")
    assert theirs["loop_due_on"] == "2026-12-07"
    again = busy.json("done", "m3", "it", "was", "good")
    assert [(f["id"], f["due_on"]) for f in again] == [("m3", "2026-11-23"), ("m4", "2026-12-23")]
    assert busy.json("done", "b1")[0]["due_on"] == "2027-11-25"
    assert busy("done", "l1").code == 2
    assert "told l1" in busy("done", "l1").err


def test_a_touch_done_is_an_interaction(busy):
    touched = busy.json("done", "t1", "a", "long", "call")
    assert touched[0]["due_on"] == "2026-12-07"
    assert busy.json("show", "1")["timeline"][0]["text"] == "a long call"


def test_a_promise_may_be_done_without_an_entry(busy):
    assert busy.json("done", "p1", "--no-entry")[0]["booked"] == []
    assert busy.json("show", "1")["balance"]["given"] == 0
    assert busy("done", "p1").code == 5


def test_several_at_once_or_none(busy):
    assert busy("done", "p1", "p99").code == 3
    assert "p1" in ids(busy)
    assert len(busy.json("done", "p1", "t1")) == 2


@pytest.mark.parametrize("record", ["p1", "p2", "m3", "l1", "t1", "b1"])
def test_every_line_can_be_put_off(busy, record):
    assert busy.json("snooze", record, "in", "2", "weeks")[0]["due_on"] == "2026-12-07"
    assert record not in ids(busy)
    assert record in ids(busy, "--within", "2w")
    assert busy("snooze", record, "yesterday").code == 2


def test_a_snoozed_touch_waits_until_the_next_contact(busy):
    busy.ok("snooze", "t1", "2026-12-31")
    busy.ok("log", "1", "call")
    assert busy.json("show", "1")["next_touch_on"] == "2026-12-07"


def test_a_series_never_drifts(anna):
    anna.today = "2026-01-31"
    anna.ok("remind", "1", "invoice", "--by", "today", "--every", "1m")
    anna.ok("done", "m1")
    anna.ok("snooze", "m2", "2026-03-05")
    anna.today = "2026-03-06"
    assert anna.json("done", "m2")[1]["due_on"] == "2026-03-31"


@pytest.mark.parametrize(
    "words",
    [
        ["promise", "1", "x"],
        ["remind", "1", "x"],
        ["remind", "1", "x", "--every", "never"],
        ["promise", "1", "x", "--by", "may"],
        ["promise", "1", "", "--by", "friday"],
        ["done", "nonsense"],
        ["done", "e1"],
        ["snooze", "q1", "today"],
        ["due", "--kind", "money"],
        ["due", "--within", "a bit"],
    ],
)
def test_what_cannot_be_meant_is_exit_2(anna, words):
    answer = anna(*words)
    assert (answer.code, answer.out) == (2, "")


@pytest.mark.parametrize("record", ["p9", "m9", "t1", "b1", "l9"])
def test_what_is_not_there_is_exit_3(anna, record):
    assert anna("done" if record != "l9" else "snooze", record, "today").code == 3


def test_birthdays_across_the_new_year_and_on_29_february(anna):
    anna.ok("edit", "1", "--birthday", "--01-02")
    anna.today = "2026-12-29"
    assert [(f["id"], f["due_on"]) for f in anna.json("due")] == [("b1", "2027-01-02")]
    anna.ok("edit", "1", "--birthday", "1996-02-29")
    anna.today = "2027-02-21"
    assert [(f["text"], f["due_on"]) for f in anna.json("due")] == [("birthday (31)", "2027-02-28")]


def test_snooze_says_which_way_the_day_went(anna):
    anna.ok("remind", "anna", "lunch", "--by", "2w")
    assert anna.ok("snooze", "m1", "3w").startswith("Put off m1 (Anna Nowak) until Mon 14 Dec")
    assert anna.ok("snooze", "m1", "1w").startswith("Brought m1 (Anna Nowak) forward to Mon 30")
    assert anna.ok("snooze", "m1", "1w").startswith("m1 (Anna Nowak) stays on Mon 30 Nov")


def test_changing_what_is_not_there_is_exit_3_whatever_the_field(anna):
    assert anna("change", "p999", "--on", "today").code == 3
