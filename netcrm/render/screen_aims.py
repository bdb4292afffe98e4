"""What is expected and avoided, and what is under way: lines that several screens share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import RenderableType
from rich.text import Text

from netcrm.domain.expectations import Expectation
from netcrm.render.screen import OVERDUE, SOFT, grid, text, when
from netcrm.render.screen_columns import Columns
from netcrm.reports.under_way import UnderWay


def expectations(known: Sequence[Expectation]) -> list[RenderableType]:
    """Each on a line, boundaries first, and marked."""
    table = grid("left", "left", "left", wide=2)
    for e in known:
        table.add_row(
            Text(f"  x{e.id}", style=SOFT),
            Text("boundary" if e.is_boundary else "expects", OVERDUE if e.is_boundary else SOFT),
            text(e.sentence),
        )
    return [table]


def under_way(found: Sequence[UnderWay], today: date) -> Columns:
    """What waits for somebody: id, state, what, since when."""
    table = grid("left", "left", "left", "right", wide=2)
    for u in found:
        table.add_row(
            Text(f"  {u.id}", style=SOFT),
            Text(u.state),
            text(u.text),
            Text(when(u.since, today), style=SOFT),
        )
    return table
