"""What is known of a goal and of the way to those who decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from netcrm.domain.aims import Ask, Goal, Introduction, Recommendation
from netcrm.domain.expectations import Expectation, boundaries_met
from netcrm.domain.follow_up import FollowUp
from netcrm.domain.goals import Speaker
from netcrm.domain.kinds import ME
from netcrm.domain.ledger import Exchange
from netcrm.domain.people import Contact, ContactRef
from netcrm.reports.paths import PathReport, WarmPath


@dataclass(frozen=True)
class Move:
    """Something to do, and the command that does it, or starts it.

    ``later`` where there is something to wait for, or nothing that I could do now.
    """

    text: str
    command: str
    later: bool = False


@dataclass(frozen=True)
class Decider:
    """What is known of the way to one who decides; ``talked_on`` when we last talked."""

    contact: Contact
    matters: str | None
    ways: PathReport
    trusted: tuple[Speaker, ...]
    talked_on: date | None

    @property
    def path(self) -> WarmPath | None:
        """The warmest way, None where none is known."""
        return self.ways.paths[0] if self.ways.paths else None

    @property
    def is_known(self) -> bool:
        """Whether I have been in touch with them myself."""
        return self.contact.last_contact_on is not None


@dataclass(frozen=True)
class Situation:
    """One goal, and all that is known about the way there.

    ``loops`` are those to close first; ``acquainted`` whom of the people on the ways I know;
    ``boundaries`` what they said they avoid, by contact.
    """

    today: date
    goal: Goal
    deciders: tuple[Decider, ...]
    loops: tuple[Exchange, ...]
    steps: tuple[FollowUp, ...]
    asks: tuple[Ask, ...]
    introductions: tuple[Introduction, ...]
    recommendations: tuple[Recommendation, ...]
    help: tuple[Exchange, ...]
    acquainted: frozenset[int]
    archived: frozenset[int]
    boundaries: Mapping[int, Sequence[Expectation]]

    @property
    def id(self) -> str:
        """The goal's id."""
        return f"g{self.goal.id}"

    def welcomes(self, contact_id: int, said: str) -> bool:
        """Whether nothing that somebody said they avoid stands against words or an act."""
        known = self.boundaries.get(contact_id, ())
        return not any(met.stops for met in boundaries_met(known, [said]))


def way_words(path: WarmPath | None) -> str:
    """``you > Piotr Zając > Maria Wójcik``, "" where there is no way."""
    return "" if path is None else " > ".join(["you", *(c.name for c in path.people)])


def people_on_the_way(
    goal: Goal, deciders: Sequence[Decider], asked: Iterable[ContactRef]
) -> set[int]:
    """Everybody whose help the plan needs: first on a way, speakers, guides, those asked."""
    found = {p.contact.id for p in (*goal.guides, *goal.deciders)}
    for decider in deciders:
        found |= {speaker.contact.id for speaker in decider.trusted if speaker.can_speak}
        if decider.path is not None:
            found.add(decider.path.first.id)
    return (found | {contact.id for contact in asked}) - {ME}
