"""What a command did, as a sentence for history: said once, while its rows still stand."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from netcrm.store.journal import Image

_SHOWN = 3
_TEXT = 80

_CALLED = "(SELECT CASE id WHEN 0 THEN 'you' ELSE name END FROM contact WHERE id = {})"
_MADE = {
    "contact": "SELECT 'added ' || name || ' (' || id || ')' FROM contact",
    "interaction": (
        "SELECT channel || coalesce(' with ' || (SELECT group_concat(c.name, ', ') FROM contact c "
        "JOIN participant p ON p.contact_id = c.id WHERE p.interaction_id = r.id), '') || ': ' "
        "|| text || ' (n' || id || ')' FROM interaction r"
    ),
    "exchange": (
        "SELECT CASE direction WHEN 'gave' THEN 'gave ' ELSE 'received from ' END "
        "|| (SELECT name FROM contact WHERE id = contact_id) || ': ' || text || ' (e' || id || ')' "
        "FROM exchange"
    ),
    "telling": (
        "SELECT 'told ' || (SELECT name FROM contact WHERE id = contact_id) || ' what came of e' "
        "|| exchange_id || ': ' || text FROM telling"
    ),
    "follow_up": (
        "SELECT kind || coalesce(' for ' || (SELECT name FROM contact WHERE id = contact_id), '') "
        "|| ': ' || text || ', by ' || due_on FROM follow_up"
    ),
    "expectation": (
        "SELECT CASE side WHEN 'mine' THEN 'you ' || CASE stance WHEN 'avoids' THEN 'avoid' "
        "ELSE 'expect' END ELSE (SELECT name FROM contact WHERE id = contact_id) || ' ' || stance "
        "END || ': ' || text || ' (x' || id || ')' FROM expectation"
    ),
    "goal": "SELECT 'goal: ' || title || ' (g' || id || ')' FROM goal",
    "ask": (
        "SELECT 'ask of ' || (SELECT name FROM contact WHERE id = contact_id) || ': ' || text "
        "|| ' (a' || id || ')' FROM ask"
    ),
    "introduction": (
        f"SELECT 'introduction of ' || {_CALLED.format('a_id')} || ' and ' "
        f"|| {_CALLED.format('b_id')} || ' (i' || id || ')' FROM introduction"
    ),
    "recommendation": (
        f"SELECT 'recommendation of ' || {_CALLED.format('subject_id')} "
        "|| ' (r' || id || ')' FROM recommendation"
    ),
    "tie": (
        f"SELECT {_CALLED.format('a_id')} || ' and ' || {_CALLED.format('b_id')} "
        "|| ' know each other' FROM tie"
    ),
    "redirect": (
        "SELECT 'joined ' || name || ' into ' || (SELECT c.name FROM contact c "
        "WHERE c.id = contact_id) FROM redirect"
    ),
    "setting": (
        "SELECT CASE WHEN name LIKE 'rule:%' THEN 'set ' || substr(name, 6) || ' to ' || value "
        "ELSE 'kept ' || name END FROM setting"
    ),
}
# What stands only beside a record is no news of its own.
_MANY = {"contact": "people", "exchange": "entries", "follow_up": "promises and reminders"}
_NAMED = {
    "interaction": "n", "exchange": "e", "expectation": "x", "ask": "a", "introduction": "i",
    "recommendation": "r", "goal": "g",
}  # fmt: skip


_PLANNED = {"promise": "p", "reminder": "m", "step": "s"}


def said(connection: sqlite3.Connection, images: Iterable[Image]) -> str:
    """``Gave Anna Nowak: an intro (e12)``: what was made, else what was changed or deleted."""
    images = list(images)
    made = [image for image in images if image.before is None]
    phrases = list(_made(connection, made))
    if not phrases or all(image.table == "tie" for image in made):
        phrases += _changed(connection, [image for image in images if image.before is not None])
    whole = "; ".join(dict.fromkeys(phrases)) or "kept what belongs to it"
    return whole[:1].upper() + whole[1:]


def _made(connection: sqlite3.Connection, images: list[Image]) -> Iterator[str]:
    there = {image.table for image in images}
    for table, sql in _MADE.items():
        if table == "tie" and there & (_MADE.keys() - {"tie"}):
            continue
        for image in images:
            if image.table == table:
                yield from _some(connection, table, sql, image)


def _some(connection: sqlite3.Connection, table: str, sql: str, image: Image) -> Iterator[str]:
    span = (image.first_id, image.last_id)
    (count,) = connection.execute(
        f"SELECT count(*) FROM {table} WHERE rowid BETWEEN ? AND ?", span
    ).fetchone()
    rows = connection.execute(f"{sql} WHERE rowid BETWEEN ? AND ? LIMIT {_SHOWN}", span).fetchall()
    if count > _SHOWN:
        yield f"added {count} {_MANY.get(table, table + 's')}"
        return
    for (phrase,) in rows:
        yield _short(phrase)


def _changed(connection: sqlite3.Connection, images: list[Image]) -> Iterator[str]:
    # A contact whose totals follow from a record is no news beside the record.
    records = any(image.table in _NAMED or image.table == "follow_up" for image in images)
    for image in images:
        assert image.before is not None
        row = json.loads(image.before)
        there = connection.execute(
            f"SELECT 1 FROM {image.table} WHERE rowid = ?", (image.first_id,)
        ).fetchone()
        word = "changed" if there else "deleted"
        if image.table == "contact" and image.first_id:
            if records and there:
                continue
            yield f"{word} {row['name']} ({image.first_id})"
        elif image.table == "follow_up":
            letter = _PLANNED[row["kind"]]
            yield f"{word} {letter}{image.first_id}: {_short(row['text'])}"
        elif image.table in _NAMED:
            text = row.get("text") or row.get("title") or row.get("why") or ""
            yield _short(f"{word} {_NAMED[image.table]}{image.first_id}{text and ': '}{text}")
        elif image.table == "setting":
            yield f"{word} {row['name'].removeprefix('rule:')}"
        elif image.table == "tie":
            pair = [_called(connection, row[side]) for side in ("a_id", "b_id")]
            yield f"{word} the tie of {' and '.join(pair)}"


def _called(connection: sqlite3.Connection, contact_id: int) -> str:
    row = connection.execute("SELECT name FROM contact WHERE id = ?", (contact_id,)).fetchone()
    return "you" if contact_id == 0 else row[0] if row else str(contact_id)


def _short(text: str) -> str:
    """The text on one line of so many characters; an id at its end stays."""
    flat = " ".join(text.split())
    if len(flat) <= _TEXT:
        return flat
    own_id = re.search(r" \([a-z]?\d+\)$", flat)
    tail = own_id[0] if own_id else ""
    return flat[: _TEXT - 1 - len(tail)].rstrip() + "…" + tail
