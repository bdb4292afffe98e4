"""The whole database behind a passphrase, or without one again."""

from __future__ import annotations

import typer

from netcrm.cli import passphrase
from netcrm.cli.context import World, world_of
from netcrm.cli.voice import Face
from netcrm.domain.errors import ConflictError, NetcrmError, NotFoundError
from netcrm.render.safe import json_text
from netcrm.store import backup, texts
from netcrm.store.connect import Passphrase, is_encrypted, use
from netcrm.store.files import backups_of, is_missing
from netcrm.store.traces import set_aside

app = typer.Typer(rich_markup_mode=None)


@app.command()
def encrypt(ctx: typer.Context) -> None:
    """Encrypt the whole database by a passphrase; backups made from then on are too.

    The passphrase is what NETCRM_PASSPHRASE_COMMAND prints, else it is asked for. Without it
    nobody opens the database, you included. Needs: pip install 'netcrm[encrypted]'

    \b
    export NETCRM_PASSPHRASE_COMMAND="pass show netcrm"
    netcrm encrypt
    """
    world = world_of(ctx)
    _must_be_there(world)
    if is_encrypted(world.db_path):
        raise ConflictError(f"{world.db_path} is encrypted already.")
    phrase = _new_phrase(world)
    use(Passphrase(lambda: phrase))
    from netcrm.services.encrypting import rewrite

    rewrite(world.db_path, phrase)
    world.saved = "it is encrypted."
    # The page that a browser was last shown can be made again; a text that waits cannot.
    for path in texts.waiting(world.db_path):
        if texts.is_page(path):
            texts.end(path)
    if left := texts.waiting(world.db_path):
        folder = texts.folder_of(world.db_path)
        world.warn(f"Texts that wait, and are not encrypted: {len(left)} in {folder}")
    _tell(world, encrypted=True)


@app.command()
def decrypt(ctx: typer.Context) -> None:
    """Make the database plain again, readable without a passphrase."""
    world = world_of(ctx)
    _must_be_there(world)
    if not is_encrypted(world.db_path):
        raise ConflictError(f"{world.db_path} is not encrypted.")
    # Who cannot read it cannot take its passphrase away.
    with world.read():
        pass
    from netcrm.services.encrypting import rewrite

    rewrite(world.db_path, None)
    _tell(world, encrypted=False)


def _must_be_there(world: World) -> None:
    if is_missing(world.db_path):
        raise NotFoundError(f"There is no database yet: {world.db_path} is not there.")


def _new_phrase(world: World) -> str:
    if passphrase.COMMAND in world.environ:
        said = passphrase.asked(world)
    else:
        said = passphrase.typed(world, "New passphrase: ")
        if said is not None and passphrase.typed(world, "The same again: ") != said:
            raise NetcrmError("The two are not the same; nothing was changed.")
    if said is None:
        raise ConflictError(
            "There is no passphrase; nothing was changed.",
            hint=f"Set {passphrase.COMMAND} to a program that prints it, or type it in a terminal.",
        )
    return said


def _name_set_aside(world: World) -> None:
    """What a restore set aside is as plain as it was; by its head nobody knows a log."""
    plain = [
        str(path)
        for path in set_aside(world.db_path)
        if path.name.endswith(("-wal", "-journal")) or not is_encrypted(path)
    ]
    if plain:
        world.warn(
            f"Set aside by a restore, and not encrypted: {', '.join(plain)}; delete what you need "
            "no longer."
        )


def _tell(world: World, *, encrypted: bool) -> None:
    other = [b.path for b in backup.backups(world.db_path) if is_encrypted(b.path) is not encrypted]
    if encrypted:
        _name_set_aside(world)
    if world.face is Face.json:
        world.print(
            json_text(
                {
                    "encrypted": encrypted,
                    "other_backups": [str(path) for path in other],
                    "warnings": world.warnings,
                    "booked": [],
                }
            )
        )
        return
    done = "Encrypted" if encrypted else "Decrypted"
    world.tell(f"{done} {world.db_path}.")
    if other:
        still = "not encrypted" if encrypted else "still encrypted"
        folder = backups_of(world.db_path)
        world.say(f"Backups made before, {still}: {len(other)} in {folder}")
    if encrypted and passphrase.COMMAND not in world.environ:
        world.say(
            f"It is asked for from now on; or set {passphrase.COMMAND} to a program that prints it."
        )
