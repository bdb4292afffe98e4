"""A goal as a plan of action: for each decider the way, who could speak, what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from netcrm.domain.follow_up import FollowUp
from netcrm.domain.goals import Speaker
from netcrm.reports.gaps import missing, speakers
from netcrm.reports.moves import next_move
from netcrm.reports.sheet import Sheet
from netcrm.reports.situation import Decider, Move, Situation, way_words
from netcrm.reports.under_way import UnderWay, under_way


@dataclass(frozen=True)
class ActionPlan:
    """What is known, what is missing on the way to each decider, and what to do next."""

    known: Situation
    missing: tuple[tuple[Decider, tuple[Move, ...]], ...]
    next: Move | None

    def speakers(self, decider: Decider) -> tuple[Speaker, ...]:
        """Who could speak for me to a decider, the best placed first."""
        return speakers(self.known, decider)

    @property
    def under_way(self) -> tuple[UnderWay, ...]:
        """What was begun for the goal and waits for somebody."""
        return under_way(self.known.asks, self.known.introductions, self.known.recommendations)

    @property
    def open_steps(self) -> tuple[FollowUp, ...]:
        """The steps that are not done yet."""
        return tuple(step for step in self.known.steps if step.done_on is None)

    def sheets(self) -> tuple[Sheet, ...]:
        """The plan as tables, for the writers."""
        return (
            Sheet(
                "Deciders",
                (
                    *("decider", "warmest way", "could speak for you", "matters to them"),
                    *("last met", "strength", "left out"),
                ),
                tuple(
                    (
                        d.contact.name,
                        way_words(d.path),
                        ", ".join(s.contact.name for s in self.speakers(d)),
                        d.matters,
                        d.contact.last_contact_on,
                        d.path.chance if d.path else None,
                        "; ".join(e.sentence for e in d.ways.left_out),
                    )
                    for d, _ in self.missing
                ),
                "Nobody who decides is named yet.",
            ),
            Sheet(
                "Loops to close first",
                ("id", "contact", "text", "since"),
                tuple((f"l{e.id}", e.contact.name, e.text, e.on) for e in self.known.loops),
                "Every helper has been told.",
            ),
            Sheet(
                "Guides",
                ("name", "matters to them"),
                tuple((g.contact.name, g.matters) for g in self.known.goal.guides),
                "No guide is named.",
            ),
            Sheet(
                "Missing",
                ("decider", "what", "command"),
                tuple(
                    (d.contact.name, move.text, move.command)
                    for d, moves in self.missing
                    for move in moves
                ),
                "Nothing is missing.",
            ),
            Sheet(
                "Steps",
                ("id", "what", "due_on"),
                tuple((s.id, s.text, s.due_on) for s in self.open_steps),
                "No step is planned.",
            ),
            Sheet(
                "Under way",
                ("id", "state", "what", "since"),
                tuple((u.id, u.state, u.text, u.since) for u in self.under_way),
                "Nothing is under way.",
            ),
            Sheet(
                "Next",
                ("what", "command"),
                ((self.next.text, self.next.command),) if self.next else (),
                "The goal is closed.",
            ),
        )


def action_plan(known: Situation) -> ActionPlan:
    """The plan that follows from what is known."""
    return ActionPlan(
        known, tuple((d, missing(known, d)) for d in known.deciders), next_move(known)
    )
