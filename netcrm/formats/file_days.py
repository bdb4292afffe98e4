"""Days as files write them, in the forms of the programs that wrote them; never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from netcrm.domain.days import MONTHS

AMBIGUOUS = "{!r} could be two days, and no row tells which; the person goes in without."
"""What is said of a day that ``is_ambiguous`` in a file that does not tell."""

_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/\d")


def day_first_of(texts: Iterable[str]) -> bool | None:
    """Whether a file's days stand before their months, by a part above 12; None: none tells."""
    for text in texts:
        if found := _SLASHED.match(text):
            if int(found[1]) > 12:
                return True
            if int(found[2]) > 12:
                return False
    return None


def is_ambiguous(text: str) -> bool:
    """Whether a day reads as two, by which part is the month: ``3/4/2024``, not ``4/4/2024``."""
    found = _SLASHED.match(text)
    return (
        found is not None
        and int(found[1]) != int(found[2])
        and max(int(found[1]), int(found[2])) <= 12
    )


def file_day(text: str, *, day_first: bool = False) -> str | None:
    """A day of a file as ISO text, None where it is none.

    ``03 Jan 2024``, ``4-Apr-21``, ISO with or without a time, ``1/15/2024`` (the month first,
    unless ``day_first``), ``15.1.2024``; two-digit years are of this century.
    """
    text = text.strip().split(",")[0].strip()
    if found := re.match(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)", text):
        return _iso(found[1], int(found[2]), found[3])
    if found := re.fullmatch(r"(\d{1,2})[ -]([A-Za-z]{3,9})[ -](\d{4}|\d{2})(?: .*)?", text):
        month = next((n for n, m in enumerate(MONTHS, 1) if m[:3] == found[2].lower()[:3]), 0)
        return _iso(found[3], month, found[1])
    if found := re.match(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})(?!\d)", text):
        return _iso(found[3], int(found[2]), found[1])
    if found := re.match(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?!\d)", text):
        one, two = found[1], found[2]
        return _iso(found[3], int(two), one) if day_first else _iso(found[3], int(one), two)
    return None


def file_birthday(text: str, *, day_first: bool = False) -> str | None:
    """A birthday of a file; ``--12-25`` (a blank may stand before it) has no year."""
    if found := re.fullmatch(r"\s*--(\d\d)-?(\d\d)", text):
        return f"--{found[1]}-{found[2]}" if _iso("2000", int(found[1]), found[2]) else None
    return file_day(text, day_first=day_first)


def _iso(year: str, month: int, day: str) -> str | None:
    whole = int(year) + (2000 if len(year) == 2 else 0)
    try:
        return date(whole, month, int(day)).isoformat()
    except ValueError:
        return None
