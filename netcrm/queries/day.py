"""What the morning's screen asks beside what is due."""

from __future__ import annotations

from datetime import date

from netcrm.domain.follow_up import quiet_before
from netcrm.domain.people import Contact
from netcrm.queries.contacts import contacts
from netcrm.queries.rows import day
from netcrm.queries.rules import rules
from netcrm.store.reader import Reader

_SHOWN = 3
_LATEST = 50


def gone_quiet(reader: Reader, today: date) -> list[Contact]:
    """Those without a cadence who went quiet most lately; the others stand among the touches."""
    rows = reader.all(
        "SELECT id FROM contact WHERE last_contact_on < ? AND cadence IS NULL "
        "AND archived_on IS NULL AND id <> 0 ORDER BY last_contact_on DESC, id LIMIT ?",
        (quiet_before(today, rules(reader)).isoformat(), _SHOWN),
    )
    return contacts(reader, [row["id"] for row in rows])


def suggestion(reader: Reader) -> tuple[Contact, date | None] | None:
    """Somebody who helped me, and to whom I gave least lately, with the day I last gave.

    Chosen among the fifty I was in touch with last, so that the idea is near at hand.
    """
    rows = reader.all(
        """
        SELECT c.id, (SELECT max(e."on") FROM exchange e
                      WHERE e.contact_id = c.id AND e.direction = 'gave') AS last_gave_on
        FROM contact c WHERE c.last_contact_on IS NOT NULL AND c.archived_on IS NULL
          AND c.received > 0 AND c.id <> 0
        ORDER BY c.last_contact_on DESC LIMIT ?
        """,
        (_LATEST,),
    )
    if not rows:
        return None
    row = min(rows, key=lambda row: (row["last_gave_on"] or "", row["id"]))
    return contacts(reader, [row["id"]])[0], day(row["last_gave_on"])


# Who decides on a goal counts most, then who works where people close to me do.
_TO_PLACE = """
WITH firm AS (
  SELECT d.organization_folded AS name, 2 AS weight FROM goal_person p
    JOIN goal g ON g.id = p.goal_id AND g.state = 'open' JOIN contact d ON d.id = p.contact_id
    WHERE p.role = 'decider' AND d.organization_folded IS NOT NULL
  UNION
  SELECT c.organization_folded, 1 FROM tie k JOIN contact c ON c.id = k.b_id
    WHERE k.a_id = 0 AND k.strength >= 3 AND c.organization_folded IS NOT NULL
)
SELECT c.id FROM contact c
LEFT JOIN (SELECT name, sum(weight) AS weight FROM firm GROUP BY name) f
  ON f.name = c.organization_folded
WHERE c.imported_from IS NOT NULL AND c.placed_on IS NULL AND c.archived_on IS NULL
  AND c.cadence IS NULL AND c.id <> 0
ORDER BY coalesce(f.weight, 0) DESC, c.last_contact_on IS NULL, c.last_contact_on DESC,
  c.sort_name, c.id
LIMIT ?
"""


def to_place(reader: Reader, limit: int | None = None) -> list[Contact]:
    """Imported people whom nobody has placed yet, the most promising first."""
    rows = reader.all(_TO_PLACE, (-1 if limit is None else limit,))
    return contacts(reader, [row["id"] for row in rows])
