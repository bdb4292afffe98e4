"""LinkedIn's Connections.csv, of every era; see also the header's place, which moves."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

from netcrm.domain.days import MONTHS
from netcrm.domain.names import fold
from netcrm.domain.records import Batch, PersonRecord, Problem
from netcrm.domain.text import NAME_LIMIT

_HEADER_WITHIN = 20
_WHY = "hidden or closed profiles: a date and nothing else"
# The old site wrote an address book's header, without a day of connection.
_OLD = {"firstname", "lastname", "emailaddress", "company", "jobtitle"}


def recognises(text: str) -> bool:
    """Whether the text holds a header of LinkedIn's connections in its first rows."""
    return _find_header(text) is not None


def parse(text: str) -> Batch:
    """The connections; a row with only a date is counted, a bad day is a problem."""
    batch = Batch("linkedin", why_skipped=_WHY)
    found = _find_header(text)
    if found is None:
        return batch
    delimiter, header_line, header = found
    reader = csv.reader(io.StringIO(text), delimiter=delimiter)
    seen_header = False
    end = 0
    while True:
        start = end + 1
        try:
            row = next(reader)
        except StopIteration:
            return batch
        except csv.Error as error:
            batch.problems.append(Problem(start, f"not readable as CSV ({error})."))
            return batch
        end = reader.line_num
        if not seen_header:
            seen_header = start == header_line
        elif any(cell.strip() for cell in row):
            _read_row(batch, dict(zip(header, row, strict=False)), start)


def _read_row(batch: Batch, row: dict[str, str], line: int) -> None:
    values = {key: " ".join(value.split()) for key, value in row.items()}
    name = " ".join(
        part for part in (values.get("firstname", ""), values.get("lastname", "")) if part
    )
    email = values.get("emailaddress", "")
    if not name and not values.get("url"):
        batch.skipped += 1
        return
    if not name or len(name) > NAME_LIMIT:
        batch.problems.append(
            Problem(line, f"name: {len(name)} characters; 1 to {NAME_LIMIT} would be right.")
        )
        return
    connected = values.get("connectedon", "")
    met_on = _day(connected)
    if connected and met_on is None:
        batch.problems.append(
            Problem(line, f"Connected On: {connected!r} is no day; 03 Jan 2024 would be right.")
        )
        return
    batch.people.append(
        PersonRecord(
            line,
            name,
            organization=values.get("company") or None,
            title=values.get("position") or values.get("jobtitle") or None,
            emails=(email,) if "@" in email else (),
            urls=(values["url"],) if values.get("url") else (),
            met_on=None if met_on is None else met_on.isoformat(),
        )
    )


def _find_header(text: str) -> tuple[str, int, list[str]] | None:
    """The delimiter, the header's line and its folded columns."""
    for delimiter in ",;\t":
        reader = csv.reader(io.StringIO(text), delimiter=delimiter)
        end = 0
        try:
            for _ in range(_HEADER_WITHIN):
                start, row = end + 1, next(reader)
                end = reader.line_num
                columns = [fold(cell).replace(" ", "").replace("-", "") for cell in row]
                if "firstname" in columns and ("connectedon" in columns or set(columns) >= _OLD):
                    return delimiter, start, columns
        except (StopIteration, csv.Error):
            continue
    return None


def _day(text: str) -> date | None:
    """``03 Jan 2024``, and what a spreadsheet or an early export makes of it."""
    text = text.split(",")[0].strip()
    if found := re.fullmatch(r"(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{2}|\d{4})", text):
        month = next((n for n, m in enumerate(MONTHS, 1) if m[:3] == found[2].lower()[:3]), 0)
        parts = (found[3], month, found[1])
    elif found := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", text):
        parts = (found[1], int(found[2]), found[3])
    elif found := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{2}|\d{4})", text):
        parts = (found[3], int(found[1]), found[2])
    else:
        return None
    year = int(parts[0]) + (2000 if len(parts[0]) == 2 else 0)
    try:
        return date(year, parts[1], int(parts[2]))
    except ValueError:
        return None
