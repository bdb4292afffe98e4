"""Which files beside a database still say who somebody was."""

from __future__ import annotations

import glob
import re
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from netcrm.domain import names
from netcrm.domain.blanking import speaks
from netcrm.domain.errors import BadFileError
from netcrm.store import backup, heads, texts
from netcrm.store.connect import PLAIN, Mode, connect, errors, is_encrypted
from netcrm.store.files import WORKSHOP, backups_of, no_permission

_CHUNK = 1 << 20
# What people put between the words of a name in the name of a file; with fewer letters the words
# run into others by chance.
_BETWEEN = (" ", "_", "-", ".", "")
_LONG = 8
_STAMP = r"\d{8}T\d{6}(?:\.\d{6})?"
_LOG = r"(?:-wal|-journal)?"
_BACKUP = re.compile(
    rf"\.?{_STAMP}Z?-(?:{'|'.join(backup.REASONS)})(?:\.db|-\d+\.begun){_LOG}", re.ASCII
)
_ASIDE = re.compile(rf"damaged-{_STAMP}{_LOG}|left(?:-\d+)?-(?:wal|journal)", re.ASCII)
# How the logs of SQLite begin: two forms of the one that is written ahead, and a rollback's.
_LOGS = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83", b"\xd9\xd5\x05\xf9")

_ENCODINGS = ("utf-8", "latin-1", "utf-16-le", "utf-16-be")


class Copies(NamedTuple):
    """Files beside a database: ours that hold somebody, and ours that cannot be looked into.

    What is ``strange`` netcrm did not make, or cannot tell that it did; it is never ours to delete.
    """

    held: list[Path]
    closed: list[Path]
    strange: list[Path]

    @property
    def ours(self) -> list[Path]:
        """What may be deleted, so that nobody is found in it."""
        return [*self.held, *self.closed]


def copies(database: Path, uids: Sequence[str], spoken: Sequence[str]) -> Copies:
    """The backups, what was set aside and whatever stands with them, where it may hold somebody.

    The texts that wait are looked at by their words: ``text_holds``.

    Raises ``BadFileError`` where they cannot be read.
    """
    folder = backups_of(database)
    found = Copies([], [], [])
    try:
        inside = sorted(p for p in folder.iterdir() if p.is_file()) if folder.is_dir() else []
        for path in inside:
            _sort(found, path, uids, spoken, ours=bool(_BACKUP.fullmatch(path.name)))
        if folder.is_symlink():  # who leads elsewhere keeps more there than our backups
            found = Copies([], [], [*found.ours, *found.strange])
        for path in [*texts.others(database), *_in_workshops(database)]:
            _sort(found, path, uids, spoken, ours=False)
        for path in set_aside(database):
            # By its name alone: of what was damaged, nothing may be left to know it by.
            name = path.name.removeprefix(f"{database.name}.")
            if not name.endswith("-shm"):
                _sort(found, path, uids, spoken, ours=bool(_ASIDE.fullmatch(name)), aside=True)
    except OSError:
        raise no_permission(folder) from None
    return found


def set_aside(database: Path) -> list[Path]:
    """What a restore has set aside beside a database: the damaged one, and logs that were left."""
    name = glob.escape(database.name)
    return [
        path
        for kind in ("damaged-*", "left-*")
        for path in sorted(database.parent.glob(f"{name}.{kind}"))
        # A log that was emptied says nothing.
        if path.is_file() and path.stat().st_size
    ]


def _in_workshops(database: Path) -> list[Path]:
    """Copies that a process has begun whose number a living one has: perhaps another's by now."""
    return [path for path in sorted(database.parent.glob(f"{WORKSHOP}*/*")) if path.is_file()]


def _sort(
    found: Copies,
    path: Path,
    uids: Sequence[str],
    spoken: Sequence[str],
    *,
    ours: bool,
    aside: bool = False,
) -> None:
    """Put a file where it belongs; ``ours`` is whether it has a name that only netcrm gives."""
    if ours and not path.is_symlink() and (aside or _looks_ours(path)):
        holds = _holds(path, uids, spoken)
        if holds is not False:
            (found.held if holds else found.closed).append(path)
    elif ours or _bytes_hold(path, _wanted(uids, spoken)):
        found.strange.append(path)


def _looks_ours(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.read(len(PLAIN))
    return head == PLAIN or head.startswith(_LOGS) or heads.looks_encrypted(path)


def _holds(path: Path, uids: Sequence[str], spoken: Sequence[str]) -> bool | None:
    """Whether a file of ours still says who somebody was: by their uid, or by a whole name.

    A plain file is searched byte by byte, since its free pages hold what was; each is then read row
    by row, since a text may write a name otherwise. None for one that cannot be looked into, since
    it has another passphrase, or is damaged and encrypted.
    """
    wanted = _wanted(uids, spoken)
    if _bytes_hold(path, wanted):
        return True
    try:
        return _rows_hold(path, wanted, [names.fold(name) for name in _telling(spoken)])
    except errors("Error", UnicodeDecodeError, BadFileError):
        return None if is_encrypted(path) else False


def _wanted(uids: Sequence[str], spoken: Sequence[str]) -> list[str]:
    """What tells somebody in the middle of anything: a name too short to tell is no sign.

    A short one of a single word stands in others by chance, as ``ann`` does in channel: it is
    looked for among the words of the rows alone.
    """
    telling = [n for n in _telling(spoken) if not n.isalpha() or len(n) >= _LONG or not n.isascii()]
    wanted = [*uids, *telling]
    for name in telling:
        # Written otherwise it stands there folded too, where texts are searched.
        wanted.append(names.fold(name))
        # A file or a mapping that was named for them has something else between the words.
        for parts in (names.WORD.findall(name), names.words(name)):
            if sum(map(len, parts)) >= _LONG:
                wanted += [between.join(parts) for between in _BETWEEN]
    # Bytes are compared whatever the case of ASCII alone; of other letters both are looked for.
    return list(
        dict.fromkeys(form for text in wanted for form in (text.lower(), text, text.upper()))
    )


def _telling(spoken: Sequence[str]) -> list[str]:
    return [name for name in spoken if names.is_telling(names.fold(name))]


def text_holds(path: Path, spoken: Sequence[str], others: Sequence[str]) -> bool:
    """Whether a text that waits, in whatever encoding, names somebody, and none of ``others``."""
    data = path.read_bytes()
    return any(speaks(data.decode(form, "replace"), spoken, others) for form in _ENCODINGS)


def _bytes_hold(path: Path, texts: Sequence[str]) -> bool:
    wanted = list(dict.fromkeys(text.encode().lower() for text in texts))
    overlap = max(map(len, wanted))
    before = b""
    with path.open("rb") as file:
        while block := file.read(_CHUNK).lower():
            if any(text in before + block for text in wanted):
                return True
            before = block[-overlap:]
    return False


def _rows_hold(path: Path, wanted: Sequence[str], folded: Sequence[str]) -> bool:
    # What has no log is read without making one.
    mode: Mode = "ro" if Path(f"{path}-wal").exists() else "immutable"
    with closing(connect(path, mode)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return any(
            any(text in value.lower() for text in wanted)
            or names.speaks_of_any(names.fold(value), folded)
            for (table,) in tables.fetchall()
            for row in connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - own names
            for value in row
            if isinstance(value, str)
        )
