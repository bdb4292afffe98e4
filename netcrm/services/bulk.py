"""Many new people at once: the same rows as ``people.add`` makes, without a row object each.

A test adds the same people both ways and compares every table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any, NamedTuple
from uuid import uuid4

from sqlmodel import Session

from netcrm.domain import names
from netcrm.domain.cadence import next_touch
from netcrm.domain.kinds import ME
from netcrm.services.identity import Keyed

_COLUMNS = {
    "contact": (
        "id", "uid", "name", "sort_name", "organization", "organization_folded", "title", "city",
        "birthday", "birthday_md", "cadence", "met_on", "met_where", "note", "added_on",
        "imported_from", "import_id", "vcard_extra", "changed_at", "next_touch_on", "given",
        "received", "open_loops",
    ),
    "contact_point": ("contact_id", "kind", "value", "folded"),
    "alias": ("contact_id", "name", "folded"),
    "tag": ("contact_id", "name", "folded"),
    "topic": ("contact_id", "relation", "name", "folded"),
    "name_word": ("contact_id", "word"),
    "tie": ("a_id", "b_id", "strength"),
    "search_text": ("contact_id", "letter", "record_id", "folded"),
    "origin": ("source", "letter", "key", "record_id", "organization", "title"),
}  # fmt: skip
# One statement for many rows: at the beginning of each, the search index writes down what it holds.
_ROWS_TOGETHER = 500


def next_id(session: Session) -> int:
    """The id that the next contact may take; ids are never used again."""
    found = session.connection().exec_driver_sql(
        "SELECT seq FROM sqlite_sequence WHERE name = 'contact'"
    )
    return int(found.scalar() or 0) + 1


def insert(
    session: Session,
    people: Mapping[int, Keyed],
    source: str,
    run: int,
    today: date,
    now: datetime,
) -> None:
    """Add new people under the ids that they are given, each with what is kept beside them."""
    rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in _COLUMNS}
    came = _Came(source, run, today, f"{now:%Y-%m-%d %H:%M:%S.%f}")
    for own, of in people.items():
        rows["contact"].append(_contact(own, of, came))
        rows["origin"].append((source, "c", of.key, own, of.record.organization, of.record.title))
        _beside(rows, own, of)
    connection = session.connection()
    for table, columns in _COLUMNS.items():
        row = f"({', '.join('?' * len(columns))})"
        for at in range(0, len(rows[table]), _ROWS_TOGETHER):
            chunk = rows[table][at : at + _ROWS_TOGETHER]
            # An origin of the same key may be left of somebody who is gone.
            connection.exec_driver_sql(
                f"INSERT {'OR IGNORE ' * (table == 'origin')}INTO {table} "  # noqa: S608 - own names
                f"({', '.join(columns)}) VALUES {', '.join([row] * len(chunk))}",
                tuple(chain.from_iterable(chunk)),
            )


class _Came(NamedTuple):
    """How new people came, and when."""

    source: str
    run: int
    on: date
    at: str


def _contact(own: int, of: Keyed, came: _Came) -> tuple[Any, ...]:
    r = of.record
    touch = None
    if r.cadence is not None:
        met_on = None if r.met_on is None else date.fromisoformat(r.met_on)
        touch = next_touch(r.cadence, None, met_on, came.on)
    return (
        own,
        r.uid or str(uuid4()),
        r.name,
        of.name,
        r.organization,
        of.organization if r.organization else None,
        r.title,
        r.city,
        r.birthday,
        r.birthday[-5:] if r.birthday else None,
        r.cadence,
        r.met_on,
        r.met_where,
        r.note,
        came.on.isoformat(),
        came.source,
        came.run,
        "\n".join(r.extra) or None,
        came.at,
        touch.isoformat() if touch else None,
        0,
        0,
        0,
    )


def _beside(rows: dict[str, list[tuple[Any, ...]]], own: int, of: Keyed) -> None:
    r = of.record
    rows["contact_point"] += [(own, *address) for address in of.addresses]
    aliases, tags, knows, cares = map(_once, (r.aliases, r.tags, r.knows, r.cares))
    for table, listed in (("alias", aliases), ("tag", tags)):
        rows[table] += [(own, value, folded) for folded, value in listed.items()]
    for relation, topics in (("knows", knows), ("cares", cares)):
        rows["topic"] += [(own, relation, value, folded) for folded, value in topics.items()]
    words = dict.fromkeys(w for name in (of.name, *r.aliases) for w in names.words(name))
    rows["name_word"] += [(own, word) for word in words]
    if r.met_on is not None:
        rows["tie"].append((ME, own, 1))
    said = (
        r.name, *aliases.values(), r.organization, r.title, r.city, r.met_where,
        *(value for _, value, _ in of.addresses), *tags.values(), *knows.values(),
        *cares.values(), r.note,
    )  # fmt: skip
    rows["search_text"].append((own, "c", own, names.fold("\n".join([s for s in said if s]))))


def _once(values: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for value in values:
        found.setdefault(names.fold(value), value)
    return found
