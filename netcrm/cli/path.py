"""The warm ways to somebody, a conversation prepared, a period looked back on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from netcrm.cli import answer, gather_aims, words
from netcrm.cli.context import world_of
from netcrm.cli.voice import Face
from netcrm.domain.days import Looking
from netcrm.domain.errors import ConflictError, UsageError
from netcrm.queries.rules import rules

if TYPE_CHECKING:
    from rich.console import RenderableType

app = typer.Typer(rich_markup_mode=None)


@app.command()
def path(
    ctx: typer.Context,
    who: words.Who,
    explain: Annotated[
        bool, typer.Option("--explain", help="Each tie's strength, and where it comes from.")
    ] = False,
) -> None:
    """The warmest ways to somebody, by up to three different people.

    \b
    netcrm path maria --explain
    """
    world = world_of(ctx)
    with world.read() as source:
        target = world.who(source, who)
        if target.is_me:
            raise ConflictError("'me' is you; a path leads to somebody else.")
        report = gather_aims.paths(source, target)

    def json() -> object:
        from netcrm.render import jsonable_reports

        return jsonable_reports.paths(report)

    def screen() -> Sequence[RenderableType]:
        from netcrm.render import screen_path

        return screen_path.paths(report, explain=explain)

    if not report.paths and world.face is Face.pipe:
        world.say(report.sheet().empty)
    answer.page(world, json=json, sheets=lambda: report.sheets(explain=explain), screen=screen)


@app.command()
def brief(ctx: typer.Context, who: words.Who) -> None:
    """Prepare a conversation: all that matters about somebody, on one screen.

    \b
    netcrm brief maria
    """
    world = world_of(ctx)
    with world.read() as source:
        contact = world.who(source, who)
        if contact.is_me:
            raise ConflictError("'me' is you; a brief prepares you for somebody else.")
        prepared = gather_aims.brief(source, contact.id, world.today)

    def json() -> object:
        from netcrm.render import jsonable_reports

        return jsonable_reports.brief(prepared)

    def screen() -> Sequence[RenderableType]:
        from netcrm.render import screen_brief

        return screen_brief.brief(prepared)

    answer.page(world, json=json, sheets=prepared.sheets, screen=screen)


@app.command()
def review(ctx: typer.Context, since: words.Since = None, until: words.Until = None) -> None:
    """Look back on a period, a year by default: what happened, and the seven principles.

    \b
    netcrm review --since 1m
    """
    world = world_of(ctx)
    last = world.today if until is None else world.day(until, Looking.BACK, "until")
    with world.read() as source:
        active = timedelta(days=rules(source).active_days)
    first = last - active if since is None else world.day(since, Looking.BACK, "since")
    if first > last:
        raise UsageError(f"since: {first} lies after --until {last}; the earlier day comes first.")
    with world.read() as source:
        report = gather_aims.review(source, first, last)

    def json() -> object:
        from netcrm.render import jsonable_reports

        return jsonable_reports.review(report)

    def screen() -> Sequence[RenderableType]:
        from netcrm.render import screen_review

        return screen_review.review(report)

    answer.page(world, json=json, sheets=report.sheets, screen=screen)
