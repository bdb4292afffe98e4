"""What you are after: who decides, who knows the way, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from netcrm.cli import answer, booking, gather_aims, words
from netcrm.cli import completion as complete
from netcrm.cli.context import World, world_of
from netcrm.domain.aims import Goal
from netcrm.domain.days import Looking, day_with_weekday
from netcrm.domain.errors import UsageError
from netcrm.domain.ids import RecordId
from netcrm.domain.kinds import ME, FollowUpKind, GoalState, Owner
from netcrm.domain.text import one_line
from netcrm.queries import exchanges as ledger
from netcrm.queries import follow_ups, goals
from netcrm.render import jsonable, jsonable_aims
from netcrm.render.prose import Advice
from netcrm.reports.sheet import Sheet

if TYPE_CHECKING:
    from rich.console import RenderableType

app = typer.Typer(rich_markup_mode=None)
goal = typer.Typer(
    rich_markup_mode=None, help="What you are after, and the way to those who decide."
)
app.add_typer(goal, name="goal")

Name = Annotated[
    str,
    typer.Argument(
        metavar="GOAL",
        help="Such as g1, or the start of its title.",
        autocompletion=complete.complete_goal,
    ),
]
People = Annotated[
    list[str] | None,
    typer.Option(
        "--decider", metavar="WHO", help="Who decides.", autocompletion=complete.complete_who
    ),
]
Guides = Annotated[
    list[str] | None,
    typer.Option(
        "--guide",
        metavar="WHO",
        help="Who knows the way around.",
        autocompletion=complete.complete_who,
    ),
]


@goal.command()
def add(
    ctx: typer.Context,
    title: Annotated[list[str], typer.Argument(metavar="TITLE", help="What you are after.")],
    by: words.ByDay = None,
    decider: People = None,
    guide: Guides = None,
) -> None:
    """Open a goal.

    \b
    netcrm goal add lead the data platform project --by "end of month" --decider maria
    """
    world = world_of(ctx)
    with world.read() as source:
        deciders, guides = (
            [world.who(source, w, writes=True).id for w in typed or ()]
            for typed in (decider, guide)
        )
    said = one_line("title", " ".join(title))
    day = None if by is None else world.day(by, Looking.FORWARD, "by")
    from netcrm.services import goals as verbs

    with world.write() as session:
        receipt = verbs.add(session, verbs.Aim(said, day, deciders, guides), world.today)
    own = receipt.records[0]
    by_words = f" by {day_with_weekday(day)}" if day else ""
    with world.read() as source:
        now = goals.goal(source, own.number)
        lines = [f"Your goal: {now.title} ({own}){by_words}."]
        value = jsonable_aims.goal(now)
        booking.event(world, source, receipt, value | {"goal": str(own)}, lines)


@goal.command("list")
def list_(
    ctx: typer.Context,
    everything: Annotated[
        bool, typer.Option("--all", help="Reached and dropped ones too.")
    ] = False,
) -> None:
    """Your goals, the nearest day first.

    \b
    netcrm goal list --all
    """
    world = world_of(ctx)
    with world.read() as source:
        found = goals.goals(source, everything=everything)

    def screen() -> list[object]:
        from netcrm.render import screen_goal

        return list(screen_goal.goals(found, world.today))

    answer.listing(
        world,
        json=lambda: [jsonable_aims.goal(g) for g in found],
        sheet=lambda: _sheet(found),
        screen=screen,  # type: ignore[arg-type]
        empty="No goal is open. To add one: netcrm goal add TITLE --decider WHO",
    )


def _sheet(found: list[Goal]) -> Sheet:
    return Sheet(
        "Goals",
        ("id", "title", "by_on", "state", "deciders"),
        tuple(
            (
                f"g{g.id}",
                g.title,
                g.by_on,
                g.state,
                ", ".join(p.contact.name for p in g.deciders),
            )
            for g in found
        ),
        "",
    )


@goal.command()
def show(ctx: typer.Context, name: Name) -> None:
    """The plan: for each decider the way, who could speak for you, and what is missing.

    \b
    netcrm goal show g1
    """
    world = world_of(ctx)
    with world.read() as source:
        plan = gather_aims.plan(source, goals.resolve(source, name), world.today)

    def json() -> object:
        from netcrm.render import jsonable_reports

        return jsonable_reports.action_plan(plan)

    def screen() -> Sequence[RenderableType]:
        from netcrm.render import screen_goal

        return screen_goal.plan(plan)

    answer.page(world, json=json, sheets=plan.sheets, screen=screen)


@goal.command()
def step(
    ctx: typer.Context,
    name: Name,
    text: words.Words,
    by: words.ByDay = None,
    who: Annotated[
        str | None,
        typer.Option(
            "--who", metavar="WHO", help="Whom it concerns.", autocompletion=complete.complete_who
        ),
    ] = None,
) -> None:
    """A step towards a goal, by a day; it stands in due, and done ticks it off.

    \b
    netcrm goal step g1 write the one-page proposal --by friday
    """
    world = world_of(ctx)
    with world.read() as source:
        found = words.open_goal(goals.resolve(source, name))
        contact_id = ME if who is None else world.who(source, who, writes=True).id
        said = words.said(text)
        mentions = words.mention_ids(world, source, said)
    if by is None:
        raise UsageError("by: a step needs a day; --by friday would be right.")
    day = world.day(by, Looking.FORWARD, "by")
    from netcrm.services import follow_ups as verbs

    planned = verbs.Plan(
        FollowUpKind.step, Owner.me, contact_id, said, day, mentions=mentions, goal_id=found.id
    )
    with world.write() as session:
        receipt = verbs.plan(session, planned, world.today)
    with world.read() as source:
        now = follow_ups.follow_up(source, receipt.records[0], world.today)
        value = jsonable.follow_up(now, world.today) | {"goal": f"g{found.id}"}
        line = f"Step for g{found.id}: {now.text} ({now.id}) by {day_with_weekday(now.due_on)}."
        booking.event(world, source, receipt, value, [line])


@goal.command()
def matters(ctx: typer.Context, name: Name, who: words.Who, text: words.Words) -> None:
    """What matters to a decider or guide about a goal.

    \b
    netcrm goal matters g1 maria no outage in the first quarter
    """
    world = world_of(ctx)
    with world.read() as source:
        found = words.open_goal(goals.resolve(source, name))
        contact = world.who(source, who, writes=True)
    said = one_line("matters", " ".join(text))
    from netcrm.services import goals as verbs

    with world.write() as session:
        receipt = verbs.matters(session, RecordId("g", found.id), contact.id, said)
    with world.read() as source:
        value = jsonable_aims.goal(goals.goal(source, found.id)) | {"goal": f"g{found.id}"}
        lines = [f"What matters to {contact.name} for g{found.id}: {said}."]
        booking.event(world, source, receipt, value, lines)


@goal.command()
def reach(ctx: typer.Context, name: Name, text: words.MaybeWords = None) -> None:
    """The goal is reached; everybody who helped should hear of it.

    \b
    netcrm goal reach g1 the board said yes
    """
    _close(world_of(ctx), name, GoalState.reached, text)


@goal.command()
def drop(ctx: typer.Context, name: Name, text: words.MaybeWords = None) -> None:
    """The goal is given up; everybody who helped should hear of it.

    \b
    netcrm goal drop g1 the project went to another city
    """
    _close(world_of(ctx), name, GoalState.dropped, text)


def _close(world: World, name: str, state: GoalState, text: list[str] | None) -> None:
    with world.read() as source:
        found = goals.resolve(source, name)
    said = words.optional_text(text)
    from netcrm.services import goals as verbs

    with world.write() as session:
        receipt = verbs.close(session, RecordId("g", found.id), state, said, world.today)
    with world.read() as source:
        now = goals.goal(source, found.id)
        lines = [f"{state.title()}: {now.title} (g{now.id}), on {day_with_weekday(world.today)}."]
        helped = ledger.received_for(source, now.id)
        open_again = {e.contact: e for e in helped if e.loop_due_on is not None}
        lines += [f"  {note}" for note in receipt.notes]
        lines += [
            Advice(
                f"  Tell {e.contact.name}, who helped with {e.text}:", f"netcrm told l{e.id} TEXT"
            )
            for e in open_again.values()
        ]
        value = jsonable_aims.goal(now) | {
            "open_loops": [jsonable.exchange(e) for e in open_again.values()]
        }
        answer.write(world, source, value, receipt, lines, f"g{now.id}")
