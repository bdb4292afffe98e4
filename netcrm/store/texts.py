"""Texts that wait beside the database: what is open in an editor, and what could not be saved.

A folder of its owner alone, so that nothing that was written is lost and ``forget`` finds it.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from netcrm.store.files import is_alive, make_folder, make_private

KEPT = timedelta(days=30)
"""How long a text waits for whom it belongs to."""


def folder_of(database: Path) -> Path:
    """Where the texts of a database wait."""
    return database.with_name(f"{database.name}.texts")


def begin(database: Path, text: str, now: datetime) -> Path:
    """A new file of its owner alone with a text, for an editor.

    What has waited for longer than ``KEPT`` goes. Raises ``BadFileError`` where none can be made.
    """
    folder = folder_of(database)
    make_folder(folder)
    for left in waiting(database):
        with suppress(OSError):
            if not _is_open(left) and left.stat().st_mtime < (now - KEPT).timestamp():
                left.unlink()
    path = folder / f"{now:%Y%m%dT%H%M%S.%f}-{os.getpid()}.txt"
    make_private(path)
    path.write_text(text, "utf-8")
    return path


def end(path: Path) -> None:
    """A text is not needed any more."""
    path.unlink(missing_ok=True)
    with suppress(OSError):  # others wait there
        path.parent.rmdir()


def waiting(database: Path) -> list[Path]:
    """The texts that wait, and what editors have left beside them."""
    folder = folder_of(database)
    return sorted(p for p in folder.iterdir() if p.is_file()) if folder.is_dir() else []


def _is_open(path: Path) -> bool:
    owner = path.stem.rpartition("-")[2]
    return owner.isdecimal() and is_alive(int(owner))
