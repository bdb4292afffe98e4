"""What happened, one coffee in one transaction: the interaction and all that came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session

from netcrm.domain.errors import ConflictError
from netcrm.domain.ids import RecordId
from netcrm.domain.kinds import ME, Direction, FollowUpKind, Owner
from netcrm.services import derived, ledger
from netcrm.services.follow_ups import Plan, plan
from netcrm.services.receipt import Receipt
from netcrm.store.tables.ledger import ExchangeRow, InteractionRow, ParticipantRow


@dataclass(frozen=True)
class Happening:
    """A checked interaction; the first contact is the one that the favours are shared with."""

    contact_ids: Sequence[int]
    text: str
    on: date
    channel: str
    touch: bool = True
    mentions: Sequence[int] = ()
    # by text, whom the words of a favour, a promise or a reminder mention
    mentioned: Mapping[str, Sequence[int]] = field(default_factory=dict)
    gave: Sequence[str] = ()
    got: Sequence[str] = ()
    promises: Sequence[tuple[date, str]] = ()
    their_promises: Sequence[tuple[date, str]] = ()
    told: Sequence[int] = ()
    next: Sequence[tuple[date, str]] = ()
    despite: str | None = None


def log(session: Session, happening: Happening, today: date) -> Receipt:
    """Write down what happened; all of it, or, where one part cannot be, nothing."""
    people = list(dict.fromkeys(happening.contact_ids))
    if ME in people:
        raise ConflictError("You take part in everything you log; name the others.")
    row = InteractionRow(
        on=happening.on, channel=happening.channel, text=happening.text, touch=happening.touch
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    own = RecordId("n", row.id)
    for contact_id in people:
        derived.contact_row(session, contact_id)
        session.add(ParticipantRow(interaction_id=row.id, contact_id=contact_id))
    derived.index_record(session, own, people, happening.text)
    derived.mention(session, own, happening.mentions)
    receipt = Receipt(records=[own])
    if happening.touch:
        receipt.back += derived.touched(session, people, happening.on)
    _book(session, happening, row.id, receipt, today)
    _plan(session, happening, row.id, receipt, today)
    derived.refresh(session, people)
    return receipt


def _book(session: Session, happening: Happening, own: int, receipt: Receipt, today: date) -> None:
    for direction, texts in ((Direction.gave, happening.gave), (Direction.received, happening.got)):
        for text in texts:
            entry = ledger.Entry(
                happening.contact_ids[0],
                direction,
                text,
                happening.on,
                touch=happening.touch,
                mentions=happening.mentioned.get(text, ()),
                interaction_id=own,
            )
            receipt.booked += ledger.record(session, entry, today).booked
    for loop in happening.told:
        help_of = session.get(ExchangeRow, loop)
        if help_of is not None and help_of.contact_id not in happening.contact_ids:
            raise ConflictError(f"l{loop} is about help of somebody who was not there.")
        told = ledger.tell(session, loop, happening.text, happening.on, touch=happening.touch)
        receipt.records += told.records


def _plan(session: Session, happening: Happening, own: int, receipt: Receipt, today: date) -> None:
    for kind, owner, plans in (
        (FollowUpKind.promise, Owner.me, happening.promises),
        (FollowUpKind.promise, Owner.them, happening.their_promises),
        (FollowUpKind.reminder, Owner.me, happening.next),
    ):
        for due_on, text in plans:
            planned = Plan(
                kind,
                owner,
                happening.contact_ids[0],
                text,
                due_on,
                mentions=happening.mentioned.get(text, ()),
                interaction_id=own,
                despite=happening.despite if kind is FollowUpKind.promise else None,
            )
            receipt.records += plan(session, planned, today).records
