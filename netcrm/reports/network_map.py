"""The network as a map: me in the middle, circles of closeness, who knows whom.

The same network gives the same map: nothing is drawn by lot. Labels are placed by importance and
left out where they would cover another. It is written twice, in
letters for a page and, with fewer names, in letters for a phone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from netcrm.domain.kinds import ME
from netcrm.domain.people import Contact, ContactRef
from netcrm.reports.map_labels import CROWD, Label, Named, Sheet
from netcrm.reports.map_lines import Line, around_me, past_others
from netcrm.reports.map_places import Circle, places_of

SHOWN = 300
"""The most people on one map; those who matter most stay."""

_CLOSE = 4
_SHAPES = {"decider": 8.0, "guide": 6.0}
_FONT, _ME = 12.0, 20.0
_PHONE_FONT, _PHONE_ME = 30.0, 36.0
PHONE_SCALE = 1.7
"""How much larger points are drawn on a phone."""


class Mark(NamedTuple):
    """Why somebody stands out: ``decider``, ``guide``, ``way`` or "", and open loops with them."""

    role: str = ""
    loops: int = 0


@dataclass(frozen=True)
class Point:
    """One person on the map; ``phone`` is the name in letters for a phone."""

    contact: ContactRef
    closeness: int | None
    mark: Mark
    x: float
    y: float
    radius: float
    label: Label | None
    phone: Label | None


@dataclass(frozen=True)
class NetworkMap:
    """Points, lines and circles, in units of ``SIZE`` around the middle."""

    points: tuple[Point, ...]
    lines: tuple[Line, ...]
    circles: tuple[Circle, ...]
    left_out: int

    @property
    def is_crowded(self) -> bool:
        """Whether points are drawn small and names thin out."""
        return len(self.points) > CROWD

    @property
    def ties(self) -> tuple[tuple[int, tuple[Line, ...]], ...]:
        """The lines that are no way, by strength."""
        found: dict[int, list[Line]] = {}
        for line in self.lines:
            if not line.is_way:
                found.setdefault(line.strength, []).append(line)
        return tuple((strength, tuple(found[strength])) for strength in sorted(found))

    @property
    def words(self) -> str:
        """What the map shows, for who cannot see it."""
        circles = ", ".join(
            f"{c.people} {'not placed' if c.closeness is None else f'at closeness {c.closeness}'}"
            for c in self.circles
        )
        deciders = ", ".join(p.contact.name for p in self.points if p.mark.role == "decider")
        return (
            f"Me in the middle and {len(self.points)} people around me: {circles or 'nobody'}. "
            f"{len(self.lines)} ties between them."
            + (f" Deciders: {deciders}." if deciders else "")
            + (f" {self.left_out} more are not shown." if self.left_out else "")
        )

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """What is drawn, and only that: the kind of a mark, and what it says."""
        points = self.points
        round_ones = {p.closeness or 0 for p in points if p.mark.role not in _SHAPES}
        large = 3 in round_ones and not self.is_crowded
        below = _CLOSE if self.is_crowded else 3
        hollow = f"hollow{', small' if large else ''}: closeness below {below}"
        known = (
            (max(round_ones, default=0) >= _CLOSE, "close", "filled: closeness 4 or 5"),
            (large, "known", "hollow, large: closeness 3"),
            (min(round_ones, default=5) < below, "far", hollow),
            (any(p.mark.role == "decider" for p in points), "decider", "decides"),
            (any(p.mark.role == "guide" for p in points), "guide", "guide"),
            (any(p.mark.loops for p in points), "open", "thick edge: open loop"),
            (any(line.is_way for line in self.lines), "way", "a way to a decider"),
            (any(not line.is_way for line in self.lines), "tie", "know each other"),
        )
        return tuple((kind, words) for there, kind, words in known if there)


def network_map(
    people: Sequence[Contact],
    ties: Iterable[tuple[int, int, int]],
    marks: Mapping[int, Mark],
    weights: Mapping[int, int],
    ways: Iterable[Sequence[int]],
) -> NetworkMap:
    """Lay the network out.

    ``ties`` are two ids and a strength, ``weights`` what flowed with each (given and received
    together), ``ways`` the ids along each way from me to a decider.
    """
    importance = {c.id: _importance(c, marks.get(c.id, Mark()), weights) for c in people}
    chosen = sorted(people, key=lambda c: (-importance[c.id], c.id))[:SHOWN]
    shown = {c.id for c in chosen}
    known = sorted((a, b, s) for a, b, s in ties if a in shown and b in shown)
    places, circles = places_of(chosen, known)
    crowded = len(chosen) > CROWD
    radii = {c.id: _radius(c, marks.get(c.id, Mark()), crowded=crowded) for c in chosen}
    lines = _lines(places, radii, known, sorted({tuple(way) for way in ways}))
    page = Sheet(_FONT, _named(chosen, places, radii, marks, 1.0), lines, _ME)
    small = _named(chosen, places, radii, marks, 1.3 if crowded else PHONE_SCALE)
    phone = Sheet(_PHONE_FONT, small, lines, _PHONE_ME)
    circles = tuple(
        c._replace(
            label=page.number(_called(c), c.radius), phone=phone.number(_called(c), c.radius)
        )
        for c in circles
    )
    names, short = page.names(), phone.names()
    points = tuple(
        Point(
            c.ref, c.closeness, marks.get(c.id, Mark()), *places[c.id], radii[c.id],
            names.get(c.id), short.get(c.id),
        )
        for c in sorted(chosen, key=lambda c: (-(c.closeness or 0), c.id))
    )  # fmt: skip
    return NetworkMap(points, lines, circles, len(people) - len(chosen))


def _lines(
    places: Mapping[int, tuple[float, float]],
    radii: Mapping[int, float],
    ties: Sequence[tuple[int, int, int]],
    ways: Sequence[tuple[int, ...]],
) -> tuple[Line, ...]:
    """Ties and ways; no tie runs behind me, no way over somebody who is not on it."""
    steps = {frozenset(pair) for way in ways for pair in pairwise(way)}

    def free(line: Line, *ends: int) -> Line:
        others = [(*places[i], radii[i]) for i in places if i not in ends]
        return past_others(line, others if ME in ends else [*others, (0.0, 0.0, _ME)])

    between = []
    for a, b, strength in ties:
        line = Line(*places[a], *places[b], strength, frozenset((a, b)) in steps)
        between.append(free(line, a, b) if line.is_way else around_me(line))
    first = dict.fromkeys(way[1] for way in ways if len(way) > 1 and way[1] in places)
    own = [free(Line(0.0, 0.0, *places[i], 5, is_way=True), ME, i) for i in first]
    return (*between, *own)


def _named(
    people: Sequence[Contact],
    places: Mapping[int, tuple[float, float]],
    radii: Mapping[int, float],
    marks: Mapping[int, Mark],
    scale: float,
) -> list[Named]:
    return [
        Named(
            c.id, c.name, *places[c.id],
            # The edge of an open loop is thick.
            (radii[c.id] + (1.5 if c.id in marks and marks[c.id].loops else 0.7)) * scale,
            c.id in marks and bool(marks[c.id].role),
        )
        for c in people
    ]  # fmt: skip


def _radius(contact: Contact, mark: Mark, *, crowded: bool) -> float:
    if mark.role in _SHAPES:
        return _SHAPES[mark.role]
    if crowded:
        return 3.5
    return 5.5 if (contact.closeness or 0) >= 3 else 4.0


def _called(circle: Circle) -> str:
    return "closeness not said" if circle.closeness is None else str(circle.closeness)


def _importance(contact: Contact, mark: Mark, weights: Mapping[int, int]) -> float:
    role = {"decider": 100, "guide": 60, "way": 80}.get(mark.role, 0)
    flow = min(20, weights.get(contact.id, 0))
    closeness = contact.closeness or 0
    # Who is close comes before everybody who is not, whatever flowed.
    near = 30 if closeness >= _CLOSE else 0
    return role + near + 6 * min(2, mark.loops) + 5 * closeness + flow
