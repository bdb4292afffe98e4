"""A conversation prepared: one screen on one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from netcrm.domain.aims import Ask, Goal, Introduction, Recommendation
from netcrm.domain.days import near_day
from netcrm.domain.expectations import Expectation
from netcrm.domain.follow_up import FollowUp
from netcrm.domain.kinds import Owner
from netcrm.domain.ledger import Balance, Exchange
from netcrm.domain.names import first_name
from netcrm.domain.people import Contact, ContactRef, Event
from netcrm.reports.dossier import facts
from netcrm.reports.sheet import Sheet
from netcrm.reports.under_way import UnderWay, under_way

_OPENERS = 3


@dataclass(frozen=True)
class Part:
    """What a person is to one of my goals, in words, and what matters to them about it."""

    goal: Goal
    role: str
    matters: str | None


@dataclass(frozen=True)
class Idea:
    """Somebody I could bring in: who, and why it would be of use, in words."""

    contact: ContactRef
    why: str
    command: str


@dataclass(frozen=True)
class Brief:
    """What to know before talking to somebody."""

    today: date
    contact: Contact
    balance: Balance
    expectations: tuple[Expectation, ...]
    lately: tuple[Event, ...]
    promises: tuple[FollowUp, ...]
    loops: tuple[Exchange, ...]
    ideas: tuple[Idea, ...]
    asks: tuple[Ask, ...]
    parts: tuple[Part, ...]
    introductions: tuple[Introduction, ...]
    recommendations: tuple[Recommendation, ...]
    steps: tuple[FollowUp, ...]

    @property
    def open_asks(self) -> tuple[Ask, ...]:
        """The asks between us that are not over."""
        return tuple(ask for ask in self.asks if ask.is_open)

    @property
    def under_way(self) -> tuple[UnderWay, ...]:
        """What was begun with them and waits for somebody."""
        return under_way(self.asks, self.introductions, self.recommendations, whose=False)

    @property
    def openers(self) -> tuple[str, ...]:
        """Three ways into the conversation, what they should hear first before anything else."""
        return tuple(self._openers())[:_OPENERS]

    def _openers(self) -> list[str]:
        name = first_name(self.contact.name)
        said = [
            f"Tell {name} how it went: {loop.text}, {near_day(loop.on, self.today)}"
            for loop in self.loops[:1]
        ]
        if self.lately:
            last = self.lately[0]
            said.append(f"Pick up from {near_day(last.on, self.today)}: {last.text}")
        said += [f"{name} cares about {topic}: what is new?" for topic in self.contact.cares[:1]]
        said += [
            f"What matters to {name} for {part.goal.title}: {part.matters}"
            for part in self.parts
            if part.matters
        ]
        said += [
            f"Ask after what {name} promised: {p.text}"
            for p in self.promises
            if p.owner is Owner.them
        ]
        said += [f"Offer: {idea.why}" for idea in self.ideas]
        said += [f"How {name} does {topic} in practice" for topic in self.contact.knows]
        if self.contact.met_where:
            said.append(f"How it has gone since you met at {self.contact.met_where}")
        said.append(f"What {name} is working on, and what would be of use")
        said.append(f"What {name} would rather avoid: netcrm expect {self.contact.id}")
        said.append(f"Whom {name} would like to meet")
        return said

    def sheets(self) -> tuple[Sheet, ...]:
        """The brief as tables, for the writers."""
        return (
            Sheet("Who", ("fact", "value"), tuple(facts(self.contact)), "Only the name is known."),
            Sheet(
                "Expectations and boundaries",
                ("id", "what"),
                tuple((f"x{e.id}", e.sentence) for e in self.expectations),
                "What either side expects or avoids is not known yet.",
            ),
            Sheet(
                "Lately",
                ("on", "id", "text"),
                tuple((e.on, e.id, e.text) for e in self.lately),
                "No conversation is written down yet.",
            ),
            Sheet(
                "Promises",
                ("id", "owner", "text", "due_on"),
                tuple((p.id, p.owner.value, p.text, p.due_on) for p in self.promises),
                "Nothing is promised.",
            ),
            Sheet(
                "Loops to close",
                ("id", "text", "since"),
                tuple((f"l{e.id}", e.text, e.on) for e in self.loops),
                "No loop is open.",
            ),
            Sheet(
                "What you could offer",
                ("who", "why", "command"),
                tuple((i.contact.name, i.why, i.command) for i in self.ideas),
                "Nothing comes to mind from what is known.",
            ),
            Sheet(
                "Goals and asks",
                ("id", "what"),
                (
                    *((f"g{p.goal.id}", f"{p.role}: {p.goal.title}") for p in self.parts),
                    *((u.id, f"{u.state}: {u.text}") for u in self.under_way),
                    *((s.id, f"step: {s.text}") for s in self.steps),
                ),
                "They have no part in an open goal.",
            ),
            Sheet("Openers", ("opener",), tuple((o,) for o in self.openers), ""),
        )
