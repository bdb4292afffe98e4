"""Given and received side by side, a bar to each side, one scale for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from netcrm.domain.ledger import Balance
from netcrm.reports.sheet import Sheet


@dataclass(frozen=True)
class BalanceReport:
    """Relationships in the order asked for; ``most`` is the longest side of any bar."""

    balances: tuple[Balance, ...]

    @property
    def most(self) -> int:
        """The largest given or received, at least 1."""
        return max([1, *(max(b.given, b.received) for b in self.balances)])

    @property
    def given(self) -> int:
        """All that was given."""
        return sum(b.given for b in self.balances)

    @property
    def received(self) -> int:
        """All that was received."""
        return sum(b.received for b in self.balances)

    def sheet(self) -> Sheet:
        """The relationships as a table."""
        return Sheet(
            "Given and received",
            ("id", "name", "given", "received", "state", "last_exchange_on", "open_loops"),
            tuple(
                (
                    b.contact.id,
                    b.contact.name,
                    b.given,
                    b.received,
                    b.state.value,
                    b.last_exchange_on,
                    b.open_loops,
                )
                for b in self.balances
            ),
            "Nothing has been given or received yet.",
        )


def balance_report(balances: Sequence[Balance]) -> BalanceReport:
    """The report of these relationships."""
    return BalanceReport(tuple(balances))


def bar_length(value: int, most: int, cells: int) -> int:
    """How many of ``cells`` a side's bar takes; something given is never nothing to see."""
    if value <= 0:
        return 0
    return max(1, round(value / most * cells))
