"""What is kept so that it can be indexed: totals, next touches, search text, mentions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlmodel import Session, col, delete, select

from netcrm.domain import names
from netcrm.domain.cadence import next_touch
from netcrm.domain.errors import JoinedMeanwhileError, NotFoundError
from netcrm.domain.ids import RecordId
from netcrm.store.tables.imports import RedirectRow
from netcrm.store.tables.people import ContactRow, MentionRow, SearchTextRow, TieRow

_TOTALS = """
SELECT coalesce(sum(CASE direction WHEN 'gave' THEN size ELSE 0 END), 0),
  coalesce(sum(CASE direction WHEN 'gave' THEN 0 ELSE size END), 0),
  max("on"), count(loop_due_on),
  (SELECT max("on") FROM contact_day WHERE contact_id = ?1)
FROM exchange WHERE contact_id = ?1
"""


def contact_row(session: Session, contact_id: int) -> ContactRow:
    """The row about to be changed.

    Raises ``NotFoundError`` where it has gone meanwhile, ``JoinedMeanwhileError`` where it is
    somebody else's now.
    """
    row = session.get(ContactRow, contact_id)
    if row is None:
        joined = select(RedirectRow.contact_id).where(RedirectRow.old_id == contact_id)
        if (now := session.exec(joined).first()) is not None:
            raise JoinedMeanwhileError(f"Contact {contact_id} has been joined into {now}.")
        raise NotFoundError(f"There is no contact {contact_id} any more.")
    return row


def refresh(session: Session, contact_ids: Iterable[int]) -> None:
    """Bring the kept totals and days of these contacts up to date with their records."""
    session.flush()
    connection = session.connection()
    for contact_id in sorted(set(contact_ids)):
        row = contact_row(session, contact_id)
        given, received, last_exchange, loops, last = connection.exec_driver_sql(
            _TOTALS, (contact_id,)
        ).one()
        row.given, row.received, row.open_loops = given, received, loops
        row.last_exchange_on = _day(last_exchange)
        row.last_contact_on = _day(last)
        row.next_touch_on = row.touch_snoozed_to or next_touch(
            row.cadence, row.last_contact_on, row.met_on, row.added_on
        )
        session.add(row)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def touched(session: Session, contact_ids: Sequence[int], on: date) -> list[int]:
    """Note that I was in touch: a first tie with me, a touch put off no longer, back in the lists.

    One of long ago, by which no touch is due later, leaves a touch put off.

    Answers those who were archived and are back.
    """
    back = []
    for contact_id in contact_ids:
        row = contact_row(session, contact_id)
        if _moves_touch(row, on):
            row.touch_snoozed_to = None
        if row.archived_on is not None:
            row.archived_on = None
            back.append(contact_id)
        session.add(row)
        know_each_other(session, contact_id)
    return back


def _moves_touch(row: ContactRow, on: date) -> bool:
    last = row.last_contact_on
    was, now = (
        next_touch(row.cadence, day, row.met_on, row.added_on)
        for day in (last, on if last is None else max(last, on))
    )
    if was is None or now is None:
        return True
    return now >= was if last is None else on >= last


def know_each_other(session: Session, contact_id: int) -> None:
    """The first tie with me, of strength 1, where none stands."""
    found = session.exec(select(TieRow).where(TieRow.a_id == 0, TieRow.b_id == contact_id)).first()
    if found is None:
        session.add(TieRow(a_id=0, b_id=contact_id, strength=1))
    elif found.strength is None:
        found.strength = 1
        session.add(found)


def index_record(
    session: Session, record: RecordId, contact_ids: Sequence[int], text: str | None
) -> None:
    """Make a record's text findable for these contacts; None takes it out."""
    session.exec(
        delete(SearchTextRow).where(
            col(SearchTextRow.letter) == record.letter,
            col(SearchTextRow.record_id) == record.number,
        )
    )
    if text:
        for contact_id in dict.fromkeys(contact_ids):
            session.add(
                SearchTextRow(
                    contact_id=contact_id,
                    letter=record.letter,
                    record_id=record.number,
                    folded=names.fold(text),
                )
            )


def mentioned(session: Session, record: RecordId) -> list[int]:
    """Who is mentioned by the record."""
    found = session.exec(
        select(MentionRow.contact_id).where(
            MentionRow.letter == record.letter, MentionRow.record_id == record.number
        )
    )
    return list(found)


def mention(session: Session, record: RecordId, contact_ids: Sequence[int]) -> None:
    """Let exactly these contacts be mentioned by the record."""
    session.exec(
        delete(MentionRow).where(
            col(MentionRow.letter) == record.letter, col(MentionRow.record_id) == record.number
        )
    )
    for contact_id in dict.fromkeys(contact_ids):
        session.add(
            MentionRow(contact_id=contact_id, letter=record.letter, record_id=record.number)
        )
