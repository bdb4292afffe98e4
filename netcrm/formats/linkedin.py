"""LinkedIn's Connections.csv, of every era."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from netcrm.domain.records import Batch, PersonRecord, Problem
from netcrm.formats.csv_cells import Cells, headings
from netcrm.formats.csv_table import person, read
from netcrm.formats.file_days import file_day

_WHY = "a date and nothing else: a hidden or closed profile"
_EMAILS = ("email address", "e-mail address", "e-mail 2 address", "e-mail 3 address")
# The old site wrote an address book's header, without a day of connection.
_OLD = {"first name", "last name", "e-mail address", "company", "job title", "suffix"}


def is_connections(columns: set[str]) -> bool:
    """Whether a header's folded columns are those of Connections.csv since 2017."""
    return {"first name", "connected on"} <= columns


def recognises(columns: set[str]) -> bool:
    """Whether a header's folded columns are LinkedIn's, of any era."""
    if is_connections(columns):
        return True
    return columns >= _OLD and "birthday" not in columns and "categories" not in columns


def parse(stream: TextIO) -> Batch:
    """The connections; a row with only a date is counted, a bad day is a problem."""
    batch = Batch("linkedin")
    table = read(stream, recognises, batch.problems)
    if table is not None:
        names = headings(table.header)
        batch.people = _people(((line, Cells(row, names)) for line, row in table.rows), batch)
    return batch


def _people(rows: Iterator[tuple[int, Cells]], batch: Batch) -> Iterator[PersonRecord]:
    for line, cells in rows:
        name = cells.joined("first name", "middle name", "last name")
        if not name and not cells.row.get("url"):
            batch.skip(_WHY)
            continue
        connected = cells.first("connected on")
        met_on = file_day(connected)
        if connected and met_on is None:
            batch.problems.append(
                Problem(
                    line,
                    f"Connected On: {connected!r} is no day; 03 Jan 2024 would be right. "
                    "The person goes in without.",
                )
            )
        company = cells.first("company")
        values: dict[str, object] = {
            "name": name,
            "organization": company if name else None,
            "title": cells.first("position", "job title"),
            "emails": cells.named(_EMAILS),
            "urls": cells.named(["url"]),
            "met_on": met_on,
        }
        values["note"] = cells.note("notes")
        found = person(line, values, batch.problems)
        if found is not None:
            yield found
