"""Sheets written down: tab-separated, CSV, Markdown; each writer once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from netcrm.domain.cells import csv_row, guarded
from netcrm.domain.days import day_with_weekday
from netcrm.render.safe import field, line
from netcrm.reports.sheet import Cell, Sheet, cell_text

# What begins markup wherever it stands; and what begins a block at the start of a line.
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~&]|^[#+=-]|^\d+(?=[.)]))")
# For programs and for sorting: no person is a word or a number.
_NOT_FOR_PEOPLE = {"state", "lean"}


def tab_separated(sheet: Sheet) -> str:
    """Every row on a line of its own, no heading; nothing is cut."""
    return "".join("\t".join(field(cell_text(c)) for c in row) + "\n" for row in sheet.rows)


def comma_separated(sheet: Sheet) -> str:
    """The table as CSV with a heading; no cell can run as a formula."""
    rows = (map(_csv_cell, row) for row in sheet.rows)
    return "".join(map(csv_row, [sheet.columns, *rows]))


def _csv_cell(cell: Cell) -> str:
    return cell_text(cell) if isinstance(cell, int) else guarded(cell_text(cell))


def markdown(title: str, today: date, sheets: Sequence[Sheet]) -> str:
    """The report as Markdown; text from outside stays text."""
    parts = [f"# {_plain(title)}", f"{day_with_weekday(today)}"]
    for sheet in sheets:
        parts.append(f"## {sheet.title}")
        parts.append(_markdown_table(sheet) if sheet.rows else sheet.empty)
    return "\n\n".join(parts) + "\n"


def _markdown_table(sheet: Sheet) -> str:
    shown = [
        at
        for at, column in enumerate(sheet.columns)
        if not (sheet.title == "Given and received" and column in _NOT_FOR_PEOPLE)
    ]
    lines = [
        "| " + " | ".join(heading(sheet.columns[at]) for at in shown) + " |",
        "|" + " --- |" * len(shown),
    ]
    lines += [
        "| " + " | ".join(_plain(cell_text(row[at])) for at in shown) + " |" for row in sheet.rows
    ]
    return "\n".join(lines)


def _plain(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", line(text))


def heading(column: str) -> str:
    """A column's name as a person reads it."""
    return column.replace("_on", "").replace("_", " ")
