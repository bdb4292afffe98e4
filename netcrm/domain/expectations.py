"""What each side expects and wants to avoid, and what goes against it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil

from netcrm.domain import names
from netcrm.domain.kinds import Certainty, Side, Stance
from netcrm.domain.people import ContactRef


@dataclass(frozen=True)
class Expectation:
    """What one side of a relationship expects, or avoids (a boundary).

    With ``contact`` me it is mine towards everybody.
    """

    id: int
    contact: ContactRef
    side: Side
    stance: Stance
    text: str
    certainty: Certainty
    since: date

    @property
    def is_boundary(self) -> bool:
        """Whether it is something to avoid."""
        return self.stance is Stance.avoids

    @property
    def was_said(self) -> bool:
        """Whether the side said it; else it is a guess."""
        return self.certainty is Certainty.said

    @property
    def sentence(self) -> str:
        """``Anna avoids recruiters (said)``, seen from me."""
        if self.side is Side.mine:
            verb = "avoid" if self.is_boundary else "expect"
            return f"You {verb} {self.text} ({self.certainty})"
        verb = "avoids" if self.is_boundary else "expects"
        return f"{self.contact.name} {verb} {self.text} ({self.certainty})"


INTRODUCING = "introduction introduce intro"
RECOMMENDING = "recommendation recommend reference vouch"
"""What an act is called, whatever its own words: a boundary may name it."""

# What stands in any sentence says nothing about what is avoided.
_EMPTY = frozenset(
    names.words(
        """
    a about after all and any anything are ask asked asking at be before being by do doing for from
    get getting have her him his how if in into it its kind me more my no not nothing of on once or
    other our out own people please some somebody something somewhere than that the their them
    these they things this those to too until via want was what when where while who whom will with
    without work would you your
    albo ale bez być co czy dla do jak jest jego jej kiedy lub mi mnie na nad nie niego o od oraz po
    pod przed przez się są tego to tym u w we z za ze że
    als am an auf aus bei bin bis das dass dem den der des die ein eine einem einen einer er es für
    hat ich ihr im ist kein keine mich mir mit nach nicht oder sein sich sie über um und uns von vor
    wie wir zu zum zur
    """
    )
)
_SHORTEST = 3


def content_words(text: str) -> list[str]:
    """The words of a text that say what it is about, folded, each once."""
    found = dict.fromkeys(names.words(text))
    return [word for word in found if len(word) >= _SHORTEST and word not in _EMPTY]


def same_stem(one: str, other: str) -> bool:
    """Whether two folded words are forms of one: ``introduce`` and ``introductions``.

    A common beginning decides, so that it holds for inflected languages too: of words of up to
    four letters all, of longer ones all but two, and at most seven letters more on the longer side.
    """
    short, long = sorted((one, other), key=len)
    if len(short) <= _SHORTEST:
        return long in (short, short + "s")
    needed = len(short) if len(short) <= 4 else max(4, len(short) - 2)
    common = 0
    for a, b in zip(short, long, strict=False):
        if a != b:
            break
        common += 1
    return common >= needed and len(long) - common <= (3 if len(short) == 4 else 7)


def goes_against(boundary: str, said: Iterable[str]) -> bool:
    """Whether words or topics go against what a side avoids.

    They do where at least half of the words that say what is avoided stand, in some form, in what
    is said: rather met once too often than not at all.
    """
    avoided = content_words(boundary) or names.words(boundary)
    spoken = {word for text in said for word in names.words(text)}
    met = sum(any(same_stem(a, s) for s in spoken) for a in avoided)
    return bool(avoided) and met >= ceil(len(avoided) / 2)


def boundaries_met(
    expectations: Sequence[Expectation], said: Sequence[str], act: str = ""
) -> list[Expectation]:
    """The boundaries that an act goes against, by its words, its topic or what it is called."""
    return [e for e in expectations if e.is_boundary and goes_against(e.text, [*said, act])]


def avoids_introductions(expectations: Iterable[Expectation]) -> Expectation | None:
    """The boundary by which a person wants no introductions, where they said so."""
    for e in expectations:
        if (
            e.is_boundary
            and e.was_said
            and e.side is Side.theirs
            and goes_against(e.text, [INTRODUCING])
        ):
            return e
    return None
