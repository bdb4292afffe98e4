"""Which version of the schema a file has, read with ``sqlite3`` alone."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from netcrm.domain.errors import BadFileError
from netcrm.store.connect import errors
from netcrm.store.files import APPLICATION_ID, REPLACED, locked, not_ours, replaced, too_new

SEARCH_INDEXES = ("search_index_people", "search_index")
"""The trigram indexes: of people, and of what happened."""

_OURS = {"contact", "exchange", "journal", "journal_image", "alembic_version"}
NEWEST = 2
"""The schema this netcrm writes; the last revision in ``migrations/versions``."""

_NEVER_RELEASED = 256


def stored_version(connection: sqlite3.Connection, path: Path) -> int:
    """The version of the file, 0 where it is empty.

    Raises ``BadFileError`` where the file is not ours, damaged, newer than we know, or encrypted by
    another passphrase.
    """
    try:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        if application == REPLACED:
            raise replaced(path)
        if application != APPLICATION_ID or version == 0:
            _must_be_no_other(connection, path)
            return 0
    except errors("DatabaseError") as error:
        if isinstance(error, errors("OperationalError")):
            raise
        raise _unopened(path, error) from None
    if _is_one_flipped_bit(version):
        from netcrm.store.damage import damaged

        raise damaged(path, f"its head says schema {version}, which is one flipped bit of {NEWEST}")
    if version > NEWEST:
        raise too_new(path, version, NEWEST)
    return version


def _is_one_flipped_bit(version: int) -> bool:
    """Whether a version is ours but for one bit, above all that will ever be released."""
    return (version ^ NEWEST).bit_count() == 1 and not 0 <= version < _NEVER_RELEASED


def _must_be_no_other(connection: sqlite3.Connection, path: Path) -> None:
    """Raise unless the file is empty; one bit of a head makes ours look like somebody else's."""
    from netcrm.store.damage import damaged

    tables = {
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    if tables >= _OURS:
        raise damaged(path, "its head does not say what its tables say")
    if tables or connection.execute("PRAGMA user_version").fetchone()[0]:
        raise not_ours(path)


def _unopened(path: Path, error: Exception) -> BadFileError:
    """Why SQLite calls a file no database: it is damaged, locked, or somebody else's."""
    from netcrm.store import heads
    from netcrm.store.damage import damaged, said_of

    if heads.is_ours(path) or heads.passphrase_fits(path):
        return damaged(path, said_of(error))
    if heads.looks_encrypted(path):
        return locked(path)
    return not_ours(path)
