"""Who knows whom among some people, for the map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from netcrm.domain.kinds import ME
from netcrm.queries.rows import marks
from netcrm.store.reader import Reader

_CHUNK = 400


class Acquaintance(NamedTuple):
    """Two contacts who know each other, the smaller id first; strength 1 to 5."""

    a: int
    b: int
    strength: int


def between(reader: Reader, ids: Sequence[int]) -> list[Acquaintance]:
    """The ties among these contacts, those with me left out."""
    wanted = set(ids)
    found = []
    for at in range(0, len(ids), _CHUNK):
        chunk = ids[at : at + _CHUNK]
        rows = reader.all(
            f"SELECT a_id, b_id, strength FROM tie WHERE a_id IN ({marks(chunk)}) "  # noqa: S608
            f"AND a_id <> {ME} AND strength IS NOT NULL ORDER BY a_id, b_id",
            chunk,
        )
        found += [Acquaintance(*row) for row in rows if row["b_id"] in wanted]
    return found
