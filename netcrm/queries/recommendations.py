"""Recommendations: who speaks for whom to whom, and what came of it."""

from __future__ import annotations

from typing import Any

from netcrm.domain.aims import Recommendation
from netcrm.domain.ids import RecordId, no_record
from netcrm.domain.kinds import Effect, RecommendationState
from netcrm.domain.people import ContactRef
from netcrm.queries.rows import a_day, day, record_id, ref
from netcrm.store.reader import Reader, Row

_RECOMMENDATION = """
SELECT r.*, w.name AS recommender_name, s.name AS subject_name, a.name AS audience_name
FROM recommendation r
JOIN contact w ON w.id = r.recommender_id
JOIN contact s ON s.id = r.subject_id
LEFT JOIN contact a ON a.id = r.audience_id
"""


def recommendation(reader: Reader, number: int) -> Recommendation:
    """One recommendation; raises ``NotFoundError`` where there is none."""
    found = _recommendations(reader, "WHERE r.id = ?", number)
    if not found:
        raise no_record(RecordId("r", number))
    return found[0]


def of(reader: Reader, contact_id: int) -> list[Recommendation]:
    """Every recommendation in which a contact has a part, the newest first."""
    return _recommendations(
        reader,
        "WHERE r.recommender_id = ?1 OR r.subject_id = ?1 OR r.audience_id = ?1 ORDER BY r.id DESC",
        contact_id,
    )


def for_goal(reader: Reader, goal_id: int) -> list[Recommendation]:
    """The recommendations for a goal, the newest first."""
    return _recommendations(reader, "WHERE r.goal_id = ? ORDER BY r.id DESC", goal_id)


def everything(reader: Reader) -> list[Recommendation]:
    """All recommendations, the newest first."""
    return _recommendations(reader, "ORDER BY r.id DESC")


def evidence(reader: Reader, audience_id: int) -> dict[int, Recommendation]:
    """Those whose word has helped with somebody, by recommender, with the latest."""
    found = _recommendations(
        reader, "WHERE r.audience_id = ? AND r.effect = 'helped' ORDER BY r.id", audience_id
    )
    return {r.recommender.id: r for r in found}


def _recommendations(reader: Reader, where: str, *values: Any) -> list[Recommendation]:
    return [_recommendation(row) for row in reader.all(f"{_RECOMMENDATION} {where}", values)]


def _recommendation(row: Row) -> Recommendation:
    return Recommendation(
        id=row["id"],
        recommender=ContactRef(row["recommender_id"], row["recommender_name"]),
        subject=ContactRef(row["subject_id"], row["subject_name"]),
        audience=ref(row["audience_id"], row["audience_name"]),
        goal=record_id("g", row["goal_id"]),
        for_ask=record_id("a", row["for_ask_id"]),
        text=row["text"],
        state=RecommendationState(row["state"]),
        requested_on=a_day(row["requested_on"]),
        given_on=day(row["given_on"]),
        declined_on=day(row["declined_on"]),
        answer=row["answer"],
        outcome=row["outcome"],
        effect=Effect(row["effect"]) if row["effect"] else None,
        outcome_on=day(row["outcome_on"]),
        despite=row["despite"],
    )
