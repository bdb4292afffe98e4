"""netcrm alone: the day at a glance, or a welcome while nobody is here."""

from __future__ import annotations

from netcrm.cli import answer, gather_whole
from netcrm.cli.context import World
from netcrm.cli.voice import Face
from netcrm.queries.contacts import is_empty
from netcrm.render.safe import json_text

_WELCOME = """\
Welcome. netcrm remembers what each of you did for the other, what was agreed,
and what is still open. Three first steps:

  netcrm add "Ada Lovelace" --met yesterday --every "2 months"
  netcrm import Connections.csv --dry-run      your LinkedIn export
  netcrm demo                                  a lifelike network to play with

All verbs: netcrm --help"""


def glance(world: World) -> None:
    """Show the day."""
    with world.read() as source:
        if is_empty(source) and world.face is not Face.json:
            world.say(*_WELCOME.split("\n"))
            return
        today = gather_whole.glance(source, world.today)
    if world.face is Face.json:
        from netcrm.render import jsonable_reports

        world.print(json_text(jsonable_reports.glance(today)))
    elif world.face is Face.pipe:
        from netcrm.render.writers import tab_separated

        world.print(tab_separated(today.due.sheet())) if today.due.all else None
    else:
        from netcrm.render import screen_glance

        answer.draw(world, screen_glance.glance(today))
