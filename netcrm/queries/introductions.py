"""Introductions: who brings whom together, and what came of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from netcrm.domain.aims import Introduction
from netcrm.domain.ids import RecordId, no_record
from netcrm.domain.kinds import Effect, IntroductionState
from netcrm.domain.people import ContactRef
from netcrm.queries.rows import a_day, day, record_id, ref
from netcrm.store.reader import Reader, Row

_INTRODUCTION = """
SELECT i.*, w.name AS introducer_name, a.name AS a_name, b.name AS b_name, d.name AS declined_name
FROM introduction i
JOIN contact w ON w.id = i.introducer_id
JOIN contact a ON a.id = i.a_id
JOIN contact b ON b.id = i.b_id
LEFT JOIN contact d ON d.id = i.declined_by_id
"""


def introduction(reader: Reader, number: int) -> Introduction:
    """One introduction; raises ``NotFoundError`` where there is none."""
    found = _introductions(reader, "WHERE i.id = ?", number)
    if not found:
        raise no_record(RecordId("i", number))
    return found[0]


def of(reader: Reader, contact_id: int) -> list[Introduction]:
    """Every introduction in which a contact has a part, the newest first."""
    return _introductions(
        reader,
        "WHERE i.a_id = ?1 OR i.b_id = ?1 OR i.introducer_id = ?1 ORDER BY i.id DESC",
        contact_id,
    )


def for_goal(reader: Reader, goal_id: int) -> list[Introduction]:
    """The introductions for a goal, the newest first."""
    return _introductions(reader, "WHERE i.goal_id = ? ORDER BY i.id DESC", goal_id)


def everything(reader: Reader) -> list[Introduction]:
    """All introductions, the newest first."""
    return _introductions(reader, "ORDER BY i.id DESC")


def made_between(reader: Reader, since: date, until: date) -> list[Introduction]:
    """The introductions made in a period, both ends included."""
    return _introductions(
        reader,
        "WHERE i.made_on BETWEEN ? AND ? ORDER BY i.made_on, i.id",
        since.isoformat(),
        until.isoformat(),
    )


def of_pair(reader: Reader, one: int, other: int) -> Introduction | None:
    """The first introduction of two people to each other that was not declined."""
    found = _introductions(
        reader,
        "WHERE ((i.a_id = ?1 AND i.b_id = ?2) OR (i.a_id = ?2 AND i.b_id = ?1)) "
        "AND i.state <> 'declined' ORDER BY i.id LIMIT 1",
        one,
        other,
    )
    return found[0] if found else None


def _introductions(reader: Reader, where: str, *values: Any) -> list[Introduction]:
    return [_introduction(row) for row in reader.all(f"{_INTRODUCTION} {where}", values)]


def _introduction(row: Row) -> Introduction:
    a, b = ContactRef(row["a_id"], row["a_name"]), ContactRef(row["b_id"], row["b_name"])
    said_yes = ((a, row["a_agreed_on"]), (b, row["b_agreed_on"]))
    return Introduction(
        id=row["id"],
        introducer=ContactRef(row["introducer_id"], row["introducer_name"]),
        a=a,
        b=b,
        for_a=row["for_a"],
        for_b=row["for_b"],
        why=row["why"],
        goal=record_id("g", row["goal_id"]),
        for_ask=record_id("a", row["for_ask_id"]),
        state=IntroductionState(row["state"]),
        agreed=tuple(side for side, on in said_yes if on is not None),
        proposed_on=a_day(row["proposed_on"]),
        made_on=day(row["made_on"]),
        declined_on=day(row["declined_on"]),
        declined_by=ref(row["declined_by_id"], row["declined_name"]),
        answer=row["answer"],
        outcome=row["outcome"],
        effect=Effect(row["effect"]) if row["effect"] else None,
        outcome_on=day(row["outcome_on"]),
        despite=row["despite"],
    )
