"""Copies of the whole database, made while others write, and checked.

They stand in a folder of their own beside the database, named by their instant and their reason;
of each reason the ten newest stay.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from netcrm.domain.errors import BadFileError, NetcrmError
from netcrm.store import schema
from netcrm.store.connect import (
    connect,
    errors,
    export,
    is_encrypted,
    phrase_of,
    will_be_encrypted,
)
from netcrm.store.damage import damage, damaged, said_of
from netcrm.store.files import (
    backups_of,
    is_alive,
    make_own_folder,
    make_private,
    no_permission,
    sweep_workshops,
)
from netcrm.store.reader import connect_to_read

KEPT = 10
"""How many backups of each reason stay."""

REASONS = ("day", "import", "merge", "migration", "restore", "repair", "hand")
_STAMP = "%Y%m%dT%H%M%S.%fZ"
_ENDING = ".db"
_BEGUN = ".begun"
_NAMED = re.compile(r"(\d{8}T\d{6}\.\d{6}Z)-([a-z]+)\.db")
_SPARE = 1 << 20


class Backup(NamedTuple):
    """A copy: where it stands, the instant it was made (UTC), why, and how many bytes it has."""

    path: Path
    at: datetime
    reason: str
    size: int


def backups(database: Path) -> list[Backup]:
    """The backups that stand, newest first; raises ``BadFileError`` where they cannot be read."""
    found = []
    folder = backups_of(database)
    if folder.is_dir() and not os.access(folder, os.R_OK | os.X_OK):
        raise no_permission(folder)
    for path in folder.glob(f"*{_ENDING}"):
        if (named := _NAMED.fullmatch(path.name)) is None:
            continue
        try:
            at = datetime.fromisoformat(named[1])
            found.append(Backup(path, at, named[2], path.stat().st_size))
        except ValueError:  # no instant
            continue
        except FileNotFoundError:  # another process let it go
            continue
    return sorted(found, key=lambda b: (b.at, b.path.name), reverse=True)


def back_up(database: Path, reason: str, now: datetime) -> Path:
    """Copy the database as it is at this moment, check the copy, and let the oldest go.

    Others may write meanwhile. Raises ``NetcrmError`` where there is not enough space, or the
    copy does not hold.
    """
    folder = backups_of(database)
    make_own_folder(folder)
    _sweep(folder)
    must_have_space(folder, database)
    while (path := folder / f"{now:{_STAMP}}-{reason}{_ENDING}").exists():
        now += timedelta(microseconds=1)
    made = folder / f".{now:{_STAMP}}-{reason}-{os.getpid()}{_BEGUN}"
    with in_words(database, path):
        try:
            copy(database, made)
            made.replace(path)
        finally:
            for left in folder.glob(f"{made.name}*"):
                left.unlink(missing_ok=True)
        made_so_far = [b for b in backups(database) if b.reason == reason]
        # Those of a clock that was ahead once are older than they say.
        for old in sorted(made_so_far, key=lambda b: b.at > now)[KEPT:]:
            old.path.unlink(missing_ok=True)
    return path


def _sweep(folder: Path) -> None:
    """Delete the copies that processes that are no more have begun."""
    # With the journal that SQLite keeps beside one.
    for left in folder.glob(f".*{_BEGUN}*"):
        owner = left.name.partition(_BEGUN)[0].rpartition("-")[2]
        if owner.isdecimal() and not is_alive(int(owner)):
            left.unlink(missing_ok=True)


def _only_the_first(database: Path, now: datetime) -> None:
    """Of several processes that were the first of a day at once, the earliest copy stays."""
    of_today = [b for b in backups(database) if b.reason == "day" and b.at.date() == now.date()]
    for later in of_today[:-1]:
        later.path.unlink(missing_ok=True)


def once_a_day(database: Path, now: datetime) -> str | None:
    """Back up at the first write of a day; answers why that was not possible."""
    if not database.is_file() or database.stat().st_size == 0:
        return None
    sweep_workshops(database.parent)
    try:
        if any(b.reason == "day" and b.at.date() == now.date() for b in backups(database)):
            return None
        back_up(database, "day", now)
        _only_the_first(database, now)
    except NetcrmError as error:
        return error.message
    return None


def copy(source: Path, target: Path, *, like: Path | None = None) -> None:
    """A file of its own with all that stands in a database, checked after writing.

    It is encrypted where ``like`` is, else where the source is, with the same passphrase. Raises
    ``NetcrmError`` where it cannot be made.
    """
    try:
        make_private(target)
    except OSError as error:
        raise BadFileError(f"{target} cannot be written: {error.strerror}.") from None
    try:
        _fill(target, source, source if like is None else like)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _fill(target: Path, source: Path, like: Path) -> None:
    with in_words(source, target):
        if will_be_encrypted(like) != is_encrypted(source):
            with closing(connect(source, "ro", by_sqlcipher=True, isolation_level=None)) as there:
                export(there, target, phrase_of(like))
        with closing(connect(target, like=like)) as here:
            if will_be_encrypted(like) == is_encrypted(source):
                with closing(connect(source, "ro")) as there:
                    there.backup(here)
            # One file, without the -wal that a reader of the copy would want beside it.
            here.execute("PRAGMA journal_mode = DELETE")
            if (said := damage(here)) is not None:
                raise damaged(source, said)
        with target.open("rb") as file:
            os.fsync(file.fileno())


def must_be_whole(path: Path) -> None:
    """Raise ``BadFileError`` for a file that is not ours, newer than we know, or damaged."""
    try:
        with closing(connect_to_read(path)) as connection:
            if schema.stored_version(connection, path) == 0:
                raise BadFileError(f"{path} is empty; a backup would be right.")
            if (said := damage(connection)) is not None:
                raise damaged(path, said)
    except errors("OperationalError") as error:
        raise BadFileError(f"{path} cannot be read: {error}.") from None
    except UnicodeDecodeError as error:
        raise damaged(path, said_of(error)) from None


@contextmanager
def in_words(source: Path, target: Path) -> Iterator[None]:
    """What goes wrong while one file is copied to another, as a ``NetcrmError``."""
    try:
        yield
    except errors("DatabaseError") as error:
        said = str(error)
        if "full" in said or "disk I/O" in said:
            raise NetcrmError(f"{target} could not be written: {said}.") from error
        if "readonly" in said or "unable to open" in said:
            raise no_permission(target) from error
        if "locked" in said or "busy" in said:
            raise NetcrmError(f"Another program has held {target} for too long.") from error
        raise damaged(source, said) from error
    except UnicodeDecodeError as error:
        raise damaged(source, said_of(error)) from error
    except OSError as error:
        raise NetcrmError(f"{target} could not be written: {error.strerror}.") from error


def must_have_space(folder: Path, database: Path) -> None:
    """Raise ``NetcrmError`` where a folder has no room for a copy of a database."""
    needed = database.stat().st_size + _SPARE
    wal = Path(f"{database}-wal")
    if wal.exists():
        needed += wal.stat().st_size
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise NetcrmError(
            f"{folder} has {free // 1024:,} kB free; a copy of the database needs "
            f"{needed // 1024:,} kB.",
            hint="Make room first; nothing was changed.",
        )
