"""Everything out, in open formats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from netcrm.cli import filters, vdir
from netcrm.cli.context import World, world_of
from netcrm.cli.report import save
from netcrm.cli.words import Force, Limit, Output
from netcrm.domain.errors import UsageError
from netcrm.domain.follow_up import FollowUp
from netcrm.domain.kinds import FollowUpKind
from netcrm.domain.people import Contact
from netcrm.domain.text import of_people
from netcrm.queries import cards, follow_ups
from netcrm.queries import contacts as people
from netcrm.render.safe import json_text
from netcrm.store.reader import Reader

app = typer.Typer(rich_markup_mode=None)

_FORMATS = ("jsonl", "vcard", "csv", "ics", "vdir")
_ENDINGS = {".vcf": "vcard", ".csv": "csv", ".ics": "ics", ".jsonl": "jsonl"}


@app.command()
def export(
    ctx: typer.Context,
    form: Annotated[
        str | None,
        typer.Option("--format", help="jsonl (lossless), vcard, csv, ics or vdir, a folder."),
    ] = None,
    output: Output = None,
    force: Force = False,
    tag: filters.Tags = None,
    org: filters.Org = None,
    knows: filters.Knows = None,
    cares: filters.Cares = None,
    imported: filters.Imported = None,
    of_quiet: filters.OfQuiet = False,
    archived: filters.Archived = False,
    sort: filters.Sort = "name",
    limit: Limit = None,
    vcard_version: Annotated[
        str, typer.Option("--vcard-version", help="3.0, which every program reads, or 4.0.")
    ] = "3.0",
    as_: Annotated[
        str, typer.Option("--as", help="Of ics: event, or vtodo for task programs.")
    ] = "event",
    with_me: Annotated[bool, typer.Option("--with-me", help="Your own card too.")] = False,
) -> None:
    """Take it out: all of it, or whom the filters of list let through.

    jsonl is lossless and comes back whole; without --format the file's ending decides.

    \b
    netcrm export -o network.jsonl
    netcrm export --tag berlin -o berlin.vcf
    netcrm export --format vdir -o ~/contacts
    """
    world = world_of(ctx)
    chosen = _format(form, output)
    if vcard_version not in ("3.0", "4.0"):
        raise UsageError(f"vcard-version: {vcard_version!r} is none; 3.0 or 4.0 would be right.")
    if as_ not in ("event", "vtodo"):
        raise UsageError(f"as: {as_!r} is none; event or vtodo would be right.")
    wanted = people.ContactFilter(
        tuple(tag or ()), org, tuple(knows or ()), tuple(cares or ()), of_quiet, archived
    )
    whole = wanted == people.ContactFilter() and imported is None and limit is None
    if chosen == "jsonl":
        if not whole or sort != "name":
            raise UsageError(
                "jsonl: it is lossless, and holds everybody; vcard or csv would be right for some."
            )
        _jsonl(world, output, force=force)
        return
    with world.read() as source:
        wanted = replace(wanted, import_id=people.import_number(source, imported))
        found = people.listed(source, wanted, world.today, sort=sort, limit=limit)
        left = (
            0 if archived else people.counted(source, replace(wanted, archived=True), world.today)
        )
        if left:
            world.say(f"Left out: {left} archived (--archived takes them out).")
        found = [people.contact(source, 0), *found] if with_me else found
        if chosen == "vdir":
            vdir.write(world, source, found, output, vcard_version, force=force)
            return
        made: dict[str, Callable[[], str]] = {
            "vcard": lambda: _vcards(source, found, vcard_version),
            "csv": lambda: _csv(found),
            "ics": lambda: _ics(world, source, found, everybody=whole, todos=as_ == "vtodo"),
        }
        text = made[chosen]()
    what = "the follow-ups of " if chosen == "ics" else ""
    save(world, text, output, force=force, what=f"{what}{of_people(len(found))}")


def _format(form: str | None, output: Path | None) -> str:
    if form is None:
        ending = output.suffix.lower() if output is not None else ""
        return _ENDINGS.get(ending, "jsonl")
    if form not in _FORMATS:
        raise UsageError(f"format: {form!r} is none; one of {', '.join(_FORMATS)} would be right.")
    return form


def _jsonl(world: World, output: Path | None, *, force: bool) -> None:
    from netcrm.formats import jsonl
    from netcrm.queries import whole

    with world.read() as source:
        text = jsonl.write(whole.records(source))
    if world.as_json and output is None:
        import json

        world.print(json_text([json.loads(line) for line in text.splitlines()]))
        return
    save(world, text, output, force=force, what="everything")


def _vcards(source: Reader, found: list[Contact], version: str) -> str:
    from netcrm.formats.vcard_writer import card

    beside = cards.beside(source, [c.id for c in found])
    return "".join(card(c, beside[c.id].extra, beside[c.id].changed_at, version) for c in found)


def _csv(found: list[Contact]) -> str:
    from netcrm.formats import contacts_csv

    return "".join(contacts_csv.write(found))


def _ics(
    world: World, source: Reader, found: list[Contact], *, everybody: bool, todos: bool
) -> str:
    """What is due with some people; with everybody also what is nobody's, the steps of goals."""
    from netcrm.formats import icalendar

    ids = {c.id for c in found}
    wanted = follow_ups.DueFilter(date(2199, 12, 31))
    planned = [
        f
        for f in follow_ups.due(source, wanted, world.today)
        if (everybody if f.contact is None else f.contact.id in ids)
    ]
    born = cards.birthdays(source, sorted(ids))
    items = []
    for f in planned:
        of = born.get(f.contact.id) if f.kind is FollowUpKind.birthday and f.contact else None
        items.append((cards.calendar_uid(source, f), f, of))
    # With the uid, which nobody knows any more of whom is forgotten, no guess of words is proved.
    digests = {uid: _digest(f"{uid} {of or f.due_on} {_summary(f)}") for uid, f, of in items}
    from netcrm.services.publishing import publish

    with world.write(journal=False) as session:
        editions = publish(session, digests, world.now)
    return icalendar.write(
        (
            icalendar.Item(
                uid, _summary(f), f"netcrm {f.id}", f.due_on, *editions[uid], birthday=of
            )
            for uid, f, of in items
        ),
        todos=todos,
    )


def _digest(text: str) -> str:
    """What tells a change, and holds no word of it."""
    from hashlib import sha256

    return sha256(text.encode()).hexdigest()


def _summary(f: FollowUp) -> str:
    """What the calendar says; nothing that changes while the follow-up does not."""
    who = f.contact.name if f.contact else ""
    return {
        FollowUpKind.touch: f"Be in touch with {who}",
        FollowUpKind.birthday: f"{who}'s birthday",
        FollowUpKind.loop: f"Tell {who}: {f.text}",
    }.get(f.kind, f"{who}: {f.text}" if who else f.text)
