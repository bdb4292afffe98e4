"""What is said of somebody who goes: who speaks of them, which copies hold them, what is gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from shlex import quote
from typing import NamedTuple

from netcrm.cli.context import World
from netcrm.cli.voice import Face
from netcrm.domain.blanking import around
from netcrm.domain.names import UNNAMED
from netcrm.queries.mentions import Spoken
from netcrm.render.safe import json_text
from netcrm.store.traces import Copies

_SHOWN = 10
_WIDTH = 60
_STAY = "stay as they are"


class Going(NamedTuple):
    """Somebody who is to be forgotten.

    ``what`` goes, in words; ``spoken`` are the names that say who they are, ``apart`` those of
    others in which they stand, ``namesakes`` who has which of them too, ``others`` the texts that
    name them, ``copies`` the files that hold them.
    """

    what: str
    contact_id: int
    spoken: Sequence[str]
    apart: Sequence[str]
    namesakes: Mapping[int, set[str]]
    others: Sequence[Spoken]
    copies: Copies

    @property
    def texts(self) -> list[Spoken]:
        """The texts in which something else can stand for them."""
        return [s for s in self.others if not s.is_name]

    @property
    def called(self) -> list[Spoken]:
        """The names and addresses of others, which stay in any case."""
        return [s for s in self.others if s.is_name]


class Too(NamedTuple):
    """What is to go with somebody: the backups that hold them, their name in texts of others."""

    backups: bool
    texts: bool


def say_what_stays(world: World, going: Going, too: Too) -> None:
    """Before the yes: who speaks of them, and which copies hold them."""
    if world.face is not Face.json:
        _say_texts(world, going, f"get {UNNAMED} for their name" if too.texts else _STAY)
        _say_called(world, going)
        _say_copies(world, going.copies, "hold them")


def _say_texts(world: World, going: Going, goes: str) -> None:
    _say_some(world, f"Texts of others speak of them, and {goes}:", going.texts, going.spoken)


def _say_called(world: World, going: Going) -> None:
    like = f"Names and addresses of others are like theirs, and {_STAY}:"
    _say_some(world, like, going.called, going.spoken)


def _say_some(world: World, heading: str, found: list[Spoken], spoken: Sequence[str]) -> None:
    if found:
        world.say(heading)
    for s in found[:_SHOWN]:
        world.say(f"  {s.record}  {s.contact.name}: {around(s.text, spoken, _WIDTH)}")
    if len(found) > _SHOWN:
        world.say(f"  … and {len(found) - _SHOWN} more")


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


def tell(world: World, going: Going, too: Too) -> None:
    """What is gone, and what still holds them."""
    found = going.copies
    if world.face is Face.json:
        world.print(
            json_text(
                {
                    "forgotten": going.what,
                    "spoken_of": [
                        {"record": s.record, "contact": s.contact._asdict(), "text": s.text}
                        for s in going.others
                    ],
                    "backups": [str(path) for path in found.held],
                    "backups_not_looked_into": [str(path) for path in found.closed],
                    "backups_deleted": too.backups,
                    "texts_blanked": too.texts,
                    "not_ours": [str(path) for path in found.strange],
                    "warnings": world.warnings,
                    "booked": [],
                }
            )
        )
        return
    world.tell(f"Forgot {going.what}.")
    if too.texts and going.texts:
        number = "a text" if len(going.texts) == 1 else f"{len(going.texts)} texts"
        world.say(f"{UNNAMED} stands for their name in {number} of others.")
    else:
        _say_texts(world, going, _STAY)
    _say_called(world, going)
    if too.backups and found.ours:
        number = "1 backup" if len(found.ours) == 1 else f"{len(found.ours)} backups"
        world.say(f"Deleted {number} that held them, or could not be looked into:")
        for path in found.ours:
            world.say(f"  {path}")
        found = found._replace(held=[], closed=[])
    _say_copies(world, found, "still hold them")
    if found.ours:
        world.say("To delete them: rm " + " ".join(quote(str(path)) for path in found.ours))
