"""Where people stand on the map: who is closer further inside, who know each other side by side.

Angles come from whom people know: each is drawn to the circular mean of their acquaintances, the
barycentre method of Sugiyama, Tagawa and Toda, 1981, on circles.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from netcrm.domain.names import fold
from netcrm.domain.people import Contact
from netcrm.reports.map_labels import Label

_LEVELS: tuple[int | None, ...] = (5, 4, 3, 2, 1, None)
_EDGE = 455.0
_FIRST_RADIUS = 90.0
_GAP = 15.0
_STEP = 26.0
_BETWEEN_LEVELS = 44.0
_MOST_ROWS = 2
_ROUNDS = 24


class Circle(NamedTuple):
    """A circle of closeness, None for those whose closeness was not said."""

    closeness: int | None
    radius: float
    people: int
    label: Label | None = None
    phone: Label | None = None


def places_of(
    people: Sequence[Contact], ties: Sequence[tuple[int, int, int]]
) -> tuple[dict[int, tuple[float, float]], tuple[Circle, ...]]:
    """Where each stands around me, by id, and the circles they stand on."""
    angles = _angles(people, ties)
    rings: list[tuple[float, list[int]]] = []
    circles: list[Circle] = []
    radius = _FIRST_RADIUS
    for level in _LEVELS:
        members = [c.id for c in people if c.closeness == level]
        if not members:
            continue
        ordered = sorted(members, key=lambda i: (angles[i], i))
        # Rather a wide circle of a few rows than a crowd around me.
        radius = max(radius, len(members) * _GAP / (2 * math.pi * _MOST_ROWS))
        rows = _rows(len(members), radius)
        for row in range(rows):
            rings.append((radius + row * _STEP, ordered[row::rows]))
        circles.append(Circle(level, radius + (rows - 1) * _STEP / 2, len(members)))
        radius += (rows - 1) * _STEP + _BETWEEN_LEVELS
    outermost = max((r for r, _ in rings), default=1.0)
    # A small network takes the whole room as well; a large one is drawn closer.
    scale = _EDGE / outermost
    places: dict[int, tuple[float, float]] = {}
    for r, members in rings:
        room = _GAP / (r * scale)
        for contact_id, angle in _apart([(i, angles[i]) for i in members], room).items():
            at = (math.cos(angle) * r * scale, math.sin(angle) * r * scale)
            places[contact_id] = (round(at[0], 1), round(at[1], 1))
    return places, tuple(c._replace(radius=round(c.radius * scale, 1)) for c in circles)


def _rows(count: int, radius: float) -> int:
    rows = 1
    while count > sum(2 * math.pi * (radius + row * _STEP) / _GAP for row in range(rows)):
        rows += 1
    return rows


def _angles(people: Sequence[Contact], ties: Sequence[tuple[int, int, int]]) -> dict[int, float]:
    """Where around me each stands: near those they know and those they work with."""
    ordered = sorted(people, key=lambda c: (fold(c.organization or "~"), fold(c.name), c.id))
    turn = 2 * math.pi / max(1, len(ordered))
    angles = {c.id: at * turn - math.pi / 2 for at, c in enumerate(ordered)}
    drawn: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for a, b, strength in ties:
        drawn[a].append((b, strength))
        drawn[b].append((a, strength))
    for _ in range(_ROUNDS):
        moved = {}
        for contact_id, angle in angles.items():
            pulls = [(angles[other], weight) for other, weight in drawn[contact_id]]
            x = 3 * math.cos(angle) + sum(w * math.cos(a) for a, w in pulls)
            y = 3 * math.sin(angle) + sum(w * math.sin(a) for a, w in pulls)
            moved[contact_id] = math.atan2(y, x) if x or y else angle
        # Drawn together they would fall on each other: the order is kept, the room is shared.
        by_angle = sorted(moved, key=lambda i: (moved[i], i))
        even = {i: at * turn - math.pi for at, i in enumerate(by_angle)}
        angles = {i: _between(moved[i], even[i]) for i in moved}
    return angles


def _between(one: float, other: float) -> float:
    """The angle in the middle of two, the short way round."""
    return math.atan2(math.sin(one) + math.sin(other), math.cos(one) + math.cos(other))


def _apart(members: Sequence[tuple[int, float]], room: float) -> dict[int, float]:
    """The angles on one circle, moved as little as it takes that none covers another."""
    count = len(members)
    if not count:
        return {}
    room = min(room, 2 * math.pi / count)
    ordered = sorted(members, key=lambda m: (m[1], m[0]))
    angles = [angle for _, angle in ordered]
    for _ in range(200):
        moved = False
        for at in range(count):
            after = (at + 1) % count
            distance = angles[after] - angles[at] + (2 * math.pi if after == 0 else 0)
            if count > 1 and distance < room - 1e-6:
                push = (room - distance) / 2
                angles[at] -= push
                angles[after] += push
                moved = True
        if not moved:
            break
    return {contact_id: angle for (contact_id, _), angle in zip(ordered, angles, strict=True)}
