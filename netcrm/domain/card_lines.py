"""The properties of vCards that are kept as they came: told apart, joined, handed out again."""

from __future__ import annotations

import re
from collections.abc import Sequence

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


def units(lines: Sequence[str]) -> list[tuple[str, ...]]:
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
    known = {_bare(unit) for unit in there}
    fresh = [unit for unit in units(new) if _bare(unit) not in known]
    if newer:
        said = {_bare(unit) for unit in units(new)}
        changed = {_key(unit) for unit in fresh}
        there = [unit for unit in there if _key(unit) not in changed or _bare(unit) in said]
    else:
        names = {_key(unit) for unit in there}
        fresh = [unit for unit in fresh if _key(unit) not in _ONE or _key(unit) not in names]
    groups = {line_group(unit[0]).lower() for unit in there}
    result = [line for unit in there for line in unit]
    for unit in fresh:
        result += _regrouped(unit, groups)
    return tuple(result)


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
