"""Given and received side by side, as bars."""

from __future__ import annotations

from datetime import date

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from netcrm.domain.days import near_day
from netcrm.domain.ledger import Balance
from netcrm.render.screen import GIVEN, RECEIVED, SOFT, STRONG, text
from netcrm.reports.balance import BalanceReport, bar_length

_BLOCK = "█"


def balances(report: BalanceReport, today: date, width: int) -> list[RenderableType]:
    """A bar to each side of each relationship, on one scale."""
    cells = max(6, min(24, (width - 44) // 2))
    table = Table.grid(padding=(0, 1))
    table.add_column("with", overflow="fold", max_width=max(12, width - 2 * cells - 28))
    table.add_column("given", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_column("received", no_wrap=True)
    table.add_column("last", no_wrap=True, justify="right")
    table.add_column("loops", no_wrap=True)
    table.add_row(
        Text("with", style=SOFT),
        Text("given", style=GIVEN),
        Text("│", style=SOFT),
        Text("received", style=RECEIVED),
        Text("last", style=SOFT),
        Text(""),
    )
    for b in report.balances:
        last = near_day(b.last_exchange_on, today) if b.last_exchange_on else ""
        table.add_row(
            text(b.contact.name, STRONG),
            *_bars(b, report.most, cells),
            Text(last, style=SOFT),
            Text(f"{b.open_loops} open" if b.open_loops else ""),
        )
    totals = Text("In all: ", style=SOFT)
    totals.append(f"given {report.given}", style=GIVEN)
    totals.append(", ", style=SOFT)
    totals.append(f"received {report.received}", style=RECEIVED)
    return [table, Text(""), totals]


def _bars(balance: Balance, most: int, cells: int) -> tuple[Text, Text, Text]:
    left, right = (bar_length(n, most, cells) for n in (balance.given, balance.received))
    given = Text(f"{balance.given}{' ' if left else ''}")
    given.append(_BLOCK * left, style=GIVEN)
    received = Text(_BLOCK * right, style=RECEIVED)
    received.append(f"{' ' if right else ''}{balance.received}", style="default")
    return given, Text("│", style=SOFT), received
