"""Warm paths over the ties: only what the search asks for is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from netcrm.domain.expectations import Expectation, avoids_introductions
from netcrm.domain.kinds import ME
from netcrm.domain.paths import Link, Path, warm_paths
from netcrm.domain.people import ContactRef
from netcrm.queries.expectations import their_boundaries
from netcrm.queries.rows import marks
from netcrm.queries.rules import rules
from netcrm.store.reader import Reader

_CHUNK = 400
_LINKS = """
SELECT t.a_id, t.b_id, c.sort_name, t.strength FROM tie t JOIN contact c ON c.id = t.b_id
WHERE t.a_id IN ({marks}) AND t.strength IS NOT NULL AND c.archived_on IS NULL
UNION ALL
SELECT t.b_id, t.a_id, c.sort_name, t.strength FROM tie t JOIN contact c ON c.id = t.a_id
WHERE t.b_id IN ({marks}) AND t.strength IS NOT NULL AND c.archived_on IS NULL
"""


class Step(NamedTuple):
    """One tie on a path; ``how`` is where the two know each other from."""

    contact: ContactRef
    strength: int
    how: str | None


class Ways(NamedTuple):
    """The paths with their steps; who was met on the way back from the target, nearest first."""

    paths: list[tuple[Path, list[Step]]]
    met: list[int]
    left_out: list[Expectation]


class _Ties:
    """The ties of whom the search asks for; people who avoid introductions are noted, not shown."""

    def __init__(self, reader: Reader, target: int) -> None:
        self.reader = reader
        self.target = target
        self.left_out: dict[int, Expectation] = {}
        self.avoiding = {
            contact_id: boundary
            for contact_id, known in their_boundaries(reader).items()
            if contact_id != target and (boundary := avoids_introductions(known)) is not None
        }

    def __call__(self, ids: Iterable[int]) -> Mapping[int, Sequence[Link]]:
        wanted = list(ids)
        found: dict[int, list[Link]] = {}
        for at in range(0, len(wanted), _CHUNK):
            chunk = wanted[at : at + _CHUNK]
            for one, other, name, strength in self.reader.all(
                _LINKS.format(marks=marks(chunk)), [*chunk, *chunk]
            ):
                if other not in self.avoiding:
                    found.setdefault(one, []).append(Link(other, name, strength))
                elif one != ME:
                    self.left_out[other] = self.avoiding[other]
        return found


def ways(reader: Reader, target: ContactRef) -> Ways:
    """The strongest paths to a contact, by different first people."""
    ties = _Ties(reader, target.id)
    row = reader.one("SELECT sort_name FROM contact WHERE id = ?", (target.id,))
    found = warm_paths(target.id, row["sort_name"] if row is not None else "", ties, rules(reader))
    return Ways(
        [(path, _steps(reader, path)) for path in found.paths],
        list(found.met),
        list(ties.left_out.values()),
    )


def _steps(reader: Reader, path: Path) -> list[Step]:
    steps = []
    for one, other in zip(path.hops, path.hops[1:], strict=False):
        row = reader.one(
            "SELECT t.strength, t.how, c.name FROM tie t JOIN contact c ON c.id = ? "
            "WHERE t.a_id = ? AND t.b_id = ?",
            (other, min(one, other), max(one, other)),
        )
        assert row is not None
        steps.append(Step(ContactRef(other, row["name"]), row["strength"], row["how"]))
    return steps


def refs(reader: Reader, ids: Sequence[int]) -> list[ContactRef]:
    """These contacts' names, in the order of their ids given."""
    if not ids:
        return []
    rows = reader.all(f"SELECT id, name FROM contact WHERE id IN ({marks(ids)})", ids)  # noqa: S608 - only question marks
    names = {row["id"]: row["name"] for row in rows}
    return [ContactRef(i, names[i]) for i in ids if i in names]


def colleagues(reader: Reader, contact_id: int, *, limit: int = 5) -> list[ContactRef]:
    """People I know in a contact's organization, those I am closest to first."""
    rows = reader.all(
        "SELECT c.id, c.name FROM contact c JOIN tie t ON t.a_id = ? AND t.b_id = c.id "
        "WHERE c.organization_folded = (SELECT organization_folded FROM contact WHERE id = ?) "
        "AND c.id <> ? AND c.archived_on IS NULL AND t.strength IS NOT NULL "
        "ORDER BY t.strength DESC, c.sort_name LIMIT ?",
        (ME, contact_id, contact_id, limit),
    )
    return [ContactRef(row["id"], row["name"]) for row in rows]
