"""What is due, done, put off."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated

import typer

from netcrm.cli import answer, words
from netcrm.cli import completion as complete
from netcrm.cli.booking import warn_of_unused
from netcrm.cli.context import World, world_of
from netcrm.domain.cadence import parse_cadence
from netcrm.domain.days import Looking, day_with_weekday
from netcrm.domain.errors import UsageError
from netcrm.domain.follow_up import FollowUp
from netcrm.domain.ids import RecordId, is_record_id, parse_record_id
from netcrm.domain.kinds import FollowUpKind, Kind, check_size, one_of
from netcrm.domain.ledger import DEFAULT_KIND, DEFAULT_SIZE
from netcrm.domain.text import text_block
from netcrm.queries import follow_ups
from netcrm.reports.due import DueReport, due_report
from netcrm.store.reader import Reader

app = typer.Typer(rich_markup_mode=None)

_IDS = "pmstblair"


@app.command()
def due(
    ctx: typer.Context,
    within: Annotated[
        str, typer.Option("--within", metavar="LENGTH", help="How far ahead, such as 7d or 2w.")
    ] = "7d",
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            help="touch, loop, promise, reminder, step, ask …",
            autocompletion=complete.words(FollowUpKind),
        ),
    ] = None,
    who: Annotated[
        str | None,
        typer.Option(
            "--who",
            metavar="WHO",
            help="Only with this person.",
            autocompletion=complete.complete_who,
        ),
    ] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only what is overdue.")] = False,
    limit: words.Limit = None,
) -> None:
    """What is overdue, today and soon; and, apart, what you wait for.

    \b
    netcrm due --within 2w
    """
    world = world_of(ctx)
    today = world.today
    until = today if overdue else parse_cadence(within, field="within").after(today)
    wanted_kind = None if kind is None else FollowUpKind(one_of(FollowUpKind, kind, field="kind"))
    with world.read() as source:
        contact_id = None if who is None else world.other(source, who).id
        wanted = follow_ups.DueFilter(
            until - timedelta(days=1) if overdue else until,
            wanted_kind,
            contact_id,
            mine=overdue,
            limit=limit,
        )
        found = follow_ups.due(source, wanted, today)
    report = due_report(found, today)

    def screen() -> list[object]:
        from netcrm.render import screen_due as face

        return list(face.due(report))

    answer.listing(
        world,
        json=lambda: _json(world, list(report.all)),
        sheet=report.sheet,
        screen=screen,  # type: ignore[arg-type]
        empty=_nothing(report, overdue=overdue),
    )


def _json(world: World, found: list[FollowUp]) -> list[dict[str, object]]:
    from netcrm.render import jsonable

    return [jsonable.follow_up(f, world.today) for f in found]


def _nothing(report: DueReport, *, overdue: bool) -> str:
    return "Nothing is overdue." if overdue else report.sheet().empty


@app.command()
def done(
    ctx: typer.Context,
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID... [TEXT]", help="Ids from due.", autocompletion=complete.complete_due
        ),
    ],
    kind: words.Kinds = None,
    size: words.Size = None,
    no_entry: Annotated[
        bool, typer.Option("--no-entry", help="A kept promise books no entry.")
    ] = False,
) -> None:
    """A follow-up is done: a kept promise books its entry, a touch is logged.

    \b
    netcrm done p3 t5 had a long call
    """
    world = world_of(ctx)
    records, text = _records(ids)
    from netcrm.services import follow_ups as verbs
    from netcrm.services.receipt import Receipt

    booking = verbs.Booking(
        DEFAULT_KIND if kind is None else one_of(Kind, kind, field="kind"),
        DEFAULT_SIZE if size is None else check_size(size),
        entry=not no_entry,
    )
    receipt = Receipt()
    with world.read() as source:
        for record in records:
            follow_ups.follow_up(source, record, world.today)
    if "p" not in {record.letter for record in records}:
        typed = {"kind": kind, "size": size, "no-entry": no_entry}
        warn_of_unused(world, typed, "no promise is among them, so that nothing is booked.")
    with world.write() as session:
        for record in records:
            one = verbs.done(session, record, text, world.today, world.now, booking)
            receipt.records += one.records
            receipt.booked += one.booked
            receipt.back += one.back
    with world.read() as source:
        _answer(world, source, receipt.records, "Done", receipt.booked, receipt.back)


def _records(typed: list[str]) -> tuple[list[RecordId], str | None]:
    """Leading ids, then the words of a text."""
    count = 0
    while count < len(typed) and is_record_id(typed[count]):
        count += 1
    if not count:
        parse_record_id(typed[0], _IDS)
    records = list(dict.fromkeys(parse_record_id(t, _IDS) for t in typed[:count]))
    rest = " ".join(typed[count:])
    return records, text_block("text", rest) if rest else None


@app.command()
def snooze(
    ctx: typer.Context,
    follow_up: Annotated[
        str,
        typer.Argument(metavar="ID", help="An id from due.", autocompletion=complete.complete_due),
    ],
    day: Annotated[list[str], typer.Argument(metavar="DAY", help="Until when.")],
) -> None:
    """Put a follow-up off, or bring it forward.

    \b
    netcrm snooze t5 in 2 weeks
    """
    world = world_of(ctx)
    record = parse_record_id(follow_up, _IDS)
    until = world.day(" ".join(day), Looking.FORWARD, "day")
    if until < world.today:
        raise UsageError(f"day: {until} is over; a day from today on would be right.")
    with world.read() as source:
        before = follow_ups.follow_up(source, record, world.today).due_on
    from netcrm.services import follow_ups as verbs

    with world.write() as session:
        verbs.snooze(session, record, until, world.today)
    verb = "Put off" if until > before else "Brought forward" if until < before else "Unmoved"
    with world.read() as source:
        _answer(world, source, [record], verb, [], [])


def _answer(
    world: World,
    source: Reader,
    records: list[RecordId],
    verb: str,
    booked: list[int],
    back: list[int],
) -> None:
    from netcrm.queries import exchanges as ledger
    from netcrm.services.receipt import Receipt

    found = [follow_ups.follow_up(source, r, world.today) for r in records]
    lines = [_line(f, verb) for f in found]
    lines += [f"  {answer.entry_line(e)}" for e in ledger.exchanges(source, booked)]
    people = dict.fromkeys(f.contact for f in found if f.contact is not None)
    if booked:
        lines += [f"  {answer.standing(source, world, contact)}" for contact in people]
    for goal in follow_ups.goals_of(source, records):
        lines += answer.next_for(world, source, goal)
    value = _json(world, found)
    receipt = Receipt(booked=booked, back=list(dict.fromkeys(back)))
    answer.write(world, source, value, receipt, lines, [str(r) for r in records])


_MOVED = {
    "Put off": "Put off {} until",
    "Brought forward": "Brought {} forward to",
    "Unmoved": "{} stays on",
}


def _line(f: FollowUp, verb: str) -> str:
    whom = f" ({f.contact.name})" if f.contact else ""
    day = day_with_weekday(f.due_on)
    if verb in _MOVED:
        return f"{_MOVED[verb].format(f.id + whom)} {day}."
    if f.done_on is None:
        if f.kind is FollowUpKind.touch:
            return f"Done {f.id}{whom}: logged; next touch {day}."
        return f"Next: {f.id}{whom}, {f.text}, on {day}."
    return f"Done {f.id}{whom}: {f.text}, on {day_with_weekday(f.done_on)}."
