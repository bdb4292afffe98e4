"""vCards of every version and producer, read into people; one bad card never loses the rest.

Sources: vCard 2.1, RFC 2426 (3.0), RFC 6350 (4.0), and the habits of real producers: bare
parameters and quoted-printable in 2.1, ``itemN.`` groups and the year 1604 of Apple, nested AGENTs,
cards without END or FN.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import BinaryIO

from netcrm.domain.records import Batch, PersonRecord, Problem, Problems
from netcrm.domain.text import LINE_LIMIT, NAME_LIMIT, TEXT_LIMIT, flat, tame
from netcrm.formats.content_lines import Property, properties, unescaped
from netcrm.formats.reading import byte_lines

_LARGEST_PROPERTY = 1_000_000
_LARGEST_CARD = 8_000_000
# What a property takes in memory beside its value.
_PROPERTY_COST = 500
# Written anew from what netcrm knows; everything else comes out again as it came in.
_OURS = {
    "BEGIN", "END", "VERSION", "FN", "UID", "REV", "PRODID", "NICKNAME", "CATEGORIES", "BDAY",
    "TITLE", "NOTE", "X-NETCRM-KNOWS", "X-NETCRM-CARES", "X-NETCRM-MET", "X-NETCRM-MET-WHERE",
    "X-NETCRM-CADENCE",
}  # fmt: skip


@dataclass
class _Card:
    line: int
    version: str = "3.0"
    properties: list[Property] = field(default_factory=list)
    size: int = 0


def recognises(head: bytes) -> bool:
    """Whether a file's first bytes hold the beginning of a vCard, in any encoding."""
    return b"BEGIN:VCARD" in head.replace(b"\0", b"").upper()


def parse(stream: BinaryIO, encoding: str | None = None) -> Batch:
    """The people of a file, read as they are asked for.

    A bad card or property is a problem, and the rest goes in. What is no UTF-8 and names no
    charset is read as ``encoding``, else as Windows-1252, which is said.
    """
    batch = Batch("vcard")
    batch.people = people(byte_lines(stream, 2 * _LARGEST_PROPERTY), batch, encoding)
    return batch


def people(
    physical: Iterable[bytes], batch: Batch, encoding: str | None = None
) -> Iterator[PersonRecord]:
    """The people one by one; groups are counted and problems listed in the batch."""
    for card in _cards(physical, batch.problems):
        for p in card.properties:
            p.fallback = encoding or p.fallback
        found = _first(card, "KIND") or _first(card, "X-ADDRESSBOOKSERVER-KIND")
        if found is not None and found.text().strip().lower() == "group":
            batch.skip("a group of people, no person")
            continue
        person = _person(card, batch.problems)
        batch.guessed |= encoding is None and any(p.guessed for p in card.properties)
        if person is not None:
            yield person


def _cards(physical: Iterable[bytes], problems: Problems) -> Iterator[_Card]:
    card: _Card | None = None
    depth = 0
    for p in properties(physical, _LARGEST_PROPERTY):
        word = p.text().strip().upper()
        if p.name == "BEGIN" and word == "VCARD":
            if card is None:
                card, depth = _Card(p.line), 1
            elif card.properties and card.properties[-1].name == "AGENT":
                depth += 1
            else:
                problems.append(Problem(card.line, "the card has no END:VCARD; it was closed."))
                yield card
                card, depth = _Card(p.line), 1
        elif p.name == "END" and word == "VCARD" and card is not None:
            depth -= 1
            if depth == 0:
                yield card
                card = None
        elif card is not None and depth == 1:
            _take(card, p, problems)
    if card is not None:
        problems.append(Problem(card.line, "the card has no END:VCARD; it was closed."))
        yield card


def _take(card: _Card, p: Property, problems: Problems) -> None:
    if p.name == "VERSION":
        card.version = p.text().strip()
        return
    if len(p.raw) > _LARGEST_PROPERTY:
        problems.append(
            Problem(p.line, f"{p.name}: over {_LARGEST_PROPERTY:,} bytes; it was left out.")
        )
        return
    fitted = card.size <= _LARGEST_CARD
    card.size += len(p.head) + len(p.raw) + _PROPERTY_COST
    if card.size <= _LARGEST_CARD:
        card.properties.append(p)
    elif fitted:
        problems.append(
            Problem(p.line, f"the card has over {_LARGEST_CARD:,} bytes; the rest was left out.")
        )


def _first(card: _Card, name: str) -> Property | None:
    return next((p for p in card.properties if p.name == name), None)


def _person(card: _Card, problems: Problems) -> PersonRecord | None:
    read = _Reader(card)
    name = read.name()
    if not name or len(name) > NAME_LIMIT:
        problems.append(
            Problem(card.line, f"FN: {len(name)} characters; 1 to {NAME_LIMIT} would be right.")
        )
        return None
    birthday, kept = read.birthday()
    extra = [p.verbatim for p in card.properties if p.name not in _OURS]
    extra += [kept] if kept else []
    return PersonRecord(
        line=card.line,
        name=name,
        uid=read.one("UID")[:LINE_LIMIT] or None,
        organization=read.part("ORG", 0)[:LINE_LIMIT] or None,
        title=(read.one("TITLE") or read.one("ROLE"))[:LINE_LIMIT] or None,
        city=read.part("ADR", 3)[:LINE_LIMIT] or None,
        birthday=birthday,
        note="\n".join(read.all("NOTE"))[:TEXT_LIMIT] or None,
        met_on=_iso(read.one("X-NETCRM-MET")),
        met_where=read.one("X-NETCRM-MET-WHERE") or None,
        cadence=read.one("X-NETCRM-CADENCE") or None,
        emails=tuple(e for e in _once(read.all("EMAIL")) if "@" in e),
        phones=tuple(_once(map(_phone, read.all("TEL")))),
        urls=tuple(_once([*read.all("URL"), *read.profiles()])),
        tags=tuple(_once(read.listed("CATEGORIES"))),
        aliases=tuple(_once(read.listed("NICKNAME"))),
        knows=tuple(_once(read.listed("X-NETCRM-KNOWS"))),
        cares=tuple(_once(read.listed("X-NETCRM-CARES"))),
        extra=tuple(extra),
    )


class _Reader:
    """The values of one card, decoded and tamed."""

    def __init__(self, card: _Card) -> None:
        self.properties: dict[str, list[Property]] = {}
        for p in card.properties:
            self.properties.setdefault(p.name, []).append(p)
        self.is_old = card.version.startswith("2")

    def _clean(self, text: str) -> str:
        text = text.replace("\\;", ";") if self.is_old else unescaped(text)
        return tame(text).strip()

    def _of(self, name: str) -> list[Property]:
        return self.properties.get(name, [])

    def all(self, name: str) -> list[str]:
        """Every value of a property, blank ones left out."""
        return [value for p in self._of(name) if (value := self._clean(p.text()))]

    def one(self, name: str) -> str:
        """The first value of a property, on one line, "" where there is none."""
        values = self.all(name)
        return flat(values[0]) if values else ""

    def part(self, name: str, at: int) -> str:
        """One part of the first property that has it."""
        for p in self._of(name):
            parts = p.parts()
            if len(parts) > at and (value := self._clean(parts[at])):
                return flat(value)
        return ""

    def listed(self, name: str) -> list[str]:
        """The comma-separated values of a property; in 2.1 a comma separates nothing but tags."""
        separator = b";" if self.is_old and name != "CATEGORIES" else b","
        found = (self._clean(part) for p in self._of(name) for part in p.parts(separator))
        return [flat(value)[:NAME_LIMIT] for value in found if value]

    def name(self) -> str:
        """FN, else built from N, ORG, NICKNAME or an e-mail address."""
        given = [self.part("N", at) for at in (1, 2, 0)]
        return (
            self.one("FN")
            or " ".join(part for part in given if part)
            or self.part("ORG", 0)
            or self.one("NICKNAME")
            or self.one("EMAIL")
            or self.one("TEL")
        )

    def profiles(self) -> list[str]:
        """Addresses of social profiles; ``x-apple:`` names a service, not an address."""
        return [
            value
            for name in ("X-SOCIALPROFILE", "X-SOCIAL-PROFILE", "SOCIALPROFILE")
            for value in self.all(name)
            if not value.lower().startswith("x-apple:")
        ]

    def birthday(self) -> tuple[str | None, str | None]:
        """The birthday, and the property to keep where it is no day."""
        for p in self._of("BDAY"):
            text = self._clean(p.text())
            found = birthday(text)
            if found is None:
                return None, p.verbatim if text else None
            omitted = p.params.get("X-APPLE-OMIT-YEAR", ["1604"])[0]
            return (f"--{found[5:]}" if found[:4] in (omitted, "1604") else found), None
        return None, None


_BDAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ].*)?")
_BDAY_NO_YEAR = re.compile(r"--(\d\d)-?(\d\d)(?:[T ].*)?")


def birthday(text: str) -> str | None:
    """A birthday of a vCard as ISO text, ``--MM-DD`` without a year; None where it is no day."""
    if found := _BDAY_NO_YEAR.fullmatch(text):
        return f"--{found[1]}-{found[2]}" if _is_day(2000, found[1], found[2]) else None
    if (found := _BDAY.fullmatch(text)) and _is_day(int(found[1]), found[2], found[3]):
        return f"{found[1]}-{found[2]}-{found[3]}"
    return None


def _is_day(year: int, month: str, day: str) -> bool:
    try:
        date(year, int(month), int(day))
    except ValueError:
        return False
    return True


def _iso(text: str) -> str | None:
    return text if re.fullmatch(r"\d{4}-\d\d-\d\d", text) and _is_day(*_numbers(text)) else None


def _numbers(text: str) -> tuple[int, str, str]:
    return int(text[:4]), text[5:7], text[8:]


def _phone(text: str) -> str:
    """A phone number; a ``tel:`` address without its scheme, its extension in words."""
    if text.lower().startswith("tel:"):
        number, *params = text[4:].split(";")
        extension = next((p[4:] for p in params if p.lower().startswith("ext=")), "")
        return f"{number} ext {extension}" if extension else number
    return text


def _once(values: Iterable[str]) -> list[str]:
    kept = (flat(value)[:LINE_LIMIT] for value in values)
    return list(dict.fromkeys(value for value in kept if value))
