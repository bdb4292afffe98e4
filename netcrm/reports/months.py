"""Given and received over the months, the present one last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from netcrm.domain.ledger import MonthFlow
from netcrm.reports.sheet import Sheet

SHOWN = 12
"""How many months a report shows."""
_STEPS = "▁▂▃▄▅▆▇█"


@dataclass(frozen=True)
class Months:
    """Months one after another, still ones too; ``most`` is the largest side of any."""

    flows: tuple[MonthFlow, ...]

    @property
    def most(self) -> int:
        """The largest given or received, at least 1."""
        return max([1, *(max(flow.given, flow.received) for flow in self.flows)])

    @property
    def is_still(self) -> bool:
        """Whether nothing flowed at all."""
        return not any(flow.given or flow.received for flow in self.flows)

    def sparks(self, side: str) -> str:
        """One side as a line of bars, a character a month; a still month is a dot."""
        values = [getattr(flow, side) for flow in self.flows]
        top = len(_STEPS) - 1
        return "".join(_STEPS[round(v / self.most * top)] if v else "·" for v in values)

    def sheet(self) -> Sheet:
        """The months as a table."""
        return Sheet(
            "Over the months",
            ("month", "given", "received"),
            tuple((f"{f.month:%Y-%m}", f.given, f.received) for f in self.flows),
            "",
        )


def first_month(today: date, count: int = SHOWN) -> date:
    """The first day of the earliest of so many months that end with today's."""
    year, month = divmod(today.year * 12 + today.month - count, 12)
    return date(year, month + 1, 1)


def months_report(flows: Sequence[MonthFlow], today: date, count: int = SHOWN) -> Months:
    """The last months up to today's, with those in which nothing flowed."""
    known = {flow.month: flow for flow in flows}
    first = first_month(today, count)
    found = []
    for at in range(count):
        year, month = divmod(first.year * 12 + first.month - 1 + at, 12)
        day = date(year, month + 1, 1)
        found.append(known.get(day, MonthFlow(day, 0, 0)))
    return Months(tuple(found))
