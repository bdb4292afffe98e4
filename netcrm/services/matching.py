"""Which contact a record of a file means: by uid, the source's id, e-mail, phone, slug, name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from netcrm.domain import names
from netcrm.domain.records import PersonRecord
from netcrm.domain.text import phone_key, url_key

_LINKEDIN = "linkedin.com/in/"


def record_key(record: PersonRecord) -> str:
    """How an import names a person, so that they come in once: the strongest identity it has."""
    slugs = [key for key in map(url_key, record.urls) if key.startswith(_LINKEDIN)]
    for kind, values in (
        ("uid", [record.uid or ""]),
        ("id", [record.source_id or ""]),
        ("slug", slugs),
        ("email", [names.fold(e) for e in record.emails]),
        # A phone may be a firm's, so that it says who only together with the name.
        ("phone", [f"{phone_key(p)}|{names.fold(record.name)}" for p in record.phones]),
    ):
        if values and values[0]:
            return f"{kind}:{values[0]}"
    return f"name:{names.fold(record.name)}|{names.fold(record.organization or '')}"


@dataclass
class Known:
    """Who is there already among those whom some records may mean."""

    origins: dict[str, int] = field(default_factory=dict)
    uids: dict[str, int] = field(default_factory=dict)
    points: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    by_name: dict[str, list[int]] = field(default_factory=dict)
    organizations: dict[int, str] = field(default_factory=dict)
    sort_names: dict[int, str] = field(default_factory=dict)
    slugs: dict[int, set[str]] = field(default_factory=dict)
    # whom other records of the same import meant
    taken: set[int] = field(default_factory=set)

    def note(self, contact_id: int, record: PersonRecord) -> None:
        """A record that was brought in as this contact."""
        self.origins[record_key(record)] = contact_id
        if record.uid:
            self.uids[record.uid] = contact_id
        for kind, key in _point_keys(record):
            self.points.setdefault((kind, key), []).append(contact_id)
            if key.startswith(_LINKEDIN):
                self.slugs.setdefault(contact_id, set()).add(key)
        folded = names.fold(record.name)
        self.by_name.setdefault(folded, []).append(contact_id)
        self.sort_names[contact_id] = folded
        self.organizations[contact_id] = names.fold(record.organization or "")

    def match(self, record: PersonRecord) -> int | None:
        """The contact that a record means, None for a new one.

        A phone number alone may be a firm's: who shares it must share a word of the name.
        """
        if record.uid and record.uid in self.uids:
            return self.uids[record.uid]
        if (found := self.origins.get(record_key(record))) is not None:
            return found
        for kind, key in _point_keys(record):
            for contact_id in self.points.get((kind, key), ()):
                if kind != "phone" or self._shares_a_word(contact_id, record.name):
                    return contact_id
        return self._by_name(record)

    def _shares_a_word(self, contact_id: int, name: str) -> bool:
        own = set(self.sort_names.get(contact_id, "").split())
        return bool(own & set(names.fold(name).split()))

    def _by_name(self, record: PersonRecord) -> int | None:
        """A namesake of the same organization, or the only one; another slug is another person."""
        slugs = {key for kind, key in _point_keys(record) if key.startswith(_LINKEDIN)}
        alike = [
            contact_id
            for contact_id in self.by_name.get(names.fold(record.name), ())
            if not (slugs and self.slugs.get(contact_id, set()) - slugs)
        ]
        organization = names.fold(record.organization or "")
        for contact_id in alike:
            if self.organizations.get(contact_id, "") == organization:
                return contact_id
        # One file does not name the same person twice at two firms: the second is a namesake.
        return alike[0] if len(alike) == 1 and alike[0] not in self.taken else None


def _point_keys(record: PersonRecord) -> Iterator[tuple[str, str]]:
    for email in record.emails:
        yield "email", names.fold(email)
    for phone in record.phones:
        if len(key := phone_key(phone)) >= 6:
            yield "phone", key
    for url in record.urls:
        if (key := url_key(url)).startswith(_LINKEDIN):
            yield "url", key


def known(session: Session, source: str, records: Sequence[PersonRecord]) -> Known:
    """All who may be meant by some records, read in a few questions."""
    found = Known()
    ids: set[int] = set()
    for key, contact_id in _ask(
        session,
        "SELECT key, record_id FROM origin WHERE letter = 'c' AND source = ? AND key IN ({})",
        [record_key(r) for r in records],
        source,
    ):
        found.origins[key] = contact_id
    uids = [r.uid for r in records if r.uid]
    for sql in (
        "SELECT uid, id FROM contact WHERE uid IN ({})",
        "SELECT uid, contact_id FROM redirect WHERE uid IN ({})",
    ):
        for uid, contact_id in _ask(session, sql, uids):
            found.uids[uid] = contact_id
    for kind in ("email", "phone", "url"):
        wanted = [key for r in records for k, key in _point_keys(r) if k == kind]
        sql = "SELECT folded, contact_id FROM contact_point WHERE kind = ? AND folded IN ({})"
        for key, contact_id in _ask(session, sql, wanted, kind):
            found.points.setdefault((kind, key), []).append(contact_id)
            ids.add(contact_id)
    _namesakes(session, found, [names.fold(r.name) for r in records], ids)
    return found


def _namesakes(session: Session, found: Known, wanted: list[str], ids: set[int]) -> None:
    sql = "SELECT sort_name, id, organization_folded FROM contact WHERE id <> 0 AND {} IN ({{}})"
    for column, values in (("sort_name", wanted), ("id", sorted(ids))):
        for name, contact_id, organization in _ask(session, sql.format(column), values):
            if contact_id not in found.sort_names:
                found.by_name.setdefault(name, []).append(contact_id)
            found.sort_names[contact_id] = name
            found.organizations[contact_id] = organization or ""
    sql = (
        "SELECT contact_id, folded FROM contact_point WHERE kind = 'url' "
        "AND folded LIKE 'linkedin.com/in/%' AND contact_id IN ({})"
    )
    for contact_id, slug in _ask(session, sql, sorted(found.sort_names)):
        found.slugs.setdefault(contact_id, set()).add(slug)


def _ask(session: Session, sql: str, values: Iterable[object], *before: object) -> Iterator[Any]:
    wanted = list(dict.fromkeys(values))
    connection = session.connection()
    for at in range(0, len(wanted), 500):
        chunk = wanted[at : at + 500]
        marks = ", ".join("?" * len(chunk))
        yield from connection.exec_driver_sql(sql.format(marks), (*before, *chunk))
