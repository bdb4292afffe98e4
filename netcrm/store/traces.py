"""Whether a file still says who somebody was."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from netcrm.domain import names
from netcrm.domain.errors import BadFileError
from netcrm.store.connect import connect, errors, is_encrypted

_CHUNK = 1 << 20


def holds(path: Path, uid: str, spoken: Sequence[str]) -> bool | None:
    """Whether a file of ours still says who somebody was: by their uid, or by a whole name.

    A plain file is searched byte by byte, an encrypted one row by row; None for one that cannot be
    looked into, since it is damaged or has another passphrase. A name too short to tell is no sign.
    """
    wanted = [uid, *(name for name in spoken if names.is_telling(names.fold(name)))]
    if _bytes_hold(path, [text.encode() for text in wanted]):
        return True
    if not is_encrypted(path):
        return False
    try:
        return _rows_hold(path, wanted)
    except errors("Error", UnicodeDecodeError, BadFileError):
        return None


def text_holds(path: Path, spoken: Sequence[str]) -> bool:
    """Whether a text that waits, in whatever encoding, names somebody."""
    data = path.read_bytes()
    said = {names.fold(data.decode(form, "replace")) for form in ("utf-8", "latin-1")}
    wanted = [names.fold(name) for name in spoken]
    return any(names.speaks_of(text, name) for name in wanted for text in said)


def _bytes_hold(path: Path, wanted: Sequence[bytes]) -> bool:
    overlap = max(map(len, wanted))
    before = b""
    with path.open("rb") as file:
        while block := file.read(_CHUNK):
            if any(text in before + block for text in wanted):
                return True
            before = block[-overlap:]
    return False


def _rows_hold(path: Path, wanted: Sequence[str]) -> bool:
    with closing(connect(path, "ro")) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return any(
            text in str(value)
            for (table,) in tables.fetchall()
            for row in connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - own names
            for value in row
            for text in wanted
        )
