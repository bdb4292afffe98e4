"""Which paths belong to a database, so that nothing else is ever written there."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from netcrm.domain.errors import ConflictError
from netcrm.store import heads, texts
from netcrm.store.files import ROOT, backups_of

_LOGS = ("-wal", "-shm", "-journal")


def must_not_be_ours(database: Path, path: Path) -> None:
    """Raise ``ConflictError`` for a path that is the database, a log of it, or in a folder of ours.

    Links are followed, and another name of the same file is that file. So is any other database of
    netcrm's that is not encrypted, and any file of which netcrm keeps backups.
    """
    if path.is_symlink() and path.lstat().st_uid not in (os.geteuid(), ROOT):
        raise _refused(path, "a link that another user has made")
    # A link that leads to itself is nothing of ours; ``resolve`` would raise.
    meant, ours = Path(os.path.realpath(path)), Path(os.path.realpath(database))
    for own in (ours, *(Path(f"{ours}{ending}") for ending in _LOGS)):
        if _is_same(meant, own):
            what = "the database itself" if own == ours else "a file of the database"
            raise _refused(path, what)
    for folder in (backups_of(ours), texts.folder_of(ours)):
        real = Path(os.path.realpath(folder))
        if any(_is_same(place, real) for place in (meant, *meant.parents)):
            raise _refused(path, "where the database keeps files of its own")
    if _is_another(meant):
        raise _refused(path, "a netcrm database")


def _is_another(path: Path) -> bool:
    with suppress(OSError):
        return path.is_file() and (heads.is_ours(path) or backups_of(path).is_dir())
    return False


def _is_same(one: Path, other: Path) -> bool:
    if one == other:
        return True
    with suppress(OSError):
        return one.samefile(other)
    return False


def _refused(path: Path, what: str) -> ConflictError:
    return ConflictError(f"{path} is {what}; nothing was written.", hint="Give another path.")
