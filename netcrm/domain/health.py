"""What a look at the whole database finds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

_SHOWN = 5


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


def some(sentences: Iterable[str]) -> tuple[str, ...]:
    """The first of what is wrong, and how much more there is."""
    every = list(sentences)
    if len(every) > _SHOWN:
        return (*every[:_SHOWN], f"and {len(every) - _SHOWN} more")
    return tuple(every)


def of_people(check: str, people: Iterable[tuple[int, str]]) -> Finding:
    """A check that is wrong for these people, as (id, name)."""
    found = dict(people)
    return Finding(
        check, some(f"{name} ({own})" for own, name in found.items()), contacts=tuple(found)
    )
