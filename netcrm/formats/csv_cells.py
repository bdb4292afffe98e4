"""The cells of one row, each used once; what no field of ours takes goes into the note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from netcrm.domain.names import fold
from netcrm.domain.text import flat
from netcrm.formats.csv_table import NO_HEADING, Row

# How a program looks at a record, where its pictures are, and what it fills in by itself.
_NO_FACT = re.compile(
    r"e-?mail.*(type|typ|display name|angezeigter name|label)|typ .*e-?mail.*|.*wyswietlan.*|"
    r".*(photo|picture|yomi|phonetic).*|priority|prioritat|priorytet|priorite|prioridad|"
    r"sensitivity|vertraulichkeit|poufnosc|private?|privat|prywatne|initials|initialen|inicjaly|"
    r"file as|display name|directory server|internet free busy|short name|"
    r"(address|phone|im|website|organization) \d+ - (type|label)"
)
_FILLED_IN = {"unspecified", "keine angabe", "nieokreslona", "non specifie", "no especificado"}
_NUMBERED = re.compile(r"((?:relation|event|custom field) \d+) - (type|label|value)")
_NO_DAY = re.compile(r"[0./: ]+")


class Cells:
    """A row with its headings as they stand in the file."""

    def __init__(self, row: Row, headings: dict[str, str]) -> None:
        self.row = row
        self.headings = headings
        self.used: set[str] = set()

    def first(self, *columns: str) -> str:
        """The first of the columns that says something."""
        for column in columns:
            if self.row.get(column):
                self.used.add(column)
                return self.row[column]
        return ""

    def joined(self, *columns: str) -> str:
        """What all of the columns say, one after another."""
        self.used.update(columns)
        return " ".join(value for column in columns if (value := self.row.get(column)))

    def all(self, pattern: re.Pattern[str]) -> list[str]:
        """What every column says whose whole name fits."""
        fitting = [column for column in self.row if pattern.fullmatch(column)]
        self.used.update(fitting)
        return [self.row[column] for column in fitting if self.row[column]]

    def named(self, columns: Iterable[str]) -> list[str]:
        """What each of the columns says."""
        found = [column for column in columns if self.row.get(column)]
        self.used.update(found)
        return [self.row[column] for column in found]

    def note(self, *columns: str) -> str:
        """The note, and under it a line ``Key: value`` of every fact that nothing else took."""
        return "\n".join([*self.named(columns), *self._rest(self.row)])

    def note_with(self, others: Sequence[str], *columns: str) -> str:
        """The note, and under it the facts of the other columns that nothing else took."""
        return "\n".join([*self.named(columns), *self._rest(others)])

    def _rest(self, columns: Iterable[str]) -> Iterator[str]:
        for column in columns:
            value = flat(self.row.get(column, ""))
            if not value or column in self.used or _NO_FACT.fullmatch(column):
                continue
            if fold(value) in _FILLED_IN or _NO_DAY.fullmatch(value):
                continue
            numbered = _NUMBERED.fullmatch(column)
            if column == NO_HEADING:
                yield value
            elif numbered is None:
                yield f"{self.headings.get(column, column)}: {value}"
            elif numbered[2] == "value":
                yield f"{self._label(numbered[1])}: {value}"

    def _label(self, of: str) -> str:
        """What the value beside a label is; without one, the kind of column it is."""
        said = self.row.get(f"{of} - label") or self.row.get(f"{of} - type") or ""
        return flat(said).removeprefix("* ") or of.rpartition(" ")[0].capitalize()


def headings(header: Iterable[str]) -> dict[str, str]:
    """Headings as they stand in a file, by how columns are known."""
    found: dict[str, str] = {}
    for cell in header:
        found.setdefault(fold(cell), flat(cell))
    return found
