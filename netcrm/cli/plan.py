"""Promises and reminders."""

from __future__ import annotations

from typing import Annotated

import typer

from netcrm.cli import answer, boundaries, words
from netcrm.cli.context import World, world_of
from netcrm.domain.cadence import parse_cadence
from netcrm.domain.days import Looking, day_with_weekday
from netcrm.domain.errors import UsageError
from netcrm.domain.kinds import FollowUpKind, Owner
from netcrm.queries import follow_ups
from netcrm.render import jsonable

app = typer.Typer(rich_markup_mode=None)


@app.command()
def promise(
    ctx: typer.Context,
    who: words.Who,
    text: words.Words,
    by: words.ByDay = None,
    theirs: Annotated[bool, typer.Option("--theirs", help="They will do it.")] = False,
    despite: words.Despite = None,
) -> None:
    """Who will do what by when. Kept, it books an entry.

    \b
    netcrm promise ada send the reading list --by friday
    """
    _plan(world_of(ctx), FollowUpKind.promise, who, text, by, theirs=theirs, despite=despite)


@app.command()
def remind(
    ctx: typer.Context,
    who: words.Who,
    text: words.Words,
    by: words.ByDay = None,
    every: Annotated[
        str | None,
        typer.Option("--every", metavar="CADENCE", help="Again and again, from the day on."),
    ] = None,
) -> None:
    """Be reminded of somebody on a day, once or again and again.

    \b
    netcrm remind ada ask about the new job --by "in 3 weeks"
    """
    _plan(world_of(ctx), FollowUpKind.reminder, who, text, by, every=every)


def _plan(
    world: World,
    kind: FollowUpKind,
    who: str,
    text: list[str],
    by: str | None,
    *,
    theirs: bool = False,
    every: str | None = None,
    despite: str | None = None,
) -> None:
    with world.read() as source:
        contact = world.other(source, who, writes=True)
        said = words.said(text)
        mentions = words.mention_ids(world, source, said)
        kept = None
        if kind is FollowUpKind.promise:
            reason = words.optional_line("despite", despite)
            kept = boundaries.respect(world, boundaries.met(source, [contact], [said]), reason)
    cadence = None if every is None else parse_cadence(every)
    if by is not None:
        due_on = world.day(by, Looking.FORWARD, "by")
    elif cadence is not None:
        due_on = cadence.after(world.today)
    else:
        raise UsageError(f"by: a {kind.value} needs a day; --by friday would be right.")
    from netcrm.services import follow_ups as verbs

    planned = verbs.Plan(
        kind,
        Owner.them if theirs else Owner.me,
        contact.id,
        said,
        due_on,
        every=None if cadence is None else str(cadence),
        mentions=mentions,
        despite=kept,
    )
    with world.write() as session:
        receipt = verbs.plan(session, planned, world.today)
    with world.read() as source:
        now = follow_ups.follow_up(source, receipt.records[0], world.today)
        if kind is FollowUpKind.promise:
            said_by = f"{contact.name} promised" if theirs else f"Promised {contact.name}"
        else:
            said_by = f"Reminder for {contact.name}"
        line = f"{said_by}: {now.text} ({now.id}) by {day_with_weekday(now.due_on)}"
        line += f", {answer.cadence_words(now.every)}." if now.every else "."
        value = jsonable.follow_up(now, world.today)
        answer.write(world, source, value, receipt, line, now.id)
