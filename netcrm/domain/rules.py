"""The numbers behind the words: what a person may choose, and what holds until they do."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple

from netcrm.domain.errors import NotFoundError, UsageError

MOST_DAYS = 3650
MOST_HOPS = 6


@dataclass(frozen=True)
class Rules:
    """The numbers that hold; a field's default is what holds where nobody chose.

    Days are whole days; ``path_chances`` are in hundredths, for ties of strength 1 to 5.
    """

    ask_often: int = 2
    ask_days: int = 60
    quiet_days: int = 180
    active_days: int = 365
    speaker_from: int = 3
    path_hops: int = 4
    path_chances: tuple[int, ...] = (20, 40, 60, 80, 95)

    def chance(self, strength: int) -> float:
        """The chance, 0 to 1, that a tie of this strength carries a request."""
        return self.path_chances[strength - 1] / 100


class Rule(NamedTuple):
    """One number: its name in ``config``, what it means, and how it is read."""

    name: str
    meaning: str
    parse: Callable[[str, str], Any]

    @property
    def field(self) -> str:
        """Its name in ``Rules``."""
        return self.name.replace("-", "_")

    def of(self, rules: Rules) -> str:
        """Its value, as it is typed."""
        value = getattr(rules, self.field)
        return " ".join(f"{v / 100:g}" for v in value) if isinstance(value, tuple) else str(value)


def _whole(low: int, high: int) -> Callable[[str, str], int]:
    def parse(field: str, text: str) -> int:
        if text.strip().isascii() and text.strip().isdecimal() and low <= int(text) <= high:
            return int(text)
        raise UsageError(f"{field}: {text!r} is out of range; {low} to {high} would be right.")

    return parse


def _chances(field: str, text: str) -> tuple[int, ...]:
    """Five rising chances, in hundredths."""
    try:
        found = tuple(round(float(word) * 100) for word in text.replace(",", " ").split())
    except (ValueError, OverflowError):
        found = ()
    if len(found) != 5 or list(found) != sorted(found) or found[0] < 1 or found[-1] > 99:
        raise UsageError(
            f"{field}: {text!r} is not what is meant; five chances that rise from 0.01 to 0.99, "
            'such as "0.2 0.4 0.6 0.8 0.95", would be right.'
        )
    return found


RULES: tuple[Rule, ...] = (
    Rule("ask-often", "so many asks of one person are too often", _whole(1, 100)),
    Rule("ask-days", "within so many days", _whole(1, MOST_DAYS)),
    Rule("quiet-days", "days without contact until gone quiet", _whole(1, MOST_DAYS)),
    Rule("active-days", "days that a review looks back", _whole(1, MOST_DAYS)),
    Rule("speaker-from", "least closeness and trust of a speaker", _whole(1, 5)),
    Rule("path-hops", "most ties on a path", _whole(1, MOST_HOPS)),
    Rule("path-chances", "chance that a tie of 1 to 5 carries", _chances),
)


def rule(name: str) -> Rule:
    """The rule of this name; raises ``NotFoundError``."""
    for known in RULES:
        if known.name == name.strip().lower():
            return known
    raise NotFoundError(
        f"There is no setting {name!r}; one of {', '.join(r.name for r in RULES)} would be right."
    )


def rules_from(chosen: dict[str, str]) -> Rules:
    """The rules with what was chosen, by name; what cannot be read is as if nobody chose."""
    values = {}
    for known in RULES:
        if known.name in chosen:
            with suppress(UsageError):
                values[known.field] = known.parse(known.name, chosen[known.name])
    return Rules(**values)
