"""Warm ways to somebody: who could pass a request on, from me to them, and how likely it arrives.

A tie of strength 1 to 5 carries a request with the chance that the rules give it; a path's
strength is the product of its ties'. The answer is the strongest path by each of three different
first people, equal ones by fewer hops, then by names.

The search goes backwards from the target, one hop a round, and follows only what can still beat the
third path found: with chances below one, no further hop makes a path stronger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from netcrm.domain.kinds import ME
from netcrm.domain.rules import Rules

# Chances are in hundredths, so that products are whole numbers and equal paths compare equal.
_WHOLE = 100
PATHS = 3


class Link(NamedTuple):
    """One end of a tie, seen from the other: whom it leads to, and its strength, 1 to 5."""

    other: int
    name: str
    strength: int


Neighbours = Callable[[Iterable[int]], Mapping[int, Sequence[Link]]]
"""The ties of contacts, with everybody who may be on a path; asked once a round."""


@dataclass(frozen=True)
class Path:
    """A way from me to the target: the ids (me first), and how likely a request arrives."""

    hops: tuple[int, ...]
    strength: float


class _Way(NamedTuple):
    """A way from somebody to the target; smaller is better: strength first, hops, then names."""

    minus_strength: int  # × 100 ** the most hops
    hops: int
    names: tuple[str, ...]
    ids: tuple[int, ...]


class Ways(NamedTuple):
    """What the search found: the paths, and whom it came upon backwards, the nearest first."""

    paths: tuple[Path, ...]
    met: tuple[int, ...]


def warm_paths(target: int, name: str, neighbours: Neighbours, rules: Rules) -> Ways:
    """The strongest paths from me to the target, each by another first person."""
    whole, most = _WHOLE**rules.path_hops, rules.path_chances[-1]
    best = {target: _Way(-whole, 0, (name,), (target,))}
    mine = {link.other: link for link in neighbours([ME]).get(ME, ())}
    found: dict[int, _Way] = {}
    frontier = [target]
    for hops in range(1, rules.path_hops + 1):
        for first in frontier:
            if first in mine:
                _keep(found, first, _longer(best[first], mine[first], ME, rules))
        if hops == rules.path_hops:
            break
        worst = _to_beat(found)
        # A way that cannot beat the third path even with the strongest ties is not followed.
        follow = [i for i in frontier if -best[i].minus_strength * most * most > worst * _WHOLE**2]
        frontier = _round(best, follow, neighbours, rules)
    ranked = sorted(found.values())[:PATHS]
    paths = tuple(Path(way.ids, -way.minus_strength / whole) for way in ranked)
    near = sorted((way, i) for i, way in best.items() if i != target)
    return Ways(paths, tuple(i for _, i in near))


def _round(
    best: dict[int, _Way], frontier: Sequence[int], neighbours: Neighbours, rules: Rules
) -> list[int]:
    """Go one hop further back; answers who has a better way now."""
    reached: dict[int, _Way] = {}
    for at, links in neighbours(frontier).items():
        way = best[at]
        for link in links:
            if link.other == ME or link.other in way.ids:
                continue
            longer = _longer(way, link, link.other, rules)
            known = best.get(link.other)
            if known is None or longer < known:
                _keep(reached, link.other, longer)
    best |= reached
    return list(reached)


def _longer(way: _Way, link: Link, before: int, rules: Rules) -> _Way:
    strength = way.minus_strength * rules.path_chances[link.strength - 1] // _WHOLE
    names = way.names if before == ME else (link.name, *way.names)
    return _Way(strength, way.hops + 1, names, (before, *way.ids))


def _keep(ways: dict[int, _Way], key: int, way: _Way) -> None:
    if key not in ways or way < ways[key]:
        ways[key] = way


def _to_beat(found: Mapping[int, _Way]) -> int:
    """The strength of the third path by different first people, 0 while there are fewer."""
    if len(found) < PATHS:
        return 0
    return -sorted(found.values())[PATHS - 1].minus_strength
