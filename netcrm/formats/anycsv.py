"""Any other CSV: which column is what, guessed by its heading or said by the person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice
from typing import TextIO

from netcrm.domain.errors import BadFileError, UsageError
from netcrm.domain.names import fold
from netcrm.domain.records import Batch, PersonRecord, Problem, Problems
from netcrm.formats.csv_table import Row, joined, person, read
from netcrm.formats.file_days import (
    AMBIGUOUS,
    day_first_of,
    file_birthday,
    file_day,
    is_ambiguous,
)

_SYNONYMS: dict[str, tuple[str, ...]] = {
    "name": ("name", "full name", "fullname", "display name", "contact", "contact name", "person",
             "imie i nazwisko", "nom complet", "nombre completo"),
    "first": ("first name", "firstname", "given name", "forename", "vorname", "imie", "prenom"),
    "last": ("last name", "lastname", "family name", "surname", "nachname", "nazwisko"),
    "org": ("organization", "organisation", "company", "employer", "firm", "org", "firma",
            "company name"),
    "title": ("title", "job title", "position", "role", "stanowisko"),
    "email": ("email", "e-mail", "mail", "email address", "e-mail address", "emails",
              "adres e-mail"),
    "phone": ("phone", "phones", "phone number", "mobile", "telephone", "tel", "telefon"),
    "city": ("city", "town", "location", "ort", "stadt", "miasto", "ville"),
    "birthday": ("birthday", "birthdate", "date of birth", "dob", "born", "geburtstag", "urodziny"),
    "tags": ("tags", "labels", "groups", "categories", "tag"),
    "note": ("note", "notes", "comment", "comments", "notatki"),
    "url": ("url", "urls", "website", "web", "linkedin", "linkedin url", "profile"),
    "met": ("met", "met_on", "met on", "connected on", "first met"),
    "where": ("met_where", "met where", "where we met"),
    "alias": ("alias", "aliases", "nickname"),
    "knows": ("knows", "expertise", "skills"),
    "cares": ("cares", "interests", "cares about"),
    "every": ("cadence", "every"),
    "uid": ("uid",),
}  # fmt: skip
OWN = {"uid", "name", "organization", "cadence", "cares", "knows"}
"""Columns that together stand only in a file that netcrm wrote."""
FIELDS = tuple(_SYNONYMS)
"""What a column can be."""
_LOOKED_AT = 2000
_SEVERAL = re.compile(r"\s*[;\n]\s*|\s+:::\s+")


def is_own(columns: set[str]) -> bool:
    """Whether a header's folded columns are those of a CSV that netcrm wrote."""
    return columns >= OWN


def guess(header: Iterable[str]) -> dict[str, str]:
    """Which column is what, as far as headings tell; a field and the heading it stands under."""
    found: dict[str, str] = {}
    for column in header:
        for field, synonyms in _SYNONYMS.items():
            if fold(column) in synonyms:
                found.setdefault(field, column)
    return found


def mapping(typed: Iterable[str]) -> dict[str, str]:
    """``name=Column`` pairs as a mapping; raises ``UsageError`` for what is no field."""
    found = {}
    for pair in typed:
        field, equals, column = pair.partition("=")
        if not equals or field.strip() not in _SYNONYMS or not column.strip():
            raise UsageError(
                f"map: {pair!r} is no field=Column; a field is one of {', '.join(FIELDS)}."
            )
        found[field.strip()] = column.strip()
    return found


def parse(stream: TextIO, wanted: Mapping[str, str], name: str) -> tuple[Batch, dict[str, str]]:
    """The people, by the mapping that is wanted and, for the rest, guessed; and that mapping.

    Raises ``BadFileError`` where no column is a name or an e-mail, or a wanted one is not there.
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
    chosen = guess(table.header) | dict(wanted)
    if not {"name", "first", "last", "email", "org"} & chosen.keys():
        raise BadFileError(
            f"{name}: which column is the name? It has {', '.join(table.header)}.",
            hint="Say it: --map name=Column",
        )
    batch.people = _people(table.rows, {f: fold(c) for f, c in chosen.items()}, batch.problems)
    return batch, chosen


def _people(
    rows: Iterator[tuple[int, Row]], columns: dict[str, str], problems: Problems
) -> Iterator[PersonRecord]:
    # Our own file divides values by line ends alone, so that nothing in them divides.
    several = re.compile("\n") if set(columns.values()) >= OWN else _SEVERAL
    ahead = list(islice(rows, _LOOKED_AT))
    days = [columns[field] for field in ("birthday", "met") if field in columns]
    day_first = day_first_of(row.get(column, "") for _, row in ahead for column in days)
    for line, row in chain(ahead, rows):
        cells = {field: plain(row.get(column, "")) for field, column in columns.items()}
        values: dict[str, object] = {
            "uid": cells.get("uid"),
            "name": cells.get("name") or joined(cells, "first", "last"),
            "organization": cells.get("org"),
            "title": cells.get("title"),
            "city": cells.get("city"),
            "note": cells.get("note"),
            "met_where": cells.get("where"),
            "cadence": cells.get("every"),
            "birthday": _day(line, "birthday", cells.get("birthday", ""), day_first, problems),
            "met_on": _day(line, "met", cells.get("met", ""), day_first, problems),
        }
        for field, key in (("email", "emails"), ("phone", "phones"), ("url", "urls"),
                           ("tags", "tags"), ("alias", "aliases"), ("knows", "knows"),
                           ("cares", "cares")):  # fmt: skip
            values[key] = several.split(cells.get(field, ""))
        found = person(line, values, problems)
        if found is not None:
            yield found


def guarded(text: str) -> str:
    """A cell that no spreadsheet runs: an apostrophe before what begins a formula."""
    return "'" + text if re.match(r"'*[=+\-@\t\r]", text) else text


def plain(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if re.match(r"'+[=+\-@\t\r]", cell) else cell


def _day(
    line: int, field: str, text: str, day_first: bool | None, problems: Problems
) -> str | None:
    if not text:
        return None
    if day_first is None and is_ambiguous(text):
        problems.append(Problem(line, f"{field}: {AMBIGUOUS.format(text)}"))
        return None
    read_day = file_birthday if field == "birthday" else file_day
    found = read_day(text, day_first=bool(day_first))
    if found is None:
        problems.append(Problem(line, f"{field}: {text!r} is no day; 2024-01-03 would be right."))
    return found
