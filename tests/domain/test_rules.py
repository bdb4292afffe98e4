"""The rules of cadence, ledger, follow-ups, names and text."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcrm.domain import kinds, names
from netcrm.domain.cadence import Cadence, next_occurrence, next_touch, parse_cadence
from netcrm.domain.errors import UsageError
from netcrm.domain.follow_up import FollowUp, birthday_due, birthday_in
from netcrm.domain.ids import parse_record_id
from netcrm.domain.ledger import Balance, State, loop_day
from netcrm.domain.people import ContactRef
from netcrm.domain.text import (
    email_address,
    mentions,
    one_line,
    phone_key,
    tame,
    text_block,
    url_key,
)

TODAY = date(2026, 11, 23)
ANNA = ContactRef(1, "Anna")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2 weeks", "P2W"),
        ("3 months", "P3M"),
        ("3m", "P3M"),
        ("P2W", "P2W"),
        ("monthly", "P1M"),
        ("a year", "P1Y"),
        ("every 10 days", "P10D"),
    ],
)
def test_a_cadence_is_stored_as_an_iso_duration(typed, stored):
    assert str(parse_cadence(typed)) == stored


@pytest.mark.parametrize("typed", ["", "soon", "0 weeks", "51 years", "-2w", "2 5"])
def test_what_is_no_cadence_is_refused(typed):
    with pytest.raises(UsageError, match="every: "):
        parse_cadence(typed)


@given(st.integers(1, 99), st.sampled_from("dw"))
def test_a_cadence_survives_its_own_words(count, unit):
    cadence = Cadence(count, unit)
    assert parse_cadence(str(cadence)) == cadence == parse_cadence(cadence.words)


def test_monthly_from_the_31st_never_drifts():
    monthly = Cadence(1, "m")
    anchor = date(2026, 1, 31)
    assert [monthly.after(anchor, n) for n in (1, 2, 3)] == [
        date(2026, 2, 28),
        date(2026, 3, 31),
        date(2026, 4, 30),
    ]


def test_the_next_occurrence_is_counted_from_the_anchor_and_skips_what_was_missed():
    assert next_occurrence(date(2026, 1, 31), Cadence(1, "m"), date(2026, 4, 1)) == date(
        2026, 4, 30
    )


def test_next_touch_counts_from_last_contact_else_met_else_added():
    added, met, last = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)
    assert next_touch("P1W", last, met, added) == date(2026, 3, 8)
    assert next_touch("P1W", None, met, added) == date(2026, 2, 8)
    assert next_touch("P1W", None, None, added) == date(2026, 1, 8)
    assert next_touch(None, last, met, added) is None


@pytest.mark.parametrize(
    ("given_", "received", "lean", "state"),
    [
        (0, 0, None, State.none),
        (3, 0, 1.0, State.only_giving),
        (0, 3, -1.0, State.only_receiving),
        (4, 2, 0.333, State.mutual),
        (5, 2, 0.429, State.giving),
        (2, 5, -0.429, State.receiving),
        (7, 5, 0.167, State.mutual),
    ],
)
def test_the_state_of_a_balance(given_, received, lean, state):
    balance = Balance(ANNA, given_, received, None, 0)
    assert (balance.lean, balance.state) == (lean, state)


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_swapping_both_sides_mirrors_the_lean(one, other):
    here, there = Balance(ANNA, one, other, None, 0), Balance(ANNA, other, one, None, 0)
    assert here.lean is None or there.lean is None or here.lean == -there.lean


def test_a_loop_is_due_after_14_days_and_old_help_opens_none():
    assert loop_day(TODAY, TODAY, None, wanted=True) == TODAY + timedelta(days=14)
    assert loop_day(TODAY, TODAY, None, wanted=False) is None
    sixty = TODAY - timedelta(days=60)
    assert loop_day(sixty, TODAY, None, wanted=True) == sixty + timedelta(days=14)
    assert loop_day(sixty - timedelta(days=1), TODAY, None, wanted=True) is None
    assert loop_day(sixty - timedelta(days=1), TODAY, TODAY, wanted=True) == TODAY


def test_a_birthday_on_29_february_is_kept_on_the_28th():
    assert birthday_in("--02-29", 2027) == date(2027, 2, 28)
    assert birthday_in("1996-02-29", 2028) == date(2028, 2, 29)


def test_a_birthday_is_due_next_or_a_week_late_and_once_a_year():
    long_ago = date(2020, 1, 1)

    def due(birthday, done=None, snoozed=None, since=long_ago):
        return birthday_due(birthday, since=since, done_year=done, snoozed_to=snoozed, today=TODAY)

    assert due("--11-25") == date(2026, 11, 25)
    assert due("--11-16") == date(2026, 11, 16)
    assert due("--11-15") == date(2027, 11, 15)
    assert due("--11-25", done=2026) == date(2027, 11, 25)
    assert due("--11-20", snoozed=date(2026, 12, 10)) == date(2026, 12, 10)
    assert due("--11-20", since=TODAY) == date(2027, 11, 20)


def test_overdue_days_are_none_where_others_are_to_do_it():
    mine = FollowUp("p1", kinds.FollowUpKind.promise, kinds.Owner.me, ANNA, "x", date(2026, 11, 20))
    theirs = FollowUp("p1", kinds.FollowUpKind.promise, kinds.Owner.them, ANNA, "x", TODAY)
    assert (mine.overdue_days(TODAY), theirs.overdue_days(TODAY)) == (3, None)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łukasz ŻÓŁĆ", "lukasz zolc"),
        ("Straße", "strasse"),
        ("  Zoë   Brandt ", "zoe brandt"),
        ("Đorđević", "dordevic"),
        ("O’Neil", "o'neil"),
        ("李雷", "李雷"),
        ("İstanbul", "istanbul"),
    ],
)
def test_folding(text, folded):
    assert names.fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert names.fold(names.fold(text)) == names.fold(text)


def test_word_starts_match_in_order():
    name = names.words("Anna Maria Nowak")
    assert names.starts(names.words("anna.now"), name)
    assert names.starts(["mar"], name)
    assert not names.starts(["now", "anna"], name)
    assert not names.starts([], name)


def test_likeness_finds_a_slip_of_the_keyboard():
    assert names.likeness("mria", "Maria Wójcik") > 0.8
    assert names.likeness("Nowak Anna", "Anna Nowak") == 1
    assert names.likeness("", "Anna") == 0


@pytest.mark.parametrize("value", ["", "   ", "\u200b\u200d", "x" * 501, "a\x1b[2J", "\ud800"])
def test_a_line_that_cannot_stand_is_refused(value):
    with pytest.raises(UsageError, match="name: "):
        one_line("name", value)


def test_a_text_may_have_lines_and_tabs():
    assert text_block("note", " one\n\ttwo ") == "one\n\ttwo"


@given(st.text())
def test_tamed_text_has_no_control_character_left(text):
    assert not any((ord(c) < 32 and c not in "\t\n") or 0x7F <= ord(c) < 0xA0 for c in tame(text))


def test_mentions_are_names_after_an_at_but_no_addresses():
    text = "met @anna.now, (@Łukasz) and bob@example.org. @maria. @maria"
    assert mentions(text) == ["anna.now", "Łukasz", "maria"]


def test_an_email_needs_both_sides():
    assert email_address(" anna@example.org ") == "anna@example.org"
    for wrong in ("anna", "@", "a b@c", "anna@"):
        with pytest.raises(UsageError, match="no e-mail address"):
            email_address(wrong)


def test_keys_of_phones_and_addresses():
    assert phone_key("0048 (22) 555-12") == phone_key("+48 22 555 12") == "+482255512"
    assert (
        url_key("https://de.linkedin.com/in/Zo%C3%AB-brandt/?trk=x")
        == url_key("www.linkedin.com/in/zoë-brandt")
        == "linkedin.com/in/zoë-brandt"
    )
    assert url_key("https://www.Example.org/") == "example.org"


def test_words_of_a_closed_set_may_be_begun():
    assert kinds.one_of(kinds.Kind, "con", field="kind") == "contact"
    for wrong in ("", "re", "money"):
        with pytest.raises(UsageError, match="would be right"):
            kinds.one_of(kinds.Kind, wrong, field="kind")


def test_scales_run_from_1_to_5():
    for check in (kinds.check_size, kinds.check_strength, kinds.check_trust):
        assert [check(n) for n in (1, 5)] == [1, 5]
        for wrong in (0, 6):
            with pytest.raises(UsageError, match="1 to 5"):
                check(wrong)


def test_ids_are_a_letter_and_a_number():
    assert str(parse_record_id("E12")) == "e12"
    with pytest.raises(UsageError, match="e12 \\(exchange\\)"):
        parse_record_id("n4", "e")
