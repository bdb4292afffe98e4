"""The closed sets of words: what an entry, an interaction, a follow-up can be."""

from __future__ import annotations

from enum import StrEnum

from netcrm.domain.errors import UsageError

ME = 0
"""The id of the contact ``me``, the owner."""
ME_NAME = "me"


class Direction(StrEnum):
    """Which way a favour went, seen from me."""

    gave = "gave"
    received = "received"


class Kind(StrEnum):
    """What flows between two people who help each other."""

    information = "information"
    contact = "contact"
    experience = "experience"
    recommendation = "recommendation"
    time = "time"
    resource = "resource"


class Channel(StrEnum):
    """How an interaction took place."""

    meeting = "meeting"
    call = "call"
    email = "email"
    message = "message"
    event = "event"
    letter = "letter"


class Relation(StrEnum):
    """How a topic belongs to a contact: can be asked about it, or likes to talk about it."""

    knows = "knows"
    cares = "cares"


class PointKind(StrEnum):
    """A way to reach a contact."""

    email = "email"
    phone = "phone"
    url = "url"


class FollowUpKind(StrEnum):
    """What a follow-up is."""

    touch = "touch"
    birthday = "birthday"
    loop = "loop"
    promise = "promise"
    reminder = "reminder"
    step = "step"
    ask = "ask"
    introduction = "introduction"
    recommendation = "recommendation"

    @property
    def letter(self) -> str:
        """The letter of its ids: ``m`` for a reminder, else the word's first."""
        return "m" if self is FollowUpKind.reminder else self.value[0]


class Side(StrEnum):
    """Whose expectation, whose ask it is."""

    mine = "mine"
    theirs = "theirs"


class Stance(StrEnum):
    """What a side wants to happen, or (a boundary) wants to avoid."""

    expects = "expects"
    avoids = "avoids"


class Certainty(StrEnum):
    """Whether an expectation was said, or is a guess."""

    said = "said"
    guess = "guess"


class IntroductionState(StrEnum):
    """How far an introduction is; agreed is: by both sides."""

    proposed = "proposed"
    agreed = "agreed"
    made = "made"
    declined = "declined"


class RecommendationState(StrEnum):
    """How far a recommendation is."""

    requested = "requested"
    given = "given"
    declined = "declined"


class AskState(StrEnum):
    """How far an ask is."""

    drafted = "drafted"
    sent = "sent"
    accepted = "accepted"
    declined = "declined"
    fulfilled = "fulfilled"


class Effect(StrEnum):
    """What came of an introduction or a recommendation."""

    helped = "helped"
    no_effect = "no_effect"


class GoalState(StrEnum):
    """Whether a goal is still aimed at."""

    open = "open"
    reached = "reached"
    dropped = "dropped"


class Role(StrEnum):
    """What a person is to a goal: decides on it, or knows the way around."""

    decider = "decider"
    guide = "guide"


class Owner(StrEnum):
    """Who is to do something."""

    me = "me"
    them = "them"


def one_of(kinds: type[StrEnum], value: str, *, field: str) -> str:
    """The member that ``value`` names or uniquely begins; raises ``UsageError`` otherwise."""
    typed = value.strip().lower()
    members = [member.value for member in kinds]
    found = [m for m in members if m == typed] or [m for m in members if m.startswith(typed)]
    if len(found) != 1 or not typed:
        raise UsageError(
            f"{field}: {value!r} is no {field}; one of {', '.join(members)} would be right."
        )
    return found[0]


def scale(field: str, value: int, *, low: str = "", high: str = "") -> int:
    """A number from 1 to 5; raises ``UsageError`` that says what the ends mean."""
    if 1 <= value <= 5:
        return value
    meaning = f" (1 {low}, 5 {high})" if low else ""
    raise UsageError(f"{field}: {value} is out of range; 1 to 5 would be right{meaning}.")


def check_size(value: int) -> int:
    """The size of an exchange, 1 to 5."""
    return scale("size", value, low="a moment", high="a sacrifice")


def check_strength(value: int, *, field: str = "strength") -> int:
    """The strength of a tie, 1 to 5."""
    return scale(field, value, low="met once", high="would vouch for each other")


def check_trust(value: int) -> int:
    """How much one listens to another's opinion, 1 to 5."""
    return scale("trusts", value, low="hardly listens", high="takes their word")
