"""Everything that stands in a database, to be compared."""

from contextlib import closing
from pathlib import Path

from netcrm.store.connect import connect

SECRET = "correct horse battery staple"
"""The passphrase of every database, where the tests run encrypted."""

JOURNAL = ("journal", "journal_image", "journal_contact")


def whole(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of ours but the journal's."""
    with closing(connect(path)) as connection:
        tables = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
                "AND name NOT LIKE 'search_index%'"
            )
            if name not in (*JOURNAL, "published")
        ]
        return {
            name: sorted(connection.execute(f"SELECT rowid, * FROM {name}"), key=repr)
            for name in tables
        }
