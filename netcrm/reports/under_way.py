"""What is under way for a goal: asked, proposed, requested, and not over yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from netcrm.domain.aims import called
from netcrm.domain.kinds import IntroductionState, RecommendationState
from netcrm.reports.situation import Situation


@dataclass(frozen=True)
class UnderWay:
    """One of them: how far it is, and since when."""

    id: str
    state: str
    text: str
    since: date


def under_way(known: Situation) -> tuple[UnderWay, ...]:
    """Everything that was begun for the goal and waits for somebody."""
    return (*_asks(known), *_introductions(known), *_recommendations(known))


def _asks(known: Situation) -> Iterator[UnderWay]:
    for ask in known.asks:
        if ask.is_open:
            state = "asked of you" if ask.is_theirs else ask.state.value
            since = ask.answered_on or ask.sent_on or ask.drafted_on
            yield UnderWay(f"a{ask.id}", state, f"{ask.contact.name}: {ask.text}", since)


def _introductions(known: Situation) -> Iterator[UnderWay]:
    for intro in known.introductions:
        if intro.state is IntroductionState.declined or intro.outcome_on is not None:
            continue
        by = "" if intro.introducer.is_me else f", by {called(intro.introducer)}"
        since = intro.made_on or intro.proposed_on
        yield UnderWay(f"i{intro.id}", intro.state.value, f"{intro.title}{by}", since)


def _recommendations(known: Situation) -> Iterator[UnderWay]:
    for r in known.recommendations:
        if r.state is RecommendationState.declined or r.outcome_on is not None:
            continue
        yield UnderWay(f"r{r.id}", r.state.value, r.title, r.given_on or r.requested_on)
