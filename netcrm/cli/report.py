"""A report to keep."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from netcrm.cli import completion as complete
from netcrm.cli import gather, gather_whole
from netcrm.cli.context import World, world_of
from netcrm.cli.voice import Face
from netcrm.cli.words import Force, Output
from netcrm.domain.errors import BadFileError, ConflictError, UsageError
from netcrm.render import jsonable_reports, writers
from netcrm.render.safe import json_text, visible
from netcrm.reports import sharing
from netcrm.reports.balance import balance_report
from netcrm.store import texts
from netcrm.store.connect import is_encrypted
from netcrm.store.files import write_private
from netcrm.store.own_files import must_not_be_ours
from netcrm.store.reader import Reader

app = typer.Typer(rich_markup_mode=None)


class Format(StrEnum):
    """What a report can be written as."""

    html = "html"
    md = "md"
    csv = "csv"
    json = "json"


@app.command()
def report(
    ctx: typer.Context,
    who: Annotated[
        str | None,
        typer.Argument(
            metavar="WHO", help="Only this person.", autocompletion=complete.complete_who
        ),
    ] = None,
    form: Annotated[
        Format | None, typer.Option("--format", help="Default: by the file's ending, else md.")
    ] = None,
    share: Annotated[
        bool,
        typer.Option(
            "--share", help="To hand on: nothing said in confidence, nothing still to do."
        ),
    ] = False,
    output: Output = None,
    show: Annotated[bool, typer.Option("--open", help="Show the page in the browser.")] = False,
    force: Force = False,
) -> None:
    """A report of the whole network, or of one person.

    \b
    netcrm report --open
    netcrm report -o network.html
    netcrm report ada --format md
    """
    world = world_of(ctx)
    chosen = _format(world, form, output, show=show)
    if show and chosen is not Format.html:
        raise UsageError("open: only a page is shown in a browser; leave --format out.")
    with world.read() as source:
        if who is None:
            text = _network(source, world, chosen, share=share)
        else:
            text = _person(source, world, who, chosen, share=share)
    if not show:
        save(world, text, output, force=force, what="the report")
        return
    import webbrowser

    texts.sweep(world.db_path, world.moment)
    if output is None:
        output = _page(world, text)
    else:
        save(world, text, output, force=force, what="the report")
    webbrowser.open(output.resolve().as_uri())


def _page(world: World, text: str) -> Path:
    """The page to show, where forget finds it: nobody else can read it, and the next replaces it.

    Raises ``BadFileError`` where it cannot be written there.
    """
    try:
        path = texts.page(world.db_path, text)
    except BadFileError as error:
        error.hint = "To keep it elsewhere: netcrm report --open -o network.html"
        raise
    plain = "is not encrypted, and " if is_encrypted(world.db_path) else ""
    world.say(f"Wrote the report to {path}; it {plain}stays until the next --open.")
    return path


def _network(source: Reader, world: World, form: Format, *, share: bool) -> str:
    whole = gather_whole.network(source, world.today)
    if share:
        whole = sharing.shared_network(whole)
    if form is Format.html:
        from netcrm.render.pages import network_page

        return network_page(whole, gather_whole.drawing(source, whole))
    if form is Format.json:
        return json_text(jsonable_reports.network(whole))
    if form is Format.csv:
        return writers.comma_separated(whole.balance.sheet())
    return writers.markdown("Network report", world.today, whole.sheets())


def _person(source: Reader, world: World, who: str, form: Format, *, share: bool) -> str:
    dossier = gather.dossier(source, world.other(source, who).id, world.today)
    if share:
        dossier = sharing.shared_dossier(dossier)
    if form is Format.html:
        from netcrm.render.pages import person_page

        return person_page(dossier)
    if form is Format.json:
        return json_text(jsonable_reports.dossier(dossier))
    first, *others = dossier.sheets()
    if form is Format.csv:
        return writers.comma_separated(others[-1])
    between = (balance_report([dossier.balance]).sheet(), dossier.months.sheet())
    return writers.markdown(dossier.contact.name, world.today, (first, *between, *others))


@app.command("map")
def map_(
    ctx: typer.Context,
    share: Annotated[
        bool, typer.Option("--share", help="To hand on: without goals and who decides.")
    ] = False,
    output: Output = None,
    force: Force = False,
) -> None:
    """The network as a picture: you in the middle, circles of closeness, who knows whom.

    \b
    netcrm map -o network.svg
    """
    world = world_of(ctx)
    if output is None and world.face is Face.terminal:
        raise UsageError("output: a picture needs a file; -o network.svg would be right.")
    with world.read() as source:
        whole = gather_whole.network(source, world.today)
        if share:
            whole = sharing.shared_network(whole)
        drawn = gather_whole.drawing(source, whole)
    if world.face is Face.json:
        world.print(json_text(jsonable_reports.network_map(drawn)))
        return
    from netcrm.render.pages import map_alone

    save(world, map_alone(drawn, world.today), output, force=force, what="the map")


def _format(world: World, form: Format | None, output: Path | None, *, show: bool) -> Format:
    if world.as_json:
        return Format.json
    if form is not None:
        return form
    if show:
        return Format.html
    ending = output.suffix.lower().lstrip(".") if output is not None else ""
    return {"html": Format.html, "htm": Format.html, "csv": Format.csv, "json": Format.json}.get(
        ending, Format.md
    )


def save(world: World, text: str, output: Path | None, *, force: bool, what: str) -> None:
    """Write a text to stdout or to a file, whole or not at all.

    Raises ``ConflictError`` where the file exists and nobody says to replace it, and for a file of
    the database whatever they say.
    """
    if output is None or str(output) == "-":
        # A file or a pipe gets every character as it is; a terminal would act on some.
        world.print(visible(text.replace("\r\n", "\n")) if world.out.isatty() else text)
        return
    must_not_be_ours(world.db_path, output)
    if output.is_symlink():
        output = Path(os.path.realpath(output))
    if output.is_dir():
        raise BadFileError(f"{output} is a folder; a path to a file would be right.")
    if output.is_symlink() or (output.exists() and not output.is_file()):
        raise BadFileError(f"{output} is no regular file; a path to one would be right.")
    if output.exists() and not force and not world.confirm(f"{output} exists. Replace it?"):
        raise ConflictError(f"{output} exists; it was not replaced.", hint="To replace it: --force")
    write_private(output, text.encode("utf-8"))
    world.say(f"Wrote {what} to {output}.")
