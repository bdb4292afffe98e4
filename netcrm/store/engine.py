"""The write door: one engine, one session, one ``BEGIN IMMEDIATE`` transaction a command."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool
from sqlmodel import Session, SQLModel

from netcrm.domain.errors import JoinedMeanwhileError, NetcrmError
from netcrm.domain.kinds import ME, ME_NAME
from netcrm.store import schema
from netcrm.store.connect import PATIENCE_MS, connect, errors, look_again, module_of
from netcrm.store.files import (
    APPLICATION_ID,
    is_missing,
    make_folder,
    make_own,
    make_private,
    must_have_no_log,
    no_permission,
    workshop,
)
from netcrm.store.interrupts import uninterrupted
from netcrm.store.journal import Journal
from netcrm.store.objects import script, statements
from netcrm.store.tables import people

_TURN_MS = 250


@contextmanager
def open_writer(
    path: Path, now: datetime, command: str | None = None, *, foreign_keys: bool = True
) -> Iterator[Session]:
    """A session whose changes are kept together when the block ends, or not at all.

    A missing database is made first, an older one migrated. ``command`` is what the journal says
    was typed; without one there is no entry. The entry stands in ``session.info["journal"]``.
    Raises ``BadFileError`` where the file is not ours, newer than we know, or cannot be written.
    """
    engine = _engine(path, foreign_keys=foreign_keys)
    try:
        with _said_in_words(path):
            must_have_no_log(path)
            if is_missing(path):
                _make_whole(path, now)
            elif not path.stat().st_size:
                make_own(path)
            version = _stored_version(path)
            if 0 < version < schema.NEWEST:
                from netcrm.store.backup import back_up
                from netcrm.store.migrate import migrate

                back_up(path, "migration", now)
                migrate(engine, path, now)
            with ExitStack() as late, Session(engine) as session, session.begin():
                if version == 0:
                    _make(session.connection(), now)
                if command is None:
                    yield session
                    late.enter_context(uninterrupted())
                    return
                raw = session.connection().connection.driver_connection
                assert raw is not None
                journal = session.info["journal"] = Journal.start(raw, command)
                yield session
                if session.in_transaction():
                    session.flush()
                    journal.finish(now)
                late.enter_context(uninterrupted())
    finally:
        engine.dispose()


@contextmanager
def _said_in_words(path: Path) -> Iterator[None]:
    from sqlalchemy.exc import DBAPIError

    try:
        yield
    except OSError as error:
        raise NetcrmError(
            f"Nothing was saved: {path} could not be written ({error.strerror})."
        ) from error
    except errors("Error", DBAPIError) as error:
        said = str(getattr(error, "orig", error))
        if "readonly" in said or "unable to open" in said:
            raise no_permission(path) from error
        if "full" in said or "disk I/O" in said:
            raise NetcrmError(
                f"Nothing was saved: {path} could not be written ({said})."
            ) from error
        if "FOREIGN KEY" in said:
            raise JoinedMeanwhileError(
                "Somebody or something that this names has gone meanwhile; nothing was saved."
            ) from error
        if "locked" in said:
            raise NetcrmError(
                f"Nothing was saved: another program has held {path} for "
                f"{PATIENCE_MS // 1000} seconds.",
                hint="Try again when it is done.",
            ) from error
        raise


def _make_whole(path: Path, now: datetime) -> None:
    """Make a database beside its place and move it there: it is there whole, or not at all.

    Where two processes are first at once, the later one finds the other's.
    """
    make_folder(path.parent)
    with workshop(path.parent) as folder:
        made = folder / path.name
        make_private(made)
        engine = _engine(made)
        try:
            _stored_version(made)
            with Session(engine) as session, session.begin():
                _make(session.connection(), now)
        finally:
            engine.dispose()
        _settle(made)
        _take_place(made, path)
    look_again()


def _settle(made: Path) -> None:
    """Move what the log holds into the file itself: a full disk is noticed here, not later.

    What SQLite does when it closes a file says nothing of a failure.
    """
    connection = connect(made)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    finally:
        connection.close()


def _take_place(made: Path, path: Path) -> None:
    """Give a file its name, unless another was faster; a link never replaces what is there."""
    try:
        path.hardlink_to(made)
    except FileExistsError:
        pass
    except OSError:  # a file system without links
        if not path.exists():
            made.rename(path)


def _engine(path: Path, *, foreign_keys: bool = True) -> Engine:
    # NullPool: one command, one connection; nothing to keep warm.
    # What the pool would log of a close that broke is no word for a person.
    logging.getLogger("sqlalchemy.pool").addHandler(logging.NullHandler())
    engine = create_engine(
        "sqlite://", creator=lambda: connect(path), module=module_of(path), poolclass=NullPool
    )

    @event.listens_for(engine, "connect")
    def _on_connect(connection: sqlite3.Connection, _record: Any) -> None:
        # The driver's own BEGIN is deferred and skips DDL; ours is below.
        connection.isolation_level = None
        connection.execute(f"PRAGMA foreign_keys = {foreign_keys:d}")
        # The journal's temporary table must not need space of its own on a disk.
        connection.execute("PRAGMA temp_store = MEMORY")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        raw = connection.connection.driver_connection
        assert raw is not None
        _begin(raw)

    return engine


def _begin(raw: Any) -> None:
    """Wait for who else writes, in turns so short that Ctrl-C is heard between them."""
    until = monotonic() + PATIENCE_MS / 1000
    raw.execute(f"PRAGMA busy_timeout = {_TURN_MS}")
    while True:
        try:
            raw.execute("BEGIN IMMEDIATE")
            break
        except errors("OperationalError") as error:
            if "locked" not in str(error) or monotonic() > until:
                raise
    raw.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}")


def _stored_version(path: Path) -> int:
    connection = connect(path)
    try:
        version = schema.stored_version(connection, path)
        # What was killed while it had the file alone (encrypt) has left it in another mode.
        if connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            with suppress(*errors("OperationalError")):
                connection.execute("PRAGMA journal_mode = WAL")
        return version
    finally:
        connection.close()


def _make(connection: Connection, now: datetime) -> None:
    """Make the newest schema, and ``me``; does nothing where another process was faster."""
    if connection.exec_driver_sql("PRAGMA user_version").scalar():
        return
    from netcrm.store.tables import aims, imports, ledger, profile, settings  # noqa: F401 - create_all makes them

    SQLModel.metadata.create_all(connection)
    for statement in statements(script()):
        connection.exec_driver_sql(statement)
    stamp(connection, schema.NEWEST)
    me = people.ContactRow(
        id=ME, name=ME_NAME, sort_name=ME_NAME, added_on=_day(now), changed_at=now
    )
    with Session(connection) as session:
        session.add(me)
        session.flush()


def _day(now: datetime) -> date:
    return now.date()


def stamp(connection: Connection, version: int) -> None:
    """Record the schema's version, for us and for Alembic, in the same transaction."""
    connection.exec_driver_sql(
        "CREATE TABLE IF NOT EXISTS alembic_version ("
        "version_num VARCHAR(32) NOT NULL, "
        "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
    )
    connection.exec_driver_sql("DELETE FROM alembic_version")
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (f"{version:04}",))
    connection.exec_driver_sql(f"PRAGMA user_version = {version:d}")
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID:d}")
