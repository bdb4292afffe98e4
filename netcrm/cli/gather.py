"""Reports gathered through the read door: queries answered, values put together."""

from __future__ import annotations

from datetime import date, timedelta

from netcrm.cli import gather_aims
from netcrm.domain.follow_up import WITHIN_DAYS
from netcrm.domain.review import ACTIVE_DAYS
from netcrm.queries import (
    asks,
    expectations,
    follow_ups,
    goals,
    introductions,
    recommendations,
    timeline,
)
from netcrm.queries import contacts as people
from netcrm.queries import day as mornings
from netcrm.queries import exchanges as ledger
from netcrm.reports.balance import balance_report
from netcrm.reports.dossier import Dossier
from netcrm.reports.due import DueReport, due_report
from netcrm.reports.glance import Glance, Idea
from netcrm.reports.network import NetworkReport
from netcrm.store.reader import Reader

_NEAR_FUTURE_DAYS = 365
_RECENT = 50
_GOALS = 3


def due(source: Reader, today: date, within: int = WITHIN_DAYS) -> DueReport:
    """What is due up to so many days ahead."""
    wanted = follow_ups.DueFilter(today + timedelta(days=within))
    return due_report(follow_ups.due(source, wanted, today), today)


def dossier(source: Reader, contact_id: int, today: date) -> Dossier:
    """Everything about one person; the timeline's newest fifty."""
    wanted = follow_ups.DueFilter(today + timedelta(days=_NEAR_FUTURE_DAYS), contact_id=contact_id)
    return Dossier(
        today=today,
        contact=people.contact(source, contact_id),
        balance=ledger.balance(source, contact_id),
        open_loops=tuple(ledger.open_loops(source, contact_id)),
        follow_ups=tuple(follow_ups.due(source, wanted, today)),
        ties=tuple(t for t in people.ties(source, contact_id)),
        timeline=tuple(timeline.timeline(source, contact_id, limit=_RECENT)),
        expectations=tuple(expectations.of(source, contact_id)),
        introductions=tuple(introductions.of(source, contact_id)),
        recommendations=tuple(recommendations.of(source, contact_id)),
        asks=tuple(asks.of(source, contact_id)),
    )


def glance(source: Reader, today: date) -> Glance:
    """The morning's screen: nothing ahead of today but what others are to do."""
    suggested = mornings.suggestion(source)
    return Glance(
        today=today,
        people=people.counted(source, people.ContactFilter(), today),
        due=due(source, today, within=0),
        quiet=tuple(mornings.gone_quiet(source, today)),
        idea=None if suggested is None else Idea(*suggested),
        goals=tuple(
            (goal, gather_aims.plan(source, goal, today).next)
            for goal in goals.goals(source, everything=False)[:_GOALS]
        ),
    )


def network(source: Reader, today: date) -> NetworkReport:
    """The whole network."""
    return NetworkReport(
        today=today,
        balance=balance_report(ledger.balances(source, ledger.LedgerFilter())),
        due=due(source, today),
        open_loops=tuple(ledger.open_loops(source)),
        people=tuple(people.listed(source, people.ContactFilter(), today)),
        goals=tuple(
            gather_aims.plan(source, goal, today) for goal in goals.goals(source, everything=False)
        ),
        introductions=tuple(introductions.everything(source)),
        recommendations=tuple(recommendations.everything(source)),
        review=gather_aims.review(source, today - timedelta(days=ACTIVE_DAYS), today),
    )
