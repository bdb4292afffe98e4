"""Which contact a record of a file means: by uid, the source's id, e-mail, phone, slug, name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from netcrm.domain import names
from netcrm.domain.nicknames import is_no_name, names_agree, same_first_word, same_words
from netcrm.domain.records import PersonRecord
from netcrm.domain.text import phone_key, uid_key, url_key

_LINKEDIN = "linkedin.com/in/"
# A shorter number is an extension, and says nothing of whose it is.
_FEWEST_DIGITS = 6
# The sources whose records have uids; a uid is the same person's in all of them.
_OF_UIDS = ("vcard", "csv")


def record_key(record: PersonRecord) -> str:
    """How an import names a person, so that they come in once: the strongest identity it has."""
    slugs = [key for key in map(url_key, record.urls) if key.startswith(_LINKEDIN)]
    name = names.fold(record.name)
    for kind, values in (
        ("uid", [uid_key(record.uid or "")]),
        ("id", [record.source_id or ""]),
        ("slug", slugs),
        # An address or a phone may be a family's or a firm's: it says who only with the name.
        ("email", [f"{names.fold(e)}|{name}" for e in record.emails]),
        ("phone", [f"{phone_key(p)}|{name}" for p in record.phones]),
    ):
        if values and values[0]:
            return f"{kind}:{values[0]}"
    return f"name:{name}|{names.fold(record.organization or '')}"


@dataclass
class Known:
    """Who is there already among those whom some records may mean; uids by their key."""

    origins: dict[str, int] = field(default_factory=dict)
    uids: dict[str, int] = field(default_factory=dict)
    points: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    by_name: dict[str, list[int]] = field(default_factory=dict)
    organizations: dict[int, str] = field(default_factory=dict)
    sort_names: dict[int, str] = field(default_factory=dict)
    slugs: dict[int, set[str]] = field(default_factory=dict)
    # whom other records of the same import meant, and whether one of those had a uid
    taken: dict[int, bool] = field(default_factory=dict)

    def note(self, contact_id: int, record: PersonRecord) -> None:
        """A record that was brought in as this contact."""
        self.origins[record_key(record)] = contact_id
        if record.uid:
            self.uids[uid_key(record.uid)] = contact_id
        self.taken[contact_id] = self.taken.get(contact_id, False) or bool(record.uid)
        for kind, key in _point_keys(record):
            _add(self.points.setdefault((kind, key), []), contact_id)
            if key.startswith(_LINKEDIN):
                self.slugs.setdefault(contact_id, set()).add(key)
        folded = names.fold(record.name)
        if contact_id not in self.sort_names:
            _add(self.by_name.setdefault(folded, []), contact_id)
        self.sort_names.setdefault(contact_id, folded)
        self.organizations.setdefault(contact_id, names.fold(record.organization or ""))

    def match(self, record: PersonRecord) -> int | None:
        """The contact that a record means, None for a new one.

        What may be shared, an e-mail address or a phone, is only theirs whose name agrees.
        """
        if record.uid and (found := self.uids.get(uid_key(record.uid))) is not None:
            return found
        if (found := self.origins.get(record_key(record))) is not None:
            return found
        for kind, key in _point_keys(record):
            sharing = self.points.get((kind, key), ())
            if kind == "url" and sharing:
                return sharing[0]
            for agrees in (self._is_called, self._may_be_called, self._may_have_married):
                for contact_id in sharing:
                    if agrees(contact_id, record, kind):
                        return contact_id
        return self._by_name(record)

    def _is_called(self, contact_id: int, record: PersonRecord, _kind: str) -> bool:
        """Whether it is the same name, or one of them is none."""
        own = self.sort_names.get(contact_id, "")
        return is_no_name(own) or is_no_name(record.name) or same_words(own, record.name)

    def _may_be_called(self, contact_id: int, record: PersonRecord, _kind: str) -> bool:
        """Whether the names agree; one file does not call the same person by two names."""
        own = self.sort_names.get(contact_id, "")
        return contact_id not in self.taken and names_agree(own, record.name)

    def _may_have_married(self, contact_id: int, record: PersonRecord, kind: str) -> bool:
        """Whether only the family name is another; a card with a uid of its own would say so."""
        own = self.sort_names.get(contact_id, "")
        alone = kind == "email" and record.uid is None and contact_id not in self.taken
        return alone and same_first_word(own, record.name)

    def _by_name(self, record: PersonRecord) -> int | None:
        """A namesake of the same organization, or the only one.

        Another slug is another person, and so is another uid in the same file.
        """
        slugs = {key for kind, key in _point_keys(record) if key.startswith(_LINKEDIN)}
        alike = [
            contact_id
            for contact_id in self.by_name.get(names.fold(record.name), ())
            if not (slugs and self.slugs.get(contact_id, set()) - slugs)
            and not (record.uid and self.taken.get(contact_id))
        ]
        organization = names.fold(record.organization or "")
        for contact_id in alike:
            if self.organizations.get(contact_id, "") == organization:
                return contact_id
        # One file does not name the same person twice at two firms: the second is a namesake.
        return alike[0] if len(alike) == 1 and alike[0] not in self.taken else None


def _add(found: list[int], contact_id: int) -> None:
    if contact_id not in found:
        found.append(contact_id)


def _point_keys(record: PersonRecord) -> Iterator[tuple[str, str]]:
    for email in record.emails:
        yield "email", names.fold(email)
    for phone in record.phones:
        key = phone_key(phone)
        if sum(char.isdigit() for char in key) >= _FEWEST_DIGITS:
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
    _uids(session, found, [r.uid for r in records if r.uid])
    for kind in ("email", "phone", "url"):
        wanted = [key for r in records for k, key in _point_keys(r) if k == kind]
        sql = "SELECT folded, contact_id FROM contact_point WHERE kind = ? AND folded IN ({})"
        for key, contact_id in _ask(session, sql, wanted, kind):
            found.points.setdefault((kind, key), []).append(contact_id)
            ids.add(contact_id)
    _namesakes(session, found, [names.fold(r.name) for r in records], ids)
    return found


def _uids(session: Session, found: Known, uids: Sequence[str]) -> None:
    """Whose uids are there: a contact's own as it came in, and those of all cards of theirs."""
    keys = [uid_key(uid) for uid in uids]
    for key, contact_id in _ask(
        session,
        "SELECT key, record_id FROM origin WHERE letter = 'c' AND source IN (?, ?) AND key IN ({})",
        [f"uid:{key}" for key in keys],
        *_OF_UIDS,
    ):
        found.uids[key.removeprefix("uid:")] = contact_id
    for sql in (
        "SELECT uid, contact_id FROM redirect WHERE uid IN ({})",
        "SELECT uid, id FROM contact WHERE uid IN ({})",
    ):
        for uid, contact_id in _ask(session, sql, [*uids, *keys]):
            found.uids[uid_key(uid)] = contact_id


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
