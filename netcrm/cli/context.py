"""The world as one object, made lazily and handed down: day, database, who is meant, voice."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from netcrm.cli.voice import Voice
from netcrm.domain.days import Looking, parse_day
from netcrm.domain.errors import (
    AmbiguousError,
    BadFileError,
    ConflictError,
    NetcrmError,
    UsageError,
)
from netcrm.domain.people import ContactRef
from netcrm.store import files, reader
from netcrm.store.files import is_missing

if TYPE_CHECKING:
    from sqlmodel import Session


@dataclass
class World(Voice):
    """Everything a command may ask of its surroundings."""

    arguments: tuple[str, ...] = ()
    database: Path | None = None
    today_text: str | None = None
    debug: bool = False
    saved: str = ""

    @classmethod
    def real(cls, arguments: tuple[str, ...]) -> World:
        """The world of this process."""
        return cls(sys.stdout, sys.stderr, sys.stdin, os.environ, arguments)

    @property
    def today(self) -> date:
        """The day that every "today" means: ``--today``, ``NETCRM_TODAY``, else the clock's."""
        clock = datetime.now().date()  # noqa: DTZ005, TID251 - the one place that asks the clock
        if self.today_text is None:
            return clock
        return parse_day(self.today_text, clock, Looking.BACK, field="today")

    @property
    def now(self) -> datetime:
        """This instant in UTC, on the day that ``--today`` names."""
        clock = datetime.now(UTC)  # noqa: TID251 - the one place that asks the clock
        if self.today_text is None:
            return clock
        return datetime.combine(self.today, time(12), UTC)

    @property
    def moment(self) -> datetime:
        """This instant in UTC by the clock alone: what files are named by, whatever today means."""
        return datetime.now(UTC)  # noqa: TID251 - the one place that asks the clock

    def here(self, at: datetime) -> datetime:
        """An instant by the clock of this place; with ``--today`` by UTC, so that it is the same
        everywhere."""
        return at if self.today_text is not None else at.astimezone()

    @property
    def db_path(self) -> Path:
        """Where the database stands."""
        if self.database is None:
            self.database = files.data_folder() / "netcrm.db"
        # What takes a file's place must not take the place of a link to it.
        try:
            return self.database.resolve() if self.database.is_symlink() else self.database
        except (OSError, RuntimeError):
            raise BadFileError(f"{self.database} is a link that leads to itself.") from None

    def read(self) -> reader.Reader:
        """The read door; an older schema is migrated first, through the write door."""
        if reader.needs_migration(self.db_path):
            self._migrate()
        return reader.open_reader(self.db_path)

    def _migrate(self) -> None:
        from netcrm.store.engine import open_writer

        self.say("The database is of an older netcrm; it is brought up to date.")
        try:
            with open_writer(self.db_path, self.now):
                pass
        except BadFileError as error:
            raise BadFileError(
                f"{self.db_path} is of an older netcrm, and cannot be brought up to date there: "
                f"{error.message}",
                hint="Copy it to where you may write, and give that path with --db.",
            ) from None

    @contextmanager
    def write(
        self, *, journal: bool = True, foreign_keys: bool = True, after_backup: str | None = None
    ) -> Iterator[Session]:
        """The write door: one transaction, one entry of the journal.

        The first write of a day backs up before it; ``after_backup`` is a reason to do so anyway.
        """
        from netcrm.store import backup
        from netcrm.store.engine import open_writer

        if journal and not is_missing(self.db_path):
            if after_backup is not None:
                backup.back_up(self.db_path, after_backup, self.moment)
            elif (said := backup.once_a_day(self.db_path, self.moment)) is not None:
                self.warn(f"The backup of this day could not be made: {said}")
        command = self.typed if journal else None
        with open_writer(self.db_path, self.now, command, foreign_keys=foreign_keys) as session:
            yield session
        if journal:
            self.saved = "it was saved; to take it back: netcrm undo"

    @property
    def typed(self) -> str:
        """The command line from the verb on, as it could be typed again."""
        from shlex import join

        words = list(self.arguments)
        while words and words[0].startswith("-"):
            takes_value = words[0] in ("--db", "--today")
            words = words[2 if takes_value else 1 :]
        return join(["netcrm", *words])

    def choose(self, error: AmbiguousError) -> ContactRef:
        """The candidate that the person picks, where somebody is there to pick."""
        if not self.can_ask:
            raise error
        self.complain(error.message)
        for number, (contact_id, name) in enumerate(error.candidates, start=1):
            self.complain(f"  {number}  {name} ({contact_id})")
        self.err.write("Which one? ")
        self.err.flush()
        answer = self.input.readline()
        if not answer:
            raise KeyboardInterrupt
        if answer.strip().isdecimal() and 1 <= int(answer) <= len(error.candidates):
            return ContactRef(*error.candidates[int(answer) - 1])
        raise UsageError(f"{answer.strip()!r} is none of them; nothing was done.")

    def who(self, source: reader.Reader, typed: str, *, writes: bool = False) -> ContactRef:
        """The contact that was meant; an ambiguous one is a choice where somebody is there."""
        from netcrm.queries.who import resolve

        try:
            return resolve(source, typed)
        except AmbiguousError as error:
            if writes and error.candidates:
                error.hint = "Say which: " + self._command_with(typed, error.candidates[0][0])
            return self.choose(error)

    def other(self, source: reader.Reader, typed: str, *, writes: bool = False) -> ContactRef:
        """The contact that was meant, who is somebody else; raises ``ConflictError`` for me."""
        found = self.who(source, typed, writes=writes)
        if found.is_me:
            raise ConflictError("'me' is you; this is about somebody else.")
        return found

    def _command_with(self, typed: str, contact_id: int) -> str:
        from shlex import quote

        words, replaced = [], False
        for argument in self.arguments:
            if argument == typed and not replaced:
                argument, replaced = str(contact_id), True
            words.append(quote(argument))
        return " ".join(["netcrm", *words])

    def mentions(self, source: reader.Reader, text: str) -> list[ContactRef]:
        """Who is named with ``@`` in a text; who cannot be told stays text, with a warning."""
        from netcrm.domain.text import mentions
        from netcrm.queries.who import resolve

        found = []
        for name in mentions(text):
            try:
                found.append(resolve(source, name))
            except NetcrmError as error:
                self.warn(f"@{name} stays text: {error.message}")
        return found

    def day(self, text: str, looking: Looking, field_name: str) -> date:
        """A typed day, seen from today."""
        return parse_day(text, self.today, looking, field=field_name)

    def past_day(self, text: str | None, field_name: str) -> date:
        """A typed day on which something happened, today where none is given.

        Raises ``UsageError`` where it is still to come.
        """
        if text is None:
            return self.today
        found = self.day(text, Looking.BACK, field_name)
        if found > self.today:
            raise UsageError(
                f"{field_name}: {text!r} is {found}, still to come; "
                "a day up to today would be right.",
                hint="For something to come: netcrm remind WHO TEXT --by DAY",
            )
        return found


def world_of(context: Any) -> World:
    """The world that a command runs in."""
    found: World = context.obj
    return found
