"""Reports as pages: one file each, no script, no request, everything escaped by autoescape."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from netcrm.domain.cadence import parse_cadence
from netcrm.domain.days import MONTHS, day_with_weekday, how_far, near_day
from netcrm.domain.follow_up import FollowUp
from netcrm.domain.kinds import FollowUpKind
from netcrm.render import signs
from netcrm.render.safe import line, visible
from netcrm.render.writers import heading
from netcrm.reports.aims import introductions_sheet, recommendations_sheet
from netcrm.reports.balance import balance_report
from netcrm.reports.dossier import Dossier, facts
from netcrm.reports.network import NetworkReport
from netcrm.reports.network_map import NetworkMap

_SIGNS = {
    "given": signs.GIVEN,
    "received": signs.RECEIVED,
    "overdue": signs.OVERDUE,
    "open": signs.OPEN,
}
_SECTIONS = (
    ("due", "What is due"),
    ("loops", "Loops to close"),
    ("balance", "Given and received"),
    ("months", "Over the months"),
    ("map", "The network"),
    ("goals", "Goals"),
    ("introductions", "Introductions"),
    ("recommendations", "Recommendations"),
    ("principles", "The seven principles"),
    ("people", "Relationships"),
)
_SHOWN_BESIDE = ("Ties", "Asks", "Introductions", "Recommendations")


def network_page(report: NetworkReport, drawing: NetworkMap) -> str:
    """The whole network on one page."""
    return _page(
        "network.html",
        report.today,
        linked={c.id for c in report.people},
        title="Network report",
        report=report,
        net=drawing,
        sections=[s for s in _SECTIONS if s[0] != "goals" or report.goals],
        balances={b.contact.id: b for b in report.balance.balances},
        introductions=introductions_sheet(report.introductions),
        recommendations=recommendations_sheet(report.recommendations),
    )


def person_page(report: Dossier) -> str:
    """One person on a page."""
    return _page(
        "person.html",
        report.today,
        title=report.contact.name,
        report=report,
        balance=balance_report([report.balance]),
        facts=facts(report.contact, report.today),
        sheets=[sheet for sheet in report.sheets() if sheet.title in _SHOWN_BESIDE],
    )


def map_alone(drawing: NetworkMap, today: date) -> str:
    """The map as an SVG file of its own."""
    return _page("alone.svg", today, net=drawing).lstrip()


def _page(template: str, today: date, *, linked: Collection[int] = (), **values: Any) -> str:
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    def harmless(value: Any) -> Any:
        """Text without what a terminal or an editor acts on; markup of ours as it is."""
        return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value

    environment = Environment(
        loader=PackageLoader("netcrm.render"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=harmless,
    )
    environment.filters |= {
        "heading": heading,
        "long_day": day_with_weekday,
        "near": lambda day: near_day(day, today),
        "far": lambda day: how_far(day, today),
        "month": lambda day: f"{MONTHS[day.month - 1].title()} {day.year}",
        "month_short": _month_short,
        "what": _what,
    }
    whole = environment.get_template(template).render(
        today=today, signs=_SIGNS, linked=frozenset(linked), **values
    )
    # Where nothing was said, templates leave lines of blanks.
    return "\n".join(row for row in whole.split("\n") if row.strip()) + "\n"


def _month_short(day: date, is_first: bool) -> str:
    short = MONTHS[day.month - 1][:3].title()
    return f"{short} {day:%y}" if is_first or day.month == 1 else short


def _what(follow_up: FollowUp) -> str:
    """What is to be done, in words."""
    before = {FollowUpKind.loop: "tell them: ", FollowUpKind.promise: "promised: "}
    said = "be in touch" if follow_up.kind is FollowUpKind.touch else line(follow_up.text)
    every = ""
    if follow_up.every and follow_up.kind is FollowUpKind.reminder:
        every = f" (every {parse_cadence(follow_up.every).words})"
    return before.get(follow_up.kind, "") + said + every
