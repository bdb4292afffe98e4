"""Contacts, whole, and the lists of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from netcrm.domain import names
from netcrm.domain.errors import NotFoundError, UsageError
from netcrm.domain.follow_up import quiet_before
from netcrm.domain.people import Contact, Tie
from netcrm.domain.rules import Rules
from netcrm.queries.rows import day, marks, ref
from netcrm.queries.rules import rules
from netcrm.store.reader import Reader, Row

SORTS = {
    "name": "c.sort_name, c.id",
    "touch": "c.next_touch_on IS NULL, c.next_touch_on, c.sort_name",
    "contact": "c.last_contact_on IS NULL, c.last_contact_on DESC, c.sort_name",
    "closeness": "k.strength IS NULL, k.strength DESC, c.sort_name",
    "added": "c.id DESC",
}

_CONTACT = """
SELECT c.*, k.strength AS closeness, t.name AS through_name
FROM contact c
LEFT JOIN tie k ON k.a_id = 0 AND k.b_id = c.id
LEFT JOIN contact t ON t.id = c.through_id
"""


@dataclass(frozen=True)
class ContactFilter:
    """Which contacts are wanted; every condition given must hold."""

    tags: tuple[str, ...] = ()
    organization: str | None = None
    knows: tuple[str, ...] = ()
    cares: tuple[str, ...] = ()
    quiet: bool = False
    archived: bool = False
    import_id: int | None = None

    def clauses(self, today: date, rules: Rules) -> tuple[list[str], list[Any]]:
        """The conditions on ``contact c`` as SQL, and their parameters."""
        sql = ["c.id <> 0", f"c.archived_on IS {'NOT ' if self.archived else ''}NULL"]
        values: list[Any] = []
        for tag in self.tags:
            sql.append("EXISTS (SELECT 1 FROM tag g WHERE g.contact_id = c.id AND g.folded = ?)")
            values.append(names.fold(tag))
        for relation, topics in (("knows", self.knows), ("cares", self.cares)):
            for topic in topics:
                sql.append(
                    "EXISTS (SELECT 1 FROM topic o WHERE o.contact_id = c.id AND "
                    "o.relation = ? AND instr(o.folded, ?))"
                )
                values += [relation, names.fold(topic)]
        if self.organization is not None:
            sql.append("instr(c.organization_folded, ?)")
            values.append(names.fold(self.organization))
        if self.import_id is not None:
            sql.append("c.import_id = ?")
            values.append(self.import_id)
        if self.quiet:
            sql.append(QUIET)
            values += [today.isoformat(), quiet_before(today, rules).isoformat()]
        return sql, values


# Two parameters: today, and the day before which a relationship without a cadence is quiet.
QUIET = (
    "(c.next_touch_on < ? OR (c.next_touch_on IS NULL AND c.last_contact_on < ? "
    "AND c.cadence IS NULL))"
)


def contact(reader: Reader, contact_id: int) -> Contact:
    """One contact; raises ``NotFoundError`` where there is none (any more)."""
    found = contacts(reader, [contact_id])
    if not found:
        raise NotFoundError(f"There is no contact {contact_id}.")
    return found[0]


def contacts(reader: Reader, ids: Sequence[int]) -> list[Contact]:
    """These contacts whole, in the order of their ids given."""
    found: dict[int, Contact] = {}
    for at in range(0, len(ids), 500):
        chunk = ids[at : at + 500]
        rows = reader.all(f"{_CONTACT} WHERE c.id IN ({marks(chunk)})", chunk)
        found |= {value.id: value for value in _whole(reader, rows)}
    return [found[i] for i in ids if i in found]


def acquainted(reader: Reader, ids: Collection[int]) -> frozenset[int]:
    """Those of these contacts whom I know."""
    return _those(
        reader, "SELECT b_id FROM tie WHERE a_id = 0 AND strength IS NOT NULL AND b_id IN", ids
    )


def archived(reader: Reader, ids: Collection[int]) -> frozenset[int]:
    """Those of these contacts who are archived."""
    return _those(reader, "SELECT id FROM contact WHERE archived_on IS NOT NULL AND id IN", ids)


def _those(reader: Reader, sql: str, ids: Collection[int]) -> frozenset[int]:
    if not ids:
        return frozenset()
    return frozenset(row[0] for row in reader.all(f"{sql} ({marks(list(ids))})", list(ids)))


def listed(
    reader: Reader,
    wanted: ContactFilter,
    today: date,
    *,
    sort: str = "name",
    limit: int | None = None,
) -> list[Contact]:
    """The contacts of the list, whole; raises ``UsageError`` for an unknown sort."""
    if sort not in SORTS:
        raise UsageError(f"sort: {sort!r} is no order; one of {', '.join(SORTS)} would be right.")
    sql, values = wanted.clauses(today, rules(reader))
    rows = reader.all(
        f"{_CONTACT} WHERE {' AND '.join(sql)} ORDER BY {SORTS[sort]} LIMIT ?",
        [*values, -1 if limit is None else limit],
    )
    return _whole(reader, rows)


def import_number(reader: Reader, typed: str | None) -> int | None:
    """The import that is meant by its number or as ``last``; None where none was named.

    Raises ``NotFoundError`` where there was none.
    """
    if typed is None:
        return None
    if not (typed == "last" or typed.isdecimal()):
        raise UsageError(f"imported: {typed!r} is no import; last, or its number, would be right.")
    row = reader.one(
        "SELECT id FROM import_run WHERE ? = 'last' OR id = ? ORDER BY id DESC LIMIT 1",
        (typed, int(typed) if typed.isdecimal() else 0),
    )
    if row is None:
        raise NotFoundError(
            "There was no such import." if typed != "last" else "Nothing was imported yet."
        )
    return int(row["id"])


def counted(reader: Reader, wanted: ContactFilter, today: date) -> int:
    """How many contacts the filter lets through."""
    sql, values = wanted.clauses(today, rules(reader))
    return reader.number(f"SELECT count(*) FROM contact c WHERE {' AND '.join(sql)}", values)  # noqa: S608 - own clauses


def is_empty(reader: Reader) -> bool:
    """Whether nobody has been added yet."""
    return reader.one("SELECT 1 FROM contact WHERE id <> 0 LIMIT 1") is None


def ties(reader: Reader, contact_id: int) -> list[Tie]:
    """Whom a contact knows, the strongest first; each tie seen from this contact."""
    rows = reader.all(
        """
        SELECT a.id AS a_id, a.name AS a_name, b.id AS b_id, b.name AS b_name,
          t.strength, t.a_trusts_b AS trusts, t.b_trusts_a AS trusted_by, t.how
        FROM tie t JOIN contact a ON a.id = t.a_id JOIN contact b ON b.id = t.b_id
        WHERE t.a_id = ?
        UNION ALL
        SELECT b.id, b.name, a.id, a.name, t.strength, t.b_trusts_a, t.a_trusts_b, t.how
        FROM tie t JOIN contact a ON a.id = t.a_id JOIN contact b ON b.id = t.b_id
        WHERE t.b_id = ?
        ORDER BY 5 DESC, 4
        """,
        (contact_id, contact_id),
    )
    return [_tie(row) for row in rows]


def tie(reader: Reader, a: int, b: int) -> Tie:
    """The tie between two contacts, seen from ``a``."""
    return next(t for t in ties(reader, a) if t.b.id == b)


def _tie(row: Row) -> Tie:
    a, b = ref(row["a_id"], row["a_name"]), ref(row["b_id"], row["b_name"])
    assert a is not None
    assert b is not None
    return Tie(a, b, row["strength"], row["trusts"], row["trusted_by"], row["how"])


def _whole(reader: Reader, rows: list[Row]) -> list[Contact]:
    parts = _parts(reader, [row["id"] for row in rows])
    return [_contact(row, parts.get(row["id"], {})) for row in rows]


def _parts(reader: Reader, ids: list[int]) -> dict[int, dict[str, tuple[str, ...]]]:
    """What each contact has several of, by id and field."""
    lists: dict[int, dict[str, list[str]]] = {}
    for at in range(0, len(ids), 200):
        chunk = ids[at : at + 200]
        own = marks(chunk)
        for row in reader.all(
            f"""
            SELECT contact_id, kind || 's' AS field, value, id FROM contact_point
              WHERE contact_id IN ({own})
            UNION ALL SELECT contact_id, 'tags', name, id FROM tag WHERE contact_id IN ({own})
            UNION ALL SELECT contact_id, relation, name, id FROM topic WHERE contact_id IN ({own})
            UNION ALL SELECT contact_id, 'aliases', name, id FROM alias WHERE contact_id IN ({own})
            ORDER BY 4
            """,  # noqa: S608 - only question marks
            chunk * 4,
        ):
            lists.setdefault(row[0], {}).setdefault(row[1], []).append(row[2])
    return {i: {field: tuple(found) for field, found in of.items()} for i, of in lists.items()}


def _contact(row: Row, parts: dict[str, tuple[str, ...]]) -> Contact:
    added_on = day(row["added_on"])
    assert added_on is not None
    return Contact(
        id=row["id"],
        uid=row["uid"],
        name=row["name"],
        organization=row["organization"],
        title=row["title"],
        city=row["city"],
        birthday=row["birthday"],
        cadence=row["cadence"],
        closeness=row["closeness"],
        met_on=day(row["met_on"]),
        met_where=row["met_where"],
        through=ref(row["through_id"], row["through_name"]),
        note=row["note"],
        added_on=added_on,
        last_contact_on=day(row["last_contact_on"]),
        next_touch_on=day(row["next_touch_on"]),
        archived=row["archived_on"] is not None,
        **parts,
    )
