"""What is counted when a period is looked back on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Flow:
    """What was given and received of one kind, as sums of sizes."""

    kind: str
    given: int
    received: int


@dataclass(frozen=True)
class Closed:
    """A loop that was closed: how many days after the help, and whether by its day."""

    loop: str
    days: int
    in_time: bool


@dataclass(frozen=True)
class Part:
    """So many of so many; ``example`` is the id of one that is not among them, "" for none."""

    count: int
    of: int
    example: str = ""


@dataclass(frozen=True)
class Counts:
    """The numbers of the scorecard, by principle."""

    both_directions: Part
    expectations_known: Part
    boundaries_gone_against: int
    checks_passed: Part
    deciders_met: Part
    recommendations_asked: int
    recommendations_given: int
    recommendations_helped: int
    let_be: Part
    warnings_overridden: int
