"""How a database file is opened: plain by ``sqlite3``, or encrypted by SQLCipher.

SQLCipher is the extra ``netcrm[encrypted]``. A file is encrypted as a whole, its ``-wal`` too; its
first 16 bytes are the salt from which its key is derived (SQLCipher 4: PBKDF2-HMAC-SHA512, 256,000
rounds, https://www.zetetic.net/sqlcipher/design/).
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any, Literal
from urllib.parse import quote

from netcrm.domain.errors import BadFileError

PATIENCE_MS = 30_000
"""How long either door waits for the other before it gives up."""

Mode = Literal["rw", "ro", "immutable"]
PLAIN = b"SQLite format 3\0"
"""How every plain file of SQLite begins."""

SALT = 16
"""How many bytes at the beginning of an encrypted file its key is derived with."""

_ROUNDS = 256_000
_MODES = {"rw": "", "ro": "?mode=ro", "immutable": "?mode=ro&immutable=1"}


@dataclass
class Passphrase:
    """Where the passphrase comes from: asked for once, when a file needs it.

    ``for_new`` says whether a database that is made is encrypted.
    """

    ask: Callable[[], str | None] = lambda: None
    for_new: bool = False
    said: str | None = None
    asked: bool = False

    def get(self) -> str | None:
        """The passphrase, None where nobody says one."""
        if not self.asked:
            self.said, self.asked = self.ask(), True
        return self.said


_current = Passphrase()
_heads: dict[tuple[str, int], bytes] = {}


def use(passphrase: Passphrase) -> None:
    """Open files from now on with this passphrase."""
    global _current
    _current = passphrase
    look_again()


def look_again() -> None:
    """Another file has taken the place of one: look at it anew."""
    _heads.clear()


def connect(
    path: Path,
    mode: Mode = "rw",
    *,
    like: Path | None = None,
    by_sqlcipher: bool = False,
    patience_ms: int = PATIENCE_MS,
    isolation_level: Any = "",
) -> sqlite3.Connection:
    """A connection to a file, of ``sqlite3`` or, by the same interface, of SQLCipher.

    A file that is still empty becomes what ``like`` is, else what the passphrase says of new ones.
    ``by_sqlcipher`` opens a plain file by it too, so that it can be exported.
    Raises ``BadFileError`` where SQLCipher is wanted and not installed.
    """
    key = _key(path, like)
    module: Any = _sqlcipher() if by_sqlcipher or key is not None else sqlite3
    connection: sqlite3.Connection = module.connect(
        f"file:{quote(str(path))}{_MODES[mode]}",
        uri=True,
        timeout=patience_ms / 1000,
        isolation_level=isolation_level,
    )
    if key is not None:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key}'\"")
    return connection


def module_of(path: Path) -> ModuleType:
    """The DB-API module that opens a file, for SQLAlchemy."""
    return sqlite3 if _key(path, None) is None else _sqlcipher()


def is_encrypted(path: Path) -> bool:
    """Whether a file stands there that plain SQLite cannot read."""
    head = _head(path)
    return bool(head) and head != PLAIN


def will_be_encrypted(path: Path) -> bool:
    """Whether a file is encrypted, or will be once it is made."""
    return is_encrypted(path) or (not _head(path) and new_ones_are_encrypted())


def new_ones_are_encrypted() -> bool:
    """Whether a file that is made anew is behind the passphrase."""
    return _current.for_new


def phrase_of(path: Path) -> str | None:
    """The passphrase of a file, or of one that is to be made; None for a plain one."""
    return _current.get() if will_be_encrypted(path) else None


def row_type(connection: sqlite3.Connection) -> Any:
    """The class of rows with named columns that goes with a connection."""
    return sqlite3.Row if isinstance(connection, sqlite3.Connection) else _sqlcipher().Row


def errors(name: str = "Error", *others: type[Exception]) -> tuple[type[Exception], ...]:
    """The exceptions of that DB-API name, of each module that is in use, and ``others``."""
    modules = [sqlite3, sys.modules.get("sqlcipher3.dbapi2")]
    return (*(getattr(module, name) for module in modules if module is not None), *others)


def export(connection: sqlite3.Connection, target: Path, phrase: str | None) -> None:
    """Write all of a database into an empty file, encrypted by a phrase or plain.

    The connection is one ``by_sqlcipher``. Ids, sequences and the search index stay what they are.
    """
    # The key is derived here: a phrase of the form x'…' would be read as a derived one.
    key = "" if phrase is None else f"x'{_derived(phrase, _new_salt(str(target)))}'"
    connection.execute("ATTACH DATABASE ? AS other KEY ?", (str(target), key))
    connection.execute("SELECT sqlcipher_export('other')").fetchone()
    for pragma in ("user_version", "application_id"):
        (value,) = connection.execute(f"PRAGMA main.{pragma}").fetchone()
        connection.execute(f"PRAGMA other.{pragma} = {value:d}")
    connection.execute("DETACH DATABASE other")


def _head(path: Path) -> bytes:
    """The first bytes of a file, read once.

    To close a file that SQLite has open drops its locks (https://www.sqlite.org/howtocorrupt.html,
    2.2), so it must not be opened again beside a connection.
    """
    try:
        file = (str(path), path.stat().st_ino)
        if file not in _heads:
            with path.open("rb") as opened:
                head = opened.read(SALT)
            if not head:
                return b""
            _heads[file] = head
    except OSError:
        return b""
    return _heads[file]


def _key(path: Path, like: Path | None) -> str | None:
    """The raw key and salt of a file as hexadecimal digits; None for a plain one."""
    head = _head(path)
    if head == PLAIN:
        return None
    if not head:
        if like is not None:
            return _key(like, None)
        phrase = _current.get() if _current.for_new else None
        return None if phrase is None else _derived(phrase, _new_salt(str(path)))
    if len(head) < SALT or not _is_installed():
        return None
    phrase = _current.get()
    return None if phrase is None else _derived(phrase, head)


def raw_key(path: Path) -> tuple[bytes, bytes] | None:
    """The key and the salt of a file by the passphrase that was said; None for a plain one."""
    key = _key(path, None)
    if key is None:
        return None
    raw = bytes.fromhex(key)
    return raw[:-SALT], raw[-SALT:]


@lru_cache(256)
def _new_salt(_path: str) -> bytes:
    # Every connection that meets the file before it has its first page must use the same one.
    import secrets

    return secrets.token_bytes(SALT)


@lru_cache(256)
def _derived(phrase: str, salt: bytes) -> str:
    from hashlib import pbkdf2_hmac

    key = pbkdf2_hmac("sha512", phrase.encode(), salt, _ROUNDS, 32)
    return key.hex() + salt.hex()


def _is_installed() -> bool:
    from importlib.util import find_spec

    return find_spec("sqlcipher3") is not None


def _sqlcipher() -> Any:
    try:
        from sqlcipher3 import dbapi2
    except ImportError:
        raise BadFileError(
            "A database with a passphrase needs SQLCipher, which is not installed.",
            hint="Install it: pip install 'netcrm[encrypted]'",
        ) from None
    return dbapi2
