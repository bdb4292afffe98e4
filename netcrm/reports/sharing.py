"""A report that may be handed on: what was, without what is to be done and what was confided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from netcrm.domain.aims import Introduction, Recommendation
from netcrm.domain.kinds import IntroductionState, RecommendationState
from netcrm.domain.ledger import Balance
from netcrm.domain.people import Contact, Event, Tie
from netcrm.reports.balance import BalanceReport
from netcrm.reports.dossier import Dossier
from netcrm.reports.due import DueReport
from netcrm.reports.network import NetworkReport
from netcrm.reports.review import Line, Review
from netcrm.reports.sheet import Sheet

_FLOWED = ("gave", "received")
_NOT_TO_SHARE = ("Expectations and boundaries", "Loops to close", "Follow-ups", "Asks")


def shared_dossier(whole: Dossier) -> Dossier:
    """One person with what was given, received, made and said openly, and nothing to be done.

    Notes, tags, other names, expectations, boundaries, asks, follow-ups, whose opinion counts for
    whom, how they know each other, what was written of meetings, why people were brought together
    and what was to be said of somebody stay.
    """
    introductions = _made(whole.introductions)
    recommendations = _given(whole.recommendations)
    outcomes = {f"i{i.id}": i.outcome for i in introductions}
    outcomes |= {f"r{r.id}": r.outcome for r in recommendations}
    said = [f": {r.text}" for r in whole.recommendations if r.text]
    events = (_event(event, outcomes, said) for event in whole.timeline)
    shared = replace(
        whole,
        contact=_contact(whole.contact),
        balance=_balance(whole.balance),
        open_loops=(),
        follow_ups=(),
        ties=tuple(_tie(tie) for tie in whole.ties if tie.strength is not None),
        timeline=tuple(event for event in events if event is not None),
        expectations=(),
        introductions=introductions,
        recommendations=recommendations,
        asks=(),
    )
    return SharedDossier(**_values(shared))


def shared_network(whole: NetworkReport) -> NetworkReport:
    """The network as it is: no goals, nothing due, no open loop, no command to type.

    Of people it holds what the page of the network shows, however it is written.
    """
    return replace(
        whole,
        balance=BalanceReport(tuple(_balance(b) for b in whole.balance.balances)),
        due=DueReport(whole.today, (), (), (), ()),
        open_loops=(),
        people=tuple(_in_a_list(c) for c in whole.people),
        goals=(),
        introductions=_made(whole.introductions),
        recommendations=_given(whole.recommendations),
        review=_review(whole.review),
        shared=True,
    )


@dataclass(frozen=True)
class SharedDossier(Dossier):
    """One person, without the tables of what is to be done: that nothing is said is no answer."""

    def sheets(self) -> tuple[Sheet, ...]:
        """The tables of what was."""
        return tuple(sheet for sheet in super().sheets() if sheet.title not in _NOT_TO_SHARE)


@dataclass(frozen=True)
class SharedReview(Review):
    """A period looked back on, in those counts alone that confide nothing."""

    lines: tuple[Line, ...] = ()

    @property
    def scorecard(self) -> tuple[Line, ...]:
        """What flowed both ways, who was recommended, who heard what came of their help.

        Without what would move them, which is the owner's to do.
        """
        return self.lines


def _review(whole: Review) -> SharedReview:
    # The others count asks, boundaries, and who decides.
    lines = {line.principle: replace(line, command="") for line in whole.scorecard}
    counts = whole.counts
    given = f"{counts.recommendations_given} given, {counts.recommendations_helped} helped"
    return SharedReview(
        **_values(whole)
        | {
            "met": (),
            "flows": (),
            "introductions": (),
            "closed": (),
            "open_loop": "",
            "went_quiet": (),
            "goals": (),
            "lines": (lines["P1"], replace(lines["P5"], result=given), lines["P6"]),
        }
    )


def _values(report: Dossier | Review) -> dict[str, Any]:
    return {field.name: getattr(report, field.name) for field in fields(report)}


def _contact(contact: Contact) -> Contact:
    # A uid that came with a card may be an address, or a number that says too much.
    return replace(
        contact, uid="", note=None, cadence=None, next_touch_on=None, tags=(), aliases=()
    )


def _in_a_list(contact: Contact) -> Contact:
    return replace(
        _contact(contact),
        emails=(),
        phones=(),
        urls=(),
        knows=(),
        cares=(),
        birthday=None,
        met_on=None,
        met_where=None,
        through=None,
    )


def _balance(balance: Balance) -> Balance:
    return replace(balance, open_loops=0)


def _tie(tie: Tie) -> Tie:
    return replace(tie, trusts=None, trusted_by=None, how=None)


def _event(event: Event, outcomes: dict[str, str | None], said: Sequence[str]) -> Event | None:
    """What happened, where it may be told: without the words of a meeting, or of an answer.

    ``said`` is how an entry ends that tells what was to be said of somebody.
    """
    if event.id in outcomes:
        return replace(event, detail=outcomes[event.id] or "")
    if event.id.startswith("n") and event.word != "mentioned":
        return replace(event, text="", detail="")
    if event.word not in _FLOWED:
        return None
    # One of them may end as another does.
    ending = max((end for end in said if event.text.endswith(end)), key=len, default="")
    return replace(event, text=event.text.removesuffix(ending))


def _made(found: Iterable[Introduction]) -> tuple[Introduction, ...]:
    return tuple(
        replace(
            i,
            why=None,
            for_a=None,
            for_b=None,
            despite=None,
            goal=None,
            for_ask=None,
            answer=None,
            # Who did not say yes before it was made is nobody's to read.
            agreed=i.sides,
        )
        for i in found
        if i.state is IntroductionState.made
    )


def _given(found: Iterable[Recommendation]) -> tuple[Recommendation, ...]:
    return tuple(
        replace(r, text=None, despite=None, goal=None, for_ask=None, answer=None)
        for r in found
        if r.state is RecommendationState.given
    )
