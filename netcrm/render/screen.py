"""The terminal's face: what every screen is made of. User text enters Rich only as ``Text``."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date

from rich.console import Console, RenderableType
from rich.text import Text

from netcrm.domain.days import MONTHS, how_far, near_day
from netcrm.render import signs
from netcrm.render.safe import line
from netcrm.render.screen_columns import Column, Columns
from netcrm.reports.months import Months

GIVEN, RECEIVED = "cyan", "magenta"
OVERDUE, SOFT, STRONG = "yellow", "dim", "bold"


def drawn(renderables: Iterable[RenderableType], *, width: int, color: bool) -> str:
    """The screen as text, with colours where they are wanted."""
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=True,
        color_system="standard" if color else None,
        no_color=not color,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        _environ={},
    )
    with console.capture() as captured:
        for renderable in renderables:
            # What is laid out here never passes the edge.
            console.print(renderable, crop=False)
    lines = captured.get().split("\n")
    return "\n".join(text.rstrip() for text in lines)


def text(value: str, style: str = "") -> Text:
    """User text, as it is."""
    return Text(line(value), style=style)


def pieces(*parts: str | tuple[str, str]) -> Text:
    """User texts one after the other, each in its own style only."""
    made = Text()
    for part in parts:
        said, style = (part, "") if isinstance(part, str) else part
        made.append(line(said), style=style)
    return made


def named(name: str, record: str) -> Text:
    """A heading that names something, with its id."""
    return pieces((name, STRONG), (f"  ({record})", SOFT))


def hanging(first: Text, rest: Text) -> Columns:
    """A text behind a sign or a word, whose further lines stay beside it."""
    made = Columns([Column(), Column(wraps=True)], gap=0)
    made.add_row(first, rest)
    return made


def indented(value: Text, by: int = 2) -> Columns:
    """A text moved to the right, its further lines too."""
    return hanging(Text(" " * by), value)


def table(
    *columns: str,
    wraps: Sequence[str] = (),
    cuts: Sequence[str] = (),
    numbers: Sequence[str] = (),
) -> Columns:
    """A table with a heading.

    Where there is too little room, the columns of ``wraps`` take several lines, and those of
    ``cuts`` are cut, with a sign.
    """
    made = [
        Column(name, right=name in numbers, wraps=name in wraps, cuts=name in cuts)
        for name in columns
    ]
    return Columns(made, gap=3, heading_style=SOFT)


def heading(words: str, style: str = STRONG) -> Text:
    """Words above a part of a screen."""
    return Text(line(words), style=style)


def grid(*columns: str, wide: int) -> Columns:
    """A table without a heading; the column at ``wide`` wraps where it must.

    Each column is ``left`` or ``right``, with ``wrap`` where a long value may take several lines.
    """
    made = [
        Column(
            right="right" in words,
            wraps="wrap" in words or at == wide,
            most=24 if "wrap" in words else None,
        )
        for at, words in enumerate(columns)
    ]
    return Columns(made, gap=2)


def when(day: date, today: date) -> str:
    """A day as a person reads it: the day, and how far it is."""
    return f"{near_day(day, today)} · {how_far(day, today)}"


def months(value: Months) -> Columns:
    """Given and received over the months as two lines of bars."""
    table = grid("left", "left", "left", wide=2)
    first, last = value.flows[0].month, value.flows[-1].month
    span = f"{MONTHS[first.month - 1][:3].title()} {first.year} to " + (
        f"{MONTHS[last.month - 1][:3].title()} {last.year}"
    )
    for sign, word, style, side in (
        (signs.GIVEN, "given", GIVEN, "given"),
        (signs.RECEIVED, "received", RECEIVED, "received"),
    ):
        table.add_row(
            Text(f"  {sign} {word}", style=style),
            Text(value.sparks(side), style=style),
            Text(span if side == "given" else "", style=SOFT),
        )
    return table


def command(words: str) -> Text:
    """A command to type; it is never broken, so that it can be copied."""
    return Text(line(words), style=SOFT, no_wrap=True, overflow="ignore")
