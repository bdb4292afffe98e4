"""People as vCards: 3.0, which every program reads, or 4.0.

Sources: RFC 2426, RFC 6350, RFC 6474; Apple's ``X-ABLabel`` and year 1604 for a birthday without a
year. What came in with a card and netcrm does not know comes out again as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from netcrm.domain.people import Contact
from netcrm.domain.text import url_key
from netcrm.formats.content_lines import escaped, folded
from netcrm.formats.kept import Kept

VERSIONS = ("3.0", "4.0")


def card(contact: Contact, extra: Sequence[str], changed_at: datetime, version: str = "3.0") -> str:
    """One contact as a vCard of version 3.0 or 4.0, with its line ends.

    ``extra`` are the properties that came in with the card: those of an e-mail address, a phone
    number, an address or a name that still holds keep their types, the unknown come out again.
    """
    kept = Kept(extra, version)
    whole, parts = kept.name(contact.name)
    lines = ["BEGIN:VCARD", f"VERSION:{version}", f"UID:{escaped(contact.uid)}"]
    lines += whole or [f"FN:{escaped(contact.name)}"]
    lines += parts or [_n(contact.name)]
    lines += kept.first("ORG", contact.organization) or _of("ORG", contact.organization)
    # A title that was read from a role goes out as the role that it is.
    if contact.title is None or not kept.says("ROLE", contact.title):
        lines += kept.first("TITLE", contact.title) or _of("TITLE", contact.title)
    for name, values in (("EMAIL", contact.emails), ("TEL", contact.phones)):
        for value in values:
            lines += kept.value(name, value) or _of(name, value)
    lines += _urls(kept, contact.urls)
    lines += kept.first("ADR", contact.city) or (
        [f"ADR:;;;{escaped(contact.city)};;;"] if contact.city else []
    )
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
    lines += kept.rest(contact.urls)
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


def _of(name: str, value: str | None) -> list[str]:
    return [f"{name}:{escaped(value)}"] if value else []


def _urls(kept: Kept, urls: Sequence[str]) -> list[str]:
    found = []
    for number, url in enumerate(urls, start=1):
        own = kept.value("URL", url)
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
