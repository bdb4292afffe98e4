"""Any other CSV: which column is what, guessed by its heading or said by the person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain, islice
from typing import TextIO

from netcrm.domain import names
from netcrm.domain.cells import plain, unguarded
from netcrm.domain.errors import BadFileError, UsageError
from netcrm.domain.names import fold
from netcrm.domain.records import Batch, PersonRecord, Problem, Problems
from netcrm.formats.csv_cells import Cells, headings
from netcrm.formats.csv_columns import FIELDS, guess, noted
from netcrm.formats.csv_table import NO_HEADING, Row, person, read
from netcrm.formats.file_days import AMBIGUOUS, birthday_of, day_first_of, file_day, is_ambiguous

OWN = {"uid", "name", "organization", "cadence", "cares", "knows"}
"""Columns that together stand only in a file that netcrm wrote."""
_LOOKED_AT = 2000
_SEVERAL = re.compile(r"\s*[;\n]\s*|\s+:::\s+")
_BETWEEN_ADDRESSES = re.compile(r"\s*[,/|]\s*|\s+")
_OWN_SEVERAL = re.compile("\n")
# What a person has one of, and several of; the field, and what it is of a person.
_LINES = (
    ("uid", "uid"),
    ("name", "name"),
    ("org", "organization"),
    ("title", "title"),
    ("city", "city"),
    ("where", "met_where"),
    ("every", "cadence"),
    ("through", "through"),
)
_LISTS = (("email", "emails"), ("phone", "phones"), ("url", "urls"), ("tags", "tags"),
          ("alias", "aliases"), ("knows", "knows"), ("cares", "cares"))  # fmt: skip


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
    layout = _Layout(fields, [*map(fold, facts), NO_HEADING], headings(table.header))
    batch.people = _people(table.rows, layout, today, batch.problems)
    return batch, {field: " + ".join(columns) for field, columns in chosen.items()}


class _Layout:
    """Which columns are what; ``facts`` go into the note."""

    def __init__(
        self, fields: Mapping[str, list[str]], facts: list[str], headings: dict[str, str]
    ) -> None:
        self._fields = fields
        self.lines = [(name, columns) for field, name in _LINES if (columns := self.of(field))]
        self.lists = [(name, columns) for field, name in _LISTS if (columns := self.of(field))]
        self.parts = [*self.of("first"), *self.of("middle"), *self.of("last")]
        self.birthday = self.of("birthday")
        self.born = [self.of("birth year"), self.of("birth month"), self.of("birth day")]
        self.met = self.of("met")
        self.note = self.of("note")
        self.facts = facts
        self.headings = headings
        # Our own file divides values by line ends alone, so that nothing in them divides.
        is_own = {column for columns in fields.values() for column in columns} >= OWN
        self.divide = (_OWN_SEVERAL if is_own else _SEVERAL).split
        self.bare = unguarded if is_own else plain

    def of(self, field: str) -> list[str]:
        """The columns of a field, most often none or one."""
        return self._fields.get(field, [])


def _people(
    rows: Iterator[tuple[int, Row]], layout: _Layout, today: date | None, problems: Problems
) -> Iterator[PersonRecord]:
    ahead = list(islice(rows, _LOOKED_AT))
    days = [*layout.birthday, *layout.met]
    day_first = day_first_of(row.get(column, "") for _, row in ahead for column in days)
    for line, guarded in chain(ahead, rows):
        row = {column: layout.bare(cell) for column, cell in guarded.items()}
        born, unread = _first(row, layout.birthday), list[str]()
        if not born and any(layout.born):
            born, unread = _in_parts(row, layout.born)
        values = _values(row, layout, unread)
        values["birthday"] = birthday_of(line, born, problems, day_first, today)
        if layout.met:
            values["met_on"] = _met(line, _first(row, layout.met), day_first, problems)
        found = person(line, values, problems)
        if found is not None:
            yield found


def _values(row: Row, layout: _Layout, unread: Sequence[str]) -> dict[str, object]:
    """What needs no day to be understood; columns that were left ``unread`` go into the note."""
    values: dict[str, object] = {name: _first(row, columns) for name, columns in layout.lines}
    parts = {c: cell for c in layout.parts if (cell := row.get(c))}
    others: list[str] = []
    if parts and not values.get("name"):
        values["name"] = " ".join(parts.values())
    elif parts:
        called = names.words(str(values["name"]))
        others = [c for c, cell in parts.items() if not names.starts(names.words(cell), called)]
    for name, columns in layout.lists:
        found = [v for c in columns if (cell := row.get(c)) for v in layout.divide(cell)]
        values[name] = [e for v in found for e in _addresses(v)] if name == "emails" else found
    facts = [*layout.facts, *others, *unread]
    values["note"] = Cells(row, layout.headings).note_with(facts, *layout.note)
    return values


def _addresses(said: str) -> list[str]:
    """The e-mail addresses in a cell, which a list may divide by other signs than ours."""
    parts = _BETWEEN_ADDRESSES.split(said)
    return parts if all(part.count("@") == 1 for part in parts) else [said]


def _first(row: Row, columns: Sequence[str]) -> str:
    """The first of the columns that says something."""
    for column in columns:
        if cell := row.get(column):
            return cell
    return ""


def _in_parts(row: Row, columns: Sequence[Sequence[str]]) -> tuple[str, list[str]]:
    """A birthday whose year, month and day stand in columns of their own; a year may lack.

    Answers too the columns that say something which makes no day.
    """
    year, month, day = (_first(row, several) for several in columns)
    if not (month.isdecimal() and day.isdecimal()):
        return "", [column for several in columns for column in several]
    md = f"{int(month):02}-{int(day):02}"
    if year.isdecimal() and len(year) == 4:
        return f"{year}-{md}", []
    return f"--{md}", list(columns[0])


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
