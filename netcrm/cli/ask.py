"""Asks: checked before they are sent, followed until something came of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from netcrm.cli import booking, boundaries, gather_aims, words
from netcrm.cli import completion as complete
from netcrm.cli.context import World, world_of
from netcrm.cli.voice import Face
from netcrm.domain.aims import Ask
from netcrm.domain.checks import (
    Check,
    Draft,
    Preparation,
    Verdict,
    asked_too_often,
    checks,
)
from netcrm.domain.days import Looking, day_with_weekday
from netcrm.domain.errors import ConflictError
from netcrm.domain.expectations import Met
from netcrm.domain.ids import RecordId, parse_record_id
from netcrm.domain.kinds import AskState, Side
from netcrm.queries import asks
from netcrm.render import jsonable_aims

if TYPE_CHECKING:
    from netcrm.services.asks import Findings
    from netcrm.services.receipt import Receipt

app = typer.Typer(rich_markup_mode=None)

_PROMISE_DAYS = 7

Id = Annotated[
    str,
    typer.Argument(
        metavar="aID", help="An ask, such as a3.", autocompletion=complete.open_records("a")
    ),
]


@app.command()
def ask(
    ctx: typer.Context,
    who: words.Who,
    text: words.Words,
    about: Annotated[
        str | None,
        typer.Option(
            "--about",
            metavar="TOPIC",
            help="What it is about.",
            autocompletion=complete.complete_topic,
        ),
    ] = None,
    goal: words.GoalName = None,
    offer: Annotated[
        str | None, typer.Option("--offer", metavar="TEXT", help="What they gain.")
    ] = None,
    by: words.ByDay = None,
    sent: Annotated[bool, typer.Option("--sent", help="It has been sent already.")] = False,
    theirs: Annotated[bool, typer.Option("--theirs", help="They ask you.")] = False,
    despite: words.Despite = None,
) -> None:
    """Prepare an ask: it is checked first, then drafted; with --theirs, what they ask of you.

    \b
    netcrm ask ada 20 minutes on how the board decides, by friday --about boards \\
      --offer "my notes on data contracts"
    """
    world = world_of(ctx)
    with world.read() as source:
        contact = world.who(source, who, writes=True)
        if contact.is_me:
            raise ConflictError("An ask is between you and somebody else.")
        said = words.said(text)
        mentions = words.mention_ids(world, source, said)
        day = None if by is None else world.day(by, Looking.FORWARD, "by")
        goal_id = words.goal_id(source, goal)
        topic, offered = words.optional_line("about", about), words.optional_line("offer", offer)
        draft = Draft(said, topic, offered, day)
        prepared = gather_aims.preparation(source, contact.id, draft, world.today)
    found = () if theirs else checks(prepared)
    _show(world, found)
    reason = words.optional_line("despite", despite)
    kept = boundaries.respect(world, () if theirs else prepared.boundaries, reason)
    if theirs:
        _remind_of_mine(world, prepared)
    from netcrm.services import asks as verbs

    request = verbs.Request(
        contact.id,
        Side.theirs if theirs else Side.mine,
        said,
        topic,
        goal_id,
        offered,
        day,
        sent_on=world.today if sent or theirs else None,
        found=_findings(prepared, found),
        despite=kept,
        mentions=mentions,
    )
    with world.write() as session:
        receipt = verbs.draft(session, request, world.today)
    with world.read() as source:
        now = asks.ask(source, receipt.records[0].number)
        value = jsonable_aims.ask(now) | {"checks": [jsonable_aims.check(c) for c in found]}
        booking.event(world, source, receipt, value, [_line(now), _next(now)])


def _show(world: World, found: Sequence[Check]) -> None:
    """The checks, before anything is saved; a program gets them with the answer."""
    if world.face is Face.json or world.quiet:
        return
    for check in found:
        sign = {Verdict.ok: "ok     ", Verdict.thought: "thought", Verdict.stop: "stop   "}
        world.tell(f"{sign[check.verdict]}  {check.text}")
        if check.command and check.verdict is not Verdict.ok:
            world.tell(f"         {check.command}")


def _findings(prepared: Preparation, found: Sequence[Check]) -> Findings:
    from netcrm.services.asks import Findings

    return Findings(
        checks_passed=all(check.verdict is Verdict.ok for check in found),
        expectations_known=bool(prepared.expectations),
        asked_too_often=asked_too_often(prepared),
    )


def _remind_of_mine(world: World, prepared: Preparation) -> None:
    for boundary in (met.expectation for met in prepared.boundaries):
        if boundary.side is Side.mine:
            world.warn(f"{boundary.sentence} (x{boundary.id}); a no is a fine answer.")


def _line(now: Ask) -> str:
    by = f", by {day_with_weekday(now.by_on)}" if now.by_on else ""
    if now.is_theirs:
        return f"{now.contact.name} asks you: {now.text} (a{now.id}){by}."
    if now.sent_on is not None:
        sent = day_with_weekday(now.sent_on)
        return f"Asked {now.contact.name}: {now.text} (a{now.id}){by}, sent on {sent}."
    return f"Drafted for {now.contact.name}: {now.text} (a{now.id}){by}."


def _next(now: Ask) -> str:
    if now.state is AskState.drafted:
        return f"Next, when it is sent: netcrm sent a{now.id}"
    if now.state is AskState.sent:
        return f"Next: netcrm accept a{now.id}, or netcrm decline a{now.id}"
    return f"Next, when it is done: netcrm fulfil a{now.id}"


@app.command()
def sent(
    ctx: typer.Context,
    an_ask: Id,
    on: words.OnDay = None,
    despite: words.Despite = None,
    no_touch: words.NoTouch = False,
) -> None:
    """A drafted ask has been sent.

    \b
    netcrm sent a3
    """
    world = world_of(ctx)
    record, before = _known(world, an_ask)
    day = world.past_day(on, "on")
    with world.read() as source:
        draft = Draft(before.text, before.topic, before.offer, before.by_on)
        prepared = gather_aims.preparation(source, before.contact.id, draft, day)
    found = checks(prepared)
    if asked_too_often(prepared) and before.state is AskState.drafted:
        world.warn(next(c.text for c in found if c.name == "often"))
    reason = words.optional_line("despite", despite)
    if before.despite is not None and reason is not None:
        world.warn(f"--despite: {record} keeps the reason that it has: {before.despite}.")
    kept = before.despite or boundaries.respect(world, prepared.boundaries, reason)
    from netcrm.services import asks as verbs

    with world.write() as session:
        findings = _findings(prepared, found)
        receipt = verbs.send(session, record, day, findings, touch=not no_touch, despite=kept)
    _answer(world, record, receipt, _line)


@app.command()
def accept(
    ctx: typer.Context,
    an_ask: Id,
    text: words.MaybeWords = None,
    by: words.ByDay = None,
    despite: words.Despite = None,
) -> None:
    """A yes to an ask; to one of theirs it is your promise.

    \b
    netcrm accept a3 gladly, let us talk on friday
    """
    world = world_of(ctx)
    record, before = _known(world, an_ask)
    said = words.optional_text(text)
    if by is not None:
        day = world.day(by, Looking.FORWARD, "by")
    else:
        day = before.by_on or world.today + timedelta(days=_PROMISE_DAYS)
    crossed: Sequence[Met] = ()
    if before.is_theirs:
        with world.read() as source:
            crossed = boundaries.met(source, [before.contact], [before.text, before.topic])
    kept = boundaries.respect(world, crossed, words.optional_line("despite", despite))
    from netcrm.services import asks as verbs

    with world.write() as session:
        wanted = day if by is not None or before.is_theirs else None
        receipt = verbs.accept(session, record, said, wanted, world.today, despite=kept)

    def line(now: Ask) -> str:
        if now.is_theirs:
            return (
                f"You said yes to {now.contact.name}: promised {now.text} ({now.promise}) "
                f"by {day_with_weekday(day)}."
            )
        return f"{now.contact.name} said yes to {now.text!r} (a{now.id})."

    _answer(world, record, receipt, line)


@app.command()
def fulfil(
    ctx: typer.Context,
    an_ask: Id,
    text: words.MaybeWords = None,
    on: words.OnDay = None,
    kind: words.Kinds = None,
    size: words.Size = None,
    no_touch: words.NoTouch = False,
) -> None:
    """What was asked has happened: it books an entry, and of theirs keeps your promise.

    \b
    netcrm fulfil a3 a whole hour, and her slides --kind experience --size 3
    """
    world = world_of(ctx)
    record, _ = _known(world, an_ask)
    said = words.optional_text(text)
    day = world.past_day(on, "on")
    booked = booking.terms(kind, size, touch=not no_touch)
    from netcrm.services import asks as verbs

    with world.write() as session:
        receipt = verbs.fulfil(session, record, said, day, booked, world.today)
    _answer(world, record, receipt, lambda now: f"Done, what a{now.id} asked for: {now.text}.")


def _known(world: World, typed: str) -> tuple[RecordId, Ask]:
    record = parse_record_id(typed, "a")
    with world.read() as source:
        return record, asks.ask(source, record.number)


def _answer(world: World, record: RecordId, receipt: Receipt, line: Callable[[Ask], str]) -> None:
    with world.read() as source:
        now = asks.ask(source, record.number)
        lines = [line(now)] + ([_next(now)] if now.is_open and not receipt.booked else [])
        booking.event(world, source, receipt, jsonable_aims.ask(now), lines)
