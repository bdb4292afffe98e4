"""A person forgotten: out of every table, and overwritten where their rows stood."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from netcrm.domain.blanking import Place
from netcrm.domain.errors import ConflictError
from netcrm.domain.ids import RecordId
from netcrm.domain.kinds import ME, FollowUpKind
from netcrm.services import derived, goals
from netcrm.services.forgetting_texts import blank
from netcrm.services.forgetting_words import forget_imports, forget_in_journal, forget_sources
from netcrm.services.former_names import keep_former_names
from netcrm.services.remove import remove
from netcrm.store.tables import aims, imports, ledger
from netcrm.store.tables.people import ContactRow


def forget(
    session: Session,
    contact_id: int,
    spoken: Sequence[str],
    now: datetime,
    blanked: Sequence[Place] = (),
    others: Sequence[str] = (),
) -> None:
    """Delete a contact and all that is theirs; ``spoken`` are the names that say who they are.

    Events they had a part in go with the entries these booked, interactions with nobody else go.
    Their names are taken out of the texts that are to be ``blanked``, but for those of ``others``
    in which they stand. Raises ``ConflictError`` for me.
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
        remove(session, record, undone=False)
    for record in own:
        derived.mention(session, record, [])
    _forget_origins(session, [*gone, *own, RecordId("c", contact_id)])
    aimed = session.exec(
        select(ledger.GoalRow)
        .join(aims.GoalPersonRow)
        .where(aims.GoalPersonRow.contact_id == contact_id)
    ).all()
    _forget_published(connection, contact_id)
    session.delete(session.get(ContactRow, row.id))
    session.flush()
    # What mattered to them is found under the goal, and has gone with them.
    for goal in aimed:
        session.refresh(goal)
        goals.index(session, goal)
    session.flush()
    keep_former_names(connection, spoken)
    forget_in_journal(connection, contact_id, spoken, now)
    forget_imports(connection, spoken)
    forget_sources(connection, spoken)
    # Searching also forgets the words that are gone.
    blank(session, blanked, spoken, others, now)


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
    entries = session.exec(
        select(ledger.ExchangeRow.id).where(ledger.ExchangeRow.contact_id == own)
    )
    planned = session.exec(select(ledger.FollowUpRow).where(ledger.FollowUpRow.contact_id == own))
    return [
        *(RecordId("e", number) for number in entries if number is not None),
        *(RecordId(FollowUpKind(row.kind).letter, row.id) for row in planned if row.id is not None),
    ]


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


def _forget_published(connection: sqlite3.Connection, own: int) -> None:
    """Older versions kept the uid itself of what a calendar was given, which may be an address."""
    connection.execute(
        "DELETE FROM published WHERE EXISTS (SELECT 1 FROM (SELECT uid FROM contact WHERE id = ?1 "
        "UNION SELECT uid FROM redirect WHERE contact_id = ?1) AS theirs "
        "WHERE instr(published.uid, '-' || theirs.uid || '@') > 0)",
        (own,),
    )
