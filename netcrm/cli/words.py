"""The arguments and options that several verbs share."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from netcrm.cli.context import World
from netcrm.domain.days import Looking
from netcrm.domain.errors import UsageError
from netcrm.domain.text import text_block
from netcrm.store.reader import Reader


def complete_who(incomplete: str) -> list[str]:
    """Names that begin as typed, for the shell; nothing instead of any trouble."""
    try:
        import os

        from netcrm.queries.who import word_starts
        from netcrm.store.files import data_folder
        from netcrm.store.reader import open_reader

        path = os.environ.get("NETCRM_DB")
        with open_reader(Path(path) if path else data_folder() / "netcrm.db") as source:
            return [ref.name for ref in word_starts(source, incomplete)[:30]]
    except Exception:
        return []


Who = Annotated[
    str,
    typer.Argument(
        metavar="WHO",
        help="Id, e-mail, alias or the start of a name.",
        autocompletion=complete_who,
    ),
]
Words = Annotated[list[str], typer.Argument(metavar="TEXT", help="In your own words.")]
OnDay = Annotated[
    str | None, typer.Option("--on", metavar="DAY", help="When it happened.  [today]")
]
NoTouch = Annotated[bool, typer.Option("--no-touch", help="It does not count as being in touch.")]
Kinds = Annotated[
    str | None,
    typer.Option(
        "--kind",
        help="information, contact, experience, recommendation, time or resource.",
    ),
]
Size = Annotated[
    int | None, typer.Option("--size", help="The giver's effort, 1 (a moment) to 5 (a sacrifice).")
]
ByDay = Annotated[str | None, typer.Option("--by", metavar="DAY", help="By when.")]
Since = Annotated[str | None, typer.Option("--since", metavar="DAY", help="From this day on.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DAY", help="Up to this day.")]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", readable=False, help="- is stdout."),
]
Force = Annotated[bool, typer.Option("--force", help="Replace the file.")]
Limit = Annotated[int | None, typer.Option("--limit", min=1, help="At most so many.")]


def said(words: list[str], field: str = "text") -> str:
    """The words of a text, joined and checked."""
    return text_block(field, " ".join(words))


def mention_ids(world: World, source: Reader, *texts: str) -> tuple[int, ...]:
    """The contacts that texts name with ``@``."""
    return tuple(ref.id for text in texts for ref in world.mentions(source, text))


def day_and_text(world: World, typed: str, field: str) -> tuple[date, str]:
    """``friday: send the deck`` as a day from today on and a text."""
    day, colon, text = typed.partition(":")
    if not colon:
        raise UsageError(
            f'{field}: {typed!r} names no day; "friday: send the deck" would be right.'
        )
    return world.day(day, Looking.FORWARD, field), text_block(field, text)
