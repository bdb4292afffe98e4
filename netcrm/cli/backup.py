"""Copies of everything, and the way back to one."""

from __future__ import annotations

import os
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from netcrm.cli import answer, words
from netcrm.cli.context import World, world_of
from netcrm.cli.voice import Face
from netcrm.domain.days import day_with_weekday
from netcrm.domain.errors import ConflictError, NetcrmError, NotFoundError
from netcrm.render.prose import Advice
from netcrm.render.safe import json_text
from netcrm.reports.sheet import Sheet
from netcrm.store import backup as store
from netcrm.store.files import backups_of, is_missing
from netcrm.store.own_files import must_not_be_ours
from netcrm.store.standing import standing

if TYPE_CHECKING:
    from rich.console import RenderableType

_LONGEST_NAME = 255

app = typer.Typer(rich_markup_mode=None)


@app.command()
def backup(
    ctx: typer.Context,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Where to; else beside the database."),
    ] = None,
) -> None:
    """Copy the whole database, while others may write; the copy is checked.

    Before an import, a merge, a restore and a migration, and once a day, this is done by itself.
    """
    world = world_of(ctx)
    if is_missing(world.db_path):
        raise NotFoundError(f"There is nothing to back up yet: {world.db_path} is not there.")
    # Who keeps copies of what is not ours makes a folder beside it that is not wanted there.
    standing(world.db_path)
    if output is None:
        path = store.back_up(world.db_path, "hand", world.moment)
    else:
        path = output
        must_not_be_ours(world.db_path, path)
        if path.exists():
            raise ConflictError(f"{path} is there already.", hint="Give another name with -o.")
        if path.parent.is_dir():
            store.must_have_space(path.parent, world.db_path)
        store.copy(world.db_path, path)
    if world.face is Face.json:
        world.print(
            json_text({"backup": str(path), "size": path.stat().st_size, "warnings": world.warnings,
                       "booked": []})
        )  # fmt: skip
        return
    size = f"{path.stat().st_size // 1024:,} kB"
    world.tell(str(path) if world.quiet else f"Backed up to {path} ({size}, checked).")


@app.command()
def restore(
    ctx: typer.Context,
    which: Annotated[
        str | None,
        typer.Argument(metavar="[BACKUP]", help="A file, or a number of --list.  [the newest]"),
    ] = None,
    only_list: Annotated[bool, typer.Option("--list", help="Show the backups.")] = False,
    yes: words.Yes = False,
) -> None:
    """Make the database what a backup is; what is replaced is backed up first.

    \b
    netcrm restore --list
    netcrm restore 2
    """
    world = world_of(ctx)
    is_missing(world.db_path)  # a path that can never be a database is said first
    if only_list:
        _list(world)
        return
    from netcrm.services.restoring import may_be_replaced
    from netcrm.services.restoring import restore as put_back

    source = _chosen(world, which)
    may_be_replaced(world.db_path)
    if not yes:
        if not world.can_ask:
            raise ConflictError(
                f"{source} would replace {world.db_path}; nothing was changed.",
                hint="To do it: the same command with --yes",
            )
        if not world.confirm(f"Replace {world.db_path} by {source.name}?"):
            raise NetcrmError("Nothing was changed.")
    done = put_back(source, world.db_path, world.moment, world.typed)
    if world.face is Face.json:
        world.print(
            json_text(
                {"restored": str(source), "kept": str(done.kept or done.aside or "") or None,
                 "warnings": world.warnings, "booked": []}
            )
        )  # fmt: skip
        return
    world.tell(f"Restored {source.name}.")
    if done.kept is not None:
        command = f"netcrm restore {quote(str(done.kept))}"
        world.say(Advice("What was there is kept:", command))
    if done.aside is not None:
        world.say(f"What was there is damaged; it is set aside as {done.aside}.")


def _chosen(world: World, typed: str | None) -> Path:
    there = store.backups(world.db_path)
    if typed is None or (typed.isdecimal() and not Path(typed).exists()):
        number = 1 if typed is None else int(typed)
        if not 1 <= number <= len(there):
            said = "There is no backup yet." if not there else f"There is no backup {number}."
            raise NotFoundError(said, hint="See: netcrm restore --list")
        return there[number - 1].path
    if len(os.fsencode(Path(typed).name)) > _LONGEST_NAME:
        raise NotFoundError("There is no backup of such a long name.")
    path = Path(typed).expanduser()
    inside = backups_of(world.db_path) / path.name
    if not path.exists() and inside.exists():
        return inside
    if not path.is_file():
        raise NotFoundError(f"There is no backup {typed!r}.", hint="See: netcrm restore --list")
    return path


def _list(world: World) -> None:
    found = store.backups(world.db_path)

    def screen() -> list[RenderableType]:
        from netcrm.render import screen_history

        return screen_history.backups(
            [
                (number, f"{day_with_weekday(world.here(b.at).date())}, {world.here(b.at):%H:%M}",
                 b.reason, b.size)
                for number, b in enumerate(found, start=1)
            ]
        )  # fmt: skip

    answer.listing(
        world,
        json=lambda: [
            {"number": n, "at": b.at.isoformat(), "reason": b.reason, "size": b.size,
             "path": str(b.path)}
            for n, b in enumerate(found, start=1)
        ],
        sheet=lambda: Sheet(
            "Backups",
            ("number", "at", "reason", "size", "path"),
            tuple(
                (n, b.at.isoformat(), b.reason, b.size, str(b.path))
                for n, b in enumerate(found, start=1)
            ),
            "",
        ),
        screen=screen,
        empty="There is no backup yet.",
    )  # fmt: skip
