"""The whole network gathered through the read door: the morning's screen, and the report."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from netcrm.cli import gather, gather_aims
from netcrm.domain.kinds import ME
from netcrm.queries import acquaintance, goals, introductions, recommendations
from netcrm.queries import contacts as people
from netcrm.queries import day as mornings
from netcrm.queries import exchanges as ledger
from netcrm.queries.rules import rules
from netcrm.reports.balance import balance_report
from netcrm.reports.glance import Glance, Idea
from netcrm.reports.network import NetworkReport
from netcrm.reports.network_map import Mark, NetworkMap, network_map
from netcrm.store.reader import Reader

_GOALS = 3


def glance(source: Reader, today: date) -> Glance:
    """The morning's screen: nothing ahead of today but what others are to do."""
    suggested = mornings.suggestion(source)
    return Glance(
        today=today,
        people=people.counted(source, people.ContactFilter(), today),
        due=gather.due(source, today, within=0),
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
        due=gather.due(source, today),
        open_loops=tuple(ledger.open_loops(source)),
        people=tuple(people.listed(source, people.ContactFilter(), today)),
        goals=tuple(
            gather_aims.plan(source, goal, today) for goal in goals.goals(source, everything=False)
        ),
        introductions=tuple(introductions.everything(source)),
        recommendations=tuple(recommendations.everything(source)),
        review=gather_aims.review(source, today - timedelta(days=rules(source).active_days), today),
        months=gather.months(source, today),
    )


def drawing(source: Reader, report: NetworkReport) -> NetworkMap:
    """The map of a report: what the report leaves out stands out on no map either."""
    loops = Counter(e.contact.id for e in report.open_loops)
    roles: dict[int, str] = {}
    ways: list[tuple[int, ...]] = []
    for plan in report.goals:
        for decider in plan.known.deciders:
            if decider.path is not None:
                ways.append((ME, *(c.id for c in decider.path.people)))
                roles |= {c.id: roles.get(c.id, "way") for c in decider.path.people}
        roles |= {p.contact.id: "guide" for p in plan.known.goal.guides}
    roles |= {d.contact.id: "decider" for plan in report.goals for d in plan.known.deciders}
    return network_map(
        report.people,
        acquaintance.between(source, [c.id for c in report.people]),
        {i: Mark(roles.get(i, ""), loops[i]) for i in {*roles, *loops}},
        {b.contact.id: b.given + b.received for b in report.balance.balances},
        ways,
    )
