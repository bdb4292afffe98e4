"""Slips mended."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

import typer

from netcrm.cli import answer, boundaries, words
from netcrm.cli import completion as complete
from netcrm.cli.context import World, world_of
from netcrm.domain.cadence import parse_cadence
from netcrm.domain.days import Looking, day_with_weekday
from netcrm.domain.errors import UsageError
from netcrm.domain.expectations import Met
from netcrm.domain.ids import RecordId, parse_record_id
from netcrm.domain.kinds import Channel, Direction, Kind, check_size, one_of
from netcrm.domain.people import ContactRef
from netcrm.domain.text import one_line, text_block
from netcrm.queries import (
    asks,
    expectations,
    follow_ups,
    goals,
    introductions,
    recommendations,
    timeline,
)
from netcrm.queries import exchanges as ledger
from netcrm.render import jsonable, jsonable_aims
from netcrm.store.reader import Reader

app = typer.Typer(rich_markup_mode=None)

_LETTERS = "enpmsxairg"
Record = Annotated[str, typer.Argument(metavar="ID", help="Such as e12, n4, p3, a2, i1, x5.")]


@app.command()
def change(
    ctx: typer.Context,
    record: Record,
    text: Annotated[str | None, typer.Option("--text", help="Other words.")] = None,
    on: words.OnDay = None,
    size: words.Size = None,
    kind: words.Kinds = None,
    direction: Annotated[str | None, typer.Option("--direction", help="gave or received.")] = None,
    terms: Annotated[str | None, typer.Option("--terms", help="What was agreed before.")] = None,
    outcome: Annotated[str | None, typer.Option("--outcome", help="What came of it.")] = None,
    tell_by: Annotated[
        str | None, typer.Option("--tell-by", metavar="DAY", help="When to tell them.")
    ] = None,
    via: Annotated[str | None, typer.Option("--via", help="How it took place.")] = None,
    by: words.ByDay = None,
    every: Annotated[
        str | None, typer.Option("--every", metavar="CADENCE", help="How often.")
    ] = None,
    about: Annotated[str | None, typer.Option("--about", help="The topic of an ask.")] = None,
    offer: Annotated[str | None, typer.Option("--offer", help="What they gain.")] = None,
    why: Annotated[str | None, typer.Option("--why", help="Why they should meet.")] = None,
    for_a: Annotated[str | None, typer.Option("--for-a", help="What the first gains.")] = None,
    for_b: Annotated[str | None, typer.Option("--for-b", help="What the second gains.")] = None,
    goal: words.GoalName = None,
    decider: Annotated[
        list[str] | None,
        typer.Option(
            "--decider",
            metavar="WHO",
            help="Who decides too.",
            autocompletion=complete.complete_who,
        ),
    ] = None,
    guide: Annotated[
        list[str] | None,
        typer.Option(
            "--guide",
            metavar="WHO",
            help="Who knows the way too.",
            autocompletion=complete.complete_who,
        ),
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(
            "--without",
            metavar="WHO",
            help="Who decides, or guides, no longer.",
            autocompletion=complete.complete_who,
        ),
    ] = None,
    despite: words.Despite = None,
) -> None:
    """Mend any field of a record.

    \b
    netcrm change e12 --size 3 --on yesterday
    """
    world = world_of(ctx)
    target = parse_record_id(record, _LETTERS)
    typed: dict[str, Any] = {
        "text": None if text is None else _text(target, text),
        "on": None if on is None else world.past_day(on, "on"),
        "size": None if size is None else check_size(size),
        "kind": None if kind is None else one_of(Kind, kind, field="kind"),
        "direction": None if direction is None else one_of(Direction, direction, field="direction"),
        "terms": None if terms is None else one_line("terms", terms),
        "outcome": None if outcome is None else text_block("outcome", outcome),
        "tell_by": None if tell_by is None else world.day(tell_by, Looking.FORWARD, "tell-by"),
        "via": None if via is None else one_of(Channel, via, field="via"),
        "by": None if by is None else world.day(by, Looking.FORWARD, "by"),
        "every": None if every is None else str(parse_cadence(every)),
        "about": words.optional_line("about", about),
        "offer": words.optional_line("offer", offer),
        "why": words.optional_line("why", why),
        "for_a": words.optional_line("for-a", for_a),
        "for_b": words.optional_line("for-b", for_b),
    }
    with world.read() as source:
        _now(world, source, target)
        typed["goal"] = words.goal_id(source, goal)
        for role, who in (("decider", decider), ("guide", guide), ("without", without)):
            ids = [world.who(source, w, writes=True).id for w in who or ()]
            typed[role] = ids if who else None
    values = {field: value for field, value in typed.items() if value is not None}
    if not values:
        raise UsageError("Nothing to change was named; --text TEXT would be right.")
    mentions = None
    with world.read() as source:
        crossed = _crossed(source, target, typed)
        kept = boundaries.respect(world, crossed, words.optional_line("despite", despite))
        if kept is not None:
            values["despite"] = kept
        if text is not None:
            mentions = list(words.mention_ids(world, source, text))
    from netcrm.services import change as verbs

    with world.write() as session:
        receipt = verbs.change(session, target, values, mentions)
    with world.read() as source:
        value, line = _now(world, source, target)
        said = f"Changed {target}. {line}{_standing(world, source, value)}"
        answer.write(world, source, value, receipt, said, str(target))


def _text(target: RecordId, text: str) -> str:
    """The words of a record; the title of a goal is one line."""
    return one_line("text", text) if target.letter == "g" else text_block("text", text)


def _crossed(source: Reader, target: RecordId, typed: dict[str, Any]) -> list[Met]:
    """The boundaries that new words of a promise, an ask or an event go against."""
    said = [typed[f] for f in ("text", "about", "why", "for_a", "for_b") if typed.get(f)]
    if not said or target.letter not in "pair":
        return []
    if target.letter == "i":
        i = introductions.introduction(source, target.number)
        people = [i.a, i.b, i.introducer]
    elif target.letter == "r":
        r = recommendations.recommendation(source, target.number)
        people = [c for c in (r.subject, r.recommender, r.audience) if c is not None]
    elif target.letter == "a":
        people = [asks.ask(source, target.number).contact]
    else:
        people = [follow_ups.party(source, target)]
    return boundaries.met(source, people, said)


def _standing(world: World, source: Reader, value: dict[str, Any]) -> str:
    """How things stand after the write, for a record of the ledger."""
    if "direction" not in value:
        return ""
    return f" {answer.standing(source, world, ContactRef(**value['contact']))}".rstrip()


def _now(world: World, source: Reader, record: RecordId) -> tuple[dict[str, Any], str]:
    """The record as it now is, as JSON and as a line."""
    if record.letter == "e":
        entry = ledger.exchange(source, record.number)
        return jsonable.exchange(entry), answer.entry_line(entry)
    if record.letter == "n":
        now = timeline.interaction(source, record.number)
        names = ", ".join(c.name for c in now.contacts)
        line = f"{now.channel.title()} with {names}: {now.text} on {day_with_weekday(now.on)}."
        return jsonable.interaction(now), line
    if record.letter in _AIMS:
        return _AIMS[record.letter](source, record.number)
    planned = follow_ups.follow_up(source, record, world.today)
    whom = planned.contact.name if planned.contact else ""
    line = f"{whom}: {planned.text} by {day_with_weekday(planned.due_on)}."
    return jsonable.follow_up(planned, world.today), line


def _expectation(source: Reader, number: int) -> tuple[dict[str, Any], str]:
    e = expectations.expectation(source, number)
    return jsonable_aims.expectation(e), f"{e.sentence}."


def _ask(source: Reader, number: int) -> tuple[dict[str, Any], str]:
    a = asks.ask(source, number)
    return jsonable_aims.ask(a), f"{a.contact.name}: {a.text} ({a.state})."


def _introduction(source: Reader, number: int) -> tuple[dict[str, Any], str]:
    i = introductions.introduction(source, number)
    return jsonable_aims.introduction(i), f"{i.title} ({i.state})."


def _recommendation(source: Reader, number: int) -> tuple[dict[str, Any], str]:
    r = recommendations.recommendation(source, number)
    return jsonable_aims.recommendation(r), f"{r.title} ({r.state})."


def _goal(source: Reader, number: int) -> tuple[dict[str, Any], str]:
    g = goals.goal(source, number)
    by = f", by {day_with_weekday(g.by_on)}" if g.by_on else ""
    return jsonable_aims.goal(g), f"{g.title}{by}."


_AIMS = {
    "x": _expectation,
    "a": _ask,
    "i": _introduction,
    "r": _recommendation,
    "g": _goal,
}


@app.command()
def delete(ctx: typer.Context, record: Record) -> None:
    """Delete a record; an event takes the entries with it that came of it.

    \b
    netcrm delete e12
    """
    world = world_of(ctx)
    target = parse_record_id(record, _LETTERS)
    with world.read() as source:
        value, line = _now(world, source, target)
        if target.letter == "e":
            # Nobody is to be told of what is gone.
            entry = ledger.exchange(source, target.number)
            line = answer.entry_line(replace(entry, loop_due_on=None))
    from netcrm.services.remove import remove

    with world.write() as session:
        receipt = remove(session, target)
    with world.read() as source:
        said = " ".join([f"Deleted {target}: {line}", *receipt.notes])
        said += _standing(world, source, value)
        answer.write(world, source, value | {"deleted": True}, receipt, said, str(target))
