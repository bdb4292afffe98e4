"""Everything about one person, on one page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from netcrm.domain.aims import Ask, Introduction, Recommendation, called
from netcrm.domain.days import birthday_words, how_far, near_day
from netcrm.domain.expectations import Expectation
from netcrm.domain.follow_up import FollowUp
from netcrm.domain.ledger import Balance, Exchange
from netcrm.domain.people import Contact, Event, Tie
from netcrm.reports.aims import introductions_sheet, recommendations_sheet
from netcrm.reports.months import Months
from netcrm.reports.sheet import Sheet
from netcrm.reports.under_way import UnderWay, under_way


@dataclass(frozen=True)
class Dossier:
    """One person, the balance with them, what is open, and what happened."""

    today: date
    contact: Contact
    balance: Balance
    open_loops: tuple[Exchange, ...]
    follow_ups: tuple[FollowUp, ...]
    ties: tuple[Tie, ...]
    timeline: tuple[Event, ...]
    expectations: tuple[Expectation, ...]
    introductions: tuple[Introduction, ...]
    recommendations: tuple[Recommendation, ...]
    asks: tuple[Ask, ...]
    months: Months

    @property
    def open_asks(self) -> tuple[Ask, ...]:
        """The asks between us that are not over."""
        return tuple(ask for ask in self.asks if ask.is_open)

    @property
    def under_way(self) -> tuple[UnderWay, ...]:
        """What is not over between us: asks, introductions, recommendations."""
        return under_way(self.asks, self.introductions, self.recommendations, whose=False)

    def sheets(self) -> tuple[Sheet, ...]:
        """The dossier as tables, for the writers."""
        return (
            Sheet(
                "Facts",
                ("fact", "value"),
                tuple(facts(self.contact)),
                "Nothing but the name is known yet.",
            ),
            Sheet(
                "Expectations and boundaries",
                ("id", "what", "since"),
                tuple((f"x{e.id}", e.sentence, e.since) for e in self.expectations),
                "What either side expects or avoids is not known yet.",
            ),
            Sheet(
                "Loops to close",
                ("id", "text", "since", "tell by"),
                tuple((f"l{e.id}", e.text, e.on, e.loop_due_on) for e in self.open_loops),
                "No loop is open.",
            ),
            Sheet(
                "Follow-ups",
                ("id", "kind", "owner", "text", "due_on"),
                tuple(
                    (f.id, f.kind.value, f.owner.value, f.text, f.due_on) for f in self.follow_ups
                ),
                "Nothing is planned.",
            ),
            Sheet(
                "Ties",
                ("name", "strength", "trusts", "trusted by", "how"),
                tuple((called(t.b), t.strength, t.trusts, t.trusted_by, t.how) for t in self.ties),
                "No ties to others are known yet.",
            ),
            Sheet(
                "Asks",
                ("id", "side", "text", "state", "answer"),
                tuple((f"a{a.id}", a.side, a.text, a.state, a.answer) for a in self.asks),
                "Nothing was asked.",
            ),
            introductions_sheet(self.introductions),
            recommendations_sheet(self.recommendations),
            Sheet(
                "Timeline",
                ("on", "id", "what", "text", "detail"),
                tuple((e.on, e.id, e.word, e.text, e.detail) for e in self.timeline),
                "Nothing has happened yet.",
            ),
        )


def facts(contact: Contact, today: date | None = None) -> list[tuple[str, str]]:
    """What is known of a person, a word and its value; what is not known is left out.

    Days are ISO text for writers and, seen from ``today``, words for a person.
    """

    def said(day: date) -> str:
        if today is None:
            return day.isoformat()
        return f"{near_day(day, today)} · {how_far(day, today)}"

    met = ", ".join(
        part
        for part in (
            f"at {contact.met_where}" if contact.met_where else "",
            f"through {contact.through.name}" if contact.through else "",
            said(contact.met_on) if contact.met_on else "",
        )
        if part
    )
    rows = [
        ("title", contact.title),
        ("organization", contact.organization),
        ("city", contact.city),
        ("email", ", ".join(contact.emails)),
        ("phone", ", ".join(contact.phones)),
        ("web", ", ".join(contact.urls)),
        ("also called", ", ".join(contact.aliases)),
        ("tags", ", ".join(contact.tags)),
        ("knows", ", ".join(contact.knows)),
        ("cares about", ", ".join(contact.cares)),
        ("birthday", contact.birthday if today is None else birthday_words(contact.birthday)),
        ("met", met),
        ("closeness", f"{contact.closeness} of 5" if contact.closeness else None),
        ("note", contact.note),
    ]
    return [(word, value) for word, value in rows if value]
