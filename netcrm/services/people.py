"""People in, changed, out of the lists and back; who knows whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, delete, select

from netcrm.domain import names
from netcrm.domain.errors import ConflictError, UsageError
from netcrm.domain.kinds import ME, PointKind, Relation
from netcrm.domain.text import phone_key, url_key
from netcrm.services import derived, taken_away
from netcrm.services.finding import index_contact
from netcrm.store.tables.people import ContactRow, TieRow
from netcrm.store.tables.profile import AliasRow, ContactPointRow, TagRow, TopicRow


class _Unset:
    """A field that the person did not name, so that it stays as it is; None clears it."""


UNSET: Any = _Unset()


@dataclass(frozen=True)
class Profile:
    """What is said of a contact, checked; what is ``UNSET`` stays as it is, None clears.

    Lists replace what is there. ``closeness`` is 1 to 5, ``cadence`` an ISO duration.
    """

    name: str = UNSET
    organization: str | None = UNSET
    title: str | None = UNSET
    city: str | None = UNSET
    birthday: str | None = UNSET
    cadence: str | None = UNSET
    closeness: int | None = UNSET
    met_on: date | None = UNSET
    met_where: str | None = UNSET
    through_id: int | None = UNSET
    note: str | None = UNSET
    emails: Sequence[str] = UNSET
    phones: Sequence[str] = UNSET
    urls: Sequence[str] = UNSET
    tags: Sequence[str] = UNSET
    knows: Sequence[str] = UNSET
    cares: Sequence[str] = UNSET
    aliases: Sequence[str] = UNSET
    they_avoid: Sequence[str] = UNSET

    def is_empty(self) -> bool:
        """Whether nothing is said."""
        return all(getattr(self, f.name) is UNSET for f in fields(self))


@dataclass(frozen=True)
class Origin:
    """Where a new contact comes from: typed (the default), or an import that keeps its uid."""

    uid: str | None = None
    imported_from: str | None = None
    added_on: date | None = None


_COLUMNS = ("organization", "title", "city", "birthday", "cadence", "met_on", "met_where", "note")


def add(
    session: Session, profile: Profile, today: date, now: datetime, origin: Origin | None = None
) -> int:
    """A new contact; answers the id. ``--met`` is a first tie with me."""
    origin = origin or Origin()
    row = ContactRow(
        name=profile.name,
        sort_name=names.fold(profile.name),
        added_on=origin.added_on or today,
        changed_at=now,
        imported_from=origin.imported_from,
    )
    if origin.uid is not None:
        row.uid = origin.uid
    session.add(row)
    session.flush()
    assert row.id is not None
    edit(session, row.id, profile, today, now)
    return row.id


def edit(session: Session, contact_id: int, profile: Profile, today: date, now: datetime) -> None:
    """Change what the profile says; raises ``ConflictError`` where ``me`` would be renamed."""
    row = derived.contact_row(session, contact_id)
    is_imported = taken_away.is_imported(session, contact_id)
    before = taken_away.facts(session, row) if is_imported else set()
    if profile.name is not UNSET:
        if row.id == ME and profile.name != row.name:
            raise ConflictError("'me' is you, and keeps that name; --alias adds another.")
        row.name, row.sort_name = profile.name, names.fold(profile.name)
    for column in _COLUMNS:
        if (value := getattr(profile, column)) is not UNSET:
            if column == "birthday" and (value or "")[-5:] != (row.birthday or "")[-5:]:
                # Another day is kept, and put off, by itself.
                row.birthday_done_year, row.birthday_snoozed_to = None, None
            if column == "cadence" and value is None:
                row.touch_snoozed_to = None
            setattr(row, column, value)
    if profile.through_id is not UNSET:
        if profile.through_id == contact_id:
            raise UsageError("through: nobody is met through themselves.")
        row.through_id = profile.through_id
    row.organization_folded = names.fold(row.organization) if row.organization else None
    row.birthday_md = row.birthday[-5:] if row.birthday else None
    row.changed_at = now
    session.add(row)
    _lists(session, contact_id, profile)
    _closeness(session, contact_id, profile)
    _boundaries(session, contact_id, profile, today)
    if is_imported:
        session.flush()
        taken_away.keep(session, contact_id, before, taken_away.facts(session, row))
    index_contact(session, row)
    derived.refresh(session, [contact_id])


def _lists(session: Session, own: int, profile: Profile) -> None:
    for kind, values, key in (
        (PointKind.email, profile.emails, names.fold),
        (PointKind.phone, profile.phones, phone_key),
        (PointKind.url, profile.urls, url_key),
    ):
        if values is UNSET:
            continue
        session.exec(
            delete(ContactPointRow).where(
                col(ContactPointRow.contact_id) == own, col(ContactPointRow.kind) == kind.value
            )
        )
        for folded, value in _once(values, key).items():
            session.add(
                ContactPointRow(contact_id=own, kind=kind.value, value=value, folded=folded)
            )
    for relation, topics in ((Relation.knows, profile.knows), (Relation.cares, profile.cares)):
        if topics is UNSET:
            continue
        session.exec(
            delete(TopicRow).where(
                col(TopicRow.contact_id) == own, col(TopicRow.relation) == relation.value
            )
        )
        for folded, value in _once(topics, names.fold).items():
            session.add(
                TopicRow(contact_id=own, relation=relation.value, name=value, folded=folded)
            )
    for table, listed in ((TagRow, profile.tags), (AliasRow, profile.aliases)):
        if listed is UNSET:
            continue
        session.exec(delete(table).where(col(table.contact_id) == own))
        for folded, value in _once(listed, names.fold).items():
            session.add(table(contact_id=own, name=value, folded=folded))


def _boundaries(session: Session, own: int, profile: Profile, today: date) -> None:
    """What they said they avoid; what stays in the list keeps its id."""
    if profile.they_avoid is UNSET:
        return
    from netcrm.services import expectations

    expectations.replace_boundaries(session, own, profile.they_avoid, today)


def _once(values: Sequence[str], key: Any) -> dict[str, str]:
    """Each value once, as it is compared, the first spelling kept."""
    found: dict[str, str] = {}
    for value in values:
        found.setdefault(key(value), value)
    return found


def _closeness(session: Session, contact_id: int, profile: Profile) -> None:
    if profile.closeness is not UNSET:
        if contact_id == ME:
            raise ConflictError("closeness: it is between you and somebody else.")
        row = _tie_row(session, ME, contact_id)
        row.strength = profile.closeness
        session.add(row)
    elif profile.met_on is not UNSET and profile.met_on is not None and contact_id != ME:
        derived.know_each_other(session, contact_id)


def placed(session: Session, contact_id: int, today: date) -> None:
    """An imported contact has been looked at."""
    row = derived.contact_row(session, contact_id)
    row.placed_on = today
    session.add(row)


def archive(session: Session, contact_id: int, today: date | None, now: datetime) -> bool:
    """Take a contact out of the lists, or with ``today`` None back in; False: it was so already."""
    row = derived.contact_row(session, contact_id)
    if (row.archived_on is None) == (today is None):
        return False
    row.archived_on, row.changed_at = today, now
    session.add(row)
    return True


def tie(
    session: Session,
    a: int,
    b: int,
    *,
    strength: int | None = None,
    trusts: int | None = None,
    how: str | None = None,
) -> None:
    """Two contacts know each other; what is None stays as it is, strength 3 for a new one.

    Raises ``UsageError`` for a person and themselves.
    """
    if a == b:
        raise UsageError("A tie is between two different people.")
    derived.contact_row(session, a)
    derived.contact_row(session, b)
    row = _tie_row(session, a, b)
    if strength is not None:
        row.strength = strength
    elif row.strength is None and trusts is None:
        row.strength = NEW_TIE_STRENGTH
    if trusts is not None:
        if row.a_id == a:
            row.a_trusts_b = trusts
        else:
            row.b_trusts_a = trusts
    if how is not None:
        row.how = how
    session.add(row)


def untie(session: Session, a: int, b: int) -> bool:
    """Two contacts do not know each other after all; False where no tie stood."""
    row = _tie_row(session, a, b)
    if row.id is None:
        return False
    session.delete(row)
    return True


def met(session: Session, a: int, b: int, *, how: str) -> None:
    """Two contacts have met once, at least; a tie that stands stays as it is."""
    row = _tie_row(session, a, b)
    if row.strength is None:
        row.strength = 1
        row.how = row.how or how
    session.add(row)


NEW_TIE_STRENGTH = 3
"""A tie is worth typing when the two know each other well enough to be asked about."""


def _tie_row(session: Session, one: int, other: int) -> TieRow:
    a, b = sorted((one, other))
    found = session.exec(select(TieRow).where(TieRow.a_id == a, TieRow.b_id == b)).first()
    return found or TieRow(a_id=a, b_id=b)
