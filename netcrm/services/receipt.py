"""What a verb answers: which records it wrote, and what the person should hear about it."""

from __future__ import annotations

from dataclasses import dataclass, field

from netcrm.domain.ids import RecordId


@dataclass
class Receipt:
    """``booked`` are ids of exchanges; ``back`` contacts who were archived and are back."""

    records: list[RecordId] = field(default_factory=list)
    booked: list[int] = field(default_factory=list)
    back: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
