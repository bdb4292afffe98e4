"""What is aimed at with others' help: goals, asks, introductions, recommendations, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from netcrm.domain.kinds import (
    ME,
    AskState,
    Effect,
    GoalState,
    IntroductionState,
    RecommendationState,
    Side,
)
from netcrm.domain.people import ContactRef

ANSWER_DAYS = 7
"""An ask, or a proposed introduction, waits this long for an answer before it is due."""
OUTCOME_DAYS = 21
"""So long after an introduction one may hear what came of it."""
RECOMMENDATION_DAYS = 10
"""A requested recommendation waits this long before it is due."""


@dataclass(frozen=True)
class GoalPerson:
    """A decider or a guide of a goal, and what matters to them."""

    contact: ContactRef
    matters: str | None


@dataclass(frozen=True)
class Goal:
    """What I am after."""

    id: int
    title: str
    by_on: date | None
    state: GoalState
    opened_on: date
    closed_on: date | None
    outcome: str | None
    deciders: tuple[GoalPerson, ...] = ()
    guides: tuple[GoalPerson, ...] = ()


@dataclass(frozen=True)
class Ask:
    """A prepared request: of mine to a contact, or of theirs to me.

    ``fulfilled_by`` is the id of the entry or event that fulfilled it.
    """

    id: int
    contact: ContactRef
    side: Side
    text: str
    topic: str | None
    goal: str | None
    offer: str | None
    by_on: date | None
    state: AskState
    drafted_on: date
    sent_on: date | None
    answered_on: date | None
    answer: str | None
    fulfilled_on: date | None
    fulfilled_by: str | None
    promise: str | None
    despite: str | None

    @property
    def is_theirs(self) -> bool:
        """Whether it was asked of me."""
        return self.side is Side.theirs

    @property
    def is_open(self) -> bool:
        """Whether something is still to come of it."""
        return self.state not in (AskState.declined, AskState.fulfilled)


@dataclass(frozen=True)
class Introduction:
    """An introducer brings two contacts together; any of the three may be me.

    ``agreed`` are the sides who said yes; me as a side has agreed.
    """

    id: int
    introducer: ContactRef
    a: ContactRef
    b: ContactRef
    for_a: str | None
    for_b: str | None
    why: str | None
    goal: str | None
    for_ask: str | None
    state: IntroductionState
    agreed: tuple[ContactRef, ...]
    proposed_on: date
    made_on: date | None
    declined_on: date | None
    declined_by: ContactRef | None
    answer: str | None
    outcome: str | None
    effect: Effect | None
    outcome_on: date | None
    despite: str | None

    @property
    def sides(self) -> tuple[ContactRef, ContactRef]:
        """The two who meet."""
        return self.a, self.b

    @property
    def title(self) -> str:
        """``Anna Nowak and Piotr Zając``, with "you" where I am a side."""
        return " and ".join(called(side) for side in self.sides)

    @property
    def to_agree(self) -> tuple[ContactRef, ...]:
        """The sides whose yes is still missing."""
        return tuple(side for side in self.sides if side not in self.agreed)


@dataclass(frozen=True)
class Recommendation:
    """A recommender speaks for a subject to a contact, or for a goal (``audience`` None)."""

    id: int
    recommender: ContactRef
    subject: ContactRef
    audience: ContactRef | None
    goal: str | None
    for_ask: str | None
    text: str | None
    state: RecommendationState
    requested_on: date
    given_on: date | None
    declined_on: date | None
    answer: str | None
    outcome: str | None
    effect: Effect | None
    outcome_on: date | None
    despite: str | None

    @property
    def is_evidence(self) -> bool:
        """Whether it shows that the audience listens to the recommender."""
        return self.effect is Effect.helped and self.audience is not None

    @property
    def title(self) -> str:
        """``Piotr Zając for you to Maria Wójcik``."""
        to = called(self.audience) if self.audience is not None else self.goal
        ending = f" to {to}" if to else ""
        return f"{called(self.recommender)} for {called(self.subject)}{ending}"


def called(contact: ContactRef) -> str:
    """A person's name as a sentence to me says it: I am "you"."""
    return "you" if contact.id == ME else contact.name
