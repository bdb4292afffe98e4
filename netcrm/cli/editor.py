"""The person's own editor, run without a shell."""

from __future__ import annotations

import shlex
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from netcrm.cli.context import World
from netcrm.domain.errors import BadFileError, NetcrmError, UsageError
from netcrm.store import texts
from netcrm.store.connect import is_encrypted
from netcrm.store.interrupts import uninterrupted


@contextmanager
def edited(world: World, text: str, whose: int) -> Iterator[str]:
    """The text as the person left it in $VISUAL or $EDITOR; it goes when the block has saved it.

    ``whose`` is the contact that it is about, by whom it is found whatever is written in it.
    Where anything fails, what was written is kept in a file that the error names. Raises
    ``UsageError`` where there is no editor, or nothing was changed.
    """
    command = _command(world)
    path = texts.begin(world.db_path, text, world.moment, whose)
    try:
        found = _left(command, path, text)
        yield found
    except BaseException as error:
        if not world.saved and path.is_file() and not _is_still(path, text):
            _say_where(world, error, path)
        else:
            texts.end(path)
        raise
    texts.end(path)


def _is_still(path: Path, text: str) -> bool:
    """Whether nothing was written there; what cannot be read may be the person's words."""
    try:
        return path.read_bytes() == text.encode("utf-8")
    except OSError:
        return False


def _command(world: World) -> list[str]:
    named = world.environ.get("VISUAL") or world.environ.get("EDITOR") or ""
    try:
        words = shlex.split(named)
    except ValueError:
        raise UsageError(f"EDITOR: {named!r} opens a quotation that it does not close.") from None
    if not words:
        raise UsageError(
            "Nothing to change was named, and there is no $EDITOR.",
            hint="Name what to change, such as --title TEXT; or set EDITOR.",
        )
    return words


def _left(command: list[str], path: Path, text: str) -> str:
    try:
        with uninterrupted():
            code = subprocess.run([*command, str(path)], check=False).returncode
    except OSError as error:
        named = shlex.join(command)
        raise NetcrmError(f"The editor {named!r} cannot be run: {error.strerror}.") from None
    if code == -signal.SIGINT:
        raise KeyboardInterrupt
    if code:
        raise NetcrmError(f"The editor ended with {code}; nothing was changed.")
    try:
        found = path.read_text("utf-8")
    except UnicodeDecodeError:
        raise BadFileError("What the editor saved is not UTF-8; nothing was changed.") from None
    except OSError as error:
        raise BadFileError(f"What the editor saved cannot be read: {error.strerror}.") from None
    if found == text:
        raise UsageError("Nothing was changed.")
    return found


def _say_where(world: World, error: BaseException, path: Path) -> None:
    said = f"What you wrote is kept in {path} for {texts.KEPT.days} days."
    if is_encrypted(world.db_path):
        said += " It is not encrypted; delete it when you have read it."
    if isinstance(error, NetcrmError):
        error.hint = f"{said} {error.hint}".rstrip()
    else:
        world.complain(said)
