"""A contact made findable: by the words of all names, and by everything said of them."""

from __future__ import annotations

from sqlmodel import Session, col, delete, select

from netcrm.domain import names
from netcrm.domain.ids import RecordId
from netcrm.services.derived import index_record
from netcrm.store.tables.people import ContactRow
from netcrm.store.tables.profile import AliasRow, ContactPointRow, NameWordRow, TagRow, TopicRow


def index_contact(session: Session, row: ContactRow) -> None:
    """Make a contact findable: by the words of all names, and by everything said of them."""
    session.flush()
    assert row.id is not None
    own = row.id
    known_as = session.exec(
        select(AliasRow).where(AliasRow.contact_id == own).order_by(col(AliasRow.id))
    )
    aliases = [alias.name for alias in known_as]
    session.exec(delete(NameWordRow).where(col(NameWordRow.contact_id) == own))
    for word in dict.fromkeys(w for name in (row.name, *aliases) for w in names.words(name)):
        session.add(NameWordRow(contact_id=own, word=word))
    points = session.exec(
        select(ContactPointRow)
        .where(ContactPointRow.contact_id == own)
        .order_by(col(ContactPointRow.id))
    )
    tags = session.exec(select(TagRow).where(TagRow.contact_id == own).order_by(col(TagRow.id)))
    topics = session.exec(
        select(TopicRow).where(TopicRow.contact_id == own).order_by(col(TopicRow.id))
    )
    said = [
        row.name,
        *aliases,
        row.organization,
        row.title,
        row.city,
        row.met_where,
        *(p.value for p in points),
        *(t.name for t in tags),
        *(t.name for t in topics),
        row.note,
    ]
    index_record(session, RecordId("c", own), [own], "\n".join(s for s in said if s))
