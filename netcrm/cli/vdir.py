"""A folder with a card a person, which khard and vdirsyncer work on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from shlex import quote

from netcrm.cli.context import World
from netcrm.domain.errors import BadFileError, UsageError
from netcrm.domain.people import Contact
from netcrm.queries import cards
from netcrm.render.safe import json_text
from netcrm.store.files import make_folder, write_private
from netcrm.store.own_files import must_not_be_ours
from netcrm.store.reader import Reader

_SHOWN = 5


def write(
    world: World,
    source: Reader,
    found: list[Contact],
    folder: Path | None,
    version: str,
    *,
    force: bool,
) -> None:
    """A card a file; what is as before is not touched, who left the lists leaves the folder.

    What another program has changed since it was written stays, and is named; ``force`` writes over
    it. Raises ``UsageError`` without a folder, ``BadFileError`` for a file, and ``ConflictError``
    for a folder of the database.
    """
    from netcrm.formats.vcard_writer import card

    if folder is None or str(folder) == "-":
        raise UsageError("output: a vdir is a folder; -o FOLDER would be right.")
    must_not_be_ours(world.db_path, folder)
    if folder.exists() and not folder.is_dir():
        raise BadFileError(f"{folder} is a file; a folder would be right.")
    make_folder(folder)
    beside = cards.beside(source, [c.id for c in found])
    made = {
        _file_name(c.uid): card(c, beside[c.id].extra, beside[c.id].changed_at, version).encode(
            "utf-8"
        )
        for c in found
    }
    there = {f.name for f in folder.iterdir() if f.suffix == ".vcf"} | set(made)
    if odd := sorted(name for name in there if _is_no_file(folder / name)):
        raise BadFileError(f"{folder / odd[0]} is no file; nothing was written.")
    ours = cards.published(source, [_mark(folder, name) for name in there])
    changed = set() if force else {name for name in there if _is_changed(folder, name, ours)}
    written = []
    for name, data in made.items():
        path = folder / name
        if not path.exists() or (name not in changed and path.read_bytes() != data):
            write_private(path, data)
            written.append(name)
    gone = _gone(source, folder, set(made), there, ours, changed)
    for name in gone:
        (folder / name).unlink()
    kept = [
        name
        for name in sorted(changed - set(gone))
        if made.get(name) != (folder / name).read_bytes()
    ]
    _keep_marks(world, folder, made, ours, changed)
    same = len(found) - len(written)
    if world.as_json:
        counts = {"written": len(written), "unchanged": same, "removed": len(gone)}
        world.print(json_text(counts | ({"changed_by_others": kept} if kept else {})))
        return
    world.say(f"{folder}: {len(written)} written, {same} unchanged, {len(gone)} removed.")
    if kept:
        more = f" and {len(kept) - _SHOWN} more" if len(kept) > _SHOWN else ""
        world.say(
            f"Another program has changed these since, and they stay: "
            f"{', '.join(kept[:_SHOWN])}{more}.",
            f"To take its changes in: netcrm import {quote(str(folder))}; "
            "to write over them: --force",
        )


def _is_no_file(path: Path) -> bool:
    return path.exists() and not path.is_file()


def _is_changed(folder: Path, name: str, ours: Mapping[str, str]) -> bool:
    """Whether a card is not what was last written; of older versions' nothing is known."""
    path, digest = folder / name, ours.get(_mark(folder, name), "")
    return bool(digest) and path.is_file() and _digest(path.read_bytes()) != digest


def _gone(
    source: Reader,
    folder: Path,
    made: set[str],
    there: set[str],
    ours: Mapping[str, str],
    changed: set[str],
) -> list[str]:
    """The files of those who are out of the lists, joined into others, or forgotten.

    Of whom nothing is known any more, the file is known by its mark alone, and goes even where
    another program has changed it; what others put into the folder has no mark.
    """
    left = there - made
    out = left & {_file_name(uid) for uid in cards.gone_uids(source)}
    known = {_file_name(uid) for uid in cards.uids(source)}
    marked = {name for name in left - known if _mark(folder, name) in ours}
    gone = (out - changed) | (marked - out)
    return sorted(gone)


def _keep_marks(
    world: World,
    folder: Path,
    made: Mapping[str, bytes],
    ours: Mapping[str, str],
    changed: set[str],
) -> None:
    """Keep what was handed out under which name, where that is not known yet."""
    new = {_mark(folder, name): _digest(data) for name, data in made.items() if name not in changed}
    if new := {mark: digest for mark, digest in new.items() if ours.get(mark) != digest}:
        from netcrm.services.publishing import keep

        with world.write(journal=False) as session:
            keep(session, new, world.now)


def _digest(card: bytes) -> str:
    return sha256(card).hexdigest()


def _mark(folder: Path, name: str) -> str:
    """What is kept of a file that was written: nothing from which a name could be read."""
    return f"vdir:{sha256(f'{folder.resolve()}/{name}'.encode()).hexdigest()}"


def _file_name(uid: str) -> str:
    """A file's name of a uid that came from outside: nothing in it leads anywhere."""
    uid = re.sub(r"^urn:uuid:", "", uid, flags=re.IGNORECASE)
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,100}", uid):
        return f"{uid}.vcf"
    return f"{sha256(uid.encode()).hexdigest()[:40]}.vcf"
