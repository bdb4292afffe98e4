"""The files that an import is given: one, those of a folder, or those of a zip."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO, cast

from netcrm.domain.errors import BadFileError

FORMATS = ("auto", "vcard", "linkedin", "google", "outlook", "csv", "monica", "friends", "jsonl")
_LARGEST_ZIP = 4 * 2**30
# Text packs ten times smaller, seldom thirty; what packs smaller is made to be unpacked.
_SUSPECT_RATIO = 200


@dataclass
class Wanted:
    """How the person wants files read; ``today`` is the day after which nobody was born."""

    form: str = "auto"
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    today: date | None = None


@dataclass
class Source:
    """One file to read; it may be opened again."""

    name: str
    opens: Callable[[], BinaryIO]
    size: int
    stream: BinaryIO | None = None

    def open(self, opened: ExitStack) -> BinaryIO:
        """The file from its beginning, closed with ``opened``."""
        try:
            self.stream = opened.enter_context(closing(self.opens()))
        except OSError as error:
            raise BadFileError(f"{self.name} cannot be read: {error.strerror}.") from None
        return self.stream

    def head(self, size: int) -> bytes:
        """The file's first bytes; it is closed again."""
        with ExitStack() as opened:
            found = self.open(opened).read(size)
        self.stream = None
        return found

    def done(self) -> int:
        """How many of its bytes were read."""
        if self.stream is None:
            return 0
        return self.size if self.stream.closed else min(self.size, self.stream.tell())


@dataclass
class Sources:
    """All files of an import; ``passed_over`` are those that were not read, with the reason."""

    files: list[Source] = field(default_factory=list)
    passed_over: list[tuple[str, str]] = field(default_factory=list)

    def done(self) -> float:
        """The share of their bytes that was read, from 0 to 1."""
        return sum(f.done() for f in self.files) / max(1, sum(f.size for f in self.files))


def is_zip(path: Path) -> bool:
    """Whether a path is a zip; raises ``BadFileError`` where nobody can look."""
    try:
        return path.is_file() and zipfile.is_zipfile(path)
    except OSError as error:
        raise BadFileError(f"{path} cannot be read: {error.strerror}.") from None


def sources(path: Path, opened: ExitStack) -> list[Source]:
    """The files of a path, in the order of their names.

    Raises ``BadFileError`` for what is not there, cannot be read, or is a zip made to do harm.
    """
    try:
        if path.is_dir():
            return [
                Source(f.name, lambda f=f: f.open("rb"), f.stat().st_size)  # type: ignore[misc]
                for f in sorted(path.rglob("*"))
                if f.is_file() and not f.name.startswith(".")
            ]
        if is_zip(path):
            return _zipped(path, opened)
        if not path.exists():
            raise BadFileError(f"{path} does not exist.")
        if not path.is_file():
            # A pipe cannot be read twice, and would be waited for.
            raise BadFileError(f"{path} is neither a file nor a folder.")
        with path.open("rb"):
            pass
        return [Source(path.name, lambda: path.open("rb"), path.stat().st_size)]
    except OSError as error:
        raise BadFileError(f"{path} cannot be read: {error.strerror}.") from None


def _zipped(path: Path, opened: ExitStack) -> list[Source]:
    try:
        archive = opened.enter_context(zipfile.ZipFile(path))
    except (zipfile.BadZipFile, OSError) as error:
        raise BadFileError(f"{path} is a damaged zip ({error}).") from None
    members = [m for m in archive.infolist() if not m.is_dir()]
    for m in members:
        if m.filename.startswith(("/", "\\")) or ".." in Path(m.filename.replace("\\", "/")).parts:
            raise BadFileError(f"{path}: {m.filename!r} leads out of the zip; nothing was read.")
        if m.flag_bits & 1:
            raise BadFileError(f"{path} is encrypted; unpack it first.")
    total = sum(m.file_size for m in members)
    packed = max(1, sum(m.compress_size for m in members))
    if total > _LARGEST_ZIP or (total > 2**20 and total / packed > _SUSPECT_RATIO):
        raise BadFileError(
            f"{path} would unpack to {total // 2**20:,} MiB, {total // packed} times its size; "
            "nothing was read."
        )
    return [
        Source(
            m.filename,
            lambda m=m: cast(BinaryIO, archive.open(m)),  # type: ignore[misc]
            m.file_size,
        )
        for m in sorted(members, key=lambda m: m.filename)
    ]
