"""What a look at the whole database found wrong, brought in order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, col, select

from netcrm.domain import names
from netcrm.domain.health import Finding
from netcrm.domain.ids import RecordId
from netcrm.domain.kinds import ME
from netcrm.domain.text import phone_key, url_key
from netcrm.services import asks, derived, introductions, recommendations
from netcrm.services.change import record_row
from netcrm.services.finding import index_contact
from netcrm.store.schema import SEARCH_INDEXES
from netcrm.store.tables import ledger, profile

_OWN_INDEX: dict[str, Any] = {
    "a": asks.index,
    "i": introductions.index,
    "r": recommendations.index,
}


def mend(session: Session, findings: Iterable[Finding]) -> None:
    """Repair what can be: kept values are worked out anew, what points to nothing goes."""
    connection = session.connection()
    contacts: set[int] = set()
    for finding in findings:
        contacts.update(finding.contacts)
        for table, number in finding.records:
            if finding.check == "links":
                _unlink(session, table, number)
            elif finding.check == "ties":
                connection.exec_driver_sql(
                    "UPDATE tie SET a_id = b_id, b_id = a_id, a_trusts_b = b_trusts_a, "
                    "b_trusts_a = a_trusts_b WHERE id = ?",
                    (number,),
                )
            elif finding.check == "booked entries":
                connection.exec_driver_sql(
                    "UPDATE exchange SET source_letter = NULL, source_id = NULL WHERE id = ?",
                    (number,),
                )
            elif finding.check == "orphans":
                connection.exec_driver_sql(
                    f"DELETE FROM {table} WHERE id = ?",  # noqa: S608 - own names
                    (number,),
                )
            else:
                _index(session, RecordId(table, number))
    _people(session, contacts)
    # The trigram index is made of the texts above, so that it can always be made anew.
    for index in SEARCH_INDEXES:
        connection.exec_driver_sql(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")  # noqa: S608 - own names


def _unlink(session: Session, table: str, number: int) -> None:
    """A row that points to nothing lets go of it, or goes where it is nothing without it."""
    connection = session.connection()
    for row in connection.exec_driver_sql(f"PRAGMA foreign_key_list({table})").fetchall():
        parent, column, action = row[2], row[3], row[6]
        what = (
            f"UPDATE {table} SET {column} = NULL"  # noqa: S608 - own names
            if action == "SET NULL"
            else f"DELETE FROM {table}"  # noqa: S608 - own names
        )
        connection.exec_driver_sql(
            f"{what} WHERE id = ? AND {column} IS NOT NULL "  # noqa: S608 - own names
            f"AND NOT EXISTS (SELECT 1 FROM {parent} p WHERE p.id = {table}.{column})",
            (number,),
        )


def _index(session: Session, record: RecordId) -> None:
    if record.letter == "l":
        telling = session.get(ledger.TellingRow, record.number)
        assert telling is not None
        derived.index_record(session, record, [telling.contact_id], telling.text)
        return
    row = record_row(session, record)
    if record.letter in _OWN_INDEX:
        _OWN_INDEX[record.letter](session, row)
    elif record.letter == "n":
        people = session.exec(
            select(ledger.ParticipantRow.contact_id).where(
                ledger.ParticipantRow.interaction_id == record.number
            )
        ).all()
        derived.index_record(session, record, people, row.text)
    else:
        derived.index_record(session, record, [row.contact_id], row.text)


def _people(session: Session, contact_ids: Iterable[int]) -> None:
    keys = {"phone": phone_key, "url": url_key}
    for contact_id in sorted(contact_ids):
        row = derived.contact_row(session, contact_id)
        row.sort_name = names.fold(row.name)
        row.organization_folded = names.fold(row.organization) if row.organization else None
        row.birthday_md = row.birthday[-5:] if row.birthday else None
        session.add(row)
        for point in session.exec(
            select(profile.ContactPointRow).where(profile.ContactPointRow.contact_id == contact_id)
        ):
            point.folded = keys.get(point.kind, names.fold)(point.value)
        for table in (profile.AliasRow, profile.TagRow, profile.TopicRow):
            own: Any = select(table).where(col(table.contact_id) == contact_id)
            for named in session.exec(own):
                named.folded = names.fold(named.name)
        if contact_id != ME:
            index_contact(session, row)
            derived.refresh(session, [contact_id])
