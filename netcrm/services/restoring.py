"""A backup put back: what it replaces is backed up first, and no undo goes past it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from shlex import quote
from typing import NamedTuple

from netcrm.domain.errors import NetcrmError
from netcrm.store import backup, heads, replacing
from netcrm.store.connect import connect, is_encrypted, new_ones_are_encrypted
from netcrm.store.damage import DamagedError
from netcrm.store.engine import open_writer
from netcrm.store.files import ForeignError, workshop
from netcrm.store.standing import Standing, standing

_TRIES = 5


class Restored(NamedTuple):
    """Where that which was replaced is kept: as a backup, or set aside since it was damaged."""

    kept: Path | None
    aside: Path | None


def restore(source: Path, database: Path, now: datetime, command: str) -> Restored:
    """Make the database what a backup is, whole or not at all.

    A backup of an older schema is brought up to date in a copy. Raises ``BadFileError`` for a file
    that is not ours or damaged, ``NetcrmError`` where there is no space.
    """
    there = may_be_replaced(database)
    backup.must_be_whole(source)
    if there is Standing.OURS:
        for _ in range(_TRIES):
            with suppress(replacing.ChangedMeanwhileError):
                kept = _exchanged(source, database, now, command)
                if kept is None:
                    there = Standing.DAMAGED
                    break
                return Restored(kept, None)
        else:
            raise NetcrmError(
                f"Others write to {database} all the time; it is as it was.",
                hint="Try again when they are done.",
            )
    aside = None
    if there is Standing.DAMAGED:
        aside = database.with_name(f"{database.name}.damaged-{now:%Y%m%dT%H%M%S.%f}")
    with _prepared(source, database, _like(there, source, database), None, now, command) as ready:
        replacing.take_place(ready, database, aside)
    return Restored(None, aside)


def _exchanged(source: Path, database: Path, now: datetime, command: str) -> Path | None:
    """Put a backup in the place of a sound database; answers where what it replaces is kept.

    None where that is too damaged to be copied. Raises ``ChangedMeanwhileError`` where somebody
    wrote after it was kept, so that it would be in no file any more.
    """
    try:
        with backup.in_words(database, database):
            watch = replacing.Watch(database)
    except DamagedError:
        return None
    with backup.in_words(source, database), closing(watch):
        try:
            kept = backup.back_up(database, "restore", now)
        except DamagedError:
            return None
        with _prepared(source, database, database, kept, now, command) as ready:
            replacing.put_back(ready, database, watch)
    return kept


@contextmanager
def _prepared(
    source: Path, database: Path, like: Path, kept: Path | None, now: datetime, command: str
) -> Iterator[Path]:
    """A copy of a backup as it will stand there, of the newest schema, with its barrier."""
    with workshop(database.parent) as folder:
        prepared = folder / "restored.db"
        backup.must_have_space(folder, source)
        backup.copy(source, prepared, like=like)
        with backup.in_words(source, prepared):
            if kept is not None:
                _with_pages_like(prepared, kept)
                _never_again(prepared, kept)
            with open_writer(prepared, now, command) as session:
                own = session.info["journal"]
                own.kind, own.said = "barrier", f"Restored the backup {source.name}"
            with closing(connect(prepared)) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
        yield prepared


def may_be_replaced(database: Path) -> Standing:
    """What stands where a backup is to be put back.

    Raises ``BadFileError`` for a file that is somebody else's, that a newer netcrm wrote, or that
    the passphrase does not open: none of them is ours to move.
    """
    try:
        return standing(database)
    except ForeignError as error:
        away = f"mv {quote(str(database))} {quote(f'{database}.away')}"
        error.hint = f"{error.hint} To restore there all the same, move it first: {away}"
        raise


def _like(there: Standing, source: Path, database: Path) -> Path:
    """The file after which what is restored is encrypted, or plain: that which it replaces.

    Where nothing of that can be told any more, the newest of the encrypted files around it, so that
    what was behind a passphrase does not come back without; else as one that is new, or plain where
    no passphrase was said. Raises
    ``BadFileError`` where the passphrase does not open it.
    """
    gone = there in (Standing.NOTHING, Standing.EMPTY)
    if not gone and (heads.is_ours(database) or heads.passphrase_fits(database)):
        return database
    if is_encrypted(source):
        return source
    for kept in backup.backups(database):
        if is_encrypted(kept.path):
            backup.must_be_whole(kept.path)
            return kept.path
    return database if gone or new_ones_are_encrypted() else source


def _with_pages_like(prepared: Path, replaced: Path) -> None:
    """Pages of the size of what is replaced, since no transaction can change that of a file.

    Another tool may have given the backup others.
    """
    with closing(connect(replaced, "ro")) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    with closing(connect(prepared, isolation_level=None)) as connection:
        if connection.execute("PRAGMA page_size").fetchone() != (size,):
            connection.execute(f"PRAGMA page_size = {size:d}")
            connection.execute("VACUUM")


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
