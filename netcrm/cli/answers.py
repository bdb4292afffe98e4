"""A no, and what came of it: for asks, introductions and recommendations alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from netcrm.cli import booking, words
from netcrm.cli import completion as complete
from netcrm.cli.context import World, world_of
from netcrm.domain.days import day_with_weekday
from netcrm.domain.errors import UsageError
from netcrm.domain.ids import RecordId, parse_record_id
from netcrm.domain.kinds import Effect
from netcrm.queries import asks, introductions, recommendations
from netcrm.render import jsonable_aims
from netcrm.store.reader import Reader

if TYPE_CHECKING:
    from netcrm.services.receipt import Receipt

app = typer.Typer(rich_markup_mode=None)


@app.command()
def decline(
    ctx: typer.Context,
    record: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="Such as a3, i3, r2.", autocompletion=complete.open_records("air")
        ),
    ],
    text: words.MaybeWords = None,
    by: Annotated[
        str | None,
        typer.Option(
            "--by",
            metavar="WHO",
            help="Of an introduction: who would rather not.",
            autocompletion=complete.complete_who,
        ),
    ] = None,
) -> None:
    """A no, theirs or yours: a fine answer in both directions.

    \b
    netcrm decline a3 not this quarter
    """
    world = world_of(ctx)
    target = parse_record_id(record, "air")
    with world.read() as source:
        _value(source, target)
        who = None if by is None else world.who(source, by, writes=True).id
    if who is not None and target.letter != "i":
        raise UsageError(f"by: {target} has one who can decline; --by is for introductions.")
    said = words.optional_text(text)
    from netcrm.services import asks as ask_verbs
    from netcrm.services import introductions as intro_verbs
    from netcrm.services import recommendations as recommend_verbs

    with world.write() as session:
        if target.letter == "a":
            receipt = ask_verbs.decline(session, target, said, world.today)
        elif target.letter == "i":
            receipt = intro_verbs.decline(session, target, who, said, world.today)
        else:
            receipt = recommend_verbs.decline(session, target, said, world.today)
    _answer(world, target, receipt, f"{target} is declined; nothing is booked, and all is well.")


@app.command()
def outcome(
    ctx: typer.Context,
    record: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="Such as i3, r2.", autocompletion=complete.open_records("ir")
        ),
    ],
    text: words.Words,
    helped: Annotated[bool, typer.Option("--helped", help="It moved things forward.")] = False,
    no_effect: Annotated[bool, typer.Option("--no-effect", help="It changed nothing.")] = False,
    on: words.OnDay = None,
) -> None:
    """What came of an introduction or a recommendation.

    A recommendation that helped shows whom the audience listens to.

    \b
    netcrm outcome r2 she called the next day --helped
    """
    world = world_of(ctx)
    target = parse_record_id(record, "ir")
    said = words.said(text)
    effect = _effect(target, helped=helped, no_effect=no_effect)
    with world.read() as source:
        _value(source, target)
    day = world.past_day(on, "on")
    from netcrm.services import introductions as intro_verbs
    from netcrm.services import recommendations as recommend_verbs

    with world.write() as session:
        if target.letter == "i":
            receipt = intro_verbs.outcome(session, target, said, effect, day)
        else:
            assert effect is not None
            receipt = recommend_verbs.outcome(session, target, said, effect, day)
    what = {None: "", Effect.helped: " It helped.", Effect.no_effect: " It had no effect."}[effect]
    _answer(
        world, target, receipt, f"What came of {target} on {day_with_weekday(day)}: {said}.{what}"
    )


def _effect(target: RecordId, *, helped: bool, no_effect: bool) -> Effect | None:
    if helped and no_effect:
        raise UsageError("--helped and --no-effect contradict each other; one would be right.")
    if helped or no_effect:
        return Effect.helped if helped else Effect.no_effect
    if target.letter == "r":
        raise UsageError(
            f"outcome: say whether {target} helped; --helped or --no-effect would be right."
        )
    return None


def _value(source: Reader, target: RecordId) -> dict[str, Any]:
    if target.letter == "a":
        return jsonable_aims.ask(asks.ask(source, target.number))
    if target.letter == "i":
        return jsonable_aims.introduction(introductions.introduction(source, target.number))
    return jsonable_aims.recommendation(recommendations.recommendation(source, target.number))


def _answer(world: World, target: RecordId, receipt: Receipt, line: str) -> None:
    with world.read() as source:
        booking.event(world, source, receipt, _value(source, target), [line])
