"""Files as batches of records, each recognised by what it holds."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any, TextIO

from netcrm.cli.sources import Source, Sources, Wanted, is_zip, sources
from netcrm.domain.errors import BadFileError
from netcrm.domain.records import Batch
from netcrm.domain.text import tame
from netcrm.formats import linkedin_archive
from netcrm.formats.linkedin_archive import PROFILE
from netcrm.formats.reading import text_stream, utf_16

_HEAD = 16_384
# What is read whole: a Monica of 5,000 people has 10 MiB.
_LARGEST_WHOLE = 128 * 2**20
_NOTHING_KNOWN = "nothing in it that netcrm knows"
_CONNECTIONS = "connections"
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError)
"""What reading a damaged zip raises, wherever it has got to."""


@dataclass
class Reading:
    """A batch with its file; ``said`` is what should be told first, ``mapping`` of any CSV."""

    name: str
    batch: Batch
    said: list[str] = field(default_factory=list)
    mapping: Mapping[str, str] = field(default_factory=dict)


def readings(path: Path, wanted: Wanted, all_of: Sources) -> Generator[Reading, None, None]:
    """The batches of a file, a folder or a zip; ``all_of`` then tells how far they are read.

    In LinkedIn's export only what is known by its own header is read: its other lists, of skills
    and schools, hold no people. Raises ``BadFileError`` for what cannot be read, holds nothing that
    netcrm knows, or is a zip made to do harm; of several files, such a one is passed over.
    """
    with ExitStack() as opened:
        # Whether it is a zip is asked first: that question knows a name that no file can have.
        several = is_zip(path) or path.is_dir()
        all_of.files = sources(path, opened)
        kinds = [_kind(source, wanted, all_of, strict=not several) for source in all_of.files]
        guess = not (several and any(kinds))
        archive: list[tuple[str, Source]] = []
        count = 0
        for source, kind in zip(all_of.files, kinds, strict=True):
            if kind is None:
                continue
            if kind not in ("", _CONNECTIONS):
                archive.append((kind, source))
                continue
            with ExitStack() as one:
                try:
                    found = _reading(source, wanted, one, strict=not several, guess=guess)
                except BadFileError as error:
                    if not several:
                        raise
                    all_of.passed_over.append((source.name, error.message))
                    continue
                if found is None:
                    all_of.passed_over.append((source.name, _NOTHING_KNOWN))
                else:
                    count += 1
                    yield found
        if any(kind != PROFILE for kind, _ in archive):
            count += 1
            yield _archive(archive, wanted, opened)
        if not count:
            raise BadFileError(
                f"{path} holds nothing that netcrm knows: no vCards, no CSV, no Monica, no JSONL."
            )


def _kind(source: Source, wanted: Wanted, all_of: Sources, *, strict: bool) -> str | None:
    """Which of LinkedIn's files a file is, "" for none; None for one that is passed over."""
    try:
        return _linkedin_kind(source, wanted)
    except BadFileError as error:
        if strict:
            raise
        all_of.passed_over.append((source.name, error.message))
        return None


def _linkedin_kind(source: Source, wanted: Wanted) -> str:
    from netcrm.formats import linkedin
    from netcrm.formats.csv_table import header_is

    if wanted.form not in ("auto", "linkedin") or wanted.columns:
        return ""
    head = source.head(_HEAD)
    if b"," not in head and b"\t" not in head and b";" not in head:
        return ""
    text = StringIO(head.decode(utf_16(head) or "utf-8-sig", errors="replace"))
    if header_is(text, linkedin.is_connections):
        return _CONNECTIONS
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


def _reading(
    source: Source, wanted: Wanted, opened: ExitStack, *, strict: bool, guess: bool
) -> Reading | None:
    """One file as a batch; in a folder or a zip, what is not known is passed over.

    ``guess`` is whether a CSV of no known program may be one of people.
    """
    from netcrm.formats import vcard

    if source.size == 0 and not strict:
        return None
    head = source.open(opened).read(_HEAD)
    if wanted.form == "vcard" or (wanted.form == "auto" and vcard.recognises(head)):
        cards = vcard.parse(source.open(opened), wanted.encoding, source.name)
        return Reading(source.name, cards)
    said: list[str] = []
    text = _text(source, wanted, said, opened)
    return _of_text(source, text, wanted, said, guess=guess)


def _of_text(
    source: Source, text: TextIO, wanted: Wanted, said: list[str], *, guess: bool
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
    return _of_csv(source, text, wanted, said, guess=guess)


def _of_csv(
    source: Source, text: TextIO, wanted: Wanted, said: list[str], *, guess: bool
) -> Reading | None:
    from netcrm.formats import anycsv, google, linkedin, outlook
    from netcrm.formats.csv_table import header_is

    if not wanted.columns:
        readers: tuple[tuple[str, Any, Callable[[TextIO], Batch]], ...] = (
            ("linkedin", linkedin, linkedin.parse),
            ("google", google, lambda text: google.parse(text, wanted.today)),
            ("outlook", outlook, lambda text: outlook.parse(text, wanted.today)),
        )
        for name, reader, parse in readers:
            if wanted.form in ("auto", name):
                if header_is(text, reader.recognises):
                    known = parse(text)
                    return Reading(source.name, known, said)
                text.seek(0)
    if wanted.form not in ("auto", "csv"):
        raise BadFileError(f"{source.name} is no {wanted.form} file.")
    if not guess and not header_is(text, anycsv.is_own):
        return None
    text.seek(0)
    batch, mapping = anycsv.parse(text, wanted.columns, source.name, wanted.today)
    return Reading(source.name, batch, said, mapping)
