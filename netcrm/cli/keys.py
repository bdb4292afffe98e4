"""One key at a time from a terminal."""

from __future__ import annotations

from typing import TextIO


def one_key(stream: TextIO) -> str:
    """The next key, without Enter where the terminal can do that; "" at the end."""
    try:
        import termios
        import tty

        handle = stream.fileno()
        before = termios.tcgetattr(handle)
    except (ImportError, OSError, ValueError):
        return stream.read(1)
    try:
        tty.setcbreak(handle)
        return stream.read(1)
    finally:
        termios.tcsetattr(handle, termios.TCSADRAIN, before)
