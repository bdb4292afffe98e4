"""What was done, taken back; and what was taken back, done again."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlmodel import Session

from netcrm.domain.errors import ConflictError
from netcrm.domain.journal import Difference, Entry, EntryKind
from netcrm.domain.kinds import ME
from netcrm.services import derived
from netcrm.store import journal
from netcrm.store.connect import errors

_QUIET = {
    "sort_name", "organization_folded", "birthday_md", "changed_at", "given", "received",
    "open_loops", "last_exchange_on", "last_contact_on", "next_touch_on", "id", "uid",
}  # fmt: skip
_SHOWN_TABLES = {
    "contact": "",
    "exchange": "e",
    "interaction": "n",
    "expectation": "x",
    "ask": "a",
    "introduction": "i",
    "recommendation": "r",
    "goal": "g",
}


def undo(session: Session, entry: Entry) -> list[Difference]:
    """Make every row what it was before the entry; answers the fields that are as before.

    Wants a session without foreign keys. Raises ``ConflictError`` where another process was
    faster, or something that came later would be left pointing to nothing.
    """
    return _set_back(session, entry, EntryKind.undo)


def redo(session: Session, entry: Entry) -> list[Difference]:
    """Do again what an undo took back; ``entry`` is that undo."""
    return _set_back(session, entry, EntryKind.redo)


def _set_back(session: Session, entry: Entry, kind: EntryKind) -> list[Difference]:
    connection: Any = session.connection().connection.driver_connection
    _still_in_force(connection, entry)
    try:
        differences = _differences(connection, entry)
        left_alone = journal.set_back(connection, entry.id)
    except errors("IntegrityError"):
        raise ConflictError(
            f"{entry.name} cannot be taken back: what stood there before is not allowed."
        ) from None
    except errors("OperationalError", ValueError, KeyError, TypeError, AttributeError):
        raise ConflictError(
            f"What {entry.name} changed cannot be read any more; nothing was changed.",
            hint="See: netcrm doctor",
        ) from None
    if left_alone:
        raise ConflictError(
            f"{entry.name} cannot be taken back: what came later leans on it.",
            hint="Take back what came later first: netcrm undo",
        )
    _refresh(session, connection, entry)
    own = session.info["journal"]
    own.kind, own.reverts = kind.value, entry.id
    own.said = (
        f"{'Took back' if kind is EntryKind.undo else 'Did again'} {entry.name}: {entry.said}"
    )
    # The entry that this undo or redo becomes: inside one transaction its number is certain.
    (highest,) = connection.execute(
        "SELECT seq FROM sqlite_sequence WHERE name = 'journal'"
    ).fetchone()
    connection.execute(
        "UPDATE journal SET reverted_by_id = ? WHERE id = ?", (highest + 1, entry.id)
    )
    if kind is EntryKind.redo:
        connection.execute(
            "UPDATE journal SET reverted_by_id = NULL WHERE id = ?", (entry.reverts_id,)
        )
    return differences


def _refresh(session: Session, connection: sqlite3.Connection, entry: Entry) -> None:
    """Totals and days follow from the records that are there now.

    Where an entry was taken back alone, those that a later one noted may count what is gone.
    """
    concerned = connection.execute(
        "SELECT j.contact_id FROM journal_contact j JOIN contact c ON c.id = j.contact_id "
        "WHERE j.entry_id = ?",
        (entry.id,),
    ).fetchall()
    derived.refresh(session, {contact_id for (contact_id,) in concerned} - {ME})


def _still_in_force(connection: sqlite3.Connection, entry: Entry) -> None:
    row = connection.execute(
        "SELECT reverted_by_id FROM journal WHERE id = ?", (entry.id,)
    ).fetchone()
    if row is None or row[0] is not None:
        raise ConflictError(f"{entry.name} has been taken back meanwhile.")


def _differences(connection: sqlite3.Connection, entry: Entry) -> list[Difference]:
    found = []
    for change in journal.changes(connection, entry.id):
        if change.table in _SHOWN_TABLES and change.column not in _QUIET:
            letter = _SHOWN_TABLES[change.table]
            found.append(
                Difference(
                    f"{letter}{change.row_id}" if letter else _name(connection, change.row_id),
                    change.column.replace("_", " ").removesuffix(" id"),
                    _shown(change.now),
                    _shown(change.then),
                )
            )
    return found


def _name(connection: sqlite3.Connection, contact_id: int) -> str:
    row = connection.execute("SELECT name FROM contact WHERE id = ?", (contact_id,)).fetchone()
    return row[0] if row else str(contact_id)


def _shown(value: Any) -> str:
    return "nothing" if value is None else str(value)
