"""Promises and reminders made, follow-ups done and put off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from netcrm.domain.cadence import next_occurrence, parse_cadence
from netcrm.domain.errors import ConflictError, UsageError
from netcrm.domain.follow_up import birthday_due
from netcrm.domain.ids import RecordId, no_record
from netcrm.domain.kinds import ME, Channel, Direction, FollowUpKind, Owner
from netcrm.domain.ledger import DEFAULT_KIND, DEFAULT_SIZE
from netcrm.services import derived, ledger
from netcrm.services.receipt import Receipt
from netcrm.store.tables.ledger import ExchangeRow, FollowUpRow, InteractionRow, ParticipantRow
from netcrm.store.tables.people import ContactRow

_WISHED_BEFORE_DAYS = 60


@dataclass(frozen=True)
class Plan:
    """A checked promise or reminder; ``every`` is an ISO duration counted from ``anchor_on``."""

    kind: FollowUpKind
    owner: Owner
    contact_id: int
    text: str
    due_on: date
    every: str | None = None
    anchor_on: date | None = None
    mentions: Sequence[int] = ()
    after_id: int | None = None
    interaction_id: int | None = None
    goal_id: int | None = None
    despite: str | None = None


@dataclass(frozen=True)
class Booking:
    """How a kept promise is booked: its kind and size, or not at all."""

    kind: str = DEFAULT_KIND
    size: int = DEFAULT_SIZE
    entry: bool = True


def plan(session: Session, planned: Plan, today: date) -> Receipt:
    """Keep a promise of either side, or a reminder, in mind."""
    if planned.contact_id == ME and planned.kind is FollowUpKind.promise:
        raise ConflictError("A promise is between you and somebody else.")
    derived.contact_row(session, planned.contact_id)
    row = FollowUpRow(
        kind=planned.kind.value,
        owner=planned.owner.value,
        contact_id=planned.contact_id,
        text=planned.text,
        due_on=planned.due_on,
        every=planned.every,
        anchor_on=(planned.anchor_on or planned.due_on) if planned.every else None,
        made_on=today,
        after_id=planned.after_id,
        interaction_id=planned.interaction_id,
        goal_id=planned.goal_id,
        despite=planned.despite,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    own = RecordId(planned.kind.letter, row.id)
    derived.index_record(session, own, [planned.contact_id], planned.text)
    derived.mention(session, own, planned.mentions)
    return Receipt(records=[own])


def done(
    session: Session,
    record: RecordId,
    text: str | None,
    today: date,
    now: datetime,
    booking: Booking,
) -> Receipt:
    """Mark a follow-up done; what that means depends on its kind.

    Raises ``UsageError`` for a loop: the helper is ``told``, with what came of it.
    """
    if record.letter == "l":
        raise UsageError(
            f"{record} is a loop: it closes when they hear what came of their help.",
            hint=f'netcrm told {record} "what came of it"',
        )
    if record.letter in _ANSWERS:
        word, hint = _ANSWERS[record.letter]
        raise UsageError(
            f"{record}: an answer to the {word} is what it waits for.",
            hint=hint.format(record),
        )
    if record.letter == "t":
        return _touch_done(session, record, text, today)
    if record.letter == "b":
        return _birthday_done(session, record, text, today, now)
    row = _open_row(session, record)
    row.done_on, row.done_text = today, text
    session.add(row)
    if row.kind == FollowUpKind.promise:
        _answer_ask(session, record, today)
        return _promise_kept(session, record, row, today, booking)
    return _next_reminder(session, record, row, today)


def snooze(session: Session, record: RecordId, day: date, today: date) -> None:
    """Put a follow-up off to a day, from today on; raises ``UsageError`` for a day in the past."""
    if day < today:
        raise UsageError(f"{day} is over; a day from today on would be right.")
    if record.letter in "pms":
        row = _open_row(session, record)
        row.due_on = day
        session.add(row)
    elif record.letter in _ANSWERS:
        session.connection().exec_driver_sql(
            f"UPDATE {record.word} SET due_on = ? WHERE id = ?",  # noqa: S608 - one of three words
            (day.isoformat(), record.number),
        )
    elif record.letter == "l":
        loop = session.get(ExchangeRow, record.number)
        if loop is None or loop.loop_due_on is None:
            raise no_record(record, hint="See what is due: netcrm due")
        loop.loop_due_on = day
        session.add(loop)
    elif record.letter == "t":
        contact = _with(session, record, "next_touch_on")
        contact.touch_snoozed_to = day
        session.add(contact)
        derived.refresh(session, [record.number])
    else:
        _snooze_birthday(_with(session, record, "birthday"), day, today)


def _snooze_birthday(row: ContactRow, day: date, today: date) -> None:
    """Put a birthday off; the year that it is of counts as kept, so that it comes once."""
    due_on = _birthday_due(row, today)
    if row.birthday_snoozed_to != due_on:
        row.birthday_done_year = due_on.year
    row.birthday_snoozed_to = day


def _birthday_due(row: ContactRow, today: date) -> date:
    return birthday_due(
        row.birthday or "",
        since=row.added_on,
        done_year=row.birthday_done_year,
        snoozed_to=row.birthday_snoozed_to,
        today=today,
    )


_ANSWERS = {
    "a": ("ask", "netcrm accept {0}, netcrm decline {0}, or netcrm fulfil {0}"),
    "i": ("introduction", "netcrm agree {0} WHO, made {0}, decline {0}, or outcome {0} TEXT"),
    "r": ("recommendation", "netcrm given {0}, or netcrm decline {0}"),
}


def _open_row(session: Session, record: RecordId) -> FollowUpRow:
    row = session.get(FollowUpRow, record.number)
    if row is None or FollowUpKind(row.kind).letter != record.letter:
        raise no_record(record, hint="See what is due: netcrm due")
    if row.done_on is not None:
        raise ConflictError(f"{record} was done on {row.done_on}.")
    return row


def _with(session: Session, record: RecordId, column: str) -> ContactRow:
    row = session.get(ContactRow, record.number)
    if row is None or getattr(row, column) is None:
        raise no_record(record, hint="See what is due: netcrm due")
    return row


def _answer_ask(session: Session, record: RecordId, today: date) -> None:
    """The ask that the promise answered is fulfilled with it."""
    session.connection().exec_driver_sql(
        "UPDATE ask SET state = 'fulfilled', fulfilled_on = ? "
        "WHERE promise_id = ? AND state = 'accepted'",
        (today.isoformat(), record.number),
    )


def _promise_kept(
    session: Session, record: RecordId, row: FollowUpRow, today: date, booking: Booking
) -> Receipt:
    receipt = Receipt(records=[record])
    if booking.entry:
        direction = Direction.gave if row.owner == Owner.me else Direction.received
        entry = ledger.Entry(
            row.contact_id,
            direction,
            row.text,
            today,
            kind=booking.kind,
            size=booking.size,
            source=record,
            goal_id=row.goal_id,
        )
        booked = ledger.record(session, entry, today)
        receipt.booked, receipt.back = booked.booked, booked.back
    return receipt


def _next_reminder(session: Session, record: RecordId, row: FollowUpRow, today: date) -> Receipt:
    receipt = Receipt(records=[record])
    if row.every is not None and row.anchor_on is not None:
        after = max(today, row.due_on)
        due_on = next_occurrence(row.anchor_on, parse_cadence(row.every), after)
        following = Plan(
            FollowUpKind.reminder,
            Owner.me,
            row.contact_id,
            row.text,
            due_on,
            every=row.every,
            anchor_on=row.anchor_on,
            mentions=derived.mentioned(session, record),
            after_id=row.id,
        )
        receipt.records += plan(session, following, today).records
    return receipt


def _touch_done(session: Session, record: RecordId, text: str | None, today: date) -> Receipt:
    contact = _with(session, record, "next_touch_on")
    return _in_touch(session, record, contact, text or "in touch", today)


def _in_touch(
    session: Session, record: RecordId, contact: ContactRow, text: str, today: date
) -> Receipt:
    row = InteractionRow(on=today, channel=Channel.message.value, text=text)
    session.add(row)
    session.flush()
    assert row.id is not None
    assert contact.id is not None
    session.add(ParticipantRow(interaction_id=row.id, contact_id=contact.id))
    derived.index_record(session, RecordId("n", row.id), [contact.id], row.text)
    receipt = Receipt(records=[record], back=derived.touched(session, [contact.id], today))
    derived.refresh(session, [contact.id])
    return receipt


def _birthday_done(
    session: Session, record: RecordId, text: str | None, today: date, now: datetime
) -> Receipt:
    """It is kept for this year; what is said of it was being in touch."""
    row = _with(session, record, "birthday")
    due_on = _birthday_due(row, today)
    # One that was put off has been counted; long before the next one, the last one is meant.
    if row.birthday_snoozed_to != due_on:
        year = due_on.year - ((due_on - today).days > _WISHED_BEFORE_DAYS)
        row.birthday_done_year = max(row.birthday_done_year or year, year)
    row.birthday_snoozed_to, row.changed_at = None, now
    session.add(row)
    return (
        Receipt(records=[record]) if text is None else _in_touch(session, record, row, text, today)
    )
