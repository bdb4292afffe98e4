"""Data in and out, and a network to play with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from netcrm.cli.context import Face, World, world_of
from netcrm.cli.report import save
from netcrm.cli.words import Force, Output
from netcrm.domain.errors import BadFileError, ConflictError, UsageError
from netcrm.render.safe import json_text, visible

if TYPE_CHECKING:
    from netcrm.domain.records import Batch, Problem
    from netcrm.services.importing import Outcome

app = typer.Typer(rich_markup_mode=None)

_PROBLEMS_SHOWN = 10


@app.command("import")
def import_(
    ctx: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", readable=False, help="LinkedIn's CSV, or JSONL.")
    ],
    form: Annotated[str, typer.Option("--format", help="auto, linkedin or jsonl.")] = "auto",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen; change nothing.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="One bad row, and nothing is kept.")
    ] = False,
) -> None:
    """Bring people in from a file; twice the same file changes nothing.

    \b
    netcrm import Connections.csv --dry-run
    """
    world = world_of(ctx)
    batch = _batch(world, file, form)
    from netcrm.services import importing

    with world.write() as session:
        outcome = importing.save(session, batch, world.now)
        problems = sorted([*batch.problems, *outcome.problems])
        if strict and problems:
            raise BadFileError(f"{file}, {_problem(problems[0])} Nothing was kept (--strict).")
        if dry_run:
            session.rollback()
    if world.face is Face.json:
        world.print(json_text(_summary(world, batch, outcome, problems) | {"dry_run": dry_run}))
        return
    head = "Would be: " if dry_run else ""
    world.print(
        f"{head}{outcome.added} added, {outcome.updated} updated, {outcome.unchanged} unchanged, "
        f"{outcome.skipped + batch.skipped} skipped, {len(problems)} with errors."
    )
    _details(world, batch, outcome, problems)
    if outcome.added and not dry_run:
        world.say('Next: netcrm list --sort added; netcrm edit WHO --every "3 months"; netcrm')


def _batch(world: World, file: Path, form: str) -> Batch:
    """The file's records, by what it holds, not by its name."""
    from netcrm.formats import jsonl, linkedin
    from netcrm.formats.reading import read_text

    readers = {"linkedin": linkedin, "jsonl": jsonl}
    if form not in ("auto", *readers):
        raise UsageError(f"format: {form!r} is none; auto, linkedin or jsonl would be right.")
    text, said = read_text(_bytes(file), str(file))
    if said:
        world.warn(said)
    for name, reader in readers.items():
        if form in (name, "auto") and reader.recognises(text):
            found: Batch = reader.parse(text)
            return found
    raise BadFileError(
        f"{file} is not a file netcrm knows: no LinkedIn header (First Name … Connected On), "
        "and no netcrm JSONL."
    )


def _summary(
    world: World, batch: Batch, outcome: Outcome, problems: list[Problem]
) -> dict[str, object]:
    return {
        "added": outcome.added,
        "updated": outcome.updated,
        "unchanged": outcome.unchanged,
        "skipped": outcome.skipped + batch.skipped,
        "errors": [{"line": p.line, "message": p.message} for p in problems],
        "news": outcome.news,
        "warnings": world.warnings,
        "booked": [],
    }


def _details(world: World, batch: Batch, outcome: Outcome, problems: list[Problem]) -> None:
    for news in outcome.news:
        world.print(visible(news))
    if batch.skipped:
        world.say(f"Skipped: {batch.skipped} {batch.why_skipped}.")
    for problem in problems[:_PROBLEMS_SHOWN]:
        world.say(_problem(problem))
    if len(problems) > _PROBLEMS_SHOWN:
        world.say(f"… and {len(problems) - _PROBLEMS_SHOWN} more; --json lists them all.")


def _problem(problem: Problem) -> str:
    return f"line {problem.line}: {problem.message}"


_LARGEST = 256 * 1024 * 1024


def _bytes(file: Path) -> bytes:
    try:
        if file.is_dir():
            raise BadFileError(f"{file} is a folder; a file would be right.")
        if file.stat().st_size > _LARGEST:
            raise BadFileError(
                f"{file} has more than {_LARGEST // 2**20} MiB; split it into smaller files."
            )
        return file.read_bytes()
    except FileNotFoundError:
        raise BadFileError(f"{file} does not exist.") from None
    except OSError as error:
        raise BadFileError(f"{file} cannot be read: {error.strerror}.") from None


@app.command()
def export(
    ctx: typer.Context,
    form: Annotated[str, typer.Option("--format", help="jsonl, lossless.")] = "jsonl",
    output: Output = None,
    force: Force = False,
) -> None:
    """Take everything out, in a form that import brings back whole.

    \b
    netcrm export -o network.jsonl
    """
    world = world_of(ctx)
    if form != "jsonl":
        raise UsageError(f"format: {form!r} is none; jsonl would be right.")
    from netcrm.formats import jsonl
    from netcrm.queries import whole

    with world.read() as source:
        text = jsonl.write(whole.records(source))
    if world.as_json and output is None:
        import json

        world.print(json_text([json.loads(line) for line in text.splitlines()]))
        return
    save(world, text, output, force=force, what="everything")


@app.command()
def demo(ctx: typer.Context) -> None:
    """A lifelike network to play with, in a database of its own.

    Yours is not touched; the demo stands beside it, or where --db before the verb says.
    """
    world = world_of(ctx)
    from netcrm.services import demo as network

    path = _demo_path(ctx, world)
    if path.exists() and path.stat().st_size:
        with World.read(_at(world, path)) as source:
            if source.one("SELECT 1 FROM setting WHERE name = 'demo'") is None:
                raise ConflictError(
                    f"{path} is not a demo; it was not touched.",
                    hint="Give another path: netcrm --db demo.db demo",
                )
    for ending in ("", "-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)
    there = _at(world, path)
    with there.write() as session:
        count = network.fill(session, world.today, world.now)
    if world.face is Face.json:
        world.print(
            json_text({"database": str(path), "people": count, "warnings": [], "booked": []})
        )
        return
    from shlex import quote

    ours = f"netcrm --db {quote(str(path))}"
    if world.today_text is not None:
        ours += f" --today {world.today}"
    world.print(
        f"A network of {count} invented people stands in {path}. Try:\n\n"
        + "\n".join(f"  {ours} {words}" for words in network.TRY)
    )


def _demo_path(ctx: typer.Context, world: World) -> Path:
    root = ctx.parent
    typed = root is not None and getattr(
        root.get_parameter_source("db"), "name", ""
    ) == "COMMANDLINE"  # fmt: skip
    return world.db_path if typed else world.db_path.parent / "demo.db"


def _at(world: World, path: Path) -> World:
    """The same world, with another database."""
    from dataclasses import replace

    return replace(world, database=path)
