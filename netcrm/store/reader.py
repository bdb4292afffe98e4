"""The read door: a ``sqlite3`` connection that cannot write, for every SELECT that is shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from netcrm.domain.errors import BadFileError
from netcrm.store import schema
from netcrm.store.connect import connect, errors, row_type
from netcrm.store.files import is_missing, must_have_no_log, no_permission

Row = sqlite3.Row
# How large a -shm file is at least.
_SHM = 32_768


class Reader:
    """Answers SELECTs; where no database stands yet it is an empty network."""

    def __init__(self, connection: sqlite3.Connection | sqlite3.Cursor | None) -> None:
        self._connection = connection

    def all(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
        """Every row of the answer."""
        if self._connection is None:
            return []
        return self._connection.execute(sql, parameters).fetchall()

    def one(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> Row | None:
        """The first row of the answer, None where there is none."""
        if self._connection is None:
            return None
        row: Row | None = self._connection.execute(sql, parameters).fetchone()
        return row

    def number(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> int:
        """The first column of the first row as a whole number, 0 where there is none."""
        row = self.one(sql, parameters)
        return int(row[0] or 0) if row is not None else 0

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def needs_migration(path: Path) -> bool:
    """Whether the file is ours and of an older schema, which only the write door can mend."""
    must_have_no_log(path)
    if is_missing(path):
        return False
    connection = connect_to_read(path)
    try:
        return 0 < schema.stored_version(connection, path) < schema.NEWEST
    finally:
        connection.close()


def open_reader(path: Path) -> Reader:
    """The reader of the database at ``path``; makes nothing.

    Raises ``BadFileError`` where the file is not ours, or cannot be read.
    """
    must_have_no_log(path)
    if is_missing(path):
        return Reader(None)
    connection = connect_to_read(path)
    try:
        if schema.stored_version(connection, path) == 0:
            connection.close()
            return Reader(None)
    except BaseException:
        connection.close()
        raise
    connection.row_factory = row_type(connection)
    return Reader(connection)


def reader_within(connection: sqlite3.Connection) -> Reader:
    """What a write sees of the network, with what it has done itself, and no other with it."""
    cursor = connection.cursor()
    cursor.row_factory = row_type(connection)
    return Reader(cursor)


def connect_to_read(path: Path) -> sqlite3.Connection:
    """A connection that cannot write, also where the place is read-only.

    Raises ``BadFileError`` where the file cannot be opened.
    """
    try:
        connection = connect(path, "ro")
        connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
    except errors("OperationalError") as error:
        said = str(error)
        if not any(words in said for words in ("unable to open", "readonly", "disk I/O", "full")):
            raise
        # A place that is read-only or full cannot hold the -shm file that WAL wants. Where the -wal
        # file holds nothing, nothing can be missing, and the file may be read as it is.
        if _has_log(path) or not _is_readable(path):
            if "disk I/O" in said or "full" in said:
                raise BadFileError(f"{path} cannot be read: {_why(path, said)}.") from None
            raise no_permission(path) from None
        connection = connect(path, "immutable")
    except errors("DatabaseError"):
        pass  # not a database at all: stored_version says so
    return connection


def _has_log(path: Path) -> bool:
    log = Path(f"{path}-wal")
    return log.exists() and log.stat().st_size > 0


def _why(path: Path, said: str) -> str:
    """What SQLite calls an error of the disk, where it is known better."""
    from shutil import disk_usage

    full = disk_usage(path.parent).free < _SHM
    return "the disk is full, and reading needs a little of it" if full else said


def _is_readable(path: Path) -> bool:
    try:
        with path.open("rb"):
            return True
    except OSError:
        return False
