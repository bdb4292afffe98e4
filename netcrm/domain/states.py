"""What may follow what: a state that cannot follow is a conflict that names those that can."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from netcrm.domain.errors import ConflictError, UsageError
from netcrm.domain.ids import RecordId
from netcrm.domain.kinds import AskState, IntroductionState, RecommendationState

# From each state, the verbs that can follow, in the order in which they are offered.
ASK: Mapping[StrEnum, tuple[str, ...]] = {
    AskState.drafted: ("sent",),
    AskState.sent: ("accept", "decline", "fulfil"),
    AskState.accepted: ("fulfil", "decline"),
    AskState.declined: (),
    AskState.fulfilled: (),
}
INTRODUCTION: Mapping[StrEnum, tuple[str, ...]] = {
    IntroductionState.proposed: ("agree", "decline"),
    IntroductionState.agreed: ("made", "decline"),
    IntroductionState.made: ("outcome",),
    IntroductionState.declined: (),
}
RECOMMENDATION: Mapping[StrEnum, tuple[str, ...]] = {
    RecommendationState.requested: ("given", "decline"),
    RecommendationState.given: ("outcome",),
    RecommendationState.declined: (),
}

# What is typed after the id.
_REST = {"agree": " WHO", "outcome": " TEXT --helped"}


def must_follow(
    states: Mapping[StrEnum, tuple[str, ...]], record: RecordId, state: StrEnum, verb: str
) -> None:
    """Raise ``ConflictError`` where the verb cannot follow the state, naming those that can."""
    can = states[state]
    if verb in can:
        return
    what = f"{record} is {state.value}"
    if not can:
        raise ConflictError(f"{what}; nothing can follow.")
    raise ConflictError(
        f"{what}; what can follow is {' or '.join(can)}.",
        hint=f"netcrm {can[0]} {record}{_REST.get(can[0], '')}",
    )


def must_not_precede(on: date, earlier: date | None, what: str) -> None:
    """Raise ``UsageError`` where a day lies before the day of what it follows."""
    if earlier is not None and on < earlier:
        raise UsageError(
            f"on: {on} lies before {earlier}, when {what}; that day or a later one would be right."
        )
