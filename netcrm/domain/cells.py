"""Cells of a CSV: no spreadsheet runs one, or divides it, whatever it takes to divide cells."""

from __future__ import annotations

import re
from collections.abc import Iterable

# What begins a formula, in East Asian width too; a tab or a return may stand before one, and a
# quote is none to a program that divides by something else than commas.
_FORMULA = r"(?=['\"]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])"
# Where a cell begins for such a program: to it, a quote further on in the line quotes nothing.
_BEGINS = r"(?:^|(?<=[;|\t\r\n]))"
_RUNS = re.compile(_BEGINS + _FORMULA)
_GUARD = re.compile(_BEGINS + "'" + _FORMULA)
_LEADING_GUARD = re.compile("'" + _FORMULA)
_DIVIDES = re.compile(r"[\",;|\t\r\n]")


def guarded(text: str) -> str:
    """A cell that no spreadsheet runs: an apostrophe before whatever begins a formula."""
    return _RUNS.sub("'", text)


def unguarded(cell: str) -> str:
    """What was guarded, as it was before."""
    return _GUARD.sub("", cell) if "'" in cell else cell


def plain(cell: str) -> str:
    """A cell of any program without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if cell.startswith("'") and _LEADING_GUARD.match(cell) else cell


def csv_row(cells: Iterable[str]) -> str:
    """A line of a CSV with its end; a cell that any program would divide is quoted."""
    return ",".join(map(_quoted, cells)) + "\r\n"


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _DIVIDES.search(cell) else cell
