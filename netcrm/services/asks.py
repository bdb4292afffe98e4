"""Asks, from the draft to what came of it; the one that is fulfilled books an entry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from netcrm.domain import states
from netcrm.domain.aims import ANSWER_DAYS
from netcrm.domain.errors import ConflictError
from netcrm.domain.ids import RecordId, no_record
from netcrm.domain.kinds import ME, AskState, Direction, FollowUpKind, Owner, Side
from netcrm.domain.ledger import DEFAULT_KIND
from netcrm.domain.text import also
from netcrm.services import derived, follow_ups
from netcrm.services.booking import Favour, Terms, book
from netcrm.services.receipt import Receipt
from netcrm.store.tables.aims import AskRow
from netcrm.store.tables.ledger import FollowUpRow


@dataclass(frozen=True)
class Findings:
    """What the checks found, as it stood when the ask was sent."""

    checks_passed: bool = True
    expectations_known: bool = True
    asked_too_often: bool = False


@dataclass(frozen=True)
class Request:
    """A checked ask, with what the checks found."""

    contact_id: int
    side: Side
    text: str
    topic: str | None = None
    goal_id: int | None = None
    offer: str | None = None
    by_on: date | None = None
    sent_on: date | None = None
    found: Findings = Findings()
    despite: str | None = None
    mentions: Sequence[int] = ()


def draft(session: Session, request: Request, today: date) -> Receipt:
    """Keep an ask; one with ``sent_on`` is sent, one of theirs has reached me."""
    if request.contact_id == ME:
        raise ConflictError("An ask is between you and somebody else.")
    derived.contact_row(session, request.contact_id)
    row = AskRow(
        contact_id=request.contact_id,
        side=request.side.value,
        text=request.text,
        topic=request.topic,
        goal_id=request.goal_id,
        offer=request.offer,
        by_on=request.by_on,
        state=AskState.sent if request.sent_on else AskState.drafted,
        drafted_on=today,
        sent_on=request.sent_on,
        checks_passed=request.found.checks_passed,
        expectations_known=request.found.expectations_known,
        asked_too_often=request.found.asked_too_often,
        despite=request.despite,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    own = RecordId("a", row.id)
    index(session, row)
    derived.mention(session, own, request.mentions)
    receipt = Receipt(records=[own])
    if row.sent_on is not None:
        _reached(session, row, row.sent_on, receipt)
    return receipt


def index(session: Session, row: AskRow) -> None:
    """Make an ask findable by all its words."""
    assert row.id is not None
    said = "\n".join(s for s in (row.text, row.topic, row.offer, row.answer) if s)
    derived.index_record(session, RecordId("a", row.id), [row.contact_id], said)


def send(
    session: Session,
    record: RecordId,
    on: date,
    found: Findings,
    *,
    touch: bool,
    despite: str | None = None,
) -> Receipt:
    """A drafted ask has reached the other person, who counts as touched that day."""
    row = ask_row(session, record)
    states.must_follow(states.ASK, record, AskState(row.state), "sent")
    row.state, row.sent_on, row.touch = AskState.sent, on, touch
    row.checks_passed = found.checks_passed
    row.expectations_known = found.expectations_known
    row.asked_too_often = found.asked_too_often
    row.despite = row.despite or despite
    receipt = Receipt(records=[record])
    _reached(session, row, on, receipt)
    return receipt


def _reached(session: Session, row: AskRow, on: date, receipt: Receipt) -> None:
    row.due_on = answer_day(row, on)
    session.add(row)
    receipt.back += in_touch(session, row)


def in_touch(session: Session, row: AskRow) -> list[int]:
    """An ask of mine that was sent counts as being in touch; answers who is back in the lists."""
    if row.side != Side.mine or not row.touch:
        return []
    back = derived.touched(session, [row.contact_id], row.sent_on or row.drafted_on)
    derived.refresh(session, [row.contact_id])
    return back


def answer_day(row: AskRow, sent_on: date) -> date:
    """When an answer is looked for: a week after it was sent; mine, by the day it is wanted."""
    due_on = sent_on + timedelta(days=ANSWER_DAYS)
    if row.side == Side.theirs and row.by_on is not None:
        return max(sent_on, min(due_on, row.by_on))
    return due_on


def accept(
    session: Session,
    record: RecordId,
    text: str | None,
    by_on: date | None,
    today: date,
    *,
    despite: str | None = None,
) -> Receipt:
    """A yes, by a day; to one of theirs it is my promise, which needs one."""
    row = ask_row(session, record)
    states.must_follow(states.ASK, record, AskState(row.state), "accept")
    row.state, row.answered_on, row.due_on = AskState.accepted, today, None
    row.answer = also(row.answer, text)
    session.add(row)
    row.by_on = by_on or row.by_on
    receipt = Receipt(records=[record])
    if row.side == Side.theirs:
        planned = follow_ups.Plan(
            FollowUpKind.promise,
            Owner.me,
            row.contact_id,
            row.text,
            by_on or today,
            goal_id=row.goal_id,
            despite=despite,
            mentions=derived.mentioned(session, record),
        )
        promised = follow_ups.plan(session, planned, today).records
        row.promise_id = promised[0].number
        receipt.records += promised
    index(session, row)
    return receipt


def decline(session: Session, record: RecordId, text: str | None, today: date) -> Receipt:
    """A no, which is a fine answer; a promise that a yes had made goes with it."""
    row = ask_row(session, record)
    states.must_follow(states.ASK, record, AskState(row.state), "decline")
    row.state, row.answered_on, row.due_on = AskState.declined, today, None
    # What was said with a yes before was said all the same.
    row.answer = also(row.answer, text)
    promise = None if row.promise_id is None else session.get(FollowUpRow, row.promise_id)
    row.promise_id = None
    session.add(row)
    session.flush()
    receipt = Receipt(records=[record])
    if promise is not None and promise.done_on is None:
        own = RecordId("p", promise.id or 0)
        derived.index_record(session, own, [], None)
        derived.mention(session, own, [])
        session.delete(promise)
        receipt.notes.append(f"Your promise {own} is off.")
    index(session, row)
    return receipt


def fulfil(
    session: Session, record: RecordId, text: str | None, on: date, terms: Terms, today: date
) -> Receipt:
    """What was asked has happened: it books an entry, through my promise where there is one."""
    row = ask_row(session, record)
    states.must_follow(states.ASK, record, AskState(row.state), "fulfil")
    row.state, row.fulfilled_on, row.due_on = AskState.fulfilled, on, None
    session.add(row)
    receipt = Receipt(records=[record])
    favour = Favour(
        RecordId("p", row.promise_id) if row.promise_id else record,
        Direction.gave if row.side == Side.theirs else Direction.received,
        DEFAULT_KIND,
        on,
        row.goal_id,
    )
    promise = None if row.promise_id is None else session.get(FollowUpRow, row.promise_id)
    if promise is not None:
        promise.done_on, promise.done_text = on, text
        session.add(promise)
    booked = book(session, favour, [(row.contact_id, text or row.text)], terms, today)
    receipt.booked, receipt.back = booked.booked, booked.back
    return receipt


def ask_row(session: Session, record: RecordId) -> AskRow:
    """The row about to be changed; raises ``NotFoundError``."""
    row = session.get(AskRow, record.number)
    if row is None:
        raise no_record(record)
    return row


def move_wanted(session: Session, row: AskRow, by_on: date) -> None:
    """An ask of theirs is wanted by another day; what was due for it is due then."""
    promise = None if row.promise_id is None else session.get(FollowUpRow, row.promise_id)
    if row.side == Side.theirs and promise is not None and promise.done_on is None:
        promise.due_on = by_on
        session.add(promise)
    was_due_on = None if row.sent_on is None else answer_day(row, row.sent_on)
    row.by_on = by_on
    if row.sent_on is not None and row.due_on is not None and row.due_on == was_due_on:
        row.due_on = answer_day(row, row.sent_on)
