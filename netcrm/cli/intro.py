"""Bringing two people together, with the yes of both."""

from __future__ import annotations

from typing import Annotated

import typer

from netcrm.cli import booking, boundaries, words
from netcrm.cli import completion as complete
from netcrm.cli.context import World, world_of
from netcrm.domain.aims import Introduction
from netcrm.domain.days import day_with_weekday
from netcrm.domain.errors import ConflictError
from netcrm.domain.expectations import INTRODUCING
from netcrm.domain.ids import RecordId, parse_record_id
from netcrm.domain.kinds import ME, IntroductionState
from netcrm.domain.people import ContactRef
from netcrm.queries import expectations, introductions
from netcrm.render import jsonable_aims
from netcrm.render.prose import Advice
from netcrm.store.reader import Reader

app = typer.Typer(rich_markup_mode=None)

Id = Annotated[
    str,
    typer.Argument(
        metavar="iID",
        help="An introduction, such as i3.",
        autocompletion=complete.open_records("i"),
    ),
]


@app.command()
def intro(
    ctx: typer.Context,
    a: words.Who,
    b: words.Who,
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="WHO",
            help="Who brings them together.",
            autocompletion=complete.complete_who,
        ),
    ] = "me",
    for_a: Annotated[
        str | None, typer.Option("--for-a", metavar="TEXT", help="What the first gains.")
    ] = None,
    for_b: Annotated[
        str | None, typer.Option("--for-b", metavar="TEXT", help="What the second gains.")
    ] = None,
    why: Annotated[str | None, typer.Option("--why", metavar="TEXT", help="Why now.")] = None,
    goal: words.GoalName = None,
    for_ask: words.ForAsk = None,
    made: Annotated[bool, typer.Option("--made", help="It has happened already.")] = False,
    on: words.OnDay = None,
    kind: words.Kinds = None,
    size: words.Size = None,
    despite: words.Despite = None,
    anyway: words.Anyway = False,
    no_touch: words.NoTouch = False,
) -> None:
    """Propose to bring two people together; both say yes before it is made.

    Any of the three may be me: netcrm intro me maria --by tomasz

    \b
    netcrm intro ada tomasz --for-a "someone who has built it" --for-b "a first user"
    """
    world = world_of(ctx)
    with world.read() as source:
        one, other, introducer = (world.who(source, w, writes=True) for w in (a, b, by))
        _check_pair(source, one, other, introducer, anyway=anyway)
        gains = (
            words.optional_line("for-a", for_a),
            words.optional_line("for-b", for_b),
            words.optional_line("why", why),
        )
        crossed = boundaries.met(source, [one, other, introducer], gains, INTRODUCING)
        kept = boundaries.respect(world, crossed, words.optional_line("despite", despite))
        goal_id = words.goal_id(source, goal, for_ask)
        known = expectations.some_known(source, [c.id for c in (one, other) if c.id != ME])
    day = world.past_day(on, "on")
    booked = booking.terms(kind, size, touch=not no_touch)
    if not made:
        typed = {"kind": kind, "size": size, "no-touch": no_touch}
        booking.warn_of_unused(world, typed, "nothing is booked yet; say it again with made.")
    from netcrm.services import introductions as verbs

    proposal = verbs.Proposal(
        introducer.id, one.id, other.id, *gains, goal_id, words.ask_id(for_ask), known, kept
    )
    with world.write() as session:
        receipt = verbs.propose(session, proposal, day)
        own = receipt.records[0]
        if made:
            receipt = verbs.make(session, own, day, booked, world.today, anyway=True)
    with world.read() as source:
        now = introductions.introduction(source, own.number)
        lines = [_made_line(now)] if made else _proposed_lines(source, now)
        booking.event(world, source, receipt, jsonable_aims.introduction(now), lines)


def _check_pair(
    source: Reader, one: ContactRef, other: ContactRef, introducer: ContactRef, *, anyway: bool
) -> None:
    if one == other:
        raise ConflictError(
            "You are one person; an introduction is of two."
            if one.is_me
            else f"{one.name} and {other.name} are the same person; an introduction is of two."
        )
    if introducer in (one, other):
        hint = "Who brings you together: --by WHO" if introducer.is_me else ""
        raise ConflictError(
            "Who introduces is a third person, neither of the two sides.", hint=hint
        )
    first = introductions.of_pair(source, one.id, other.id)
    if first is not None and not anyway:
        raise ConflictError(
            f"i{first.id} introduces {first.title} already; it is {first.state}.",
            hint=f"When it has happened: netcrm made i{first.id} --anyway. "
            "Another one all the same: --anyway"
            if first.made_on is None
            else "Another one all the same: --anyway",
        )


def _proposed_lines(source: Reader, now: Introduction) -> list[str]:
    by = "" if now.introducer.is_me else f", by {now.introducer.name}"
    lines = [
        f"Proposed to bring together {now.title}{by} (i{now.id}) on "
        f"{day_with_weekday(now.proposed_on)}."
    ]
    for side, gain in zip(now.sides, (now.for_a, now.for_b), strict=True):
        flag = "--for-a" if side == now.a else "--for-b"
        gains = "You gain" if side.is_me else f"{side.name} gains"
        change = f"netcrm change i{now.id} {flag} TEXT"
        lines.append(f"  {gains}: {gain}" if gain else Advice(f"  {gains}: not said yet:", change))
    known = [e for side in now.sides if not side.is_me for e in expectations.of(source, side.id)]
    lines += [f"  {e.sentence}." for e in known if e.is_boundary]
    missing = [
        side for side in now.sides if not side.is_me and not expectations.of(source, side.id)
    ]
    lines += [
        Advice(
            f"  What {side.name} expects is not known yet:",
            f"netcrm expect {side.id} --they-avoid TEXT",
        )
        for side in missing
    ]
    lines += [f"Next: netcrm agree i{now.id} {side.id}" for side in now.to_agree[:1]]
    return lines


def _made_line(now: Introduction) -> str:
    assert now.made_on is not None
    by = "You brought" if now.introducer.is_me else f"{now.introducer.name} brought"
    return f"{by} together {now.title} (i{now.id}) on {day_with_weekday(now.made_on)}."


@app.command()
def agree(
    ctx: typer.Context,
    introduction: Id,
    who: Annotated[
        str,
        typer.Argument(
            metavar="WHO", help="The side that said yes.", autocompletion=complete.complete_who
        ),
    ],
    on: words.OnDay = None,
) -> None:
    """A side of an introduction says yes.

    \b
    netcrm agree i3 ada
    """
    world = world_of(ctx)
    record, before = _known(world, introduction)
    with world.read() as source:
        side = world.who(source, who, writes=True)
    day = world.past_day(on, "on")
    if side in before.agreed:
        world.warn(f"{'You' if side.is_me else side.name} had agreed before; that stays.")
    from netcrm.services import introductions as verbs

    with world.write() as session:
        receipt = verbs.agree(session, record, side.id, day)
    with world.read() as source:
        now = introductions.introduction(source, record.number)
        said = "You agreed" if side.is_me else f"{side.name} agreed"
        lines = [f"{said} to i{now.id} ({now.title}) on {day_with_weekday(day)}."]
        if now.state is IntroductionState.agreed:
            lines.append(f"Both sides have agreed. Next: netcrm made i{now.id}")
        else:
            lines += [f"Next: netcrm agree i{now.id} {s.id}" for s in now.to_agree[:1]]
        booking.event(world, source, receipt, jsonable_aims.introduction(now), lines)


@app.command()
def made(
    ctx: typer.Context,
    introduction: Id,
    on: words.OnDay = None,
    kind: words.Kinds = None,
    size: words.Size = None,
    despite: words.Despite = None,
    anyway: words.Anyway = False,
    no_touch: words.NoTouch = False,
) -> None:
    """The two have been brought together: it books what was given, and ties them.

    \b
    netcrm made i3
    """
    world = world_of(ctx)
    record, before = _known(world, introduction)
    kept = None
    if before.despite is None:
        people = [before.introducer, *before.sides]
        gains = (before.for_a, before.for_b, before.why)
        with world.read() as source:
            crossed = boundaries.met(source, people, gains, INTRODUCING)
        kept = boundaries.respect(world, crossed, words.optional_line("despite", despite))
    day = world.past_day(on, "on")
    booked = booking.terms(kind, size, touch=not no_touch)
    from netcrm.services import introductions as verbs

    with world.write() as session:
        verbs.keep_reason(session, record, kept)
        receipt = verbs.make(session, record, day, booked, world.today, anyway=anyway)
    with world.read() as source:
        now = introductions.introduction(source, record.number)
        booking.event(world, source, receipt, jsonable_aims.introduction(now), [_made_line(now)])


def _known(world: World, typed: str) -> tuple[RecordId, Introduction]:
    record = parse_record_id(typed, "i")
    with world.read() as source:
        return record, introductions.introduction(source, record.number)
