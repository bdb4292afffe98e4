"""After an import: one person at a time, one key each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import typer

from netcrm.cli import answer
from netcrm.cli.context import World, world_of
from netcrm.cli.words import Limit
from netcrm.domain.cadence import parse_cadence
from netcrm.domain.errors import UsageError
from netcrm.domain.people import Contact
from netcrm.domain.text import NAME_LIMIT, of_people, one_line
from netcrm.queries import contacts as people
from netcrm.queries import day
from netcrm.render import jsonable
from netcrm.render.safe import line
from netcrm.reports.sheet import people_sheet

if TYPE_CHECKING:
    from rich.console import RenderableType

app = typer.Typer(rich_markup_mode=None)

_CADENCES = {"w": "P2W", "m": "P1M", "q": "P3M", "y": "P1Y"}
_KEYS = (
    "1-5 closeness · w 2 weeks  m month  q quarter  y year · t tag · a archive\n"
    "Enter next · b back · x stop"
)


@app.command()
def triage(ctx: typer.Context, limit: Limit = None) -> None:
    """The people whom an import brought and nobody has placed yet, the most promising first.

    One key each: 1 to 5 how close you are, w m q y how often to be in touch, t a tag, a archive,
    Enter the next one, b back, x stop; it goes on later where you stopped. Without a terminal it
    lists them: place them with netcrm edit.

    \b
    netcrm triage
    """
    world = world_of(ctx)
    with world.read() as source:
        found = day.to_place(source, limit)
    if world.can_ask and not world.plain and found:
        _go_through(world, found)
        return

    def screen() -> list[RenderableType]:
        from netcrm.render import screen_people

        return list(screen_people.people(found, world.today, world.width))

    answer.listing(
        world,
        json=lambda: [jsonable.contact(c) for c in found],
        sheet=lambda: people_sheet(found),
        screen=screen,
        empty="Everybody has been placed.",
    )


@dataclass
class _Choice:
    """What was chosen for one person so far."""

    values: dict[str, Any] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    archive: bool = False

    def words(self) -> str:
        said = []
        if "closeness" in self.values:
            said.append(f"closeness {self.values['closeness']}")
        if "cadence" in self.values:
            said.append(f"every {parse_cadence(self.values['cadence']).words}")
        said += [f"tag {tag}" for tag in self.tags]
        return ", ".join([*said, *(["archive"] if self.archive else [])])


def _go_through(world: World, found: list[Contact]) -> None:
    world.complain(f"{of_people(len(found))} to place.", *_KEYS.split("\n"))
    at, placed = 0, 0
    while at < len(found):
        with world.read() as source:
            contact = people.contact(source, found[at].id)
        world.complain("", f"{at + 1}/{len(found)}  {_about(contact)}")
        choice = _Choice()
        move = _choose(world, choice)
        if choice.words():
            _save(world, contact, choice)
            placed += 1
        if move == "stop":
            break
        at = max(0, at - 1) if move == "back" else at + 1
    with world.read() as source:
        rest = len(day.to_place(source))
    world.say(f"Placed {placed}." + (f" {rest} wait: netcrm triage" if rest else ""))


def _about(contact: Contact) -> str:
    what = ", ".join(p for p in (contact.title, contact.organization, contact.city) if p)
    tags = f" [{', '.join(contact.tags)}]" if contact.tags else ""
    return line(f"{contact.name} ({contact.id}){': ' if what else ''}{what}{tags}")


def _choose(world: World, choice: _Choice) -> str:
    """Keys for one person, until one moves on; answers where to."""
    while True:
        key = world.key()
        if key in ("", "x", "\x04"):
            return "stop"
        if key in ("\n", "\r", " ", "n", "s"):
            return "next"
        if key == "b":
            return "back"
        if not _took(world, choice, key):
            world.err.write(f"\n{_KEYS}\n")
            continue
        world.err.write(f"\r  {line(choice.words())}\n")
        world.err.flush()


def _took(world: World, choice: _Choice, key: str) -> bool:
    if key in "12345":
        choice.values["closeness"] = int(key)
    elif key in _CADENCES:
        choice.values["cadence"] = _CADENCES[key]
    elif key == "a":
        choice.archive = not choice.archive
    elif key == "t":
        world.err.write("  tag: ")
        world.err.flush()
        try:
            choice.tags.append(one_line("tag", world.input.readline(), limit=NAME_LIMIT))
        except UsageError as error:
            world.say(error.message)
    else:
        return False
    return True


def _save(world: World, contact: Contact, choice: _Choice) -> None:
    """One person is one transaction, so that stopping loses nothing."""
    from netcrm.services import people as verbs

    values = dict(choice.values)
    with world.write() as session:
        if choice.tags:
            # Another command may have given some while a key was waited for.
            with world.read() as source:
                values["tags"] = [*people.contact(source, contact.id).tags, *choice.tags]
        verbs.edit(session, contact.id, verbs.Profile(**values), world.today, world.now)
        verbs.placed(session, contact.id, world.today)
        if choice.archive:
            verbs.archive(session, contact.id, world.today, world.now)
