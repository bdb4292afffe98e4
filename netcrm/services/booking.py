"""What an event books: the ledger is the only place that counts give and take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from netcrm.domain.ids import RecordId
from netcrm.domain.kinds import Direction
from netcrm.domain.ledger import DEFAULT_SIZE
from netcrm.services import ledger
from netcrm.services.receipt import Receipt


@dataclass(frozen=True)
class Terms:
    """How an event is booked: its kind where it leaves one open, its size, as contact, with a loop.

    ``kind`` and ``size`` None are the event's own.
    """

    kind: str | None = None
    size: int | None = None
    touch: bool = True
    loop: bool = True


@dataclass(frozen=True)
class Favour:
    """What flows by an event between me and some contacts, in one direction."""

    source: RecordId
    direction: Direction
    kind: str
    on: date
    goal_id: int | None = None
    size: int = DEFAULT_SIZE


def book(
    session: Session,
    favour: Favour,
    texts: Sequence[tuple[int, str]],
    terms: Terms,
    today: date,
) -> Receipt:
    """An entry with each contact named in ``texts``, all naming their event."""
    receipt = Receipt()
    for contact_id, text in texts:
        entry = ledger.Entry(
            contact_id,
            favour.direction,
            text,
            favour.on,
            kind=terms.kind or favour.kind,
            size=terms.size or favour.size,
            touch=terms.touch,
            loop=terms.loop,
            source=favour.source,
            goal_id=favour.goal_id,
        )
        booked = ledger.record(session, entry, today)
        receipt.booked += booked.booked
        receipt.back += booked.back
    return receipt
