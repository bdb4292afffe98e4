"""The rows of a CSV, whatever is wrong with its quotes: none takes the rows after it along."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator

from netcrm.domain.records import Problem, Problems

_MOST_LINES = 1_000
_MOST_CHARACTERS = 250_000
# A file in which quote after quote is not closed is looked ahead in so many times over; then a
# quote has few lines to be closed in, so that no file takes more time than its length is worth.
_TIMES_OVER = 10
_FEW_LINES = 5


class _Lines:
    """Lines, with those of the row that is being read, to be given again."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self.row: list[str] = []
        self.size = 0
        self.ended = False
        self._most = _MOST_LINES
        self._read = 0
        self._given_back = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.is_full:
            raise StopIteration
        if self._again:
            line = self._again.popleft()
        else:
            line = next(self._lines, "")
            self.ended = not line
            if self.ended:
                raise StopIteration
            self._read += len(line)
        self.row.append(line)
        self.size += len(line)
        return line

    @property
    def is_full(self) -> bool:
        """Whether the row runs on for longer than a row does."""
        return len(self.row) > self._most or self.size > _MOST_CHARACTERS

    def begin(self) -> None:
        """A row begins."""
        self.row, self.size = [], 0

    def give_back(self) -> str:
        """All lines of the row but the first are to be read again; answers the first."""
        first, *others = self.row
        self._again.extendleft(reversed(others))
        self._given_back += self.size - len(first)
        is_patient = self._given_back <= _TIMES_OVER * self._read + _MOST_CHARACTERS
        self._most = _MOST_LINES if is_patient else _FEW_LINES
        return first


def csv_rows(
    lines: Iterator[str], delimiter: str, width: int, problems: Problems
) -> Iterator[tuple[int, list[str]]]:
    """The rows with the line in which each begins; ``width`` is how many cells the header has.

    A quote that is opened and not closed is part of the text: the row ends with its line.
    """
    source = _Lines(lines)
    line = 1
    while True:
        source.begin()
        try:
            cells = next(csv.reader(source, delimiter=delimiter), None)
        except csv.Error as error:
            cells = []
            if len(source.row) == 1:
                problems.append(Problem(line, f"not readable as CSV ({error})."))
                line += 1
                continue
        if not source.row:
            return
        if len(source.row) > 1 and _is_open(source, cells or [], delimiter, width):
            first = source.give_back()
            problems.append(
                Problem(line, "a quote is opened and not closed; it was read as part of the text.")
            )
            yield line, _as_text(first, delimiter)
            line += 1
            continue
        yield line, cells or []
        line += len(source.row)


def _is_open(source: _Lines, cells: list[str], delimiter: str, width: int) -> bool:
    """Whether a row of several lines is one whose quote was never closed.

    It runs on and on, or its quotes are not what they should be and it has too many cells.
    """
    if not cells or source.is_full:
        return True
    try:
        list(csv.reader(source.row, delimiter=delimiter, strict=True))
    except csv.Error:
        return source.ended or len(cells) > width
    return False


def _as_text(line: str, delimiter: str) -> list[str]:
    """The cells of a line in which the last quote that opens a cell is a part of it."""
    line = line.rstrip("\r\n")
    for at in range(len(line) - 1, -1, -1):
        if line[at] == '"' and (at == 0 or line[at - 1] == delimiter):
            before = next(csv.reader([line[:at]], delimiter=delimiter), [""])
            return [*before[:-1], *line[at:].split(delimiter)]
    return line.split(delimiter)
