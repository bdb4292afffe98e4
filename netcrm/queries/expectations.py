"""What the two sides of relationships expect and avoid."""

from __future__ import annotations

from netcrm.domain.expectations import Expectation
from netcrm.domain.ids import RecordId, no_record
from netcrm.domain.kinds import ME, Certainty, Side, Stance
from netcrm.domain.people import ContactRef
from netcrm.queries.rows import a_day, marks
from netcrm.store.reader import Reader, Row

_EXPECTATION = "SELECT x.*, c.name FROM expectation x JOIN contact c ON c.id = x.contact_id"
# Boundaries first, then what was said: what must be met soonest is read soonest.
_ORDER = "ORDER BY x.stance, x.certainty DESC, x.id"


def expectation(reader: Reader, number: int) -> Expectation:
    """One expectation; raises ``NotFoundError`` where there is none."""
    row = reader.one(f"{_EXPECTATION} WHERE x.id = ?", (number,))
    if row is None:
        raise no_record(RecordId("x", number))
    return _expectation(row)


def between(reader: Reader, contact_id: int) -> list[Expectation]:
    """What holds between me and a contact, mine for everybody included; boundaries first."""
    rows = reader.all(f"{_EXPECTATION} WHERE x.contact_id IN (?, ?) {_ORDER}", (contact_id, ME))
    return [_expectation(row) for row in rows]


def of(reader: Reader, contact_id: int) -> list[Expectation]:
    """What was recorded with a contact, both sides; boundaries first."""
    rows = reader.all(f"{_EXPECTATION} WHERE x.contact_id = ? {_ORDER}", (contact_id,))
    return [_expectation(row) for row in rows]


def their_boundaries(reader: Reader) -> dict[int, list[Expectation]]:
    """What others avoid, by contact."""
    found: dict[int, list[Expectation]] = {}
    for row in reader.all(
        f"{_EXPECTATION} WHERE x.stance = 'avoids' AND x.side = 'theirs' {_ORDER}"
    ):
        found.setdefault(row["contact_id"], []).append(_expectation(row))
    return found


def some_known(reader: Reader, ids: list[int]) -> bool:
    """Whether anything is recorded with each of these contacts."""
    known = reader.number(
        f"SELECT count(DISTINCT contact_id) FROM expectation WHERE contact_id IN ({marks(ids)})",  # noqa: S608 - only question marks
        ids,
    )
    return known == len(set(ids))


def _expectation(row: Row) -> Expectation:
    return Expectation(
        id=row["id"],
        contact=ContactRef(row["contact_id"], row["name"]),
        side=Side(row["side"]),
        stance=Stance(row["stance"]),
        text=row["text"],
        certainty=Certainty(row["certainty"]),
        since=a_day(row["since"]),
    )
