"""The words that name a forgotten person beside their rows: in the journal, and with imports."""

from __future__ import annotations

import shlex
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from netcrm.domain import names
from netcrm.domain.journal import UNSWEPT


def forget_in_journal(
    connection: sqlite3.Connection, own: int, spoken: Sequence[str], now: datetime
) -> None:
    """No undo goes past this, so that no image is needed any more; nor is what names them."""
    theirs = {
        entry
        for (entry,) in connection.execute(
            "SELECT entry_id FROM journal_contact WHERE contact_id = ?1 UNION "
            "SELECT entry_id FROM journal_image WHERE table_name = 'contact' "
            "AND first_id <= ?1 AND last_id >= ?1",
            (own,),
        )
    }
    folded = [names.fold(name) for name in spoken]
    people = _words_of_others(connection, own)
    for entry, command, said in connection.execute(
        "SELECT id, command, said FROM journal"
    ).fetchall():
        typed = " ".join(_typed(command))
        whole = names.fold(f"{typed} {said}")
        named = (
            names.speaks_of_any(whole, folded)
            or _names(typed, spoken, people[entry])
            or _speaks_by_a_word(said, spoken, people[entry])
            or (command.startswith("netcrm import ") and _file_is_called(typed, spoken))
        )
        if entry in theirs or named:
            verb = " ".join(command.split()[:2])
            connection.execute(
                "UPDATE journal SET command = ?, said = 'Concerned somebody who is forgotten' "
                "WHERE id = ?",
                (f"{verb} …", entry),
            )
    connection.execute("DELETE FROM journal_image")
    connection.execute("DELETE FROM journal_contact WHERE contact_id = ?", (own,))
    connection.execute(
        "INSERT INTO journal (at, command, said, kind) VALUES (?, 'netcrm forget …', ?, 'barrier')",
        (f"{now:%Y-%m-%d %H:%M:%S.%f}", UNSWEPT),
    )


def _words_of_others(connection: sqlite3.Connection, own: int) -> dict[int, set[str]]:
    """By entry, the words by which the others whom it touched are found."""
    found: dict[int, set[str]] = defaultdict(set)
    for entry, word in connection.execute(
        "SELECT j.entry_id, w.word FROM journal_contact j "
        "JOIN name_word w ON w.contact_id = j.contact_id WHERE j.contact_id <> ?",
        (own,),
    ):
        found[entry].add(word)
    return found


def _typed(command: str) -> list[str]:
    """The words of a command without what the shell wanted around them."""
    try:
        return shlex.split(command)
    except ValueError:  # cut off, or of an older version
        return command.split()


def _speaks_by_a_word(said: str, spoken: Sequence[str], others: set[str]) -> bool:
    """Whether what history says has a word of theirs that is of no other there."""
    theirs = set(_telling_words(spoken)) - others
    return any(word in theirs for word in names.words(said))


def _file_is_called(file: str, spoken: Sequence[str]) -> bool:
    """Whether a word of theirs stands anywhere in the name of a file, where words run together."""
    called = names.fold(file)
    return any(word in called for word in _telling_words(spoken))


def _telling_words(spoken: Sequence[str]) -> list[str]:
    return [word for name in spoken for word in names.words(name) if names.is_telling(word)]


def _names(command: str, spoken: Sequence[str], others: set[str]) -> bool:
    """Whether a word that was typed is the start of a word of theirs, and of no other's there."""
    theirs = {word for name in spoken for word in names.words(name)}
    for typed in command.split()[2:]:
        for part in names.words(typed):
            if not names.is_telling(part) or any(word.startswith(part) for word in others):
                continue
            if any(word.startswith(part) for word in theirs):
                return True
    return False


def forget_imports(connection: sqlite3.Connection, spoken: Sequence[str]) -> None:
    """What was named for them goes: the file that others came from, a mapping of columns."""
    whole = [" ".join(names.words(name)) for name in spoken]
    for run, file in connection.execute("SELECT id, file FROM import_run").fetchall():
        said = " ".join(names.words(file))
        if names.speaks_of_any(said, whole) or _file_is_called(file, spoken):
            connection.execute("UPDATE import_run SET file = '…' WHERE id = ?", (run,))
    folded = [names.fold(name) for name in spoken]
    for name, value in connection.execute(
        "SELECT name, value FROM setting WHERE name >= 'map:' AND name < 'map;'"
    ).fetchall():
        called = _speaks_by_a_word(name.removeprefix("map:"), spoken, set())
        if called or names.speaks_of_any(names.fold(f"{name} {value}"), folded):
            connection.execute("DELETE FROM setting WHERE name = ?", (name,))


def forget_sources(connection: sqlite3.Connection, spoken: Sequence[str]) -> None:
    """What sources said of others and of what is deleted goes where it names them.

    The key of a record that is deleted would only keep it from coming in once more.
    """
    folded = [names.fold(name) for name in spoken]
    for number, letter, key, organization, title in connection.execute(
        "SELECT id, letter, key, organization, title FROM origin"
    ).fetchall():
        if names.speaks_of_any(names.fold(f"{organization or ''} {title or ''}"), folded):
            connection.execute(
                "UPDATE origin SET organization = NULL, title = NULL WHERE id = ?", (number,)
            )
        said = " ".join(names.words(key))
        if letter != "c" and (names.speaks_of_any(said, folded) or _file_is_called(key, spoken)):
            connection.execute("DELETE FROM origin WHERE id = ?", (number,))
    for number, name in connection.execute("SELECT id, name FROM redirect").fetchall():
        if names.speaks_of_any(names.fold(name), folded):
            connection.execute("UPDATE redirect SET name = '' WHERE id = ?", (number,))
