"""Days as a person types and reads them: a small closed grammar, with today as an argument.

Nothing is guessed: what could mean two things is an error that says how to write it.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import Enum

from netcrm.domain.errors import UsageError

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
# Outside these years a typed day is a slip, and arithmetic on it would leave the calendar.
FIRST_YEAR, LAST_YEAR = 1900, 2199
FORMS = "2026-11-23, today, friday, next friday, 2w, in 3 days, 2 weeks ago, 4 July, 1.12.2026"

_COUNT = r"(?P<n>\d{1,4}|an?)"
_UNIT = r"(?P<unit>days?|weeks?|months?|years?|[dwmy])"


class Looking(Enum):
    """Where a day without a direction of its own lies: before today or after it."""

    BACK = -1
    FORWARD = 1


def parse_day(text: str, today: date, looking: Looking, *, field: str = "day") -> date:
    """The day that a person means, seen from ``today``.

    A bare weekday or ``2w`` lies before today (today included) when looking back, after today
    when looking forward. Raises ``UsageError`` naming ``field`` where the text is no day, or
    could be two.
    """
    typed = " ".join(text.lower().replace(",", " ").split())
    for read in (_iso, _relative, _weekday, _counted, _numbers, _named_month):
        found = read(typed, today, looking, field)
        if found is not None:
            return _in_range(found, text, field)
    raise UsageError(f"{field}: {text!r} is no day; write it as one of {FORMS}.")


def parse_birthday(text: str, today: date) -> str:
    """A birthday as ISO text: ``1985-04-12``, or ``--04-12`` where the year is not known."""
    typed = " ".join(text.lower().split())
    if found := re.fullmatch(r"--(\d\d)-?(\d\d)", typed):
        day = _day(2000, int(found[1]), int(found[2]), text, "birthday")
        return f"--{day:%m-%d}"
    if found := re.fullmatch(r"(\d{1,2}) ([a-z]+)|([a-z]+) (\d{1,2})", typed):
        month = _month_number(found[2] or found[3])
        if month:
            day = _day(2000, month, int(found[1] or found[4]), text, "birthday")
            return f"--{day:%m-%d}"
    born = parse_day(text, today, Looking.BACK, field="birthday")
    if born > today:
        raise UsageError(f"birthday: {text!r} is still to come; a day in the past would be right.")
    return born.isoformat()


def same_birthday(one: str, other: str) -> bool:
    """Whether two birthdays may be one person's: where a year is not known, the day decides."""
    if one.startswith("--") or other.startswith("--"):
        return one[-len("04-12") :] == other[-len("04-12") :]
    return one == other


def day_with_weekday(day: date) -> str:
    """``Mon 23 Nov 2026``: a day as every confirmation names it."""
    return f"{WEEKDAYS[day.weekday()][:3].title()} {short_day(day)} {day.year}"


def short_day(day: date) -> str:
    """``23 Nov``."""
    return f"{day.day} {MONTHS[day.month - 1][:3].title()}"


def near_day(day: date, today: date) -> str:
    """``23 Nov``, with the year where it is not this one."""
    return short_day(day) if day.year == today.year else f"{short_day(day)} {day.year}"


def birthday_words(birthday: str | None) -> str | None:
    """``21 Jul 1969``, or ``21 Jul`` of one that is stored without its year (``--07-21``)."""
    if birthday is None:
        return None
    # A leap year, so that 29 February is a day.
    day = date.fromisoformat(f"2000{birthday[1:]}" if birthday.startswith("--") else birthday)
    return short_day(day) if birthday.startswith("--") else f"{short_day(day)} {day.year}"


def how_far(day: date, today: date) -> str:
    """``today``, ``tomorrow``, ``in 3 days``, ``2 weeks ago``: the distance in a person's words."""
    days = (day - today).days
    if days in (-1, 0, 1):
        return ("yesterday", "today", "tomorrow")[days + 1]
    count, unit = _rounded(abs(days))
    amount = f"{count} {unit}{'' if count == 1 else 's'}"
    return f"in {amount}" if days > 0 else f"{amount} ago"


def _rounded(days: int) -> tuple[int, str]:
    if days < 14:
        return days, "day"
    if days < 60:
        return round(days / 7), "week"
    if days < 730:
        return round(days / 30.44), "month"
    return round(days / 365.25), "year"


def _iso(typed: str, _today: date, _looking: Looking, field: str) -> date | None:
    if found := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", typed):
        return _day(int(found[1]), int(found[2]), int(found[3]), typed, field)
    return None


def _relative(typed: str, today: date, _looking: Looking, _field: str) -> date | None:
    near = {"today": 0, "yesterday": -1, "tomorrow": 1}
    if typed in near:
        return today + timedelta(days=near[typed])
    if typed in ("end of month", "end of the month", "month end"):
        return _end_of_month(today)
    return None


def _weekday(typed: str, today: date, looking: Looking, _field: str) -> date | None:
    found = re.fullmatch(r"(?:(next|last) )?([a-z]{3,9})", typed)
    number = _weekday_number(found[2]) if found else None
    if found is None or number is None:
        return None
    ahead = (number - today.weekday()) % 7
    if found[1] == "next" or (not found[1] and looking is Looking.FORWARD):
        return today + timedelta(days=ahead or 7)
    back = -ahead % 7
    if found[1] == "last":
        back = back or 7
    return today - timedelta(days=back)


def _counted(typed: str, today: date, looking: Looking, _field: str) -> date | None:
    for pattern, sign in (
        (rf"in {_COUNT} ?{_UNIT}", 1),
        (rf"{_COUNT} ?{_UNIT} ago", -1),
        (rf"(?P<n>\d{{1,4}}) ?{_UNIT}", looking.value),
    ):
        if found := re.fullmatch(pattern, typed):
            count = 1 if found["n"] in ("a", "an") else int(found["n"])
            return _add(today, sign * count, found["unit"][0])
    return None


def _add(day: date, count: int, unit: str) -> date | None:
    if unit in "dw":
        try:
            return day + timedelta(days=count * (7 if unit == "w" else 1))
        except OverflowError:
            return date.max
    from dateutil.relativedelta import relativedelta

    try:
        return day + relativedelta(months=count * (12 if unit == "y" else 1))
    except (ValueError, OverflowError):
        return date.max


def _numbers(typed: str, _today: date, _looking: Looking, field: str) -> date | None:
    if found := re.fullmatch(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", typed):
        return _day(int(found[3]), int(found[2]), int(found[1]), typed, field)
    found = re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", typed)
    if not found:
        return None
    one, two, year = int(found[1]), int(found[2]), int(found[3])
    readings = {
        _day(year, month, day, typed, field)
        for day, month in ((one, two), (two, one))
        if month <= 12 and day <= 31
    }
    if len(readings) > 1:
        first, second = sorted(readings)
        raise UsageError(
            f"{field}: {typed!r} could be {short_day(first)} or {short_day(second)}; "
            f"write {first} or {second}."
        )
    return readings.pop() if readings else None


def _named_month(typed: str, today: date, looking: Looking, field: str) -> date | None:
    found = re.fullmatch(
        r"(?:(?P<d1>\d{1,2}) (?P<m1>[a-z]+)|(?P<m2>[a-z]+) (?P<d2>\d{1,2}))(?: (?P<y>\d{4}))?",
        typed,
    )
    month = _month_number(found["m1"] or found["m2"]) if found else None
    if found is None or month is None:
        return None
    day = int(found["d1"] or found["d2"])
    if found["y"]:
        return _day(int(found["y"]), month, day, typed, field)
    if day == 29 and month == 2:
        return _leap_day(today, looking)
    this = _day(today.year, month, day, typed, field)
    if looking is Looking.BACK and this > today:
        return this.replace(year=today.year - 1)
    if looking is Looking.FORWARD and this < today:
        return this.replace(year=today.year + 1)
    return this


def _leap_day(today: date, looking: Looking) -> date:
    step = looking.value
    year = today.year
    while True:
        if _is_leap(year) and (date(year, 2, 29) - today).days * step >= 0:
            return date(year, 2, 29)
        year += step


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _end_of_month(day: date) -> date:
    first_of_next = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return first_of_next - timedelta(days=1)


def _weekday_number(word: str) -> int | None:
    for number, name in enumerate(WEEKDAYS):
        if word == name or word in (name[:3], name[:4], name[:5]):
            return number
    return None


def _month_number(word: str) -> int | None:
    for number, name in enumerate(MONTHS, start=1):
        if word == name or word == name[:3] or (number == 9 and word == "sept"):
            return number
    return None


def _day(year: int, month: int, day: int, typed: str, field: str) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UsageError(
            f"{field}: {typed!r} lies in the year {year}; "
            f"a year from {FIRST_YEAR} to {LAST_YEAR} would be right."
        )
    try:
        return date(year, month, day)
    except ValueError:
        if not 1 <= month <= 12:
            raise UsageError(f"{field}: {typed!r} names a month {month}; there are 12.") from None
        last = _end_of_month(date(year, month, 1)).day
        raise UsageError(
            f"{field}: there is no {typed!r}; "
            f"{MONTHS[month - 1].title()} {year} ends on the {last}th."
        ) from None


def _in_range(day: date, text: str, field: str) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise UsageError(
            f"{field}: {text!r} is too far away; "
            f"a year from {FIRST_YEAR} to {LAST_YEAR} would be right."
        )
    return day
