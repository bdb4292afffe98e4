"""A goal as a plan of action: for each decider the way, who could speak, what is missing."""

from __future__ import annotations

from dataclasses import dataclass

from netcrm.domain.follow_up import FollowUp
from netcrm.reports.moves import Move, missing, next_move
from netcrm.reports.sheet import Sheet
from netcrm.reports.situation import Decider, Situation, way_words
from netcrm.reports.under_way import UnderWay, under_way


@dataclass(frozen=True)
class ActionPlan:
    """What is known, what is missing on the way to each decider, and what to do next."""

    known: Situation
    missing: tuple[tuple[Decider, tuple[Move, ...]], ...]
    next: Move | None

    @property
    def under_way(self) -> tuple[UnderWay, ...]:
        """What was begun for the goal and waits for somebody."""
        return under_way(self.known)

    @property
    def open_steps(self) -> tuple[FollowUp, ...]:
        """The steps that are not done yet."""
        return tuple(step for step in self.known.steps if step.done_on is None)

    def sheets(self) -> tuple[Sheet, ...]:
        """The plan as tables, for the writers."""
        return (
            Sheet(
                "Deciders",
                ("decider", "warmest way", "could speak for you", "matters to them", "last met"),
                tuple(
                    (
                        d.contact.name,
                        way_words(d.path),
                        ", ".join(s.contact.name for s in d.speakers),
                        d.matters,
                        d.contact.last_contact_on,
                    )
                    for d, _ in self.missing
                ),
                "Nobody who decides is named yet.",
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
