"""Goals, and the plan of action for one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.text import Text

from netcrm.domain.aims import Goal
from netcrm.domain.days import near_day
from netcrm.domain.kinds import GoalState
from netcrm.render.screen import (
    OVERDUE,
    SOFT,
    STRONG,
    command,
    grid,
    heading,
    indented,
    named,
    pieces,
    text,
    when,
)
from netcrm.render.screen_aims import under_way
from netcrm.render.screen_due import follow_ups
from netcrm.reports.action_plan import ActionPlan
from netcrm.reports.paths import WarmPath
from netcrm.reports.situation import Decider, Move, way_words


def goals(found: Sequence[Goal], today: date) -> list[RenderableType]:
    """The goals, each with its day and who decides."""
    table = grid("left", "left", "wrap", "right", wide=1)
    for g in found:
        by = _by(g, today) if g.state is GoalState.open else g.state.value
        table.add_row(
            Text(f"  g{g.id}", style=SOFT),
            text(g.title, STRONG),
            text(", ".join(p.contact.name for p in g.deciders), SOFT),
            Text(by),
        )
    return [table]


def _by(goal: Goal, today: date) -> str:
    if goal.by_on is None:
        return ""
    return f"by {when(goal.by_on, today)}"


def plan(value: ActionPlan) -> list[RenderableType]:
    """A goal on one screen: the way to each decider, what is missing, what is next."""
    known = value.known
    head = named(known.goal.title, known.id)
    by = _by(known.goal, known.today)
    if known.goal.state is not GoalState.open:
        by = known.goal.state.value
    head.append(f"  {by}" if by else "", style=SOFT)
    parts: list[RenderableType] = [head]
    if known.loops:
        parts += [Text(""), heading("Close these loops first", OVERDUE)]
        table = grid("left", "wrap", "left", wide=2)
        for loop in known.loops:
            table.add_row(
                Text(f"  l{loop.id}", style=SOFT),
                text(loop.contact.name, STRONG),
                text(f"{loop.text}, {near_day(loop.on, known.today)}"),
            )
        parts.append(table)
    for decider, missing in value.missing:
        parts += [Text(""), *_decider(value, decider, missing)]
    if known.goal.guides:
        names = ", ".join(g.contact.name for g in known.goal.guides)
        parts += [Text(""), heading("Guides"), text(f"  {names}")]
    if value.open_steps:
        parts += [Text(""), heading("Steps"), follow_ups(value.open_steps, known.today)]
    if value.under_way:
        parts += [Text(""), heading("Under way"), under_way(value.under_way, known.today)]
    if value.next is not None:
        parts += [Text(""), heading("Next"), move(value.next)]
    return parts


def _decider(
    value: ActionPlan, decider: Decider, missing: tuple[Move, ...]
) -> list[RenderableType]:
    contact, today, speakers = decider.contact, value.known.today, value.speakers(decider)
    head = pieces(("Decides: ", SOFT), (contact.name, STRONG), (f" ({contact.id})", SOFT))
    table = grid("left", "left", wide=1)
    last = contact.last_contact_on
    said = ", ".join(
        f"{s.contact.name} (you {s.closeness} of 5, "
        + (f"trusted {s.trust} of 5)" if s.trust else f"{s.evidence} helped)")
        for s in speakers
    )
    rows = [
        ("way", _way(decider.path)),
        ("could speak for you", said or "nobody known yet"),
        ("matters to them", decider.matters or "not known yet"),
        ("last met", when(last, today) if last else "not yet"),
    ]
    rows += [("left out", e.sentence) for e in decider.ways.left_out]
    rows += [("mind", decider.ways.boundary.sentence)] if decider.ways.boundary else []
    for word, said in rows:
        table.add_row(Text(f"  {word}", style=SOFT), text(said))
    return [head, table, *([heading("  Missing", OVERDUE)] if missing else []), *map(move, missing)]


def _way(path: WarmPath | None) -> str:
    if path is None:
        return "none known yet"
    weakest = f"; weakest: {path.weakest.contact.name}" if len(path.hops) > 1 else ""
    return f"{way_words(path)} ({path.chance}{weakest})"


def move(value: Move) -> RenderableType:
    """Something to do, and under it the command."""
    return Group(indented(text(value.text)), command(f"    {value.command}"))
