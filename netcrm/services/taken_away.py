"""What a person took away from somebody who was imported, so that no file brings it back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from sqlmodel import Session, col, select

from netcrm.domain import names
from netcrm.domain.text import phone_key, url_key
from netcrm.store.tables import people as t
from netcrm.store.tables import profile
from netcrm.store.tables.imports import OriginRow

Facts = set[tuple[str, str]]
"""Facts of one contact, as (field, comparable form): ``("emails", "anna@example.org")``."""

_SINGLE = ("name", "organization", "title", "city", "birthday", "cadence", "met_on", "met_where")


def lists_of(session: Session, own: int) -> Iterator[tuple[str, list[str], Callable[[str], str]]]:
    """Each list of a contact's profile: its field, its values, and how two are compared."""
    points = session.exec(
        select(profile.ContactPointRow)
        .where(profile.ContactPointRow.contact_id == own)
        .order_by(col(profile.ContactPointRow.id))
    ).all()
    for name, kind, key in (
        ("emails", "email", names.fold),
        ("phones", "phone", phone_key),
        ("urls", "url", url_key),
    ):
        yield name, [p.value for p in points if p.kind == kind], key
    for name, table in (("tags", profile.TagRow), ("aliases", profile.AliasRow)):
        rows = session.exec(select(table).where(col(table.contact_id) == own)).all()
        yield name, [row.name for row in rows], names.fold  # type: ignore[attr-defined]
    topics = session.exec(select(profile.TopicRow).where(profile.TopicRow.contact_id == own)).all()
    for name in ("knows", "cares"):
        yield name, [topic.name for topic in topics if topic.relation == name], names.fold


def fact(field: str, value: Any) -> tuple[str, str]:
    """A single value, or a line of a note, as it is compared."""
    return field, names.fold(str(value))


def facts(session: Session, row: t.ContactRow) -> Facts:
    """All that is known of a contact and may come from a file."""
    assert row.id is not None
    found = {
        (field, key(value)) for field, have, key in lists_of(session, row.id) for value in have
    }
    found |= {fact(c, getattr(row, c)) for c in _SINGLE if getattr(row, c) is not None}
    found |= {fact("note", line) for line in (row.note or "").split("\n") if line.strip()}
    return found


def is_imported(session: Session, contact_id: int) -> bool:
    """Whether a file has brought something of a contact, and may do so again."""
    origin = select(OriginRow.id).where(OriginRow.letter == "c", OriginRow.record_id == contact_id)
    return session.exec(origin).first() is not None


def keep(session: Session, contact_id: int, before: Facts, after: Facts) -> None:
    """Keep in mind what is no longer known of a contact; what is known again is let go of."""
    connection = session.connection()
    for sql, of in (
        ("INSERT OR IGNORE INTO taken_away (contact_id, field, value) VALUES (?, ?, ?)",
         before - after),
        ("DELETE FROM taken_away WHERE contact_id = ? AND field = ? AND value = ?",
         after - before),
    ):  # fmt: skip
        if of:
            connection.exec_driver_sql(sql, [(contact_id, *one) for one in sorted(of)])


def taken_away(session: Session) -> dict[int, Facts]:
    """By contact, what a person took away."""
    found: dict[int, Facts] = defaultdict(set)
    for contact_id, field, value in session.connection().exec_driver_sql(
        "SELECT contact_id, field, value FROM taken_away"
    ):
        found[contact_id].add((field, value))
    return found
