"""Long answers through the person's pager, as git does it."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from collections.abc import Mapping
from contextlib import suppress
from typing import TextIO

from netcrm.store.interrupts import uninterrupted


def paged(text: str, out: TextIO, environ: Mapping[str, str]) -> bool:
    """Whether a pager took a text that is longer than the terminal.

    ``NETCRM_PAGER``, else ``PAGER``, else ``less``, which stays away from what fits; ``cat`` or
    nothing is none. It is run without a shell.
    """
    if not _is_long(text, out):
        return False
    try:
        command = shlex.split(environ.get("NETCRM_PAGER", environ.get("PAGER", "less")))
        if not command or command == ["cat"]:
            return False
        out.flush()
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={"LESS": "FRX", "LV": "-c"} | dict(environ),
        )
    except (OSError, ValueError):
        return False
    # Ctrl-C is for the pager.
    with uninterrupted():
        with suppress(BrokenPipeError):
            process.communicate(text)
        process.wait()
    return True


def _is_long(text: str, out: TextIO) -> bool:
    try:
        out.fileno()
    except (OSError, ValueError):
        return False
    return out.isatty() and text.count("\n") >= shutil.get_terminal_size().lines
