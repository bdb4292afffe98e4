"""The morning's screen."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from netcrm.domain.aims import Goal
from netcrm.domain.days import day_with_weekday, how_far
from netcrm.domain.names import first_name
from netcrm.render import screen_goal
from netcrm.render.safe import line
from netcrm.render.screen import SOFT, STRONG, heading, named, text
from netcrm.render.screen_due import due
from netcrm.reports.glance import Glance


def glance(value: Glance) -> list[RenderableType]:
    """The morning's screen."""
    people_word = "person" if value.people == 1 else "people"
    parts: list[RenderableType] = [
        Group(heading(f"{day_with_weekday(value.today)} · {value.people} {people_word}"), Text(""))
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


def _idea(value: Glance) -> Text:
    assert value.idea is not None
    c, last = value.idea.contact, value.idea.last_gave_on
    said = Text("  Something for ")
    said.append_text(text(c.name, STRONG))
    said.append("?")
    if c.cares:
        said.append(f" {first_name(line(c.name))} cares about {line(', '.join(c.cares))}.")
    if last is not None:
        said.append(f" You last gave something {how_far(last, value.today)}.", style=SOFT)
    return said


def _goal(goal: Goal) -> Text:
    head = heading("Towards ")
    head.append_text(named(goal.title, f"g{goal.id}"))
    return head
