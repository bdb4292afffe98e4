"""Who could speak for me: people close to me whom a decider listens to."""

from __future__ import annotations

from netcrm.domain.goals import Speaker
from netcrm.domain.kinds import ME
from netcrm.domain.people import ContactRef
from netcrm.queries.recommendations import evidence
from netcrm.queries.rows import marks
from netcrm.queries.rules import rules
from netcrm.store.reader import Reader

_TRUSTED = """
SELECT CASE t.a_id WHEN :who THEN t.b_id ELSE t.a_id END AS id,
  CASE t.a_id WHEN :who THEN t.a_trusts_b ELSE t.b_trusts_a END AS trust
FROM tie t WHERE t.a_id = :who
UNION ALL
SELECT t.a_id, t.b_trusts_a FROM tie t WHERE t.b_id = :who
"""


def trusted(reader: Reader, decider_id: int) -> list[Speaker]:
    """Everybody whom a decider is known to listen to, me left out; who could speak for me first."""
    needed = rules(reader).speaker_from
    trust = {
        row["id"]: row["trust"]
        for row in reader.all(_TRUSTED, {"who": decider_id})
        if row["trust"] is not None and row["trust"] >= needed
    }
    shown = evidence(reader, decider_id)
    ids = [i for i in {**trust, **shown} if i != ME]
    if not ids:
        return []
    rows = reader.all(
        f"SELECT c.id, c.name, k.strength FROM contact c "  # noqa: S608 - only question marks
        f"LEFT JOIN tie k ON k.a_id = {ME} AND k.b_id = c.id "
        f"WHERE c.archived_on IS NULL AND c.id IN ({marks(ids)})",
        ids,
    )
    found = [
        Speaker(
            ContactRef(row["id"], row["name"]),
            row["strength"],
            trust.get(row["id"]),
            f"r{shown[row['id']].id}" if row["id"] in shown else None,
            needed,
        )
        for row in rows
    ]
    return sorted(found, key=lambda s: (-s.weight, s.contact.name))
