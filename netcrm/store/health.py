"""What can be said of the file itself: whether it holds, who may read it, how it has grown."""

from __future__ import annotations

import stat
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from netcrm.domain.errors import BadFileError
from netcrm.domain.health import Finding
from netcrm.domain.journal import SWEPT, UNSWEPT
from netcrm.store import backup, schema, texts
from netcrm.store.connect import connect, errors, is_encrypted
from netcrm.store.damage import damage
from netcrm.store.files import backups_of
from netcrm.store.reader import Reader, connect_to_read
from netcrm.store.standing import Standing, standing
from netcrm.store.traces import set_aside

_READ = "another program reads the database"


def of_file(path: Path) -> Finding:
    """Whether SQLite finds the file whole.

    Raises ``BadFileError`` for a file that is not ours to judge, or cannot be read.
    """
    said: str | None = "its head is no database's any more"
    if standing(path) is not Standing.DAMAGED:
        with closing(connect_to_read(path)) as connection:
            said = damage(connection)
    return Finding(
        "file", () if said is None else (said,), hint="netcrm restore --list", fixable=False
    )


def of_log(path: Path) -> Finding:
    """Whether writers keep a log beside the file, so that nobody who reads waits for them."""
    with closing(connect_to_read(path)) as connection:
        (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    return Finding("log", () if mode == "wal" else (f"the file is in the mode {mode}, not wal",))


def of_search(path: Path) -> Finding:
    """Whether the trigram index says what the texts say; only a connection that may write can."""
    with closing(connect(path, isolation_level=None, patience_ms=1000)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
            for index in schema.SEARCH_INDEXES:
                connection.execute(
                    f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"  # noqa: S608 - own names
                )
            connection.execute("ROLLBACK")
        except errors("OperationalError") as error:
            if "fts5" in str(error):
                return Finding("search index", (str(error),))
            return Finding("search index", note=f"not looked at: {error}")
        except errors("DatabaseError"):
            return Finding("search index", ("it does not say what the texts say",))
    return Finding("search index")


def too_open(path: Path) -> Finding:
    """Files and folders of ours that others than their owner may use."""
    wrong = [p for p in _ours(path) if p.exists() and stat.S_IMODE(p.stat().st_mode) & 0o077]
    return Finding("permissions", tuple(f"{p} can be read by others" for p in wrong))


def close_off(path: Path) -> None:
    """Give every file of ours to its owner alone; raises ``BadFileError`` for another user's."""
    for own in _ours(path):
        try:
            if own.exists():
                own.chmod(0o700 if own.is_dir() else 0o600)
        except PermissionError:
            raise BadFileError(
                f"{own} belongs to another user.", hint="Move it away, and look at what is in it."
            ) from None


def names(path: Path) -> Finding:
    """Whether the file has one name; SQLite does not see through one what is done through another.

    (https://www.sqlite.org/howtocorrupt.html, 2.6)
    """
    number = path.stat().st_nlink
    said = f"the file has {number} names; open it by one of them alone" if number > 1 else ""
    return Finding("name", note=said)


def _ours(path: Path) -> list[Path]:
    """Every file and folder of ours that belongs to a database; folders before what is in them."""
    beside = [Path(f"{path}{ending}") for ending in ("", "-wal", "-shm")]
    kept = [backups_of(path), *(b.path for b in backup.backups(path)), *set_aside(path)]
    return [*beside, *kept, texts.folder_of(path), *texts.waiting(path)]


def before_a_forget(path: Path) -> list[Path]:
    """What is from before the last forget that was not finished, and may hold who it was.

    The backups, what a restore set aside, and the texts that wait.
    """
    with closing(connect_to_read(path)) as connection:
        (at,) = connection.execute(
            "SELECT max(at) FROM journal WHERE said = ?", (UNSWEPT,)
        ).fetchone()
    if at is None:
        return []
    until = datetime.fromisoformat(at).replace(tzinfo=UTC)
    old = [kept.path for kept in backup.backups(path) if kept.at <= until]
    return [*old, *set_aside(path), *texts.waiting(path)]


def sweep(path: Path) -> str | None:
    """Overwrite the free pages of the file and of its log, and shrink both.

    Answers why that was not possible, None where it was.
    """
    with closing(connect(path, isolation_level=None, patience_ms=5_000)) as connection:
        connection.execute("PRAGMA temp_store = MEMORY")
        try:
            connection.execute("VACUUM")
            (busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if not busy:
                connection.execute("UPDATE journal SET said = ? WHERE said = ?", (SWEPT, UNSWEPT))
        except errors("OperationalError") as error:
            return "the disk is full" if "full" in str(error) else _READ
    return _READ if busy else None


def journal_size(source: Reader) -> Finding:
    """How much the journal holds; nothing is ever wrong with that."""
    entries = source.number("SELECT count(*) FROM journal")
    size = source.number("SELECT sum(length(before)) FROM journal_image")
    return Finding("journal", note=f"{entries:,} entries, {size // 1024:,} kB of rows as they were")


def versions(source: Reader, path: Path) -> Finding:
    """Which netcrm, schema and SQLite these are, and whether the file is encrypted."""
    from importlib.metadata import version

    row = source.one("SELECT sqlite_version() AS sqlite")
    sqlite = "" if row is None else f", SQLite {row['sqlite']}"
    encrypted = ", encrypted by SQLCipher" if is_encrypted(path) else ""
    return Finding(
        "versions", note=f"netcrm {version('netcrm')}, schema {schema.NEWEST}{sqlite}{encrypted}"
    )
