"""What the shell completes from the database: names, ids, goals, topics, tags, closed words.

Whatever goes wrong, completion answers nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import typer

from netcrm.domain import names

if TYPE_CHECKING:
    from netcrm.store.reader import Reader

_OFFERED = 30
_AHEAD_DAYS = 30
_WIDTH = 60
# What the shell gets it may run: a word without anything a shell acts on, plain words beside it.
_SAFE = re.compile(r"[\w@.+-]+\Z")
_NOT_PLAIN = re.compile(r"[^\w .,@+-]")
Offer = tuple[str, str]
"""A word, and what it stands for."""
Completion = Callable[[typer.Context, str], list[Offer]]


def _from_database(ask: Callable[[Reader, str], Iterable[Offer]]) -> Completion:
    def complete(ctx: typer.Context, incomplete: str) -> list[Offer]:
        try:
            import os
            from pathlib import Path

            from netcrm.store.files import data_folder
            from netcrm.store.reader import open_reader

            path = ctx.find_root().params.get("db") or os.environ.get("NETCRM_DB")
            with open_reader(Path(path) if path else data_folder() / "netcrm.db") as source:
                found = dict(ask(source, incomplete))
        except Exception:
            return []
        return [
            # What is longer the shell would be given in lines, each a word of its own.
            (word, _NOT_PLAIN.sub(" ", text)[:_WIDTH])
            for word, text in found.items()
            if _SAFE.match(word)
        ][:_OFFERED]

    return complete


def _who(source: Reader, incomplete: str) -> Iterable[Offer]:
    """Words of names that go on from what was typed, whatever its case and accents.

    They hold no blank: one word of a name is enough to say who is meant.
    """
    from netcrm.queries.who import word_starts

    begun = names.fold(incomplete)
    for ref in word_starts(source, incomplete)[:_OFFERED]:
        for word in names.words(ref.name):
            if word.startswith(begun):
                yield incomplete + word[len(begun) :], ref.name


def _due(source: Reader, incomplete: str) -> Iterable[Offer]:
    from datetime import datetime, timedelta

    from netcrm.queries import follow_ups

    today = datetime.now().date()  # noqa: DTZ005, TID251 - the shell asks without a world
    wanted = follow_ups.DueFilter(today + timedelta(days=_AHEAD_DAYS))
    for f in follow_ups.due(source, wanted, today):
        if f.id.startswith(incomplete.lower()):
            yield f.id, f"{f.contact.name}: {f.text}" if f.contact else f.text


def _loops_and_people(source: Reader, incomplete: str) -> Iterable[Offer]:
    from netcrm.queries.exchanges import open_loops

    for loop in open_loops(source):
        if f"l{loop.id}".startswith(incomplete.lower()):
            yield f"l{loop.id}", f"{loop.contact.name}: {loop.text}"
    yield from _who(source, incomplete)


_OPEN = {
    "a": "SELECT 'a' || id AS id, text FROM ask WHERE state NOT IN ('declined', 'fulfilled')",
    "i": (
        "SELECT 'i' || i.id AS id, a.name || ' and ' || b.name AS text FROM introduction i "
        "JOIN contact a ON a.id = i.a_id JOIN contact b ON b.id = i.b_id "
        "WHERE i.state <> 'declined' AND i.outcome_on IS NULL"
    ),
    "r": (
        "SELECT 'r' || r.id AS id, w.name AS text FROM recommendation r "
        "JOIN contact w ON w.id = r.recommender_id "
        "WHERE r.state <> 'declined' AND r.outcome_on IS NULL"
    ),
}


def open_records(letters: str) -> Completion:
    """Asks, introductions and recommendations that something is still to come of."""

    def ask(source: Reader, incomplete: str) -> Iterable[Offer]:
        for letter in letters:
            for row in source.all(_OPEN[letter]):
                if row["id"].startswith(incomplete.lower()):
                    yield row["id"], row["text"]

    return _from_database(ask)


def _goals(source: Reader, incomplete: str) -> Iterable[Offer]:
    from netcrm.queries.goals import goals

    for goal in goals(source, everything=False):
        if f"g{goal.id}".startswith(incomplete.lower()):
            yield f"g{goal.id}", goal.title


def _words_of(sql: str) -> Completion:
    def ask(source: Reader, incomplete: str) -> Iterable[Offer]:
        folded = names.fold(incomplete)
        rows = source.all(sql, (folded, folded + "\U0010ffff"))
        # Of a topic of several words one is enough to find it.
        return [(word, row["name"]) for row in rows for word in row["name"].split()]

    return _from_database(ask)


def words(members: Iterable[str]) -> Completion:
    """The members of a closed set."""
    known = list(members)

    def complete(_ctx: typer.Context, incomplete: str) -> list[Offer]:
        return [(word, "") for word in known if word.startswith(incomplete.lower())]

    return complete


complete_who = _from_database(_who)
complete_due = _from_database(_due)
complete_told = _from_database(_loops_and_people)
complete_goal = _from_database(_goals)
complete_topic = _words_of(
    "SELECT DISTINCT name FROM topic WHERE folded >= ? AND folded < ? ORDER BY folded LIMIT 30"
)
complete_tag = _words_of(
    "SELECT DISTINCT name FROM tag WHERE folded >= ? AND folded < ? ORDER BY folded LIMIT 30"
)
