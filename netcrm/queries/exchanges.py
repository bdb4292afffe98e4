"""The ledger: its entries, and each relationship's two sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from netcrm.domain import names
from netcrm.domain.errors import UsageError
from netcrm.domain.ids import RecordId, no_record
from netcrm.domain.kinds import Direction
from netcrm.domain.ledger import Balance, Exchange, MonthFlow
from netcrm.domain.people import ContactRef
from netcrm.queries.rows import a_day, day, marks, record_id
from netcrm.store.reader import Reader, Row

BALANCE_SORTS = {
    "newest": "5 DESC, c.sort_name",
    "name": "c.sort_name",
    "given": "3 DESC, c.sort_name",
    "received": "4 DESC, c.sort_name",
    "loops": "6 DESC, c.sort_name",
}
"""Orders by the answer's columns: summed and kept totals have the same names in two tables."""

_EXCHANGE = "SELECT e.*, c.name FROM exchange e JOIN contact c ON c.id = e.contact_id"


@dataclass(frozen=True)
class LedgerFilter:
    """Which entries count: a period (both ends included), a kind, contacts with a tag."""

    since: date | None = None
    until: date | None = None
    kind: str | None = None
    tag: str | None = None
    contact_id: int | None = None

    @property
    def selects_entries(self) -> bool:
        """Whether some entries are left out, so that kept totals do not answer."""
        return not (self.since is None and self.until is None and self.kind is None)

    def entry_clauses(self) -> tuple[list[str], list[Any]]:
        """The conditions on ``exchange e`` as SQL, and their parameters."""
        sql, values = [], []
        for column, operator, value in (
            ('e."on"', ">=", self.since),
            ('e."on"', "<=", self.until),
            ("e.kind", "=", self.kind),
            ("e.contact_id", "=", self.contact_id),
        ):
            if value is not None:
                sql.append(f"{column} {operator} ?")
                values.append(value.isoformat() if isinstance(value, date) else value)
        return sql, values


def exchange(reader: Reader, number: int) -> Exchange:
    """One entry; raises ``NotFoundError`` where there is none."""
    row = reader.one(f"{_EXCHANGE} WHERE e.id = ?", (number,))
    if row is None:
        raise no_record(RecordId("e", number))
    return _exchange(row)


def exchanges(reader: Reader, ids: Sequence[int]) -> list[Exchange]:
    """These entries, by id."""
    if not ids:
        return []
    rows = reader.all(f"{_EXCHANGE} WHERE e.id IN ({marks(ids)}) ORDER BY e.id", ids)
    return [_exchange(row) for row in rows]


def open_loops(reader: Reader, contact_id: int | None = None) -> list[Exchange]:
    """Help whose outcome the helper has not been told, the longest due first."""
    own = "" if contact_id is None else "AND e.contact_id = ?"
    rows = reader.all(
        f"{_EXCHANGE} WHERE e.loop_due_on IS NOT NULL {own} ORDER BY e.loop_due_on, e.id",
        () if contact_id is None else (contact_id,),
    )
    return [_exchange(row) for row in rows]


def received_for(reader: Reader, goal_id: int) -> list[Exchange]:
    """The help that names a goal, the newest first."""
    rows = reader.all(
        f"{_EXCHANGE} WHERE e.goal_id = ? AND e.direction = 'received' "
        'ORDER BY e."on" DESC, e.id DESC',
        (goal_id,),
    )
    return [_exchange(row) for row in rows]


def last_help(reader: Reader, contact_id: int) -> date | None:
    """The day on which a contact helped me last."""
    row = reader.one(
        "SELECT max(\"on\") FROM exchange WHERE contact_id = ? AND direction = 'received'",
        (contact_id,),
    )
    return day(row[0]) if row is not None else None


def given_since(reader: Reader, contact_id: int, since: date) -> list[Exchange]:
    """What I gave a contact from a day on, the newest first."""
    rows = reader.all(
        f"{_EXCHANGE} WHERE e.contact_id = ? AND e.direction = 'gave' AND e.\"on\" >= ? "
        'ORDER BY e."on" DESC, e.id DESC',
        (contact_id, since.isoformat()),
    )
    return [_exchange(row) for row in rows]


def balance(reader: Reader, contact_id: int, wanted: LedgerFilter | None = None) -> Balance:
    """The two sides of one relationship; zeros where nothing flowed."""
    wanted = wanted or LedgerFilter()
    of_one = LedgerFilter(wanted.since, wanted.until, wanted.kind, wanted.tag, contact_id)
    found = balances(reader, of_one)
    if found:
        return found[0]
    row = reader.one("SELECT name, open_loops FROM contact WHERE id = ?", (contact_id,))
    name, loops = (row["name"], row["open_loops"]) if row is not None else ("", 0)
    return Balance(ContactRef(contact_id, name), 0, 0, None, loops)


def balances(
    reader: Reader, wanted: LedgerFilter, *, sort: str = "newest", limit: int | None = None
) -> list[Balance]:
    """Every relationship with an entry that counts, newest exchange first.

    Without a period and a kind the kept totals answer. Raises ``UsageError`` for an unknown sort.
    """
    if sort not in BALANCE_SORTS:
        raise UsageError(
            f"sort: {sort!r} is no order; one of {', '.join(BALANCE_SORTS)} would be right."
        )
    source, where, values = _summed(wanted) if wanted.selects_entries else _kept(wanted)
    if wanted.tag is not None:
        where.append("EXISTS (SELECT 1 FROM tag g WHERE g.contact_id = c.id AND g.folded = ?)")
        values.append(names.fold(wanted.tag))
    rows = reader.all(
        f"{source} WHERE {' AND '.join(where)} ORDER BY {BALANCE_SORTS[sort]} LIMIT ?",
        [*values, -1 if limit is None else limit],
    )
    return [
        Balance(
            ContactRef(row["id"], row["name"]),
            row["given"],
            row["received"],
            day(row["last_exchange_on"]),
            row["open_loops"],
        )
        for row in rows
    ]


def months(reader: Reader, since: date, contact_id: int | None = None) -> list[MonthFlow]:
    """What flowed in each month from a day on, with everybody or with one; still ones are left
    out."""
    sql = (
        'SELECT substr("on", 1, 7) AS month, '
        "sum(CASE direction WHEN 'gave' THEN size ELSE 0 END) AS given, "
        "sum(CASE direction WHEN 'gave' THEN 0 ELSE size END) AS received "
        'FROM exchange WHERE "on" >= ? {} GROUP BY 1 ORDER BY 1'
    )
    if contact_id is None:
        rows = reader.all(sql.format(""), (since.isoformat(),))
    else:
        rows = reader.all(sql.format("AND contact_id = ?"), (since.isoformat(), contact_id))
    return [MonthFlow(a_day(f"{r['month']}-01"), r["given"], r["received"]) for r in rows]


def _kept(wanted: LedgerFilter) -> tuple[str, list[str], list[Any]]:
    source = (
        "SELECT c.id, c.name, c.given, c.received, c.last_exchange_on, c.open_loops FROM contact c"
    )
    if wanted.contact_id is not None:
        return source, ["c.id = ?", "c.last_exchange_on IS NOT NULL"], [wanted.contact_id]
    return source, ["c.last_exchange_on IS NOT NULL", "c.archived_on IS NULL"], []


def _summed(wanted: LedgerFilter) -> tuple[str, list[str], list[Any]]:
    sql, values = wanted.entry_clauses()
    source = f"""
        SELECT c.id, c.name, s.given, s.received, s.last_exchange_on, c.open_loops
        FROM (SELECT e.contact_id,
                sum(CASE e.direction WHEN 'gave' THEN e.size ELSE 0 END) AS given,
                sum(CASE e.direction WHEN 'gave' THEN 0 ELSE e.size END) AS received,
                max(e."on") AS last_exchange_on
              FROM exchange e WHERE {" AND ".join(sql)} GROUP BY e.contact_id) s
        JOIN contact c ON c.id = s.contact_id
    """  # noqa: S608 - own clauses, values are bound
    return source, ["1" if wanted.contact_id is not None else "c.archived_on IS NULL"], values


def _exchange(row: Row) -> Exchange:
    source = row["source_letter"]
    return Exchange(
        id=row["id"],
        contact=ContactRef(row["contact_id"], row["name"]),
        direction=Direction(row["direction"]),
        kind=row["kind"],
        size=row["size"],
        on=a_day(row["on"]),
        text=row["text"],
        terms=row["terms"],
        goal=record_id("g", row["goal_id"]),
        outcome=row["outcome"],
        outcome_told_on=day(row["outcome_told_on"]),
        loop_due_on=day(row["loop_due_on"]),
        source=None if source is None else f"{source}{row['source_id']}",
    )
