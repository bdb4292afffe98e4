"""What was done when, and all of it taken back and done again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from netcrm.cli import answer, words
from netcrm.cli import completion as complete
from netcrm.cli.context import World, world_of
from netcrm.cli.voice import Face
from netcrm.domain.days import day_with_weekday
from netcrm.domain.errors import ConflictError, NetcrmError, UsageError
from netcrm.domain.journal import ASKS_FROM, Difference, Entry, EntryKind
from netcrm.queries import history as done
from netcrm.render.safe import json_text
from netcrm.reports.sheet import Sheet

if TYPE_CHECKING:
    from rich.console import RenderableType

    from netcrm.store.reader import Reader

app = typer.Typer(rich_markup_mode=None)

_DIFFERENCES_SHOWN = 10


@app.command()
def history(
    ctx: typer.Context,
    who: Annotated[
        str | None,
        typer.Argument(
            metavar="[WHO]",
            help="Only what touched one person.",
            autocompletion=complete.complete_who,
        ),
    ] = None,
    limit: words.Limit = None,
) -> None:
    """What was done when, newest first, and by which command.

    \b
    netcrm history
    netcrm history maria --limit 5
    """
    world = world_of(ctx)
    with world.read() as source:
        contact_id = None if who is None else world.who(source, who).id
        _list(world, done.history(source, contact_id, limit), "Nothing has been written yet.")


def _list(world: World, entries: list[Entry], empty: str) -> None:
    def screen() -> list[RenderableType]:
        from netcrm.render import screen_history

        return screen_history.entries([(e, _when(world, e.at)) for e in entries])

    answer.listing(
        world,
        json=lambda: [_json(e) for e in entries],
        sheet=lambda: Sheet(
            "History",
            ("id", "at", "kind", "undone", "said", "command"),
            tuple(
                (e.name, e.at.isoformat(), e.kind.value, e.undone, e.said, e.command)
                for e in entries
            ),
            "",
        ),
        screen=screen,
        empty=empty,
    )


def _json(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.name,
        "at": entry.at.isoformat(),
        "kind": entry.kind.value,
        "command": entry.command,
        "text": entry.said,
        "undone": entry.undone,
    }


def _when(world: World, at: datetime) -> str:
    """``today 14:05`` or ``Mon 23 Nov 2026, 14:05``, by the clock of this place."""
    here = world.here(at)
    day = "today" if here.date() == world.today else f"{day_with_weekday(here.date())},"
    return f"{day} {here:%H:%M}"


@app.command()
def undo(
    ctx: typer.Context,
    which: Annotated[
        str | None, typer.Argument(metavar="[jID]", help="One entry of history.  [the newest]")
    ] = None,
    only_list: Annotated[
        bool, typer.Option("--list", help="Show what could be taken back; change nothing.")
    ] = False,
    yes: words.Yes = False,
) -> None:
    """Take back the newest command, again and again; with an id, that one alone.

    Bookings and derived days go back with it. What is older than ten minutes is asked about.

    \b
    netcrm undo
    netcrm undo j12
    """
    world = world_of(ctx)
    with world.read() as source:
        if only_list:
            _list(world, _open(source), "There is nothing to take back.")
            return
        entry = done.to_undo(source) if which is None else _named(source, which)
    if entry is None:
        _nothing(world, "undone", "There is nothing to take back.")
        return
    _must_be_meant(world, entry, yes=yes)
    from netcrm.services import undoing

    with world.write(foreign_keys=False) as session:
        # What was shown, and perhaps answered yes to, may not be the newest any more.
        with world.read() as source:
            now = done.to_undo(source) if which is None else _named(source, which)
            _must_be_the_same(source, entry, now)
        differences = undoing.undo(session, entry)
    _tell(world, "undone", entry, differences)


@app.command()
def redo(ctx: typer.Context) -> None:
    """Do again what the last undo took back, as long as nothing else was done since."""
    world = world_of(ctx)
    with world.read() as source:
        taken_back = done.to_redo(source)
        entry = None if taken_back is None else done.entry(source, taken_back.reverts_id or 0)
    if taken_back is None or entry is None:
        _nothing(world, "redone", "There is nothing to do again.")
        return
    from netcrm.services import undoing

    with world.write(foreign_keys=False) as session:
        with world.read() as source:
            _must_be_the_same(source, taken_back, done.to_redo(source))
        differences = undoing.redo(session, taken_back)
    _tell(world, "redone", entry, differences)


def _must_be_the_same(source: Reader, meant: Entry, now: Entry | None) -> None:
    """Raise ``ConflictError`` where another command came between the look and the write."""
    if now is None or now.id != meant.id:
        came = done.history(source, limit=1)[0]
        raise ConflictError(
            f"{came.name} came meanwhile: {came.command}; nothing was changed.",
            hint="See: netcrm history",
        )


def _open(source: Reader) -> list[Entry]:
    barrier = done.barrier(source)
    return [
        e
        for e in done.history(source)
        if e.kind is EntryKind.command and not e.undone and e.id > barrier
    ]


def _named(source: Reader, typed: str) -> Entry:
    """The entry that was named; raises ``ConflictError`` where it cannot be taken back alone."""
    text = typed.strip().lower()
    if not (text[:1] == "j" and text[1:].isdecimal() and len(text) < 19):
        raise UsageError(
            f"id: {typed!r} is none; something like j12 would be right.",
            hint="See: netcrm history",
        )
    entry = done.entry(source, int(text[1:]))
    if entry.kind is not EntryKind.command:
        raise ConflictError(f"{entry.name} is no command that can be taken back: {entry.said}.")
    if entry.undone:
        raise ConflictError(f"{entry.name} has been taken back already.", hint="netcrm redo")
    if entry.id < (barrier := done.barrier(source)):
        raise ConflictError(f"{entry.name} lies before j{barrier}, which no undo goes past.")
    if later := done.later_on_the_same(source, entry.id):
        named = ", ".join(e.name for e in later)
        raise ConflictError(
            f"{entry.name} cannot be taken back alone: {named} came later and touched the same.",
            hint=f"Take back {later[-1].name} first: netcrm undo {later[-1].name}",
        )
    return entry


def _must_be_meant(world: World, entry: Entry, *, yes: bool) -> None:
    if yes or world.now - entry.at <= ASKS_FROM:
        return
    what = f"{entry.name} of {_when(world, entry.at)}: {entry.command}"
    if world.can_ask:
        if not world.confirm(f"Take back {what}?"):
            raise NetcrmError("Nothing was taken back.")
        return
    raise ConflictError(
        f"{what} is older than ten minutes; nothing was taken back.",
        hint=f"netcrm undo {entry.name} --yes",
    )


def _nothing(world: World, key: str, sentence: str) -> None:
    if world.face is Face.json:
        world.print(json_text({key: None, "warnings": world.warnings, "booked": []}))
    else:
        world.say(sentence)


def _tell(world: World, key: str, entry: Entry, differences: list[Difference]) -> None:
    if world.face is Face.json:
        world.print(
            json_text(
                {key: entry.command, "entry": _json(entry)}
                | {"changes": [d._asdict() for d in differences]}
                | {"warnings": world.warnings, "booked": []}
            )
        )
        return
    if world.quiet:
        world.print(entry.name)
        return
    head = "Took back" if key == "undone" else "Did again"
    world.tell(f"{head} {entry.name} of {_when(world, entry.at)}: {entry.command}")
    world.tell(f"  {entry.said}")
    for d in differences[:_DIFFERENCES_SHOWN]:
        world.tell(f"  {d.whose}, {d.field}: {d.now} → {d.then}")
    if len(differences) > _DIFFERENCES_SHOWN:
        world.print(f"  … and {len(differences) - _DIFFERENCES_SHOWN} more")
