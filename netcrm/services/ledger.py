"""Give and take: entries recorded, helpers told what came of their help."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from netcrm.domain.errors import ConflictError, NotFoundError
from netcrm.domain.ids import RecordId
from netcrm.domain.kinds import ME, Direction
from netcrm.domain.ledger import DEFAULT_KIND, DEFAULT_SIZE, loop_day
from netcrm.domain.text import also
from netcrm.services import derived
from netcrm.services.receipt import Receipt
from netcrm.store.tables.ledger import ExchangeRow, TellingRow


@dataclass(frozen=True)
class Entry:
    """A checked entry for the ledger between me and one contact."""

    contact_id: int
    direction: Direction
    text: str
    on: date
    kind: str = DEFAULT_KIND
    size: int = DEFAULT_SIZE
    terms: str | None = None
    tell_by: date | None = None
    loop: bool = True
    touch: bool = True
    mentions: Sequence[int] = ()
    source: RecordId | None = None
    interaction_id: int | None = None
    goal_id: int | None = None
    for_ask_id: int | None = None


def record(session: Session, entry: Entry, today: date) -> Receipt:
    """Book one entry; help received opens a loop. The contact counts as touched that day."""
    if entry.contact_id == ME:
        raise ConflictError("An exchange is between you and somebody else.")
    derived.contact_row(session, entry.contact_id)
    received = entry.direction is Direction.received
    row = ExchangeRow(
        contact_id=entry.contact_id,
        direction=entry.direction.value,
        kind=entry.kind,
        size=entry.size,
        on=entry.on,
        text=entry.text,
        terms=entry.terms,
        loop_due_on=loop_day(entry.on, today, entry.tell_by, wanted=received and entry.loop),
        touch=entry.touch,
        recorded_on=today,
        source_letter=entry.source.letter if entry.source else None,
        source_id=entry.source.number if entry.source else None,
        interaction_id=entry.interaction_id,
        goal_id=entry.goal_id,
        for_ask_id=entry.for_ask_id,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    own = RecordId("e", row.id)
    derived.index_record(session, own, [entry.contact_id], entry.text)
    derived.mention(session, own, entry.mentions)
    back = derived.touched(session, [entry.contact_id], entry.on) if entry.touch else []
    derived.refresh(session, [entry.contact_id])
    return Receipt(records=[own], booked=[row.id], back=back)


def tell(
    session: Session,
    exchange_id: int,
    text: str,
    on: date,
    *,
    more: date | None = None,
    touch: bool = True,
) -> Receipt:
    """A helper heard what came of their help: the loop closes, or stays open until ``more``.

    Raises ``NotFoundError`` for help that is not there, ``ConflictError`` for help I gave and
    for a loop that has been closed.
    """
    row = session.get(ExchangeRow, exchange_id)
    if row is None:
        raise NotFoundError(f"There is no loop l{exchange_id}.")
    if row.direction != Direction.received:
        raise ConflictError(f"e{exchange_id} is help you gave; a loop is about help you received.")
    if row.loop_due_on is None and row.outcome_told_on is not None:
        raise ConflictError(
            f"l{exchange_id} is closed: they were told on {row.outcome_told_on}.",
            hint=f"To say more: netcrm change e{exchange_id} --outcome TEXT",
        )
    telling = TellingRow(
        exchange_id=exchange_id,
        contact_id=row.contact_id,
        on=on,
        text=text,
        touch=touch,
        due_on=row.loop_due_on,
    )
    if row.outcome and row.outcome_told_on is None:
        # What came of it was known before they heard.
        text = telling.text = also(row.outcome, text) or text
    row.outcome, row.outcome_told_on, row.loop_due_on = text, on, more
    session.add(row)
    session.add(telling)
    session.flush()
    assert telling.id is not None
    derived.index_record(session, RecordId("l", telling.id), [row.contact_id], text)
    back = derived.touched(session, [row.contact_id], on) if touch else []
    derived.refresh(session, [row.contact_id])
    return Receipt(records=[RecordId("e", exchange_id)], back=back)


def mention_too(session: Session, exchange_id: int, contact_ids: Sequence[int]) -> None:
    """Whom the words that were told mention stands with the help they are about."""
    own = RecordId("e", exchange_id)
    derived.mention(session, own, [*derived.mentioned(session, own), *contact_ids])
