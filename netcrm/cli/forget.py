"""A person forgotten, for good."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from netcrm.cli import words
from netcrm.cli.context import World, world_of
from netcrm.cli.forgotten import Going, Too, say_what_stays, tell
from netcrm.domain import names
from netcrm.domain.errors import BadFileError, ConflictError, JoinedMeanwhileError, NetcrmError
from netcrm.domain.names import UNNAMED
from netcrm.queries import contacts as people
from netcrm.queries.mentions import ids_of, names_of, namesakes_of, others_of, spoken_of, uids_of
from netcrm.store import health, texts, traces
from netcrm.store.files import backups_of, no_permission, sweep_workshops
from netcrm.store.interrupts import uninterrupted
from netcrm.store.reader import Reader, reader_within
from netcrm.store.traces import Copies

if TYPE_CHECKING:
    from sqlmodel import Session

app = typer.Typer(rich_markup_mode=None)

_THEIRS = (
    ("exchange", "contact_id = ?1", "entry", "entries"),
    (
        "participant",
        "contact_id = ?1 AND NOT EXISTS (SELECT 1 FROM participant o WHERE o.interaction_id = "
        "participant.interaction_id AND o.contact_id NOT IN (0, ?1))",
        "interaction",
        "interactions",
    ),
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
    with_texts: Annotated[
        bool, typer.Option("--texts", help=f"Also put {UNNAMED} for them in texts of others.")
    ] = False,
    yes: words.Yes = False,
) -> None:
    """Delete somebody and all that is theirs, so that their name is in no file of ours.

    Undo does not bring them back. Texts of others that speak of them are listed, and stay unless
    --texts is given.
    """
    world = world_of(ctx)
    with world.read() as source:
        contact_id = world.other(source, who, writes=True).id
        going, ids = _going(source, contact_id), ids_of(source, contact_id)
        uids = uids_of(source, contact_id)
    found = _look(world, uids, going.spoken, deletes=with_backups)
    going, too = going._replace(copies=found), Too(with_backups, with_texts)
    if not yes:
        too = _is_meant(world, going, too)
    from netcrm.services import forgetting

    sweep_workshops(world.db_path.parent)
    # What Ctrl-C would leave half done after the commit, nobody else would finish.
    with uninterrupted():
        with world.write(journal=False) as session:
            # Others may have written since it was asked.
            connection: Any = session.connection().connection.driver_connection
            source = reader_within(connection)
            _must_still_be(session, contact_id, joined=ids_of(source, contact_id) != ids)
            going = _going(source, contact_id)
            blanked = [s.place for s in going.texts] if too.texts else []
            forgetting.forget(session, contact_id, going.spoken, world.now, blanked, going.apart)
        world.saved = "they are forgotten."
        # Until the pages are overwritten the doctor says that a forget was not finished; what is to
        # be deleted goes before that, so that it is said where a kill came between.
        going = going._replace(copies=traces.copies(world.db_path, uids, going.spoken))
        if too.backups:
            _delete(world, going.copies.ours)
        # Their folder goes with the last of them.
        _delete(world, _texts_of(world, ids, going), texts.end)
        if (why_not := health.sweep(world.db_path)) is not None:
            world.warn(
                f"Their old pages could not be overwritten, since {why_not}; when that has "
                "changed: netcrm doctor --fix"
            )
    tell(world, going, too)


def _must_still_be(session: Session, contact_id: int, *, joined: bool) -> None:
    """Raise where they are gone, or one with somebody whom nobody wants to forget.

    ``joined`` is whether that one went into them.
    """
    from netcrm.services import derived

    said = "Somebody was joined into them meanwhile; nothing was changed." if joined else ""
    try:
        derived.contact_row(session, contact_id)
    except JoinedMeanwhileError as error:
        said = error.message
    if said:
        raise ConflictError(said, hint=f"To forget both in one: netcrm forget {contact_id}")


def _texts_of(world: World, ids: Sequence[int], going: Going) -> list[Path]:
    """The texts that wait and are about them, and the page of a report, which holds everybody."""
    found = []
    try:
        for path in texts.waiting(world.db_path):
            # What is written of a namesake is not of them.
            theirs = going.namesakes.get(texts.whose(path) or 0, set())
            called = [name for name in going.spoken if names.fold(name) not in theirs]
            is_own = texts.is_page(path) or texts.whose(path) in ids
            if is_own or traces.text_holds(path, called, going.apart):
                found.append(path)
        # What somebody writes about another one at this moment is not taken from under them.
        for path in [p for p in found if texts.is_open(p) and texts.whose(p) not in ids]:
            found.remove(path)
            world.warn(f"{path} is open in an editor, and names them.")
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


def _is_meant(world: World, going: Going, too: Too) -> Too:
    """Raise unless the person means it; answers what else is to go."""
    say_what_stays(world, going, too)
    ours = going.copies.ours
    may_delete = bool(ours) and not too.backups
    may_blank = bool(going.texts) and not too.texts
    if not world.can_ask:
        typed = f"netcrm forget {going.contact_id}" + _options(too)
        more = _options(Too(may_delete, may_blank))
        raise ConflictError(
            f"This would forget {going.what} for good; nothing was changed.",
            hint=f"To do it: {typed} --yes" + (f"; all of it: {typed}{more} --yes" if more else ""),
        )
    if not world.confirm(f"Forget {going.what}? This cannot be undone."):
        raise NetcrmError("Nothing was changed.")
    if may_blank and world.confirm(f"Put {UNNAMED} for their name in these texts too?"):
        too = too._replace(texts=True)
    these = "this backup" if len(ours) == 1 else f"these {len(ours)} backups"
    if may_delete and world.confirm(f"Delete {these} too?"):
        too = too._replace(backups=True)
    return too


def _options(too: Too) -> str:
    return f"{' --texts' * too.texts}{' --backups' * too.backups}"


def _going(source: Reader, contact_id: int) -> Going:
    contact, goes = people.contact(source, contact_id), []
    for table, condition, one, many in _THEIRS:
        count = source.number(
            f"SELECT count(*) FROM {table} WHERE {condition}",  # noqa: S608 - own names
            (contact_id,),
        )
        if count:
            goes.append(f"{count} {one if count == 1 else many}")
    what = f"{contact.name} ({contact.id})" + (f" with {', '.join(goes)}" if goes else "")
    spoken = names_of(source, contact_id)
    apart = others_of(source, contact_id, spoken)
    same = namesakes_of(source, contact_id, spoken)
    others = spoken_of(source, contact_id, spoken, apart, same)
    return Going(what, contact_id, spoken, apart, same, others, Copies([], [], []))
