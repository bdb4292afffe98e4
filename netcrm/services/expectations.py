"""What a side expects or avoids, kept in mind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from netcrm.domain import names
from netcrm.domain.errors import ConflictError
from netcrm.domain.ids import RecordId
from netcrm.domain.kinds import ME, Certainty, Side, Stance
from netcrm.services import derived
from netcrm.services.receipt import Receipt
from netcrm.store.tables.aims import ExpectationRow


@dataclass(frozen=True)
class Wish:
    """A checked expectation of one side."""

    side: Side
    stance: Stance
    text: str


def expect(
    session: Session,
    contact_id: int,
    wishes: Sequence[Wish],
    certainty: Certainty,
    today: date,
) -> Receipt:
    """Keep what the sides expect and avoid; what is there already is kept once.

    What was a guess and is said now counts as said. Raises ``ConflictError`` for me towards myself.
    """
    derived.contact_row(session, contact_id)
    receipt = Receipt()
    for wish in wishes:
        if contact_id == ME and wish.side is Side.theirs:
            raise ConflictError(
                "'me' has no other side; --mine and --i-avoid say what holds for everybody."
            )
        if (known := _known(session, contact_id, wish)) is not None:
            assert known.id is not None
            if certainty is Certainty.said and known.certainty != Certainty.said:
                known.certainty, known.since = certainty.value, today
                session.add(known)
            else:
                receipt.warnings.append(f"x{known.id} says so already.")
            receipt.records.append(RecordId("x", known.id))
            continue
        row = ExpectationRow(
            contact_id=contact_id,
            side=wish.side.value,
            stance=wish.stance.value,
            text=wish.text,
            certainty=certainty.value,
            since=today,
        )
        session.add(row)
        session.flush()
        assert row.id is not None
        own = RecordId("x", row.id)
        derived.index_record(session, own, [contact_id], wish.text)
        receipt.records.append(own)
    return receipt


def avoided(session: Session, contact_id: int, texts: Sequence[str], today: date) -> None:
    """Add to what a contact said they avoid."""
    wishes = [Wish(Side.theirs, Stance.avoids, text) for text in texts]
    expect(session, contact_id, wishes, Certainty.said, today)


def _known(session: Session, contact_id: int, wish: Wish) -> ExpectationRow | None:
    """The same, recorded before; None where it is new."""
    there = session.exec(
        select(ExpectationRow).where(
            ExpectationRow.contact_id == contact_id,
            ExpectationRow.side == wish.side.value,
            ExpectationRow.stance == wish.stance.value,
        )
    ).all()
    return next((row for row in there if names.fold(row.text) == names.fold(wish.text)), None)


def replace_boundaries(
    session: Session, contact_id: int, texts: Sequence[str], today: date
) -> None:
    """Let exactly these be what a contact said they avoid; what stays keeps its id and its day."""
    wanted = {names.fold(text): text for text in texts}
    for row in session.exec(
        select(ExpectationRow).where(
            ExpectationRow.contact_id == contact_id,
            ExpectationRow.side == Side.theirs,
            ExpectationRow.stance == Stance.avoids,
            ExpectationRow.certainty == Certainty.said,
        )
    ).all():
        assert row.id is not None
        if wanted.pop(names.fold(row.text), None) is None:
            own = RecordId("x", row.id)
            derived.index_record(session, own, [], None)
            derived.mention(session, own, [])
            session.delete(row)
    avoided(session, contact_id, list(wanted.values()), today)
