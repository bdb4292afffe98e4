"""Google Contacts as CSV: the layout until 2024, and the one since."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TextIO

from netcrm.domain.records import Batch, PersonRecord, Problem, Problems
from netcrm.formats.csv_table import Row, joined, person, read
from netcrm.formats.file_days import file_birthday

_SEVERAL = " ::: "
# Labels that every account has say nothing of a person.
SYSTEM_LABELS = {"mycontacts", "starred", "my contacts"}


def recognises(columns: set[str]) -> bool:
    """Whether a header's folded columns are one of Google's own two layouts."""
    old = {"given name", "family name", "group membership"} <= columns
    new = "first name" in columns and bool({"labels", "organization name"} & columns)
    return old or new


def parse(stream: TextIO) -> Batch:
    """The people; a birthday that is no day is a problem, and the person goes in without."""
    batch = Batch("google")
    table = read(stream, recognises, batch.problems)
    if table is not None:
        batch.people = _people(table.rows, batch.problems)
    return batch


def _people(rows: Iterator[tuple[int, Row]], problems: Problems) -> Iterator[PersonRecord]:
    for line, row in rows:
        born = row.get("birthday", "")
        birthday = file_birthday(born) if born else None
        if born and birthday is None:
            problems.append(
                Problem(
                    line, f"Birthday: {born!r} is no day; 1987-09-07 or --12-25 would be right."
                )
            )
        values: dict[str, object] = {
            "name": row.get("name")
            or joined(row, "first name", "middle name", "last name")
            or joined(row, "given name", "additional name", "family name"),
            "organization": row.get("organization name") or _first(row, "organization", "name"),
            "title": row.get("organization title") or _first(row, "organization", "title"),
            "city": _first(row, "address", "city"),
            "birthday": birthday,
            "note": row.get("notes"),
            "emails": _values(row, "e-mail"),
            "phones": _values(row, "phone"),
            "urls": _values(row, "website"),
            "tags": _labels(row.get("labels") or row.get("group membership") or ""),
            "aliases": [row.get("nickname", "")],
        }
        found = person(line, values, problems)
        if found is not None:
            yield found


def _values(row: Row, kind: str) -> list[str]:
    """The values of ``E-mail 1 - Value`` and its like; one cell may hold several."""
    found = []
    for column in row:
        if re.fullmatch(rf"{kind} \d+ - value", column):
            found += row[column].split(_SEVERAL)
    return found


def _first(row: Row, kind: str, part: str) -> str:
    for column in row:
        if re.fullmatch(rf"{kind} \d+ - {part}", column) and row[column]:
            return row[column].split(_SEVERAL)[0]
    return ""


def _labels(cell: str) -> list[str]:
    labels = (label.strip().removeprefix("* ").strip() for label in cell.split(":::"))
    return [label for label in labels if label.lower() not in SYSTEM_LABELS]
