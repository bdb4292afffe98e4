"""What a look at the whole database finds."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Finding:
    """One check: what it looks at, what is wrong (nothing where all holds), and what would help.

    ``contacts`` and ``records`` (table, id) are those that a repair brings in order; ``hint`` says
    what helps where a repair cannot.
    """

    check: str
    wrong: tuple[str, ...] = ()
    note: str = ""
    hint: str = ""
    fixable: bool = True
    contacts: tuple[int, ...] = ()
    records: tuple[tuple[str, int], ...] = field(default=())

    @property
    def ok(self) -> bool:
        """Whether all holds."""
        return not self.wrong
