"""Follow-ups: anything with a day, and when each is due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from netcrm.domain.kinds import FollowUpKind, Owner
from netcrm.domain.people import ContactRef
from netcrm.domain.rules import Rules

WITHIN_DAYS = 7
"""How far ahead ``due`` looks."""
BIRTHDAY_LATE_DAYS = 7
"""A belated wish is still welcome this long; then the birthday waits for next year."""


@dataclass(frozen=True)
class FollowUp:
    """One thing to do, or one thing that others are to do (``owner`` them: waiting for)."""

    id: str
    kind: FollowUpKind
    owner: Owner
    contact: ContactRef | None
    text: str
    due_on: date
    archived: bool = False
    every: str | None = None
    done_on: date | None = None

    def overdue_days(self, today: date) -> int | None:
        """Days past its day, 0 when not yet; None where others are to do it."""
        if self.owner is Owner.them:
            return None
        return max(0, (today - self.due_on).days)


def birthday_in(birthday: str, year: int) -> date:
    """The day a birthday is kept in a year; 29 February on the 28th where there is none."""
    month, day = int(birthday[-5:-3]), int(birthday[-2:])
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, 2, 28)


def birthday_due(
    birthday: str, *, since: date, done_year: int | None, snoozed_to: date | None, today: date
) -> date:
    """The next birthday to keep, or one so lately past that a wish is still welcome.

    ``since`` is when the contact was added: what lay before is not reminded of.
    """
    earliest = max(today - timedelta(days=BIRTHDAY_LATE_DAYS), since)
    if snoozed_to is not None and snoozed_to >= earliest:
        return snoozed_to
    year = earliest.year
    while birthday_in(birthday, year) < earliest or (done_year is not None and year <= done_year):
        year += 1
    return birthday_in(birthday, year)


def quiet_before(today: date, rules: Rules) -> date:
    """A relationship without a cadence has gone quiet when its last contact lies before this."""
    return today - timedelta(days=rules.quiet_days)
