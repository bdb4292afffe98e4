"""Everything in the network, row by row, for the lossless export."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from netcrm.domain.records import DERIVED, SETTING, TABLES
from netcrm.store.reader import Reader


def records(reader: Reader) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each row as its table and its columns, without what is derived."""
    for table in TABLES:
        for row in reader.all(f"SELECT * FROM {table} ORDER BY id"):  # noqa: S608 - own names
            yield table, {key: row[key] for key in row.keys() if key not in DERIVED}  # noqa: SIM118 - a Row iterates over values
    # That it is a demo is said of one file only.
    for row in reader.all("SELECT name, value FROM setting WHERE name <> 'demo' ORDER BY name"):
        yield SETTING, {"name": row["name"], "value": row["value"]}
