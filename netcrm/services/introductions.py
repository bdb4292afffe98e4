"""Introductions, agreed by both sides before they are made; made, they book and tie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select

from netcrm.domain import states
from netcrm.domain.aims import ANSWER_DAYS, OUTCOME_DAYS
from netcrm.domain.errors import ConflictError, UsageError
from netcrm.domain.ids import RecordId, no_record
from netcrm.domain.kinds import ME, AskState, Direction, Effect, IntroductionState, Kind
from netcrm.domain.text import also
from netcrm.services import asks, asks_met, derived, people
from netcrm.services.booking import Favour, Terms, book
from netcrm.services.receipt import Receipt
from netcrm.store.tables.aims import IntroductionRow


@dataclass(frozen=True)
class Proposal:
    """A checked introduction of two sides by an introducer; any of the three may be me."""

    introducer_id: int
    a_id: int
    b_id: int
    for_a: str | None = None
    for_b: str | None = None
    why: str | None = None
    goal_id: int | None = None
    for_ask_id: int | None = None
    expectations_known: bool = True
    despite: str | None = None


def propose(session: Session, proposal: Proposal, on: date) -> Receipt:
    """Propose to bring two people together; me as a side has agreed."""
    if proposal.a_id == proposal.b_id:
        raise ConflictError("An introduction is of two different people.")
    if proposal.introducer_id in (proposal.a_id, proposal.b_id):
        raise ConflictError("Who introduces is a third person, neither of the two sides.")
    for contact_id in (proposal.introducer_id, proposal.a_id, proposal.b_id):
        derived.contact_row(session, contact_id)
    if proposal.for_ask_id is not None:
        asks_met.check_for(session, proposal.for_ask_id, _asker(proposal), _direction(proposal))
    row = IntroductionRow(
        introducer_id=proposal.introducer_id,
        a_id=proposal.a_id,
        b_id=proposal.b_id,
        for_a=proposal.for_a,
        for_b=proposal.for_b,
        why=proposal.why,
        goal_id=proposal.goal_id,
        for_ask_id=proposal.for_ask_id,
        state=IntroductionState.proposed,
        proposed_on=on,
        a_agreed_on=on if proposal.a_id == ME else None,
        b_agreed_on=on if proposal.b_id == ME else None,
        expectations_known=proposal.expectations_known,
        despite=proposal.despite,
    )
    row.due_on = due_day(row)
    session.add(row)
    session.flush()
    index(session, row)
    return Receipt(records=[_own(row)])


def due_day(row: IntroductionRow) -> date | None:
    """When to look after it: a week after the proposal or the last yes, then for the outcome."""
    if row.state == IntroductionState.made and row.made_on is not None:
        return None if row.outcome_on else row.made_on + timedelta(days=OUTCOME_DAYS)
    if row.state == IntroductionState.declined:
        return None
    days = [d for d in (row.proposed_on, row.a_agreed_on, row.b_agreed_on) if d is not None]
    return max(days) + timedelta(days=ANSWER_DAYS)


def _asker(of: Proposal | IntroductionRow) -> list[int]:
    """With whom an ask could be that the introduction fulfils."""
    return [of.a_id, of.b_id] if of.introducer_id == ME else [of.introducer_id]


def _direction(of: Proposal | IntroductionRow) -> Direction:
    return Direction.gave if of.introducer_id == ME else Direction.received


def index(session: Session, row: IntroductionRow) -> None:
    """Make an introduction findable by its words, on everybody's page."""
    said = "\n".join(s for s in (row.why, row.for_a, row.for_b, row.answer, row.outcome) if s)
    derived.index_record(session, _own(row), [row.introducer_id, row.a_id, row.b_id], said or None)


def agree(session: Session, record: RecordId, contact_id: int, on: date) -> Receipt:
    """A side says yes; raises ``ConflictError`` for somebody who is no side, or after a no."""
    row = introduction_row(session, record)
    if contact_id not in (row.a_id, row.b_id):
        raise ConflictError(
            f"{_called(session, contact_id)} no side of {record}; its sides are "
            f"{derived.contact_row(session, row.a_id).name} and "
            f"{derived.contact_row(session, row.b_id).name}."
        )
    state = IntroductionState(row.state)
    if state is not IntroductionState.agreed:
        states.must_follow(states.INTRODUCTION, record, state, "agree")
    states.must_not_precede(on, row.proposed_on, f"{record} was proposed")
    if contact_id == row.a_id:
        row.a_agreed_on = row.a_agreed_on or on
    else:
        row.b_agreed_on = row.b_agreed_on or on
    if row.a_agreed_on and row.b_agreed_on:
        row.state = IntroductionState.agreed
    row.due_on = due_day(row)
    session.add(row)
    return Receipt(records=[record])


def _called(session: Session, contact_id: int) -> str:
    return "You are" if contact_id == ME else f"{derived.contact_row(session, contact_id).name} is"


def keep_reason(session: Session, record: RecordId, despite: str | None) -> None:
    """Keep why it goes on against a boundary; a reason that was given before stays."""
    row = introduction_row(session, record)
    row.despite = row.despite or despite
    session.add(row)


def make(
    session: Session,
    record: RecordId,
    on: date,
    terms: Terms,
    today: date,
    *,
    anyway: bool = False,
) -> Receipt:
    """The two have been brought together: entries, a tie, and the ask behind it fulfilled.

    Raises ``ConflictError`` where a side has not agreed, unless it is so ``anyway``.
    """
    row = introduction_row(session, record)
    _must_be_agreed(record, row, anyway=anyway)
    states.must_not_precede(on, row.proposed_on, f"{record} was proposed")
    _must_be_first(session, record, row, anyway=anyway)
    row.state, row.made_on, row.touch = IntroductionState.made, on, terms.touch
    row.due_on = due_day(row)
    session.add(row)
    session.flush()
    over = None if row.for_ask_id is None else asks_met.is_over(session, row.for_ask_id)
    counted = None
    # Another introduction was another favour.
    if over is AskState.fulfilled and row.for_ask_id and not _was_met_by_another(session, row):
        counted = asks.ask_row(session, RecordId("a", row.for_ask_id)).contact_id
    receipt = _book(session, row, terms, today, counted=counted)
    if counted is not None:
        receipt.notes.append(f"a{row.for_ask_id} is fulfilled, and has been counted.")
    receipt.records = [record]
    receipt.back += _tied(session, row, touch=terms.touch)
    if over is not None:
        row.for_ask_id = None
    elif row.for_ask_id is not None:
        asks_met.answer_by(session, row.for_ask_id, _asker(row), _direction(row), on)
    return receipt


def _was_met_by_another(session: Session, row: IntroductionRow) -> bool:
    other = select(IntroductionRow.id).where(
        IntroductionRow.for_ask_id == row.for_ask_id,
        IntroductionRow.id != row.id,
        col(IntroductionRow.made_on).is_not(None),
    )
    return session.exec(other).first() is not None


def _must_be_first(
    session: Session, record: RecordId, row: IntroductionRow, *, anyway: bool
) -> None:
    """The two meet for the first time but once: a favour counts once."""
    sides = {row.a_id, row.b_id}
    made = session.exec(
        select(IntroductionRow).where(IntroductionRow.state == IntroductionState.made)
    ).all()
    for other in made:
        if {other.a_id, other.b_id} == sides and other.id != row.id and not anyway:
            raise ConflictError(
                f"i{other.id} has brought them together already.",
                hint=f"To take {record} back: netcrm delete {record}; all the same: --anyway",
            )


def _must_be_agreed(record: RecordId, row: IntroductionRow, *, anyway: bool) -> None:
    state = IntroductionState(row.state)
    if state is not IntroductionState.proposed:
        states.must_follow(states.INTRODUCTION, record, state, "made")
    elif not anyway:
        missing = row.b_id if row.a_agreed_on else row.a_id
        raise ConflictError(
            f"{record}: not both sides have agreed yet.",
            hint=f"netcrm agree {record} {missing}; to go on all the same: --anyway",
        )


def _book(
    session: Session, row: IntroductionRow, terms: Terms, today: date, *, counted: int | None
) -> Receipt:
    """An entry with each side, or with the introducer; ``counted`` has one already, by an ask."""
    assert row.made_on is not None
    favour = Favour(_own(row), _direction(row), Kind.contact, row.made_on, row.goal_id)
    names = {i: derived.contact_row(session, i).name for i in (row.a_id, row.b_id)}
    if row.introducer_id == ME:
        texts = [
            (row.a_id, f"an introduction to {names[row.b_id]}"),
            (row.b_id, f"an introduction to {names[row.a_id]}"),
        ]
    elif ME in (row.a_id, row.b_id):
        other = row.b_id if row.a_id == ME else row.a_id
        texts = [(row.introducer_id, f"an introduction to {names[other]}")]
    else:
        texts = []
    wanted = [(contact_id, text) for contact_id, text in texts if contact_id != counted]
    return book(session, favour, wanted, terms, today)


def _tied(session: Session, row: IntroductionRow, *, touch: bool) -> list[int]:
    """The two know each other now, met once at least; answers who was archived and is back."""
    others = [side for side in (row.a_id, row.b_id) if side != ME]
    if len(others) == 1:
        back = derived.touched(session, others, row.made_on or row.proposed_on) if touch else []
        derived.know_each_other(session, others[0])
        derived.refresh(session, others)
        return back
    people.met(session, row.a_id, row.b_id, how=how_met(session, row))
    return []


def how_met(session: Session, row: IntroductionRow) -> str:
    """How the two know each other where nothing else is known."""
    introducer = derived.contact_row(session, row.introducer_id)
    return "introduced by me" if row.introducer_id == ME else f"introduced by {introducer.name}"


def decline(
    session: Session, record: RecordId, contact_id: int | None, text: str | None, on: date
) -> Receipt:
    """A side, or who should introduce, says no; a fine answer.

    Without ``contact_id`` it is the only one whose yes is missing. Raises ``UsageError`` where
    that could be several.
    """
    row = introduction_row(session, record)
    states.must_follow(states.INTRODUCTION, record, IntroductionState(row.state), "decline")
    if contact_id is None:
        missing = [
            side
            for side, yes in ((row.a_id, row.a_agreed_on), (row.b_id, row.b_agreed_on))
            if yes is None
        ]
        if len(missing) != 1:
            raise UsageError(f"{record}: who declined? --by WHO would be right.")
        contact_id = missing[0]
    elif contact_id not in (row.a_id, row.b_id, row.introducer_id):
        raise ConflictError(
            f"{derived.contact_row(session, contact_id).name} has no part in {record}."
        )
    row.state, row.declined_on = IntroductionState.declined, on
    row.declined_by_id, row.answer, row.due_on = contact_id, text, None
    session.add(row)
    index(session, row)
    return Receipt(records=[record])


def outcome(
    session: Session, record: RecordId, text: str, effect: Effect | None, on: date
) -> Receipt:
    """What came of an introduction; raises ``ConflictError`` before it was made."""
    row = introduction_row(session, record)
    states.must_follow(states.INTRODUCTION, record, IntroductionState(row.state), "outcome")
    states.must_not_precede(on, row.made_on, f"{record} was made")
    row.outcome, row.outcome_on, row.due_on = also(row.outcome, text), on, None
    row.effect = row.effect if effect is None else effect.value
    session.add(row)
    index(session, row)
    return Receipt(records=[record])


def introduction_row(session: Session, record: RecordId) -> IntroductionRow:
    """The row about to be changed; raises ``NotFoundError``."""
    row = session.get(IntroductionRow, record.number)
    if row is None:
        raise no_record(record)
    return row


def _own(row: IntroductionRow) -> RecordId:
    assert row.id is not None
    return RecordId("i", row.id)
