"""What stands where a database of ours is to stand, looked at before anything is replaced."""

from __future__ import annotations

from contextlib import closing
from enum import Enum
from pathlib import Path

from netcrm.store import backup, heads, schema
from netcrm.store.connect import errors, is_encrypted
from netcrm.store.damage import DamagedError
from netcrm.store.files import ForeignError, is_missing
from netcrm.store.reader import connect_to_read


class Standing(Enum):
    """What stands there; what is somebody else's is an error and no member."""

    NOTHING = "nothing"
    EMPTY = "empty"
    OURS = "ours"
    DAMAGED = "damaged"


def standing(path: Path) -> Standing:
    """What stands at a path; whether the pages of a file of ours hold is not looked at.

    Raises ``BadFileError`` for a file that is not ours, that a newer netcrm wrote, or that the
    passphrase does not open.
    """
    if is_missing(path):
        return Standing.NOTHING
    if path.stat().st_size == 0:  # a log beside it, SQLite would delete
        return Standing.EMPTY
    try:
        if heads.is_closed_to_writers(path):
            return Standing.DAMAGED
        with closing(connect_to_read(path)) as connection:
            return Standing.OURS if schema.stored_version(connection, path) else Standing.EMPTY
    except DamagedError:
        return Standing.DAMAGED
    except ForeignError:
        # A head that was overwritten says nothing any more; that we kept copies of the file does.
        if _has_lost_its_head(path):
            return Standing.DAMAGED
        raise
    except errors("DatabaseError", UnicodeDecodeError):
        return Standing.DAMAGED


def _has_lost_its_head(path: Path) -> bool:
    if not is_encrypted(path) or heads.looks_encrypted(path):
        return False
    return any(heads.is_ours(b.path) or heads.looks_encrypted(b.path) for b in backup.backups(path))
