"""The day at a glance: what is due, whom to tell, who went quiet, one idea for giving."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from netcrm.domain.aims import Goal
from netcrm.domain.people import Contact
from netcrm.reports.due import DueReport
from netcrm.reports.situation import Move


@dataclass(frozen=True)
class Idea:
    """Somebody I could give something to; ``last_gave_on`` is None where I never did."""

    contact: Contact
    last_gave_on: date | None


@dataclass(frozen=True)
class Glance:
    """One screen for the morning."""

    today: date
    people: int
    due: DueReport
    quiet: tuple[Contact, ...]
    idea: Idea | None
    goals: tuple[tuple[Goal, Move | None], ...]
