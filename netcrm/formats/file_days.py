"""Days as files write them, in the forms of the programs that wrote them; never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from netcrm.domain.days import FIRST_YEAR, LAST_YEAR, MONTHS
from netcrm.domain.records import Problem, Problems

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
    unless ``day_first``), ``15.1.2024``; two-digit years are of this century. A day that nobody
    could type, since it is too far away, is none.
    """
    found = _any_day(text, day_first=day_first)
    return found if found and str(FIRST_YEAR) <= found[:4] <= str(LAST_YEAR) else None


def _any_day(text: str, *, day_first: bool = False) -> str | None:
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
    return _any_day(text, day_first=day_first)


def birthday_of(
    line: int,
    text: str,
    problems: Problems,
    day_first: bool | None = False,
    today: date | None = None,
) -> str | None:
    """A birthday that stands in a line; what is none is a problem, and the person goes in without.

    ``0/0/00`` is how programs write no day. A year of two digits is of the last century where the
    day would still be to come.
    """
    if not re.search(r"[^0./: -]", text):
        return None
    if day_first is None and is_ambiguous(text):
        problems.append(Problem(line, f"Birthday: {AMBIGUOUS.format(text)}"))
        return None
    found = file_birthday(text, day_first=bool(day_first))
    right = "1987-09-07 or --12-25 would be right"
    if found is None:
        problems.append(Problem(line, f"Birthday: {text!r} is no day; {right}."))
    elif not found.startswith("--") and today is not None and found > today.isoformat():
        if found[:4] not in text:
            return f"{int(found[:4]) - 100}{found[4:]}"
        problems.append(Problem(line, f"Birthday: {text!r} is still to come; {right}."))
        return None
    return found


def _iso(year: str, month: int, day: str) -> str | None:
    whole = int(year) + (2000 if len(year) == 2 else 0)
    try:
        return date(whole, month, int(day)).isoformat()
    except ValueError:
        return None
