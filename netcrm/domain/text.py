"""Text that comes from outside: what may be stored, and where it names somebody."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

from netcrm.domain.errors import UsageError
from netcrm.domain.names import FEWEST_DIGITS, fold

NAME_LIMIT = 200
LINE_LIMIT = 500
TEXT_LIMIT = 20_000

# Line separators and the marks that reorder a line act on a terminal as control characters do.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_CONTROL_BUT_LAYOUT = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)
# So many that they could push what follows onto a line of its own.
_BLANKS = re.compile(r"[ \u00a0\u2000-\u200a\u202f\u205f\u3000]{2,}")
_LINE_ENDS = re.compile(r"[\t\n\r]+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_NO_DIGIT = re.compile(r"\D")
# Letters that stand for digits (1-800-FLOWERS), or a word where a number should be.
_LETTERS_DIALLED = re.compile(r"\d-?(?!EXT)[A-Z]{3}")
_LETTERS = re.compile(r"[^\W\d_]{3}")
_URN = re.compile(r"^urn:uuid:", re.IGNORECASE)
_SCHEME = re.compile(r"^[a-z]+://", re.IGNORECASE)
_QUERY = re.compile(r"[?#]")
_CAMPAIGN = re.compile(r"(?<=[?&])(?:utm_\w+|fbclid|gclid|igsh|trk)=[^&#]*&?")
_PROFILE = re.compile(r"(?:[\w-]+\.)?linkedin\.com/in/([^/]+)", re.IGNORECASE)
_WWW = re.compile(r"^www\.", re.IGNORECASE)
# An import asks for the same key several times while it brings a chunk of people in.
_KEYS_KEPT = 4096
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
# An @ inside a word belongs to an e-mail address, not to a mention.
MENTION = re.compile(r"(?<![\w@.])@([^\W_][\w'’-]*(?:\.[^\W_][\w'’-]*)*)", re.UNICODE)
"""Who is named in a text, as it is typed."""
AFTER_MENTION = ".'’-"
"""What stands at the end of a mention is the sentence's."""


def picture(char: str) -> str:
    """A control character as something a person can see: ESC is ``␛``."""
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "\N{REPLACEMENT CHARACTER}"


def tame(text: str) -> str:
    """Text from a file, with control characters (but tab and newline) made visible."""
    if text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text)
    return _CONTROL_BUT_LAYOUT.sub(lambda m: picture(m[0]), text)


def tame_all(value: Any) -> Any:
    """What was read from JSON, every string in it tamed: an escape is a character by now."""
    if isinstance(value, str):
        return tame(value)
    if isinstance(value, list):
        return [tame_all(item) for item in value]
    if isinstance(value, dict):
        return {tame(key): tame_all(item) for key, item in value.items()}
    return value


def flat(text: str) -> str:
    """Text from a file as one line: line ends and tabs are blanks."""
    if not text.isprintable():
        text = _LINE_ENDS.sub(" ", text)
    return (_BLANKS.sub(" ", text) if "  " in text else text).strip()


def is_one_line(value: str) -> bool:
    """Whether no line ends in a value, and nothing in it acts on what shows it."""
    return _CONTROL.search(value) is None


def one_line(field: str, value: str, *, limit: int = LINE_LIMIT) -> str:
    """A typed value of one line, without the blanks around it.

    Raises ``UsageError`` where it is blank, too long, or holds a control character.
    """
    return _checked(field, _BLANKS.sub(" ", value).strip(), limit, _CONTROL)


def text_block(field: str, value: str, *, limit: int = TEXT_LIMIT) -> str:
    """A typed text, of one line or several; tabs and newlines may stand in it.

    Raises ``UsageError`` where it is blank, too long, or holds another control character.
    """
    return _checked(field, value.replace("\r\n", "\n").strip(), limit, _CONTROL_BUT_LAYOUT)


def _checked(field: str, value: str, limit: int, forbidden: re.Pattern[str]) -> str:
    if not value or not any(_is_visible(c) for c in value):
        raise UsageError(f"{field}: it is blank; at least one letter would be right.")
    if len(value) > limit:
        raise UsageError(
            f"{field}: {len(value):,} characters are too many; at most {limit:,} would be right."
        )
    if _SURROGATE.search(value):
        raise UsageError(f"{field}: it is not valid UTF-8; type it in UTF-8.")
    if found := forbidden.search(value):
        shown = forbidden.sub(lambda m: picture(m[0]), value)
        raise UsageError(
            f"{field}: {shown[:60]!r} holds a control character "
            f"(U+{ord(found[0]):04X}); leave it out."
        )
    return value


def _is_visible(char: str) -> bool:
    return not char.isspace() and unicodedata.category(char) not in ("Cf", "Mn", "Me")


def email_address(value: str) -> str:
    """A typed e-mail address; raises ``UsageError`` where it cannot be one."""
    address = one_line("email", value, limit=254)
    if not _EMAIL.fullmatch(address):
        raise UsageError(
            f"email: {address!r} is no e-mail address; something like anna@example.org "
            "would be right."
        )
    return address


def mentions(text: str) -> list[str]:
    """The names mentioned in a text, as typed after their ``@``, each once, in order."""
    return list(dict.fromkeys(m[1].rstrip(AFTER_MENTION) for m in MENTION.finditer(text)))


def also(before: str | None, text: str | None) -> str | None:
    """What was said before, and what is said now; the same once."""
    return "\n".join(dict.fromkeys(said for said in (before, text) if said)) or None


def of_people(number: int) -> str:
    """A number of people in words: ``1 person``, ``12 people``."""
    return f"{number} {'person' if number == 1 else 'people'}"


@lru_cache(_KEYS_KEPT)
def phone_key(value: str) -> str:
    """A phone number as it is compared: its digits, a leading ``00`` written as ``+``.

    Where letters are dialled, or there are too few digits for a number, it is the folded text: no
    two of those are one by the digits that they lack.
    """
    digits = _NO_DIGIT.sub("", value)
    few = len(digits) < FEWEST_DIGITS and _LETTERS.search(value)
    if not digits or few or _LETTERS_DIALLED.search(value):
        return fold(value)
    if value.strip().startswith("+"):
        return "+" + digits
    return "+" + digits[2:] if digits.startswith("00") else digits


def uid_key(value: str) -> str:
    """A vCard's UID as it is compared: without ``urn:uuid:``, case folded."""
    return _URN.sub("", value.strip()).casefold()


@lru_cache(_KEYS_KEPT)
def url_key(value: str) -> str:
    """A web address as it is compared: no scheme, ``www.``, capitals or trailing slash.

    What follows ``?`` and ``#`` may say who is meant, as ``profile.php?id=1`` does, but for what a
    campaign adds to count visits. LinkedIn profiles become ``linkedin.com/in/<slug>`` with the slug
    lower-cased and percent-decoded, whatever the country of the host.
    """
    from urllib.parse import unquote

    bare = _SCHEME.sub("", value.strip())
    page = _QUERY.split(bare, maxsplit=1)[0]
    said = _CAMPAIGN.sub("", bare[len(page) :]).rstrip("?&#")
    page = page.rstrip("/")
    if found := _PROFILE.match(page):
        # What is decoded may be a line end.
        return "linkedin.com/in/" + flat(tame(unquote(found[1]))).casefold()
    return _WWW.sub("", page).casefold() + said
