"""The indexes, triggers and views that a file of ours has, and those that one has lost."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from importlib.resources import files

# Of one column each, as the tables say them; a test holds the list against a fresh database.
_INDEXED = {
    "alias": "folded",
    "apart": "b_id",
    "ask": "contact_id due_on goal_id promise_id",
    "contact": "birthday_md birthday_snoozed_to import_id last_contact_on last_exchange_on "
    "next_touch_on organization_folded sort_name through_id",
    "contact_point": "folded",
    "exchange": "for_ask_id goal_id interaction_id loop_due_on",
    "expectation": "contact_id",
    "follow_up": "contact_id due_on goal_id",
    "goal_person": "contact_id",
    "introduction": "a_id b_id due_on for_ask_id goal_id introducer_id",
    "mention": "contact_id",
    "name_word": "contact_id word",
    "news": "contact_id",
    "origin": "record_id",
    "participant": "contact_id",
    "recommendation": "audience_id due_on for_ask_id goal_id recommender_id subject_id",
    "redirect": "contact_id",
    "search_text": "contact_id",
    "tag": "folded",
    "telling": "contact_id exchange_id",
    "tie": "b_id",
    "topic": "folded",
}
_MADE = re.compile(r"CREATE (INDEX|TRIGGER|VIEW) (\w+)")


def script() -> str:
    """What SQLModel cannot say of the schema."""
    return files("netcrm.store").joinpath("schema.sql").read_text("utf-8")


def statements(text: str) -> Iterator[str]:
    """The statements of an SQL script, one by one, triggers whole."""
    collected = ""
    for line in text.splitlines(keepends=True):
        collected += line
        if sqlite3.complete_statement(collected):
            yield collected.strip()
            collected = ""


def expected() -> dict[str, tuple[str, str]]:
    """Every index, trigger and view by its name: what it is, and the statement that makes it."""
    found = {}
    for table, columns in _INDEXED.items():
        for column in columns.split():
            name = f"ix_{table}_{column}"
            found[name] = ("index", f"CREATE INDEX {name} ON {table} ({column})")
    for statement in statements(script()):
        if made := _MADE.search(statement):
            found[made[2]] = (made[1].lower(), statement[made.start() :])
    return found


def lost(there: Iterable[tuple[str, str]]) -> list[str]:
    """The names of those that are missing in a schema, given as (name, sql), or are others."""
    known = {name: _bare(sql) for name, sql in there}
    return [name for name, (_, sql) in expected().items() if known.get(name) != _bare(sql)]


def again(name: str) -> tuple[str, str]:
    """The statements that make one anew, whether it is there or not."""
    kind, sql = expected()[name]
    return f"DROP {kind} IF EXISTS {name}", sql


def _bare(sql: str) -> str:
    return "".join(re.sub(r"--[^\n]*", "", sql).split()).rstrip(";")
