"""Any other CSV: which column is what, guessed by its heading or said by the person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from typing import TextIO

from netcrm.domain.cells import plain, unguarded
from netcrm.domain.errors import BadFileError, UsageError
from netcrm.domain.names import fold
from netcrm.domain.records import Batch, PersonRecord, Problem, Problems
from netcrm.formats.csv_cells import Cells, headings
from netcrm.formats.csv_columns import FIELDS, guess, noted
from netcrm.formats.csv_table import Row, person, read
from netcrm.formats.file_days import AMBIGUOUS, birthday_of, day_first_of, file_day, is_ambiguous

OWN = {"uid", "name", "organization", "cadence", "cares", "knows"}
"""Columns that together stand only in a file that netcrm wrote."""
_LOOKED_AT = 2000
_SEVERAL = re.compile(r"\s*[;\n]\s*|\s+:::\s+")


def is_own(columns: set[str]) -> bool:
    """Whether a header's folded columns are those of a CSV that netcrm wrote."""
    return columns >= OWN


def mapping(typed: Iterable[str]) -> dict[str, str]:
    """``name=Column`` pairs as a mapping; raises ``UsageError`` for what is no field."""
    found = {}
    for pair in typed:
        field, equals, column = pair.partition("=")
        if not equals or field.strip() not in FIELDS or not column.strip():
            raise UsageError(
                f"map: {pair!r} is no field=Column; a field is one of {', '.join(FIELDS)}."
            )
        found[field.strip()] = column.strip()
    return found


def parse(
    stream: TextIO, wanted: Mapping[str, str], name: str, today: date | None = None
) -> tuple[Batch, dict[str, str]]:
    """The people, by the mapping that is wanted and, for the rest, guessed; and that mapping.

    Nobody was born after ``today``. Raises ``BadFileError`` where no column names or reaches
    anybody, or a wanted one is not there.
    """
    batch = Batch("csv")
    needed = {fold(column) for column in wanted.values()}

    def recognises(columns: set[str]) -> bool:
        if needed:
            return needed <= columns
        return len(guess(columns)) >= 2 or bool({"name", "email"} & guess(columns).keys())

    table = read(stream, recognises, batch.problems)
    if table is None:
        missing = f"the columns {', '.join(wanted.values())}" if wanted else "a column for the name"
        raise BadFileError(
            f"{name} has no header with {missing} in its first rows.",
            hint="Say which column is what: --map name=Column --map email=Column",
        )
    said = {fold(column) for column in wanted.values()}
    free = [column for column in table.header if fold(column) not in said]
    chosen = guess(free) | {field: [column] for field, column in wanted.items()}
    if not {"name", "first", "last", "email", "org", "phone", "alias"} & chosen.keys():
        raise BadFileError(
            f"{name}: which column is the name? It has {', '.join(table.header)}.",
            hint="Say it: --map name=Column",
        )
    taken = {fold(column) for columns in chosen.values() for column in columns}
    left = [column for column in table.header if fold(column) not in taken]
    facts, batch.unused_columns = noted(left, ())
    fields = {field: [fold(c) for c in columns] for field, columns in chosen.items()}
    layout = _Layout(fields, [fold(c) for c in facts], headings(table.header), today)
    batch.people = _people(table.rows, layout, batch.problems)
    return batch, {field: " + ".join(columns) for field, columns in chosen.items()}


@dataclass
class _Layout:
    """Which columns are what; ``facts`` go into the note."""

    fields: dict[str, list[str]]
    facts: list[str]
    headings: dict[str, str]
    today: date | None
    day_first: bool | None = None

    def columns(self, field: str) -> list[str]:
        return self.fields.get(field, [])


def _people(
    rows: Iterator[tuple[int, Row]], layout: _Layout, problems: Problems
) -> Iterator[PersonRecord]:
    # Our own file divides values by line ends alone, so that nothing in them divides.
    own = {column for columns in layout.fields.values() for column in columns}
    several, bare = (re.compile("\n"), unguarded) if own >= OWN else (_SEVERAL, plain)
    ahead = list(islice(rows, _LOOKED_AT))
    days = [*layout.columns("birthday"), *layout.columns("met")]
    layout.day_first = day_first_of(row.get(column, "") for _, row in ahead for column in days)
    for line, row in chain(ahead, rows):
        cells = Cells({column: bare(cell) for column, cell in row.items()}, layout.headings)
        found = person(line, _values(line, cells, layout, several, problems), problems)
        if found is not None:
            yield found


def _values(
    line: int, cells: Cells, layout: _Layout, several: re.Pattern[str], problems: Problems
) -> dict[str, object]:
    def one(field: str) -> str:
        return cells.first(*layout.columns(field))

    parts = [column for field in ("first", "middle", "last") for column in layout.columns(field)]
    birthday = one("birthday") or _in_parts(*map(one, ("birth year", "birth month", "birth day")))
    values: dict[str, object] = {
        "uid": one("uid"),
        "name": one("name") or cells.joined(*parts),
        "organization": one("org"),
        "title": one("title"),
        "city": one("city"),
        "met_where": one("where"),
        "cadence": one("every"),
        "through": one("through"),
        "birthday": birthday_of(line, birthday, problems, layout.day_first, layout.today),
        "met_on": _met(line, one("met"), layout.day_first, problems),
    }
    for field, key in (("email", "emails"), ("phone", "phones"), ("url", "urls"),
                       ("tags", "tags"), ("alias", "aliases"), ("knows", "knows"),
                       ("cares", "cares")):  # fmt: skip
        values[key] = [
            v for cell in cells.named(layout.columns(field)) for v in several.split(cell)
        ]
    values["note"] = cells.note_with(layout.facts, *layout.columns("note"))
    return values


def _in_parts(year: str, month: str, day: str) -> str:
    """A birthday whose year, month and day stand in columns of their own; a year may lack."""
    if not (month.isdecimal() and day.isdecimal()):
        return ""
    md = f"{int(month):02}-{int(day):02}"
    return f"{year}-{md}" if year.isdecimal() and len(year) == 4 else f"--{md}"


def _met(line: int, text: str, day_first: bool | None, problems: Problems) -> str | None:
    if not text:
        return None
    if day_first is None and is_ambiguous(text):
        problems.append(Problem(line, f"met: {AMBIGUOUS.format(text)}"))
        return None
    found = file_day(text, day_first=bool(day_first))
    if found is None:
        problems.append(Problem(line, f"met: {text!r} is no day; 2024-01-03 would be right."))
    return found
