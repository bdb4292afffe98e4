"""Google Contacts as CSV: the layout until 2024, and the one since."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TextIO

from netcrm.domain.records import Batch, PersonRecord, Problems
from netcrm.formats.csv_cells import Cells, headings
from netcrm.formats.csv_table import person, read
from netcrm.formats.file_days import birthday_of

_SEVERAL = " ::: "
# Labels that every account has say nothing of a person.
SYSTEM_LABELS = {"mycontacts", "starred", "my contacts"}


def recognises(columns: set[str]) -> bool:
    """Whether a header's folded columns are one of Google's own two layouts."""
    old = {"given name", "family name", "group membership"} <= columns
    new = "first name" in columns and bool({"labels", "organization name"} & columns)
    return old or new


def parse(stream: TextIO, today: date | None = None) -> Batch:
    """The people; a birthday that is no day is a problem, and the person goes in without.

    Nobody was born after ``today``.
    """
    batch = Batch("google")
    table = read(stream, recognises, batch.problems)
    if table is not None:
        names = headings(table.header)
        rows = ((line, Cells(row, names)) for line, row in table.rows)
        batch.people = _people(rows, today, batch.problems)
    return batch


def _people(
    rows: Iterator[tuple[int, Cells]], today: date | None, problems: Problems
) -> Iterator[PersonRecord]:
    for line, cells in rows:
        parts = (
            cells.joined("first name", "middle name", "last name"),
            cells.joined("given name", "additional name", "family name"),
        )
        born = cells.first("birthday")
        values: dict[str, object] = {
            "name": cells.first("name") or next(filter(None, parts), ""),
            "organization": cells.first("organization name") or _one(cells, "organization", "name"),
            "title": cells.first("organization title") or _one(cells, "organization", "title"),
            "city": _one(cells, "address", "city"),
            "birthday": birthday_of(line, born, problems, today=today),
            "emails": _values(cells, "e-mail"),
            "phones": _values(cells, "phone"),
            "urls": _values(cells, "website"),
            "tags": _labels(cells.first("labels") or cells.first("group membership")),
            "aliases": [cells.first("nickname")],
        }
        # What is said whole need not be said in parts.
        if cells.row.get("name"):
            cells.joined("name prefix", "name suffix")
        for column in [c for c in cells.row if re.fullmatch(r"address \d+ - formatted", c)]:
            if cells.row[column]:
                start = column.removesuffix("formatted")
                cells.used.update(c for c in cells.row if c.startswith(start) and c != column)
        values["note"] = cells.note("notes")
        found = person(line, values, problems)
        if found is not None:
            yield found


def _values(cells: Cells, kind: str) -> list[str]:
    """The values of ``E-mail 1 - Value`` and its like; one cell may hold several."""
    return [
        value
        for cell in cells.all(re.compile(rf"{kind} \d+ - value"))
        for value in cell.split(_SEVERAL)
    ]


def _one(cells: Cells, kind: str, part: str) -> str:
    """The first of ``Address 1 - City`` and its like; what others say is left for the note."""
    fitting = [c for c in cells.row if re.fullmatch(rf"{kind} \d+ - {part}", c)]
    said, *others = cells.first(*fitting).split(_SEVERAL)
    for column in fitting if others else ():
        if column in cells.used:
            cells.used.remove(column)
            cells.row[column] = _SEVERAL.join(others)
    return said


def _labels(cell: str) -> list[str]:
    labels = (label.strip().removeprefix("* ").strip() for label in cell.split(":::"))
    return [label for label in labels if label.lower() not in SYSTEM_LABELS]
