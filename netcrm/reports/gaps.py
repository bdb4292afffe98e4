"""What is missing on the way to one who decides, each with the command that would start it.

A question that was answered is not asked again, a no is not asked again either, and nobody is
asked for what they said they avoid.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from shlex import quote

from netcrm.domain import names
from netcrm.domain.aims import Introduction
from netcrm.domain.expectations import INTRODUCING, RECOMMENDING, same_stem
from netcrm.domain.goals import Speaker
from netcrm.domain.kinds import ME, AskState, IntroductionState, RecommendationState
from netcrm.domain.names import first_name
from netcrm.domain.people import ContactRef
from netcrm.reports.paths import WarmPath
from netcrm.reports.situation import Decider, Move, Situation


@dataclass(frozen=True)
class _Question:
    """What is not known: the gap in words, what to ask, its two key words, and where to note it."""

    gap: str
    text: str
    about: tuple[str, str]
    note: str


def missing(known: Situation, decider: Decider) -> tuple[Move, ...]:
    """What is missing on the way to a decider, the first to start with first."""
    gaps = (
        _way(known, decider),
        _meeting(known, decider),
        _matters(known, decider),
        _voice(known, decider),
    )
    return tuple(move for move in gaps if move is not None)


def _way(known: Situation, decider: Decider) -> Move | None:
    if decider.path is not None:
        return None
    who, ways = decider.contact, decider.ways
    listened = next((s.contact for s in decider.trusted), None)
    if listened is not None:
        return Move(
            f"No warm path to {who.name} is known; they listen to {listened.name}: "
            "do the two know each other?",
            f"netcrm tie {listened.id} {who.id} --strength 3",
        )
    if ways.colleagues:
        question = _Question(
            f"No warm path to {who.name} is known",
            f"15 minutes on who could introduce me to {who.name}",
            ("introduce", first_name(who.name)),
            f"netcrm tie WHO {who.id}",
        )
        return _asked(known, decider, question)
    if ways.nearest:
        near = ways.nearest[0]
        return Move(
            f"No warm path to {who.name} is known; {near.name} knows them, "
            "but nobody of yours does",
            f"netcrm tie WHO {near.id}",
        )
    return Move(
        f"No warm path to {who.name} is known, and nobody who knows them",
        f"netcrm tie WHO {who.id}",
    )


def _meeting(known: Situation, decider: Decider) -> Move | None:
    contact = decider.contact
    if decider.is_known or decider.path is None:
        return None
    if any(i.declined_by == contact.ref for i in _between(known, contact.ref)):
        return Move(
            f"{contact.name} would rather not be introduced, a fine answer; who else decides?",
            f"netcrm change {known.id} --decider WHO",
            later=True,
        )
    if not known.welcomes(contact.id, INTRODUCING):
        return Move(
            f"{contact.name} avoids introductions; a word from somebody they listen to "
            "may open the door",
            f"netcrm expect {contact.id}",
            later=True,
        )
    for path in decider.ways.paths:
        introducer, whom = _next_meeting(known, path)
        if introducer is None:
            continue
        state = _standing(known, introducer, whom)
        if state is IntroductionState.proposed:
            return None
        if state is not IntroductionState.declined:
            return _introduction(known, introducer, whom, contact.ref)
    if len(decider.path.hops) < 2:
        return None
    return Move(
        f"Nobody else is known who could introduce you to {contact.name}",
        f"netcrm path {contact.id}",
        later=True,
    )


def _introduction(
    known: Situation, introducer: ContactRef, whom: ContactRef, decider: ContactRef
) -> Move:
    said = "introduce you" if whom == decider else f"bring you to {whom.name}"
    return Move(
        f"You have not met {decider.name}; {introducer.name} could {said}",
        f"netcrm intro me {whom.id} --by {introducer.id} --goal {known.id}",
    )


def _next_meeting(known: Situation, path: WarmPath) -> tuple[ContactRef | None, ContactRef]:
    """Who of a way, known to me already, could bring me to whom; None where I know them all."""
    people = path.people
    at = max(n for n, c in enumerate(people) if n == 0 or c.id in known.acquainted)
    if at == len(people) - 1:
        return None, people[-1]
    return people[at], people[at + 1]


def _between(known: Situation, other: ContactRef) -> list[Introduction]:
    """The introductions of me to somebody."""
    return [
        i
        for i in known.introductions
        if other in i.sides and any(side.id == ME for side in i.sides)
    ]


def _standing(
    known: Situation, introducer: ContactRef, whom: ContactRef
) -> IntroductionState | None:
    """Whether I am being introduced to somebody, or this introducer, or they, would rather not."""
    found = _between(known, whom)
    if any(i.state in (IntroductionState.proposed, IntroductionState.agreed) for i in found):
        return IntroductionState.proposed
    if any(i.declined_by in (whom, introducer) for i in found):
        return IntroductionState.declined
    return None


def _matters(known: Situation, decider: Decider) -> Move | None:
    if decider.matters is not None:
        return None
    name = decider.contact.name
    return _asked(
        known,
        decider,
        _Question(
            f"What matters to {name} is not known yet",
            f"15 minutes on what matters to {name}",
            ("matters", first_name(name)),
            f"netcrm goal matters {known.id} {decider.contact.id} TEXT",
        ),
    )


def _voice(known: Situation, decider: Decider) -> Move | None:
    name = decider.contact.name
    if any(
        r.subject.id == ME
        and r.state is not RecommendationState.declined
        and r.audience in (None, decider.contact.ref)
        for r in known.recommendations
    ):
        return None
    for speaker in speakers(known, decider):
        return Move(
            f"{speaker.contact.name} could speak for you to {name}",
            f"netcrm recommend me --by {speaker.contact.id} --to {decider.contact.id} "
            f"--goal {known.id}",
        )
    far = [s.contact for s in decider.trusted if not s.can_speak and s.contact.id not in _no(known)]
    if far:
        return Move(
            f"{name} listens to {far[0].name}, whom you do not know well yet",
            f"netcrm path {far[0].id}",
        )
    return _asked(
        known,
        decider,
        _Question(
            f"Nobody {'else ' if decider.trusted else ''}is known whom {name} trusts",
            f"15 minutes on whose opinion {name} trusts",
            ("opinion", first_name(name)),
            f"netcrm tie {decider.contact.id} WHO --trusts 4",
        ),
    )


def speakers(known: Situation, decider: Decider) -> tuple[Speaker, ...]:
    """Who could speak for me to a decider, who has not said no and does not avoid it."""
    return tuple(
        s
        for s in decider.trusted
        if s.can_speak
        and s.contact.id not in _no(known)
        and known.welcomes(s.contact.id, RECOMMENDING)
    )


def _no(known: Situation) -> set[int]:
    """Who would rather not speak for me."""
    return {
        r.recommender.id
        for r in known.recommendations
        if r.state is RecommendationState.declined and r.subject.id == ME
    }


def _asked(known: Situation, decider: Decider, question: _Question) -> Move | None:
    """To ask, to wait (None), or to write down what the answer was."""
    asked = [ask for ask in known.asks if not ask.is_theirs and _is_about(ask.text, question)]
    if any(ask.is_open for ask in asked):
        return None
    for ask in asked:
        if ask.state is AskState.fulfilled:
            return Move(f"{question.gap}: note what {ask.contact.name} said", question.note)
    busy = False
    for whom in _people_to_ask(known, decider):
        own = [ask for ask in known.asks if ask.contact == whom and not ask.is_theirs]
        if any(ask.state is AskState.declined for ask in own):
            continue
        if any(ask.is_open for ask in own):
            busy = True
        elif known.welcomes(whom.id, question.text):
            also = ", of the same organization" if whom in decider.ways.colleagues else ""
            return Move(
                f"{question.gap}: ask {whom.name}{also}",
                f"netcrm ask {whom.id} {quote(question.text)} --by 1w --goal {known.id}",
            )
    return Move(question.gap, question.note, later=busy)


def _is_about(text: str, question: _Question) -> bool:
    spoken = names.words(text)
    wanted = [word for about in question.about for word in names.words(about)]
    return all(any(same_stem(word, s) for s in spoken) for word in wanted)


def _people_to_ask(known: Situation, decider: Decider) -> Iterator[ContactRef]:
    """Who may know more about a decider: guides, those on the way, colleagues of theirs."""
    found = dict.fromkeys(
        [
            *(guide.contact for guide in known.goal.guides),
            *(path.first for path in decider.ways.paths),
            *decider.ways.colleagues,
        ]
    )
    for contact in found:
        if contact.id not in known.archived and contact != decider.contact.ref:
            yield contact
