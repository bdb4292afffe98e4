"""What a person types of somebody, for ``add`` and ``edit``, checked into a profile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from netcrm.cli import completion as complete
from netcrm.cli.context import World
from netcrm.domain.cadence import parse_cadence
from netcrm.domain.days import parse_birthday
from netcrm.domain.errors import UsageError
from netcrm.domain.kinds import check_strength
from netcrm.domain.text import NAME_LIMIT, email_address, one_line, text_block
from netcrm.store.reader import Reader

if TYPE_CHECKING:
    from netcrm.services.people import Profile

Org = Annotated[str | None, typer.Option("--org", help="Organization.")]
Title = Annotated[str | None, typer.Option("--title", help="Job title.")]
Emails = Annotated[list[str] | None, typer.Option("--email", help="E-mail; may be repeated.")]
Phones = Annotated[list[str] | None, typer.Option("--phone", help="Phone; may be repeated.")]
City = Annotated[str | None, typer.Option("--city", help="Where they live or work.")]
Tags = Annotated[
    list[str] | None,
    typer.Option("--tag", help="A tag; may be repeated.", autocompletion=complete.complete_tag),
]
Knows = Annotated[
    list[str] | None,
    typer.Option(
        "--knows", help="A topic they can be asked about.", autocompletion=complete.complete_topic
    ),
]
Cares = Annotated[
    list[str] | None,
    typer.Option(
        "--cares", help="A topic they like to talk about.", autocompletion=complete.complete_topic
    ),
]
TheyAvoid = Annotated[
    list[str] | None,
    typer.Option("--they-avoid", metavar="TEXT", help="What they said they avoid."),
]
Every = Annotated[
    str | None, typer.Option("--every", metavar="CADENCE", help='How often: "2 weeks", 3m.')
]
Closeness = Annotated[
    int | None, typer.Option("--closeness", help="1 (met once) to 5 (vouch for each other).")
]
Met = Annotated[str | None, typer.Option("--met", metavar="DAY", help="When you met.")]
Where = Annotated[str | None, typer.Option("--where", help="Where you met.")]
Through = Annotated[
    str | None,
    typer.Option(
        "--through",
        metavar="WHO",
        help="Who brought you together.",
        autocompletion=complete.complete_who,
    ),
]
Birthday = Annotated[
    str | None, typer.Option("--birthday", metavar="DAY", help="1985-04-12, or --04-12.")
]
Aliases = Annotated[list[str] | None, typer.Option("--alias", help="Another name.")]
Urls = Annotated[list[str] | None, typer.Option("--url", help="A web address.")]
Note = Annotated[str | None, typer.Option("--note", help="A note.")]


@dataclass(frozen=True)
class Typed:
    """The options as typed; None where one was not given."""

    name: str | None = None
    org: str | None = None
    title: str | None = None
    emails: Sequence[str] | None = None
    phones: Sequence[str] | None = None
    city: str | None = None
    tags: Sequence[str] | None = None
    knows: Sequence[str] | None = None
    cares: Sequence[str] | None = None
    every: str | None = None
    closeness: int | None = None
    met: str | None = None
    where: str | None = None
    through: str | None = None
    birthday: str | None = None
    aliases: Sequence[str] | None = None
    urls: Sequence[str] | None = None
    note: str | None = None
    they_avoid: Sequence[str] | None = None
    # Of several, what stands there already: an import may have brought what nobody can type.
    kept: frozenset[str] = frozenset()


CLEARED: dict[str, tuple[str, Any]] = {
    "org": ("organization", None),
    "title": ("title", None),
    "email": ("emails", ()),
    "phone": ("phones", ()),
    "city": ("city", None),
    "tag": ("tags", ()),
    "knows": ("knows", ()),
    "cares": ("cares", ()),
    "every": ("cadence", None),
    "closeness": ("closeness", None),
    "met": ("met_on", None),
    "where": ("met_where", None),
    "through": ("through_id", None),
    "birthday": ("birthday", None),
    "alias": ("aliases", ()),
    "url": ("urls", ()),
    "note": ("note", None),
    "they-avoid": ("they_avoid", ()),
}
"""What ``--no-<word>`` clears: the profile's field, and its empty value."""


_TYPED = {
    "email": "emails", "phone": "phones", "tag": "tags", "alias": "aliases", "url": "urls",
    "they-avoid": "they_avoid",
}  # fmt: skip


def profile(world: World, source: Reader, typed: Typed, cleared: Sequence[str] = ()) -> Profile:
    """The typed options, checked; raises ``UsageError`` at the first that cannot be meant."""
    from netcrm.services.people import Profile

    for word in cleared:
        if getattr(typed, _TYPED.get(word, word)):
            raise UsageError(f"--{word} and --no-{word} contradict each other; one would be right.")
    values: dict[str, Any] = dict(CLEARED[c] for c in cleared)
    values |= _lines(typed)
    if typed.emails:
        values["emails"] = [v if v in typed.kept else email_address(v) for v in typed.emails]
    if typed.every is not None:
        values["cadence"] = str(parse_cadence(typed.every))
    if typed.closeness is not None:
        values["closeness"] = check_strength(typed.closeness, field="closeness")
    if typed.met is not None:
        values["met_on"] = world.past_day(typed.met, "met")
    if typed.through is not None:
        values["through_id"] = world.who(source, typed.through, writes=True).id
    if typed.birthday is not None:
        values["birthday"] = parse_birthday(typed.birthday, world.today)
    if typed.note is not None:
        values["note"] = text_block("note", typed.note)
    return Profile(**values)


def _lines(typed: Typed) -> dict[str, Any]:
    """What is one line, or several of them."""
    values: dict[str, Any] = {}
    if typed.name is not None:
        values["name"] = one_line("name", typed.name, limit=NAME_LIMIT)
        if values["name"].isdecimal():
            raise UsageError(
                f"name: {typed.name!r} would read as an id; at least one letter would be right."
            )
    for field, value in (
        ("organization", typed.org),
        ("title", typed.title),
        ("city", typed.city),
        ("met_where", typed.where),
    ):
        if value is not None:
            values[field] = one_line(field, value)
    for field, several in (
        ("phones", typed.phones),
        ("tags", typed.tags),
        ("knows", typed.knows),
        ("cares", typed.cares),
        ("aliases", typed.aliases),
        ("urls", typed.urls),
        ("they_avoid", typed.they_avoid),
    ):
        if several:
            values[field] = [
                v if v in typed.kept else one_line(field, v, limit=NAME_LIMIT) for v in several
            ]
    return values
