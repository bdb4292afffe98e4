"""Which field a heading of any CSV means, in the words of many programs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from netcrm.domain.names import fold

_WHERE = (
    r"(?:primary|secondary|home|work|business|personal|private|other|main|company|office|direct|"
    r"car|alternate|additional|default)"
)
_ONE: dict[str, tuple[str, ...]] = {
    "name": ("name", "full name", "fullname", "display name", "contact", "contact name", "person",
             "imie i nazwisko", "nom complet", "nombre completo"),
    "first": ("first name", "firstname", "given name", "forename", "vorname", "imie", "prenom"),
    "middle": ("middle name", "additional name", "second name"),
    "last": ("last name", "lastname", "family name", "surname", "nachname", "nazwisko"),
    "org": ("organization", "organisation", "company", "company name", "organization name",
            "employer", "firm", "org", "firma"),
    "title": ("job title", "jobtitle", "position", "role", "stanowisko", "title"),
    "city": ("city", "town", "work city", "business city", "home city", "location", "ort", "stadt",
             "miasto", "ville", "home address city", "work address city"),
    "birthday": ("birthday", "birthdate", "birth date", "date of birth", "dob", "born",
                 "geburtstag", "urodziny"),
    "birth year": ("birth year", "year of birth"),
    "birth month": ("birth month",),
    "birth day": ("birth day",),
    "met": ("met", "met on", "connected on", "first met"),
    "where": ("met where", "where we met"),
    "every": ("cadence", "every"),
    "through": ("referred by", "introduced by"),
    "uid": ("uid",),
}  # fmt: skip
# Of these a person may have several, and a file several columns.
_SEVERAL: dict[str, str] = {
    "email": rf"(?:{_WHERE} )?e?mails?(?: \d+)?(?: address(?:es)?)?(?: (?:{_WHERE}|\d+))?|"
    r"adres e?mail(?: \d+)?",
    "phone": rf"(?:{_WHERE} |phone )?(?:phones?|telephone|tel|telefon|mobile|cell|cellphone|pager)"
    rf"(?: phone| number)?(?: (?:{_WHERE}|mobile|\d+))?|{_WHERE} mobile|phone numbers",
    "url": r"urls?|web|linkedin|linkedin (?:url|profile)|profile(?: url)?|homepage|home page|"
    r"(?:personal |work |company )?web ?(?:site|page)s?(?: (?:url|blog|home page|profile|other|"
    r"work|\d+))?",
    "tags": r"tags?|labels?|groups?|categories|category",
    "note": r"notes?|comments?|notatki",
    "alias": r"alias(?:es)?|nick ?name|przydomek",
    "knows": r"knows|expertise|skills",
    "cares": r"cares(?: about)?|interests",
}
# Facts without a field of ours, which are kept in the note.
_NOTED = re.compile(
    rf"(?:name )?(?:prefix|suffix)|honorific|title|department|dept|maiden name|anniversary|spouse|"
    rf"partner|children|manager.*|assistant.*|profession|hobby|hobbies|gender|fax|.* fax|"
    rf"fax number|screen name|im .*|custom ?\d*|custom field .*|relation .*|event .*|"
    rf"{_WHERE} (?:address|street|city|state|region|zip|zip ?code|postal code|country)(?:[ /].*)?|"
    r"address(?: \d+)?|street|state|region|zip|zip ?code|postal code|country"
)
# What tells headings apart that are alike.
_NUMBER = re.compile(r" \(\d+\)$")
FIELDS = (*_ONE, *_SEVERAL)
"""What a column can be."""


def plain_heading(column: str) -> str:
    """A heading as it is looked up: folded, words divided by blanks alone, without its number."""
    column = _NUMBER.sub("", column)
    return fold(column.replace("_", " ").replace("-", "" if "mail" in column.lower() else " "))


def guess(header: Iterable[str]) -> dict[str, list[str]]:
    """Which columns are what, as far as headings tell; a field and the headings that mean it.

    Of headings that mean the same single thing the plainest is taken: a job title before a title,
    which may be a Dr.
    """
    columns = [c for c in header if c.strip()]
    plain = [plain_heading(column) for column in columns]
    found: dict[str, list[str]] = {}
    for field, words in _ONE.items():
        word = next((w for w in words if w in plain), None)
        if word is not None:
            found[field] = [columns[plain.index(word)]]
    for field, pattern in _SEVERAL.items():
        if fitting := [c for c, p in zip(columns, plain, strict=True) if re.fullmatch(pattern, p)]:
            found[field] = fitting
    return found


def noted(header: Iterable[str], taken: Iterable[str]) -> tuple[list[str], list[str]]:
    """Of the headings not taken, those of facts for the note, and those that mean nothing to us."""
    left = [column for column in header if column.strip() and column not in set(taken)]
    ours = {word for words in _ONE.values() for word in words}
    facts = [
        column
        for column in left
        if plain_heading(column) in ours or _NOTED.fullmatch(plain_heading(column))
    ]
    return facts, [column for column in left if column not in facts]
