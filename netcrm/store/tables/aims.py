"""What the two sides expect, whom I bring together, who speaks for whom, what is asked, and why."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from netcrm.domain.kinds import (
    AskState,
    Certainty,
    Effect,
    IntroductionState,
    RecommendationState,
    Role,
    Side,
    Stance,
)
from netcrm.store.tables.columns import NEVER_AGAIN, among, key, link, new_uid, whose


class GoalPersonRow(SQLModel, table=True):
    """A decider or a guide of a goal, and what matters to them about it."""

    __tablename__ = "goal_person"
    __table_args__ = (
        among("role", Role),
        UniqueConstraint("goal_id", "contact_id", "role", name="goal_person_once"),
        NEVER_AGAIN,
    )

    id: int | None = key()
    goal_id: int = Field(foreign_key="goal.id", ondelete="CASCADE")
    contact_id: int = whose()
    role: str
    matters: str | None = None


class ExpectationRow(SQLModel, table=True):
    """What one side of a relationship expects, or avoids; with contact 0 it is mine for all."""

    __tablename__ = "expectation"
    __table_args__ = (
        among("side", Side),
        among("stance", Stance),
        among("certainty", Certainty),
        NEVER_AGAIN,
    )

    id: int | None = key()
    uid: str = Field(default_factory=new_uid, unique=True)
    contact_id: int = whose()
    side: str
    stance: str
    text: str
    certainty: str
    since: date


class AskRow(SQLModel, table=True):
    """A prepared request of mine to a contact, or (side theirs) of theirs to me."""

    __tablename__ = "ask"
    __table_args__ = (among("side", Side), among("state", AskState), NEVER_AGAIN)

    id: int | None = key()
    uid: str = Field(default_factory=new_uid, unique=True)
    contact_id: int = whose()
    side: str
    text: str
    topic: str | None = None
    goal_id: int | None = link("goal", index=True)
    offer: str | None = None
    by_on: date | None = None
    state: str
    drafted_on: date
    sent_on: date | None = None
    answered_on: date | None = None
    # what they said to it, or I did
    answer: str | None = None
    fulfilled_on: date | None = None
    # of theirs, accepted: my promise
    promise_id: int | None = link("follow_up", index=True)
    # what was found before it was sent
    checks_passed: bool = True
    expectations_known: bool = True
    asked_too_often: bool = False
    despite: str | None = None
    # when the answer, or what came of it, is waited for; NULL where nothing is
    due_on: date | None = Field(default=None, index=True)
    touch: bool = True


class IntroductionRow(SQLModel, table=True):
    """An introducer brings two contacts together; any of the three may be me (0)."""

    __tablename__ = "introduction"
    __table_args__ = (
        among("state", IntroductionState),
        among("effect", Effect),
        CheckConstraint("a_id <> b_id", name="two_sides"),
        CheckConstraint("introducer_id NOT IN (a_id, b_id)", name="introducer_apart"),
        NEVER_AGAIN,
    )

    id: int | None = key()
    uid: str = Field(default_factory=new_uid, unique=True)
    introducer_id: int = whose()
    a_id: int = whose()
    b_id: int = whose()
    # what each side gains
    for_a: str | None = None
    for_b: str | None = None
    why: str | None = None
    goal_id: int | None = link("goal", index=True)
    for_ask_id: int | None = link("ask", index=True)
    state: str
    proposed_on: date
    a_agreed_on: date | None = None
    b_agreed_on: date | None = None
    made_on: date | None = None
    declined_on: date | None = None
    declined_by_id: int | None = link("contact")
    answer: str | None = None
    outcome: str | None = None
    effect: str | None = None
    outcome_on: date | None = None
    expectations_known: bool = True
    despite: str | None = None
    # when the answer, or what came of it, is waited for; NULL where nothing is
    due_on: date | None = Field(default=None, index=True)
    touch: bool = True


class RecommendationRow(SQLModel, table=True):
    """A recommender speaks for a subject, to a contact or for a goal; any may be me (0)."""

    __tablename__ = "recommendation"
    __table_args__ = (
        among("state", RecommendationState),
        among("effect", Effect),
        CheckConstraint("recommender_id <> subject_id", name="recommender_apart"),
        NEVER_AGAIN,
    )

    id: int | None = key()
    uid: str = Field(default_factory=new_uid, unique=True)
    recommender_id: int = whose()
    subject_id: int = whose()
    # NULL where the goal is the audience, or (imported) whoever reads it
    audience_id: int | None = Field(
        default=None, foreign_key="contact.id", ondelete="CASCADE", index=True
    )
    goal_id: int | None = link("goal", index=True)
    for_ask_id: int | None = link("ask", index=True)
    text: str | None = None
    state: str
    requested_on: date
    given_on: date | None = None
    declined_on: date | None = None
    answer: str | None = None
    outcome: str | None = None
    effect: str | None = None
    outcome_on: date | None = None
    despite: str | None = None
    # when the answer, or what came of it, is waited for; NULL where nothing is
    due_on: date | None = Field(default=None, index=True)
