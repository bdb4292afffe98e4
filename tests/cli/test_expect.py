"""Expectations and boundaries: recorded for both sides, and met before anything is saved."""

import pytest


@pytest.fixture
def guarded(anna):
    """Anna said she avoids recruiters."""
    anna.ok("add", "Piotr Zając")
    anna.ok("expect", "anna", "--they-avoid", "recruiters")
    return anna


def test_both_sides_said_or_guessed(anna):
    first = anna.json("expect", "anna", "--theirs", "a word first", "--i-avoid", "money talk")
    assert [e["id"] for e in first["expectations"]] == ["x1", "x2"]
    assert (first["side"], first["stance"], first["certainty"]) == ("theirs", "expects", "said")
    guess = anna.json("expect", "anna", "--they-avoid", "mornings", "--guess")
    assert (guess["certainty"], guess["since"]) == ("guess", "2026-11-23")
    known = anna.json("expect", "anna")
    assert [e["text"] for e in known] == ["money talk", "mornings", "a word first"]
    assert anna.json("show", "anna")["expectations"] == known


def test_they_stand_at_the_top_of_show_and_brief(guarded):
    for verb in ("show", "brief"):
        head = guarded.ok("--no-color", verb, "anna", terminal=True).splitlines()
        assert head[:2] == [
            "Anna Nowak  (1)",
            "  x1  boundary  Anna Nowak avoids recruiters (said)",
        ]


def test_add_and_edit_take_boundaries(net):
    net.ok("add", "Bo", "--they-avoid", "calls", "--they-avoid", "mondays")
    assert [e["text"] for e in net.json("expect", "bo")] == ["calls", "mondays"]
    net.ok("edit", "bo", "--they-avoid", "Mondays")
    assert [(e["id"], e["text"]) for e in net.json("expect", "bo")] == [("x2", "mondays")]
    net.ok("edit", "bo", "--no-they-avoid")
    assert net.json("expect", "bo") == []


def test_a_boundary_ends_with_delete(guarded):
    guarded.ok("delete", "x1")
    assert guarded.json("expect", "anna") == []
    assert guarded("delete", "x1").code == 3


WAYS = [
    ("ask", "anna", "could you talk to a recruiter for me"),
    ("ask", "anna", "a favour", "--about", "recruiters"),
    ("promise", "anna", "introduce you to a recruiter", "--by", "friday"),
    ("promise", "anna", "a list of recruiters", "--by", "friday", "--theirs"),
    ("log", "anna", "coffee", "--promise", "friday: name a recruiter"),
    ("intro", "anna", "piotr", "--for-a", "a recruiter who listens"),
    ("intro", "me", "piotr", "--by", "anna", "--why", "our recruiting"),
    ("recommend", "me", "--by", "anna", "--to", "piotr", "--text", "to the recruiters"),
]


@pytest.mark.parametrize("words", WAYS)
def test_what_was_said_stops_before_anything_is_saved(guarded, words):
    before = guarded.ok("export")
    answer = guarded(*words)
    assert (answer.code, "(x1)" in answer.err, "--despite REASON" in answer.err) == (5, True, True)
    assert guarded.ok("export") == before


@pytest.mark.parametrize("words", WAYS)
def test_a_reason_goes_on_is_kept_and_shows_in_review(guarded, words):
    value = guarded.json(*words, "--despite", "she asked me to")
    assert "you go on, because she asked me to" in " ".join(value["warnings"])
    line = guarded.json("review")["scorecard"][1]
    assert "1 boundary gone against" in line["result"]


@pytest.mark.parametrize("words", WAYS)
def test_a_guess_only_warns(anna, words):
    anna.ok("add", "Piotr Zając")
    anna.ok("expect", "anna", "--they-avoid", "recruiters", "--guess")
    value = anna.json(*words)
    assert any("may go against a boundary" in w for w in value["warnings"])


def test_my_own_boundaries_are_met_too_with_one_or_with_all(anna):
    anna.ok("expect", "me", "--i-avoid", "reviewing for free")
    assert anna("promise", "anna", "review her draft for free", "--by", "friday").code == 5
    anna.ok("expect", "anna", "--i-avoid", "mornings")
    assert anna("promise", "anna", "breakfast in the morning", "--by", "friday").code == 5
    asked = anna.json("ask", "anna", "would you review my draft for free", "--theirs")
    assert any("a no is a fine answer" in w for w in asked["warnings"])


def test_me_has_no_other_side(net):
    net.ok("add", "Bo")
    assert net("expect", "me", "--theirs", "x").code == 5


def test_nothing_known_says_how_to_record_it(anna):
    answer = anna("expect", "anna")
    assert (answer.code, answer.out) == (0, "")
    assert "netcrm expect 1 --theirs TEXT" in answer.err


@pytest.mark.parametrize("text", ["", " ", "x" * 10_000, "a\x1bb"])
def test_what_cannot_be_an_expectation_is_exit_2(anna, text):
    assert anna("expect", "anna", "--theirs", text).code == 2
    assert anna.json("expect", "anna") == []


def test_a_boundary_is_found_and_can_be_changed(guarded):
    assert guarded.json("find", "recruiters")[0]["matches"] == [
        {"id": "x1", "field": "expectation", "text": "recruiters"}
    ]
    guarded.ok("change", "x1", "--text", "headhunters")
    assert guarded.json("find", "recruiters") == []
    assert guarded.json("find", "headhunters")[0]["id"] == 1


@pytest.mark.parametrize(
    "words",
    [
        ("intro", "me", "piotr", "--by", "anna"),
        ("intro", "anna", "piotr"),
        ("ask", "anna", "please introduce me to Maria"),
    ],
)
def test_introductions_themselves_may_be_avoided(anna, words):
    anna.ok("add", "Piotr Zając")
    anna.ok("expect", "anna", "--they-avoid", "introductions")
    assert anna(*words).code == 5


def test_a_boundary_met_in_part_is_a_thought_and_stops_nothing(anna):
    anna.ok("expect", "anna", "--they-avoid", "cold calls")
    value = anna.json("ask", "anna", "a call next week")
    assert (value["checks"][0]["verdict"], len(value["warnings"])) == ("thought", 1)
    assert anna("ask", "anna", "a cold call").code == 5


def test_new_words_meet_a_boundary_too(guarded):
    guarded.ok("ask", "anna", "a coffee")
    guarded.ok("promise", "anna", "a book", "--by", "friday")
    guarded.ok("intro", "anna", "piotr")
    for words in (("a1", "--text", "two recruiters"), ("a1", "--about", "recruiting"),
                  ("p1", "--text", "a recruiter"), ("i1", "--why", "to recruit")):  # fmt: skip
        assert guarded("change", *words).code == 5
        assert guarded("change", *words, "--despite", "she asked").code == 0
    assert "3 boundaries gone against" in guarded.json("review")["scorecard"][1]["result"]


def test_a_boundary_said_since_the_draft_is_met_when_it_is_sent(anna):
    anna.ok("add", "Bo")
    anna.ok("ask", "anna", "a recruiter you trust")
    anna.ok("intro", "anna", "bo", "--why", "he recruits")
    anna.ok("ask", "anna", "name a recruiter", "--theirs")
    anna.ok("expect", "anna", "--they-avoid", "recruiters")
    assert anna("sent", "a1").code == anna("made", "i1", "--anyway").code == 5
    assert anna("accept", "a2").code == 5
    assert anna.json("sent", "a1", "--despite", "agreed")["despite"] == "agreed"
