"""How Monica's export nests what it says: collections of values, each with its properties."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from netcrm.formats.file_days import file_day


def values(holder: dict[str, Any], kind: str) -> Iterator[dict[str, Any]]:
    """The values of a collection; ``data`` is a list of ``{type, values}``."""
    for collection in dicts(holder.get("data")):
        if collection.get("type") == kind:
            yield from dicts(collection.get("values"))


def dicts(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; nothing where a damaged file has something else."""
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []


def properties(holder: Any) -> dict[str, Any]:
    """The properties of a value; none where a damaged file has something else."""
    found = holder.get("properties") if isinstance(holder, dict) else None
    return found if isinstance(found, dict) else {}


def day_of(value: Any) -> str | None:
    """The day of a moment, as ISO text; None where it is none."""
    return file_day(str(value)) if value else None
