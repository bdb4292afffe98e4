"""Ctrl-C where it would come too late, or is meant for somebody else."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Ctrl-C is not heard within the block."""
    try:
        # A handler, unlike an ignored signal, is not passed on to a program that is started.
        before = signal.signal(signal.SIGINT, lambda *_: None)
    except ValueError:  # only the main thread hears signals
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
