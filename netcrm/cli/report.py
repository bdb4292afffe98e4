"""A report to keep."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from netcrm.cli import gather, gather_whole
from netcrm.cli.context import World, world_of
from netcrm.cli.words import Force, Output, complete_who
from netcrm.render import jsonable_reports, writers
from netcrm.render.safe import json_text
from netcrm.reports import sharing
from netcrm.reports.balance import balance_report
from netcrm.store.files import write_private

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
        typer.Argument(metavar="WHO", help="Only this person.", autocompletion=complete_who),
    ] = None,
    form: Annotated[
        Format | None, typer.Option("--format", help="Default: by the file's ending, else md.")
    ] = None,
    share: Annotated[
        bool,
        typer.Option(
            "--share", help="To hand on: without notes, expectations, boundaries and goals."
        ),
    ] = False,
    output: Output = None,
    force: Force = False,
) -> None:
    """A report of the whole network, or of one person.

    \b
    netcrm report -o network.html
    netcrm report ada --format md
    """
    world = world_of(ctx)
    with world.read() as source:
        if who is None:
            network = gather_whole.network(source, world.today)
            if share:
                network = sharing.shared_network(network)
            title, sheets, value = (
                "Network report",
                network.sheets(),
                jsonable_reports.network(network),
            )
            balances, main = network.balance, network.sheets()[1]
        else:
            dossier = gather.dossier(source, world.other(source, who).id, world.today)
            if share:
                dossier = sharing.shared_dossier(dossier)
            balances = balance_report([dossier.balance])
            title, value = dossier.contact.name, jsonable_reports.dossier(dossier)
            sheets = (dossier.sheets()[0], balances.sheet(), *dossier.sheets()[1:])
            main = dossier.sheets()[-1]
    chosen = _format(world, form, output)
    text: dict[Format, Any] = {
        Format.html: lambda: writers.html(title, world.today, sheets, balances),
        Format.md: lambda: writers.markdown(title, world.today, sheets),
        Format.csv: lambda: writers.comma_separated(main),
        Format.json: lambda: json_text(value),
    }
    save(world, text[chosen](), output, force=force, what="the report")


def _format(world: World, form: Format | None, output: Path | None) -> Format:
    if world.as_json:
        return Format.json
    if form is not None:
        return form
    ending = output.suffix.lower().lstrip(".") if output is not None else ""
    return {"html": Format.html, "htm": Format.html, "csv": Format.csv, "json": Format.json}.get(
        ending, Format.md
    )


def save(world: World, text: str, output: Path | None, *, force: bool, what: str) -> None:
    """Write a text to stdout or to a file, whole or not at all.

    Raises ``ConflictError`` where the file exists and nobody says to replace it.
    """
    from netcrm.domain.errors import BadFileError, ConflictError

    if output is None or str(output) == "-":
        world.print(text)
        return
    if output.is_dir():
        raise BadFileError(f"{output} is a folder; a path to a file would be right.")
    if output.exists() and not force and not world.confirm(f"{output} exists. Replace it?"):
        raise ConflictError(f"{output} exists; it was not replaced.", hint="To replace it: --force")
    write_private(output, text.encode("utf-8"))
    world.say(f"Wrote {what} to {output}.")
