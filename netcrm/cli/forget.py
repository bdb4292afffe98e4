"""A person forgotten, for good."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from netcrm.cli import words
from netcrm.cli.context import Face, World, world_of
from netcrm.domain.errors import ConflictError, NetcrmError
from netcrm.queries import contacts as people
from netcrm.queries.mentions import Spoken, names_of, spoken_of
from netcrm.render.safe import json_text
from netcrm.store import backup, health
from netcrm.store.files import sweep_workshops
from netcrm.store.reader import Reader

app = typer.Typer(rich_markup_mode=None)

_SHOWN = 10
_THEIRS = (
    ("exchange", "contact_id = ?1", "entry", "entries"),
    ("participant", "contact_id = ?1", "interaction", "interactions"),
    ("follow_up", "contact_id = ?1", "promise, reminder or step", "promises, reminders and steps"),
    ("expectation", "contact_id = ?1", "expectation", "expectations"),
    ("ask", "contact_id = ?1", "ask", "asks"),
    ("introduction", "?1 IN (introducer_id, a_id, b_id)", "introduction", "introductions"),
    (
        "recommendation",
        "?1 IN (recommender_id, subject_id, audience_id)",
        "recommendation",
        "recommendations",
    ),
    ("tie", "?1 IN (a_id, b_id)", "tie", "ties"),
)


@app.command()
def forget(
    ctx: typer.Context,
    who: words.Who,
    with_backups: Annotated[
        bool, typer.Option("--backups", help="Also delete the backups that still hold them.")
    ] = False,
    yes: words.Yes = False,
) -> None:
    """Delete somebody and all that is theirs, so that their name is in no file of ours.

    Undo does not bring them back. Texts of others that speak of them are listed, not changed.
    """
    world = world_of(ctx)
    with world.read() as source:
        contact = people.contact(source, world.other(source, who, writes=True).id)
        spoken = names_of(source, contact.id)
        goes = _counted(source, contact.id)
        others = spoken_of(source, contact.id, spoken)
    what = f"{contact.name} ({contact.id})" + (f" with {', '.join(goes)}" if goes else "")
    if not yes:
        if world.face is not Face.json:
            _say_who_speaks(world, others)
        if not world.can_ask:
            raise ConflictError(
                f"This would forget {what} for good; nothing was changed.",
                hint=f"To do it: netcrm forget {contact.id} --yes",
            )
        if not world.confirm(f"Forget {what}? This cannot be undone."):
            raise NetcrmError("Nothing was changed.")
    from netcrm.services import forgetting

    sweep_workshops(world.db_path.parent)
    with world.write(journal=False) as session:
        forgetting.forget(session, contact.id, spoken, world.now)
    if not health.sweep(world.db_path):
        world.warn(
            "Another program reads the database, so that its old pages could not be overwritten; "
            "close it, then: netcrm doctor --fix"
        )
    with world.read() as source:
        others = spoken_of(source, contact.id, spoken)
    held = [path for path in _copies(world) if forgetting.holds(path, contact.uid, spoken)]
    if with_backups:
        for path in held:
            path.unlink(missing_ok=True)
    _tell(world, what, others, held, deleted=with_backups)


def _say_who_speaks(world: World, others: list[Spoken]) -> None:
    if not others:
        return
    world.say("Texts of others speak of them, and stay as they are:")
    for s in others[:_SHOWN]:
        world.say(f"  {s.record}  {s.contact.name}: {' '.join(s.text.split())[:60]}")
    if len(others) > _SHOWN:
        world.say(f"  … and {len(others) - _SHOWN} more")
    world.say("To change one first: netcrm change ID --text TEXT, or netcrm edit WHO")


def _counted(source: Reader, own: int) -> list[str]:
    found = []
    for table, condition, one, many in _THEIRS:
        count = source.number(
            f"SELECT count(*) FROM {table} WHERE {condition}",  # noqa: S608 - own names
            (own,),
        )
        if count:
            found.append(f"{count} {one if count == 1 else many}")
    return found


def _copies(world: World) -> list[Path]:
    """Every other file of ours that may hold the person."""
    folder = backup.folder_of(world.db_path)
    inside = sorted(p for p in folder.iterdir() if p.is_file()) if folder.is_dir() else []
    return [*inside, *sorted(world.db_path.parent.glob(f"{world.db_path.name}.damaged-*"))]


def _tell(
    world: World, what: str, others: list[Spoken], held: list[Path], *, deleted: bool
) -> None:
    if world.face is Face.json:
        world.print(
            json_text(
                {
                    "forgotten": what,
                    "spoken_of": [
                        {"record": s.record, "contact": s.contact._asdict(), "text": s.text}
                        for s in others
                    ],
                    "backups": [str(path) for path in held],
                    "backups_deleted": deleted,
                    "warnings": world.warnings,
                    "booked": [],
                }
            )
        )
        return
    world.tell(f"Forgot {what}.")
    _say_who_speaks(world, others)
    if held:
        world.say("Deleted these backups:" if deleted else "These backups still hold them:")
        for path in held:
            world.say(f"  {path}")
        if not deleted:
            world.say("To delete them: rm, or forget with --backups the next time.")
