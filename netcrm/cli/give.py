"""Give and take, and hearing what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

from netcrm.cli import answer, words
from netcrm.cli import completion as complete
from netcrm.cli.context import World, world_of
from netcrm.domain.days import Looking, day_with_weekday
from netcrm.domain.errors import AmbiguousError, ConflictError, UsageError
from netcrm.domain.ids import is_record_id, parse_record_id
from netcrm.domain.kinds import Direction, Kind, check_size, one_of
from netcrm.domain.ledger import DEFAULT_KIND, DEFAULT_SIZE, Exchange
from netcrm.queries import exchanges as ledger
from netcrm.render import jsonable
from netcrm.store.reader import Reader

app = typer.Typer(rich_markup_mode=None)

Terms = Annotated[str | None, typer.Option("--terms", help="What was agreed before.")]


@app.command()
def gave(
    ctx: typer.Context,
    who: words.Who,
    text: words.Words,
    kind: words.Kinds = None,
    size: words.Size = None,
    on: words.OnDay = None,
    terms: Terms = None,
    goal: words.GoalName = None,
    for_ask: words.ForAsk = None,
    no_touch: words.NoTouch = False,
) -> None:
    """You did somebody a favour. No strings, unless terms were agreed before.

    \b
    netcrm gave ada an intro to my editor --kind contact --size 3
    """
    typed = Typed(kind, size, on, terms, goal, for_ask, touch=not no_touch)
    _book(world_of(ctx), Direction.gave, who, text, typed)


@app.command()
def got(
    ctx: typer.Context,
    who: words.Who,
    text: words.Words,
    kind: words.Kinds = None,
    size: words.Size = None,
    on: words.OnDay = None,
    terms: Terms = None,
    goal: words.GoalName = None,
    for_ask: words.ForAsk = None,
    tell_by: Annotated[
        str | None,
        typer.Option("--tell-by", metavar="DAY", help="When to tell them what came of it."),
    ] = None,
    no_loop: Annotated[
        bool, typer.Option("--no-loop", help="There is nothing to tell them.")
    ] = False,
    no_touch: words.NoTouch = False,
) -> None:
    """Somebody did you a favour; a loop stays open until you told them what came of it.

    \b
    netcrm got tomasz two hours on my pitch --kind experience --size 3
    """
    typed = Typed(
        kind, size, on, terms, goal, for_ask,
        touch=not no_touch, tell_by=tell_by, loop=not no_loop,
    )  # fmt: skip
    _book(world_of(ctx), Direction.received, who, text, typed)


@dataclass(frozen=True)
class Typed:
    """The options of a favour, as typed."""

    kind: str | None
    size: int | None
    on: str | None
    terms: str | None
    goal: str | None
    for_ask: str | None
    touch: bool
    tell_by: str | None = None
    loop: bool = True


def _book(world: World, direction: Direction, who: str, text: list[str], typed: Typed) -> None:
    if typed.tell_by is not None and not typed.loop:
        raise UsageError("--tell-by and --no-loop contradict each other; one would be right.")
    with world.read() as source:
        contact = world.other(source, who, writes=True)
        said = words.said(text)
        mentions = words.mention_ids(world, source, said)
        goal_id = words.goal_id(source, typed.goal, typed.for_ask)
    ask_id = words.ask_id(typed.for_ask)
    day = world.past_day(typed.on, "on")
    until = None if typed.tell_by is None else world.day(typed.tell_by, Looking.FORWARD, "tell-by")
    from netcrm.services import ledger as verbs

    entry = verbs.Entry(
        contact.id,
        direction,
        said,
        day,
        kind=DEFAULT_KIND if typed.kind is None else one_of(Kind, typed.kind, field="kind"),
        size=DEFAULT_SIZE if typed.size is None else check_size(typed.size),
        terms=words.optional_line("terms", typed.terms),
        tell_by=until,
        loop=typed.loop,
        touch=typed.touch,
        mentions=mentions,
        goal_id=goal_id,
        for_ask_id=ask_id,
    )
    with world.write() as session:
        if ask_id is not None:
            from netcrm.services.asks_met import answer_by

            answer_by(session, ask_id, [contact.id], direction, day)
        receipt = verbs.record(session, entry, world.today)
    with world.read() as source:
        now = ledger.exchange(source, receipt.booked[0])
        if typed.loop:
            answer.warn_of_no_loop(world, [now])
        line = f"{answer.entry_line(now)} {answer.standing(source, world, now.contact)}"
        lines = [line, *answer.next_for(world, source, now.goal)]
        answer.write(world, source, jsonable.exchange(now), receipt, lines, f"e{now.id}")


@app.command()
def told(
    ctx: typer.Context,
    who: Annotated[
        str,
        typer.Argument(
            metavar="WHO|lID",
            help="The helper, or the loop.",
            autocompletion=complete.complete_told,
        ),
    ],
    text: words.Words,
    more: Annotated[
        str | None,
        typer.Option("--more", metavar="DAY", help="There will be more to tell by then."),
    ] = None,
    all_loops: Annotated[bool, typer.Option("--all", help="All that is open with them.")] = False,
    on: words.OnDay = None,
    no_touch: words.NoTouch = False,
) -> None:
    """A helper heard how their help moved things forward; the loop closes.

    WHO may be the loop itself, such as l34.

    \b
    netcrm told tomasz the pitch went through, thanks to the second slide
    """
    world = world_of(ctx)
    with world.read() as source:
        loops = _loops(world, source, who, all_loops=all_loops)
        said = words.said(text)
        mentions = words.mention_ids(world, source, said)
    day = world.past_day(on, "on")
    until = None if more is None else world.day(more, Looking.FORWARD, "more")
    from netcrm.services import ledger as verbs
    from netcrm.services.receipt import Receipt

    receipt = Receipt()
    with world.write() as session:
        for loop in loops:
            heard = verbs.tell(session, loop.id, said, day, more=until, touch=not no_touch)
            verbs.mention_too(session, loop.id, mentions)
            receipt.back += heard.back
    with world.read() as source:
        now = ledger.exchanges(source, [loop.id for loop in loops])
        lines = [
            f"Told {e.contact.name} about {e.text!r} (l{e.id}) on {day_with_weekday(day)}: {said}. "
            + (f"More by {day_with_weekday(until)}." if until else "The loop is closed.")
            for e in now
        ]
        lines[-1] += f" {answer.standing(source, world, now[-1].contact)}".rstrip()
        for goal in dict.fromkeys(e.goal for e in now):
            lines += answer.next_for(world, source, goal)
        value = [jsonable.exchange(e) for e in now]
        ids = [f"l{e.id}" for e in now]
        answer.write(world, source, value, receipt, lines, ids)


def _loops(world: World, source: Reader, who: str, *, all_loops: bool) -> list[Exchange]:
    """The open loops that are meant: one by its id, the only one with a person, or all."""
    if is_record_id(who):
        return [ledger.exchange(source, parse_record_id(who, "le").number)]
    contact = world.other(source, who, writes=True)
    loops = ledger.open_loops(source, contact.id)
    if not loops:
        raise ConflictError(
            f"No loop is open with {contact.name}.",
            hint=f"To say it happened: netcrm log {contact.id} TEXT",
        )
    if len(loops) == 1 or all_loops:
        return loops
    listed = [f"  l{e.id}  {e.text} ({e.on})" for e in loops]
    if world.can_ask:
        world.say(f"{len(loops)} loops are open with {contact.name}:", *listed)
        world.err.write("Which one? ")
        world.err.flush()
        answered = parse_record_id(world.input.readline() or "", "l").number
        return [e for e in loops if e.id == answered] or [ledger.exchange(source, answered)]
    raise AmbiguousError(
        f"{len(loops)} loops are open with {contact.name}: "
        + ", ".join(f"l{e.id} ({e.text})" for e in loops)
        + ".",
        hint=f"Say which: netcrm told l{loops[0].id} TEXT, or --all.",
    )
