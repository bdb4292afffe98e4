"""Files of ours that do not hold: what SQLite finds, what it does not, and the error for it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from netcrm.domain.errors import BadFileError
from netcrm.store.connect import connect, errors

_LOOKED_AT = 20
_NO_DAMAGE = ("fts5", "constraint failed in")
_NO_TEXT = "it holds bytes that are no text"


class DamagedError(BadFileError):
    """A file of ours whose pages or values do not hold."""


def damaged(path: Path, said: str) -> DamagedError:
    """The error for a database whose pages or values do not hold."""
    return DamagedError(
        f"{path} is damaged: {said}.",
        hint="What is wrong: netcrm doctor. To go back to a backup: netcrm restore --list",
    )


def damage(connection: sqlite3.Connection) -> str | None:
    """What SQLite finds wrong with a file, None where all holds."""
    try:
        rows = connection.execute(f"PRAGMA integrity_check({_LOOKED_AT})").fetchall()
    except errors("DatabaseError", UnicodeDecodeError) as error:
        return said_of(error)
    # Newer versions of SQLite look into the search index too, which is made again from the texts:
    # the doctor's own check says so, and repairs it.
    # What goes against a constraint is a value, which the doctor names, and no damage.
    said = [
        str(row[0])
        for row in rows
        if row[0] != "ok" and not any(word in str(row[0]).lower() for word in _NO_DAMAGE)
    ]
    return said[0].splitlines()[-1] if said else None


def said_of(error: Exception) -> str:
    """An error of SQLite as one clause."""
    # SQLite's own sentence quotes the schema; where its bytes are no text, Python cannot say it.
    return _NO_TEXT if isinstance(error, ValueError) else str(error)


def why_unread(path: Path, error: Exception) -> str | None:
    """The damage behind an error that SQLite's own check does not find, None where there is none.

    The check looks at pages, not at whether texts are texts and the schema is ours.
    """
    if "Could not decode to UTF-8" in str(error):
        return _NO_TEXT
    # Bytes that are no text may as well come from another file that was read.
    if isinstance(error, UnicodeDecodeError):
        return None if _all_is_text(path) and not _is_of_sqlite(error) else _NO_TEXT
    # A column that is called otherwise is no item of a row.
    if isinstance(error, errors("DatabaseError", IndexError)):
        if any(word in str(error) for word in ("malformed", "fts5")):
            return str(error)
        if not _has_our_schema(path):
            return f"its schema is not netcrm's any more ({error})"
    return None


def _is_of_sqlite(error: Exception) -> bool:
    """Whether an error came up where a statement was run: SQLite quotes the schema in its own."""
    at = error.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    file = "" if at is None else at.tb_frame.f_code.co_filename
    return "sqlalchemy" in file or Path(file).parent.name == "store"


def _all_is_text(path: Path) -> bool:
    """Whether the schema and every text of a file can be decoded."""
    try:
        with closing(connect(path, "ro")) as connection:
            schema = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
            for table in [name for kind, name, sql in schema if kind == "table" and sql]:
                for _ in connection.execute(f'SELECT * FROM "{table}"'):  # noqa: S608 - own names
                    pass
    except errors("DatabaseError", UnicodeDecodeError):
        return False
    return True


def _has_our_schema(path: Path) -> bool:
    from tempfile import TemporaryDirectory

    from netcrm.store.engine import open_writer

    with TemporaryDirectory() as folder:
        fresh = Path(folder) / "fresh.db"
        with open_writer(fresh, datetime.fromtimestamp(0, UTC)):
            pass
        try:
            return _schema_of(fresh) == _schema_of(path)
        except errors("DatabaseError", UnicodeDecodeError):
            return False


def _schema_of(path: Path) -> set[str]:
    with closing(connect(path, "ro")) as connection:
        rows = connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {"".join(sql.split()) for (sql,) in rows}
