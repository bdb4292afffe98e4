"""Looking people up: one, a list, a text anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from netcrm.cli import answer, filters
from netcrm.cli import completion as complete
from netcrm.cli.context import world_of
from netcrm.cli.words import Limit, Who, Words
from netcrm.domain.people import Contact, Hit
from netcrm.queries import contacts as people
from netcrm.reports.sheet import Sheet, people_sheet

if TYPE_CHECKING:
    from rich.console import RenderableType

app = typer.Typer(rich_markup_mode=None)


@app.command()
def show(ctx: typer.Context, who: Who) -> None:
    """Everything about one person.

    \b
    netcrm show ada
    """
    from netcrm.cli import gather

    world = world_of(ctx)
    with world.read() as source:
        dossier = gather.dossier(source, world.who(source, who).id, world.today)

    def json() -> object:
        from netcrm.render import jsonable_reports

        return jsonable_reports.dossier(dossier)

    def sheets() -> tuple[Sheet, ...]:
        named = [("id", str(dossier.contact.id)), ("name", dossier.contact.name)]
        facts, *others = dossier.sheets()
        return (Sheet(facts.title, facts.columns, (*named, *facts.rows), facts.empty), *others)

    def screen() -> Sequence[RenderableType]:
        from netcrm.render import screen_dossier

        return screen_dossier.dossier(dossier, world.width)

    answer.page(world, json=json, sheets=sheets, screen=screen)


@app.command("list")
def list_(
    ctx: typer.Context,
    tag: filters.Tags = None,
    org: filters.Org = None,
    knows: filters.Knows = None,
    cares: filters.Cares = None,
    imported: filters.Imported = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", help="Past their next touch, or long not in touch.")
    ] = False,
    archived: Annotated[bool, typer.Option("--archived", help="Those out of the lists.")] = False,
    sort: Annotated[
        str,
        typer.Option(
            "--sort",
            help="name, touch, contact, closeness or added.",
            autocompletion=complete.words(people.SORTS),
        ),
    ] = "name",
    limit: Limit = None,
) -> None:
    """Who is in your network.

    \b
    netcrm list --tag berlin --cares "data ethics"
    """
    world = world_of(ctx)
    wanted = people.ContactFilter(
        tuple(tag or ()), org, tuple(knows or ()), tuple(cares or ()), quiet, archived
    )
    with world.read() as source:
        wanted = replace(wanted, import_id=people.import_number(source, imported))
        found = people.listed(source, wanted, world.today, sort=sort, limit=limit)

    def screen() -> list[object]:
        from netcrm.render import screen_people as face

        return list(face.people(found, world.today, world.width))

    answer.listing(
        world,
        json=lambda: _json(found),
        sheet=lambda: people_sheet(found),
        screen=screen,  # type: ignore[arg-type]
        empty="Nobody is in the list.",
    )


@app.command()
def find(ctx: typer.Context, text: Words, limit: Limit = None) -> None:
    """A text anywhere in your network: names, notes, what happened, what was promised.

    Every word must stand in the same place; case and diacritics do not matter.

    \b
    netcrm find data platform
    """
    from netcrm.queries import search

    world = world_of(ctx)
    typed = " ".join(text)
    with world.read() as source:
        hits = search.find(source, typed, limit=limit or 200)
        ids = list(dict.fromkeys(hit.contact.id for hit in hits))
        found = {c.id: c for c in people.contacts(source, ids)}

    def screen() -> list[object]:
        from netcrm.render import screen_people as face

        return list(face.found(hits))

    answer.listing(
        world,
        json=lambda: _found(found, hits),
        sheet=lambda: Sheet(
            "Found",
            ("id", "name", "record", "field", "text"),
            tuple((h.contact.id, h.contact.name, h.record, h.field, h.text) for h in hits),
            "",
        ),
        screen=screen,  # type: ignore[arg-type]
        empty=f"Nothing holds {typed!r}.",
    )


def _json(found: list[Contact]) -> list[dict[str, object]]:
    from netcrm.render import jsonable

    return [jsonable.contact(c) for c in found]


def _found(people_found: dict[int, Contact], hits: list[Hit]) -> list[dict[str, object]]:
    from netcrm.render import jsonable

    return jsonable.found(people_found, hits)
