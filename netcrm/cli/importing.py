"""People in, from files of any producer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from netcrm.cli import readings, sources
from netcrm.cli.context import World, world_of
from netcrm.cli.voice import Face
from netcrm.domain.errors import BadFileError, UsageError
from netcrm.render.safe import json_text
from netcrm.store.files import is_missing

if TYPE_CHECKING:
    from netcrm.domain.records import Problem
    from netcrm.services.importing import Outcome

app = typer.Typer(rich_markup_mode=None)

_PROBLEMS_SHOWN = 10
_NEWS_SHOWN = 20
_PATIENCE = 1.0


@app.command("import")
def import_(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE|FOLDER|ZIP", readable=False, help="What to bring in."),
    ],
    form: Annotated[
        str, typer.Option("--format", help="By default, by what the file holds.")
    ] = "auto",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen; change nothing.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="One bad row, and nothing is kept.")
    ] = False,
    columns: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="name=Column", help="Which column is what; or a saved name."),
    ] = None,
    save_map: Annotated[
        str | None, typer.Option("--save-map", metavar="NAME", help="Keep the mapping as NAME.")
    ] = None,
    encoding: Annotated[
        str | None, typer.Option("--encoding", help="Such as cp1250, where it cannot be told.")
    ] = None,
) -> None:
    """Bring people in; twice the same file changes nothing, and what you wrote is never erased.

    vCards (a file or a folder), LinkedIn's export (zip or Connections.csv), Google Contacts,
    Outlook, Monica 4, friends.md, any other CSV, and netcrm's own JSONL are told by what they hold.

    \b
    netcrm import Basic_LinkedInDataExport.zip --dry-run
    netcrm import members.csv --map name=Member --map email="Mail address" --save-map club
    """
    world = world_of(ctx)
    if form not in sources.FORMATS:
        raise UsageError(
            f"format: {form!r} is none; one of {', '.join(sources.FORMATS)} would be right."
        )
    if encoding is not None:
        from netcrm.formats.content_lines import is_charset

        if not is_charset(encoding):
            raise UsageError(f"encoding: {encoding!r} is no charset; cp1250 would be right.")
    wanted = sources.Wanted(form, encoding, _mapping(world, columns or []), world.today)
    if save_map is not None and not wanted.columns:
        raise UsageError("save-map: there is no mapping to keep; --map name=Column says one.")
    try:
        total = _bring_in(world, file, wanted, dry_run=dry_run, strict=strict, save_map=save_map)
    except readings.DAMAGED as error:
        raise BadFileError(f"{file} is a damaged zip ({error}); nothing was kept.") from None
    for name in total.guessed:
        world.warn(f"{name} holds values that are not UTF-8; they were read as Windows-1252 "
                   "(another one: --encoding cp1250).")  # fmt: skip
    if world.face is Face.json:
        world.print(json_text(_summary(world, total) | {"dry_run": dry_run}))
        return
    _tell(world, total, dry_run=dry_run)


def _mapping(world: World, typed: list[str]) -> dict[str, str]:
    """The columns as typed, or as saved under a name."""
    from netcrm.formats import anycsv

    pairs: list[str] = []
    for word in typed:
        if "=" in word:
            pairs.append(word)
            continue
        with world.read() as source:
            row = source.one("SELECT value FROM setting WHERE name = ?", (f"map:{word}",))
        if row is None:
            raise UsageError(f"map: {word!r} is neither name=Column nor a mapping that was saved.")
        import json

        pairs += [f"{field}={column}" for field, column in json.loads(row["value"]).items()]
    return anycsv.mapping(pairs)


def _bring_in(
    world: World,
    file: Path,
    wanted: sources.Wanted,
    *,
    dry_run: bool,
    strict: bool,
    save_map: str | None,
) -> Outcome:
    from netcrm.services import importing

    total = importing.Outcome()
    files = sources.Sources()
    with ExitStack() as stack:
        tell = stack.enter_context(_progress(world, files))
        read = stack.enter_context(closing(readings.readings(file, wanted, files)))
        # What cannot be read makes no database.
        first = next(read)
        if dry_run and is_missing(world.db_path):
            # Nor does a dry run: it tries on one that is thrown away.
            world.database = Path(stack.enter_context(TemporaryDirectory())) / "dry-run.db"
        session = stack.enter_context(world.write(after_backup=None if dry_run else "import"))
        while True:
            for said in first.said:
                world.warn(said)
            if first.mapping:
                shown = ", ".join(f"{field} = {column}" for field, column in first.mapping.items())
                world.say(f"{first.name}: {shown}")
            first.batch.file = str(file)
            outcome = importing.save(session, first.batch, world.today, world.now, tell, total)
            total.run = total.run or outcome.run
            _add(total, outcome, first, several=not file.is_file() or file.suffix == ".zip")
            if strict and total.problems:
                raise BadFileError(
                    f"{file}, {_problem(min(total.problems))} Nothing was kept (--strict)."
                )
            try:
                first = next(read)
            except StopIteration:
                break
        if save_map is not None:
            importing.keep_mapping(session, save_map, wanted.columns)
        if dry_run:
            session.rollback()
    total.passed_over = files.passed_over
    return total


def _add(total: Outcome, one: Outcome, reading: readings.Reading, *, several: bool) -> None:
    for name in ("added", "updated", "unchanged", "skipped", "events"):
        setattr(total, name, getattr(total, name) + getattr(one, name))
    total.skipped += reading.batch.skipped
    if reading.batch.guessed:
        total.guessed.append(reading.name)
    for why, count in reading.batch.skips.items():
        total.skips[why] = total.skips.get(why, 0) + count
    total.unused_columns += [
        f"{reading.name}: {column}" if several else column
        for column in reading.batch.unused_columns
    ]
    for name in ("news", "sample", "unmatched"):
        getattr(total, name).extend(getattr(one, name))
    # Of many files, a line says nothing without its file.
    where = f"{reading.name}: " if several else ""
    for problems in (one.problems, reading.batch.problems):
        total.problems.more += problems.more
        for problem in problems:
            total.problems.append(problem._replace(message=where + problem.message))


@contextmanager
def _progress(world: World, files: sources.Sources) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, for what takes longer than a second."""
    started = time.monotonic()
    with ExitStack() as shown:
        show: Callable[[int], None] | None = None

        def tell(people: int) -> None:
            nonlocal show
            if show is None and time.monotonic() - started > _PATIENCE:
                show = shown.enter_context(_bar(world, files))
            if show is not None:
                show(people)

        yield tell if world.err.isatty() and not world.quiet else lambda _: None


@contextmanager
def _bar(world: World, files: sources.Sources) -> Iterator[Callable[[int], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    columns = (TextColumn("Reading"), BarColumn(), TaskProgressColumn(),
               TextColumn("{task.fields[people]:,} people"))  # fmt: skip
    console = Console(file=world.err)
    # Without a thread of its own: it moves when there is something to tell.
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as bar:
        task = bar.add_task("", total=1.0, people=0)

        def show(people: int) -> None:
            bar.update(task, completed=files.done(), people=people, refresh=True)

        yield show


def _summary(world: World, total: Outcome) -> dict[str, object]:
    return {
        "added": total.added,
        "updated": total.updated,
        "unchanged": total.unchanged,
        "skipped": total.skipped,
        "skipped_why": [{"count": n, "why": why} for why, n in total.skips.items()],
        "unused_columns": total.unused_columns,
        "passed_over": [{"name": name, "why": why} for name, why in total.passed_over],
        "errors": [{"line": p.line, "message": p.message} for p in sorted(total.problems)],
        "more_errors": total.problems.more,
        "news": total.news,
        "events": total.events,
        "unmatched": total.unmatched,
        "sample": total.sample[:5],
        "warnings": world.warnings,
        "booked": [],
    }


def _tell(world: World, total: Outcome, *, dry_run: bool) -> None:
    bad = len(total.problems) + total.problems.more
    head = "Would be: " if dry_run else ""
    more = f" {total.events} interactions, entries and reminders." if total.events else ""
    world.print(
        f"{head}{total.added} added, {total.updated} updated, {total.unchanged} unchanged, "
        f"{total.skipped} skipped, {bad} with errors.{more}"
    )
    if dry_run and total.sample:
        world.tell(f"Such as: {', '.join(total.sample[:5])}")
    for news in total.news[:_NEWS_SHOWN]:
        world.tell(news)
    if len(total.news) > _NEWS_SHOWN:
        world.print(f"… and {len(total.news) - _NEWS_SHOWN} more who moved on.")
    _tell_left_out(world, total)
    if total.unmatched:
        names = ", ".join(list(dict.fromkeys(total.unmatched))[:5])
        world.say(f"Left out, since nobody here was meant: {len(total.unmatched)} ({names} …).")
    for problem in sorted(total.problems)[:_PROBLEMS_SHOWN]:
        world.say(_problem(problem))
    if bad > _PROBLEMS_SHOWN:
        world.say(f"… and {bad - _PROBLEMS_SHOWN} more; --json lists them.")
    if total.added and not dry_run:
        world.say("Next: netcrm list --imported last; netcrm triage; netcrm duplicates")


def _tell_left_out(world: World, total: Outcome) -> None:
    """What was not read, and why."""
    for why, count in total.skips.items():
        world.say(f"Skipped: {count} × {why}.")
    if total.unused_columns:
        unused = ", ".join(total.unused_columns)
        world.say(f"Columns not used: {unused} (--map field=Column says what one is).")
    if total.passed_over:
        shown = "; ".join(f"{name} ({why.rstrip('.')})" for name, why in total.passed_over[:5])
        world.say(f"Passed over {_files(len(total.passed_over))}: {shown}.")


def _problem(problem: Problem) -> str:
    return f"line {problem.line}: {problem.message}"


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"
