"""A report that may be handed on: without what people said in confidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from netcrm.domain.aims import Introduction, Recommendation
from netcrm.domain.people import Contact, Event
from netcrm.reports.dossier import Dossier
from netcrm.reports.network import NetworkReport

_OF_WHAT_HAPPENED = "n"


def shared_dossier(whole: Dossier) -> Dossier:
    """One person without notes, expectations, boundaries, and what was written of meetings."""
    return replace(
        whole,
        contact=_contact(whole.contact),
        expectations=(),
        timeline=tuple(_event(event) for event in whole.timeline if not event.id.startswith("x")),
        introductions=tuple(_introduction(i) for i in whole.introductions),
        recommendations=tuple(_recommendation(r) for r in whole.recommendations),
        asks=tuple(replace(ask, despite=None) for ask in whole.asks),
    )


def shared_network(whole: NetworkReport) -> NetworkReport:
    """The network without notes, boundaries and goals: what matters to whom is theirs to say."""
    return replace(
        whole,
        people=tuple(_contact(c) for c in whole.people),
        goals=(),
        introductions=_introductions(whole.introductions),
        recommendations=tuple(_recommendation(r) for r in whole.recommendations),
        review=replace(
            whole.review, goals=(), introductions=_introductions(whole.review.introductions)
        ),
    )


def _contact(contact: Contact) -> Contact:
    return replace(contact, note=None)


def _event(event: Event) -> Event:
    return replace(event, text="") if event.id.startswith(_OF_WHAT_HAPPENED) else event


def _introductions(found: Iterable[Introduction]) -> tuple[Introduction, ...]:
    return tuple(_introduction(i) for i in found)


def _introduction(introduction: Introduction) -> Introduction:
    return replace(introduction, despite=None)


def _recommendation(recommendation: Recommendation) -> Recommendation:
    return replace(recommendation, despite=None)
