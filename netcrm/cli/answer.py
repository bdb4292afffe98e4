"""How every command answers: the three faces of a listing, and one line for a write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

from netcrm.cli.context import World
from netcrm.cli.voice import Face
from netcrm.domain.cadence import parse_cadence
from netcrm.domain.days import day_with_weekday, near_day
from netcrm.domain.kinds import Direction
from netcrm.domain.names import first_name
from netcrm.render.prose import Advice
from netcrm.render.safe import json_text
from netcrm.store.reader import Reader

if TYPE_CHECKING:
    from rich.console import RenderableType

    from netcrm.domain.ledger import Exchange
    from netcrm.domain.people import ContactRef
    from netcrm.reports.sheet import Sheet
    from netcrm.services.receipt import Receipt


def listing(
    world: World,
    *,
    json: Callable[[], Any],
    sheet: Callable[[], Sheet],
    screen: Callable[[], Sequence[RenderableType]],
    empty: str,
) -> None:
    """A listing in the face that is wanted; nothing found is a sentence, never an empty table."""
    if world.face is Face.json:
        world.print(json_text(json()))
        return
    table = sheet()
    if not table.rows:
        world.say(empty)
    elif world.face is Face.pipe:
        from netcrm.render.writers import tab_separated

        world.print(tab_separated(table))
    else:
        draw(world, screen())


def warn_of_no_loop(world: World, entries: Sequence[Exchange]) -> None:
    """Warn of help of so long ago that no loop opens by itself."""
    for entry in entries:
        if entry.direction is Direction.received and entry.loop_due_on is None:
            words = "It is long ago, so no loop is open; to open one:"
            world.warn(Advice(words, f"netcrm change e{entry.id} --tell-by DAY"))


def draw(world: World, parts: Sequence[RenderableType]) -> None:
    """A screen for a person."""
    from netcrm.render.screen import drawn

    world.page(drawn(parts, width=world.width, color=world.color))


def page(
    world: World,
    *,
    json: Callable[[], Any],
    sheets: Callable[[], Sequence[Sheet]],
    screen: Callable[[], Sequence[RenderableType]],
) -> None:
    """A report in the face that is wanted."""
    if world.face is Face.json:
        world.print(json_text(json()))
    elif world.face is Face.pipe:
        _piped(world, sheets())
    else:
        draw(world, screen())


def _piped(world: World, sheets: Sequence[Sheet]) -> None:
    """Several tables for a pipe: every row begins with the name of its table."""
    from netcrm.render.writers import tab_separated
    from netcrm.reports.sheet import Sheet

    for sheet in sheets:
        if sheet.rows:
            rows = tuple((sheet.title.lower(), *row) for row in sheet.rows)
            world.print(tab_separated(Sheet(sheet.title, sheet.columns, rows, "")))


def write(
    world: World,
    source: Reader,
    value: Any,
    receipt: Receipt,
    said: str | Sequence[str],
    ids: str | Sequence[str],
) -> None:
    """Answer a write: the record as it now is, or a line a sentence of what was understood."""
    from netcrm.queries import contacts as people

    for contact_id in receipt.back:
        world.warn(f"{people.contact(source, contact_id).name} was archived and is back.")
    if world.face is Face.json:
        from netcrm.queries import exchanges as ledger
        from netcrm.render import jsonable

        extra = {
            "warnings": [*receipt.warnings, *world.warnings],
            "booked": [jsonable.exchange(e) for e in ledger.exchanges(source, receipt.booked)],
        }
        items = value if isinstance(value, list) else [value]
        whole = [item | extra for item in items]
        world.print(json_text(whole if isinstance(value, list) else whole[0]))
        return
    lines = ids if world.quiet else said
    world.tell(*([lines] if isinstance(lines, str) else lines))
    for warning in receipt.warnings:
        world.say(f"Note: {warning}")


def standing(source: Reader, world: World, who: ContactRef) -> str:
    """How things stand with somebody after a write: ``Balance with Anna: gave 7, received 5.``"""
    from netcrm.queries import contacts as people
    from netcrm.queries import exchanges as ledger

    contact = people.contact(source, who.id)
    parts = []
    balance = ledger.balance(source, who.id)
    if balance.last_exchange_on is not None:
        parts.append(
            f"Balance with {first_name(contact.name)}: "
            f"gave {balance.given}, received {balance.received}."
        )
    if contact.next_touch_on is not None:
        parts.append(f"Next touch {near_day(contact.next_touch_on, world.today)}.")
    return " ".join(parts)


def next_for(world: World, source: Reader, goal: str | None) -> list[str]:
    """What to do next for a goal, as a line; nothing where there is none, or it is closed."""
    if goal is None or world.face is Face.json:
        return []
    from netcrm.cli import gather_aims
    from netcrm.domain.kinds import GoalState
    from netcrm.queries import goals

    found = goals.resolve(source, goal)
    if found.state is not GoalState.open:
        return []
    move = gather_aims.plan(source, found, world.today).next
    return [Advice(f"Next for {goal}: {move.text}:", move.command)] if move is not None else []


def next_for_people(world: World, source: Reader, ids: Iterable[int]) -> list[str]:
    """What to do next for the open goals that people decide on, or know the way to."""
    if world.face is Face.json:
        return []
    from netcrm.queries import goals

    found = dict.fromkeys(f"g{goal.id}" for i in ids for goal, _ in goals.roles(source, i))
    return [line for goal in found for line in next_for(world, source, goal)]


def entry_line(entry: Exchange) -> str:
    """``Gave Anna Nowak: an intro (e12, information, size 2) on Mon 23 Nov 2026.``"""
    verb = "Gave" if entry.direction.value == "gave" else "Received from"
    terms = f" Terms: {entry.terms}." if entry.terms else ""
    loop = f" Tell them by {day_with_weekday(entry.loop_due_on)}." if entry.loop_due_on else ""
    return (
        f"{verb} {entry.contact.name}: {entry.text} (e{entry.id}, {entry.kind}, "
        f"size {entry.size}) on {day_with_weekday(entry.on)}.{terms}{loop}"
    )


def cadence_words(stored: str) -> str:
    """A stored cadence as it is said: ``every 2 weeks``."""
    return f"every {parse_cadence(stored).words}"
