"""Bytes as text: the encoding decided, and said where it was a guess."""

from __future__ import annotations

import codecs
import io
import unicodedata
from collections.abc import Iterator
from functools import partial
from itertools import chain
from typing import BinaryIO, TextIO

from netcrm.domain.errors import BadFileError, UsageError
from netcrm.domain.records import Problem, Problems

_BLOCK = 1 << 18
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def text_stream(stream: BinaryIO, name: str, encoding: str | None = None) -> tuple[TextIO, str]:
    """A file as text, and what should be said about its encoding ("" for UTF-8).

    A byte-order mark decides, then UTF-8 if all of it is, then Windows-1252, which is said;
    ``encoding`` overrides. Raises ``BadFileError`` for an empty or a binary file, ``UsageError``
    for an encoding that is none.
    """
    head = stream.read(4096)
    if not head.strip():
        raise BadFileError(f"{name} is empty.")
    chosen, said = _chosen(head, stream, name, encoding)
    stream.seek(0)
    return io.TextIOWrapper(stream, chosen, errors="replace", newline=""), said


def _chosen(head: bytes, stream: BinaryIO, name: str, wanted: str | None) -> tuple[str, str]:
    if wanted is not None:
        try:
            return codecs.lookup(wanted).name, ""
        except LookupError:
            raise UsageError(
                f"encoding: {wanted!r} is none; utf-8 or cp1250 would be right."
            ) from None
    for mark, marked in _MARKS:
        if head.startswith(mark):
            return marked, ""
    if encoding := utf_16(head):
        return encoding, f"{name} has no byte-order mark; it was read as UTF-16."
    if b"\0" in head:
        raise BadFileError(f"{name} is a binary file; a text file would be right.")
    if _is_utf8(head, stream):
        return "utf-8", ""
    return "cp1252", (
        f"{name} is not UTF-8; it was read as Windows-1252 (another one: --encoding cp1250)."
    )


def utf_16(head: bytes) -> str:
    """The UTF-16 that a file's first bytes are written in, "" where it is none.

    Without a mark, what is Latin has a NUL in every second place: all of a text, the beginning of
    a card, or only the commas and line ends of a text in other letters.
    """
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    for start, codec in ((0, "utf-16-be"), (1, "utf-16-le")):
        # At an odd place it is the other one of the two, seen from its second byte.
        if (at := head.upper().find("BEGIN:VCARD".encode(codec))) >= 0 and at % 2 == 0:
            return codec
        zeros, others = head[start::2].count(0), head[1 - start :: 2].count(0)
        if zeros > len(head) // 4 and not others:
            return codec
        if zeros > 1 and not others and _reads_as_text(head, codec):
            return codec
    return ""


def _reads_as_text(head: bytes, codec: str) -> bool:
    """Whether bytes are letters in lines, none of them unassigned or for private use."""
    try:
        text = head[: len(head) // 2 * 2].decode(codec)
    except UnicodeDecodeError:
        return False
    odd = sum(
        unicodedata.category(c) in ("Cn", "Co", "Cs", "Cc") for c in text if c not in "\t\r\n"
    )
    return "\n" in text and odd == 0


def text_lines(stream: TextIO, longest: int, problems: Problems) -> Iterator[str]:
    """The lines of a text with their ends; one that is longer is a problem, and blank.

    So no file, however long its lines, fills the memory.
    """
    for number, line in enumerate(iter(partial(stream.readline, longest), ""), start=1):
        whole = len(line) < longest or line.endswith("\n")
        while len(line) == longest and not line.endswith("\n"):
            line = stream.readline(longest)
        if not whole:
            problems.append(
                Problem(number, f"more than {longest:,} characters; the line was left out.")
            )
        yield line if whole else "\n"


def byte_lines(stream: BinaryIO, longest: int) -> Iterator[bytes]:
    """The lines of a file without their ends, whatever ends them and in whatever Unicode.

    Where no line feed stands at the beginning, a carriage return ends a line. Of a line that is
    longer, only the beginning is read, a little more than ``longest``.
    """
    head = stream.read(4096)
    blocks = chain([head], iter(partial(stream.read, _BLOCK), b""))
    if encoding := utf_16(head):
        decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
        return _split((decoder.decode(block).encode("utf-8") for block in blocks), b"\n", longest)
    if b"\n" not in head and b"\r" in head:
        return _split(blocks, b"\r", longest)
    next(blocks)
    return _split(chain([head.removeprefix(b"\xef\xbb\xbf")], blocks), b"\n", longest)


def _split(blocks: Iterator[bytes], end: bytes, longest: int) -> Iterator[bytes]:
    begun = b""
    for block in blocks:
        first, *others = block.split(end)
        if len(begun) <= longest:
            begun += first
        if others:
            yield begun
            yield from others[:-1]
            begun = others[-1]
    if begun:
        yield begun


def _is_utf8(head: bytes, stream: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        block = head
        while block:
            decoder.decode(block)
            block = stream.read(_BLOCK)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
