"""Asks, of mine and of theirs."""

from __future__ import annotations

from datetime import date
from typing import Any

from netcrm.domain.aims import Ask
from netcrm.domain.ids import RecordId, no_record
from netcrm.domain.kinds import AskState, Side
from netcrm.domain.people import ContactRef
from netcrm.queries.rows import a_day, day, record_id
from netcrm.store.reader import Reader, Row

_ASK = """
SELECT a.*, c.name,
  coalesce(
    (SELECT 'e' || e.id FROM exchange e
      WHERE (e.source_letter = 'a' AND e.source_id = a.id) OR e.for_ask_id = a.id LIMIT 1),
    (SELECT 'i' || i.id FROM introduction i WHERE i.for_ask_id = a.id AND i.state = 'made'),
    (SELECT 'r' || r.id FROM recommendation r WHERE r.for_ask_id = a.id AND r.state = 'given'),
    CASE WHEN a.promise_id IS NOT NULL AND a.state = 'fulfilled' THEN 'p' || a.promise_id END
  ) AS fulfilled_by
FROM ask a JOIN contact c ON c.id = a.contact_id
"""


def ask(reader: Reader, number: int) -> Ask:
    """One ask; raises ``NotFoundError`` where there is none."""
    found = _asks(reader, "WHERE a.id = ?", number)
    if not found:
        raise no_record(RecordId("a", number))
    return found[0]


def of(reader: Reader, contact_id: int) -> list[Ask]:
    """Every ask between me and a contact, the newest first."""
    return _asks(reader, "WHERE a.contact_id = ? ORDER BY a.id DESC", contact_id)


def for_goal(reader: Reader, goal_id: int) -> list[Ask]:
    """The asks for a goal, the newest first."""
    return _asks(reader, "WHERE a.goal_id = ? ORDER BY a.id DESC", goal_id)


def sent_since(reader: Reader, contact_id: int, since: date) -> list[date]:
    """The days on which I asked somebody, from a day on."""
    rows = reader.all(
        "SELECT sent_on FROM ask WHERE contact_id = ? AND side = 'mine' AND sent_on >= ? "
        "ORDER BY sent_on",
        (contact_id, since.isoformat()),
    )
    return [a_day(row["sent_on"]) for row in rows]


def _asks(reader: Reader, where: str, *values: Any) -> list[Ask]:
    return [_ask(row) for row in reader.all(f"{_ASK} {where}", values)]


def _ask(row: Row) -> Ask:
    return Ask(
        id=row["id"],
        contact=ContactRef(row["contact_id"], row["name"]),
        side=Side(row["side"]),
        text=row["text"],
        topic=row["topic"],
        goal=record_id("g", row["goal_id"]),
        offer=row["offer"],
        by_on=day(row["by_on"]),
        state=AskState(row["state"]),
        drafted_on=a_day(row["drafted_on"]),
        sent_on=day(row["sent_on"]),
        answered_on=day(row["answered_on"]),
        answer=row["answer"],
        fulfilled_on=day(row["fulfilled_on"]),
        fulfilled_by=row["fulfilled_by"],
        promise=record_id("p", row["promise_id"]),
        despite=row["despite"],
    )
