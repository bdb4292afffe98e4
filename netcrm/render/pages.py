"""Reports as pages: one file each, no script, no request, everything escaped by autoescape."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from netcrm.domain.aims import called
from netcrm.domain.cadence import parse_cadence
from netcrm.domain.days import MONTHS, day_with_weekday, how_far, near_day
from netcrm.domain.follow_up import FollowUp
from netcrm.domain.kinds import FollowUpKind
from netcrm.domain.names import first_name
from netcrm.domain.people import Contact
from netcrm.render import signs
from netcrm.render.safe import line, visible
from netcrm.render.writers import heading
from netcrm.reports.aims import introductions_sheet, recommendations_sheet
from netcrm.reports.balance import balance_report
from netcrm.reports.dossier import Dossier, facts
from netcrm.reports.network import NetworkReport
from netcrm.reports.network_map import NetworkMap
from netcrm.reports.sheet import Cell, Sheet

_SIGNS = {
    "given": signs.GIVEN,
    "received": signs.RECEIVED,
    "overdue": signs.OVERDUE,
    "open": signs.OPEN,
    # What is not there yet: an empty box. The circle means an open loop, everywhere.
    "missing": "□",
}
_SECTIONS = (
    ("goals", "Goals"),
    ("due", "What is due"),
    ("loops", "Loops to close"),
    ("balance", "Given and received"),
    ("months", "Over the months"),
    ("map", "The network"),
    ("introductions", "Introductions"),
    ("recommendations", "Recommendations"),
    ("principles", "The principles"),
    ("people", "Relationships"),
)
_RHYTHM = ("every", "last contact", "next touch")
_NOT_TO_SHARE = ("due", "loops")


def network_page(report: NetworkReport, drawing: NetworkMap) -> str:
    """The whole network on one page."""
    return _page(
        "network.html",
        report.today,
        linked={c.id for c in report.people},
        title="Network report",
        report=report,
        net=drawing,
        sections=_sections(report),
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
        facts=[fact for fact in facts(report.contact, report.today) if fact[0] not in _RHYTHM],
        rhythm=_rhythm(report.contact),
        to_do=[f for f in report.follow_ups if f.kind is not FollowUpKind.loop],
        sheets=(
            _ties(report),
            _asks(report),
            introductions_sheet(report.introductions),
            recommendations_sheet(report.recommendations),
        ),
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


def _sections(report: NetworkReport) -> list[tuple[str, str]]:
    """The sections that the page has, in their order: an id and a heading."""
    left_out = _NOT_TO_SHARE if report.shared else ()
    without = left_out if report.goals else (*left_out, "goals")
    return [(name, words) for name, words in _SECTIONS if name not in without]


def _rhythm(contact: Contact) -> list[tuple[str, str | date]]:
    """How often to be in touch, when last, when next."""
    every = parse_cadence(contact.cadence).words if contact.cadence else None
    values = (every, contact.last_contact_on, contact.next_touch_on)
    return [(word, value) for word, value in zip(_RHYTHM, values, strict=True) if value]


def _ties(report: Dossier) -> Sheet:
    """Whom they know, and who listens to whom, in sentences."""
    name = first_name(report.contact.name)
    rows: list[tuple[Cell, ...]] = []
    for tie in report.ties:
        other = "you" if tie.b.is_me else first_name(tie.b.name)
        listens = [f"{name} listens to {other}, {tie.trusts} of 5"] if tie.trusts else []
        if tie.trusted_by:
            verb = "listen" if tie.b.is_me else "listens"
            listens.append(f"{other} {verb} to {name}, {tie.trusted_by} of 5")
        # How close they are to me stands among the facts.
        if not tie.b.is_me or listens or tie.how:
            strength = f"{tie.strength} of 5" if tie.strength else None
            rows.append((called(tie.b), strength, "; ".join(listens), tie.how))
    return _filled("Knows", ("name", "tie", "who listens to whom", "how"), rows)


def _asks(report: Dossier) -> Sheet:
    """What was asked, and by whom."""
    rows = [
        (
            f"a{ask.id}",
            f"{report.contact.name} asked you" if ask.is_theirs else "you asked",
            ask.text,
            ask.state.value,
            ask.answer,
        )
        for ask in report.asks
    ]
    return _filled("Asks", ("id", "who", "what", "state", "answer"), rows)


def _filled(title: str, columns: Sequence[str], rows: Sequence[tuple[Cell, ...]]) -> Sheet:
    """The table without the columns in which nothing stands."""
    kept = [at for at in range(len(columns)) if any(row[at] for row in rows)]
    return Sheet(
        title,
        tuple(columns[at] for at in kept),
        tuple(tuple(row[at] for at in kept) for row in rows),
        "None yet.",
    )


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
