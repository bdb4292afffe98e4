"""What was done, when, and how far it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

ASKS_FROM = timedelta(minutes=10)
"""An undo of something older asks first."""

SWEPT = "Forgot somebody"
"""What history says of somebody forgotten: nothing that names them."""

UNSWEPT = "Forgot somebody; pages that are not used any more are still to be overwritten"
"""The same while another program keeps the file from being swept."""


class EntryKind(StrEnum):
    """What an entry of the journal is; a barrier is what no undo goes past."""

    command = "command"
    undo = "undo"
    redo = "redo"
    barrier = "barrier"


@dataclass(frozen=True)
class Entry:
    """One command that wrote: ``said`` is what it did, ``at`` an instant in UTC."""

    id: int
    at: datetime
    command: str
    said: str
    kind: EntryKind
    reverts_id: int | None = None
    undone: bool = False

    @property
    def name(self) -> str:
        """``j12``."""
        return f"j{self.id}"


class Difference(NamedTuple):
    """One field that an undo sets back: whose, which, what it is now and what it will be."""

    whose: str
    field: str
    now: str
    then: str
