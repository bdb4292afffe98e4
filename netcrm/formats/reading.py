"""What every reader answers, and bytes as text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from netcrm.domain.errors import BadFileError
from netcrm.domain.text import tame


class Problem(NamedTuple):
    """What is wrong with one line, and what would be right."""

    line: int
    message: str


@dataclass(frozen=True)
class PersonRecord:
    """A person as a file knows them; ``news`` fields change on their own at the source."""

    line: int
    name: str
    organization: str | None = None
    title: str | None = None
    emails: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    met_on: str | None = None


@dataclass
class Batch:
    """What a file holds: people to match, or rows of our own to take as they are."""

    source: str
    people: list[PersonRecord] = field(default_factory=list)
    rows: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: int = 0
    why_skipped: str = ""


def read_text(data: bytes, name: str) -> tuple[str, str]:
    """The file as text, and what should be said about its encoding ("" for UTF-8).

    A byte-order mark decides, then UTF-8, then Windows-1252, which is said. Raises
    ``BadFileError`` for an empty or a binary file.
    """
    if not data.strip():
        raise BadFileError(f"{name} is empty.")
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"),
                           (b"\xfe\xff", "utf-16")):  # fmt: skip
        if data.startswith(mark):
            try:
                return tame(data.decode(encoding)), ""
            except UnicodeDecodeError:
                raise BadFileError(f"{name} is not the {encoding} text it begins as.") from None
    if b"\0" in data[:4096]:
        raise BadFileError(f"{name} is a binary file; a text file would be right.")
    try:
        return tame(data.decode("utf-8")), ""
    except UnicodeDecodeError:
        return (
            tame(data.decode("cp1252", errors="replace")),
            f"{name} is not UTF-8; it was read as Windows-1252.",
        )
