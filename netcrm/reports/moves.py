"""What to do next about a goal: what is mine, what is missing, what others are to do."""

from __future__ import annotations

from collections.abc import Iterable

from netcrm.domain.aims import Ask, Introduction, Recommendation
from netcrm.domain.days import day_with_weekday
from netcrm.domain.kinds import ME, AskState, GoalState, IntroductionState, RecommendationState
from netcrm.domain.ledger import Exchange
from netcrm.reports.gaps import missing
from netcrm.reports.situation import Move, Situation

RIPE_DAYS = 7
"""After so many days something will have come of a help; a plan begins with telling it."""


def next_move(known: Situation) -> Move | None:
    """What to do next: close loops, do what is mine, then what is missing; None when closed."""
    if known.goal.state is not GoalState.open:
        return None
    return next(iter(_moves(known)), None)


def _moves(known: Situation) -> Iterable[Move]:
    ripe = [loop for loop in known.loops if _is_ripe(known, loop)]
    yield from map(_telling, ripe)
    yield from _mine(known)
    if not known.deciders:
        yield Move("Say who decides", f"netcrm change {known.id} --decider WHO")
    gaps = [move for decider in known.deciders for move in missing(known, decider)]
    yield from (move for move in gaps if not move.later)
    yield from (_telling(loop) for loop in known.loops if loop not in ripe)
    for ask in known.asks:
        yield from _after_ask(ask)
    for intro in known.introductions:
        yield from _after_introduction(intro)
    for recommendation in known.recommendations:
        yield from _after_recommendation(recommendation)
    for step in known.steps:
        if step.done_on is None and step.due_on > known.today:
            yield Move(f"{step.text}, by {day_with_weekday(step.due_on)}", f"netcrm done {step.id}")
    yield from _conversations(known)
    yield from (move for move in gaps if move.later)
    yield Move("Is it decided? Say how it ended", f"netcrm goal reach {known.id} TEXT")


def _conversations(known: Situation) -> Iterable[Move]:
    """The talks with those who decide that have not taken place since the way was clear."""
    words = [r.given_on for r in known.recommendations if r.given_on is not None]
    clear = max([known.goal.opened_on, *words])
    for decider in known.deciders:
        if decider.talked_on is None or decider.talked_on < clear:
            yield Move(
                f"Prepare the conversation with {decider.contact.name}",
                f"netcrm brief {decider.contact.id}",
            )


def _is_ripe(known: Situation, loop: Exchange) -> bool:
    """Whether the helper may expect to hear by now; what came of today's help is not known yet."""
    due = loop.loop_due_on is not None and loop.loop_due_on <= known.today
    return due or (known.today - loop.on).days >= RIPE_DAYS


def _telling(loop: Exchange) -> Move:
    return Move(
        f"Tell {loop.contact.name} what came of {loop.text!r}, before you ask for more",
        f"netcrm told l{loop.id} TEXT",
    )


def _mine(known: Situation) -> Iterable[Move]:
    """What is mine to do now: steps that are due, drafts to send, introductions to make."""
    for step in known.steps:
        if step.done_on is None and step.due_on <= known.today:
            yield Move(step.text, f"netcrm done {step.id}")
    for ask in known.asks:
        if ask.state is AskState.drafted:
            yield Move(f"Send your ask to {ask.contact.name}: {ask.text}", f"netcrm sent a{ask.id}")
        elif ask.state is AskState.sent and ask.is_theirs:
            yield Move(f"Answer {ask.contact.name}: {ask.text}", f"netcrm accept a{ask.id}")
    for intro in known.introductions:
        if intro.state is IntroductionState.agreed and intro.introducer.id == ME:
            yield Move(f"Bring together {intro.title}", f"netcrm made i{intro.id}")


def _after_ask(ask: Ask) -> Iterable[Move]:
    if ask.is_theirs:
        return
    if ask.state is AskState.sent:
        yield Move(f"Wait for {ask.contact.name}'s answer to a{ask.id}", f"netcrm accept a{ask.id}")
    elif ask.state is AskState.accepted:
        yield Move(
            f"{ask.contact.name} said yes to {ask.text!r}; when it is done",
            f"netcrm fulfil a{ask.id}",
        )


def _after_introduction(intro: Introduction) -> Iterable[Move]:
    if intro.state is IntroductionState.proposed:
        whom = intro.to_agree[0] if intro.to_agree else intro.introducer
        yield Move(
            f"Wait for {whom.name}'s yes to i{intro.id}", f"netcrm agree i{intro.id} {whom.id}"
        )
    elif intro.state is IntroductionState.agreed:
        yield Move(
            f"{intro.introducer.name} brings together {intro.title}", f"netcrm made i{intro.id}"
        )


def _after_recommendation(r: Recommendation) -> Iterable[Move]:
    if r.state is RecommendationState.requested:
        yield Move(f"Wait for {r.recommender.name} to speak for you", f"netcrm given r{r.id}")
    elif r.state is RecommendationState.given and r.outcome_on is None:
        yield Move(
            f"Find out what came of {r.recommender.name}'s word",
            f"netcrm outcome r{r.id} TEXT --helped",
        )
