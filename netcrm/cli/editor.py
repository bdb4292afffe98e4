"""The person's own editor, run without a shell."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from netcrm.cli.context import World
from netcrm.domain.errors import NetcrmError, UsageError


def edited(world: World, text: str) -> str:
    """The text as the person left it in $VISUAL or $EDITOR.

    Raises ``UsageError`` where there is no editor, or nothing was changed.
    """
    command = world.environ.get("VISUAL") or world.environ.get("EDITOR")
    if not command:
        raise UsageError(
            "Nothing to change was named, and there is no $EDITOR.",
            hint="Name what to change, such as --title TEXT; or set EDITOR.",
        )
    handle, name = tempfile.mkstemp(prefix="netcrm-", suffix=".txt")
    path = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        try:
            code = subprocess.run([*shlex.split(command), name], check=False).returncode
        except OSError as error:
            raise NetcrmError(f"The editor {command!r} cannot be run: {error.strerror}.") from None
        if code:
            raise NetcrmError(f"The editor ended with {code}; nothing was changed.")
        found = path.read_text("utf-8")
    finally:
        path.unlink(missing_ok=True)
    if found == text:
        raise UsageError("Nothing was changed.")
    return found


def kept(text: str) -> Path:
    """A file of its owner alone, in which the text of an edit that failed waits."""
    handle, name = tempfile.mkstemp(prefix="netcrm-kept-", suffix=".txt")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
    return Path(name)
