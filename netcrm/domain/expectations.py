"""What each side expects and wants to avoid, and what goes against it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
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


INTRODUCING = (
    "introduction introduce intro wprowadzanie wprowadzenie przedstawianie przedstawienie "
    "poznawanie vorstellung vorstellen bekanntmachen"
)
RECOMMENDING = (
    "recommendation recommend reference vouch rekomendacja rekomendowanie polecanie polecenie "
    "referencje empfehlung empfehlen referenz"
)
"""What an act is called in the languages people write in, whatever its own words."""

# What stands in any sentence says nothing about what is avoided.
_EMPTY = frozenset(
    names.words(
        """
    a about after all and any anything are ask asked asking at be before being by do doing for from
    get getting have her him his how if in into it its kind me more my no not nothing of on once or
    other our out own people please some somebody something somewhere than that the their them
    these they things this those to too until via want was what when where while who whom will with
    without would you your new person
    conversation conversations day days discuss discussing discussion favour favours help hour
    hours last long minute minutes month next question questions request requests short speak
    speaking talk talking talks tell telling today tomorrow week weeks
    rozmowa rozmowe rozmowie rozmowy mowic prosba prosby pytanie pytania
    gesprach gesprache bitte bitten frage fragen reden sprechen
    nowa nowe nowy nowych nowym osoba osoby osob osobami ludzie ludzi ludziom znajomi znajomych
    jemand jemanden leute leuten menschen neu neue neuen neuer personen
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
    four letters all, of up to six all but one, of longer ones all but two, and at most seven
    letters more on the longer side.
    """
    if _stem(one) == _stem(other):
        return True
    short, long = sorted((one, other), key=len)
    if len(short) <= _SHORTEST:
        return long in (short, short + "s")
    needed = len(short) if len(short) <= 4 else len(short) - (1 if len(short) <= 6 else 2)
    common = 0
    for a, b in zip(short, long, strict=False):
        if a != b:
            break
        common += 1
    return common >= needed and len(long) - common <= (3 if len(short) == 4 else 7)


_ENDINGS = ("ments", "ment", "ions", "ings", "ing", "ion", "ors", "ers", "or", "er", "ed", "es",
            "s", "e")  # fmt: skip


def _stem(word: str) -> str:
    """The word without an ending of English: ``hir`` of hire, hired and hiring."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word


class Crossing(StrEnum):
    """How an act stands to a boundary: not against it, perhaps against it, against it."""

    no = "no"
    perhaps = "perhaps"
    yes = "yes"


def goes_against(boundary: str, said: Iterable[str], others: Iterable[str] = ()) -> Crossing:
    """Whether words or topics go against what a side avoids.

    They do where every word that says what is avoided stands, in some form, in what is said;
    perhaps, where at least half of them do. Of ``others``, names of people, each word counts as
    it is written: a name is no form of another word.
    """
    avoided = content_words(boundary) or names.words(boundary)
    spoken = {word for text in said for word in names.words(text)}
    named = {word for name in others for word in names.words(name)}
    met = sum(a in named or any(same_stem(a, s) for s in spoken) for a in avoided)
    if not avoided or met < ceil(len(avoided) / 2):
        return Crossing.no
    return Crossing.yes if met == len(avoided) else Crossing.perhaps


@dataclass(frozen=True)
class Met:
    """A boundary that an act goes against; ``stops`` where it was said and is met in full."""

    expectation: Expectation
    stops: bool


def boundaries_met(
    expectations: Sequence[Expectation],
    said: Sequence[str],
    act: str = "",
    others: Sequence[str] = (),
) -> list[Met]:
    """The boundaries that an act goes against: by its words, its topic, what it is called, or
    the names of the others who have a part in it."""
    found = []
    for e in expectations:
        crossing = goes_against(e.text, [*said, act], others) if e.is_boundary else Crossing.no
        if crossing is not Crossing.no:
            found.append(Met(e, e.was_said and crossing is Crossing.yes))
    return sorted(found, key=lambda met: not met.stops)


def avoids_introductions(expectations: Iterable[Expectation]) -> Expectation | None:
    """The boundary by which a person wants no introductions, where they said so."""
    for e in expectations:
        if (
            e.is_boundary
            and e.was_said
            and e.side is Side.theirs
            and goes_against(e.text, [INTRODUCING]) is not Crossing.no
        ):
            return e
    return None
