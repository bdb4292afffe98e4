"""Files, folders and zips as batches of records, recognised by what they hold."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from netcrm.domain.errors import BadFileError
from netcrm.domain.records import Batch
from netcrm.domain.text import tame
from netcrm.formats import linkedin_archive
from netcrm.formats.linkedin_archive import PROFILE
from netcrm.formats.reading import text_stream, utf_16

FORMATS = ("auto", "vcard", "linkedin", "google", "outlook", "csv", "monica", "friends", "jsonl")
_HEAD = 16_384
# What is read whole: a Monica of 5,000 people has 10 MiB.
_LARGEST_WHOLE = 128 * 2**20
_LARGEST_ZIP = 4 * 2**30
# Text packs ten times smaller, seldom thirty; what packs smaller is made to be unpacked.
_SUSPECT_RATIO = 200


@dataclass
class Wanted:
    """How the person wants files read."""

    form: str = "auto"
    encoding: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Source:
    """One file to read; it may be opened again."""

    name: str
    opens: Callable[[], BinaryIO]
    size: int
    stream: BinaryIO | None = None

    def open(self, opened: ExitStack) -> BinaryIO:
        """The file from its beginning, closed with ``opened``."""
        self.stream = opened.enter_context(closing(self.opens()))
        return self.stream

    def done(self) -> int:
        """How many of its bytes were read."""
        if self.stream is None:
            return 0
        return self.size if self.stream.closed else min(self.size, self.stream.tell())


@dataclass
class Reading:
    """A batch with its file; ``said`` is what should be told first, ``mapping`` of any CSV."""

    name: str
    batch: Batch
    said: list[str] = field(default_factory=list)
    mapping: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Sources:
    """All files of an import."""

    files: list[Source] = field(default_factory=list)

    def done(self) -> float:
        """The share of their bytes that was read, from 0 to 1."""
        return sum(f.done() for f in self.files) / max(1, sum(f.size for f in self.files))


def readings(path: Path, wanted: Wanted, all_of: Sources) -> Generator[Reading, None, None]:
    """The batches of a file, a folder or a zip; ``all_of`` then tells how far they are read.

    Raises ``BadFileError`` for what cannot be read, holds nothing that netcrm knows, or is a zip
    made to do harm.
    """
    with ExitStack() as opened:
        several = path.is_dir() or _is_zip(path)
        all_of.files = _sources(path, opened)
        archive: list[tuple[str, Source]] = []
        count = 0
        for source in all_of.files:
            if kind := _archive_kind(source, wanted):
                archive.append((kind, source))
                continue
            with ExitStack() as one:
                found = _reading(source, wanted, one, strict=not several)
                if found is not None:
                    count += 1
                    yield found
        if any(kind != PROFILE for kind, _ in archive):
            count += 1
            yield _archive(archive, wanted, opened)
        if not count:
            raise BadFileError(
                f"{path} holds nothing that netcrm knows: no vCards, no CSV, no Monica, no JSONL."
            )


def _is_zip(path: Path) -> bool:
    try:
        return path.is_file() and zipfile.is_zipfile(path)
    except OSError as error:
        raise BadFileError(f"{path} cannot be read: {error.strerror}.") from None


def _sources(path: Path, opened: ExitStack) -> list[Source]:
    try:
        if path.is_dir():
            return [
                Source(f.name, lambda f=f: f.open("rb"), f.stat().st_size)  # type: ignore[misc]
                for f in sorted(path.rglob("*"))
                if f.is_file() and not f.name.startswith(".")
            ]
        if _is_zip(path):
            return _zipped(path, opened)
        if not path.exists():
            raise BadFileError(f"{path} does not exist.")
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


def _archive_kind(source: Source, wanted: Wanted) -> str:
    """Which of LinkedIn's other files a file is; "" for none."""
    if wanted.form not in ("auto", "linkedin") or wanted.columns:
        return ""
    with ExitStack() as one:
        head = source.open(one).read(_HEAD)
    source.stream = None
    if b"," not in head and b"\t" not in head and b";" not in head:
        return ""
    text = StringIO(head.decode(utf_16(head) or "utf-8-sig", errors="replace"))
    return linkedin_archive.kind_of(source.name, text)


def _archive(files: Sequence[tuple[str, Source]], wanted: Wanted, opened: ExitStack) -> Reading:
    """LinkedIn's files beside the connections."""
    me = ""
    said: list[str] = []
    texts = []
    for kind, source in files:
        _not_too_large(source)
        text = _text(source, wanted, said, opened)
        if kind == PROFILE:
            me = linkedin_archive.own_name(text)
        else:
            texts.append((kind, text))
    return Reading("LinkedIn's other files", linkedin_archive.parse(texts, me), said)


def _not_too_large(source: Source) -> None:
    if source.size > _LARGEST_WHOLE:
        raise BadFileError(f"{source.name} has more than {_LARGEST_WHOLE // 2**20} MiB; split it.")


def _text(source: Source, wanted: Wanted, said: list[str], opened: ExitStack) -> TextIO:
    text, told = text_stream(source.open(opened), source.name, wanted.encoding)
    opened.enter_context(closing(text))
    said += [told] if told else []
    return text


def _reading(source: Source, wanted: Wanted, opened: ExitStack, *, strict: bool) -> Reading | None:
    """One file as a batch; in a folder or a zip, what is not known is passed over."""
    from netcrm.formats import vcard

    if source.size == 0 and not strict:
        return None
    head = source.open(opened).read(_HEAD)
    if wanted.form == "vcard" or (wanted.form == "auto" and vcard.recognises(head)):
        return Reading(source.name, vcard.parse(source.open(opened), wanted.encoding))
    said: list[str] = []
    try:
        text = _text(source, wanted, said, opened)
    except BadFileError:
        if strict:
            raise
        return None
    return _of_text(source, text, wanted, said, strict=strict)


def _of_text(
    source: Source, text: TextIO, wanted: Wanted, said: list[str], *, strict: bool
) -> Reading | None:
    from netcrm.formats import friends, jsonl, monica

    head = text.read(_HEAD)
    text.seek(0)
    if wanted.form == "jsonl" or (wanted.form == "auto" and jsonl.recognises(head)):
        return Reading(source.name, jsonl.parse(text), said)
    for name, reader in (("monica", monica), ("friends", friends)):
        if wanted.form == name or (wanted.form == "auto" and reader.recognises(head)):
            _not_too_large(source)
            whole: Batch = reader.parse(tame(text.read()))
            return Reading(source.name, whole, said)
    return _of_csv(source, text, wanted, said, strict=strict)


def _of_csv(
    source: Source, text: TextIO, wanted: Wanted, said: list[str], *, strict: bool
) -> Reading | None:
    from netcrm.formats import anycsv, google, linkedin, outlook
    from netcrm.formats.csv_table import header_is

    if not wanted.columns:
        for name, reader in (("linkedin", linkedin), ("google", google), ("outlook", outlook)):
            if wanted.form in ("auto", name):
                if header_is(text, reader.recognises):
                    known: Batch = reader.parse(text)
                    return Reading(source.name, known, said)
                text.seek(0)
    if wanted.form not in ("auto", "csv"):
        raise BadFileError(f"{source.name} is no {wanted.form} file.")
    try:
        batch, mapping = anycsv.parse(text, wanted.columns, source.name)
    except BadFileError:
        if strict:
            raise
        return None
    return Reading(source.name, batch, said, mapping)
