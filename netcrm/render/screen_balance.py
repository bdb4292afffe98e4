"""Given and received side by side, as bars."""

from __future__ import annotations

from datetime import date

from rich.console import RenderableType
from rich.text import Text

from netcrm.domain.days import near_day
from netcrm.domain.ledger import Balance
from netcrm.render import signs
from netcrm.render.screen import (
    GIVEN,
    OVERDUE,
    RECEIVED,
    SOFT,
    STRONG,
    months,
    pieces,
    text,
    when,
)
from netcrm.render.screen_columns import Column, Columns
from netcrm.reports.balance import BalanceReport, bar_length
from netcrm.reports.months import Months

_BLOCK = "█"


_WIDE = 96
_NAME = 22
_NUMBER = 3


def balances(
    report: BalanceReport, today: date, width: int, over: Months | None = None
) -> list[RenderableType]:
    """A bar to each side of each relationship, on one scale; then the months."""
    # Where there is room, how far a day is stands beside it.
    days = when if width >= _WIDE else near_day
    # The sign between the bars, the day, the loops, and the blanks between all these.
    taken = 1 + (27 if width >= _WIDE else 11) + 4 + 5
    cells = max(4, min(24, (width - taken - _NAME) // 2 - _NUMBER))
    names = max(12, width - taken - 2 * (cells + _NUMBER))
    columns = (
        Column(wraps=True, most=names),
        Column(right=True),
        Column(),
        Column(),
        Column(right=True),
        Column(),
    )
    table = Columns(columns, gap=1)
    table.add_row(
        Text("with", style=SOFT),
        Text(f"{signs.GIVEN} given", style=GIVEN),
        Text("│", style=SOFT),
        Text(f"{signs.RECEIVED} received", style=RECEIVED),
        Text("last", style=SOFT),
        Text(""),
    )
    most = report.most
    for b in report.balances:
        last = days(b.last_exchange_on, today) if b.last_exchange_on else ""
        table.add_row(
            text(b.contact.name, STRONG), *_bars(b, most, cells), Text(last, style=SOFT), _open(b)
        )
    totals = pieces(
        ("In all: ", SOFT),
        (f"{signs.GIVEN} given {report.given}", GIVEN),
        (", ", SOFT),
        (f"{signs.RECEIVED} received {report.received}", RECEIVED),
    )
    shown: list[RenderableType] = [table, Text(""), totals]
    return shown if over is None or over.is_still else [*shown, months(over)]


def one_balance(balance: Balance, today: date, width: int) -> Columns:
    """What was given and received with one person, whose name stands above already."""
    cells = max(4, min(24, (width - 40) // 2))
    table = Columns([Column(right=True), Column(), Column(), Column(), Column()], gap=1)
    table.add_row(
        Text(f"  {signs.GIVEN} given", style=GIVEN),
        Text("│", style=SOFT),
        Text(f"{signs.RECEIVED} received", style=RECEIVED),
        Text("last", style=SOFT),
        Text(""),
    )
    most = max(balance.given, balance.received, 1)
    last = when(balance.last_exchange_on, today) if balance.last_exchange_on else ""
    table.add_row(*_bars(balance, most, cells), Text(last, style=SOFT), _open(balance))
    return table


def _open(balance: Balance) -> Text:
    return Text(f"{signs.OPEN} {balance.open_loops}" if balance.open_loops else "", style=OVERDUE)


def _bars(balance: Balance, most: int, cells: int) -> tuple[Text, Text, Text]:
    left, right = (bar_length(n, most, cells) for n in (balance.given, balance.received))
    given = Text(f"{balance.given}{' ' if left else ''}")
    given.append(_BLOCK * left, style=GIVEN)
    received = Text(_BLOCK * right, style=RECEIVED)
    received.append(f"{' ' if right else ''}{balance.received}", style="default")
    return given, Text("│", style=SOFT), received
