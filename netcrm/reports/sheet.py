"""One table model for every report; each writer is written once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from netcrm.domain.people import Contact

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


def people_sheet(people: Sequence[Contact]) -> Sheet:
    """People as a table, every row the same columns."""
    return Sheet(
        "People",
        (
            "id",
            "name",
            "organization",
            "title",
            "city",
            "emails",
            "tags",
            "closeness",
            "last_contact_on",
            "next_touch_on",
        ),
        tuple(
            (
                c.id,
                c.name,
                c.organization,
                c.title,
                c.city,
                ", ".join(c.emails),
                ", ".join(c.tags),
                c.closeness,
                c.last_contact_on,
                c.next_touch_on,
            )
            for c in people
        ),
        "Nobody is here yet.",
    )
