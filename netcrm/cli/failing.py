"""How a command line that failed is told: in one sentence, and never by a traceback."""

from __future__ import annotations

from typing import Any

from netcrm.cli.context import World
from netcrm.cli.verbs import VERBS
from netcrm.domain.errors import (
    BadFileError,
    ExitCode,
    NetcrmError,
    NotFoundError,
    UsageError,
)


def unforeseen(world: World, error: Exception, *, as_json: bool) -> int:
    """Tell an error that no command knows; answers the exit code."""
    if hasattr(error, "format_message"):  # the parser's own errors, whose base Typer hides
        said = UsageError(_sentence(error.format_message()), hint=_help_for(error))
        return tell(world, said, as_json=as_json)
    if world.debug:
        import traceback

        from netcrm.render.safe import visible

        world.err.write(visible("".join(traceback.format_exception(error))))
    if isinstance(error, OverflowError) and "SQLite" in str(error):
        large = UsageError("One of the numbers is larger than any that can be kept.")
        return tell(world, large, as_json=as_json)
    if isinstance(error, OSError) and error.errno == 28:
        return tell(
            world,
            NetcrmError(f"{_but(world)}he answer could not be written: the disk is full."),
            as_json=as_json,
        )
    if (broken := _damaged(world, error)) is not None:
        return tell(world, broken, as_json=as_json)
    bug = NetcrmError(
        f"Something went wrong that should not: {type(error).__name__}: {error}",
        hint="Run it again with --debug before the verb, and report what it prints.",
    )
    return tell(world, bug, as_json=as_json)


def _but(world: World) -> str:
    """So that nobody types again what was saved."""
    return "It was saved, but t" if world.saved else "T"


def _damaged(world: World, error: Exception) -> NetcrmError | None:
    """The error for a file whose damage is the reason, None where the file is sound."""
    from netcrm.cli.doctor import why_damaged
    from netcrm.store import damage

    cause = getattr(error, "orig", None) or error
    try:
        if (said := damage.why_unread(world.db_path, cause)) is not None:
            return damage.damaged(world.db_path, said)
        if world.db_path.is_file():
            return why_damaged(world)
    except Exception:
        return None
    return None


def _sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!")) else text + "."


def _help_for(error: Any) -> str:
    context = getattr(error, "ctx", None)
    if context is None:
        return ""
    from difflib import get_close_matches

    typed = context.args[0] if getattr(context, "args", None) else ""
    words = error.format_message().split("'")
    if "No such command" in error.format_message() and len(words) > 1:
        near = get_close_matches(words[1], VERBS, n=1)
        if near and "Did you mean" not in error.format_message():
            return f"Did you mean: netcrm {near[0]}?"
    return f"See: {context.command_path} --help" if typed is not None else ""


def tell(world: World, error: NetcrmError, *, as_json: bool) -> int:
    """Tell an error with what would help; answers the exit code.

    What was saved all the same is said, so that nobody types it again.
    """
    if world.saved and isinstance(error, BadFileError | NotFoundError):
        error.message = f"It was saved, but the answer could not be given: {error.message}"
    from netcrm.render.safe import json_text

    if as_json or world.as_json:
        told: dict[str, Any] = {
            "code": error.code,
            "message": error.message,
            "candidates": [{"id": i, "name": name} for i, name in error.candidates],
        }
        if error.hint:
            told["hint"] = error.hint
        world.err.write(json_text({"error": told}) + "\n")
        return error.exit_code
    world.complain(f"netcrm: {error.message}")
    if error.candidates:
        label = "Candidates" if error.exit_code is ExitCode.AMBIGUOUS else "Nearest"
        world.complain(f"{label}:")
        for contact_id, name in error.candidates:
            world.complain(f"  {contact_id:>4}  {name}")
    if error.hint:
        from netcrm.render.prose import hint

        world.complain(hint(error.hint))
    return error.exit_code
