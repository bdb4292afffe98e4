"""How records are named: a contact by a number, every other record by a letter and a number."""

from __future__ import annotations

import re
from typing import NamedTuple

from netcrm.domain.errors import NotFoundError, UsageError

WORDS = {
    "e": "exchange",
    "n": "interaction",
    "p": "promise",
    "m": "reminder",
    "s": "step",
    "x": "expectation",
    "i": "introduction",
    "r": "recommendation",
    "a": "ask",
    "g": "goal",
    "t": "touch",
    "b": "birthday",
    "l": "loop",
}
_ID = re.compile(rf"([{''.join(WORDS)}])(\d{{1,18}})")


class RecordId(NamedTuple):
    """One record: ``e12`` is the exchange 12, ``t4`` the next touch of contact 4."""

    letter: str
    number: int

    def __str__(self) -> str:
        return f"{self.letter}{self.number}"

    @property
    def word(self) -> str:
        """What kind of record it is."""
        return WORDS[self.letter]


def is_record_id(text: str) -> bool:
    """Whether the text has the form of a record's id."""
    return _ID.fullmatch(text.strip().lower()) is not None


def parse_record_id(text: str, letters: str = "".join(WORDS)) -> RecordId:
    """The id that was typed; raises ``UsageError`` where it is none of the given letters."""
    found = _ID.fullmatch(text.strip().lower())
    if found is None or found[1] not in letters:
        meant = ", ".join(f"{letter}12 ({WORDS[letter]})" for letter in letters)
        raise UsageError(
            f"id: {text!r} is no id; something like {meant} would be right.",
            hint=f"A number is a contact; to take one out of the lists: netcrm archive {text}"
            if text.isdecimal()
            else "",
        )
    return RecordId(found[1], int(found[2]))


def no_record(record: RecordId, *, hint: str = "") -> NotFoundError:
    """The error for an id that names nothing (any more)."""
    return NotFoundError(f"There is no {record.word} {record}.", hint=hint)
