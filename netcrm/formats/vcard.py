"""vCards of every version and producer, read into people; one bad card never loses the rest.

Sources: vCard 2.1, RFC 2426 (3.0), RFC 6350 (4.0), and the habits of real producers: bare
parameters and quoted-printable in 2.1, ``itemN.`` groups and the year 1604 of Apple, nested AGENTs,
cards without END or FN.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import BinaryIO

from netcrm.domain.card_lines import OURS, units
from netcrm.domain.errors import BadFileError
from netcrm.domain.records import Batch, PersonRecord, Problem, Problems
from netcrm.domain.text import LINE_LIMIT, NAME_LIMIT
from netcrm.formats.card_reader import Card, CardReader, once
from netcrm.formats.content_lines import Property, properties
from netcrm.formats.file_days import file_day
from netcrm.formats.reading import byte_lines, utf_16

_LARGEST_PROPERTY = 1_000_000
_LARGEST_CARD = 8_000_000
# What a property takes in memory beside its value.
_PROPERTY_COST = 500
_BEGIN = re.compile(r"\ufeff?\s*BEGIN:VCARD\s*?(?:[\r\n]|$)", re.IGNORECASE)


def recognises(head: bytes) -> bool:
    """Whether the first line of a file that is not blank begins a vCard, in any encoding.

    Anywhere else the words may stand in somebody's note.
    """
    text = head.decode(utf_16(head) or "utf-8-sig", errors="replace")
    return _BEGIN.match(text) is not None


def parse(stream: BinaryIO, encoding: str | None = None, name: str = "It") -> Batch:
    """The people of a file, read as they are asked for.

    A bad card or property is a problem, and the rest goes in. What is no UTF-8 and names no
    charset is read as ``encoding``, else as Windows-1252, which is said. Raises ``BadFileError``,
    which calls the file by its ``name``, where not one card begins in it.
    """
    batch = Batch("vcard")
    cards = _cards(byte_lines(stream, 2 * _LARGEST_PROPERTY), batch.problems)
    first = next(cards, None)
    if first is None:
        raise BadFileError(f"{name} is no vCard file; no line of it is BEGIN:VCARD.")
    batch.people = _people(chain([first], cards), batch, encoding)
    return batch


def _people(
    cards: Iterable[Card], batch: Batch, encoding: str | None = None
) -> Iterator[PersonRecord]:
    """The people one by one; groups are counted and problems listed in the batch."""
    for card in cards:
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


def _cards(physical: Iterable[bytes], problems: Problems) -> Iterator[Card]:
    card: Card | None = None
    depth = 0
    for p in properties(physical, _LARGEST_PROPERTY):
        word = p.text().strip().upper()
        if p.name == "BEGIN" and word == "VCARD":
            if card is None:
                card, depth = Card(p.line), 1
            elif card.properties and card.properties[-1].name == "AGENT":
                depth += 1
                problems.append(Problem(p.line, "AGENT: a card in a card; it was left out."))
            else:
                problems.append(Problem(card.line, "the card has no END:VCARD; it was closed."))
                yield card
                card, depth = Card(p.line), 1
        elif p.name == "END" and word == "VCARD" and card is not None:
            depth -= 1
            if depth == 0:
                yield card
                card = None
        elif card is not None and depth == 1 and p.name:
            _take(card, p, problems)
        elif card is not None and depth == 1:
            said = f"{p.text()[:60]!r} is no property of the card; it was left out."
            problems.append(Problem(p.line, said))
    if card is not None:
        problems.append(Problem(card.line, "the card has no END:VCARD; it was closed."))
        yield card


def _take(card: Card, p: Property, problems: Problems) -> None:
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


def _first(card: Card, name: str) -> Property | None:
    return next((p for p in card.properties if p.name == name), None)


def _person(card: Card, problems: Problems) -> PersonRecord | None:
    read = CardReader(card)
    name = read.name()
    if not name:
        problems.append(
            Problem(card.line, "the card names nobody: a line FN:Ada Lovelace would be right.")
        )
        return None
    if len(name) > NAME_LIMIT:
        problems.append(
            Problem(card.line, f"FN: {len(name)} characters; 1 to {NAME_LIMIT} would be right.")
        )
        return None
    birthday, kept = read.birthday(problems)
    extra = [
        p.verbatim(is_old=read.is_old)
        for p in card.properties
        if p.name not in OURS and not read.is_plain(p)
    ]
    extra += [kept] if kept else []
    return PersonRecord(
        line=card.line,
        name=name,
        uid=read.one("UID")[:LINE_LIMIT] or None,
        organization=read.line("ORG", 0) or None,
        title=read.limited("TITLE") or read.limited("ROLE") or None,
        city=read.line("ADR", 3) or None,
        birthday=birthday,
        note="\n".join(read.all("NOTE")) or None,
        met_on=_iso(read.one("X-NETCRM-MET")),
        met_where=read.one("X-NETCRM-MET-WHERE") or None,
        cadence=read.one("X-NETCRM-CADENCE") or None,
        emails=tuple(read.emails()),
        phones=tuple(read.phones()),
        urls=tuple(once([*read.urls(), *read.profiles()])),
        tags=tuple(once(read.listed("CATEGORIES"))),
        aliases=tuple(once(read.listed("NICKNAME"))),
        knows=tuple(once(read.listed("X-NETCRM-KNOWS"))),
        cares=tuple(once(read.listed("X-NETCRM-CARES"))),
        # Labels beside what they label, as they stand once they are joined with another card's.
        extra=tuple(line for unit in units(extra) for line in unit),
    )


def _iso(text: str) -> str | None:
    return file_day(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
