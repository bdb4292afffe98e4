"""What people were called before, kept when the journal that remembers it is emptied.

Whoever is forgotten later must still be found under a name that was theirs once.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from netcrm.domain import names

# Every name and address that an image holds of somebody who stands, and that is theirs no more.
# Of whom was joined into another, the other one is found under it.
_FORMER = """
WITH image AS (
  SELECT table_name, first_id, CASE WHEN json_valid(before) THEN before END AS was
  FROM journal_image WHERE table_name IN ('contact', 'alias', 'contact_point')
), former AS (
  SELECT first_id AS contact_id, 'name' AS field, was ->> '$.sort_name' AS value
  FROM image WHERE table_name = 'contact'
  UNION
  SELECT was ->> '$.contact_id', 'aliases', was ->> '$.folded' FROM image WHERE table_name = 'alias'
  UNION
  SELECT was ->> '$.contact_id', (was ->> '$.kind') || 's', was ->> '$.folded'
  FROM image WHERE table_name = 'contact_point'
)
SELECT DISTINCT c.id, f.field, f.value
FROM former f
LEFT JOIN redirect r ON r.old_id = f.contact_id
JOIN contact c ON c.id = coalesce(r.contact_id, f.contact_id)
WHERE f.value IS NOT NULL
  AND NOT (f.field = 'name' AND f.value = c.sort_name)
  AND NOT EXISTS (
    SELECT 1 FROM alias a WHERE f.field = 'aliases' AND a.contact_id = c.id AND a.folded = f.value
  )
  AND NOT EXISTS (
    SELECT 1 FROM contact_point p
    WHERE p.contact_id = c.id AND p.kind || 's' = f.field AND p.folded = f.value
  )
"""


def keep_former_names(connection: sqlite3.Connection, spoken: Sequence[str]) -> None:
    """Keep what the images say others were called, as what was taken away from them.

    What names the one who is forgotten, by a name of ``spoken``, goes from there too.
    """
    theirs = [names.fold(name) for name in spoken]
    former = [row for row in connection.execute(_FORMER) if not _is_named(row[2], theirs)]
    connection.executemany(
        "INSERT OR IGNORE INTO taken_away (contact_id, field, value) VALUES (?, ?, ?)", former
    )
    named = [
        (number,)
        for number, field, value in connection.execute("SELECT id, field, value FROM taken_away")
        if _is_named(value, theirs)
        or (field not in ("name", "aliases") and names.speaks_of_any(names.fold(value), theirs))
    ]
    connection.executemany("DELETE FROM taken_away WHERE id = ?", named)


def _is_named(value: str, theirs: Sequence[str]) -> bool:
    """Whether a former name of somebody else is theirs; that it is alike in a word is no reason."""
    return any(value == name or (" " in name and names.speaks_of(value, name)) for name in theirs)
