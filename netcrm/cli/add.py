"""People in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from netcrm.cli import answer
from netcrm.cli import profile as p
from netcrm.cli.context import World, world_of
from netcrm.cli.voice import Face
from netcrm.domain import names
from netcrm.domain.days import day_with_weekday, near_day
from netcrm.domain.errors import ConflictError, NetcrmError, UsageError
from netcrm.domain.kinds import ME_NAME
from netcrm.domain.people import Contact, ContactRef
from netcrm.queries import contacts as people
from netcrm.queries import who as lookup
from netcrm.render import jsonable
from netcrm.render.safe import json_text
from netcrm.store.reader import Reader

if TYPE_CHECKING:
    from netcrm.services.people import Profile

app = typer.Typer(rich_markup_mode=None)

_VERY_ALIKE = 0.86
# Names that are mostly signs are alike by accident.
_WORTH_COMPARING = 4


@app.command()
def add(
    ctx: typer.Context,
    name: Annotated[
        list[str], typer.Argument(metavar="NAME", help="The whole name, or - for lines.")
    ],
    org: p.Org = None,
    title: p.Title = None,
    email: p.Emails = None,
    phone: p.Phones = None,
    city: p.City = None,
    tag: p.Tags = None,
    knows: p.Knows = None,
    cares: p.Cares = None,
    every: p.Every = None,
    closeness: p.Closeness = None,
    met: p.Met = None,
    where: p.Where = None,
    through: p.Through = None,
    birthday: p.Birthday = None,
    alias: p.Aliases = None,
    url: p.Urls = None,
    note: p.Note = None,
    they_avoid: p.TheyAvoid = None,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Though the name or e-mail is there already.")
    ] = False,
) -> None:
    """Add somebody you met.

    netcrm add - reads one person a line: Name; organization; note.

    \b
    netcrm add "Ada Lovelace" --org "Analytical Engines" --met yesterday --every "2 months"
    """
    world = world_of(ctx)
    typed = p.Typed(
        _whole(name), org, title, email, phone, city, tag, knows, cares, every, closeness, met,
        where, through, birthday, alias, url, note, they_avoid,
    )  # fmt: skip
    if name == ["-"]:
        _add_lines(world, anyway=anyway)
        return
    with world.read() as source:
        profile = p.profile(world, source, typed)
        _check_new(world, source, profile, anyway=anyway)
    contact_id = _save(world, [profile])[0]
    with world.read() as source:
        added = people.contact(source, contact_id)
        from netcrm.services.receipt import Receipt

        answer.write(
            world, source, jsonable.contact(added), Receipt(), _added(world, added), str(added.id)
        )


def _whole(words: list[str]) -> str:
    """The name, which needs no quotes; raises ``UsageError`` where an address stands in it."""
    for word in words[1:]:
        if "@" in word:
            raise UsageError(f"name: {word!r} is no part of one; --email {word} would be right.")
    return " ".join(words)


def _added(world: World, contact: Contact) -> str:
    said = f"Added {contact.name} ({contact.id})"
    if contact.met_on is not None:
        said += f", met {day_with_weekday(contact.met_on)}"
    if contact.birthday is not None:
        said += f", birthday {contact.birthday}"
    said += "."
    if contact.next_touch_on is not None and contact.cadence is not None:
        said += (
            f" In touch {answer.cadence_words(contact.cadence)}, "
            f"next {near_day(contact.next_touch_on, world.today)}."
        )
    return said


def _save(world: World, profiles: list[Profile]) -> list[int]:
    from netcrm.services import people as verbs

    with world.write() as session:
        return [verbs.add(session, profile, world.today, world.now) for profile in profiles]


def _check_new(world: World, source: Reader, profile: Profile, *, anyway: bool) -> None:
    """Stop where this person is there already; say when somebody very like is."""
    if names.fold(profile.name) == ME_NAME:
        raise ConflictError("'me' is you, and is there already.")
    if anyway:
        return
    known = lookup.by_name(source, profile.name)
    for email in profile.emails if isinstance(profile.emails, list) else []:
        known += lookup.by_point(source, "email", names.fold(email))
    if known:
        _ask_to_add(world, profile.name, known)
        return
    if len("".join(names.words(profile.name))) < _WORTH_COMPARING:
        return
    for near in lookup.nearest(source, profile.name, limit=1):
        if names.likeness(profile.name, near.name) >= _VERY_ALIKE:
            world.warn(f"Somebody very like is there already: {near.name} ({near.id}).")


def _ask_to_add(world: World, name: str, known: list[ContactRef]) -> None:
    first = known[0]
    sentence = f"{first.name} ({first.id}) is there already."
    if world.can_ask:
        if world.confirm(f"{sentence} Add {name} as another person?"):
            return
        raise ConflictError("Nothing was added.")
    raise ConflictError(
        sentence,
        hint=f"To add another person of that name: --anyway. To see them: netcrm show {first.id}",
        candidates=tuple(dict.fromkeys(known)),
    )


def _add_lines(world: World, *, anyway: bool) -> None:
    """One person a line; every line is checked before any is saved."""
    profiles: list[Profile] = []
    seen: set[str] = set()
    with world.read() as source:
        for number, marked in enumerate(world.input, start=1):
            line = marked.removeprefix("\ufeff")
            if not line.strip():
                continue
            parts = [part.strip() for part in line.rstrip("\n").split(";", 2)]
            name, org, note = (*parts, "", "")[:3]
            try:
                profile = p.profile(
                    world, source, p.Typed(name=name, org=org or None, note=note or None)
                )
                if not anyway and names.fold(profile.name) in seen:
                    raise ConflictError(f"{profile.name} stands twice.")
                _check_new(world, source, profile, anyway=anyway)
            except NetcrmError as error:
                error.message = f"line {number}: {error.message} Nobody was added."
                raise
            seen.add(names.fold(profile.name))
            profiles.append(profile)
    if not profiles:
        raise UsageError("Nobody was named; a line like Name; organization; note would be right.")
    ids = _save(world, profiles)
    with world.read() as source:
        added = people.contacts(source, ids)
    if world.face is Face.json:
        extra = {"warnings": world.warnings, "booked": []}
        world.print(json_text([jsonable.contact(c) | extra for c in added]))
        return
    for contact in added:
        world.tell(str(contact.id) if world.quiet else _added(world, contact))
