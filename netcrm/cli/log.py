"""Something happened: one coffee, one command, one transaction."""

from __future__ import annotations

from itertools import chain
from typing import Annotated

import typer

from netcrm.cli import answer, boundaries, words
from netcrm.cli import completion as complete
from netcrm.cli.context import World, world_of
from netcrm.domain.days import day_with_weekday
from netcrm.domain.ids import RecordId, parse_record_id
from netcrm.domain.kinds import Channel, one_of
from netcrm.domain.text import text_block
from netcrm.queries import exchanges as ledger
from netcrm.queries import follow_ups, timeline
from netcrm.render import jsonable
from netcrm.store.reader import Reader

app = typer.Typer(rich_markup_mode=None)


@app.command()
def log(
    ctx: typer.Context,
    who: words.Who,
    text: words.Words,
    on: words.OnDay = None,
    via: Annotated[
        str,
        typer.Option(
            "--via",
            help="meeting, call, email, message, event or letter.",
            autocompletion=complete.words(Channel),
        ),
    ] = "meeting",
    also: Annotated[
        list[str] | None,
        typer.Option(
            "--with",
            metavar="WHO",
            help="Who else took part.",
            autocompletion=complete.complete_who,
        ),
    ] = None,
    gave: Annotated[
        list[str] | None, typer.Option("--gave", metavar="TEXT", help="What you gave.")
    ] = None,
    got: Annotated[
        list[str] | None, typer.Option("--got", metavar="TEXT", help="What you were given.")
    ] = None,
    promise: Annotated[
        list[str] | None,
        typer.Option("--promise", metavar='"DAY: TEXT"', help="What you will do."),
    ] = None,
    they_promise: Annotated[
        list[str] | None,
        typer.Option("--they-promise", metavar='"DAY: TEXT"', help="What they will do."),
    ] = None,
    told: Annotated[
        list[str] | None,
        typer.Option("--told", metavar="lID", help="A loop that this closed."),
    ] = None,
    then: Annotated[
        list[str] | None, typer.Option("--next", metavar='"DAY: TEXT"', help="A reminder.")
    ] = None,
    despite: words.Despite = None,
    no_touch: words.NoTouch = False,
) -> None:
    """Something happened: a meeting, a call, a message.

    @name in the text mentions somebody who was not there.

    \b
    netcrm log ada coffee, she leads the data platform now --gave "a book on ethics" \\
      --promise "friday: send the slides" --next "in 3 weeks: ask how it went"
    """
    world = world_of(ctx)
    with world.read() as source:
        there = [world.who(source, w, writes=True) for w in (who, *(also or ()))]
        people = [contact.id for contact in there]
        said = words.said(text)
        gives, gots = _texts("gave", gave), _texts("got", got)
        mentions = words.mention_ids(world, source, said)
        mentioned = {t: words.mention_ids(world, source, t) for t in (*gives, *gots)}
        promised = [*(promise or ()), *(they_promise or ())]
        crossed = boundaries.met(source, there[:1], promised)
        kept = boundaries.respect(world, crossed, words.optional_line("despite", despite))
        plans = {
            field: [words.day_and_text(world, typed, field) for typed in several or ()]
            for field, several in (
                ("promise", promise),
                ("they-promise", they_promise),
                ("next", then),
            )
        }
        for _, planned in chain.from_iterable(plans.values()):
            mentioned[planned] = words.mention_ids(world, source, planned)
    from netcrm.services import happenings

    happening = happenings.Happening(
        contact_ids=people,
        text=said,
        on=world.past_day(on, "on"),
        channel=one_of(Channel, via, field="via"),
        touch=not no_touch,
        mentions=mentions,
        gave=gives,
        got=gots,
        mentioned=mentioned,
        promises=plans["promise"],
        their_promises=plans["they-promise"],
        told=[parse_record_id(t, "l").number for t in told or ()],
        despite=kept,
        next=plans["next"],
    )
    with world.write() as session:
        receipt = happenings.log(session, happening, world.today)
    with world.read() as source:
        now = timeline.interaction(source, receipt.records[0].number)
        planned_now = [r for r in receipt.records if r.letter in "pm"]
        value = jsonable.interaction(now) | {
            "follow_ups": [
                jsonable.follow_up(follow_ups.follow_up(source, r, world.today), world.today)
                for r in planned_now
            ],
            "told": [f"l{n}" for n in happening.told],
        }
        names = ", ".join(c.name for c in now.contacts)
        lines = [f"Logged {now.channel} with {names}: {now.text} (n{now.id}) on "
                 f"{day_with_weekday(now.on)}."]  # fmt: skip
        entries = ledger.exchanges(source, receipt.booked)
        answer.warn_of_no_loop(world, entries)
        lines += [f"  {answer.entry_line(e)}" for e in entries]
        lines += [f"  {_plan_line(world, source, r)}" for r in planned_now]
        lines += [f"  Closed l{n}: they know how it went." for n in happening.told]
        standing = answer.standing(source, world, now.contacts[0])
        lines += [f"  {standing}"] if standing else []
        lines += answer.next_for_people(world, source, people)
        answer.write(world, source, value, receipt, lines, f"n{now.id}")


def _texts(field: str, typed: list[str] | None) -> list[str]:
    return [text_block(field, t) for t in typed or ()]


def _plan_line(world: World, source: Reader, record: RecordId) -> str:
    planned = follow_ups.follow_up(source, record, world.today)
    whose = {"p": "You promised" if planned.owner.value == "me" else "They promised"}
    verb = whose.get(record.letter, "Reminder")
    return f"{verb}: {planned.text} ({planned.id}) by {day_with_weekday(planned.due_on)}."
