"""A folder with a card a person, which khard and vdirsyncer work on."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

from netcrm.cli.context import World
from netcrm.domain.errors import BadFileError, UsageError
from netcrm.domain.people import Contact
from netcrm.queries import cards
from netcrm.render.safe import json_text
from netcrm.store.files import make_folder, write_private
from netcrm.store.own_files import must_not_be_ours
from netcrm.store.reader import Reader


def write(
    world: World, source: Reader, found: list[Contact], folder: Path | None, version: str
) -> None:
    """A card a file; what is as before is not touched, who left the lists leaves the folder.

    Raises ``UsageError`` without a folder, ``BadFileError`` for a file, and ``ConflictError`` for a
    folder of the database.
    """
    from netcrm.formats.vcard_writer import card

    if folder is None or str(folder) == "-":
        raise UsageError("output: a vdir is a folder; -o FOLDER would be right.")
    must_not_be_ours(world.db_path, folder)
    if folder.exists() and not folder.is_dir():
        raise BadFileError(f"{folder} is a file; a folder would be right.")
    make_folder(folder)
    beside = cards.beside(source, [c.id for c in found])
    written = 0
    for c in found:
        path = folder / _file_name(c.uid)
        data = card(c, beside[c.id].extra, beside[c.id].changed_at, version).encode("utf-8")
        if not path.exists() or path.read_bytes() != data:
            write_private(path, data)
            written += 1
    gone = _gone(world, source, folder, {_file_name(c.uid) for c in found})
    for name in gone:
        (folder / name).unlink()
    same = len(found) - written
    if world.as_json:
        world.print(json_text({"written": written, "unchanged": same, "removed": len(gone)}))
        return
    world.say(f"{folder}: {written} written, {same} unchanged, {len(gone)} removed.")


def _gone(world: World, source: Reader, folder: Path, written: set[str]) -> list[str]:
    """The files of those who are out of the lists, joined into others, or forgotten.

    Of whom nothing is known any more, the file is known by its mark alone; what others put into the
    folder has none.
    """
    there = {f.name for f in folder.iterdir() if f.suffix == ".vcf"} - written
    gone = there & {_file_name(uid) for uid in cards.gone_uids(source)}
    marks = {name: _mark(folder, name) for name in sorted(written | there)}
    ours = cards.published(source, list(marks.values()))
    known = {_file_name(uid) for uid in cards.uids(source)}
    gone |= {name for name in there - known if marks[name] in ours}
    new = [marks[name] for name in written if marks[name] not in ours]
    if new:
        from netcrm.services.publishing import mark

        with world.write(journal=False) as session:
            mark(session, new, world.now)
    return sorted(gone)


def _mark(folder: Path, name: str) -> str:
    """What is kept of a file that was written: nothing from which a name could be read."""
    return f"vdir:{sha256(f'{folder.resolve()}/{name}'.encode()).hexdigest()}"


def _file_name(uid: str) -> str:
    """A file's name of a uid that came from outside: nothing in it leads anywhere."""
    uid = re.sub(r"^urn:uuid:", "", uid, flags=re.IGNORECASE)
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,100}", uid):
        return f"{uid}.vcf"
    return f"{sha256(uid.encode()).hexdigest()[:40]}.vcf"
