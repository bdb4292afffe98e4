"""Where everything stands, and the numbers behind the words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from netcrm.cli import answer
from netcrm.cli.context import World, world_of
from netcrm.cli.voice import Face
from netcrm.domain.errors import UsageError
from netcrm.domain.rules import RULES, Rule, Rules, rule
from netcrm.queries import rules as chosen
from netcrm.render.safe import json_text
from netcrm.reports.sheet import Sheet
from netcrm.store import backup
from netcrm.store.files import backups_of

if TYPE_CHECKING:
    from rich.console import RenderableType

app = typer.Typer(rich_markup_mode=None)

_UNCHOSEN = Rules()


@app.command()
def config(
    ctx: typer.Context,
    name: Annotated[
        str | None, typer.Argument(metavar="[NAME]", help="A setting, such as quiet-days.")
    ] = None,
    value: Annotated[
        list[str] | None, typer.Argument(metavar="[VALUE]", help="What it is from now on.")
    ] = None,
    reset: Annotated[bool, typer.Option("--reset", help="Back to what holds by itself.")] = False,
) -> None:
    """Where everything stands, and the numbers behind the words; they go with the database.

    \b
    netcrm config
    netcrm config quiet-days 120
    netcrm config path-chances 0.1 0.3 0.6 0.8 0.9
    netcrm config quiet-days --reset
    """
    world = world_of(ctx)
    if name is None and reset:
        raise UsageError("reset: of which setting? For one: netcrm config quiet-days --reset")
    if name is None:
        _all(world)
        return
    wanted = rule(name)
    if value and reset:
        raise UsageError("reset: a value and --reset do not go together.")
    if value or reset:
        from netcrm.services.settings import keep

        typed = " ".join(value or ())
        if value:
            wanted.parse(wanted.name, typed)
        with world.write() as session:
            keep(session, f"{chosen.PREFIX}{wanted.name}", None if reset else typed)
    with world.read() as source:
        now = chosen.rules(source)
    if world.face is Face.json:
        written = {"warnings": world.warnings, "booked": []} if value or reset else {}
        world.print(json_text(_jsonable(wanted, now) | written))
    else:
        world.print(wanted.of(now))


def _all(world: World) -> None:
    with world.read() as source:
        now = chosen.rules(source)
    copies = backup.backups(world.db_path)
    places = (
        ("database", str(world.db_path)),
        ("backups", f"{backups_of(world.db_path)} ({len(copies)})"),
    )

    def screen() -> Sequence[RenderableType]:
        from netcrm.render import screen_config

        return screen_config.config(places, now)

    answer.page(
        world,
        json=lambda: {
            "database": str(world.db_path),
            "backups": str(backups_of(world.db_path)),
            "settings": [_jsonable(r, now) for r in RULES],
        },
        sheets=lambda: (
            Sheet("Places", ("name", "place"), places, ""),
            Sheet(
                "Settings",
                ("name", "value", "default", "meaning"),
                tuple((r.name, r.of(now), r.of(_UNCHOSEN), r.meaning) for r in RULES),
                "",
            ),
        ),
        screen=screen,
    )


def _jsonable(of: Rule, now: Rules) -> dict[str, Any]:
    def number(rules: Rules) -> Any:
        value = getattr(rules, of.field)
        return [v / 100 for v in value] if isinstance(value, tuple) else value

    return {
        "name": of.name,
        "value": number(now),
        "default": number(_UNCHOSEN),
        "meaning": of.meaning,
    }
