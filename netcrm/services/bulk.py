"""Many new people at once: the same rows as ``people.add`` makes, without a row object each.

A test adds the same people both ways and compares every table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlmodel import Session

from netcrm.domain import names
from netcrm.domain.cadence import next_touch
from netcrm.domain.kinds import ME
from netcrm.domain.records import PersonRecord
from netcrm.domain.text import phone_key, url_key

_CONTACT = (
    "id", "uid", "name", "sort_name", "organization", "organization_folded", "title", "city",
    "birthday", "birthday_md", "cadence", "met_on", "met_where", "note", "added_on",
    "imported_from", "import_id", "vcard_extra", "changed_at", "next_touch_on", "given", "received",
    "open_loops",
)  # fmt: skip


@dataclass(frozen=True)
class Arrival:
    """A record with the id that it will have."""

    contact_id: int
    record: PersonRecord


@dataclass
class _Rows:
    of: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)

    def add(self, table: str, *values: Any) -> None:
        self.of.setdefault(table, []).append(values)


_INSERT = {
    "contact": f"INSERT INTO contact ({', '.join(_CONTACT)}) "  # noqa: S608 - own names
    f"VALUES ({', '.join('?' * len(_CONTACT))})",
    "contact_point": "INSERT INTO contact_point (contact_id, kind, value, folded) "
    "VALUES (?, ?, ?, ?)",
    "alias": "INSERT INTO alias (contact_id, name, folded) VALUES (?, ?, ?)",
    "tag": "INSERT INTO tag (contact_id, name, folded) VALUES (?, ?, ?)",
    "topic": "INSERT INTO topic (contact_id, relation, name, folded) VALUES (?, ?, ?, ?)",
    "name_word": "INSERT INTO name_word (contact_id, word) VALUES (?, ?)",
    "tie": "INSERT INTO tie (a_id, b_id, strength) VALUES (?, ?, 1)",
    "search_text": "INSERT INTO search_text (contact_id, letter, record_id, folded) "
    "VALUES (?, 'c', ?, ?)",
}


def next_id(session: Session) -> int:
    """The id that the next contact may take; ids are never used again."""
    found = session.connection().exec_driver_sql(
        "SELECT seq FROM sqlite_sequence WHERE name = 'contact'"
    )
    return int(found.scalar() or 0) + 1


def insert(
    session: Session, arrivals: Sequence[Arrival], source: str, run: int, now: datetime
) -> None:
    """Add new people, each with what is kept beside them."""
    rows = _Rows()
    for arrival in arrivals:
        _person(rows, arrival, source, run, now)
    connection = session.connection()
    for table, sql in _INSERT.items():
        if rows.of.get(table):
            connection.exec_driver_sql(sql, rows.of[table])


def _person(rows: _Rows, arrival: Arrival, source: str, run: int, now: datetime) -> None:
    own, r = arrival.contact_id, arrival.record
    met_on = None if r.met_on is None else date.fromisoformat(r.met_on)
    touch = next_touch(r.cadence, None, met_on, now.date())
    rows.add(
        "contact",
        own,
        r.uid or str(uuid4()),
        r.name,
        names.fold(r.name),
        r.organization,
        names.fold(r.organization) if r.organization else None,
        r.title,
        r.city,
        r.birthday,
        r.birthday[-5:] if r.birthday else None,
        r.cadence,
        r.met_on,
        r.met_where,
        r.note,
        now.date().isoformat(),
        source,
        run,
        "\n".join(r.extra) or None,
        f"{now:%Y-%m-%d %H:%M:%S.%f}",
        touch.isoformat() if touch else None,
        0,
        0,
        0,
    )
    for kind, values, key in (
        ("email", r.emails, names.fold),
        ("phone", r.phones, phone_key),
        ("url", r.urls, url_key),
    ):
        for folded, value in _once(values, key).items():
            rows.add("contact_point", own, kind, value, folded)
    for table, listed in (("alias", r.aliases), ("tag", r.tags)):
        for folded, value in _once(listed, names.fold).items():
            rows.add(table, own, value, folded)
    for relation, topics in (("knows", r.knows), ("cares", r.cares)):
        for folded, value in _once(topics, names.fold).items():
            rows.add("topic", own, relation, value, folded)
    for word in dict.fromkeys(w for name in (r.name, *r.aliases) for w in names.words(name)):
        rows.add("name_word", own, word)
    if met_on is not None:
        rows.add("tie", ME, own)
    said = (
        r.name, *r.aliases, r.organization, r.title, r.city, r.met_where, *r.emails, *r.phones,
        *r.urls, *r.tags, *r.knows, *r.cares, r.note,
    )  # fmt: skip
    rows.add("search_text", own, own, names.fold("\n".join(s for s in said if s)))


def _once(values: Sequence[str], key: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for value in values:
        found.setdefault(key(value), value)
    return found
