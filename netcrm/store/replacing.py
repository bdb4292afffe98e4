"""A database replaced by a copy, whole or not at all, while others may have it open."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from time import monotonic

from netcrm.domain.errors import NetcrmError
from netcrm.store.backup import in_words, must_have_space
from netcrm.store.connect import PATIENCE_MS, connect, errors, look_again

# A file of ours has more pages than this, so that a copy is looked at before it is done.
_PAGES = 32
_LOOKS_EVERY_MS = 500


class ChangedMeanwhileError(NetcrmError):
    """A database was written to between its being backed up and replaced."""


class Watch:
    """Whether a database has been changed, by whomever, since the watch began."""

    def __init__(self, database: Path) -> None:
        self._connection = connect(database, "ro", isolation_level=None)
        # The first read of a file opens its log, which counts as a change.
        self._connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
        self._began_at = self._version()

    def _version(self) -> int:
        # It is another one as soon as another connection has committed.
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    @property
    def has_changed(self) -> bool:
        """Whether anything was committed since."""
        return self._version() != self._began_at

    def close(self) -> None:
        """End the watch."""
        self._connection.close()


def put_back(prepared: Path, database: Path, watch: Watch) -> None:
    """Make the database what ``prepared`` is, in one transaction, though others may read it.

    Raises ``ChangedMeanwhileError``, and changes nothing, where the database is no longer what it
    was when the watch began.
    """
    must_have_space(database.parent, prepared)

    until = monotonic() + PATIENCE_MS / 1000

    def look(status: int, remaining: int, _total: int) -> None:
        # Python itself would try for ever, and hear nothing meanwhile.
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and monotonic() > until:
            raise NetcrmError(f"Another program has held {database} for too long.")
        # From the first page to the last nobody else can write; then this copy is the change.
        if remaining and watch.has_changed:
            raise ChangedMeanwhileError(f"{database} was written to meanwhile.")

    with (
        in_words(prepared, database),
        closing(connect(prepared)) as source,
        closing(connect(database, patience_ms=_LOOKS_EVERY_MS)) as target,
    ):
        source.backup(target, pages=_PAGES, progress=look)
        target.execute("PRAGMA journal_mode = WAL")
        # Whoever copies the one file by hand has what was restored; that it could not be done now
        # takes nothing back.
        with suppress(*errors("OperationalError")):
            target.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def take_place(prepared: Path, database: Path, aside: Path | None) -> None:
    """Let a copy take the place of a file that does not hold, which stays as ``aside``.

    Without ``aside`` no file stands there; what is left of one, its log, must not be read as the
    copy's.
    """
    with in_words(prepared, database):
        if aside is not None:
            _also_named(database, aside)
        if aside is None:  # it says where in the log what stands, and nothing else
            Path(f"{database}-shm").unlink(missing_ok=True)
        for ending in ("-wal", "-shm", "-journal"):
            left = Path(f"{database}{ending}")
            if left.exists():
                kept = left.replace(f"{aside}{ending}" if aside else _free(database, ending))
                kept.chmod(0o600)
        prepared.replace(database)
    look_again()


def _free(database: Path, ending: str) -> Path:
    """Where a log without its database is kept, beside those that are kept already."""
    for number in count(1):
        path = Path(f"{database}.left{f'-{number}' if number > 1 else ''}{ending}")
        if not path.exists():
            break
    return path


def _also_named(path: Path, name: Path) -> None:
    try:
        name.hardlink_to(path)
    except OSError:  # a file system without links
        path.replace(name)
