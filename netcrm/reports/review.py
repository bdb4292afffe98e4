"""A period looked back on: what happened, and the seven principles on my own data, as counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from netcrm.domain.aims import Goal, Introduction
from netcrm.domain.people import ContactRef
from netcrm.domain.review import Closed, Counts, Flow, Part
from netcrm.reports.sheet import Sheet


@dataclass(frozen=True)
class Line:
    """One principle: what was counted, and the command that would move it."""

    principle: str
    title: str
    result: str
    command: str


@dataclass(frozen=True)
class Review:
    """A period, both ends included."""

    since: date
    until: date
    met: tuple[tuple[ContactRef, int], ...]
    flows: tuple[Flow, ...]
    introductions: tuple[Introduction, ...]
    closed: tuple[Closed, ...]
    open_loop: str
    went_quiet: tuple[ContactRef, ...]
    goals: tuple[Goal, ...]
    counts: Counts

    @property
    def told_in_time(self) -> Part:
        """The loops that were closed by their day."""
        return Part(sum(c.in_time for c in self.closed), len(self.closed), self.open_loop)

    @property
    def median_days(self) -> float | None:
        """The days between help and word of it, for the middle one; None where no loop closed."""
        return float(median(c.days for c in self.closed)) if self.closed else None

    @property
    def scorecard(self) -> tuple[Line, ...]:
        """The seven principles, each in counts and with what would move it."""
        return (
            _both_sides(self.counts),
            _expectations(self.counts),
            _clear_asks(self.counts),
            _deciders(self.counts, self.goals),
            _recommendations(self.counts, self.goals),
            _told(self),
            _respect(self.counts),
        )

    def sheets(self) -> tuple[Sheet, ...]:
        """The review as tables, for the writers."""
        return (
            Sheet(
                "Scorecard",
                ("principle", "what", "result", "command"),
                tuple((s.principle, s.title, s.result, s.command) for s in self.scorecard),
                "",
            ),
            Sheet(
                "Given and received by kind",
                ("kind", "given", "received"),
                tuple((f.kind, f.given, f.received) for f in self.flows),
                "Nothing was given or received.",
            ),
            Sheet(
                "Met",
                ("id", "name", "times"),
                tuple((c.id, c.name, times) for c, times in self.met),
                "Nobody was met.",
            ),
            Sheet(
                "Introductions made",
                ("id", "who", "outcome"),
                tuple((f"i{i.id}", i.title, i.outcome) for i in self.introductions),
                "None was made.",
            ),
            Sheet(
                "Loops closed",
                ("loop", "days", "in time"),
                tuple((c.loop, c.days, "yes" if c.in_time else "no") for c in self.closed),
                "None was closed.",
            ),
            Sheet(
                "Went quiet",
                ("id", "name"),
                tuple((c.id, c.name) for c in self.went_quiet),
                "Nobody went quiet.",
            ),
        )


def _of(part: Part) -> str:
    return f"{part.count} of {part.of}"


def _plural(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _both_sides(c: Counts) -> Line:
    example = c.both_directions.example
    return Line(
        "P1",
        "Both sides gain",
        f"{_of(c.both_directions)} active relationships with both directions",
        f"netcrm brief {example}" if example else "netcrm balance",
    )


def _expectations(c: Counts) -> Line:
    example = c.expectations_known.example or "WHO"
    gone = c.boundaries_gone_against
    return Line(
        "P2",
        "Nothing unclear",
        f"{_of(c.expectations_known)} asks and introductions with expectations known; "
        f"{_plural(gone, 'boundary') if gone == 1 else f'{gone} boundaries'} gone against",
        f"netcrm expect {example} --theirs TEXT",
    )


def _clear_asks(c: Counts) -> Line:
    return Line(
        "P3",
        "Clear asks",
        f"{_of(c.checks_passed)} asks passed every check",
        "netcrm ask WHO TEXT --about TOPIC --offer TEXT --by DAY",
    )


def _deciders(c: Counts, goals: Sequence[Goal]) -> Line:
    example = c.deciders_met.example
    return Line(
        "P4",
        "Those who decide",
        f"{_of(c.deciders_met)} deciders met",
        f"netcrm path {example}" if example else _goal_command(goals),
    )


def _recommendations(c: Counts, goals: Sequence[Goal]) -> Line:
    return Line(
        "P5",
        "Recommendations",
        f"{c.recommendations_asked} asked, {c.recommendations_given} given, "
        f"{c.recommendations_helped} helped",
        _goal_command(goals),
    )


def _goal_command(goals: Sequence[Goal]) -> str:
    return f"netcrm goal show g{goals[0].id}" if goals else "netcrm goal add TITLE --decider WHO"


def _told(review: Review) -> Line:
    days = review.median_days
    said = f"; median {days:g} days" if days is not None else ""
    return Line(
        "P6",
        "Helpers hear",
        f"{_of(review.told_in_time)} loops told in time{said}",
        f"netcrm told {review.open_loop} TEXT" if review.open_loop else "netcrm due --kind loop",
    )


def _respect(c: Counts) -> Line:
    return Line(
        "P7",
        "Mutual respect",
        f"{_of(c.let_be)} declined asks let be; "
        f"{_plural(c.warnings_overridden, 'warning')} overridden",
        "netcrm due --kind ask",
    )
