"""What is due: overdue, today, soon, and, apart, what others are to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from netcrm.domain.follow_up import FollowUp
from netcrm.domain.kinds import Owner
from netcrm.reports.sheet import Sheet


@dataclass(frozen=True)
class DueReport:
    """Follow-ups sorted for one day; each list has the longest due first."""

    today: date
    overdue: tuple[FollowUp, ...]
    on_the_day: tuple[FollowUp, ...]
    soon: tuple[FollowUp, ...]
    waiting: tuple[FollowUp, ...]

    @property
    def all(self) -> tuple[FollowUp, ...]:
        """Everything in one list, by day, as a program gets it."""
        mine = (*self.overdue, *self.on_the_day, *self.soon, *self.waiting)
        return tuple(sorted(mine, key=lambda f: f.due_on))

    def sheet(self) -> Sheet:
        """The list as a table."""
        return Sheet(
            "Due",
            ("id", "kind", "owner", "contact", "text", "due_on", "overdue_days"),
            tuple(
                (
                    f.id,
                    f.kind.value,
                    f.owner.value,
                    f.contact.name if f.contact else None,
                    f.text,
                    f.due_on,
                    f.overdue_days(self.today),
                )
                for f in self.all
            ),
            "Nothing is due.",
        )


def due_report(follow_ups: Sequence[FollowUp], today: date) -> DueReport:
    """Sort open follow-ups for the day; what others are to do is never overdue."""
    mine = [f for f in follow_ups if f.owner is Owner.me]
    return DueReport(
        today=today,
        overdue=tuple(f for f in mine if f.due_on < today),
        on_the_day=tuple(f for f in mine if f.due_on == today),
        soon=tuple(f for f in mine if f.due_on > today),
        waiting=tuple(f for f in follow_ups if f.owner is Owner.them),
    )
