"""The same person twice: found, joined, or told apart for good."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from netcrm.cli import answer, words
from netcrm.cli.context import world_of
from netcrm.domain.errors import ConflictError
from netcrm.queries import contacts as people
from netcrm.queries import duplicates as twice
from netcrm.render import jsonable
from netcrm.reports.sheet import Sheet

if TYPE_CHECKING:
    from rich.console import RenderableType

app = typer.Typer(rich_markup_mode=None)


@app.command()
def merge(
    ctx: typer.Context,
    gone: Annotated[str, typer.Argument(metavar="FROM", help="Who is joined, and goes.")],
    kept: Annotated[str, typer.Argument(metavar="INTO", help="Who stays.")],
) -> None:
    """Join two contacts who are one person; nothing of either is lost.

    INTO keeps its own where the two differ, what FROM said goes to the note; FROM's id and name
    still find the person.

    \b
    netcrm merge "Bob Smith" "Robert Smith"
    """
    world = world_of(ctx)
    with world.read() as source:
        one, other = (world.who(source, w, writes=True) for w in (gone, kept))
    from netcrm.services.merge import merge as join

    with world.write(after_backup="merge") as session:
        receipt = join(session, one.id, other.id, world.now)
    with world.read() as source:
        now = people.contact(source, other.id)
        what = f" {', '.join(receipt.notes)} came along." if receipt.notes else ""
        said = f"Joined {one.name} ({one.id}) into {now.name} ({now.id}).{what}"
        answer.write(world, source, jsonable.contact(now), receipt, said, str(now.id))
        world.say("To take it back: netcrm undo")


@app.command()
def duplicates(
    ctx: typer.Context,
    apart: Annotated[
        tuple[str, str] | None,
        typer.Option("--apart", metavar="A B", help="These two are not the same person."),
    ] = None,
    limit: words.Limit = None,
) -> None:
    """Who may be there twice, and why.

    \b
    netcrm duplicates
    netcrm duplicates --apart 3 17
    """
    world = world_of(ctx)
    if apart is not None:
        with world.read() as source:
            one, other = (world.who(source, w, writes=True) for w in apart)
        if one == other:
            raise ConflictError(f"{one.name} is one contact.")
        from netcrm.services.merge import keep_apart
        from netcrm.services.receipt import Receipt

        with world.write() as session:
            keep_apart(session, one.id, other.id)
        with world.read() as source:
            value = {"a": jsonable.ref(one), "b": jsonable.ref(other), "apart": True}
            said = f"{one.name} ({one.id}) and {other.name} ({other.id}) are two people."
            answer.write(world, source, value, Receipt(), said, f"{one.id} {other.id}")
        return
    with world.read() as source:
        found = twice.pairs(source)[:limit]

    def screen() -> list[RenderableType]:
        from netcrm.render import screen_people

        return list(screen_people.pairs([(p.a, p.b, p.reasons) for p in found]))

    answer.listing(
        world,
        json=lambda: [
            {"a": jsonable.ref(p.a), "b": jsonable.ref(p.b), "reasons": list(p.reasons)}
            for p in found
        ],
        sheet=lambda: Sheet(
            "Duplicates",
            ("from", "into", "from_name", "into_name", "reasons"),
            tuple((p.a.id, p.b.id, p.a.name, p.b.name, "; ".join(p.reasons)) for p in found),
            "",
        ),
        screen=screen,
        empty="Nobody is there twice, as far as can be told.",
    )
