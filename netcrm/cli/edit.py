"""What is known of somebody, changed by options or in the editor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from netcrm.cli import answer, filters
from netcrm.cli import completion as complete
from netcrm.cli import profile as p
from netcrm.cli.context import World, world_of
from netcrm.domain.cadence import parse_cadence
from netcrm.domain.errors import ConflictError, JoinedMeanwhileError, UsageError
from netcrm.domain.kinds import ME
from netcrm.domain.people import Contact, ContactRef
from netcrm.domain.text import of_people
from netcrm.queries import contacts as people
from netcrm.render import jsonable

if TYPE_CHECKING:
    from sqlmodel import Session

    from netcrm.services.people import Profile

app = typer.Typer(rich_markup_mode=None)


def _clearing(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command one ``--no-<word>`` for each thing that can be cleared."""
    import inspect

    signature = inspect.signature(command, eval_str=True)
    switches = [
        inspect.Parameter(
            f"no_{word}".replace("-", "_"),
            inspect.Parameter.KEYWORD_ONLY,
            default=False,
            annotation=Annotated[bool, typer.Option(f"--no-{word}", help=f"Clear {word}.")],
        )
        for word in p.CLEARED
    ]
    kept = [v for v in signature.parameters.values() if v.kind is not v.VAR_KEYWORD]
    command.__signature__ = signature.replace(parameters=[*kept, *switches])  # type: ignore[attr-defined]
    command.__annotations__ = {v.name: v.annotation for v in (*kept, *switches)}
    return command


@app.command()
@_clearing
def edit(
    ctx: typer.Context,
    who: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WHO...", help="One, or several.", autocompletion=complete.complete_who
        ),
    ] = None,
    everybody: Annotated[
        bool, typer.Option("--all", help="All whom the --of-… filters let through.")
    ] = False,
    of_tag: Annotated[
        list[str] | None, typer.Option("--of-tag", metavar="TAG", help="With --all: this tag.")
    ] = None,
    of_org: Annotated[
        str | None, typer.Option("--of-org", metavar="ORG", help="With --all: of this firm.")
    ] = None,
    of_knows: Annotated[
        list[str] | None, typer.Option("--of-knows", metavar="TOPIC", help="With --all: know it.")
    ] = None,
    of_cares: Annotated[
        list[str] | None,
        typer.Option("--of-cares", metavar="TOPIC", help="With --all: care about it."),
    ] = None,
    of_quiet: Annotated[
        bool, typer.Option("--of-quiet", help="With --all: past their next touch.")
    ] = False,
    imported: filters.Imported = None,
    name: Annotated[str | None, typer.Option("--name", help="Another whole name.")] = None,
    org: p.Org = None,
    title: p.Title = None,
    email: p.Emails = None,
    phone: p.Phones = None,
    city: p.City = None,
    tag: p.Tags = None,
    knows: p.Knows = None,
    cares: p.Cares = None,
    every: p.Every = None,
    closeness: p.Closeness = None,
    met: p.Met = None,
    where: p.Where = None,
    through: p.Through = None,
    birthday: p.Birthday = None,
    alias: p.Aliases = None,
    url: p.Urls = None,
    note: p.Note = None,
    they_avoid: p.TheyAvoid = None,
    **switches: bool,
) -> None:
    """Change what is known of somebody; without options it opens in $EDITOR.

    Values that may be repeated replace the ones there are; --no-tag clears them. Of several
    people, named or by --all, values are added to what each has.

    \b
    netcrm edit ada --title "Head of Research" --no-city
    """
    world = world_of(ctx)
    typed = p.Typed(
        name, org, title, email, phone, city, tag, knows, cares, every, closeness, met, where,
        through, birthday, alias, url, note, they_avoid,
    )  # fmt: skip
    cleared = [word for word in p.CLEARED if switches[f"no_{word}".replace("-", "_")]]
    with world.read() as source:
        if everybody:
            wanted = people.ContactFilter(
                tuple(of_tag or ()), of_org, tuple(of_knows or ()), tuple(of_cares or ()), of_quiet
            )
            number = people.import_number(source, imported)
            meant = people.listed(source, replace(wanted, import_id=number), world.today)
        else:
            if of_tag or of_org or of_knows or of_cares or of_quiet or imported:
                raise UsageError("--of-… and --imported choose among --all.")
            ids = [world.who(source, w, writes=True).id for w in who or ()]
            meant = people.contacts(source, list(dict.fromkeys(ids)))
        profile = p.profile(world, source, typed, cleared)
    if not meant:
        raise UsageError("Nobody was named; a WHO, or --all, would be right.")
    if len(meant) > 1 or everybody:
        _save_several(world, meant, profile)
    elif profile.is_empty():
        _edit_text(world, meant[0])
    else:
        _save(world, meant[0].ref, profile, None)


_ADDED_TO = ("emails", "phones", "urls", "tags", "knows", "cares", "aliases")
_ONE_PERSONS = ("name", "emails", "phones", "birthday", "aliases")


def _save_several(world: World, meant: list[Contact], profile: Profile) -> None:
    """The same change to several people, in one transaction."""
    from netcrm.services import people as verbs
    from netcrm.services.expectations import avoided
    from netcrm.services.receipt import Receipt

    if profile.is_empty():
        raise UsageError("Nothing to change was named, and the editor opens for one person only.")
    own = [f for f in _ONE_PERSONS if getattr(profile, f) is not verbs.UNSET]
    if [f for f in own if getattr(profile, f)]:
        raise UsageError(f"{own[0]}: it is one person's; {len(meant)} were named.")
    with world.write() as session:
        # What each has now: another command may have added to it since they were listed.
        with world.read() as source:
            present = {c.id: c for c in people.contacts(source, [c.id for c in meant])}
        for contact in meant:
            contact = present.get(contact.id, contact)
            added: dict[str, Any] = {
                f: [*getattr(contact, f), *values]
                for f in _ADDED_TO
                if (values := getattr(profile, f)) is not verbs.UNSET and values
            }
            if profile.they_avoid is not verbs.UNSET and profile.they_avoid:
                avoided(session, contact.id, profile.they_avoid, world.today)
                added["they_avoid"] = verbs.UNSET
            verbs.edit(session, contact.id, replace(profile, **added), world.today, world.now)
    with world.read() as source:
        now = people.contacts(source, [c.id for c in meant])
        names = ", ".join(c.name for c in now[:5]) + (" …" if len(now) > 5 else "")
        said = f"Changed {of_people(len(now))}: {names}."
        value = [jsonable.contact(c) for c in now]
        ids = [str(c.id) for c in now]
        answer.write(world, source, value, Receipt(), said, ids)


def _edit_text(world: World, contact: Contact) -> None:
    """The contact in the person's editor; what they wrote is never lost to an error."""
    from netcrm.cli.editor import edited

    with edited(world, as_text(contact), contact.id) as text:
        with world.read() as source:
            profile = p.profile(world, source, *_changed(contact, text))
        _save(world, contact.ref, profile, contact)


def _changed(contact: Contact, text: str) -> tuple[p.Typed, list[str]]:
    """What was changed in the text, as options; what an import brought need not be typed anew."""
    was, were_clear = _from_text(as_text(contact), contact.id)
    typed, cleared = _from_text(text, contact.id)
    same: dict[str, Any] = {
        f.name: None for f in fields(typed) if getattr(typed, f.name) == getattr(was, f.name)
    }
    several = (getattr(was, f) or () for f in (*_FIELDS.values(), "knows", "cares"))
    kept = frozenset(value for values in several for value in values)
    return replace(typed, **same | {"kept": kept}), [
        word for word in cleared if word not in were_clear
    ]


def _save(world: World, who: ContactRef, profile: Any, before: Contact | None) -> None:
    from netcrm.services import people as verbs
    from netcrm.services.receipt import Receipt

    with world.write() as session:
        if before is not None:
            _must_be_as_it_was(world, session, before)
        verbs.edit(session, who.id, profile, world.today, world.now)
    with world.read() as source:
        now = people.contact(source, who.id)
        said = f"Changed {now.name} ({now.id})."
        if now.next_touch_on is not None:
            said += f" {answer.standing(source, world, now.ref)}"
        answer.write(world, source, jsonable.contact(now), Receipt(), said, str(now.id))


def _must_be_as_it_was(world: World, session: Session, before: Contact) -> None:
    """Raise ``ConflictError`` where the contact is not what it was when the editor opened."""
    from netcrm.services.derived import contact_row

    said = "changed"
    try:
        contact_row(session, before.id)
    except JoinedMeanwhileError:
        # Who the words were about is not who they would change now; that is the person's to say.
        said = "joined into somebody"
    else:
        with world.read() as source:
            if people.contact(source, before.id) == before:
                return
    raise ConflictError(
        f"{before.name} was {said} by another command meanwhile; nothing was saved.",
        hint=f"Open it again: netcrm edit {before.id}",
    )


_LINES = (
    ("name", "name"),
    ("org", "organization"),
    ("title", "title"),
    ("email", "emails"),
    ("phone", "phones"),
    ("city", "city"),
    ("tag", "tags"),
    ("knows", "knows"),
    ("cares", "cares"),
    ("every", "cadence"),
    ("closeness", "closeness"),
    ("met", "met_on"),
    ("where", "met_where"),
    ("birthday", "birthday"),
    ("alias", "aliases"),
    ("url", "urls"),
)
_FIELDS = {"email": "emails", "phone": "phones", "tag": "tags", "alias": "aliases", "url": "urls"}


def _lines_of(contact_id: int) -> list[tuple[str, str]]:
    """Closeness is between me and somebody else, so that my own text has no line for it."""
    return [line for line in _LINES if contact_id != ME or line[1] != "closeness"]


def as_text(contact: Contact) -> str:
    """A contact as it stands in the editor: a word and its value a line, the note at the end."""
    lines = [
        "# Save and close to keep; an empty value clears. For one more of a kind, repeat its line."
    ]
    for word, field in _lines_of(contact.id):
        value = getattr(contact, field)
        if field == "cadence" and value is not None:
            value = parse_cadence(value).words
        values = value if isinstance(value, tuple) else [value]
        lines += [f"{word}: {'' if v is None else v}" for v in values or [""]]
    return "\n".join([*lines, "note:", contact.note or "", ""])


def _from_text(text: str, own: int) -> tuple[p.Typed, list[str]]:
    """The edited text as options; raises ``UsageError`` at a line that is no ``word: value``."""
    head, _, note = text.partition("\nnote:")
    found: dict[str, list[str]] = {word: [] for word, _ in _lines_of(own)}
    for number, line in enumerate(head.removeprefix("\ufeff").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        word, colon, value = line.partition(":")
        if not colon or word.strip() not in found:
            raise UsageError(f"line {number}: {line!r} is no word: value of those above.")
        if value.strip():
            found[word.strip()].append(value.strip())
    if not found["name"]:
        raise UsageError("name: it is blank; at least one letter would be right.")
    found["note"] = [note.strip()] if note.strip() else []
    cleared = [word for word, values in found.items() if not values]
    typed: dict[str, Any] = {}
    for word, values in found.items():
        if not values:
            continue
        single = word not in _FIELDS and word not in ("knows", "cares")
        if single and len(values) > 1:
            raise UsageError(f"{word}: it stands on {len(values)} lines; one would be right.")
        typed[_FIELDS.get(word, word)] = values[0] if single else values
    if "closeness" in typed:
        typed["closeness"] = _whole(typed["closeness"])
    return p.Typed(**typed), cleared


def _whole(value: str) -> int:
    if not value.isdecimal():
        raise UsageError(f"closeness: {value!r} is no number; 1 to 5 would be right.")
    return int(value)
