"""What a period held, and the counts behind the scorecard."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from netcrm.domain.follow_up import quiet_before
from netcrm.domain.kinds import Kind
from netcrm.domain.people import ContactRef
from netcrm.domain.review import Closed, Counts, Flow, Part
from netcrm.queries.rows import a_day
from netcrm.queries.rules import rules
from netcrm.store.reader import Reader, Row


class Period(NamedTuple):
    """From one day to another, both included."""

    since: date
    until: date

    @property
    def bound(self) -> dict[str, Any]:
        """The days as parameters."""
        return {
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
        }


def met(reader: Reader, period: Period) -> list[tuple[ContactRef, int]]:
    """Who took part in what happened, or met me for the first time; the most often first."""
    rows = reader.all(
        """
        SELECT c.id, c.name, count(*) AS times FROM (
          SELECT p.contact_id FROM interaction i JOIN participant p ON p.interaction_id = i.id
            WHERE i."on" BETWEEN :since AND :until
          UNION ALL
          SELECT CASE a_id WHEN 0 THEN b_id ELSE a_id END FROM introduction
            WHERE 0 IN (a_id, b_id) AND made_on BETWEEN :since AND :until
          UNION ALL
          SELECT n.id FROM contact n WHERE n.met_on BETWEEN :since AND :until AND NOT EXISTS (
            SELECT 1 FROM participant p JOIN interaction i ON i.id = p.interaction_id
            WHERE p.contact_id = n.id AND i."on" BETWEEN :since AND :until)) m
        JOIN contact c ON c.id = m.contact_id GROUP BY c.id ORDER BY 3 DESC, c.sort_name
        """,
        period.bound,
    )
    return [(ContactRef(row["id"], row["name"]), row["times"]) for row in rows]


def flows(reader: Reader, period: Period) -> list[Flow]:
    """What was given and received, by kind; kinds of which nothing flowed are left out."""
    rows = reader.all(
        "SELECT kind, sum(CASE direction WHEN 'gave' THEN size ELSE 0 END) AS given, "
        "sum(CASE direction WHEN 'gave' THEN 0 ELSE size END) AS received "
        'FROM exchange WHERE "on" BETWEEN :since AND :until GROUP BY kind',
        period.bound,
    )
    found = {row["kind"]: Flow(row["kind"], row["given"], row["received"]) for row in rows}
    return [found[kind] for kind in Kind if kind in found]


def closed_loops(reader: Reader, period: Period) -> list[Closed]:
    """The loops that were closed: when each helper first heard what came of their help."""
    rows = reader.all(
        """
        SELECT g.exchange_id, min(g."on") AS told_on, g.due_on, e."on"
        FROM telling g JOIN exchange e ON e.id = g.exchange_id
        WHERE g."on" BETWEEN :since AND :until AND NOT EXISTS (
          SELECT 1 FROM telling f WHERE f.exchange_id = g.exchange_id AND f."on" < :since)
        GROUP BY g.exchange_id ORDER BY 2, 1
        """,
        period.bound,
    )
    return [
        Closed(
            f"l{row['exchange_id']}",
            (a_day(row["told_on"]) - a_day(row["on"])).days,
            row["due_on"] is None or row["told_on"] <= row["due_on"],
        )
        for row in rows
    ]


def longest_open_loop(reader: Reader) -> str:
    """The loop that has been due the longest, "" where every helper has heard."""
    row = reader.one(
        "SELECT id FROM exchange WHERE loop_due_on IS NOT NULL ORDER BY loop_due_on, id LIMIT 1"
    )
    return "" if row is None else f"l{row['id']}"


def went_quiet(reader: Reader, period: Period) -> list[ContactRef]:
    """Relationships whose quiet began in the period and lasts."""
    chosen = rules(reader)
    rows = reader.all(
        "SELECT id, name FROM contact WHERE archived_on IS NULL AND id <> 0 AND ("
        "(next_touch_on >= :since AND next_touch_on < :until) OR (next_touch_on IS NULL "
        "AND last_contact_on >= :quiet_since AND last_contact_on < :quiet_until)) "
        "ORDER BY sort_name",
        period.bound
        | {
            "quiet_since": quiet_before(period.since, chosen).isoformat(),
            "quiet_until": quiet_before(period.until, chosen).isoformat(),
        },
    )
    return [ContactRef(row["id"], row["name"]) for row in rows]


_ACTIVE = """
SELECT c.id, c.given > 0 AND c.received > 0 AS both
FROM contact c WHERE c.archived_on IS NULL AND c.id IN (
  SELECT contact_id FROM exchange WHERE "on" BETWEEN :since AND :until
  UNION
  SELECT p.contact_id FROM interaction i JOIN participant p ON p.interaction_id = i.id
  WHERE i."on" BETWEEN :since AND :until)
ORDER BY c.last_contact_on DESC, c.id
"""
_PREPARED = """
SELECT contact_id AS id, expectations_known AS known, checks_passed AS passed, asked_too_often
FROM ask WHERE side = 'mine' AND sent_on BETWEEN :since AND :until ORDER BY id DESC
"""
_PROPOSED = """
SELECT CASE a_id WHEN 0 THEN b_id ELSE a_id END AS id, expectations_known AS known
FROM introduction WHERE proposed_on BETWEEN :since AND :until ORDER BY id DESC
"""
_DESPITE = """
SELECT (SELECT count(*) FROM ask WHERE despite IS NOT NULL AND drafted_on BETWEEN :since AND :until)
  + (SELECT count(*) FROM introduction
     WHERE despite IS NOT NULL AND proposed_on BETWEEN :since AND :until)
  + (SELECT count(*) FROM recommendation
     WHERE despite IS NOT NULL AND requested_on BETWEEN :since AND :until)
  + (SELECT count(*) FROM follow_up
     WHERE despite IS NOT NULL AND made_on BETWEEN :since AND :until)
"""
_DECIDERS = """
SELECT DISTINCT p.contact_id AS id, EXISTS (
  SELECT 1 FROM contact_day d
  WHERE d.contact_id = p.contact_id AND d."on" BETWEEN :since AND :until) AS met
FROM goal_person p JOIN goal g ON g.id = p.goal_id
WHERE p.role = 'decider' AND g.opened_on <= :until
  AND (g.state = 'open' OR g.closed_on >= :since)
ORDER BY p.id
"""
_RECOMMENDED = """
SELECT (SELECT count(*) FROM recommendation WHERE requested_on BETWEEN :since AND :until),
  (SELECT count(*) FROM recommendation WHERE given_on BETWEEN :since AND :until),
  (SELECT count(*) FROM recommendation
   WHERE effect = 'helped' AND outcome_on BETWEEN :since AND :until)
"""
_DECLINED = """
SELECT a.id, a.answered_on, (
  SELECT min(b.sent_on) FROM ask b WHERE b.contact_id = a.contact_id AND b.side = 'mine'
    AND b.id <> a.id AND b.sent_on >= a.answered_on) AS again_on
FROM ask a
WHERE a.side = 'mine' AND a.state = 'declined' AND a.answered_on BETWEEN :since AND :until
"""


def counts(reader: Reader, period: Period) -> Counts:
    """The numbers of the scorecard."""
    bound = period.bound
    asks = reader.all(_PREPARED, bound)
    prepared = [*asks, *reader.all(_PROPOSED, bound)]
    recommended = reader.one(_RECOMMENDED, bound)
    asked, given, helped = (0, 0, 0) if recommended is None else tuple(recommended)
    return Counts(
        both_directions=_part(reader.all(_ACTIVE, bound), "both"),
        expectations_known=_part(prepared, "known"),
        boundaries_gone_against=reader.number(_DESPITE, bound),
        checks_passed=_part(asks, "passed"),
        deciders_met=_part(reader.all(_DECIDERS, bound), "met"),
        recommendations_asked=asked,
        recommendations_given=given,
        recommendations_helped=helped,
        let_be=_let_be(reader.all(_DECLINED, bound), rules(reader).ask_days),
        warnings_overridden=sum(row["asked_too_often"] for row in asks),
    )


def _part(rows: list[Row], column: str) -> Part:
    outside = next((str(row["id"]) for row in rows if not row[column]), "")
    return Part(sum(1 for row in rows if row[column]), len(rows), outside)


def _let_be(rows: list[Row], ask_days: int) -> Part:
    """The declined asks after which that person was not asked again for a while."""

    def is_let_be(row: Row) -> bool:
        if row["again_on"] is None:
            return True
        return (a_day(row["again_on"]) - a_day(row["answered_on"])).days > ask_days

    kept = [is_let_be(row) for row in rows]
    return Part(sum(kept), len(kept))
