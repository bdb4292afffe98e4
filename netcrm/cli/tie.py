"""Who knows whom, and who is in the lists."""

from __future__ import annotations

from typing import Annotated

import typer

from netcrm.cli import answer
from netcrm.cli.context import World, world_of
from netcrm.cli.words import Who
from netcrm.domain.aims import called
from netcrm.domain.errors import ConflictError, NotFoundError, UsageError
from netcrm.domain.kinds import ME, check_strength, check_trust
from netcrm.domain.people import ContactRef
from netcrm.domain.text import one_line
from netcrm.queries import contacts as people
from netcrm.queries import who as lookup
from netcrm.render import jsonable

app = typer.Typer(rich_markup_mode=None)


@app.command()
def tie(
    ctx: typer.Context,
    a: Who,
    b: Who,
    strength: Annotated[
        int | None,
        typer.Option("--strength", help="1 (met once) to 5 (vouch for each other).  [3]"),
    ] = None,
    trusts: Annotated[
        int | None, typer.Option("--trusts", help="How much the first listens to the second, 1-5.")
    ] = None,
    how: Annotated[
        str | None, typer.Option("--how", help="Where they know each other from.")
    ] = None,
    remove: Annotated[
        bool, typer.Option("--remove", help="They do not know each other after all.")
    ] = False,
) -> None:
    """Two people know each other.

    \b
    netcrm tie maria tomasz --strength 4 --trusts 5 --how "built the Warsaw office"
    """
    world = world_of(ctx)
    with world.read() as source:
        one, other = (world.who(source, typed, writes=True) for typed in (a, b))
    from netcrm.services import people as verbs
    from netcrm.services.receipt import Receipt

    checked_strength = None if strength is None else check_strength(strength)
    checked_trust = None if trusts is None else check_trust(trusts)
    checked_how = None if how is None else one_line("how", how)
    if remove:
        if (strength, trusts, how) != (None, None, None):
            raise UsageError("--remove goes with no other option: they do not know each other.")
        _untie(world, one, other)
        return
    with world.write() as session:
        verbs.tie(
            session,
            one.id,
            other.id,
            strength=checked_strength,
            trusts=checked_trust,
            how=checked_how,
        )
    with world.read() as source:
        now = people.tie(source, one.id, other.id)
        said = []
        if now.strength:
            first, second = (now.b, now.a) if now.b.is_me else (now.a, now.b)
            pair = f"{called(first)} and {called(second)}"
            said.append(f"{pair[:1].upper()}{pair[1:]} know each other, {now.strength} of 5.")
        if now.trusts:
            listens = "You listen" if now.a.is_me else f"{now.a.name} listens"
            said.append(f"{listens} to {called(now.b)}, {now.trusts} of 5.")
        lines = [" ".join(said), *answer.next_for_people(world, source, (one.id, other.id))]
        answer.write(world, source, jsonable.tie(now), Receipt(), lines, f"{now.a.id} {now.b.id}")


def _untie(world: World, one: ContactRef, other: ContactRef) -> None:
    from netcrm.services import people as verbs
    from netcrm.services.receipt import Receipt

    with world.write() as session:
        if not verbs.untie(session, one.id, other.id):
            raise NotFoundError(f"{one.name} and {other.name} have no tie.")
    with world.read() as source:
        value = {"a": jsonable.ref(one), "b": jsonable.ref(other), "strength": None,
                 "trusts": None, "trusted_by": None, "how": None}  # fmt: skip
        said = f"{one.name} and {other.name} are no longer tied."
        answer.write(world, source, value, Receipt(), said, f"{one.id} {other.id}")


@app.command()
def archive(ctx: typer.Context, who: Who) -> None:
    """Take somebody out of lists, touches, birthdays and completion.

    Open loops and your promises stay due; log brings them back.
    """
    _archive(world_of(ctx), who, out=True)


@app.command()
def unarchive(ctx: typer.Context, who: Who) -> None:
    """Bring somebody back into the lists."""
    _archive(world_of(ctx), who, out=False)


def _archive(world: World, who: str, *, out: bool) -> None:
    with world.read() as source:
        try:
            contact = world.who(source, who, writes=True)
        except NotFoundError:
            found = [] if out else lookup.archived(source, who)
            if len(found) != 1:
                raise
            contact = found[0]
    if contact.id == ME:
        raise ConflictError("'me' is you, and stays.")
    from netcrm.services import people as verbs
    from netcrm.services.receipt import Receipt

    with world.write() as session:
        changed = verbs.archive(session, contact.id, world.today if out else None, world.now)
    where = "out of the lists" if out else "in the lists"
    said = f"{contact.name} is {'' if changed else 'already '}{where}."
    with world.read() as source:
        value = jsonable.contact(people.contact(source, contact.id))
        answer.write(world, source, value, Receipt(), said, str(contact.id))
