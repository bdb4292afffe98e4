"""Days as a person types them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcrm.domain.days import (
    Looking,
    day_with_weekday,
    how_far,
    near_day,
    parse_birthday,
    parse_day,
)
from netcrm.domain.errors import UsageError

MONDAY = date(2026, 11, 23)
BACK, FORWARD = Looking.BACK, Looking.FORWARD
DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@pytest.mark.parametrize(
    ("typed", "looking", "expected"),
    [
        ("2026-11-23", BACK, date(2026, 11, 23)),
        ("today", BACK, MONDAY),
        ("Yesterday", FORWARD, date(2026, 11, 22)),
        ("tomorrow", BACK, date(2026, 11, 24)),
        ("monday", BACK, MONDAY),
        ("monday", FORWARD, date(2026, 11, 30)),
        ("friday", BACK, date(2026, 11, 20)),
        ("friday", FORWARD, date(2026, 11, 27)),
        ("fri", FORWARD, date(2026, 11, 27)),
        ("next friday", BACK, date(2026, 11, 27)),
        ("last monday", FORWARD, date(2026, 11, 16)),
        ("3d", FORWARD, date(2026, 11, 26)),
        ("2w", FORWARD, date(2026, 12, 7)),
        ("2w", BACK, date(2026, 11, 9)),
        ("3m", FORWARD, date(2027, 2, 23)),
        ("1y", BACK, date(2025, 11, 23)),
        ("in 2 weeks", BACK, date(2026, 12, 7)),
        ("3 days ago", FORWARD, date(2026, 11, 20)),
        ("a week ago", FORWARD, date(2026, 11, 16)),
        ("end of month", FORWARD, date(2026, 11, 30)),
        ("4 July", FORWARD, date(2027, 7, 4)),
        ("4 July", BACK, date(2026, 7, 4)),
        ("29 feb", FORWARD, date(2028, 2, 29)),
        ("03 Jan 2024", FORWARD, date(2024, 1, 3)),
        ("1.12.2026", BACK, date(2026, 12, 1)),
        ("20/11/2026", BACK, date(2026, 11, 20)),
    ],
)
def test_a_day_is_read_as_it_is_meant(typed, looking, expected):
    assert parse_day(typed, MONDAY, looking) == expected


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("5", "is no day"),
        ("may", "is no day"),
        ("2026", "is no day"),
        ("", "is no day"),
        ("10/11/2026", "write 2026-10-11 or 2026-11-10"),
        ("31 feb", "February 2026 ends on the 28th"),
        ("2026-13-01", "there are 12"),
        ("0000-01-01", "a year from 1900 to 2199"),
        ("9999-12-31", "a year from 1900 to 2199"),
        ("9999y", "too far away"),
    ],
)
def test_what_is_no_day_or_could_be_two_says_what_would_be_right(typed, said):
    with pytest.raises(UsageError, match=said):
        parse_day(typed, MONDAY, FORWARD, field="on")


@given(day=DAYS, today=DAYS)
def test_an_iso_day_is_itself_whatever_today_is(day, today):
    assert parse_day(day.isoformat(), today, BACK) == day


@given(today=DAYS, count=st.integers(1, 300), unit=st.sampled_from("dwm"))
def test_a_length_looks_where_the_option_looks(today, count, unit):
    typed = f"{count}{unit}"
    assert parse_day(typed, today, BACK) < today < parse_day(typed, today, FORWARD)


@given(today=DAYS, name=st.sampled_from(["mon", "tuesday", "wed", "thu", "fri", "sat", "sunday"]))
def test_a_weekday_is_within_a_week(today, name):
    assert 0 <= (today - parse_day(name, today, BACK)).days <= 6
    assert 1 <= (parse_day(name, today, FORWARD) - today).days <= 7


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_a_usage_error(text):
    try:
        said = parse_day(text, MONDAY, BACK).isoformat()
    except UsageError as error:
        said = error.message
    assert said.startswith(("day: ", "19", "20", "21"))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1985-04-12", "1985-04-12"),
        ("--04-12", "--04-12"),
        ("--02-29", "--02-29"),
        ("12 April", "--04-12"),
        ("12.04.1985", "1985-04-12"),
    ],
)
def test_a_birthday_may_lack_its_year(typed, expected):
    assert parse_birthday(typed, MONDAY) == expected


def test_a_birthday_to_come_is_refused():
    with pytest.raises(UsageError, match="still to come"):
        parse_birthday("2027-01-01", MONDAY)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (MONDAY, "today"),
        (date(2026, 11, 24), "tomorrow"),
        (date(2026, 11, 20), "3 days ago"),
        (date(2026, 12, 8), "in 2 weeks"),
        (date(2026, 8, 23), "3 months ago"),
        (date(2023, 11, 23), "3 years ago"),
    ],
)
def test_distances_are_said_in_words(day, words):
    assert how_far(day, MONDAY) == words


def test_a_day_is_shown_with_its_weekday_and_its_year_where_it_matters():
    assert day_with_weekday(MONDAY) == "Mon 23 Nov 2026"
    assert near_day(MONDAY, MONDAY) == "23 Nov"
    assert near_day(date(2025, 1, 2), MONDAY) == "2 Jan 2025"
