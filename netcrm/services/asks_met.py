"""What meets an ask: a favour, an event or a promise for it, and these taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, select

from netcrm.domain import states
from netcrm.domain.errors import ConflictError
from netcrm.domain.ids import RecordId
from netcrm.domain.kinds import AskState, Direction, Side
from netcrm.services.asks import answer_day, ask_row, in_touch
from netcrm.store.tables.aims import AskRow
from netcrm.store.tables.ledger import FollowUpRow


def answer_by(
    session: Session, ask_id: int, contact_ids: Sequence[int], direction: Direction, on: date
) -> None:
    """A favour or an event fulfils an ask (``--for``), which then books nothing itself.

    Raises ``ConflictError`` where the ask is of somebody else, or goes the other way.
    """
    record = RecordId("a", ask_id)
    row = check_for(session, ask_id, contact_ids, direction)
    sends = row.state == AskState.drafted
    if sends:
        row.sent_on = on
    elif row.state in (AskState.fulfilled, AskState.declined):
        states.must_follow(states.ASK, record, AskState(row.state), "fulfil")
    row.state, row.fulfilled_on, row.due_on = AskState.fulfilled, on, None
    session.add(row)
    promise = None if row.promise_id is None else session.get(FollowUpRow, row.promise_id)
    if promise is not None and promise.done_on is None:
        promise.done_on = on
        session.add(promise)
    if sends:
        in_touch(session, row)


def is_over(session: Session, ask_id: int) -> AskState | None:
    """The state of an ask that nothing can fulfil any more, None while something can."""
    row = session.get(AskRow, ask_id)
    if row is not None and row.state in (AskState.fulfilled, AskState.declined):
        return AskState(row.state)
    return None


def check_for(
    session: Session, ask_id: int, contact_ids: Sequence[int], direction: Direction
) -> AskRow:
    """The ask that an event would fulfil.

    Raises ``ConflictError`` where it is of somebody else, or goes the other way.
    """
    record = RecordId("a", ask_id)
    row = ask_row(session, record)
    if row.contact_id not in contact_ids:
        raise ConflictError(
            f"{record} is an ask of somebody else.", hint=f"netcrm show {row.contact_id}"
        )
    wanted = Side.theirs if direction is Direction.gave else Side.mine
    if row.side != wanted:
        what = "asked of you" if row.side == Side.theirs else "your own ask"
        raise ConflictError(f"{record} is {what}; this goes the other way.")
    return row


def _is_met(session: Session, row: AskRow, but: RecordId) -> bool:
    """Whether something else than a record stands for an ask that is fulfilled."""
    found = session.connection().exec_driver_sql(
        "SELECT 'e', id FROM exchange WHERE for_ask_id = ?1 "
        "OR (source_letter = 'a' AND source_id = ?1) OR (source_letter = 'p' AND source_id = ?2) "
        "UNION SELECT 'i', id FROM introduction WHERE for_ask_id = ?1 AND made_on IS NOT NULL "
        "UNION SELECT 'r', id FROM recommendation WHERE for_ask_id = ?1 AND given_on IS NOT NULL",
        (row.id, row.promise_id),
    )
    return any((letter, number) != (but.letter, but.number) for letter, number in found)


def reopen(session: Session, ask_id: int, but: RecordId) -> None:
    """``but``, which fulfilled an ask, is taken back.

    It is accepted, or waits for an answer, as before, unless something else fulfilled it.
    """
    row = session.get(AskRow, ask_id)
    if row is not None and row.state == AskState.fulfilled and not _is_met(session, row, but):
        row.state, row.fulfilled_on = AskState.accepted, None
        # A yes to one of theirs is a promise; without it, it waits for one.
        without_yes = row.answered_on is None or (row.side == Side.theirs and not row.promise_id)
        if without_yes and row.sent_on is not None:
            row.state, row.answered_on = AskState.sent, None
            row.due_on = answer_day(row, row.sent_on)
        session.add(row)
        promise = None if row.promise_id is None else session.get(FollowUpRow, row.promise_id)
        if promise is not None:
            promise.done_on, promise.done_text = None, None
            session.add(promise)


def await_answer(session: Session, promise_id: int) -> list[RecordId]:
    """The promise that a yes had made is taken back: the ask waits for an answer, as before."""
    found = []
    for row in session.exec(select(AskRow).where(AskRow.promise_id == promise_id)):
        assert row.id is not None
        assert row.sent_on is not None
        kept = session.connection().exec_driver_sql(
            "SELECT id FROM exchange WHERE source_letter = 'p' AND source_id = ?", (promise_id,)
        )
        own = kept.first()
        is_met = _is_met(session, row, RecordId("e", own[0] if own else 0))
        row.promise_id = None
        session.add(row)
        if row.state == AskState.fulfilled and is_met:
            continue
        row.state, row.fulfilled_on, row.answered_on = AskState.sent, None, None
        row.due_on = answer_day(row, row.sent_on)
        found.append(RecordId("a", row.id))
    return found
