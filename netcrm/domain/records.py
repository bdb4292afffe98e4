"""What files hold, as records that readers make and services bring in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple

TABLES = (
    "contact",
    "contact_point",
    "alias",
    "tag",
    "topic",
    "tie",
    "goal",
    "goal_person",
    "expectation",
    "interaction",
    "participant",
    "follow_up",
    "ask",
    "introduction",
    "recommendation",
    "exchange",
    "telling",
    "mention",
)
"""The tables of the lossless form, in the order in which their rows can be put back."""


class Problem(NamedTuple):
    """What is wrong with one line, and what would be right."""

    line: int
    message: str


@dataclass(frozen=True)
class PersonRecord:
    """A person as a file knows them; ``met_on`` is an ISO day."""

    line: int
    name: str
    organization: str | None = None
    title: str | None = None
    emails: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    met_on: str | None = None


@dataclass
class Batch:
    """What a file holds: people to match, or rows of our own to take as they are."""

    source: str
    people: list[PersonRecord] = field(default_factory=list)
    rows: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: int = 0
    why_skipped: str = ""
