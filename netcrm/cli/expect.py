"""What each side expects, and what it would rather avoid."""

from __future__ import annotations

from typing import Annotated

import typer

from netcrm.cli import answer
from netcrm.cli.context import World, world_of
from netcrm.cli.words import Who
from netcrm.domain.expectations import Expectation
from netcrm.domain.kinds import Certainty, Side, Stance
from netcrm.domain.people import ContactRef
from netcrm.domain.text import one_line
from netcrm.queries import expectations
from netcrm.render import jsonable_aims
from netcrm.reports.sheet import Sheet

app = typer.Typer(rich_markup_mode=None)


@app.command()
def expect(
    ctx: typer.Context,
    who: Who,
    mine: Annotated[
        list[str] | None, typer.Option("--mine", metavar="TEXT", help="What you expect.")
    ] = None,
    theirs: Annotated[
        list[str] | None, typer.Option("--theirs", metavar="TEXT", help="What they expect.")
    ] = None,
    i_avoid: Annotated[
        list[str] | None, typer.Option("--i-avoid", metavar="TEXT", help="What you avoid.")
    ] = None,
    they_avoid: Annotated[
        list[str] | None, typer.Option("--they-avoid", metavar="TEXT", help="What they avoid.")
    ] = None,
    guess: Annotated[
        bool, typer.Option("--guess", help="Nobody said so; it warns, and never stops.")
    ] = False,
) -> None:
    """What both sides expect and want to avoid; without options, what is known.

    What goes against a boundary that was said is stopped, against a guess is warned of.
    What you expect of everybody: netcrm expect me. It ends with: netcrm delete xID

    \b
    netcrm expect ada --theirs "a word before I use her name" --they-avoid recruiters
    """
    world = world_of(ctx)
    typed = (
        (Side.mine, Stance.expects, "mine", mine),
        (Side.theirs, Stance.expects, "theirs", theirs),
        (Side.mine, Stance.avoids, "i-avoid", i_avoid),
        (Side.theirs, Stance.avoids, "they-avoid", they_avoid),
    )
    with world.read() as source:
        contact = world.who(source, who, writes=any(values for *_, values in typed))
    if not any(values for *_, values in typed):
        _show(world, contact)
        return
    from netcrm.services import expectations as verbs

    wishes = [
        verbs.Wish(side, stance, one_line(field, text))
        for side, stance, field, values in typed
        for text in values or ()
    ]
    certainty = Certainty.guess if guess else Certainty.said
    with world.write() as session:
        receipt = verbs.expect(session, contact.id, wishes, certainty, world.today)
    with world.read() as source:
        kept = [expectations.expectation(source, r.number) for r in receipt.records]
        value = jsonable_aims.expectation(kept[0]) | {
            "expectations": [jsonable_aims.expectation(e) for e in kept]
        }
        lines = [f"{line(e)}." for e in kept]
        answer.write(world, source, value, receipt, lines, [f"x{e.id}" for e in kept])


def line(e: Expectation) -> str:
    """``x3  Anna avoids recruiters (said), with Anna Nowak``: mine name the other side."""
    other = f", with {e.contact.name}" if e.side is Side.mine and not e.contact.is_me else ""
    return f"x{e.id}  {e.sentence}{other}"


def _show(world: World, contact: ContactRef) -> None:
    with world.read() as source:
        found = expectations.between(source, contact.id)

    def screen() -> list[object]:
        from netcrm.render import screen_aims

        return list(screen_aims.expectations(found))

    answer.listing(
        world,
        json=lambda: [jsonable_aims.expectation(e) for e in found],
        sheet=lambda: Sheet(
            "Expectations",
            ("id", "side", "stance", "text", "certainty", "since"),
            tuple((f"x{e.id}", e.side, e.stance, e.text, e.certainty, e.since) for e in found),
            "",
        ),
        screen=screen,  # type: ignore[arg-type]
        empty=f"What {contact.name} and you expect is not known yet. "
        f"To record it: netcrm expect {contact.id} --theirs TEXT --they-avoid TEXT",
    )
