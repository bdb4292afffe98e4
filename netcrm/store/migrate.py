"""An older schema brought to the newest, by Alembic, each step and its record in one piece."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine

from netcrm.domain.errors import NetcrmError
from netcrm.store import schema
from netcrm.store.engine import stamp

SCRIPTS = Path(__file__).parent / "migrations"
"""Where the steps stand."""


def migrate(
    engine: Engine,
    path: Path,
    now: datetime,
    *,
    scripts: Path = SCRIPTS,
    newest: int = schema.NEWEST,
) -> None:
    """Run the missing steps up to the newest version; where one fails, the file is as before.

    No undo goes past it: what the journal holds are rows of the old schema.
    Raises ``NetcrmError`` where foreign keys that held do not hold afterwards.
    """
    config = Config()
    config.set_main_option("script_location", str(scripts))
    config.set_main_option("path_separator", "os")
    with engine.connect() as connection:
        # Off before BEGIN: inside a transaction the pragma is silently ignored, and a table that
        # is rebuilt with them on takes its children along.
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA foreign_keys = OFF")
        with connection.begin():
            # Another process may have been faster.
            version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
            if version >= newest:
                return
            # What is wrong already is the doctor's to tell, and no reason to shut everything.
            before = _dangling(connection)
            if version:
                stamp(connection, version)
            config.attributes["connection"] = connection
            command.upgrade(config, f"{newest:04}")
            if _dangling(connection) - before:
                raise NetcrmError(f"{path} could not be brought up to date; it is as it was.")
            connection.exec_driver_sql(
                "INSERT INTO journal (at, command, said, kind) VALUES (?, 'netcrm', ?, 'barrier')",
                (f"{now:%Y-%m-%d %H:%M:%S.%f}", f"Brought the database to schema {newest}"),
            )
            connection.exec_driver_sql(f"PRAGMA user_version = {newest:d}")


def _dangling(connection: Connection) -> set[tuple[object, ...]]:
    """The rows that point to nothing."""
    rows = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return {tuple(row) for row in rows}
