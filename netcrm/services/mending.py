"""What a look at the whole database found wrong, brought in order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, col, select

from netcrm.domain import names
from netcrm.domain.errors import NotFoundError
from netcrm.domain.health import Finding
from netcrm.domain.ids import RecordId
from netcrm.domain.kinds import ME
from netcrm.domain.records import DERIVED
from netcrm.domain.text import phone_key, tame, url_key
from netcrm.services import asks, derived, goals, introductions, recommendations
from netcrm.services.change import record_row
from netcrm.services.finding import index_contact
from netcrm.store import engine, objects
from netcrm.store.schema import SEARCH_INDEXES
from netcrm.store.tables import ledger, profile
from netcrm.store.tables.columns import new_uid
from netcrm.store.tables.people import ContactRow, TieRow

_OWN_INDEX: dict[str, Any] = {
    "a": asks.index,
    "g": goals.index,
    "i": introductions.index,
    "r": recommendations.index,
}


def mend(session: Session, findings: Iterable[Finding]) -> None:
    """Repair what can be: kept values are worked out anew, what points to nothing goes."""
    # A broken index would let no text be changed.
    _rebuild(session)
    contacts: set[int] = set()
    for finding in findings:
        contacts.update(finding.contacts)
        repair = _REPAIRS.get(finding.check)
        for table, number in finding.records if repair is not None else ():
            assert repair is not None
            repair(session, table, number)
    _people(session, contacts)
    _rebuild(session)


def _rebuild(session: Session) -> None:
    """The trigram index is made of the texts, so that it can always be made anew."""
    for index in SEARCH_INDEXES:
        session.connection().exec_driver_sql(
            f"INSERT INTO {index} ({index}) VALUES ('rebuild')"  # noqa: S608 - own names
        )


def mend_file(session: Session, findings: Iterable[Finding]) -> None:
    """Repair what the journal itself needs, before it notes the rest."""
    for finding in findings:
        repair = _FILE_REPAIRS.get(finding.check)
        for table, number in finding.records if repair is not None else ():
            assert repair is not None
            repair(session, table, number)


def _count_on(session: Session, table: str, number: int) -> None:
    connection = session.connection()
    connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
    counted = "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)"
    connection.exec_driver_sql(counted, (table, number))


def _make_again(session: Session, name: str, _number: int) -> None:
    for statement in objects.again(name):
        session.connection().exec_driver_sql(statement)


def _bar(session: Session, _table: str, entry: int) -> None:
    """What cannot be taken back, no undo may go past."""
    for statement in (
        "DELETE FROM journal_image WHERE entry_id = ?",
        "UPDATE journal SET kind = 'barrier' WHERE id = ?",
    ):
        session.connection().exec_driver_sql(statement, (entry,))


def _nobody(session: Session, table: str, contact_id: int) -> None:
    session.connection().exec_driver_sql(
        f"DELETE FROM {table} WHERE contact_id = ?",  # noqa: S608 - own names
        (contact_id,),
    )


def _stamp(session: Session, _table: str, version: int) -> None:
    engine.stamp(session.connection(), version)


def _name(session: Session, table: str, number: int) -> None:
    session.connection().exec_driver_sql(
        f"UPDATE {table} SET uid = ? WHERE id = ?",  # noqa: S608 - own names
        (new_uid(), number),
    )


def _as_declared(session: Session, table: str, number: int) -> None:
    """Bytes in a column of text become text, and what is worked out from others nothing, for now.

    What cannot be a number stays, and is told again.
    """
    connection = session.connection()
    for _, column, declared, is_needed, *_ in connection.exec_driver_sql(
        f"PRAGMA table_info({table})"
    ).fetchall():
        value, kind = connection.exec_driver_sql(
            f'SELECT "{column}", typeof("{column}") FROM {table} WHERE rowid = ?',  # noqa: S608
            (number,),
        ).one()
        wanted = "integer" if declared in ("INTEGER", "BOOLEAN") else "text"
        if column in DERIVED and (kind not in (wanted, "null") or declared == "DATE"):
            right: Any = _EMPTY[wanted] if is_needed else None
        elif kind == "blob" and wanted == "text":
            right = tame(value.decode("utf-8", "replace")) or "?"
        else:
            continue
        connection.exec_driver_sql(
            # What a constraint forbids stays, and is told again.
            f'UPDATE OR IGNORE {table} SET "{column}" = ? WHERE rowid = ?',  # noqa: S608 - own names
            (right, number),
        )


_EMPTY = {"integer": 0, "text": ""}


def _in_range(session: Session, table: str, number: int) -> None:
    """A yes or no that is neither is a yes; a birthday that was done in no year is not done."""
    connection = session.connection()
    for _, column, declared, *_ in connection.exec_driver_sql(
        f"PRAGMA table_info({table})"
    ).fetchall():
        if declared == "BOOLEAN":
            sets = f'"{column}" = ("{column}" <> 0)'
        elif column == "birthday_done_year":
            sets = f"{column} = CASE WHEN {column} BETWEEN 1900 AND 2200 THEN {column} END"
        else:
            continue
        connection.exec_driver_sql(
            f"UPDATE {table} SET {sets} WHERE rowid = ?",  # noqa: S608 - own names
            (number,),
        )


def _turn(session: Session, _table: str, number: int) -> None:
    """A tie that stands the wrong way round turns, or joins the one that stands right."""
    tie = session.get(TieRow, number)
    assert tie is not None
    right = session.exec(
        select(TieRow).where(TieRow.a_id == tie.b_id, TieRow.b_id == tie.a_id)
    ).first()
    if tie.a_id == tie.b_id or right is not None:
        if right is not None and right is not tie:
            right.strength = _more(right.strength, tie.strength)
            right.a_trusts_b = _more(right.a_trusts_b, tie.b_trusts_a)
            right.b_trusts_a = _more(right.b_trusts_a, tie.a_trusts_b)
            right.how = right.how or tie.how
            session.add(right)
        session.delete(tie)
    else:
        tie.a_id, tie.b_id = tie.b_id, tie.a_id
        tie.a_trusts_b, tie.b_trusts_a = tie.b_trusts_a, tie.a_trusts_b
        session.add(tie)
    session.flush()


def _more(one: int | None, other: int | None) -> int | None:
    return max((n for n in (one, other) if n is not None), default=None)


def _unbook(session: Session, _table: str, number: int) -> None:
    session.connection().exec_driver_sql(
        "UPDATE exchange SET source_letter = NULL, source_id = NULL WHERE id = ?", (number,)
    )


def _delete(session: Session, table: str, number: int) -> None:
    session.connection().exec_driver_sql(
        f"DELETE FROM {table} WHERE id = ?",  # noqa: S608 - own names
        (number,),
    )


def _no_cadence(session: Session, table: str, number: int) -> None:
    column = "cadence" if table == "contact" else "every"
    session.connection().exec_driver_sql(
        f"UPDATE {table} SET {column} = NULL WHERE id = ?",  # noqa: S608 - own names
        (number,),
    )


def _unlink(session: Session, table: str, number: int) -> None:
    """A row that points to nothing lets go of it, or goes where it is nothing without it."""
    connection = session.connection()
    if table == "exchange":
        connection.exec_driver_sql(
            "UPDATE exchange SET for_ask_id = NULL WHERE id = ? "
            "AND for_ask_id NOT IN (SELECT id FROM ask)",
            (number,),
        )
    for row in connection.exec_driver_sql(f"PRAGMA foreign_key_list({table})").fetchall():
        parent, column, action = row[2], row[3], row[6]
        if column == "reverted_by_id":  # what was taken back stays so, whoever did it
            what = "UPDATE journal SET reverted_by_id = id"
        elif action == "SET NULL" or column == "reverts_id":
            what = f"UPDATE {table} SET {column} = NULL"  # noqa: S608 - own names
        else:
            what = f"DELETE FROM {table}"  # noqa: S608 - own names
        # A table without row ids names none: there every row is looked at.
        whose = "id = ?1 AND" if number else "?1 = 0 AND"
        connection.exec_driver_sql(
            f"{what} WHERE {whose} {column} IS NOT NULL "  # noqa: S608 - own names
            f"AND NOT EXISTS (SELECT 1 FROM {parent} p WHERE p.id = {table}.{column})",
            (number,),
        )


def _index(session: Session, letter: str, number: int) -> None:
    record = RecordId(letter, number)
    if record.letter == "l":
        telling = session.get(ledger.TellingRow, record.number)
        if telling is None:  # it went with what it pointed to
            return
        derived.index_record(session, record, [telling.contact_id], telling.text)
        return
    try:
        row = record_row(session, record)
    except NotFoundError:  # it went with what it pointed to
        return
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
        if session.get(ContactRow, contact_id) is None:
            continue
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
        # I am found by what I said of myself, and nobody is in touch with me.
        index_contact(session, row)
        if contact_id != ME:
            derived.refresh(session, [contact_id])


# What is worked out anew for people is of no record.
_REPAIRS: dict[str, Any] = {
    "links": _unlink,
    "ties": _turn,
    "booked entries": _unbook,
    "orphans": _delete,
    "cadences": _no_cadence,
    "search words of records": _index,
}

# What the journal needs, or keeps no image of.
_FILE_REPAIRS: dict[str, Any] = {
    "kinds of values": _as_declared,
    "days": _as_declared,
    "ranges": _in_range,
    "numbers": _count_on,
    "indexes and triggers": _make_again,
    "journal kinds": _bar,
    "journal images": _bar,
    "journal people": _nobody,
    "migrations": _stamp,
    "uids": _name,
}
