"""A backup put back: what it replaces is backed up first, and no undo goes past it."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from netcrm.domain.errors import BadFileError
from netcrm.store import backup
from netcrm.store.connect import connect
from netcrm.store.engine import open_writer
from netcrm.store.files import is_missing, workshop


class Restored(NamedTuple):
    """Where that which was replaced is kept: as a backup, or set aside since it was damaged."""

    kept: Path | None
    aside: Path | None


def restore(source: Path, database: Path, now: datetime, command: str) -> Restored:
    """Make the database what a backup is, whole or not at all.

    A backup of an older schema is brought up to date in a copy. Raises ``BadFileError`` for a file
    that is not ours or damaged, ``NetcrmError`` where there is no space.
    """
    backup.must_be_whole(source)
    missing = is_missing(database)
    kept = None if missing else _kept(database, now)
    with workshop(database.parent) as folder:
        prepared = folder / "restored.db"
        # A plain backup of what is encrypted by now comes back encrypted.
        backup.copy(source, prepared, like=None if missing else database)
        if kept is not None:
            _never_again(prepared, kept)
        with open_writer(prepared, now, command) as session:
            own = session.info["journal"]
            own.kind, own.said = "barrier", f"Restored the backup {source.name}"
        with closing(connect(prepared)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE")
        if missing:
            prepared.replace(database)
            return Restored(None, None)
        if kept is None:
            return Restored(None, backup.replace_damaged(prepared, database, now))
        backup.put_back(prepared, database)
    return Restored(kept, None)


def _kept(database: Path, now: datetime) -> Path | None:
    """The backup of what is replaced; None where it is too damaged to be copied."""
    try:
        return backup.back_up(database, "restore", now)
    except BadFileError:
        return None


def _never_again(prepared: Path, replaced: Path) -> None:
    """Ids that were given since the backup was made are not given again."""
    with closing(connect(replaced)) as connection:
        given = connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall()
    with closing(connect(prepared)) as connection, connection:
        connection.executemany(
            "UPDATE sqlite_sequence SET seq = max(seq, ?2) WHERE name = ?1", given
        )
        there = {name for (name,) in connection.execute("SELECT name FROM sqlite_sequence")}
        connection.executemany(
            "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)",
            [pair for pair in given if pair[0] not in there],
        )
