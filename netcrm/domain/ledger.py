"""Give and take: the entries of one relationship, and how they stand side by side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from netcrm.domain.kinds import Direction
from netcrm.domain.people import ContactRef

DEFAULT_SIZE = 2
DEFAULT_KIND = "information"
LOOP_DAYS = 14
"""A loop is due this many days after the help."""
LOOP_OLDEST_DAYS = 60
"""Help older than this when it is recorded opens a loop only when a day is named."""
_MUTUAL_LEAN = 1 / 3


class State(StrEnum):
    """How given and received of one relationship stand to each other; for scripts and order."""

    none = "none"
    only_giving = "only_giving"
    only_receiving = "only_receiving"
    giving = "giving"
    receiving = "receiving"
    mutual = "mutual"


@dataclass(frozen=True)
class Exchange:
    """One entry of the ledger between me and one contact.

    ``size`` is the giver's effort from 1 (a moment) to 5 (a sacrifice); ``loop_due_on`` is the
    day by which a helper should hear of the outcome, None where no loop is open; ``source`` is
    the id of the event that booked the entry, None for one recorded by itself.
    """

    id: int
    contact: ContactRef
    direction: Direction
    kind: str
    size: int
    on: date
    text: str
    terms: str | None
    goal: str | None
    outcome: str | None
    outcome_told_on: date | None
    loop_due_on: date | None
    source: str | None


class MonthFlow(NamedTuple):
    """What was given and received in one month, each the sum of sizes; ``month`` is its first."""

    month: date
    given: int
    received: int


@dataclass(frozen=True)
class Balance:
    """Given and received of one relationship, each the sum of sizes."""

    contact: ContactRef
    given: int
    received: int
    last_exchange_on: date | None
    open_loops: int

    @property
    def lean(self) -> float | None:
        """(given − received) / (given + received), rounded to 3; None where nothing flowed."""
        total = self.given + self.received
        return round((self.given - self.received) / total, 3) if total else None

    @property
    def state(self) -> State:
        """The state in a word, by the unrounded lean."""
        given, received = self.given, self.received
        if not given and not received:
            return State.none
        if not received:
            return State.only_giving
        if not given:
            return State.only_receiving
        lean = (given - received) / (given + received)
        if abs(lean) > _MUTUAL_LEAN:
            return State.giving if lean > 0 else State.receiving
        return State.mutual


def loop_day(on: date, recorded_on: date, tell_by: date | None, *, wanted: bool) -> date | None:
    """The day by which the helper should be told, None where no loop opens.

    Help older than 60 days when it is recorded opens a loop only with ``tell_by``.
    """
    if not wanted:
        return None
    if tell_by is not None:
        return tell_by
    if on < recorded_on - timedelta(days=LOOP_OLDEST_DAYS):
        return None
    return on + timedelta(days=LOOP_DAYS)
