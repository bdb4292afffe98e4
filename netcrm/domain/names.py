"""Names as people type them: folded so that case and diacritics do not matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache

UNNAMED = "…"
"""What stands where a name was that nobody may read any more; it is nobody's."""

# Letters that Unicode does not decompose into a base and a mark.
_LETTERS = str.maketrans(
    {
        "ł": "l",
        "đ": "d",
        "ð": "d",
        "ø": "o",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
        "ħ": "h",
        "ı": "i",
        "ŋ": "n",
        "ß": "ss",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "‐": "-",
        "‑": "-",
    }
)
# What takes no room, and comes along when a name is copied from a page.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u200b-\u200f\u2060-\u2064\u2800\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
_TITLES = frozenset(
    {
        *("dr", "prof", "professor", "mr", "mrs", "ms", "mx", "miss", "sir", "dame", "rev"),
        *("herr", "frau", "pan", "pani", "hab", "inz", "mgr", "ing", "dipl", "lic", "mme", "mlle"),
    }
)
_DEGREES = frozenset(
    {
        *("phd", "dphil", "md", "mba", "emba", "msc", "bsc", "ma", "ba", "meng", "beng", "llm"),
        *("llb", "jd", "dds", "dvm", "rn", "edd", "psyd", "mph", "jr", "sr", "esq", "cpa", "cfa"),
        *("fca", "acca", "pmp", "cissp", "ii", "iii", "iv"),
    }
)
_ALL_TITLES = _TITLES | {
    "med",
    "dent",
    "iur",
    "rer",
    "nat",
    "phil",
    "hc",
    "dipling",
    "dring",
    "mag",
}
# What people write beside a name: in brackets, after a dash or a stroke, how they are spoken of.
_ASIDE = re.compile(
    r"\s*[(\[{\"\u201c\u201e][^)\]}\"\u201d]*[)\]}\"\u201d]|\s+[|/@\u2013\u2014-]\s.*|,?\s+(?:he|she|they)/\S+.*",
    re.IGNORECASE,
)
_BETWEEN_WORDS = re.compile("[ -]")
_SIGNS = re.compile(r"[^\w\s.,'\u2019-]")
_FEWEST_WORDS = 2
WORD = re.compile(r"[^\W_]+", re.UNICODE)
"""A word of a name, as it is written."""

_PHONE = re.compile(r"\+?[\d\s()./-]+")
# What may stand between the digits of a number; as many as tell it, however long its country's are.
_BETWEEN_DIGITS = r"[\s()./\u2012-\u2015-]{0,3}"
_NATIONAL = 7
_ADDRESS = re.compile(r"@|/|[^\W_]\.[^\W_]")
FEWEST_DIGITS = 7
"""Fewer digits are no phone number that tells anybody."""

# Combining classes of marks that are a part of the letter: nukta, kana, virama, Thai to Tibetan.
_PARTS = frozenset({7, 8, 9, *range(103, 133)})

# From so many characters on, a name is found wherever it stands in a text.
_TELLING = 3
_DECLINED = 5
_LONG_WORD = 5
# With fewer letters the words of a name run into others by chance.
_LONG_NAME = 8
_TELLING_WITHOUT_SPACES = 2


def fold(text: str) -> str:
    """The text as it is compared and searched: no case, no diacritics, single spaces.

    ``fold("Łukasz") == "lukasz"`` and ``fold("Straße") == "strasse"``. Folding twice changes
    nothing.
    """
    if text.isascii():
        return " ".join(text.lower().split())
    text = _UNSEEN.sub("", text)
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(bare.casefold().translate(_LETTERS).split())


def same_letters(one: str, other: str) -> bool:
    """Whether two names that are folded alike are one: what is no accent there makes a letter.

    ``Hoa`` is ``Hòa``, but ``はら`` is not ``ばら``: the voiced sound mark of kana, the tone marks
    of Thai and Lao and the virama are of combining classes of their own (Unicode, table 4-3).
    """
    return _marks(one) == _marks(other)


def _marks(name: str) -> list[str]:
    """The marks that make letters, each with what it stands on."""
    if name.isascii():
        return []
    decomposed = unicodedata.normalize("NFKD", name)
    return [
        decomposed[max(0, at - 1) : at + 1]
        for at, char in enumerate(decomposed)
        if unicodedata.combining(char) in _PARTS
    ]


def words(text: str) -> list[str]:
    """The folded words of a name, in order: ``words("Dr. Anna O'Neil")`` is dr, anna, o, neil."""
    return WORD.findall(fold(text))


def starts(query: list[str], name: list[str]) -> bool:
    """Whether each word of the query begins a word of the name, in the same order."""
    at = 0
    for word in query:
        while at < len(name) and not name[at].startswith(word):
            at += 1
        if at == len(name):
            return False
        at += 1
    return bool(query)


def likeness(a: str, b: str) -> float:
    """How alike two names are, from 0 to 1, whatever the order of their words.

    A single word is also compared with each word of the other name, so that ``mria`` is near
    ``Maria Wójcik``.
    """
    one, two = words(a), words(b)
    if not one or not two:
        return 0.0
    whole = SequenceMatcher(None, " ".join(sorted(one)), " ".join(sorted(two))).ratio()
    if len(one) == 1:
        return max(whole, *(SequenceMatcher(None, one[0], w).ratio() for w in two))
    return whole


def is_telling(name: str) -> bool:
    """Whether a folded name says who is meant wherever it stands, also inside other words.

    Of letters it takes three; of a script that puts no space between words, such as that of
    ``李娜``, two.
    """
    if name.isascii():
        return len(name) >= _TELLING
    # Folding takes a syllable of Hangul apart, which is one character to a person.
    whole = unicodedata.normalize("NFC", name)
    return len(whole) >= (_TELLING_WITHOUT_SPACES if _has_no_spaces(name) else _TELLING)


def _has_no_spaces(name: str) -> bool:
    """Whether a name is of a script that puts no space between words."""
    return not name.isascii() and any(unicodedata.category(c) == "Lo" for c in name)


def is_address(name: str) -> bool:
    """Whether what somebody is known by is an e-mail or a web address, or a phone number."""
    return is_phone(name) or _is_one_word_of_an_address(name)


def _is_one_word_of_an_address(name: str) -> bool:
    return " " not in name and _ADDRESS.search(name) is not None


def is_small(word: str) -> bool:
    """Whether a short word begins small, and so is more likely one of the language than a name.

    ``will`` is none of Will's, and ``rose`` none of Rose's.
    """
    return len(word) < _LONG_WORD and word[0].islower()


def without_titles(name: str) -> str:
    """A name as others write it: ``Dr. Hans Beck, PhD`` and ``Hans Beck [he/him]`` are Hans Beck.

    What stands beside a first name alone tells who is meant, and stays.
    """
    if is_address(name):
        return name
    head, comma, _ = _SIGNS.sub(" ", _ASIDE.sub(" ", name)).partition(",")
    parts = (head if not comma or len(head.split()) > 1 else name).split()
    while len(parts) > _FEWEST_WORDS and re.sub(r"[^a-z]", "", fold(parts[0])) in _ALL_TITLES:
        parts = parts[1:]
    while len(parts) > _FEWEST_WORDS and fold(parts[-1]).replace(".", "") in _DEGREES:
        parts = parts[:-1]
    # An initial in the middle is left out as often as not.
    parts = [*parts[:1], *(p for p in parts[1:-1] if len(p.rstrip(".")) > 1), *parts[1:][-1:]]
    return " ".join(parts) if len(parts) >= _FEWEST_WORDS else name


def is_phone(name: str) -> bool:
    """Whether what somebody is known by is written as a phone number is."""
    return bool(_PHONE.fullmatch(name))


def speaks_of(text: str, name: str) -> bool:
    """Whether a text names somebody, both folded: a short name as a whole word only.

    ``speaks_of("lunch with li", "li")``, but not ``speaks_of("a list", "li")``. A phone number is
    that number however its digits are grouped.
    """
    if is_phone(name):
        if re.sub(r"\D", "", name)[-_NATIONAL:] not in _digits(text):
            return False
    elif not name or _BETWEEN_WORDS.split(name, maxsplit=1)[0] not in text:
        return False
    return where(name).search(text) is not None


@lru_cache(64)
def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


# Somebody has hundreds of numbers in a card that was made to hold up.
@lru_cache(20_000)
def where(name: str) -> re.Pattern[str]:
    """Where a folded text names somebody by a folded name; see ``speaks_of``."""
    digits = re.sub(r"\D", "", name)
    if is_phone(name) and len(digits) >= FEWEST_DIGITS:
        return re.compile(_number(digits))
    escaped = re.escape(name)
    if _is_one_word_of_an_address(name):
        # A longer address is another one; a web address may have a country's host before it, and
        # what has a dot may be how somebody is mentioned.
        host = "" if "@" in name else r"(?:[a-z0-9-]{1,20}\.)?"
        return re.compile(rf"(?<![\w.+-])(?<!\w@){host}{escaped}(?![\w-])")
    if _has_no_spaces(name) and is_telling(name):
        return re.compile(escaped)
    # Of several words a name may be declined at its end, and written with other signs between
    # them; a single one is another word then. What is underlined in Markdown stands between signs
    # that are no letters.
    is_long = len(name) > _LONG_NAME
    parts = _BETWEEN_WORDS.split(name) if is_long else name.split(" ")
    between = r"[ ._-]{0,2}" if is_long else " "
    end = r"[^\W_]{0,4}" if len(parts) > 1 and len(name) >= _DECLINED else ""
    return re.compile(rf"(?<![^\W_]){between.join(map(re.escape, parts))}{end}(?![^\W_])")


def _number(digits: str) -> str:
    """Where a number stands, however it is grouped, with its country, a part of it or without."""
    before = ""
    for digit in digits[:-_NATIONAL]:
        before = f"(?:{before}{digit}{_BETWEEN_DIGITS})?"
    trunk = rf"(?:(?:\+|00?){_BETWEEN_DIGITS})?"
    return rf"(?<!\d){trunk}{before}{_BETWEEN_DIGITS.join(digits[-_NATIONAL:])}(?!\d)"


def speaks_of_any(text: str, several: Iterable[str]) -> bool:
    """Whether a text names somebody by one of several names, all folded."""
    return any(speaks_of(text, name) for name in several)


def first_name(name: str) -> str:
    """What a person is called in a sentence: the first word of the name, as it is written.

    A title is no name: ``first_name("Dr. Hans Beck")`` is Hans. Where a name begins with something
    else than a letter, it is the whole name.
    """
    parts = name.split()
    while len(parts) > 1 and fold(parts[0]).rstrip(".") in _TITLES:
        parts = parts[1:]
    return parts[0] if parts and parts[0][0].isalpha() else name
