"""Small helpers that turn columns into values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from netcrm.domain.people import ContactRef


def day(text: str | None) -> date | None:
    """A stored day."""
    return date.fromisoformat(text) if text else None


def a_day(text: str) -> date:
    """A stored day that is always there."""
    return date.fromisoformat(text)


def record_id(letter: str, number: int | None) -> str | None:
    """The id of another record, None where the column is empty."""
    return None if number is None else f"{letter}{number}"


def ref(contact_id: int | None, name: str | None) -> ContactRef | None:
    """A contact inside another record, None where the columns are empty."""
    return None if contact_id is None else ContactRef(contact_id, name or "")


def marks(values: Sequence[object]) -> str:
    """Question marks for an ``IN (…)``."""
    return ", ".join("?" * len(values))


def prefix_range(start: str) -> tuple[str, str]:
    """The bounds of all words that begin with ``start``, for an index to answer."""
    return start, start + "\U0010ffff"
