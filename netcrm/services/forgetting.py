"""A person forgotten: out of every table, out of the journal, out of the free pages of the file."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from netcrm.domain import names
from netcrm.domain.errors import BadFileError, ConflictError
from netcrm.domain.ids import RecordId
from netcrm.domain.journal import UNSWEPT
from netcrm.domain.kinds import ME
from netcrm.services import derived, goals
from netcrm.services.remove import remove
from netcrm.store.connect import connect, errors, is_encrypted
from netcrm.store.schema import SEARCH_INDEXES
from netcrm.store.tables import aims, imports, ledger
from netcrm.store.tables.people import ContactRow

_CHUNK = 1 << 20
_SHORTEST_WORD = 3


def forget(session: Session, contact_id: int, spoken: Sequence[str], now: datetime) -> None:
    """Delete a contact and all that is theirs; ``spoken`` are the names that say who they are.

    Events they had a part in go with the entries these booked, interactions with nobody else go.
    Raises ``ConflictError`` for me.
    """
    if contact_id == ME:
        raise ConflictError("'me' is you; to forget yourself, delete the database.")
    row = derived.contact_row(session, contact_id)
    connection: Any = session.connection().connection.driver_connection
    # What is deleted is overwritten with zeros while it is deleted.
    connection.execute("PRAGMA secure_delete = ON")
    gone = [*_events(session, contact_id), *_alone_with(session, contact_id)]
    own = _records(session, contact_id)
    for record in gone:
        remove(session, record)
    _forget_origins(session, [*gone, *own, RecordId("c", contact_id)])
    aimed = session.exec(
        select(ledger.GoalRow)
        .join(aims.GoalPersonRow)
        .where(aims.GoalPersonRow.contact_id == contact_id)
    ).all()
    session.delete(session.get(ContactRow, row.id))
    session.flush()
    # What mattered to them is found under the goal, and has gone with them.
    for goal in aimed:
        session.refresh(goal)
        goals.index(session, goal)
    session.flush()
    _forget_in_journal(connection, contact_id, spoken, now)
    _forget_imports(connection, spoken)
    for index in SEARCH_INDEXES:
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")  # noqa: S608 - own names


def _events(session: Session, own: int) -> list[RecordId]:
    found = []
    for letter, table, columns in (
        ("i", aims.IntroductionRow, ("introducer_id", "a_id", "b_id")),
        ("r", aims.RecommendationRow, ("recommender_id", "subject_id", "audience_id")),
        ("a", aims.AskRow, ("contact_id",)),
    ):
        query: Any = select(table)
        for row in session.exec(
            query.where(_any(getattr(table, column) == own for column in columns))
        ):
            found.append(RecordId(letter, row.id))
    return found


def _any(conditions: Any) -> Any:
    from sqlalchemy import or_

    return or_(*conditions)


def _alone_with(session: Session, own: int) -> list[RecordId]:
    """The interactions in which nobody else took part."""
    participants = session.exec(
        select(ledger.ParticipantRow.interaction_id).where(ledger.ParticipantRow.contact_id == own)
    ).all()
    found = []
    for interaction_id in participants:
        others = session.exec(
            select(ledger.ParticipantRow.id).where(
                ledger.ParticipantRow.interaction_id == interaction_id,
                col(ledger.ParticipantRow.contact_id).not_in([own, ME]),
            )
        ).first()
        if others is None:
            found.append(RecordId("n", interaction_id))
    return found


def _records(session: Session, own: int) -> list[RecordId]:
    """The records that go because the contact does."""
    found = []
    for letter, table in (("e", ledger.ExchangeRow), ("m", ledger.FollowUpRow)):
        query: Any = select(table.id).where(col(table.contact_id) == own)
        found += [RecordId(letter, number) for number in session.exec(query)]
    return found


def _forget_origins(session: Session, records: Sequence[RecordId]) -> None:
    """A file's own names for them: an import brings them in again as somebody new."""
    for record in records:
        for row in session.exec(
            select(imports.OriginRow).where(
                imports.OriginRow.letter == record.letter,
                imports.OriginRow.record_id == record.number,
            )
        ).all():
            session.delete(row)


def _forget_in_journal(
    connection: sqlite3.Connection, own: int, spoken: Sequence[str], now: datetime
) -> None:
    """No undo goes past this, so that no image is needed any more; nor is what names them."""
    theirs = {
        entry
        for (entry,) in connection.execute(
            "SELECT entry_id FROM journal_contact WHERE contact_id = ?1 UNION "
            "SELECT entry_id FROM journal_image WHERE table_name = 'contact' "
            "AND first_id <= ?1 AND last_id >= ?1",
            (own,),
        )
    }
    folded = [names.fold(name) for name in spoken]
    people = _words_of_others(connection, own)
    for entry, command, said in connection.execute(
        "SELECT id, command, said FROM journal"
    ).fetchall():
        whole = names.fold(f"{command} {said}")
        named = any(name in whole for name in folded) or _names(command, spoken, people[entry])
        if entry in theirs or named:
            verb = " ".join(command.split()[:2])
            connection.execute(
                "UPDATE journal SET command = ?, said = 'Concerned somebody who is forgotten' "
                "WHERE id = ?",
                (f"{verb} …", entry),
            )
    connection.execute("DELETE FROM journal_image")
    connection.execute("DELETE FROM journal_contact WHERE contact_id = ?", (own,))
    connection.execute(
        "INSERT INTO journal (at, command, said, kind) VALUES (?, 'netcrm forget …', ?, 'barrier')",
        (f"{now:%Y-%m-%d %H:%M:%S.%f}", UNSWEPT),
    )


def _words_of_others(connection: sqlite3.Connection, own: int) -> dict[int, set[str]]:
    """By entry, the words by which the others whom it touched are found."""
    found: dict[int, set[str]] = defaultdict(set)
    for entry, word in connection.execute(
        "SELECT j.entry_id, w.word FROM journal_contact j "
        "JOIN name_word w ON w.contact_id = j.contact_id WHERE j.contact_id <> ?",
        (own,),
    ):
        found[entry].add(word)
    return found


def _names(command: str, spoken: Sequence[str], others: set[str]) -> bool:
    """Whether a word that was typed is the start of a word of theirs, and of no other's there."""
    theirs = {word for name in spoken for word in names.words(name)}
    for typed in command.split()[2:]:
        for part in names.words(typed):
            if len(part) < _SHORTEST_WORD or any(word.startswith(part) for word in others):
                continue
            if any(word.startswith(part) for word in theirs):
                return True
    return False


def _forget_imports(connection: sqlite3.Connection, spoken: Sequence[str]) -> None:
    """What was named for them goes: the file that others came from, a mapping of columns."""
    theirs = {w for name in spoken for w in names.words(name) if len(w) >= _SHORTEST_WORD}
    for run, file in connection.execute("SELECT id, file FROM import_run").fetchall():
        if any(word in names.fold(file) for word in theirs):
            connection.execute("UPDATE import_run SET file = '…' WHERE id = ?", (run,))
    whole = [folded for name in spoken if len(folded := names.fold(name)) >= _SHORTEST_WORD]
    for name, value in connection.execute(
        "SELECT name, value FROM setting WHERE name >= 'map:' AND name < 'map;'"
    ).fetchall():
        if any(folded in names.fold(f"{name} {value}") for folded in whole):
            connection.execute("DELETE FROM setting WHERE name = ?", (name,))


def holds(path: Path, uid: str, spoken: Sequence[str]) -> bool | None:
    """Whether a file of ours still says who somebody was: by their uid, or by a whole name.

    A plain file is searched byte by byte, an encrypted one row by row; None for one that cannot be
    looked into, since it is damaged or has another passphrase.
    """
    if _bytes_hold(path, uid, spoken):
        return True
    if not is_encrypted(path):
        return False
    try:
        return _rows_hold(path, [text for text in (uid, *spoken) if len(text) >= 3])
    except errors("Error", UnicodeDecodeError, BadFileError):
        return None


def text_holds(path: Path, spoken: Sequence[str]) -> bool:
    """Whether a text that waits, in whatever encoding, names somebody."""
    data = path.read_bytes()
    said = {names.fold(data.decode(form, "replace")) for form in ("utf-8", "latin-1")}
    wanted = [name for text in spoken if len(name := names.fold(text)) >= _SHORTEST_WORD]
    return any(name in text for name in wanted for text in said)


def _bytes_hold(path: Path, uid: str, spoken: Sequence[str]) -> bool:
    wanted = [text.encode() for text in (uid, *spoken) if len(text) >= 3]
    overlap = max(map(len, wanted))
    before = b""
    with path.open("rb") as file:
        while block := file.read(_CHUNK):
            if any(text in before + block for text in wanted):
                return True
            before = block[-overlap:]
    return False


def _rows_hold(path: Path, wanted: Sequence[str]) -> bool:
    with closing(connect(path, "ro")) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return any(
            text in str(value)
            for (table,) in tables.fetchall()
            for row in connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - own names
            for value in row
            for text in wanted
        )
