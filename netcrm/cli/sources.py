"""Files, folders and zips as batches of records, recognised by what they hold."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, TextIO, cast

from netcrm.domain.errors import BadFileError
from netcrm.domain.records import Batch
from netcrm.domain.text import tame
from netcrm.formats.reading import text_stream

FORMATS = ("auto", "vcard", "linkedin", "google", "outlook", "csv", "monica", "friends", "jsonl")
_HEAD = 16_384
_LARGEST_WHOLE = 512 * 2**20
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
    """One file to read; ``open`` may be called again."""

    name: str
    opens: Callable[[], BinaryIO]
    size: int
    opened: ExitStack

    def open(self) -> BinaryIO:
        """The file from its beginning; it is closed when all have been read."""
        return self.opened.enter_context(closing(self.opens()))


@dataclass
class Reading:
    """A batch with its file; ``said`` is what should be told first, ``mapping`` of any CSV."""

    name: str
    batch: Batch
    said: list[str] = field(default_factory=list)
    mapping: Mapping[str, str] = field(default_factory=dict)


def readings(path: Path, wanted: Wanted) -> Generator[Reading, None, None]:
    """The batches of a file, a folder or a zip.

    Raises ``BadFileError`` for what cannot be read, holds nothing that netcrm knows, or is a zip
    made to do harm.
    """
    with ExitStack() as opened:
        yield from _readings(path, wanted, opened)


def _readings(path: Path, wanted: Wanted, opened: ExitStack) -> Iterator[Reading]:
    several = path.is_dir() or _is_zip(path)
    sources = _sources(path, opened)
    archive = [s for s in sources if _archive_kind(s.name)] if several else []
    rest = [s for s in sources if s not in archive and not _is_profile(s.name)]
    count = 0
    for source in rest:
        found = _reading(source, wanted, strict=not several)
        if found is not None:
            count += 1
            yield found
    if archive:
        count += 1
        yield _archive(archive, sources, wanted)
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
                Source(f.name, lambda f=f: f.open("rb"), f.stat().st_size, opened)  # type: ignore[misc]
                for f in sorted(path.rglob("*"))
                if f.is_file() and not f.name.startswith(".")
            ]
        if _is_zip(path):
            return _zipped(path, opened)
        if not path.exists():
            raise BadFileError(f"{path} does not exist.")
        with path.open("rb"):
            pass
        return [Source(path.name, lambda: path.open("rb"), path.stat().st_size, opened)]
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
            opened,
        )
        for m in sorted(members, key=lambda m: m.filename)
    ]


def _archive_kind(name: str) -> str:
    from netcrm.formats.linkedin_archive import kind_of

    return kind_of(name)


def _is_profile(name: str) -> bool:
    return Path(name).name.lower() == "profile.csv"


def _archive(files: Sequence[Source], sources: Sequence[Source], wanted: Wanted) -> Reading:
    """The files of LinkedIn's export beside the connections."""
    from netcrm.formats import linkedin_archive

    me = ""
    for source in sources:
        if _is_profile(source.name):
            me = linkedin_archive.own_name(_text(source, wanted, []))
    said: list[str] = []
    opened = [(s.name, _text(s, wanted, said)) for s in files if s.size]
    return Reading("LinkedIn's other files", linkedin_archive.parse(opened, me), said)


def _text(source: Source, wanted: Wanted, said: list[str]) -> TextIO:
    text, told = text_stream(source.open(), source.name, wanted.encoding)
    source.opened.enter_context(closing(text))
    said += [told] if told else []
    return text


def _reading(source: Source, wanted: Wanted, *, strict: bool) -> Reading | None:
    """One file as a batch; in a folder or a zip, what is not known is passed over."""
    from netcrm.formats import vcard

    if source.size == 0 and not strict:
        return None
    head = source.open().read(_HEAD)
    if wanted.form == "vcard" or (wanted.form == "auto" and vcard.recognises(head)):
        return Reading(source.name, vcard.parse(source.open(), wanted.encoding))
    said: list[str] = []
    try:
        text = _text(source, wanted, said)
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
    for name, reader in (("jsonl", jsonl), ("monica", monica), ("friends", friends)):
        if wanted.form == name or (wanted.form == "auto" and reader.recognises(head)):
            if source.size > _LARGEST_WHOLE:
                raise BadFileError(
                    f"{source.name} has more than {_LARGEST_WHOLE // 2**20} MiB; split it."
                )
            whole: Batch = reader.parse(tame(head + text.read()))
            return Reading(source.name, whole, said)
    text.seek(0)
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
