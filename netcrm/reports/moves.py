"""What to do about a goal: what is missing, what is mine, what others are to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from shlex import quote

from netcrm.domain.aims import Ask, Introduction, Recommendation
from netcrm.domain.days import day_with_weekday
from netcrm.domain.kinds import ME, AskState, GoalState, IntroductionState, RecommendationState
from netcrm.domain.ledger import Exchange
from netcrm.domain.names import first_name
from netcrm.domain.people import ContactRef
from netcrm.reports.situation import Decider, Situation

RIPE_DAYS = 7
"""After so many days something will have come of a help; a plan begins with telling it."""


@dataclass(frozen=True)
class Move:
    """Something to do, and the command that does it, or starts it."""

    text: str
    command: str


def missing(known: Situation, decider: Decider) -> tuple[Move, ...]:
    """What is missing on the way to a decider, each with the command that would start it."""
    moves = (
        _way_missing(known, decider),
        _meeting_missing(known, decider),
        _matters_missing(known, decider),
        _voice_missing(known, decider),
    )
    return tuple(move for move in moves if move is not None)


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
    for decider in known.deciders:
        yield from missing(known, decider)
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
    for decider in known.deciders:
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


def _somebody_to_ask(known: Situation, decider: Decider) -> ContactRef | None:
    """Who may know more about a decider: a guide, the first on the way, a colleague of theirs."""
    candidates = [
        *(guide.contact for guide in known.goal.guides),
        *([decider.path.first] if decider.path is not None else []),
        *decider.ways.colleagues,
    ]
    return next((c for c in candidates if c.id != decider.contact.id), None)


def _asking(known: Situation, whom: ContactRef, question: str) -> str:
    return f"netcrm ask {whom.id} {quote(question)} --goal {known.id}"


def _open_ask(known: Situation, whom: ContactRef) -> bool:
    return any(ask.contact == whom and ask.is_open for ask in known.asks)


def _way_missing(known: Situation, decider: Decider) -> Move | None:
    if decider.path is not None:
        return None
    name = decider.contact.name
    if decider.ways.colleagues:
        whom = decider.ways.colleagues[0]
        return Move(
            f"No warm path to {name} is known; {whom.name} is in the same organization",
            _asking(known, whom, f"who could introduce me to {name}?"),
        )
    if decider.ways.nearest:
        near = decider.ways.nearest[0]
        return Move(
            f"No warm path to {name} is known; {near.name} knows them, but nobody of yours does",
            f"netcrm tie WHO {near.id}",
        )
    return Move(
        f"No warm path to {name} is known, and nobody who knows them",
        f"netcrm tie WHO {decider.contact.id}",
    )


def _meeting_missing(known: Situation, decider: Decider) -> Move | None:
    if decider.is_known or decider.path is None or len(decider.path.hops) < 2:
        return None
    contact, first = decider.contact, decider.path.hops[-2].contact
    for intro in known.introductions:
        if contact.ref in intro.sides and intro.state is not IntroductionState.declined:
            return None
    if _open_ask(known, decider.path.first) and len(decider.path.hops) > 2:
        return None
    if len(decider.path.hops) > 2:
        whom = decider.path.first
        then = decider.path.hops[1].contact
        return Move(
            f"You have not met {contact.name}; {whom.name} could bring you to {then.name}",
            f"netcrm intro me {then.id} --by {whom.id} --goal {known.id}",
        )
    return Move(
        f"You have not met {contact.name}; {first.name} could introduce you",
        f"netcrm intro me {contact.id} --by {first.id} --goal {known.id}",
    )


def _matters_missing(known: Situation, decider: Decider) -> Move | None:
    if decider.matters is not None:
        return None
    name, whom = decider.contact.name, _somebody_to_ask(known, decider)
    if whom is None or _open_ask(known, whom):
        return Move(
            f"What matters to {name} is not known yet",
            f"netcrm goal matters {known.id} {decider.contact.id} TEXT",
        )
    return Move(
        f"What matters to {name} is not known yet: ask {whom.name}",
        _asking(known, whom, f"what matters to {name}?"),
    )


def _voice_missing(known: Situation, decider: Decider) -> Move | None:
    name = decider.contact.name
    mine = [
        r
        for r in known.recommendations
        if r.subject.id == ME
        and r.state is not RecommendationState.declined
        and r.audience in (None, decider.contact.ref)
    ]
    if mine:
        return None
    declined = {
        r.recommender.id for r in known.recommendations if r.state is RecommendationState.declined
    }
    for speaker in decider.speakers:
        if speaker.contact.id not in declined:
            return Move(
                f"{speaker.contact.name} could speak for you to {name}",
                f"netcrm recommend me --by {speaker.contact.id} --to {decider.contact.id} "
                f"--goal {known.id}",
            )
    if decider.trusted:
        trusted = decider.trusted[0].contact
        return Move(
            f"{name} listens to {trusted.name}, whom you do not know well yet",
            f"netcrm path {trusted.id}",
        )
    whom = _somebody_to_ask(known, decider)
    if whom is None or _open_ask(known, whom):
        return Move(
            f"Nobody is known whom {name} trusts",
            f"netcrm tie {decider.contact.id} WHO --trusts 4",
        )
    return Move(
        f"Nobody is known whom {name} trusts: ask {whom.name}",
        _asking(known, whom, f"whose opinion does {first_name(name)} trust?"),
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
