"""What is under way: asked, proposed, requested, and not over yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from netcrm.domain.aims import Ask, Introduction, Recommendation, called
from netcrm.domain.kinds import IntroductionState, RecommendationState


@dataclass(frozen=True)
class UnderWay:
    """One of them: how far it is, and since when."""

    id: str
    state: str
    text: str
    since: date


def under_way(
    asks: Iterable[Ask],
    introductions: Iterable[Introduction],
    recommendations: Iterable[Recommendation],
    *,
    whose: bool = True,
) -> tuple[UnderWay, ...]:
    """What of these waits for somebody; ``whose`` names the person of an ask."""
    return (
        *_asks(asks, whose=whose),
        *_introductions(introductions),
        *_recommendations(recommendations),
    )


def _asks(asks: Iterable[Ask], *, whose: bool) -> Iterator[UnderWay]:
    for ask in asks:
        if ask.is_open:
            state = "asked of you" if ask.is_theirs else ask.state.value
            since = ask.answered_on or ask.sent_on or ask.drafted_on
            name = f"{ask.contact.name}: " if whose else ""
            yield UnderWay(f"a{ask.id}", state, f"{name}{ask.text}", since)


def _introductions(found: Iterable[Introduction]) -> Iterator[UnderWay]:
    for intro in found:
        if intro.state is IntroductionState.declined or intro.outcome_on is not None:
            continue
        by = "" if intro.introducer.is_me else f", by {called(intro.introducer)}"
        since = intro.made_on or intro.proposed_on
        yield UnderWay(f"i{intro.id}", intro.state.value, f"{intro.title}{by}", since)


def _recommendations(found: Iterable[Recommendation]) -> Iterator[UnderWay]:
    for r in found:
        if r.state is RecommendationState.declined or r.outcome_on is not None:
            continue
        yield UnderWay(f"r{r.id}", r.state.value, r.title, r.given_on or r.requested_on)
