"""Lines on the map: straight where they can be, bent where they would tell something wrong.

A tie that runs behind me would look like two ties of mine, a way that runs over somebody's point
as if it led through them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

Place = tuple[float, float]
Segment = tuple[float, float, float, float]

_AROUND_ME = 38.0
_PASSING = 6.0
_PIECES = 14
_BENDS = (0.0, *(side * by for by in range(24, 241, 24) for side in (1, -1)))


class Line(NamedTuple):
    """Two who know each other; ``is_way`` where a way to a decider leads along it.

    ``bend`` is the control point of a quadratic curve, None where the line is straight.
    """

    x1: float
    y1: float
    x2: float
    y2: float
    strength: int
    is_way: bool
    bend: Place | None = None

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The line in straight pieces, to see what it runs over."""
        if self.bend is None:
            return ((self.x1, self.y1, self.x2, self.y2),)
        points = [_on_curve(self, at / _PIECES) for at in range(_PIECES + 1)]
        return tuple((*a, *b) for a, b in pairwise(points))


def around_me(line: Line) -> Line:
    """The tie of two others, bent away from the middle where it would run behind me."""
    at, near = _nearest((line.x1, line.y1, line.x2, line.y2), (0.0, 0.0))
    if near >= _AROUND_ME or not 0.02 < at < 0.98:
        return line
    long = math.hypot(line.x2 - line.x1, line.y2 - line.y1)
    away = (-(line.y2 - line.y1) / long, (line.x2 - line.x1) / long)
    foot = (line.x1 + at * (line.x2 - line.x1), line.y1 + at * (line.y2 - line.y1))
    side = 1.0 if away[0] * foot[0] + away[1] * foot[1] >= 0 else -1.0
    # A quadratic curve leaves its chord by 2t(1 - t) of what its control point does.
    by = side * (_AROUND_ME + 6 - near) / max(0.18, 2 * at * (1 - at))
    return _bent(line, away, by)


def past_others(line: Line, others: Iterable[tuple[float, float, float]]) -> Line:
    """The line, bent as little as it takes to run over none of ``others`` (x, y, radius).

    Where it cannot be done it takes the course that leaves the most room.
    """
    long = math.hypot(line.x2 - line.x1, line.y2 - line.y1)
    if not long:
        return line
    away = (-(line.y2 - line.y1) / long, (line.x2 - line.x1) / long)
    middle = ((line.x1 + line.x2) / 2, (line.y1 + line.y2) / 2)
    reach = long / 2 + 140
    close = [o for o in others if math.hypot(o[0] - middle[0], o[1] - middle[1]) < reach]
    best, most = line, -math.inf
    for by in _BENDS:
        if abs(by) > long:
            break
        tried = _bent(line, away, by) if by else line
        room = min((_room(tried.segments, other) for other in close), default=math.inf)
        if room >= _PASSING:
            return tried
        if room > most + 0.5:
            best, most = tried, room
    return best


def crosses(segment: Segment, left: float, top: float, right: float, bottom: float) -> bool:
    """Whether a segment runs through a box (Liang and Barsky, 1984)."""
    x1, y1, x2, y2 = segment
    enter, leave = 0.0, 1.0
    for step, low, high in ((x2 - x1, left - x1, right - x1), (y2 - y1, top - y1, bottom - y1)):
        if step == 0:
            if low > 0 or high < 0:
                return False
            continue
        first, second = sorted((low / step, high / step))
        enter, leave = max(enter, first), min(leave, second)
        if enter > leave:
            return False
    return True


def _bent(line: Line, away: Place, by: float) -> Line:
    x = (line.x1 + line.x2) / 2 + away[0] * by
    y = (line.y1 + line.y2) / 2 + away[1] * by
    return line._replace(bend=(round(x, 1), round(y, 1)))


def _on_curve(line: Line, t: float) -> Place:
    assert line.bend is not None
    a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t**2
    return (
        a * line.x1 + b * line.bend[0] + c * line.x2,
        a * line.y1 + b * line.bend[1] + c * line.y2,
    )


def _room(segments: Sequence[Segment], other: tuple[float, float, float]) -> float:
    return min(_nearest(s, other[:2])[1] for s in segments) - other[2]


def _nearest(segment: Segment, point: Place) -> tuple[float, float]:
    """Where along a segment it comes nearest to a point, and how near."""
    x1, y1, x2, y2 = segment
    dx, dy = x2 - x1, y2 - y1
    square = dx * dx + dy * dy
    at = ((point[0] - x1) * dx + (point[1] - y1) * dy) / square if square else 0.0
    at = min(1.0, max(0.0, at))
    return at, math.hypot(point[0] - x1 - at * dx, point[1] - y1 - at * dy)
