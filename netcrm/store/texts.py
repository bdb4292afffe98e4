"""Texts beside the database: what is open in an editor or a browser, and what could not be saved.

A folder of its owner alone, so that nothing that was written is lost and ``forget`` finds it.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from netcrm.domain.errors import BadFileError
from netcrm.store.files import is_alive, make_own_folder, make_private, no_permission, write_private

KEPT = timedelta(days=30)
"""How long a text waits for whom it belongs to."""

_PAGE = "report.html"
_PAGE_KEPT = timedelta(days=1)
# Found also in the names that editors give what they keep beside a file.
_NAMED = re.compile(r"\d{8}T\d{6}\.\d{6}(?:-c(\d+))?-\d+\.txt", re.ASCII)


def folder_of(database: Path) -> Path:
    """Where the texts of a database wait."""
    return database.with_name(f"{database.name}.texts")


def begin(database: Path, text: str, now: datetime, whose: int | None = None) -> Path:
    """A new file of its owner alone with a text, for an editor; ``whose`` is the contact in it.

    What has waited too long goes. Raises ``BadFileError`` where none can be made.
    """
    folder = _own_folder(database)
    sweep(database, now)
    contact = "" if whose is None else f"-c{whose}"
    path = folder / f"{now:%Y%m%dT%H%M%S.%f}{contact}-{os.getpid()}.txt"
    make_private(path)
    path.write_text(text, "utf-8")
    return path


def page(database: Path, text: str) -> Path:
    """The one page that a browser shows, in the place of the one before.

    Raises ``BadFileError`` where it cannot be written.
    """
    path = _own_folder(database) / _PAGE
    write_private(path, text.encode("utf-8"))
    return path


def sweep(database: Path, now: datetime) -> None:
    """Delete what has waited for longer than ``KEPT``, and a page that is older than a day."""
    for left in waiting(database):
        kept = _PAGE_KEPT if is_page(left) else KEPT
        with suppress(OSError):
            if not is_open(left) and left.stat().st_mtime < (now - kept).timestamp():
                left.unlink()


def end(path: Path) -> None:
    """A text is not needed any more."""
    path.unlink(missing_ok=True)
    with suppress(OSError):  # others wait there
        path.parent.rmdir()


def waiting(database: Path) -> list[Path]:
    """The texts and the page that stand there, and what editors have left beside them.

    What else stands in the folder, or is a link, is none of ours.
    """
    return [path for path in _files(database) if _is_ours(path)]


def others(database: Path) -> list[Path]:
    """The files in the folder that are none of ours."""
    return [path for path in _files(database) if not _is_ours(path)]


def _files(database: Path) -> list[Path]:
    folder = folder_of(database)
    if folder.is_symlink() or not folder.is_dir():
        return []
    try:
        return sorted(p for p in folder.iterdir() if p.is_file())
    except PermissionError:
        raise no_permission(folder) from None


def _own_folder(database: Path) -> Path:
    """The folder, made where it is missing; a link leads to files of somebody else's."""
    folder = folder_of(database)
    if folder.is_symlink():
        raise BadFileError(f"{folder} is a link, and is not used.", hint="Move it away.")
    make_own_folder(folder)
    return folder


def _is_ours(path: Path) -> bool:
    named = is_page(path) or _NAMED.search(path.name) is not None
    return named and not path.is_symlink()


def whose(path: Path) -> int | None:
    """The contact whom a text is about by the name of its file; None where it does not say."""
    found = _NAMED.search(path.name)
    return int(found[1]) if found and found[1] else None


def is_page(path: Path) -> bool:
    """Whether a file is the page of a report, or was to become it."""
    return path.name == _PAGE or path.name.startswith(f".{_PAGE}.")


def is_open(path: Path) -> bool:
    """Whether another process that began a text still runs, and its editor may write to it."""
    owner = path.stem.rpartition("-")[2]
    return owner.isdecimal() and int(owner) != os.getpid() and is_alive(int(owner))
