"""What a file is by its bytes alone, where SQLite does not open it: ours, encrypted, or neither."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from hashlib import pbkdf2_hmac
from pathlib import Path

from netcrm.store.connect import PLAIN, SALT, is_encrypted, raw_key
from netcrm.store.files import APPLICATION_ID

_PAGE = 4096
_MAC = 64
_WRITER = 18
_LOOKED_AT = 64
# Of 256 values, 4096 random bytes hold all but a few; text, tables, zeros far fewer.
_RANDOM = 224


def is_ours(path: Path) -> bool:
    """Whether the head of a file says that it is SQLite's, and ours."""
    head = next(_pages(path), b"")
    return head.startswith(PLAIN) and head[68:72] == APPLICATION_ID.to_bytes(4, "big")


def is_closed_to_writers(path: Path) -> bool:
    """Whether the head of a plain file asks for a writer of a format that there is not.

    Only 1 and 2 stand there (https://www.sqlite.org/fileformat2.html, 1.3.3); SQLite opens any
    other to read, and says no word of it.
    """
    head = next(_pages(path), b"")
    return head.startswith(PLAIN) and len(head) > _WRITER and head[_WRITER] not in (1, 2)


def looks_encrypted(path: Path) -> bool:
    """Whether a file can be one of SQLCipher's: whole pages, each like random bytes."""
    size = path.stat().st_size
    return (
        size > 0
        and size % _PAGE == 0
        and is_encrypted(path)
        and all(len(set(page[SALT:])) >= _RANDOM for page in _pages(path))
    )


def passphrase_fits(path: Path) -> bool:
    """Whether the passphrase that was said is the file's, though the file may be damaged.

    Each page carries a code that only who has the key can make, so that one whole page proves it
    (https://www.zetetic.net/sqlcipher/design/).
    """
    raw = raw_key(path)
    if raw is None:
        return False
    key, salt = raw
    mac_key = pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in salt), 2, 32)
    for number, page in enumerate(_pages(path), start=1):
        signed = page[SALT if number == 1 else 0 : -_MAC] + number.to_bytes(4, "little")
        if hmac.compare_digest(hmac.digest(mac_key, signed, "sha512"), page[-_MAC:]):
            return True
    return False


def _pages(path: Path) -> Iterator[bytes]:
    """The first pages of a file."""
    with path.open("rb") as file:
        for _ in range(_LOOKED_AT):
            if len(page := file.read(_PAGE)) == 0:
                return
            yield page
