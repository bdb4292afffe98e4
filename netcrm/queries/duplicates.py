"""Pairs who may be one person, with the reasons; what was answered is not asked again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations

from netcrm.domain import names
from netcrm.domain.nicknames import own_words, same_first_name, spelled
from netcrm.domain.people import ContactRef
from netcrm.store.reader import Reader, Row

_VERY_ALIKE = 0.86
# A family name shared by more says nothing; comparing all of them would take long.
_MOST_NAMESAKES = 200
_SHORTEST_PHONE = 7
# A number without its country: nine digits in Poland and Spain, more elsewhere.
_WITHOUT_COUNTRY = 9

_SHARED = """
SELECT a.contact_id AS a, b.contact_id AS b, a.kind, a.value
FROM contact_point a JOIN contact_point b
  ON b.folded = a.folded AND b.kind = a.kind AND b.contact_id > a.contact_id
WHERE a.kind <> 'url' OR a.folded LIKE 'linkedin.com/in/%'
"""
_PHONES = "SELECT contact_id, value, folded FROM contact_point WHERE kind = 'phone'"
_PEOPLE = """
SELECT id, name, sort_name, organization, organization_folded FROM contact
WHERE id <> 0 AND archived_on IS NULL
"""


@dataclass(frozen=True)
class Pair:
    """Two contacts and why they may be one; the one known longer stands second, to keep."""

    a: ContactRef
    b: ContactRef
    reasons: tuple[str, ...]


def pairs(reader: Reader) -> list[Pair]:
    """Every pair worth a look, the most reasons first."""
    people = {row["id"]: row for row in reader.all(_PEOPLE)}
    apart = {(row["a_id"], row["b_id"]) for row in reader.all("SELECT a_id, b_id FROM apart")}
    reasons: dict[tuple[int, int], list[str]] = {}
    for row in reader.all(_SHARED):
        if row["kind"] == "phone" and sum(c.isdigit() for c in row["value"]) < _SHORTEST_PHONE:
            continue
        words = {"email": "the same e-mail", "phone": "the same phone", "url": "the same profile"}
        reasons.setdefault((row["a"], row["b"]), []).append(f"{words[row['kind']]} {row['value']}")
    for one, other, why in _same_number(reader):
        reasons.setdefault((one, other), []).append(why)
    for one, other, why in _alike(list(people.values())):
        reasons.setdefault((one, other), []).append(why)
    found = [
        Pair(_ref(people[b]), _ref(people[a]), tuple(dict.fromkeys(why)))
        for (a, b), why in reasons.items()
        if a in people and b in people and (a, b) not in apart
    ]
    return sorted(found, key=lambda p: (-len(p.reasons), p.b.name, p.a.id))


def _ref(row: Row) -> ContactRef:
    return ContactRef(row["id"], row["name"])


def _same_number(reader: Reader) -> Iterator[tuple[int, int, str]]:
    """Who shares a number that one of them has with the code of its country, one without."""
    groups: dict[str, list[Row]] = {}
    for row in reader.all(_PHONES):
        digits = "".join(c for c in row["folded"] if c.isdigit())
        if len(digits) >= _WITHOUT_COUNTRY and row["folded"].lstrip("+") == digits:
            groups.setdefault(digits[-_WITHOUT_COUNTRY:], []).append(row)
    for group in groups.values():
        if not 1 < len(group) <= _MOST_NAMESAKES:
            continue
        for one, other in combinations(sorted(group, key=lambda r: r["contact_id"]), 2):
            keys = sorted((one["folded"], other["folded"]), key=len)
            shorter = keys[0].removeprefix("0")
            apart = one["contact_id"] != other["contact_id"] and keys[0] != keys[1]
            if apart and keys[1].startswith("+") and keys[1].endswith(shorter):
                yield one["contact_id"], other["contact_id"], f"the same phone {one['value']}"


def _alike(people: list[Row]) -> Iterator[tuple[int, int, str]]:
    for one, other in _within(people, lambda row: " ".join(sorted(_words(row)))):
        if why := _why_same(one, other):
            yield one["id"], other["id"], why
    for one, other in _within(people, lambda row: _words(row)[-1]):
        if why := _why(one, other):
            yield one["id"], other["id"], why
    for one, other in _within(people, lambda row: row["organization_folded"] or ""):
        if names.likeness(one["name"], other["name"]) >= _VERY_ALIKE:
            yield one["id"], other["id"], f"names alike at {one['organization']}"


def _words(row: Row) -> list[str]:
    """The words of a name as they are compared: no honorifics, umlauts as one letter."""
    return [spelled(word) for word in own_words(row["name"])] or [""]


def _why_same(one: Row, other: Row) -> str:
    """Whether two people of one name, in whatever order, may be of one organization."""
    firms = (one["organization_folded"] or "", other["organization_folded"] or "")
    fewer, more = sorted((set(names.words(firm)) for firm in firms), key=len)
    if not fewer <= more:
        return ""
    if one["sort_name"] == other["sort_name"]:
        return "the same name"
    return f"names alike at {one['organization']}" if fewer else "names alike"


def _within(people: list[Row], group_of: Callable[[Row], str]) -> Iterator[tuple[Row, Row]]:
    """Every two people of one group, the one known longer first."""
    groups: dict[str, list[Row]] = {}
    for row in people:
        groups.setdefault(group_of(row), []).append(row)
    groups.pop("", None)
    for group in groups.values():
        if 1 < len(group) <= _MOST_NAMESAKES:
            yield from combinations(sorted(group, key=lambda r: r["id"]), 2)


def _why(one: Row, other: Row) -> str:
    """Why two people of one family name may be one person, "" where they are not."""
    firms = (one["organization_folded"], other["organization_folded"])
    if all(firms) and firms[0] != firms[1]:
        return ""
    first, second = own_words(one["name"]), own_words(other["name"])
    if sorted(_words(one)) == sorted(_words(other)):
        return ""
    if len(first) > 1 and len(second) > 1 and same_first_name(first[0], second[0]):
        return f"{one['name'].split()[0]} and {other['name'].split()[0]} may be one first name"
    return ""
