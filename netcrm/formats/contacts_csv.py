"""People as a CSV that a spreadsheet opens without harm, and ``import`` brings back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from netcrm.domain.cells import csv_row, guarded
from netcrm.domain.people import Contact

HEADING = (
    "uid", "name", "organization", "title", "email", "phone", "city", "birthday", "tags", "knows",
    "cares", "alias", "url", "met", "met where", "cadence", "note",
)  # fmt: skip


def write(contacts: Iterable[Contact]) -> Iterator[str]:
    """The heading, then a person a row; several values stand on lines of their own in a cell."""
    yield _row(HEADING)
    for c in contacts:
        yield _row(
            (
                c.uid,
                c.name,
                c.organization or "",
                c.title or "",
                *("\n".join(values) for values in (c.emails, c.phones)),
                c.city or "",
                c.birthday or "",
                *("\n".join(v) for v in (c.tags, c.knows, c.cares, c.aliases, c.urls)),
                c.met_on.isoformat() if c.met_on else "",
                c.met_where or "",
                c.cadence or "",
                c.note or "",
            )
        )


def _row(cells: Iterable[str]) -> str:
    return csv_row(map(guarded, cells))
