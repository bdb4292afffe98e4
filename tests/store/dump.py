"""A database as a script that makes it again; one for each released schema stands in ``released``.

``python -m tests.store.dump DATABASE`` writes it to stdout: run it on one with a record of every
kind before a new version of the schema is begun.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

SEARCH = ("search_index_people", "search_index")


def dump(path: Path) -> Iterator[str]:
    """The statements, one by one; the search indexes are made from their texts."""
    with closing(sqlite3.connect(path)) as connection:
        made = connection.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
        ).fetchall()
        ours = [
            (kind, name, sql)
            for kind, name, sql in made
            if not name.startswith("sqlite_")
            and (name in SEARCH or not name.startswith("search_index_"))
        ]
        yield from (f"{sql};" for kind, _, sql in ours if kind != "trigger")
        for kind, name, _ in [*ours, ("table", "sqlite_sequence", "")]:
            if kind == "table" and name not in SEARCH:
                yield from _rows(connection, name)
        yield from (f"INSERT INTO {name} ({name}) VALUES ('rebuild');" for name in SEARCH)
        yield from (f"{sql};" for kind, _, sql in ours if kind == "trigger")
        for pragma in ("user_version", "application_id"):
            (value,) = connection.execute(f"PRAGMA {pragma}").fetchone()
            yield f"PRAGMA {pragma} = {value};"


def _rows(connection: sqlite3.Connection, table: str) -> Iterator[str]:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    quoted = " || ', ' || ".join(f'quote("{name}")' for name in columns)
    if table == "sqlite_sequence":
        yield "DELETE FROM sqlite_sequence;"
    for (values,) in connection.execute(f"SELECT {quoted} FROM {table}"):
        yield f"INSERT INTO {table} VALUES ({values});"


if __name__ == "__main__":
    print("\n".join(dump(Path(sys.argv[1]))))
