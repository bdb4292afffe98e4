"""A look at the whole database, and its repair."""

from __future__ import annotations

from shlex import quote
from typing import TYPE_CHECKING, Annotated

import typer

from netcrm.cli import answer
from netcrm.cli.context import World, world_of
from netcrm.cli.voice import Face
from netcrm.domain.errors import NetcrmError
from netcrm.domain.health import Finding
from netcrm.queries import health as kept
from netcrm.render.prose import hint
from netcrm.render.safe import json_text, line
from netcrm.store import health
from netcrm.store.backup import back_up
from netcrm.store.damage import damaged
from netcrm.store.files import must_have_no_log, sweep_workshops
from netcrm.store.standing import Standing, standing

if TYPE_CHECKING:
    from rich.console import RenderableType

app = typer.Typer(rich_markup_mode=None)

_ROUNDS = 3


@app.command()
def doctor(
    ctx: typer.Context,
    fix: Annotated[bool, typer.Option("--fix", help="Repair what can be, after a backup.")] = False,
) -> None:
    """Prove that the file is whole and everything kept twice agrees.

    Exit code 1 where something is wrong and stays so.
    """
    world = world_of(ctx)
    must_have_no_log(world.db_path)
    if standing(world.db_path) in (Standing.NOTHING, Standing.EMPTY):
        world.say(f"There is no database yet: {world.db_path}.")
        if world.face is Face.json:
            world.print(json_text({"healthy": True, "checks": [], "repaired": []}))
        return
    # A process that was killed while it decrypted has left a plain copy.
    sweep_workshops(world.db_path.parent)
    before = _look(world)
    repaired: list[str] = []
    # A damaged file is left as it is: what can be saved of it must not be written over.
    if fix and before[0].ok:
        before, repaired = _repaired(world, before)
        # Whole or not at all by itself; a backup of it would keep what it overwrites.
        before, swept = _swept(world, before)
        repaired += swept
    _tell(world, before, repaired)
    if any(not f.ok for f in before):
        raise typer.Exit(1)


def _swept(world: World, found: list[Finding]) -> tuple[list[Finding], list[str]]:
    """What is found after old pages are overwritten, and the check that this put right."""
    old = health.before_a_forget(world.db_path)
    why_not = health.sweep(world.db_path)
    kept_old = [f for f in found if f.check == "old pages" and not f.ok]
    if why_not is not None:
        for f in kept_old:
            world.warn(f"{f.check}: they could not be overwritten, since {why_not}.")
        return found, []
    if old:
        # Who it was nobody knows any more, so that these can only be looked at.
        world.warn(
            "These files are from before somebody was forgotten, and may hold them; to delete "
            f"them: rm {' '.join(quote(str(path)) for path in old)}"
        )
    whole = [Finding(f.check) if f in kept_old else f for f in found]
    return whole, [f.check for f in kept_old]


def why_damaged(world: World) -> NetcrmError | None:
    """The error for a file that is not whole, or whose days are none; None where it is sound."""
    file = health.of_file(world.db_path)
    if file.ok:
        with world.read() as source:
            file = next((f for f in kept.of_values(source) if not f.ok), file)
    return None if file.ok else damaged(world.db_path, file.wrong[0])


def _look(world: World) -> list[Finding]:
    file = health.of_file(world.db_path)
    if not file.ok:
        return [file]
    with world.read() as source:
        return [
            file,
            *kept.findings(source),
            health.of_search(world.db_path),
            health.of_log(world.db_path),
            health.too_open(world.db_path),
            health.names(world.db_path),
            health.journal_size(source),
            health.versions(source, world.db_path),
        ]


def _repaired(world: World, found: list[Finding]) -> tuple[list[Finding], list[str]]:
    """What is found after what can be repaired is, and which checks were."""
    done: dict[str, None] = {}
    for _ in range(_ROUNDS):
        wrong = [f for f in found if not f.ok and f.fixable]
        if not wrong:
            break
        if not done:
            back_up(world.db_path, "repair", world.moment)
        _repair(world, wrong)
        # What could not be looked at before may be wrong too.
        found = _look(world)
        done |= dict.fromkeys(f.check for f in wrong)
    still = {f.check for f in found if not f.ok}
    return found, [check for check in done if check not in still]


def _repair(world: World, wrong: list[Finding]) -> None:
    from netcrm.services import mending

    health.close_off(world.db_path)
    # What the journal itself needs comes first, and is no entry of it.
    with world.write(journal=False) as session:
        mending.mend_file(session, wrong)
    with world.write() as session:
        mending.mend(session, wrong)


def _tell(world: World, found: list[Finding], repaired: list[str]) -> None:
    healthy = all(f.ok for f in found)

    def screen() -> list[RenderableType]:
        from netcrm.render import screen_history

        return screen_history.findings(found)

    if world.face is Face.json:
        world.print(
            json_text(
                {
                    "healthy": healthy,
                    "checks": [
                        {"check": f.check, "ok": f.ok, "wrong": list(f.wrong), "note": f.note,
                         "fixable": f.fixable}
                        for f in found
                    ],
                    "repaired": repaired,
                    "warnings": world.warnings,
                    "booked": [],
                }
            )
        )  # fmt: skip
        return
    if world.face is Face.terminal:
        answer.draw(world, screen())
    else:
        for f in found:
            told = (f.check, "ok" if f.ok else "wrong", "; ".join(f.wrong) or f.note)
            world.print("\t".join(line(word) for word in told))
    for check in repaired:
        world.say(f"Repaired: {check}.")
    for f in found:
        if not f.ok and f.hint:
            world.say(hint(f"{f.check}: {f.hint}"))
    if any(not f.ok and f.fixable for f in found):
        world.say("To repair it, after a backup: netcrm doctor --fix")
