"""A person forgotten, for good."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from netcrm.cli import words
from netcrm.cli.context import World, world_of
from netcrm.cli.voice import Face
from netcrm.domain.errors import BadFileError, ConflictError, NetcrmError
from netcrm.queries import contacts as people
from netcrm.queries.mentions import Spoken, ids_of, names_of, spoken_of, uids_of
from netcrm.render.safe import json_text
from netcrm.store import health, texts, traces
from netcrm.store.files import backups_of, no_permission, sweep_workshops
from netcrm.store.interrupts import uninterrupted
from netcrm.store.reader import Reader
from netcrm.store.traces import Copies

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
        ids, spoken = ids_of(source, contact.id), names_of(source, contact.id)
        uids, goes = uids_of(source, contact.id), _counted(source, contact.id)
        others = spoken_of(source, contact.id, spoken)
    what = f"{contact.name} ({contact.id})" + (f" with {', '.join(goes)}" if goes else "")
    found = _look(world, uids, spoken, deletes=with_backups)
    if not yes:
        with_backups = _is_meant(world, what, contact.id, others, found, with_backups)
    from netcrm.services import forgetting

    sweep_workshops(world.db_path.parent)
    # What Ctrl-C would leave half done after the commit, nobody else would finish.
    with uninterrupted():
        with world.write(journal=False) as session:
            forgetting.forget(session, contact.id, spoken, world.now)
        world.saved = "they are forgotten."
        # Until the pages are overwritten the doctor says that a forget was not finished; what is to
        # be deleted goes before that, so that it is said where a kill came between.
        if with_backups:
            _delete(world, found.ours)
        # Their folder goes with the last of them.
        _delete(world, _texts_of(world, ids, spoken), texts.end)
        if (why_not := health.sweep(world.db_path)) is not None:
            world.warn(
                f"Their old pages could not be overwritten, since {why_not}; when that has "
                "changed: netcrm doctor --fix"
            )
    _tell(world, what, others, found, deleted=with_backups)


def _texts_of(world: World, ids: Sequence[int], spoken: Sequence[str]) -> list[Path]:
    """The texts that wait and are about them, and the page of a report, which holds everybody."""
    found = []
    try:
        for path in texts.waiting(world.db_path):
            if texts.is_page(path) or texts.whose(path) in ids or traces.text_holds(path, spoken):
                found.append(path)
    except BadFileError as error:
        world.warn(error.message)
    except OSError as error:
        folder = texts.folder_of(world.db_path)
        world.warn(f"{folder} could not be looked into: {error.strerror}.")
    return found


def _look(world: World, uids: Sequence[str], spoken: Sequence[str], *, deletes: bool) -> Copies:
    """Every other file that may hold them; raises ``BadFileError`` where it cannot be deleted."""
    found = traces.copies(world.db_path, uids, spoken)
    folder = backups_of(world.db_path)
    if folder.is_symlink():
        world.warn(f"{folder} is a link to {os.path.realpath(folder)}; nothing in it is deleted.")
    elif deletes and found.ours and folder.is_dir() and not os.access(folder, os.W_OK | os.X_OK):
        raise no_permission(folder)
    return found


def _unlink(path: Path) -> None:
    path.unlink(missing_ok=True)


def _delete(world: World, paths: list[Path], delete: Callable[[Path], None] = _unlink) -> None:
    for path in paths:
        try:
            delete(path)
        except OSError as error:
            world.warn(f"{path} could not be deleted: {error.strerror}.")


def _is_meant(
    world: World, what: str, own: int, others: list[Spoken], found: Copies, with_backups: bool
) -> bool:
    """Raise unless the person means it; answers whether the backups go too."""
    if world.face is not Face.json:
        _say_who_speaks(world, others, may_change=True)
        _say_copies(world, found, "hold them")
    option = " --backups" if found.ours and not with_backups else ""
    if not world.can_ask:
        raise ConflictError(
            f"This would forget {what} for good; nothing was changed.",
            hint=f"To do it: netcrm forget {own}{' --backups' if with_backups else ''} --yes"
            + (
                f"; to delete these backups too: netcrm forget {own} --backups --yes" * bool(option)
            ),
        )
    if not world.confirm(f"Forget {what}? This cannot be undone."):
        raise NetcrmError("Nothing was changed.")
    if option:
        return world.confirm(f"Delete {_these(found.ours)} too?")
    return with_backups


def _these(copies: list[Path]) -> str:
    return "this backup" if len(copies) == 1 else f"these {len(copies)} backups"


def _say_who_speaks(world: World, others: list[Spoken], *, may_change: bool) -> None:
    """Whose texts name them. Changed afterwards, these would stand in the journal once more."""
    if not others:
        return
    world.say("Texts of others speak of them, and stay as they are:")
    for s in others[:_SHOWN]:
        world.say(f"  {s.record}  {s.contact.name}: {' '.join(s.text.split())[:60]}")
    if len(others) > _SHOWN:
        world.say(f"  … and {len(others) - _SHOWN} more")
    if may_change:
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


def _say_copies(world: World, found: Copies, verb: str) -> None:
    for paths, said in (
        (found.held, f"These backups {verb}:"),
        (found.closed, "These could not be looked into, by this passphrase or at all:"),
        (found.strange, "These are not ours to delete and may hold them; look at them yourself:"),
    ):
        if paths:
            world.say(said)
        for path in paths:
            world.say(f"  {path}")


def _tell(world: World, what: str, others: list[Spoken], found: Copies, *, deleted: bool) -> None:
    if world.face is Face.json:
        world.print(
            json_text(
                {
                    "forgotten": what,
                    "spoken_of": [
                        {"record": s.record, "contact": s.contact._asdict(), "text": s.text}
                        for s in others
                    ],
                    "backups": [str(path) for path in found.held],
                    "backups_not_looked_into": [str(path) for path in found.closed],
                    "backups_deleted": deleted,
                    "not_ours": [str(path) for path in found.strange],
                    "warnings": world.warnings,
                    "booked": [],
                }
            )
        )
        return
    world.tell(f"Forgot {what}.")
    _say_who_speaks(world, others, may_change=False)
    if deleted and found.ours:
        what = "1 backup" if len(found.ours) == 1 else f"{len(found.ours)} backups"
        world.say(f"Deleted {what} that held them, or could not be looked into:")
        for path in found.ours:
            world.say(f"  {path}")
        found = found._replace(held=[], closed=[])
    _say_copies(world, found, "still hold them")
    if found.ours:
        world.say("To delete them: rm " + " ".join(quote(str(path)) for path in found.ours))
