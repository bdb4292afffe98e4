"""Names on the map: beside their points, none over another, the most important first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from unicodedata import east_asian_width

SIZE = 1000
"""The map is a square of this many units; the middle is me."""

_FONT = 12.0
_CHAR = 0.56 * _FONT
_LONGEST_LABEL = 24
_CROWD = 60
_MATTERS = 60


class Label(NamedTuple):
    """A name beside its point; ``anchor`` is which end of it stands there."""

    text: str
    x: float
    y: float
    anchor: str


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: _Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def placed(
    names: Mapping[int, str],
    places: Mapping[int, tuple[float, float]],
    importance: Mapping[int, float],
    radii: Sequence[float],
) -> dict[int, Label]:
    """The names that find room beside their points, in the order given, the most important first.

    ``importance`` says whose point stays free of other names; ``radii`` are those of the circles,
    whose numbers stand at the top.
    """
    taken = [_Box(-26, -18, 26, 18), *(_Box(-8, -r - 8, 8, -r + 8) for r in radii)]
    dots = {i: _Box(x - 5, y - 5, x + 5, y + 5) for i, (x, y) in places.items()}
    # A point of somebody who matters stays free of names; the others may lie under one.
    taken += [dots[i] for i in dots if importance[i] >= _MATTERS]
    found: dict[int, Label] = {}
    edge = SIZE / 2
    crowded = len(names) > _CROWD
    for contact_id, name in names.items():
        own = dots[contact_id]
        for label, box in _tries(_short(name), *places[contact_id]):
            in_the_way = [b for b in taken if b is not own]
            if not crowded:
                in_the_way += [b for i, b in dots.items() if i != contact_id]
            inside = -edge < box.left and box.right < edge and -edge < box.top < box.bottom < edge
            if inside and not any(box.covers(b) for b in in_the_way):
                found[contact_id] = label
                taken.append(box)
                break
    return found


def _tries(text: str, x: float, y: float) -> list[tuple[Label, _Box]]:
    """The places for a name beside a point, the outer side first."""
    width = sum(2 if east_asian_width(char) in "WF" else 1 for char in text) * _CHAR
    high, low = y - _FONT * 0.62, y + _FONT * 0.62
    start = (Label(text, round(x + 8, 1), round(y + 4, 1), "start"),
             _Box(x + 6, high, x + 10 + width, low))  # fmt: skip
    end = (Label(text, round(x - 8, 1), round(y + 4, 1), "end"),
           _Box(x - 10 - width, high, x - 6, low))  # fmt: skip
    above = (Label(text, x, round(y - 9, 1), "middle"),
             _Box(x - width / 2, y - 9 - _FONT, x + width / 2, y - 5))  # fmt: skip
    below = (Label(text, x, round(y + 18, 1), "middle"),
             _Box(x - width / 2, y + 6, x + width / 2, y + 10 + _FONT))  # fmt: skip
    return [start, end, above, below] if x >= 0 else [end, start, above, below]


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_LABEL else name[: _LONGEST_LABEL - 1].rstrip() + "…"
