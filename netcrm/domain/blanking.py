"""A text without the names of somebody whom nobody may read of any more."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from netcrm.domain import names
from netcrm.domain.names import UNNAMED
from netcrm.domain.text import AFTER_MENTION, MENTION

Span = tuple[int, int]


class Place(NamedTuple):
    """Where a text stands, and the letter and the number of the record that is found by it.

    ``letter`` is empty where nothing is. ``theirs`` are folded names that are a namesake's there.
    """

    table: str
    row: int
    column: str
    letter: str
    number: int
    theirs: frozenset[str] = frozenset()


def without(text: str, spoken: Sequence[str], others: Sequence[str] = ()) -> str:
    """The text with ``…`` wherever one of some names stands, as ``names.speaks_of`` finds it.

    ``without("By Zoë Qwertz's desk", ["zoe qwertz"])`` is ``By …'s desk``. A long name goes with
    the ending that it is declined by. Where one of the folded names of ``others`` goes on from it,
    that one is meant: ``Al Johnson`` is not Al Johns.
    """
    return _blanked(text, _named(text, spoken, others))


def without_mentions(text: str, spoken: Sequence[str], others: Sequence[str] = ()) -> str:
    """The text with ``…`` in place of each ``@name`` that one of some names answers to.

    One that is the whole name of one of ``others`` is theirs.
    """
    return _blanked(text, _mentioned(text, spoken, others))


def around(text: str, spoken: Sequence[str], width: int) -> str:
    """A piece of a text, in one line, with the first place in which it names somebody."""
    line = " ".join(text.split())
    spans = [*_named(line, spoken, ()), *_mentioned(line, spoken, ())]
    begin = max(0, min((start for start, _ in spans), default=0) - width // 3)
    return f"{'…' if begin else ''}{line[begin : begin + width]}"


def speaks(text: str, spoken: Sequence[str], others: Sequence[str] = ()) -> bool:
    """Whether a text names somebody by one of some names, so that ``without`` would change it."""
    folded = names.fold(text)
    return any(names.speaks_of(folded, names.fold(name)) for name in spoken) and bool(
        _named(text, spoken, others)
    )


def mentions(text: str, spoken: Sequence[str], others: Sequence[str] = ()) -> bool:
    """Whether a text names somebody with ``@`` by more than one word, which is no other's name."""
    return any(
        len(names.words(text[start:end])) > 1 for start, end in _mentioned(text, spoken, others)
    )


def _named(text: str, spoken: Sequence[str], others: Sequence[str]) -> list[Span]:
    folded, at = _aligned(text)
    at.append(len(text.rstrip()))
    of_others = [hit.span() for name in others for hit in names.where(name).finditer(folded)]
    return [
        (at[hit.start()], at[hit.end()])
        for name in dict.fromkeys(spoken)
        if names.fold(name)
        for hit in names.where(names.fold(name)).finditer(folded)
        if not _is_of_the_language(name, text[at[hit.start()] : at[hit.end()]])
        and not any(start <= hit.start() and hit.end() <= end for start, end in of_others)
    ]


def _is_of_the_language(name: str, written: str) -> bool:
    return name.isalpha() and not name[0].islower() and names.is_small(written)


def _mentioned(text: str, spoken: Sequence[str], others: Sequence[str]) -> list[Span]:
    if "@" not in text:
        return []
    called = [names.words(n) for n in spoken if not (names.is_phone(n) or {"@", "/"} & set(n))]
    of_others = [names.words(name) for name in others]
    return [
        (hit.start(), hit.start(1) + len(hit[1].rstrip(AFTER_MENTION)))
        for hit in MENTION.finditer(text)
        if names.words(hit[1]) not in of_others
        and any(names.starts(names.words(hit[1]), name) for name in called)
    ]


def _blanked(text: str, spans: Iterable[Span]) -> str:
    said, done = "", 0
    for start, end in sorted(spans):
        if start >= done:
            said += text[done:start] + UNNAMED
        done = max(done, end)
    return said + text[done:]


def _aligned(text: str) -> tuple[str, list[int]]:
    """The folded text, and where in the text each of its characters begins."""
    folded: list[str] = []
    at: list[int] = []
    for place, char in enumerate(text):
        for part in names.fold(f"x{char}x")[1:-1]:
            if part == " " and (not folded or folded[-1] == " "):
                continue
            folded.append(part)
            at.append(place)
    if folded and folded[-1] == " ":
        folded.pop()
        at.pop()
    return "".join(folded), at
