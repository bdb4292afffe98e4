"""A network to play with."""

from __future__ import annotations

from pathlib import Path

import typer

from netcrm.cli.context import Face, World, world_of
from netcrm.domain.errors import ConflictError
from netcrm.render.safe import json_text

app = typer.Typer(rich_markup_mode=None)


@app.command()
def demo(ctx: typer.Context) -> None:
    """A lifelike network to play with, in a database of its own.

    Yours is not touched; the demo stands beside it, or where --db before the verb says.
    """
    world = world_of(ctx)
    from netcrm.services import demo as network

    path = _demo_path(ctx, world)
    if path.exists() and path.stat().st_size:
        with World.read(_at(world, path)) as source:
            if source.one("SELECT 1 FROM setting WHERE name = 'demo'") is None:
                raise ConflictError(
                    f"{path} is not a demo; it was not touched.",
                    hint="Give another path: netcrm --db demo.db demo",
                )
    for ending in ("", "-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)
    there = _at(world, path)
    with there.write(journal=False) as session:
        count = network.fill(session, world.today, world.now)
    if world.face is Face.json:
        world.print(
            json_text({"database": str(path), "people": count, "warnings": [], "booked": []})
        )
        return
    from shlex import quote

    ours = f"netcrm --db {quote(str(path))}"
    if world.today_text is not None:
        ours += f" --today {world.today}"
    world.print(
        f"A network of {count} invented people stands in {path}. Try:\n\n"
        + "\n".join(f"  {ours} {words}" for words in network.TRY)
    )


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
