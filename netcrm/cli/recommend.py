"""Whose word counts, and what came of it."""

from __future__ import annotations

from typing import Annotated

import typer

from netcrm.cli import booking, boundaries, words
from netcrm.cli import completion as complete
from netcrm.cli.context import world_of
from netcrm.domain.aims import Recommendation, called
from netcrm.domain.days import day_with_weekday
from netcrm.domain.errors import ConflictError, UsageError
from netcrm.domain.expectations import RECOMMENDING
from netcrm.domain.ids import parse_record_id
from netcrm.queries import recommendations
from netcrm.render import jsonable_aims
from netcrm.render.prose import Advice

app = typer.Typer(rich_markup_mode=None)


@app.command()
def recommend(
    ctx: typer.Context,
    subject: words.Who,
    by: Annotated[
        str,
        typer.Option(
            "--by", metavar="WHO", help="Who speaks for them.", autocompletion=complete.complete_who
        ),
    ] = "me",
    to: Annotated[
        str | None,
        typer.Option(
            "--to", metavar="WHO", help="Who listens.", autocompletion=complete.complete_who
        ),
    ] = None,
    goal: words.GoalName = None,
    text: Annotated[str | None, typer.Option("--text", help="What is to be said.")] = None,
    given: Annotated[bool, typer.Option("--given", help="It has happened already.")] = False,
    for_ask: words.ForAsk = None,
    on: words.OnDay = None,
    size: words.Size = None,
    despite: words.Despite = None,
) -> None:
    """Request a word for somebody with whoever decides; --given records one that was put in.

    A word among others, neither end of which is you, shows whom the audience listens to.

    \b
    netcrm recommend me --by tomasz --to maria --text "built the platform in Kraków"
    """
    world = world_of(ctx)
    with world.read() as source:
        who = world.who(source, subject, writes=True)
        speaker = world.who(source, by, writes=True)
        audience = None if to is None else world.who(source, to, writes=True)
        if speaker == who:
            raise ConflictError(
                "Nobody recommends themselves; who speaks for them: --by WHO", hint=""
            )
        goal_id = words.goal_id(source, goal, for_ask)
        if audience is None and goal_id is None:
            raise UsageError("to: a recommendation needs somebody to listen; --to WHO, or --goal.")
        said = words.optional_line("text", text)
        people = [c for c in (who, speaker, audience) if c is not None]
        crossed = boundaries.met(source, people, [said], RECOMMENDING)
        kept = boundaries.respect(world, crossed, words.optional_line("despite", despite))
    day = world.past_day(on, "on")
    booked = booking.terms(None, size, touch=False)
    if not given:
        why = "nothing is booked yet; say it again with given."
        booking.warn_of_unused(world, {"size": size}, why)
    from netcrm.services import recommendations as verbs

    wanted = verbs.Request(
        speaker.id,
        who.id,
        None if audience is None else audience.id,
        goal_id,
        said,
        words.ask_id(for_ask),
        kept,
    )
    with world.write() as session:
        receipt = verbs.request(session, wanted, day)
        own = receipt.records[0]
        if given:
            receipt = verbs.give(session, own, day, booked, world.today)
    with world.read() as source:
        now = recommendations.recommendation(source, own.number)
        lines = [_given_line(now)] if given else _requested_lines(now)
        booking.event(world, source, receipt, jsonable_aims.recommendation(now), lines)


def _requested_lines(now: Recommendation) -> list[str]:
    return [
        f"Requested: {now.title} (r{now.id}) on {day_with_weekday(now.requested_on)}.",
        f"Next: netcrm given r{now.id}, or netcrm decline r{now.id}",
    ]


def _given_line(now: Recommendation) -> str:
    assert now.given_on is not None
    spoke = "You spoke" if now.recommender.is_me else f"{now.recommender.name} spoke"
    to = f" to {called(now.audience)}" if now.audience is not None else f" for {now.goal}"
    return Advice(
        f"{spoke} for {called(now.subject)}{to} (r{now.id}) on {day_with_weekday(now.given_on)}. "
        "What came of it:",
        f"netcrm outcome r{now.id} TEXT --helped",
    )


@app.command()
def given(
    ctx: typer.Context,
    recommendation: Annotated[
        str,
        typer.Argument(
            metavar="rID",
            help="A recommendation, such as r2.",
            autocompletion=complete.open_records("r"),
        ),
    ],
    on: words.OnDay = None,
    size: words.Size = None,
    despite: words.Despite = None,
) -> None:
    """The word has been put in: it books what was given.

    \b
    netcrm given r2
    """
    world = world_of(ctx)
    record = parse_record_id(recommendation, "r")
    with world.read() as source:
        before = recommendations.recommendation(source, record.number)
        kept = None
        if before.despite is None:
            everybody = (before.subject, before.recommender, before.audience)
            people = [c for c in everybody if c is not None]
            crossed = boundaries.met(source, people, [before.text], RECOMMENDING)
            kept = boundaries.respect(world, crossed, words.optional_line("despite", despite))
    day = world.past_day(on, "on")
    booked = booking.terms(None, size, touch=False)
    from netcrm.services import recommendations as verbs

    with world.write() as session:
        receipt = verbs.give(session, record, day, booked, world.today, despite=kept)
    with world.read() as source:
        now = recommendations.recommendation(source, record.number)
        booking.event(world, source, receipt, jsonable_aims.recommendation(now), [_given_line(now)])
