"""The morning's screen."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from netcrm.domain.aims import Goal
from netcrm.domain.days import day_with_weekday, how_far
from netcrm.domain.names import first_name
from netcrm.domain.text import of_people
from netcrm.render import screen_goal
from netcrm.render.screen import (
    SOFT,
    STRONG,
    command,
    heading,
    indented,
    named,
    pieces,
    text,
)
from netcrm.render.screen_due import due
from netcrm.reports.glance import Glance


def glance(value: Glance) -> list[RenderableType]:
    """The morning's screen."""
    parts: list[RenderableType] = [
        Group(heading(f"{day_with_weekday(value.today)} · {of_people(value.people)}"), Text(""))
    ]
    parts += due(value.due) or [Text("Nothing is due today.")]
    for goal, move in value.goals:
        parts += [Text(""), _goal(goal)]
        parts += [screen_goal.move(move)] if move is not None else []
    if value.quiet:
        parts += [Text(""), heading("Went quiet")]
        for c in value.quiet:
            last = how_far(c.last_contact_on, value.today) if c.last_contact_on else ""
            row = text(f"  {c.name}")
            row.append(f"  last contact {last}", style=SOFT)
            parts.append(row)
    if value.idea is not None:
        parts += [Text(""), heading("An idea"), _idea(value)]
    return parts


def _idea(value: Glance) -> RenderableType:
    assert value.idea is not None
    c, last = value.idea.contact, value.idea.last_gave_on
    first = first_name(c.name)
    cares = f" {first} cares about {', '.join(c.cares)}." if c.cares else ""
    given = f"last gave something {how_far(last, value.today)}" if last else "gave nothing so far"
    why = f" {first} has helped you; you {given}."
    said = pieces("Something for ", (c.name, STRONG), f"?{cares}", (why, SOFT))
    return Group(indented(said), command(f"    netcrm brief {c.id}"))


def _goal(goal: Goal) -> Text:
    head = heading("Towards ")
    head.append_text(named(goal.title, f"g{goal.id}"))
    return head
