"""One table model for every report; each writer is written once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

Cell = str | int | date | None


@dataclass(frozen=True)
class Sheet:
    """A titled table; ``empty`` is the sentence that stands for no rows."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str


def cell_text(cell: Cell) -> str:
    """A cell as text: ISO days, nothing for None."""
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, date) else str(cell)
