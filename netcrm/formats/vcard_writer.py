"""People as vCards: 3.0, which every program reads, or 4.0.

Sources: RFC 2426, RFC 6350, RFC 6474; Apple's ``X-ABLabel`` and year 1604 for a birthday without a
year. What came in with a card and netcrm does not know comes out again as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from netcrm.domain.people import Contact
from netcrm.domain.text import url_key
from netcrm.formats.content_lines import escaped, folded, unescaped

VERSIONS = ("3.0", "4.0")
_GROUP = re.compile(r"(item\d+)\.")


def card(contact: Contact, extra: Sequence[str], changed_at: datetime, version: str = "3.0") -> str:
    """One contact as a vCard of version 3.0 or 4.0, with its line ends.

    ``extra`` are the properties that came in with the card: those of an e-mail address, a phone
    number, an address or a name that still holds keep their types, the unknown come out again.
    """
    kept = _Kept(extra)
    lines = ["BEGIN:VCARD", f"VERSION:{version}", f"UID:{escaped(contact.uid)}"]
    lines.append(f"FN:{escaped(contact.name)}")
    lines += kept.take("N", contact.name) or [_n(contact.name)]
    lines += _of(kept, "ORG", contact.organization)
    lines += [f"TITLE:{escaped(contact.title)}"] if contact.title else []
    for name, values in (("EMAIL", contact.emails), ("TEL", contact.phones)):
        for value in values:
            lines += kept.take(name, value) or [f"{name}:{escaped(value)}"]
    lines += _urls(kept, contact.urls)
    if contact.city:
        lines += kept.take("ADR", contact.city) or [f"ADR:;;;{escaped(contact.city)};;;"]
    lines += _birthday(contact.birthday, version)
    for name, values in (
        ("NICKNAME", contact.aliases),
        ("CATEGORIES", contact.tags),
        ("X-NETCRM-KNOWS", contact.knows),
        ("X-NETCRM-CARES", contact.cares),
    ):
        lines += [f"{name}:{','.join(map(escaped, values))}"] if values else []
    lines += [f"NOTE:{escaped(contact.note)}"] if contact.note else []
    lines += [f"X-NETCRM-MET:{contact.met_on}"] if contact.met_on else []
    lines += [f"X-NETCRM-MET-WHERE:{escaped(contact.met_where)}"] if contact.met_where else []
    lines += [f"X-NETCRM-CADENCE:{contact.cadence}"] if contact.cadence else []
    lines += kept.unknown()
    lines.append(f"REV:{changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    return "".join(folded(line) for line in (*lines, "END:VCARD"))


def write(
    cards: Iterable[tuple[Contact, Sequence[str], datetime]], version: str = "3.0"
) -> Iterator[str]:
    """Cards one by one, for a file."""
    for contact, extra, changed_at in cards:
        yield card(contact, extra, changed_at, version)


def _n(name: str) -> str:
    """The name in parts, as far as it can be told: the last word is the family's."""
    given, _, family = name.rpartition(" ")
    return f"N:{escaped(family)};{escaped(given)};;;"


def _of(kept: _Kept, name: str, value: str | None) -> list[str]:
    return kept.take(name, value) or [f"{name}:{escaped(value)}"] if value else []


def _urls(kept: _Kept, urls: Sequence[str]) -> list[str]:
    found = []
    for number, url in enumerate(urls, start=1):
        own = kept.take("URL", url)
        if not own and url_key(url).startswith("linkedin.com/in/"):
            # A label tells Apple's and Google's programs what the address is.
            group = f"netcrm{number}"
            found += [f"{group}.URL:{escaped(url)}", f"{group}.X-ABLabel:LinkedIn"]
        else:
            found += own or [f"URL:{escaped(url)}"]
    return found


def _birthday(birthday: str | None, version: str) -> list[str]:
    if birthday is None:
        return []
    if not birthday.startswith("--"):
        return [f"BDAY:{birthday.replace('-', '') if version == '4.0' else birthday}"]
    month_day = birthday[2:]
    if version == "4.0":
        return [f"BDAY:--{month_day.replace('-', '')}"]
    return [f"BDAY;VALUE=date;X-APPLE-OMIT-YEAR=1604:1604-{month_day}"]


class _Kept:
    """The properties that came in with a card, handed out where their value still holds."""

    _CHANGING = ("N", "ORG", "EMAIL", "TEL", "URL", "ADR")

    def __init__(self, extra: Sequence[str]) -> None:
        self._lines = list(extra)

    def take(self, name: str, value: str) -> list[str]:
        """The kept property of this name that says this value, once, with its label."""
        for line in self._lines:
            if self._name(line) == name and self._says(line, name, value):
                self._lines.remove(line)
                return [line, *self._label(line)]
        return []

    def _label(self, line: str) -> list[str]:
        group, dot, _ = line.partition(":")[0].partition(".")
        found = [
            other
            for other in self._lines
            if dot and other.startswith(f"{group}.") and self._name(other) == "X-ABLABEL"
        ]
        for label in found:
            self._lines.remove(label)
        return found

    def unknown(self) -> list[str]:
        """What netcrm does not know; a label whose property went has gone with it."""
        own = [line for line in self._lines if self._name(line) not in self._CHANGING]
        labels = {m[1] for line in self._lines if line not in own and (m := _GROUP.match(line))}
        return [
            line
            for line in own
            if self._name(line) != "X-ABLABEL" or line.partition(".")[0] not in labels
        ]

    @staticmethod
    def _name(line: str) -> str:
        return re.split(r"[;:]", line, maxsplit=1)[0].rpartition(".")[2].upper()

    @staticmethod
    def _says(line: str, name: str, value: str) -> bool:
        raw = line.partition(":")[2]
        if name == "N":
            words = {w for part in re.split(r"(?<!\\)[;,]", raw) for w in unescaped(part).split()}
            return bool(words) and words >= set(value.split())
        parts = [unescaped(part).strip() for part in re.split(r"(?<!\\);", raw)]
        if name == "ADR":
            return len(parts) > 3 and parts[3] == value
        if name == "ORG":
            return parts[0] == value
        return unescaped(raw).strip() == value
