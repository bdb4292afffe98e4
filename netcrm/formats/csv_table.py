"""A CSV file as rows under its header, wherever that stands and whatever divides the cells."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import TextIO

from netcrm.domain.names import fold
from netcrm.domain.records import PersonRecord, Problem, Problems
from netcrm.domain.text import LINE_LIMIT, NAME_LIMIT, flat, tame
from netcrm.formats.csv_rows import csv_rows
from netcrm.formats.reading import text_lines

_HEADER_WITHIN = 20
_BUFFERED_LINES = 60
_DELIMITERS = ",;\t"
_LONGEST_LINE = 1_000_000
_LONGEST_HEADING = 200

NO_HEADING = ""
"""Under this stands in a row what has no heading, or stands beyond the last one."""

Row = dict[str, str]


@dataclass
class Table:
    """A header as it stands in the file, and rows by folded column, read as they are asked for.

    Of headings that are alike the second is numbered, ``Email (2)``, and so on.
    """

    header: list[str]
    rows: Iterator[tuple[int, Row]]


def read(
    stream: TextIO, recognises: Callable[[set[str]], bool], problems: Problems
) -> Table | None:
    """The table whose header is recognised by its folded columns; None where none is found.

    Short rows are filled with blanks, blank ones left out; what cannot be parsed is a problem.
    """
    whole = text_lines(stream, _LONGEST_LINE, problems)
    buffered = list(islice(whole, _BUFFERED_LINES))
    for delimiter in _DELIMITERS:
        found = _find(buffered, delimiter, recognises)
        if found is not None:
            at, header = found[0], _told_apart(found[1])
            lines = chain(buffered, whole)
            return Table(header, _rows(lines, delimiter, at, header, problems))
    return None


def header_is(stream: TextIO, recognises: Callable[[set[str]], bool]) -> bool:
    """Whether a header that is recognised stands in the first rows; the stream is as before."""
    buffered = list(islice(text_lines(stream, _LONGEST_LINE, Problems()), _BUFFERED_LINES))
    stream.seek(0)
    return any(_find(buffered, delimiter, recognises) for delimiter in _DELIMITERS)


def _find(
    buffered: list[str], delimiter: str, recognises: Callable[[set[str]], bool]
) -> tuple[int, list[str]] | None:
    reader = csv.reader(iter(buffered), delimiter=delimiter)
    try:
        for at, row in enumerate(islice(reader, _HEADER_WITHIN)):
            if recognises({fold(cell) for cell in row if len(cell) <= _LONGEST_HEADING}):
                return at, row
    except csv.Error:
        pass
    return None


def _told_apart(header: Sequence[str]) -> list[str]:
    there = {fold(heading) for heading in header}
    taken = set[str]()
    found = []
    for heading in header:
        own, number = heading, 1
        while heading.strip() and fold(own) in taken:
            number += 1
            numbered = f"{heading} ({number})"
            own = heading if fold(numbered) in there else numbered
        taken.add(fold(own))
        found.append(own)
    return found


def _rows(
    lines: Iterator[str], delimiter: str, at: int, header: list[str], problems: Problems
) -> Iterator[tuple[int, Row]]:
    columns = [fold(cell) for cell in header]
    width = len(columns)
    bare = [number for number, column in enumerate(columns) if column == NO_HEADING]
    for number, (start, cells) in enumerate(csv_rows(lines, delimiter, width, problems)):
        if number > at and any(cell.strip() for cell in cells):
            row = dict(zip(columns, map(_clean, cells), strict=False))
            beyond = delimiter.join(cells[width:]).strip(delimiter + " ")
            if bare or beyond:
                beside = [_clean(cells[place]) for place in bare if place < len(cells)]
                row[NO_HEADING] = "\n".join(filter(None, [*beside, _clean(beyond)]))
            if beyond:
                said = f"{len(cells)} cells under {width} headings; quotes around a cell with "
                problems.append(Problem(start, f"{said}{delimiter!r} in it would be right."))
            yield start, row


def _clean(cell: str) -> str:
    return tame(cell).strip()


def person(line: int, values: dict[str, object], problems: Problems) -> PersonRecord | None:
    """A record of a row's values; a name that is none, or too long, is a problem."""
    name = flat(str(values.get("name") or ""))
    said = _list(values, "emails")
    emails = [e for e in said if "@" in e]
    name = name or _stand_in(values, emails)
    if not name:
        problems.append(Problem(line, "name: it is blank; a name, or an e-mail, would be right."))
        return None
    if len(name) > NAME_LIMIT:
        problems.append(
            Problem(line, f"name: {len(name)} characters; 1 to {NAME_LIMIT} would be right.")
        )
        return None
    return PersonRecord(
        line=line,
        name=name,
        uid=_line(values, "uid"),
        source_id=_line(values, "source_id"),
        organization=_line(values, "organization"),
        title=_line(values, "title"),
        city=_line(values, "city"),
        birthday=_line(values, "birthday"),
        note=_note(values, [e for e in said if "@" not in e]),
        met_on=_line(values, "met_on"),
        met_where=_line(values, "met_where"),
        through=_line(values, "through"),
        cadence=_line(values, "cadence"),
        emails=tuple(emails),
        phones=tuple(_list(values, "phones")),
        urls=tuple(_list(values, "urls")),
        tags=tuple(_list(values, "tags", NAME_LIMIT)),
        aliases=tuple(_list(values, "aliases", NAME_LIMIT)),
        knows=tuple(_list(values, "knows", NAME_LIMIT)),
        cares=tuple(_list(values, "cares", NAME_LIMIT)),
    )


def _note(values: dict[str, object], no_emails: Sequence[str]) -> str | None:
    """The note, with what stands where an e-mail would and is none: another way to reach them."""
    lines = [str(values.get("note") or "").strip(), *(f"E-mail: {said}" for said in no_emails)]
    return "\n".join(filter(None, lines)) or None


def _stand_in(values: dict[str, object], emails: list[str]) -> str:
    """What a person without a name is called, as in vCards."""
    others = (_list(values, "aliases"), emails, _list(values, "phones"))
    return flat(str(values.get("organization") or "")) or next((o[0] for o in others if o), "")


def joined(row: Row, *columns: str) -> str:
    """The values of several columns, one after another."""
    return " ".join(value for column in columns if (value := row.get(column, "")))


def _line(values: dict[str, object], field: str) -> str | None:
    found = values.get(field)
    return flat(str(found))[:LINE_LIMIT] or None if found else None


def _list(values: dict[str, object], field: str, limit: int = LINE_LIMIT) -> list[str]:
    found = values.get(field)
    if not found:
        return []
    assert isinstance(found, (list, tuple))
    cleaned = [flat(str(value))[:limit] for value in found]
    return list(dict.fromkeys([value for value in cleaned if value]))
