"""A conversation prepared, on one screen."""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text

from netcrm.domain.days import how_far, near_day
from netcrm.render.safe import visible
from netcrm.render.screen import OVERDUE, SOFT, STRONG, grid, heading, text
from netcrm.render.screen_aims import asks, expectations
from netcrm.render.screen_due import follow_ups
from netcrm.reports.brief import Brief
from netcrm.reports.dossier import facts

_FACTS = ("title", "organization", "knows", "cares about", "met", "closeness", "note")


def brief(value: Brief) -> list[RenderableType]:
    """What to know, what to say first, what to bring, and how to begin."""
    c, today = value.contact, value.today
    head = text(c.name, STRONG)
    head.append(f"  ({c.id})", style=SOFT)
    parts: list[RenderableType] = [head]
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
    for word, said in facts(c):
        if word in _FACTS:
            known.add_row(Text(f"  {word}", style=SOFT), Text(visible(said)))
    parts += [Text(""), known]
    if value.loops:
        parts += [Text(""), heading("Tell them first", OVERDUE)]
        table = grid("left", "left", wide=1)
        for loop in value.loops:
            when = f"{near_day(loop.on, today)}, {how_far(loop.on, today)}"
            table.add_row(Text(f"  l{loop.id}", style=SOFT), text(f"{loop.text} ({when})"))
        parts.append(table)
    parts += _lately(value)
    if value.promises:
        parts += [Text(""), heading("Promised"), follow_ups(value.promises, today)]
    parts += _goals(value)
    if value.ideas:
        parts += [Text(""), heading("What you could offer")]
        for idea in value.ideas:
            parts.append(text(f"  {idea.why}"))
            parts.append(text(f"    {idea.command}", SOFT))
    parts += [Text(""), heading("Three openers")]
    parts += [text(f"  · {opener}") for opener in value.openers]
    return parts


def _lately(value: Brief) -> list[RenderableType]:
    if not value.lately:
        return [Text(""), text("No conversation is written down yet.", SOFT)]
    table = grid("left", "left", "left", wide=2)
    for e in value.lately:
        table.add_row(
            Text(f"  {near_day(e.on, value.today)}", style=SOFT), Text(e.word), text(e.text)
        )
    return [Text(""), heading("Lately"), table]


def _goals(value: Brief) -> list[RenderableType]:
    parts: list[RenderableType] = []
    if value.parts:
        parts += [Text(""), heading("Your goals")]
    for part in value.parts:
        said = f"  g{part.goal.id}  {part.goal.title}: {part.role.value}"
        said += f"; what matters to them: {part.matters}" if part.matters else ""
        parts.append(text(said))
    if value.open_asks:
        parts += [Text(""), heading("Asks"), asks(value.open_asks, value.today)]
    return parts
