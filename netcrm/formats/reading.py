"""Bytes as text: the encoding decided, and said where it was a guess."""

from __future__ import annotations

from netcrm.domain.errors import BadFileError
from netcrm.domain.text import tame


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
