"""What files hold, as records that readers make and services bring in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

SETTING = "setting"
"""What was chosen for the whole network; it has a name, and no number."""
TABLES = (
    "import_run",
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
    "origin",
    "news",
    "redirect",
    "apart",
    "taken_away",
)
"""The tables of the lossless form, in the order in which their rows can be put back."""

DERIVED = frozenset(
    {
        *("sort_name", "organization_folded", "birthday_md", "last_contact_on", "next_touch_on"),
        *("given", "received", "last_exchange_on", "open_loops", "folded", "word"),
    }
)
"""The columns that are worked out from the others, and can be worked out anew."""


PROBLEMS_KEPT = 10_000
# A value that is quoted may be as long as a file.
_LONGEST = 400


class Problem(NamedTuple):
    """What is wrong with one line, and what would be right."""

    line: int
    message: str


class Problems(list[Problem]):
    """What is wrong with a file: the first ones, and how many more there are.

    A file that is wrong in every line must not fill the memory.
    """

    def __init__(self) -> None:
        super().__init__()
        self.more = 0

    def append(self, problem: Problem) -> None:
        """Keep a problem, or count it."""
        if len(problem.message) > _LONGEST:
            problem = Problem(problem.line, f"{problem.message[:_LONGEST]}…")
        if len(self) < PROBLEMS_KEPT:
            super().append(problem)
        else:
            self.more += 1


@dataclass(frozen=True)
class PersonRecord:
    """A person as a file knows them.

    Days are ISO text; a birthday may lack its year (``--04-12``). ``uid`` is a vCard's, as
    it stands there; ``source_id`` is the file's own name for the person (a Monica uuid), by
    which other records of the same batch point to them. ``through`` is the name, or the
    ``source_id``, of who brought us together. ``extra`` are vCard properties that netcrm does not
    know, unfolded and verbatim, to come out again on export.
    """

    line: int
    name: str
    uid: str | None = None
    source_id: str | None = None
    organization: str | None = None
    title: str | None = None
    city: str | None = None
    birthday: str | None = None
    note: str | None = None
    met_on: str | None = None
    met_where: str | None = None
    through: str | None = None
    cadence: str | None = None
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    knows: tuple[str, ...] = ()
    cares: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()


class Pointer(NamedTuple):
    """How a record of a file names a person: by the file's own id, a web address, or the name."""

    name: str
    source_id: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class HappeningRecord:
    """Something that happened with people of the file; ``key`` names it, so that it comes in once.

    ``channel`` is one of ``domain.kinds.Channel``; ``on`` an ISO day. ``text`` may be empty where
    only the day is wanted.
    """

    line: int
    key: str
    on: str
    channel: str
    text: str
    people: tuple[Pointer, ...]
    touch: bool = True


@dataclass(frozen=True)
class GiftRecord:
    """Something given or received; direction and kind as in ``domain.kinds``."""

    line: int
    key: str
    on: str
    direction: str
    kind: str
    text: str
    person: Pointer


@dataclass(frozen=True)
class PlanRecord:
    """A reminder on a day; ``every`` an ISO duration, None for once."""

    line: int
    key: str
    due_on: str
    text: str
    person: Pointer
    every: str | None = None


@dataclass(frozen=True)
class OpinionRecord:
    """A recommendation that was given: by me for the person, or (``of_me``) by the person."""

    line: int
    key: str
    on: str
    text: str
    person: Pointer
    of_me: bool


@dataclass
class Batch:
    """What a file holds: people to match, or rows of our own to take as they are.

    ``people`` and ``rows`` may be read as they are asked for; what is counted and listed is whole
    only then.
    """

    source: str
    # where it was read, as the person says it
    file: str = ""
    people: Iterable[PersonRecord] = ()
    happenings: list[HappeningRecord] = field(default_factory=list)
    gifts: list[GiftRecord] = field(default_factory=list)
    plans: list[PlanRecord] = field(default_factory=list)
    opinions: list[OpinionRecord] = field(default_factory=list)
    rows: Iterable[tuple[int, dict[str, Any]]] | None = None
    problems: Problems = field(default_factory=Problems)
    # how many records were left out on purpose, by the reason
    skips: dict[str, int] = field(default_factory=dict)
    # headings of a CSV whose columns say nothing that netcrm knows
    unused_columns: list[str] = field(default_factory=list)
    # whether some values said nothing of their encoding, and it was guessed
    guessed: bool = False

    def skip(self, why: str) -> None:
        """Count a record that is left out on purpose."""
        self.skips[why] = self.skips.get(why, 0) + 1

    @property
    def skipped(self) -> int:
        """How many records were left out on purpose."""
        return sum(self.skips.values())
