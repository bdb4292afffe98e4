"""What is due, and one person's page, gathered through the read door."""

from __future__ import annotations

from datetime import date, timedelta

from netcrm.domain.follow_up import WITHIN_DAYS
from netcrm.queries import (
    asks,
    expectations,
    follow_ups,
    introductions,
    recommendations,
    timeline,
)
from netcrm.queries import contacts as people
from netcrm.queries import exchanges as ledger
from netcrm.reports.dossier import Dossier
from netcrm.reports.due import DueReport, due_report
from netcrm.reports.months import Months, first_month, months_report
from netcrm.store.reader import Reader

_NEAR_FUTURE_DAYS = 365
_RECENT = 50


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
        months=months(source, today, contact_id),
    )


def months(source: Reader, today: date, contact_id: int | None = None) -> Months:
    """What flowed over the last months, with everybody or with one."""
    return months_report(ledger.months(source, first_month(today), contact_id), today)
