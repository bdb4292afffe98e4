"""A folder with a card a person, which khard and vdirsyncer work on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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
    there = _cards_in(folder)
    marks = {name: _mark(folder, name) for name in there.keys() | made.keys()}
    published = cards.published(source, list(marks.values()))
    # What was last written; of what older versions wrote no digest is known. A file without a
    # mark is not ours.
    last = {name: published[mark] for name, mark in marks.items() if mark in published}
    changed = {
        name
        for name, data in there.items()
        if not force and data != made.get(name) and last.get(name) not in ("", _digest(data))
    }
    written = {n: d for n, d in made.items() if n not in changed and there.get(n) != d}
    for name in written:
        must_not_be_ours(world.db_path, folder / name)
    for name, data in written.items():
        write_private(folder / name, data)
    gone = _gone(source, set(there) - set(made), set(last), changed)
    for name in gone:
        (folder / name).unlink()
    digests = {n: _digest(d) for n, d in made.items() if n not in changed}
    _keep(world, {marks[n]: digest for n, digest in digests.items() if last.get(n) != digest})
    kept = sorted(changed - gone)
    same = len(made) - len(written) - len(changed & set(made))
    counts = {"written": len(written), "unchanged": same, "removed": len(gone)}
    _tell(world, folder, counts, kept)


def _cards_in(folder: Path) -> dict[str, bytes]:
    """The cards that stand there; raises ``BadFileError`` for what is no file in place of one."""
    paths = sorted(path for path in folder.iterdir() if path.suffix == ".vcf")
    if odd := [path for path in paths if path.exists() and not path.is_file()]:
        raise BadFileError(f"{odd[0]} is no file; nothing was written.")
    return {path.name: path.read_bytes() for path in paths if path.is_file()}


def _gone(source: Reader, left: set[str], ours: set[str], changed: set[str]) -> set[str]:
    """The files of those who are out of the lists, joined into others, or forgotten.

    Of whom nothing is known any more, the file is known by its mark alone, and goes even where
    another program has changed it; what others put into the folder has no mark.
    """
    out = left & {_file_name(uid) for uid in cards.gone_uids(source)}
    known = {_file_name(uid) for uid in cards.uids(source)}
    return (out - changed) | ((left & ours) - known - out)


def _keep(world: World, digests: Mapping[str, str]) -> None:
    """Keep what was handed out under which name, where that is not known yet."""
    if digests:
        from netcrm.services.publishing import keep

        with world.write(journal=False) as session:
            keep(session, digests, world.now)


def _tell(world: World, folder: Path, counts: Mapping[str, int], kept: Sequence[str]) -> None:
    if world.as_json:
        world.print(json_text({**counts, **({"changed_by_others": kept} if kept else {})}))
        return
    world.say(f"{folder}: " + ", ".join(f"{n} {word}" for word, n in counts.items()) + ".")
    if kept:
        more = f" and {len(kept) - _SHOWN} more" if len(kept) > _SHOWN else ""
        world.say(
            f"Another program has written these, or changed them since, and they stay: "
            f"{', '.join(kept[:_SHOWN])}{more}.",
            f"To take its changes in: netcrm import {quote(str(folder))}; "
            "to write over them: --force",
        )


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def _mark(folder: Path, name: str) -> str:
    """What is kept of a file that was written: nothing from which a name could be read."""
    return f"vdir:{sha256(f'{folder.resolve()}/{name}'.encode()).hexdigest()}"


def _file_name(uid: str) -> str:
    """A file's name of a uid that came from outside: nothing in it leads anywhere."""
    uid = re.sub(r"^urn:uuid:", "", uid, flags=re.IGNORECASE)
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,100}", uid):
        return f"{uid}.vcf"
    return f"{sha256(uid.encode()).hexdigest()[:40]}.vcf"
