"""What an attack on the events and the ledger found, rule by rule."""

import pytest


@pytest.fixture
def three(net):
    """Anna (1) and Piotr (2), close to me, and Maria (3)."""
    net.ok("add", "Anna Nowak", "--closeness", "4")
    net.ok("add", "Piotr Zając", "--closeness", "4")
    net.ok("add", "Maria Wójcik")
    return net


def exchanges(net, who):
    return [e for e in net.json("show", who)["timeline"] if e["id"].startswith("e")]


def test_an_introduction_for_an_ask_kept_before_books_the_other_side(three):
    three.ok("ask", "anna", "an intro to piotr", "--theirs")
    three.ok("accept", "a1")
    three.ok("intro", "anna", "piotr", "--for", "a1")
    three.ok("done", "p1")
    answer = three.json("made", "i1", "--anyway")
    assert [(e["contact"]["name"], e["kind"]) for e in answer["booked"]] == [
        ("Piotr Zając", "contact")
    ]
    assert three("doctor").code == 0


def test_a_reason_given_when_it_is_made_is_kept(three):
    three.ok("intro", "me", "maria", "--by", "anna")
    three.ok("expect", "anna", "--they-avoid", "introductions")
    assert three("made", "i1", "--anyway").code == 5
    answer = three.json("made", "i1", "--anyway", "--despite", "she offered it")
    assert answer["despite"] == "she offered it"
    assert "1 boundary gone against" in three.ok("review")


def test_a_word_meets_a_boundary_that_was_said_after_the_request(three):
    three.ok("recommend", "me", "--by", "anna", "--to", "maria")
    three.ok("expect", "anna", "--they-avoid", "recommendations")
    assert three("given", "r1").code == 5
    assert three.json("given", "r1", "--despite", "she offered it")["despite"] == "she offered it"


def test_trust_outlives_the_introduction_that_made_the_tie(three):
    three.ok("intro", "anna", "maria", "--made")
    three.ok("tie", "anna", "maria", "--trusts", "4")
    three.ok("delete", "i1")
    ties = {t["b"]["name"]: t["trusts"] for t in three.json("show", "anna")["ties"]}
    assert ties == {"Maria Wójcik": 4, "me": None}


def test_the_entry_of_a_word_follows_its_text(three):
    three.ok("recommend", "me", "--by", "anna", "--to", "maria", "--text", "old", "--given")
    three.ok("change", "r1", "--text", "new words")
    assert exchanges(three, "anna")[0]["text"] == "a recommendation to Maria Wójcik: new words"


@pytest.mark.parametrize("booked", [False, True], ids=["by itself", "by an introduction"])
def test_a_loop_moves_with_the_day_of_the_help(three, booked):
    if booked:
        three.ok("intro", "me", "maria", "--by", "anna", "--made")
    else:
        three.ok("got", "anna", "a tip")
    three.ok("change", "i1" if booked else "e1", "--on", "2026-11-10")
    assert [f["due_on"] for f in three.json("due", "--within", "4w", "--kind", "loop")] == [
        "2026-11-24"
    ]


def test_a_day_to_tell_by_that_was_chosen_stays(three):
    three.ok("got", "anna", "a tip", "--tell-by", "2026-12-24")
    three.ok("change", "e1", "--on", "2026-11-10")
    assert three.json("due", "--within", "6w", "--kind", "loop")[0]["due_on"] == "2026-12-24"


@pytest.mark.parametrize(
    "words",
    [
        ["agree", "i1", "anna", "--on", "2026-11-01"],
        ["made", "i1", "--anyway", "--on", "2026-11-01"],
        ["given", "r1", "--on", "2026-11-01"],
        ["outcome", "i2", "fine", "--on", "2026-11-01"],
        ["outcome", "r2", "fine", "--helped", "--on", "2026-11-01"],
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_days_do_not_run_backwards(three, words):
    three.ok("intro", "anna", "maria")
    three.ok("recommend", "me", "--by", "anna", "--to", "maria")
    three.ok("intro", "piotr", "maria", "--made")
    three.ok("recommend", "me", "--by", "piotr", "--to", "maria", "--given")
    answer = three(*words)
    assert answer.code == 2
    assert "on: 2026-11-01 lies before 2026-11-23" in answer.err


def test_an_ask_whose_favour_is_deleted_waits_for_its_answer_again(three):
    three.ok("ask", "anna", "an hour on boards", "--sent")
    three.ok("got", "anna", "an hour", "--for", "a1")
    three.ok("delete", "e1")
    ask = three.json("show", "anna")["asks"][0]
    assert (ask["state"], ask["fulfilled_on"]) == ("sent", None)
    assert [f["id"] for f in three.json("due", "--within", "2w", "--kind", "ask")] == ["a1"]


def test_what_others_ask_is_due_by_the_day_they_want_it(three):
    three.ok("ask", "anna", "look at my notes", "--theirs", "--by", "friday")
    assert three.json("due", "--kind", "ask")[0]["due_on"] == "2026-11-27"


def test_the_review_counts_nobody_who_is_archived(three):
    three.ok("gave", "anna", "a book")
    three.ok("gave", "piotr", "a book")
    three.ok("archive", "piotr")
    assert "0 of 1 active" in three.ok("review")


def test_who_was_met_for_the_first_time_was_met(three):
    three.ok("add", "Nina Orlik", "--met", "yesterday")
    assert three.json("review", "--since", "1w")["met"] == [
        {"contact": {"id": 4, "name": "Nina Orlik"}, "times": 1}
    ]


@pytest.mark.parametrize(
    "words",
    [
        ["intro", "anna", "piotr"],
        ["recommend", "piotr", "--by", "anna", "--to", "maria"],
        ["intro", "me", "piotr", "--by", "anna"],
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_the_names_of_the_others_are_words_of_an_act(three, words):
    three.ok("expect", "anna", "--they-avoid", "Piotr")
    assert three(*words).code == 5


@pytest.mark.parametrize(
    "avoided", ["Vorstellungen", "wprowadzanie nowych osób", "new introductions"]
)
def test_an_introduction_is_known_by_its_name_in_other_languages(three, avoided):
    three.ok("expect", "anna", "--they-avoid", avoided)
    assert three("intro", "anna", "piotr").code == 5


@pytest.mark.parametrize("avoided", ["Empfehlungen", "rekomendacje", "polecanie znajomych"])
def test_a_recommendation_is_known_by_its_name_in_other_languages(three, avoided):
    three.ok("expect", "anna", "--they-avoid", avoided)
    assert three("recommend", "me", "--by", "anna", "--to", "maria").code == 5


@pytest.mark.parametrize(
    ("avoided", "asked"), [("work on weekends", "a weekend hike"), ("policy on data", "politics")]
)
def test_what_is_only_alike_does_not_stop(three, avoided, asked):
    three.ok("expect", "anna", "--they-avoid", avoided)
    assert three("ask", "anna", asked).code == 0


def test_a_hint_can_be_typed(three):
    three.ok("intro", "anna", "maria")
    assert "netcrm agree i1 WHO" in three("outcome", "i1", "fine").err


def test_what_is_there_already_is_kept_once(three):
    three.ok("expect", "anna", "--they-avoid", "Mornings", "--guess")
    again = three.json("expect", "anna", "--they-avoid", "mornings", "--guess")
    assert again["warnings"] == ["x1 says so already."]
    three.ok("expect", "anna", "--they-avoid", "mornings")
    assert [(e["id"], e["certainty"]) for e in three.json("show", "anna")["expectations"]] == [
        ("x1", "said")
    ]


def test_nobody_is_to_be_told_of_what_is_deleted(three):
    three.ok("got", "anna", "a tip")
    assert "Tell them by" not in three.ok("delete", "e1")


@pytest.mark.parametrize(
    "before",
    [
        ["tie", "anna", "piotr", "--strength", "2"],
        ["intro", "anna", "piotr"],
        ["expect", "piotr", "--they-avoid", "introductions"],
        ["expect", "anna", "--they-avoid", "introductions"],
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_no_introduction_is_offered_that_is_not_needed_or_not_wanted(three, before):
    three.ok("edit", "anna", "--cares", "law")
    three.ok("edit", "piotr", "--knows", "law")
    assert [o["contact"]["name"] for o in three.json("brief", "anna")["offers"]] == ["Piotr Zając"]
    three.ok(*before)
    assert three.json("brief", "anna")["offers"] == []


def test_what_is_taken_off_takes_its_mentions_along(net):
    net.ok("add", "Anna Nowak")
    net.ok("add", "Ben Ost")
    net.ok("ask", "anna", "a hand", "--theirs")
    net.ok("accept", "a1", "--by", "1w")
    net.ok("change", "p1", "--text", "send @ben it")
    net.ok("decline", "a1")
    net.ok("expect", "anna", "--they-avoid", "calls")
    net.ok("change", "x1", "--text", "talk of @ben")
    net.ok("edit", "anna", "--no-they-avoid")
    assert net.json("doctor")["healthy"]
