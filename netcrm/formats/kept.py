"""The properties that came in with a card, handed out where they still hold.

Each is read as the reader of cards reads it, so that what was taken from it is known again.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import NamedTuple

from netcrm.domain.card_lines import CITY, is_label, line_group, may_stand, parts_of
from netcrm.domain.names import fold
from netcrm.domain.text import url_key
from netcrm.formats.card_reader import Card, CardReader
from netcrm.formats.content_lines import Property, escaped, properties, with_params

# What a person has several of; one that is not theirs any more does not go out.
_VALUES = {"EMAIL": "emails", "TEL": "phones", "URL": "urls"}
_OF_NAME = {
    "SORT-STRING", "SOUND", "X-PHONETIC-FIRST-NAME", "X-PHONETIC-MIDDLE-NAME",
    "X-PHONETIC-LAST-NAME",
}  # fmt: skip
# Which part of a property is kept, where it has several.
_PART = {"ADR": CITY, "ORG": 0}
_MEDIA = {"PHOTO": "image", "LOGO": "image", "SOUND": "audio", "KEY": "application"}
_LONGEST = 2**62


class _Entry(NamedTuple):
    line: str
    of: Property

    @property
    def said(self) -> str:
        """What is taken from the property: its value, or the part that netcrm keeps."""
        name = self.of.name
        read = CardReader(Card(0, properties=[self.of]))
        if name in _VALUES:
            return next(iter(getattr(read, _VALUES[name])()), "")
        if name in _PART:
            return read.line(name, _PART[name])
        return read.limited(name)

    @property
    def profiles(self) -> list[str]:
        """The web address that is taken from the property where it is a social profile."""
        return CardReader(Card(0, properties=[self.of])).profiles()

    @property
    def value(self) -> str:
        """What is said after its name and parameters."""
        return self.line[len(self.of.head.decode("utf-8", "replace")) + 1 :]

    def corrected(self, said: str) -> _Entry:
        """The property with this in the place of what is taken from it."""
        at = _PART.get(self.of.name)
        parts = [self.value] if at is None else parts_of(self.value)
        parts[at or 0] = escaped(said)
        return self._replace(line=self.line.removesuffix(self.value) + ";".join(parts))


class Kept:
    """The properties by name; each is handed out once, with the label of its group.

    What would end the card, begin another one, or say again what is written anew, is left out.
    """

    def __init__(self, extra: Sequence[str], version: str) -> None:
        self._version = version
        self._entries = [
            _Entry(line, found)
            for line in extra
            if may_stand(line)
            for found in properties([line.encode("utf-8", "replace")], _LONGEST)
        ]

    def name(self, name: str) -> tuple[list[str], list[str]]:
        """The kept FN and N of a name; N holds as long as the FN that came with it does.

        Where neither does, nothing holds that says how the former name is sorted or read.
        """
        came = bool(self._of("FN") or self._of("N"))
        whole = self.first("FN", name)
        parts = self._of("N")
        for other in parts:
            self._entries.remove(other)
        words = CardReader(Card(0, properties=[parts[0].of])).name_words() if parts else set()
        holds = parts and words and (whole or words >= set(name.split()))
        if came and not (whole or holds):
            self._drop(_OF_NAME)
        return whole, [self._written(parts[0])] if holds else []

    def first(self, name: str, value: str | None) -> list[str]:
        """The kept property that a single value came from; one that says another has gone.

        One that is only spelled otherwise is corrected. The others of its name are facts of their
        own, and stay.
        """
        came = next((e for e in self._of(name) if e.said), None)
        if came is None:
            return []
        if value is not None and came.said != value and fold(came.said) == fold(value):
            corrected = came.corrected(value)
            self._entries[self._entries.index(came)] = corrected
            return self._take(corrected)
        found = self._take(came)
        if came.said == value:
            return found
        self._drop({"LABEL"} if name == "ADR" else set())
        return []

    def value(self, name: str, value: str) -> list[str]:
        """The kept property of this name that says this value."""
        found = next((e for e in self._of(name) if e.said == value), None)
        return [] if found is None else self._take(found)

    def says(self, name: str, value: str) -> bool:
        """Whether a property that stays says this value."""
        return any(e.said == value for e in self._of(name))

    def rest(self, urls: Sequence[str]) -> list[str]:
        """What nothing of ours was taken from, as it came in.

        A social profile is of its address, which may have gone from ``urls``.
        """
        there = set(map(url_key, urls))
        for entry in list(self._entries):
            gone = [u for u in entry.profiles if url_key(u) not in there]
            if (entry.of.name in _VALUES and entry.said) or gone:
                self._take(entry)
        return [self._written(entry) for entry in self._entries]

    def _drop(self, names: Set[str]) -> None:
        self._entries = [e for e in self._entries if e.of.name not in names]

    def _of(self, name: str) -> list[_Entry]:
        return [entry for entry in self._entries if entry.of.name == name]

    def _take(self, entry: _Entry) -> list[str]:
        """The property, and the labels of its group where it is the last one in it."""
        self._entries.remove(entry)
        group = line_group(entry.line).lower()
        same = [e for e in self._entries if group and line_group(e.line).lower() == group]
        found = [entry]
        if all(is_label(e.line) for e in same):
            found += same
            self._entries = [e for e in self._entries if e not in same]
        return [self._written(e) for e in found]

    def _written(self, entry: _Entry) -> str:
        """The property with its parameters as this version of vCards has them."""
        p = entry.of
        params = dict(p.params)
        types = [t for value in params.get("TYPE", []) for t in value.split(",")]
        came = params | {"TYPE": types}
        value = entry.value
        if self._version == "4.0":
            preferred = [t for t in types if t.upper() == "PREF"]
            types = [t for t in types if t.upper() not in ("PREF", "INTERNET")]
            if preferred:
                params.setdefault("PREF", ["1"])
            if p.encoding == "BASE64" and p.name in _MEDIA:
                kind = types.pop(0).lower() if types else "octet-stream"
                value = f"data:{_MEDIA[p.name]}/{kind};base64,{value}"
                del params["ENCODING"]
        else:
            if params.pop("PREF", None):
                types = [*types, "pref"]
            if p.encoding == "BASE64":
                params["ENCODING"] = ["b"]
        params["TYPE"] = types
        if params == came and not p.bare:
            return entry.line
        return f"{with_params(p, params)}:{value}"
