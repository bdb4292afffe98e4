"""Follow-ups as iCalendar: all-day events with an alarm the day before, or tasks.

Sources: RFC 5545, RFC 7986; every program shows all-day events, some drop alarms after the start,
and the same UID with a higher SEQUENCE replaces what was there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from netcrm.domain.days import LAST_YEAR
from netcrm.formats.content_lines import escaped, folded

_LEAP_YEAR = 2000


@dataclass(frozen=True)
class Item:
    """Something on a day; a birthday (``MM-DD``, with its year where known) comes every year."""

    uid: str
    summary: str
    description: str
    due_on: date
    sequence: int
    changed_at: datetime
    birthday: str | None = None


def write(items: Iterable[Item], *, todos: bool = False) -> str:
    """The items as one calendar, the same for the same items."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//netcrm//follow-ups//EN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:netcrm",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
    ]
    for item in sorted(items, key=lambda i: (i.due_on, i.uid)):
        lines += _todo(item) if todos else _event(item)
    return "".join(folded(line) for line in (*lines, "END:VCALENDAR"))


def first_birthday(birthday: str) -> date:
    """The day from which a birthday is repeated; one without a year from 2000, a leap year.

    A year that nobody could type is none: after the last of them there is no calendar.
    """
    is_known = not birthday.startswith("--") and int(birthday[:4]) <= LAST_YEAR
    year = int(birthday[:4]) if is_known else _LEAP_YEAR
    return date(year, int(birthday[-5:-3]), int(birthday[-2:]))


def _basic(day: date) -> str:
    """``20261123``; of an early year too, to which strftime gives fewer than four digits."""
    return day.isoformat().replace("-", "")


def _head(item: Item) -> list[str]:
    stamp = f"{item.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    lines = [f"UID:{escaped(item.uid)}", f"DTSTAMP:{stamp}", f"LAST-MODIFIED:{stamp}"]
    lines += [f"SEQUENCE:{item.sequence}", f"SUMMARY:{escaped(item.summary)}"]
    return lines + ([f"DESCRIPTION:{escaped(item.description)}"] if item.description else [])


def _rule(item: Item) -> list[str]:
    if item.birthday is None:
        return []
    if item.birthday.endswith("02-29"):
        return ["RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1"]
    return ["RRULE:FREQ=YEARLY"]


def _event(item: Item) -> list[str]:
    begins = first_birthday(item.birthday) if item.birthday else item.due_on
    return [
        "BEGIN:VEVENT",
        *_head(item),
        f"DTSTART;VALUE=DATE:{_basic(begins)}",
        f"DTEND;VALUE=DATE:{_basic(begins + timedelta(days=1))}",
        *_rule(item),
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{escaped(item.summary)}",
        "TRIGGER:-PT15H",
        "END:VALARM",
        "END:VEVENT",
    ]


def _todo(item: Item) -> list[str]:
    begins = first_birthday(item.birthday) if item.birthday else None
    start = [f"DTSTART;VALUE=DATE:{_basic(begins)}"] if begins else []
    due_on = begins + timedelta(days=1) if begins else item.due_on
    return [
        "BEGIN:VTODO",
        *_head(item),
        *start,
        f"DUE;VALUE=DATE:{_basic(due_on)}",
        *_rule(item),
        "STATUS:NEEDS-ACTION",
        "END:VTODO",
    ]
