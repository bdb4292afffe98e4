"""The words that name a forgotten person beside their rows: in the journal, and with imports."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from itertools import chain

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
        whole = names.fold(f"{command} {said}")
        named = _speaks_of(whole, folded) or _names(command, spoken, people[entry])
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
    words = [names.words(name) for name in spoken]
    theirs = [*(" ".join(one) for one in words), *filter(names.is_telling, chain(*words))]
    for run, file in connection.execute("SELECT id, file FROM import_run").fetchall():
        if _speaks_of(" ".join(names.words(file)), theirs):
            connection.execute("UPDATE import_run SET file = '…' WHERE id = ?", (run,))
    folded = [names.fold(name) for name in spoken]
    for name, value in connection.execute(
        "SELECT name, value FROM setting WHERE name >= 'map:' AND name < 'map;'"
    ).fetchall():
        if _speaks_of(names.fold(f"{name} {value}"), folded):
            connection.execute("DELETE FROM setting WHERE name = ?", (name,))


def _speaks_of(text: str, spoken: Sequence[str]) -> bool:
    return any(names.speaks_of(text, name) for name in spoken)
