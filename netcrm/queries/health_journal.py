"""Whether the journal can be read, so that an undo finds what there was before."""

from __future__ import annotations

import json
from collections import defaultdict

from netcrm.domain.health import Finding, some
from netcrm.domain.journal import UNSWEPT, EntryKind
from netcrm.queries.history import barrier
from netcrm.store.journal import LEFT_OUT
from netcrm.store.reader import Reader, Row


def kinds(source: Reader) -> Finding:
    """Whether every entry is of a kind that is known."""
    known = ", ".join(f"'{kind}'" for kind in EntryKind)
    rows = source.all(f"SELECT id, kind FROM journal WHERE kind NOT IN ({known})")  # noqa: S608
    return Finding(
        "journal kinds",
        some(f"j{row['id']} is of the kind {row['kind']!r}" for row in rows),
        records=tuple(("journal", row["id"]) for row in rows),
    )


def images(source: Reader) -> Finding:
    """Whether what an undo may still reach can be read: each row whole, of a table of ours."""
    columns = _columns(source)
    rows = source.all(
        "SELECT entry_id, table_name, before FROM journal_image WHERE entry_id > ?",
        (barrier(source),),
    )
    unread = dict.fromkeys(row["entry_id"] for row in rows if not _is_read(row, columns))
    return Finding(
        "journal images",
        some(f"what j{entry} changed cannot be read any more" for entry in unread),
        records=tuple(("journal", entry) for entry in unread),
    )


def _columns(source: Reader) -> dict[str, set[str]]:
    columns: dict[str, set[str]] = defaultdict(set)
    for row in source.all(
        "SELECT m.name AS whose, c.name FROM sqlite_master m, pragma_table_info(m.name) c "
        "WHERE m.type = 'table'"
    ):
        columns[row["whose"]].add(row["name"])
    return {
        # A table without an id goes by its rowid.
        table: names if "id" in names else {"rowid", *names}
        for table, names in columns.items()
        if table not in LEFT_OUT
    }


def _is_read(row: Row, columns: dict[str, set[str]]) -> bool:
    if row["table_name"] not in columns:
        return False
    if row["before"] is None:
        return True
    try:
        before = json.loads(row["before"])
    except ValueError:
        return False
    return isinstance(before, dict) and before.keys() == columns[row["table_name"]]


def people(source: Reader) -> Finding:
    """Whether each entry belongs to the history of contacts that there have been."""
    highest = source.number("SELECT seq FROM sqlite_sequence WHERE name = 'contact'")
    rows = source.all(
        "SELECT DISTINCT contact_id FROM journal_contact WHERE contact_id NOT BETWEEN 1 AND ?",
        (highest,),
    )
    return Finding(
        "journal people",
        some(f"there never was a contact {row['contact_id']}" for row in rows),
        records=tuple(("journal_contact", row["contact_id"]) for row in rows),
    )


def migrations(source: Reader) -> Finding:
    """Whether Alembic's own row says the schema's version, so that the next migration finds it."""
    right = f"{source.number('PRAGMA user_version'):04}"
    rows = [row[0] for row in source.all("SELECT version_num FROM alembic_version")]
    wrong = (
        () if rows == [right] else (f"its row says {', '.join(rows) or 'nothing'}, not {right}",)
    )
    return Finding("migrations", wrong, records=(("alembic_version", int(right)),) * bool(wrong))


def old_pages(source: Reader) -> Finding:
    """Whether what was forgotten is overwritten in the file; another reader may have kept it."""
    row = source.one("SELECT max(at) AS at FROM journal WHERE said = ?", (UNSWEPT,))
    wrong: tuple[str, ...] = ()
    if row is not None and row["at"] is not None:
        wrong = (
            "what was forgotten may still stand in pages that are not used any more, and in "
            f"backups from before {row['at'][:16]} UTC",
        )
    return Finding(
        "old pages",
        wrong,
        hint="netcrm doctor --fix, while no other program reads the database",
        fixable=False,
    )
