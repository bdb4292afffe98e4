"""A network to play with."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

import typer

from netcrm.cli import words
from netcrm.cli.context import World, world_of
from netcrm.cli.voice import Face
from netcrm.domain.errors import ConflictError, NetcrmError
from netcrm.render.safe import json_text, line
from netcrm.store import backup
from netcrm.store.files import must_have_no_log

app = typer.Typer(rich_markup_mode=None)


@app.command()
def demo(ctx: typer.Context, yes: words.Yes = False) -> None:
    """A lifelike network to play with, in a database of its own.

    Yours is not touched; the demo stands beside it, or where --db before the verb says. Where you
    went on to work in it, it asks before it begins anew, and keeps a backup.
    """
    world = world_of(ctx)
    from netcrm.services import demo as network

    path = _demo_path(ctx, world)
    kept = None
    if path.exists() and path.stat().st_size and _is_worked_in(_at(world, path)):
        _must_be_meant(world, path, yes=yes)
        kept = backup.back_up(path, "hand", world.moment)
    must_have_no_log(path)
    for ending in ("", "-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)
    there = _at(world, path)
    with there.write(journal=False) as session:
        count = network.fill(session, world.today, world.now)
    if world.face is Face.json:
        world.print(
            json_text(
                {"database": str(path), "people": count, "kept": str(kept) if kept else None,
                 "warnings": [], "booked": []}
            )
        )  # fmt: skip
        return
    ours = f"netcrm --db {quote(str(path))}"
    if world.today_text is not None:
        ours += f" --today {world.today}"
    world.print(
        f"A network of {count} invented people stands in {line(str(path))}. Try:\n\n"
        + "\n".join(line(f"  {ours} {typed}") for typed in network.TRY)
    )
    if kept is not None:
        world.say(f"What was there is kept: {ours} restore {quote(str(kept))}")


def _is_worked_in(world: World) -> bool:
    """Whether somebody went on to work in a demo; raises ``ConflictError`` where it is none."""
    with world.read() as source:
        if source.one("SELECT 1 FROM setting WHERE name = 'demo'") is None:
            raise ConflictError(
                f"{world.db_path} is not a demo; it was not touched.",
                hint="Give another path: netcrm --db demo.db demo",
            )
        # What the demo itself made is in no journal; a barrier is nobody's work.
        work = "SELECT 1 FROM journal WHERE kind <> 'barrier' LIMIT 1"
        return source.one(work) is not None


def _must_be_meant(world: World, path: Path, *, yes: bool) -> None:
    if yes:
        return
    if not world.can_ask:
        raise ConflictError(
            f"{path} has been worked in since the demo was made; it was not touched.",
            hint="To begin it anew: the same command with --yes. To see what was done: "
            f"netcrm --db {quote(str(path))} history",
        )
    if not world.confirm(f"{path} has been worked in since the demo was made. Begin it anew?"):
        raise NetcrmError("Nothing was changed.")


def _demo_path(ctx: typer.Context, world: World) -> Path:
    root = ctx.parent
    typed = root is not None and getattr(
        root.get_parameter_source("db"), "name", ""
    ) == "COMMANDLINE"  # fmt: skip
    return world.db_path if typed else world.db_path.parent / "demo.db"


def _at(world: World, path: Path) -> World:
    """The same world, with another database."""
    from dataclasses import replace

    return replace(world, database=path)
