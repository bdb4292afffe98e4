"""Cells side by side, laid out in one pass.

Rich's own table measures and pads every cell several times, as nested renderables: a thousand
rows take it seven times as long as the whole rest of a command. Here a column's width is the
widest of its cells, and only what does not fit is given to Rich to wrap.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions
from rich.segment import Segment
from rich.text import Text

from netcrm.render.prose import width_of

_LEAST, _CUT_LEAST = 4, 8


@dataclass(frozen=True)
class Column:
    """A column: its heading, its side, and what may happen to a long cell: several lines, or a cut.

    ``most`` is the most cells it takes.
    """

    heading: str = ""
    right: bool = False
    wraps: bool = False
    cuts: bool = False
    most: int | None = None


class Columns:
    """Rows of cells, as wide as they need and the screen allows; a renderable of Rich."""

    def __init__(self, columns: Sequence[Column], *, gap: int, heading_style: str = "") -> None:
        self.columns = columns
        self.gap = gap
        self.heading_style = heading_style
        self.rows: list[tuple[Text, ...]] = []

    def add_row(self, *cells: Text) -> None:
        """A row: a cell for each column."""
        self.rows.append(cells)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
        rows = self.rows
        headed = any(column.heading for column in self.columns)
        if headed:
            style = self.heading_style
            rows = [tuple(Text(c.heading, style=style) for c in self.columns), *rows]
        room = options.max_width - self.gap * (len(self.columns) - 1)
        sizes = [[_cells(cell) for cell in row] for row in rows]
        widths = _fitted(self._natural(sizes), self.columns, room)
        for at, (row, own) in enumerate(zip(rows, sizes, strict=True)):
            if all(size <= width for size, width in zip(own, widths, strict=True)) and not any(
                "\n" in cell.plain for cell in row
            ):
                yield from self._line(row, own, widths, console)
            else:
                yield from self._lines(row, widths, console)
            if headed and at == 0:
                yield Segment("─" * (sum(widths) + self.gap * (len(widths) - 1)))
                yield Segment.line()

    def _natural(self, sizes: Sequence[Sequence[int]]) -> list[int]:
        widths = [max(column) for column in zip(*sizes, strict=True)] or [0]
        return [
            width if column.most is None else min(width, column.most)
            for width, column in zip(widths, self.columns, strict=False)
        ]

    def _lines(
        self, row: tuple[Text, ...], widths: Sequence[int], console: Console
    ) -> Iterator[Segment]:
        """A row of which a cell takes several lines, or is cut."""
        cells = [
            _broken(cell, width, console, cuts=column.cuts)
            for cell, width, column in zip(row, widths, self.columns, strict=True)
        ]
        nothing = Text()
        for at in range(max(map(len, cells))):
            line = [lines[at] if at < len(lines) else nothing for lines in cells]
            yield from self._line(line, [_cells(cell) for cell in line], widths, console)

    def _line(
        self, cells: Sequence[Text], sizes: Sequence[int], widths: Sequence[int], console: Console
    ) -> Iterator[Segment]:
        blanks = 0
        for shown, size, width, column in zip(cells, sizes, widths, self.columns, strict=True):
            if not size:
                blanks += width + self.gap
                continue
            before = blanks + (width - size if column.right else 0)
            if before:
                yield Segment(" " * before)
            if shown.spans:
                yield from _segments(shown, console)
            else:
                yield Segment(shown.plain, console.get_style(shown.style) if shown.style else None)
            blanks = self.gap + (0 if column.right else width - size)
        yield Segment.line()


def _segments(shown: Text, console: Console) -> Iterator[Segment]:
    """The text in its styles; what is appended has spans one after the other."""
    plain, at = shown.plain, 0
    whole = console.get_style(shown.style) if shown.style else None
    for start, end, style in shown.spans:
        if start > at:
            yield Segment(plain[at:start], whole)
        of = console.get_style(style) if style else None
        yield Segment(plain[start:end], of if whole is None else whole + of)
        at = end
    if at < len(plain):
        yield Segment(plain[at:], whole)


def _cells(cell: Text) -> int:
    plain = cell.plain
    if "\n" in plain:
        return max(map(width_of, plain.split("\n")))
    return width_of(plain)


def _broken(cell: Text, width: int, console: Console, *, cuts: bool) -> Sequence[Text]:
    if _cells(cell) <= width:
        return (cell,) if "\n" not in cell.plain else list(cell.split("\n", allow_blank=True))
    if cuts:
        short = cell.copy()
        short.truncate(max(1, width), overflow="ellipsis")
        return (short,)
    return list(cell.wrap(console, max(1, width), overflow="fold"))


def _fitted(widths: list[int], columns: Sequence[Column], room: int) -> list[int]:
    """The widths that fit: what may be cut gives first, then what may wrap, then all the others.

    Of each the widest gives first.
    """
    for giving, least in (
        ([at for at, column in enumerate(columns) if column.cuts], _CUT_LEAST),
        ([at for at, column in enumerate(columns) if column.wraps], _LEAST),
        (list(range(len(columns))), _LEAST),
    ):
        _narrow(widths, giving, sum(widths) - room, least)
    return widths


def _narrow(widths: list[int], giving: Sequence[int], over: int, least: int) -> None:
    """Take from the widest of these columns until nothing is over, or none is wider than least."""
    while over > 0 and giving and (most := max(widths[at] for at in giving)) > least:
        widest = [at for at in giving if widths[at] == most]
        next_width = max([widths[at] for at in giving if widths[at] < most] or [least])
        cut = min(most - max(next_width, least), -(-over // len(widest)))
        for at in widest:
            widths[at] -= cut
        over -= cut * len(widest)
