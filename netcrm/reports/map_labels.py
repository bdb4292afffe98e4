"""Names on the map: beside their points, over nothing, the most important first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple
from unicodedata import east_asian_width

from netcrm.reports.map_lines import Line, Segment, crosses

SIZE = 1000
"""The map is a square of this many units; the middle is me."""
CROWD = 60
"""With more people than this on the map, names thin out."""

_CHAR = 0.58
_BOLD = 1.14
_LONGEST_LABEL = 24
_GAP = 0.34
_ANGLES = 72
_ROOM_FOR_A_NUMBER = 8.0
_OVER_A_DOT, _OVER_A_WAY, _OVER_A_TIE, _FARTHER = 60.0, 20.0, 3.0, 1.5
_REACH = (1.0, 1.9, 2.8)
"""How far from their point names of those who matter may stand, in distances of the others."""


class Label(NamedTuple):
    """A name beside its point; ``anchor`` is which end of it stands there."""

    text: str
    x: float
    y: float
    anchor: str


class Named(NamedTuple):
    """A point that would have a name: ``radius`` is how far its shape reaches.

    ``matters`` says that it is set in bold, and named even where a way runs behind the name.
    """

    id: int
    name: str
    x: float
    y: float
    radius: float
    matters: bool


class Box(NamedTuple):
    """A rectangle on the map."""

    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: Box) -> bool:
        """Whether the two share any room."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass
class Sheet:
    """The map as far as it is drawn, at one size of its letters: what is written is kept free."""

    font: float
    points: Sequence[Named]
    lines: Sequence[Line]
    me: float
    taken: list[Box] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.taken.append(Box(-self.me, -self.me, self.me, self.me))
        self.dots = {
            p.id: Box(p.x - p.radius, p.y - p.radius, p.x + p.radius, p.y + p.radius)
            for p in self.points
        }
        ways = (line.segments for line in self.lines if line.is_way)
        self.ways: list[Segment] = list(chain.from_iterable(ways))
        ties = (line.segments for line in self.lines if not line.is_way)
        # In a crowd there is a tie behind every name; the halo of the letters has to do.
        self.ties: list[Segment] = [] if self.is_crowded else list(chain.from_iterable(ties))

    @property
    def is_crowded(self) -> bool:
        """Whether there is no room for every name."""
        return len(self.points) > CROWD

    def number(self, text: str, radius: float) -> Label:
        """What a circle is called, written on it where the most room is, by preference on top."""
        best, most = Label(text, 0.0, round(-radius, 1), "middle"), -math.inf
        for turn in range(_ANGLES):
            angle = -math.pi / 2 + (turn + 1) // 2 * (-1) ** turn * 2 * math.pi / _ANGLES
            x, y = radius * math.cos(angle), radius * math.sin(angle)
            box = self._box(text, x, y)
            room = self._room(box) if _inside(box) else -math.inf
            if room > most:
                best, most = (
                    Label(text, round(x, 1), round(y + self.font * 0.34, 1), "middle"),
                    room,
                )
                self_box = box
            if most >= _ROOM_FOR_A_NUMBER:
                break
        if most > -math.inf:
            self.taken.append(self_box)
        return best

    def names(self) -> dict[int, Label]:
        """The names that find room beside their points, the first first."""
        return {p.id: label for p in self.points if (label := self._name(p)) is not None}

    def _name(self, point: Named) -> Label | None:
        dots = [box for i, box in self.dots.items() if i != point.id]
        best: tuple[float, Label, Box] | None = None
        for rank, (label, box) in enumerate(self._tries(point)):
            if not _inside(box) or any(box.covers(b) for b in self.taken):
                continue
            dotted = sum(box.covers(b) for b in dots)
            over = sum(crosses(s, *box) for s in self.ways)
            # Somebody who matters has a name whatever lies under it.
            if not point.matters and (dotted or (over and self.is_crowded)):
                continue
            cost = rank * _FARTHER + over * _OVER_A_WAY + dotted * _OVER_A_DOT
            cost += sum(crosses(s, *box) for s in self.ties) * _OVER_A_TIE
            if best is None or cost < best[0]:
                best = (cost, label, box)
        if best is None:
            return None
        self.taken.append(best[2])
        return best[1]

    def _tries(self, point: Named) -> list[tuple[Label, Box]]:
        """The places for a name around a point, the outer side first."""
        text = _short(point.name)
        size = self.font
        away = point.radius + size * _GAP
        width = self._width(text) * (_BOLD if point.matters else 1)
        start, end = ("start", 1), ("end", -1)
        sides = (start, end) if point.x >= 0 else (end, start)
        spots: list[tuple[str, float, float]] = []
        edge = point.radius
        for far in _REACH if point.matters and self.is_crowded else _REACH[:1]:
            reach = away * far
            slant = reach * 0.75
            spots += [(a, s * reach, 0.0) for a, s in sides]
            spots += [("middle", 0.0, d * (reach + size * 0.5)) for d in (-1, 1)]
            spots += [(a, s * slant, d * (slant + size * 0.35)) for a, s in sides for d in (-1, 1)]
            spots += [(a, -s * edge, d * (reach + size * 0.5)) for a, s in sides for d in (-1, 1)]
        found = []
        for anchor, dx, dy in spots:
            x, y = point.x + dx, point.y + dy
            left = {"start": x, "middle": x - width / 2, "end": x - width}[anchor]
            box = Box(left - 1, y - size * 0.62, left + width + 1, y + size * 0.5)
            found.append((Label(text, round(x, 1), round(y + size * 0.34, 1), anchor), box))
        return found

    def _width(self, text: str) -> float:
        wide = sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
        return wide * _CHAR * self.font

    def _box(self, text: str, x: float, y: float) -> Box:
        half, high = self._width(text) / 2 + 2, self.font * 0.6
        return Box(x - half, y - high, x + half, y + high)

    def _room(self, box: Box) -> float:
        """How far the nearest thing is from a box, below 0 where it lies under it."""
        if any(box.covers(b) for b in self.taken):
            return -math.inf
        near = min((_apart(box, dot) for dot in self.dots.values()), default=math.inf)
        return near - (_ROOM_FOR_A_NUMBER if any(crosses(s, *box) for s in self.ways) else 0)


def _apart(one: Box, other: Box) -> float:
    across = max(one.left - other.right, other.left - one.right)
    down = max(one.top - other.bottom, other.top - one.bottom)
    return max(across, down)


def _inside(box: Box) -> bool:
    edge = SIZE / 2
    return -edge < box.left and box.right < edge and -edge < box.top and box.bottom < edge


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_LABEL else name[: _LONGEST_LABEL - 1].rstrip() + "…"
