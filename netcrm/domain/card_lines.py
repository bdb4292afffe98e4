"""The properties of vCards that are kept as they came: told apart, joined, handed out again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from netcrm.domain import names

# A card has one of these, whatever other cards of the person say.
_ONE = {"N", "FN", "GENDER", "KIND", "ANNIVERSARY", "SORT-STRING", "X-ABSHOWAS"}
# Each value of these is something of its own, which a newer card need not repeat.
_BY_VALUE = {"EMAIL", "TEL", "URL"}
_LABELS = ("X-ABLABEL", "X-ABADR")
_FRAME = {"BEGIN", "END"}
OURS = {
    *_FRAME, "VERSION", "UID", "REV", "PRODID", "NICKNAME", "CATEGORIES", "BDAY", "NOTE",
    "X-NETCRM-KNOWS", "X-NETCRM-CARES", "X-NETCRM-MET", "X-NETCRM-MET-WHERE", "X-NETCRM-CADENCE",
}  # fmt: skip
"""Written anew from what netcrm knows; everything else comes out again as it came in."""
Unit = tuple[str, ...]
"""A property with those of its group."""
CITY = 3
"""Which part of an address the city is (RFC 6350, 6.3.1)."""
# A name that every reader takes for the same one: no blank before it, no quote in it.
_HEAD = re.compile(r"[^\s\";:][^\";:]*[;:]")


def line_group(line: str) -> str:
    """The group of a property, "" where it has none: ``item1`` of ``item1.TEL:+1``."""
    return _head(line).rpartition(".")[0]


def line_name(line: str) -> str:
    """The name of a property, in capitals: ``TEL`` of ``item1.TEL;TYPE=home:+1``."""
    return _head(line).rpartition(".")[2].strip().upper()


def _head(line: str) -> str:
    return re.split(r"[;:]", line, maxsplit=1)[0]


def frames_a_card(line: str) -> bool:
    """Whether a line would begin a card, or end one."""
    return line_name(line) in _FRAME


def may_stand(line: str) -> bool:
    """Whether a line is a property that may stand in a card of ours beside what is written anew.

    A birthday that is no day is kept as it came.
    """
    return _HEAD.match(line) is not None and line_name(line) not in OURS - {"BDAY"}


def is_label(line: str) -> bool:
    """Whether a property only says what the other one of its group is."""
    return line_name(line) in _LABELS


def units(lines: Sequence[str]) -> list[Unit]:
    """The properties, each together with those of its group."""
    found: dict[str, list[str]] = {}
    for number, line in enumerate(lines):
        found.setdefault(line_group(line).lower() or f"\0{number}", []).append(line)
    return [tuple(unit) for unit in found.values()]


def joined(kept: Sequence[str], new: Sequence[str], *, newer: bool) -> tuple[str, ...]:
    """What is kept of a person with what a card says.

    ``newer`` is whether it is the card of before, as it is now: then its properties replace those
    of their name. Another card's are added, but for what a person has one of. Nothing that is
    there already comes twice, whatever its group is called.
    """
    there = units(kept)
    known = {_bare(unit): unit for unit in there}
    said = [known.get(_bare(unit), unit) for unit in units(new)]
    fresh = [unit for unit in said if _bare(unit) not in known]
    if newer:
        there, fresh = _renewed(there, said, {_key(unit) for unit in fresh}), []
    else:
        names = {_key(unit) for unit in there}
        fresh = [unit for unit in fresh if _key(unit) not in _ONE or _key(unit) not in names]
    groups = {line_group(unit[0]).lower() for unit in there if _bare(unit) in known}
    result: list[str] = []
    for unit in (*there, *fresh):
        result += unit if _bare(unit) in known else _regrouped(unit, groups)
    return tuple(result)


# Of these a card has one, and what another one says is worth telling.
_TOLD = {"ANNIVERSARY": "anniversary", "GENDER": "gender", "N": "name"}


def left_out(kept: Sequence[str], new: Sequence[str], called: Sequence[str]) -> list[str]:
    """What another card says otherwise where a person has one: ``anniversary: 2010-05-05``.

    A name is told where one of its words stands in none that they are ``called`` by.
    """
    there = {_bare(unit) for unit in units(kept)}
    have = {_key(unit) for unit in units(kept)}
    words = {word for name in called for word in names.words(name)}
    told = []
    for unit in units(new):
        key = _key(unit)
        if key not in _TOLD or key not in have or _bare(unit) in there:
            continue
        value = next(line for line in unit if not is_label(line)).partition(":")[2]
        if key == "N":
            family, given, middle, before, after = (parts_of(value) + [""] * 5)[:5]
            value = " ".join(part for part in (before, given, middle, family, after) if part)
        value = " ".join(unescaped(value).split())
        if value and not (key == "N" and words >= set(names.words(value))):
            told.append(f"{_TOLD[key]}: {value}")
    return told


def _renewed(there: list[Unit], said: list[Unit], changed: set[str]) -> list[Unit]:
    """What is there with the properties of which one has changed as they are said now.

    They stand where the first of them stood, in their new order: which is the first one tells.
    """
    result: list[Unit] = []
    placed = set[str]()
    for unit in there:
        key = _key(unit)
        if key not in changed:
            result.append(unit)
        elif key not in placed:
            placed.add(key)
            result += [new for new in said if _key(new) == key]
    return result + [new for new in said if _key(new) in changed - placed]


def unescaped(text: str) -> str:
    """What lines of cards say, without the signs that keep it in one (RFC 6350, 3.4)."""
    return re.sub(r"\\(.)", lambda found: " " if found[1] in "nN" else found[1], text)


def parts_of(value: str) -> list[str]:
    """The parts of a structured value, still escaped (RFC 6350, 3.4)."""
    return re.split(r"(?<!\\);", value)


def city_of(lines: Sequence[str]) -> str | None:
    """The city of the first address that names one; None where none does."""
    for line in lines:
        if line_name(line) == "ADR":
            parts = parts_of(line.partition(":")[2])
            if len(parts) > CITY and (city := unescaped(parts[CITY]).strip()):
                return city
    return None


def _key(unit: Sequence[str]) -> str:
    """What a unit is replaced by: the property of its name, or of its value."""
    first = next((line for line in unit if not is_label(line)), unit[0])
    name = line_name(first)
    return f"{name}:{first.partition(':')[2]}" if name in _BY_VALUE else name


def _bare(unit: Sequence[str]) -> tuple[str, ...]:
    return tuple(line.removeprefix(f"{line_group(line)}.") for line in unit)


def _regrouped(unit: Sequence[str], groups: set[str]) -> list[str]:
    """The unit under a group that no other one has."""
    group = line_group(unit[0])
    if not group or group.lower() not in groups:
        groups.add(group.lower())
        return list(unit)
    number = 1
    while f"item{number}" in groups:
        number += 1
    groups.add(f"item{number}")
    return [f"item{number}.{line.removeprefix(group + '.')}" for line in unit]
