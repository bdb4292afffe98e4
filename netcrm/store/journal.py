"""The journal: every command that wrote, and the rows as they were before it.

While a command writes, triggers of its own connection note the image of each row before its first
change. They live in the connection's temporary schema, so that a read never parses them and a
program that is not netcrm never fires them. Rows that are new need no image: their ids are above
the highest of before, since ids only grow.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

LEFT_OUT = ("published", "alembic_version", "journal", "journal_image", "journal_contact")
"""Tables that no undo touches: what was handed out stays handed out."""

_CONTACT_COLUMNS = (
    "contact_id", "a_id", "b_id", "introducer_id", "recommender_id", "subject_id", "audience_id",
    "declined_by_id",
)  # fmt: skip
_LISTED = 1_000
_CHUNK = 500


class Image(NamedTuple):
    """Rows of one table, by their ids; ``before`` is a row as it was, None where there was none."""

    table: str
    first_id: int
    last_id: int
    before: str | None


class Change(NamedTuple):
    """One column of one row that an undo sets back."""

    table: str
    row_id: int
    column: str
    now: Any
    then: Any


@dataclass
class Journal:
    """What one command changes, from the start of its transaction to just before its end."""

    connection: sqlite3.Connection
    columns: dict[str, list[str]]
    marks: dict[str, int]
    command: str
    kind: str = "command"
    reverts: int | None = None
    said: str = ""

    @classmethod
    def start(cls, connection: sqlite3.Connection, command: str) -> Journal:
        """Watch the connection, inside its transaction."""
        columns = columns_of(connection)
        journal = cls(connection, columns, _marks(connection, columns), command)
        connection.execute(
            "CREATE TEMP TABLE journal_seen (table_name TEXT, row_id INTEGER, before TEXT, "
            "PRIMARY KEY (table_name, row_id)) WITHOUT ROWID"
        )
        for table in columns:
            journal._watch(table)
        return journal

    def _watch(self, table: str) -> None:
        image = ", ".join(f"'{name}', OLD.\"{name}\"" for name in self.columns[table])
        mark = self.marks[table]
        # Not OR IGNORE: a change by a foreign key's action takes that for ABORT
        # (https://www.sqlite.org/lang_createtrigger.html, at the end of section 2).
        for event, row, before in (
            ("UPDATE", "OLD", f"json_object({image})"),
            ("DELETE", "OLD", f"json_object({image})"),
            ("INSERT", "NEW", "NULL"),
        ):
            self.connection.execute(
                f"CREATE TEMP TRIGGER journal_{table}_{event} AFTER {event} ON main.{table} "
                f"WHEN {row}.rowid <= {mark:d} AND NOT EXISTS (SELECT 1 FROM journal_seen "
                f"WHERE table_name = '{table}' AND row_id = {row}.rowid) BEGIN "
                f"INSERT INTO journal_seen VALUES ('{table}', {row}.rowid, {before}); END"
            )

    def finish(self, at: datetime) -> int | None:
        """Write the entry; None where nothing was changed."""
        images = [*self._made(), *self._seen()]
        if not images and self.kind != "barrier":
            return None
        from netcrm.store import journal_words

        said = self.said or journal_words.said(self.connection, images)
        entry = self.connection.execute(
            "INSERT INTO journal (at, command, said, kind, reverts_id) VALUES (?, ?, ?, ?, ?)",
            (f"{at:%Y-%m-%d %H:%M:%S.%f}", self.command, said, self.kind, self.reverts),
        ).lastrowid
        assert entry is not None
        self.connection.executemany(
            "INSERT INTO journal_image VALUES (?, ?, ?, ?, ?)",
            ((entry, *image) for image in images),
        )
        self.connection.executemany(
            "INSERT INTO journal_contact VALUES (?, ?)",
            ((contact, entry) for contact in sorted(self._people(images))),
        )
        return entry

    def _made(self) -> Iterator[Image]:
        for table, mark in self.marks.items():
            first, last = self.connection.execute(
                f"SELECT min(rowid), max(rowid) FROM {table} WHERE rowid > ?", (mark,)
            ).fetchone()
            if first is not None:
                yield Image(table, first, last, None)

    def _seen(self) -> Iterator[Image]:
        for table, row_id, before in self.connection.execute(
            "SELECT table_name, row_id, before FROM journal_seen ORDER BY table_name, row_id"
        ):
            yield Image(table, row_id, row_id, before)

    def _people(self, images: Iterable[Image]) -> set[int]:
        """Whose history the entry belongs to; of many who are new, their range says it."""
        found: set[int] = set()
        for image in images:
            own = [c for c in self.columns[image.table] if c in _CONTACT_COLUMNS]
            if image.table == "contact":
                if image.last_id - image.first_id < _LISTED:
                    found.update(range(image.first_id, image.last_id + 1))
                    found |= self._introduced_by(image)
                continue
            if not own or image.last_id - image.first_id >= _LISTED:
                continue
            rows: Iterable[Any] = self.connection.execute(
                f"SELECT {', '.join(own)} FROM {image.table} WHERE rowid BETWEEN ? AND ?",
                (image.first_id, image.last_id),
            )
            for row in rows:
                found.update(row)
            if image.before is not None:
                row = json.loads(image.before)
                found.update(row[column] for column in own)
        return {contact for contact in found if contact}

    def _introduced_by(self, image: Image) -> set[int]:
        """Through whom somebody was met, where the command said so or took it back."""
        before = None if image.before is None else json.loads(image.before)["through_id"]
        now = {
            through
            for (through,) in self.connection.execute(
                "SELECT through_id FROM contact WHERE id BETWEEN ? AND ?",
                (image.first_id, image.last_id),
            )
        }
        return {one for one in now ^ {before} if one is not None}


def columns_of(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """The columns of every table that is journaled; one without an id goes by its rowid."""
    found: dict[str, list[str]] = defaultdict(list)
    for table, column in connection.execute(
        "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c "
        "WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name NOT LIKE 'search_index%'"
    ):
        if table not in LEFT_OUT:
            found[table].append(column)
    for columns in found.values():
        if "id" not in columns:
            columns.insert(0, "rowid")
    return dict(found)


def _marks(connection: sqlite3.Connection, columns: dict[str, list[str]]) -> dict[str, int]:
    """The highest id that each table ever gave."""
    marks = dict.fromkeys(columns, 0)
    for table, number in connection.execute("SELECT name, seq FROM main.sqlite_sequence"):
        if table in marks:
            marks[table] = number
    for table, names in columns.items():
        if names[0] == "rowid":
            found = connection.execute(f"SELECT max(rowid) FROM {table}").fetchone()
            marks[table] = found[0] or 0
    return marks


def images(connection: sqlite3.Connection, entry: int) -> list[Image]:
    """The rows that an entry touched."""
    return [
        Image(*row)
        for row in connection.execute(
            "SELECT table_name, first_id, last_id, before FROM journal_image WHERE entry_id = ?",
            (entry,),
        )
    ]


def changes(connection: sqlite3.Connection, entry: int) -> Iterator[Change]:
    """The columns that setting the entry back would change, of rows that stay."""
    for image in images(connection, entry):
        if image.before is None:
            continue
        then = json.loads(image.before)
        names = list(then)
        row = connection.execute(
            f"SELECT {', '.join(_quoted(names))} FROM {image.table} WHERE rowid = ?",
            (image.first_id,),
        ).fetchone()
        for name, now in zip(names, row or (), strict=False):
            if now != then[name]:
                yield Change(image.table, image.first_id, name, now, then[name])


def set_back(connection: sqlite3.Connection, entry: int) -> list[tuple[str, int]]:
    """Make the rows of an entry what they were before it.

    Wants foreign keys off, so that a row that goes and comes again takes nothing along. Answers the
    rows that point to nothing afterwards, as (table, id): there must be none.
    """
    gone: dict[str, list[tuple[int, int]]] = defaultdict(list)
    back: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for image in images(connection, entry):
        gone[image.table].append((image.first_id, image.last_id))
        if image.before is not None:
            back[image.table].append(json.loads(image.before))
    for table, ranges in gone.items():
        connection.executemany(f"DELETE FROM {table} WHERE rowid BETWEEN ? AND ?", ranges)
    for table, rows in back.items():
        names = list(rows[0])
        connection.executemany(
            f"INSERT INTO {table} ({', '.join(_quoted(names))}) "
            f"VALUES ({', '.join('?' * len(names))})",
            ([row[name] for name in names] for row in rows),
        )
    return [*_left_alone(connection, gone), *_without_parent(connection, back)]


def _quoted(names: Iterable[str]) -> list[str]:
    return [f'"{name}"' for name in names]


def _links(connection: sqlite3.Connection) -> Iterator[tuple[str, str, str]]:
    """Every (table, column, table that it points to)."""
    for table in columns_of(connection):
        for row in connection.execute(f"PRAGMA foreign_key_list({table})"):
            yield table, row[3], row[2]


def _left_alone(
    connection: sqlite3.Connection, gone: dict[str, list[tuple[int, int]]]
) -> Iterator[tuple[str, int]]:
    for table, column, parent in _links(connection):
        for first, last in gone.get(parent, ()):
            for (row_id,) in connection.execute(
                f"SELECT rowid FROM {table} WHERE {column} BETWEEN ? AND ? "
                f"AND {column} NOT IN (SELECT rowid FROM {parent} WHERE rowid BETWEEN ? AND ?)",
                (first, last, first, last),
            ):
                yield table, row_id


def _without_parent(
    connection: sqlite3.Connection, back: dict[str, list[dict[str, Any]]]
) -> Iterator[tuple[str, int]]:
    for table, column, parent in _links(connection):
        ids = [row["id"] for row in back.get(table, ()) if row.get(column) is not None]
        for at in range(0, len(ids), _CHUNK):
            some = ids[at : at + _CHUNK]
            for (row_id,) in connection.execute(
                f"SELECT id FROM {table} WHERE id IN ({', '.join('?' * len(some))}) "
                f"AND {column} IS NOT NULL AND NOT EXISTS "
                f"(SELECT 1 FROM {parent} p WHERE p.id = {table}.{column})",
                some,
            ):
                yield table, row_id
