"""Where the database stands, and that only its owner can read what we write."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from netcrm.domain.errors import BadFileError, NetcrmError

APPLICATION_ID = 0x4E43524D
"""``PRAGMA application_id`` of our files: NCRM."""

REPLACED = 0x474F4E45
"""The same of a file whose place another has taken: GONE, many bits away from ours."""


ROOT = 0
"""The user who may read everything in any case."""

WORKSHOP = ".netcrm-"
"""How the folders begin in which a file is made that will take another's place."""


def data_folder() -> Path:
    """The platform's folder for a user's data; raises ``NetcrmError`` where there is no home."""
    from platformdirs import user_data_path

    try:
        folder = user_data_path("netcrm", appauthor=False)
    except RuntimeError:
        folder = Path("~")
    if not folder.is_absolute():
        raise NetcrmError(
            "There is no home folder to keep the database in.",
            hint="Set NETCRM_DB or give --db with a path.",
        )
    return folder


def backups_of(database: Path) -> Path:
    """Where the backups of a database stand."""
    return database.with_name(f"{database.name}.backups")


def is_missing(path: Path) -> bool:
    """Whether no database stands there yet, though one could.

    Raises ``BadFileError`` where the path can never be a database: a folder, or inside a folder
    that does not exist (the platform's data folder is made when it is needed).
    """
    try:
        if path.is_dir():
            raise BadFileError(f"{path} is a folder; a path to a file would be right.")
        if path.exists():
            if not path.is_file():
                raise BadFileError(f"{path} is no file; a path to a file would be right.")
            return False
        if not path.parent.is_dir() and not _is_ours_to_make(path.parent):
            from shlex import quote

            raise BadFileError(
                f"The folder {path.parent} does not exist.",
                hint=f"Make it first: mkdir -p {quote(str(path.parent))}",
            )
    except PermissionError:
        raise no_permission(path) from None
    except OSError as error:
        raise BadFileError(f"{path} cannot be read: {error.strerror}.") from None
    return True


def must_have_no_log(path: Path) -> None:
    """Raise ``BadFileError`` where a log is another user's, or its database is gone, or empty.

    SQLite would take the log for that of a new database, and mix the two, or delete it.
    """
    from shlex import quote

    _must_have_own_logs(path)
    for ending in ("-wal", "-journal"):
        log = Path(f"{path}{ending}")
        # Whoever made a log has made its database before.
        if log.exists() and log.stat().st_size and not _holds_anything(path):
            raise BadFileError(
                f"{path} is gone, or empty, but its log {log.name} is there, and may hold what no "
                "other file does; nothing was made.",
                hint="To go back to a backup: netcrm restore --list. To begin anew, move it first: "
                f"mv {quote(str(log))} {quote(f'{log}.away')}",
            )


def _must_have_own_logs(path: Path) -> None:
    """Raise ``BadFileError`` where another user has made a log, who could read all that is written.

    It is theirs to have where the database itself is.
    """
    from contextlib import suppress

    owners = {os.geteuid(), ROOT}
    with suppress(OSError):
        owners.add(path.stat().st_uid)
    for ending in ("-wal", "-shm", "-journal"):
        log = Path(f"{path}{ending}")
        with suppress(OSError):
            if log.lstat().st_uid not in owners:
                raise BadFileError(
                    f"{log} belongs to another user, and is not used.",
                    hint="Keep the database in a folder of your own: --db PATH.",
                )


def _holds_anything(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def _is_ours_to_make(folder: Path) -> bool:
    try:
        return folder == data_folder()
    except NetcrmError:
        return False


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner can use (0700), where it is missing.

    Raises ``BadFileError`` where it cannot be made, or nothing can be made in it.
    """
    try:
        # A mode that is given to mkdir is not the mode of the parents that it makes.
        for parent in (*reversed(folder.parents), folder):
            if parent == folder or not parent.exists():
                parent.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise BadFileError(f"{folder} cannot be made: {error.strerror}.") from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise no_permission(folder)


def make_own_folder(folder: Path) -> None:
    """Make a folder of ours beside a database, for copies of it: nobody else may have a part in it.

    Raises ``BadFileError`` where another user has made it, who could put something else there.
    """
    make_folder(folder)
    found = folder.lstat()
    if os.geteuid() not in (found.st_uid, ROOT):
        raise BadFileError(
            f"{folder} belongs to another user, and is not used.",
            hint="Move it away, or keep the database in a folder of your own.",
        )
    # What a link leads to has a mode of its own.
    if not folder.is_symlink() and found.st_mode & 0o077:
        folder.chmod(0o700)


@contextmanager
def workshop(folder: Path) -> Iterator[Path]:
    """A folder of our own beside the database, for a file that will take another's place.

    What a process that was killed has left behind is swept away first.
    """
    from tempfile import TemporaryDirectory

    sweep_workshops(folder)
    try:
        made = TemporaryDirectory(dir=folder, prefix=f"{WORKSHOP}{os.getpid()}-")
    except PermissionError:
        raise no_permission(folder) from None
    with made as name:
        yield Path(name)


def sweep_workshops(folder: Path) -> None:
    """Delete what processes that are no more have begun in a folder: copies of our data."""
    import shutil

    for left in folder.glob(f"{WORKSHOP}*"):
        # As ``tempfile`` names a folder: nothing else is ours.
        named = re.fullmatch(r"(\d+)-[a-z0-9_]{8}", left.name.removeprefix(WORKSHOP))
        if named is not None and not is_alive(int(named[1])):
            shutil.rmtree(left, ignore_errors=True)


def is_alive(process: int) -> bool:
    """Whether a process is running."""
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True


def make_own(path: Path) -> None:
    """Give an empty file, in which a database is to be made, to its owner alone (0600).

    Raises ``BadFileError`` where it is another user's, who could read all of it.
    """
    if os.geteuid() not in (path.stat().st_uid, ROOT):
        raise BadFileError(
            f"{path} belongs to another user, and is not used.",
            hint="Give a path in a folder of your own with --db.",
        )
    path.chmod(0o600)


def make_private(path: Path) -> None:
    """Make an empty file that only its owner can read (0600); raises where one is there already."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))


def write_private(path: Path, data: bytes) -> None:
    """Write a file whole or not at all: a new one beside it takes its place at the end.

    The file is readable by its owner alone. Raises ``BadFileError`` where it cannot be written.
    """
    import tempfile

    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise BadFileError(f"{path} cannot be written: {error.strerror}.") from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise BadFileError(f"{path} cannot be written: {error.strerror}.") from None


def no_permission(path: Path) -> BadFileError:
    """The error for a place that this user may not use."""
    return BadFileError(
        f"{path} cannot be opened: no permission.",
        hint="Look at its owner and mode, or give another path with --db.",
    )


class ForeignError(BadFileError):
    """A file that is something else, or that cannot be told from something else."""


def not_ours(path: Path) -> ForeignError:
    """The error for a file that is something else, or has lost what told that it is ours."""
    was_ours = backups_of(path).is_dir()
    return ForeignError(
        f"{path} is not a netcrm database; it was not touched.",
        hint="If it was one: netcrm restore --list" if was_ours else "Give another path with --db.",
    )


def locked(path: Path) -> ForeignError:
    """The error for an encrypted file whose passphrase was not said, or another one."""
    from netcrm.store.connect import phrase_of

    hint = "Say its passphrase: netcrm encrypt --help says how to open it."
    if phrase_of(path) is None:
        said = f"{path} is encrypted, and no passphrase was said, or it is no netcrm database"
    else:
        said = f"The passphrase does not open {path}"
    return ForeignError(f"{said}; it was not touched.", hint=hint)


def replaced(path: Path) -> NetcrmError:
    """The error for a file that was rewritten between its being opened and read."""
    return NetcrmError(
        f"{path} was encrypted or decrypted by another command meanwhile; nothing was done.",
        hint="Run the command again.",
    )


def too_new(path: Path, version: int, newest: int) -> ForeignError:
    """The error for a file that a later netcrm wrote."""
    return ForeignError(
        f"{path} was written by a newer netcrm (schema {version}; this one knows {newest}); "
        "it was not touched.",
        hint="Upgrade: pip install --upgrade netcrm",
    )
