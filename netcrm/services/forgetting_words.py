"""The words that name a forgotten person beside their rows: in the journal, and with imports."""

from __future__ import annotations

import shlex
import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from netcrm.domain import names
from netcrm.domain.journal import UNSWEPT
from netcrm.domain.names import UNNAMED

_LONG = 5


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
    folded, words = [names.fold(name) for name in spoken], _words_of_names(spoken)
    people = _words_of_others(connection, own)
    for entry, command, said in connection.execute(
        "SELECT id, command, said FROM journal"
    ).fetchall():
        typed = " ".join(_typed(command))
        whole = names.fold(f"{typed} {said}")
        named = (
            names.speaks_of_any(whole, folded)
            or _names(typed, words, people[entry])
            or _speaks_by_a_word(said, words - people[entry])
            or (command.startswith("netcrm import ") and _is_called_after(typed, words))
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


def _speaks_by_a_word(said: str, theirs: set[str]) -> bool:
    """Whether what history says has one of some words of a name, written as one."""
    return any(
        folded in theirs and not names.is_small(word)
        for word in names.WORD.findall(said)
        for folded in names.words(word)
    )


def _is_called_after(label: str, theirs: set[str]) -> bool:
    """Whether a file or a mapping has a word of their name, a long one also inside other words."""
    called, words = names.fold(label), set(names.words(label))
    return any(word in words or (len(word) >= _LONG and word in called) for word in theirs)


def _words_of_names(spoken: Sequence[str]) -> set[str]:
    """The words of names; those of an address, such as ``com`` and ``https``, say nobody."""
    return {
        word
        for name in spoken
        if not names.is_address(name)
        for word in names.words(name)
        if names.is_telling(word)
    }


def _names(command: str, theirs: set[str], others: set[str]) -> bool:
    """Whether a word that was typed is the start of a word of theirs, and of no other's there."""
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
    # A word that is another one's too may name that one.
    others = {word for (word,) in connection.execute("SELECT DISTINCT word FROM name_word")}
    theirs = _words_of_names(spoken) - others
    for run, file in connection.execute("SELECT id, file FROM import_run").fetchall():
        said = " ".join(names.words(file))
        if names.speaks_of_any(said, whole) or _is_called_after(file, theirs):
            connection.execute("UPDATE import_run SET file = ? WHERE id = ?", (UNNAMED, run))
    folded = [names.fold(name) for name in spoken]
    for name, value in connection.execute(
        "SELECT name, value FROM setting WHERE name >= 'map:' AND name < 'map;'"
    ).fetchall():
        called = bool(theirs & set(names.words(name.removeprefix("map:"))))
        if called or names.speaks_of_any(names.fold(f"{name} {value}"), folded):
            connection.execute("DELETE FROM setting WHERE name = ?", (name,))


def forget_sources(connection: sqlite3.Connection, spoken: Sequence[str]) -> None:
    """What sources said of others and of what is deleted, and who was joined, where it names them.

    The key of a record that is deleted would only keep it from coming in once more; without theirs,
    others are known again by their names and addresses.
    """
    folded = [names.fold(name) for name in spoken]
    # In a key words may run together, as they do in an address.
    together = [joined for joined in map(_together, folded) if len(joined) >= _LONG]
    for number, letter, key, organization, title in connection.execute(
        "SELECT id, letter, key, organization, title FROM origin"
    ).fetchall():
        if names.speaks_of_any(names.fold(f"{organization or ''} {title or ''}"), folded):
            connection.execute(
                "UPDATE origin SET organization = NULL, title = NULL WHERE id = ?", (number,)
            )
        if letter == "c":
            # One word of a name may be the other one's too.
            telling = [name for name in folded if " " in name or names.is_address(name)]
            named = names.speaks_of_any(names.fold(key), telling)
        else:
            named = names.speaks_of_any(names.fold(key), folded) or any(
                joined in _together(key) for joined in together
            )
        if named:
            connection.execute("DELETE FROM origin WHERE id = ?", (number,))
    for number, name in connection.execute("SELECT id, name FROM redirect").fetchall():
        if names.speaks_of_any(names.fold(name), folded):
            connection.execute("UPDATE redirect SET name = ? WHERE id = ?", (UNNAMED, number))


def _together(text: str) -> str:
    return "".join(names.words(text))
