"""Recommendations: who speaks for whom, to somebody or for a goal, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from netcrm.domain import states
from netcrm.domain.aims import RECOMMENDATION_DAYS
from netcrm.domain.errors import ConflictError
from netcrm.domain.ids import RecordId, no_record
from netcrm.domain.kinds import ME, AskState, Direction, Effect, Kind, RecommendationState
from netcrm.domain.text import also
from netcrm.services import asks_met, derived
from netcrm.services.booking import Favour, Terms, book
from netcrm.services.receipt import Receipt
from netcrm.store.tables.aims import RecommendationRow

SIZE = 3
"""A recommendation puts one's own name to it: a little more than a small favour."""


@dataclass(frozen=True)
class Request:
    """A checked recommendation; the audience is a contact, a goal, or both."""

    recommender_id: int
    subject_id: int
    audience_id: int | None = None
    goal_id: int | None = None
    text: str | None = None
    for_ask_id: int | None = None
    despite: str | None = None


def request(session: Session, wanted: Request, on: date) -> Receipt:
    """Keep that a recommendation was asked for."""
    if wanted.recommender_id == wanted.subject_id:
        raise ConflictError("Nobody recommends themselves; --by names who speaks for them.")
    if wanted.audience_id in (wanted.recommender_id, wanted.subject_id):
        raise ConflictError("A recommendation is to a third person; --to names them.")
    for contact_id in (wanted.recommender_id, wanted.subject_id, wanted.audience_id):
        if contact_id is not None:
            derived.contact_row(session, contact_id)
    row = RecommendationRow(
        recommender_id=wanted.recommender_id,
        subject_id=wanted.subject_id,
        audience_id=wanted.audience_id,
        goal_id=wanted.goal_id,
        for_ask_id=wanted.for_ask_id,
        text=wanted.text,
        state=RecommendationState.requested,
        requested_on=on,
        despite=wanted.despite,
        due_on=on + timedelta(days=RECOMMENDATION_DAYS),
    )
    if wanted.for_ask_id is not None:
        asks_met.check_for(session, wanted.for_ask_id, [_other(row)], _direction(row))
    session.add(row)
    session.flush()
    index(session, row)
    return Receipt(records=[_own(row)])


def _direction(row: RecommendationRow) -> Direction:
    return Direction.gave if row.recommender_id == ME else Direction.received


def _other(row: RecommendationRow) -> int:
    """With whom an entry, or the ask behind it, would be."""
    return row.subject_id if row.recommender_id == ME else row.recommender_id


def index(session: Session, row: RecommendationRow) -> None:
    """Make a recommendation findable by its words, on everybody's page."""
    said = "\n".join(s for s in (row.text, row.answer, row.outcome) if s)
    everybody = [row.recommender_id, row.subject_id]
    everybody += [] if row.audience_id is None else [row.audience_id]
    derived.index_record(session, _own(row), everybody, said or None)


def give(
    session: Session,
    record: RecordId,
    on: date,
    terms: Terms,
    today: date,
    *,
    despite: str | None = None,
) -> Receipt:
    """The word has been put in: an entry where I am a part, and the ask behind it fulfilled."""
    row = recommendation_row(session, record)
    states.must_follow(states.RECOMMENDATION, record, RecommendationState(row.state), "given")
    states.must_not_precede(on, row.requested_on, f"{record} was requested")
    row.despite = row.despite or despite
    row.state, row.given_on, row.due_on = RecommendationState.given, on, None
    session.add(row)
    favour = Favour(record, _direction(row), Kind.recommendation, on, row.goal_id, SIZE)
    texts = (
        [(_other(row), booked_text(session, row, row.text))]
        if ME in (row.recommender_id, row.subject_id)
        else []
    )
    over = None if row.for_ask_id is None else asks_met.is_over(session, row.for_ask_id)
    if over is AskState.fulfilled:
        receipt = Receipt(notes=[f"a{row.for_ask_id} is fulfilled, and has been counted."])
    else:
        receipt = book(session, favour, texts, terms, today)
    receipt.records = [record]
    if over is not None:
        row.for_ask_id = None
    elif row.for_ask_id is not None:
        asks_met.answer_by(session, row.for_ask_id, [_other(row)], _direction(row), on)
    return receipt


def booked_text(session: Session, row: RecommendationRow, text: str | None) -> str:
    """What its entry says, where ``text`` is what was to be said."""
    audience = (
        f" to {derived.contact_row(session, row.audience_id).name}"
        if row.audience_id is not None
        else ""
    )
    said = f": {text}" if text else ""
    return f"a recommendation{audience}{said}"


def decline(session: Session, record: RecordId, text: str | None, on: date) -> Receipt:
    """The recommender would rather not; a fine answer."""
    row = recommendation_row(session, record)
    states.must_follow(states.RECOMMENDATION, record, RecommendationState(row.state), "decline")
    row.state, row.declined_on, row.answer = RecommendationState.declined, on, text
    row.due_on = None
    session.add(row)
    index(session, row)
    return Receipt(records=[record])


def outcome(session: Session, record: RecordId, text: str, effect: Effect, on: date) -> Receipt:
    """What came of it; one that helped is evidence of whom the audience listens to."""
    row = recommendation_row(session, record)
    states.must_follow(states.RECOMMENDATION, record, RecommendationState(row.state), "outcome")
    states.must_not_precede(on, row.given_on, f"{record} was given")
    row.outcome, row.outcome_on, row.effect = also(row.outcome, text), on, effect.value
    session.add(row)
    index(session, row)
    return Receipt(records=[record])


def recommendation_row(session: Session, record: RecordId) -> RecommendationRow:
    """The row about to be changed; raises ``NotFoundError``."""
    row = session.get(RecommendationRow, record.number)
    if row is None:
        raise no_record(record)
    return row


def _own(row: RecommendationRow) -> RecordId:
    assert row.id is not None
    return RecordId("r", row.id)
