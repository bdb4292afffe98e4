"""How often to be in touch, and what follows from it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from netcrm.domain.errors import UsageError

_UNITS = {"d": "day", "w": "week", "m": "month", "y": "year"}
_WORDS = {
    "daily": "P1D",
    "weekly": "P1W",
    "fortnightly": "P2W",
    "monthly": "P1M",
    "quarterly": "P3M",
    "yearly": "P1Y",
    "annually": "P1Y",
}
# Longer than a working life is a slip of the keyboard.
_LONGEST_YEARS = 50


@dataclass(frozen=True)
class Cadence:
    """A length of time between two touches: ``count`` days, weeks, months or years (d w m y)."""

    count: int
    unit: str

    def __str__(self) -> str:
        """As it is stored, an ISO 8601 duration: ``P2W``."""
        return f"P{self.count}{self.unit.upper()}"

    @property
    def words(self) -> str:
        """``2 weeks``, ``month``: what stands after "every"."""
        name = _UNITS[self.unit]
        return name if self.count == 1 else f"{self.count} {name}s"

    def after(self, anchor: date, times: int = 1) -> date:
        """The day ``times`` cadences after the anchor, counted from the anchor.

        Monthly from 31 January is 28 February, 31 March, 30 April: steps never drift.
        """
        steps = self.count * times
        if self.unit in "dw":
            return anchor + timedelta(days=steps * (7 if self.unit == "w" else 1))
        from dateutil.relativedelta import relativedelta

        return anchor + relativedelta(months=steps * (12 if self.unit == "y" else 1))


def parse_cadence(text: str, *, field: str = "every") -> Cadence:
    """A cadence as typed (``2 weeks``, ``3m``, ``monthly``) or stored (``P3M``).

    Raises ``UsageError`` where it is none, or longer than fifty years.
    """
    typed = " ".join(text.lower().split()).removeprefix("every ")
    typed = _WORDS.get(typed, typed).lower()
    found = re.fullmatch(r"p?(?:(\d{1,5}) ?|an? )?(days?|weeks?|months?|years?|[dwmy])", typed)
    if found is None:
        raise UsageError(
            f"{field}: {text!r} is no cadence; write it as 2 weeks, 3 months, 1y or monthly."
        )
    cadence = Cadence(int(found[1] or 1), found[2][0])
    years = cadence.count / {"d": 365, "w": 52, "m": 12, "y": 1}[cadence.unit]
    if cadence.count < 1 or years > _LONGEST_YEARS:
        raise UsageError(
            f"{field}: {text!r} is out of range; 1 day to {_LONGEST_YEARS} years would be right."
        )
    return cadence


def next_touch(
    cadence: str | None, last_contact_on: date | None, met_on: date | None, added_on: date
) -> date | None:
    """When to be in touch next: last contact (else met, else added) + cadence; None without one."""
    if cadence is None:
        return None
    return parse_cadence(cadence).after(last_contact_on or met_on or added_on)


def next_occurrence(anchor: date, every: Cadence, after: date) -> date:
    """The first day of the series anchor + n × cadence that lies after ``after``."""
    times = 1
    while every.after(anchor, times) <= after:
        times += 1
    return every.after(anchor, times)
