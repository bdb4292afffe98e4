"""What was done, newest first, and what an undo would take back."""

from __future__ import annotations

from datetime import UTC, datetime

from netcrm.domain.errors import NotFoundError
from netcrm.domain.journal import Entry, EntryKind
from netcrm.store.reader import Reader, Row

_COLUMNS = "j.id, j.at, j.command, j.said, j.kind, j.reverts_id, j.reverted_by_id"


def history(source: Reader, contact_id: int | None = None, limit: int | None = None) -> list[Entry]:
    """The entries, newest first; of one contact, those that touched what belongs to them."""
    if contact_id is None:
        rows = source.all(
            f"SELECT {_COLUMNS} FROM journal j ORDER BY j.id DESC LIMIT ?",  # noqa: S608
            (-1 if limit is None else limit,),
        )
    else:
        rows = source.all(
            f"SELECT {_COLUMNS} FROM journal j WHERE j.id IN ("  # noqa: S608
            "SELECT entry_id FROM journal_contact WHERE contact_id = ?1 UNION "
            "SELECT entry_id FROM journal_image WHERE table_name = 'contact' "
            "AND first_id <= ?1 AND last_id >= ?1) ORDER BY j.id DESC LIMIT ?2",
            (contact_id, -1 if limit is None else limit),
        )
    return [_entry(row) for row in rows]


def entry(source: Reader, number: int) -> Entry:
    """One entry; raises ``NotFoundError`` where there is none."""
    row = source.one(f"SELECT {_COLUMNS} FROM journal j WHERE j.id = ?", (number,))  # noqa: S608
    if row is None:
        raise NotFoundError(
            f"There is no entry j{number} in the journal.", hint="See: netcrm history"
        )
    return _entry(row)


def to_undo(source: Reader) -> Entry | None:
    """The newest command that is still in force and after every barrier."""
    row = source.one(
        f"SELECT {_COLUMNS} FROM journal j WHERE j.kind = 'command' "  # noqa: S608
        "AND j.reverted_by_id IS NULL AND j.id > ? ORDER BY j.id DESC LIMIT 1",
        (barrier(source),),
    )
    return None if row is None else _entry(row)


def to_redo(source: Reader) -> Entry | None:
    """The newest undo that is still in force, unless another command came after it."""
    row = source.one(
        f"SELECT {_COLUMNS} FROM journal j WHERE j.kind = 'undo' "  # noqa: S608
        "AND j.reverted_by_id IS NULL AND j.id > max(?, coalesce((SELECT max(id) FROM journal "
        "WHERE kind = 'command'), 0)) ORDER BY j.id DESC LIMIT 1",
        (barrier(source),),
    )
    return None if row is None else _entry(row)


def barrier(source: Reader) -> int:
    """The newest entry that no undo goes past, 0 where there is none."""
    return source.number("SELECT max(id) FROM journal WHERE kind = 'barrier'")


# A later command found somebody in touch with me, back in the lists, their touch put off no longer:
# it noted nothing of that, and leans on the entry that did.
_LEANING = """
WITH image AS (
  SELECT table_name, first_id, last_id, CASE WHEN json_valid(before) THEN before END AS was
  FROM journal_image WHERE entry_id = ?1 AND table_name IN ('contact', 'tie')
)
SELECT c.contact_id FROM journal_contact c WHERE c.entry_id = j.id AND c.contact_id IN (
  SELECT i.first_id FROM image i JOIN contact p ON p.id = i.first_id
  WHERE i.table_name = 'contact' AND (
    (i.was ->> '$.archived_on' IS NOT NULL AND p.archived_on IS NULL)
    OR (i.was ->> '$.touch_snoozed_to' IS NOT NULL AND p.touch_snoozed_to IS NULL))
  UNION
  SELECT t.b_id FROM image i JOIN tie t ON t.id BETWEEN i.first_id AND i.last_id
  WHERE i.table_name = 'tie' AND t.a_id = 0 AND t.strength IS NOT NULL
    AND i.was ->> '$.strength' IS NULL)
AND EXISTS (SELECT 1 FROM journal_image n WHERE n.entry_id = j.id AND n.before IS NULL
  AND n.table_name IN ('participant', 'exchange', 'telling', 'ask', 'introduction'))
"""


# So does an introduction that found the two tied already.
_TIED_BEFORE = """
SELECT 1 FROM journal_image i JOIN tie t ON t.id BETWEEN i.first_id AND i.last_id
JOIN journal_image n ON n.entry_id = j.id AND n.table_name = 'introduction'
JOIN introduction d ON d.id BETWEEN n.first_id AND n.last_id AND d.made_on IS NOT NULL
  AND t.a_id = min(d.a_id, d.b_id) AND t.b_id = max(d.a_id, d.b_id)
WHERE i.entry_id = ?1 AND i.table_name = 'tie' AND t.strength IS NOT NULL
  AND (i.before IS NULL OR (json_valid(i.before) AND i.before ->> '$.strength' IS NULL))
"""


def later_on_the_same(source: Reader, number: int) -> list[Entry]:
    """The commands in force after an entry that touched rows that it touched, or lean on it."""
    return [
        _entry(row)
        for row in source.all(
            f"SELECT {_COLUMNS} FROM journal j WHERE j.kind = 'command' "  # noqa: S608
            "AND j.reverted_by_id IS NULL AND j.id > ?1 AND (EXISTS ("
            "SELECT 1 FROM journal_image own JOIN journal_image other "
            "ON other.entry_id = j.id AND other.table_name = own.table_name "
            "AND other.first_id <= own.last_id AND other.last_id >= own.first_id "
            f"WHERE own.entry_id = ?1) OR EXISTS ({_LEANING}) OR EXISTS ({_TIED_BEFORE})) "
            "ORDER BY j.id",
            (number,),
        )
    ]


def _entry(row: Row) -> Entry:
    return Entry(
        row["id"],
        datetime.fromisoformat(row["at"]).replace(tzinfo=UTC),
        row["command"],
        row["said"],
        EntryKind(row["kind"]),
        row["reverts_id"],
        row["reverted_by_id"] is not None,
    )
