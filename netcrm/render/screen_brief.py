"""A conversation prepared, on one screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import RenderableType
from rich.text import Text

from netcrm.domain.follow_up import FollowUp
from netcrm.domain.kinds import Owner
from netcrm.render import signs
from netcrm.render.safe import visible
from netcrm.render.screen import (
    OVERDUE,
    SOFT,
    command,
    grid,
    heading,
    indented,
    named,
    pieces,
    text,
    when,
)
from netcrm.render.screen_aims import expectations, under_way
from netcrm.render.screen_columns import Columns
from netcrm.render.screen_due import follow_ups
from netcrm.reports.brief import Brief
from netcrm.reports.dossier import facts

_FACTS = ("title", "organization", "knows", "cares about", "met", "closeness", "note")


def brief(value: Brief) -> list[RenderableType]:
    """What to know, what to say first, what to bring, and how to begin."""
    c, today = value.contact, value.today
    parts: list[RenderableType] = [named(c.name, str(c.id))]
    if value.expectations:
        parts += expectations(value.expectations)
    else:
        parts.append(
            text(
                f"  What either side expects is not known yet: netcrm expect {c.id} --theirs TEXT",
                SOFT,
            )
        )
    known = grid("left", "left", wide=1)
    for word, said in facts(c, today):
        if word in _FACTS:
            known.add_row(Text(f"  {word}", style=SOFT), Text(visible(said)))
    parts += [Text(""), known]
    parts += [*_loops(value), *_lately(value)]
    for words, owner in (("You promised", Owner.me), ("They promised", Owner.them)):
        promised = [p for p in value.promises if p.owner is owner]
        if promised:
            parts += [Text(""), heading(words), _promises(promised, today)]
    parts += _goals(value)
    if value.ideas:
        parts += [Text(""), heading("What you could offer")]
        for idea in value.ideas:
            parts.append(indented(text(idea.why)))
            parts.append(command(f"    {idea.command}"))
    parts += [Text(""), heading("Three openers")]
    openers = grid("left", "left", wide=1)
    for opener in value.openers:
        openers.add_row(Text("  ·"), text(opener))
    return [*parts, openers]


def _loops(value: Brief) -> list[RenderableType]:
    if not value.loops:
        return []
    table = grid("left", "left", wide=1)
    for loop in value.loops:
        shown = pieces((f"  {signs.OPEN} ", OVERDUE), (f"l{loop.id}", SOFT))
        table.add_row(shown, text(f"{loop.text} ({when(loop.on, value.today)})"))
    return [Text(""), heading("Tell them first", OVERDUE), table]


def _promises(promised: Sequence[FollowUp], today: date) -> Columns:
    table = grid("left", "left", "right", wide=1)
    for p in promised:
        late = OVERDUE if p.overdue_days(today) else ""
        table.add_row(
            Text(f"  {p.id}", style=SOFT), text(p.text), Text(when(p.due_on, today), style=late)
        )
    return table


def _lately(value: Brief) -> list[RenderableType]:
    if not value.lately:
        return [Text(""), text("No conversation is written down yet.", SOFT)]
    table = grid("left", "left", "left", wide=2)
    for e in value.lately:
        table.add_row(Text(f"  {when(e.on, value.today)}", style=SOFT), Text(e.word), text(e.text))
    return [Text(""), heading("Lately"), table]


def _goals(value: Brief) -> list[RenderableType]:
    parts: list[RenderableType] = []
    if value.parts:
        parts += [Text(""), heading("Your goals")]
    for part in value.parts:
        said = f"g{part.goal.id}  {part.goal.title}: {part.role}"
        said += f"; what matters to them: {part.matters}" if part.matters else ""
        parts.append(indented(text(said)))
    if value.steps:
        planned = follow_ups(value.steps, value.today, with_whom=False)
        parts += [Text(""), heading("Steps"), planned]
    if value.under_way:
        parts += [Text(""), heading("Under way"), under_way(value.under_way, value.today)]
    return parts
