"""Whether each value is one of its kind, and the file has what it gives numbers and answers by."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from netcrm.domain.cadence import parse_cadence
from netcrm.domain.errors import UsageError
from netcrm.domain.health import Finding, some
from netcrm.domain.records import DERIVED
from netcrm.store.objects import lost
from netcrm.store.reader import Reader

_TO_A_BACKUP = "netcrm restore --list"
_COLUMNS = (
    'SELECT m.name AS "table", c.name AS "column", c.type FROM sqlite_master m, '
    "pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' "
    "AND m.name NOT LIKE 'search_index%' AND m.sql NOT LIKE '%WITHOUT ROWID%'"
)


def kinds(source: Reader) -> Finding:
    """Whether every text is text and every number one: a column takes whatever it is given."""
    columns: dict[str, dict[str, str]] = defaultdict(dict)
    for table, column, declared in source.all(_COLUMNS):
        columns[table][column] = "integer" if declared in ("INTEGER", "BOOLEAN") else "text"
    wrong = []
    for table, wanted in columns.items():
        shown = ", ".join(f'typeof("{column}") AS "{column}"' for column in wanted)
        other = " OR ".join(f"typeof(\"{c}\") NOT IN ('{k}', 'null')" for c, k in wanted.items())
        for row in source.all(f'SELECT rowid AS own_row, {shown} FROM "{table}" WHERE {other}'):  # noqa: S608
            wrong += [
                (table, row[0], column, f"{table} {row[0]}: {column} is {row[column]}, no {kind}")
                for column, kind in wanted.items()
                if row[column] not in (kind, "null")
            ]
    # What ought to be a number, and is worked out from nothing, nobody knows any more.
    mended = dict.fromkeys(
        (table, number)
        for table, number, column, _ in wrong
        if column in DERIVED or columns[table][column] == "text"
    )
    return Finding(
        "kinds of values",
        some(said for *_, said in wrong),
        hint="" if len(mended) == len({w[:2] for w in wrong}) else _TO_A_BACKUP,
        fixable=bool(mended),
        records=tuple(mended),
    )


def days(source: Reader) -> Finding:
    """Whether every day is one; those that are worked out from others can be again."""
    wrong = []
    for table, column, kind in source.all(
        "SELECT m.name, c.name, c.type FROM sqlite_master m, pragma_table_info(m.name) c "
        "WHERE m.type = 'table' AND c.type IN ('DATE', 'DATETIME')"
    ):
        length = 10 if kind == "DATE" else 26
        wrong += [
            (table, row[0], column, row[1])
            for row in source.all(
                f'SELECT rowid, "{column}" FROM {table} WHERE "{column}" IS NOT NULL '  # noqa: S608
                f'AND (length("{column}") <> {length} OR date("{column}") IS NOT '
                f'substr("{column}", 1, 10))'
            )
        ]
    derived = [(table, number) for table, number, column, _ in wrong if column in DERIVED]
    return Finding(
        "days",
        some(
            f"{table} {n}: {column} is {was!r}, which is no day" for table, n, column, was in wrong
        ),
        hint="" if len(derived) == len(wrong) else _TO_A_BACKUP,
        fixable=bool(derived),
        records=tuple(dict.fromkeys(derived)),
    )


def ranges(source: Reader) -> Finding:
    """Whether every yes or no is one, and every year one that a day can have."""
    wrong = [
        ("contact", row["id"], f"birthday_done_year is {row['birthday_done_year']}")
        for row in source.all(
            "SELECT id, birthday_done_year FROM contact "
            "WHERE birthday_done_year NOT BETWEEN 1900 AND 2200"
        )
    ]
    for table, column in source.all(
        "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c "
        "WHERE m.type = 'table' AND c.type = 'BOOLEAN'"
    ):
        wrong += [
            (table, row[0], f"{column} is {row[1]}")
            for row in source.all(
                f'SELECT rowid, "{column}" FROM {table} WHERE "{column}" NOT IN (0, 1)'  # noqa: S608
            )
        ]
    return Finding(
        "ranges",
        some(f"{table} {number}: {said}" for table, number, said in wrong),
        records=tuple(dict.fromkeys((table, number) for table, number, _ in wrong)),
    )


def cadences(source: Reader) -> Finding:
    """Whether every cadence can be read."""
    wrong = []
    for table, column in (("contact", "cadence"), ("follow_up", "every")):
        for row in source.all(
            f"SELECT id, {column} AS said FROM {table} WHERE {column} IS NOT NULL"  # noqa: S608
        ):
            try:
                parse_cadence(row["said"])
            except UsageError:
                wrong.append((table, row["id"], f"{table} {row['id']}: every {row['said']!r}"))
    return Finding(
        "cadences",
        some(said for _, _, said in wrong),
        records=tuple((table, number) for table, number, _ in wrong),
    )


def constraints(source: Reader) -> Finding:
    """Whether every value is one that its table allows; SQLite's own check misses some."""
    wrong = []
    for row in source.all("SELECT name, sql FROM sqlite_master WHERE sql LIKE '%CHECK (%'"):
        table, checks = row["name"], dict(_checks(row["sql"]))
        if not checks:
            continue
        kept = ", ".join(f"({check}) AS {name}" for name, check in checks.items())
        broken = " OR ".join(f"NOT ({check})" for check in checks.values())
        for found in source.all(f"SELECT rowid, {kept} FROM {table} WHERE {broken}"):  # noqa: S608
            wrong += [f"{table} {found[0]}: not {n} ({checks[n]})" for n in checks if found[n] == 0]
    return Finding("constraints", some(wrong), hint=_TO_A_BACKUP, fixable=False)


def _checks(sql: str) -> Iterator[tuple[str, str]]:
    """The named constraints of a table; the order of a tie is looked at, and mended, by itself."""
    for found in re.finditer(r"CONSTRAINT (\w+) CHECK \(", sql):
        depth, at = 1, found.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(sql[at], 0)
            at += 1
        if found[1] != "tie_order":
            yield found[1], sql[found.end() : at - 1]


def numbers(source: Reader) -> Finding:
    """Whether the counters of ids stand where no id is given twice."""
    given = {row[0]: row[1] for row in source.all("SELECT name, seq FROM sqlite_sequence")}
    wrong = [
        (table, highest) for table, highest in _highest(source) if highest > (given.get(table) or 0)
    ]
    return Finding(
        "numbers",
        some(f"{table} counts from {given.get(table) or 0}, below {n}" for table, n in wrong),
        records=tuple(wrong),
    )


def _highest(source: Reader) -> Iterator[tuple[str, int]]:
    """By table, the highest id that stands there or in the journal."""
    for row in source.all("SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%'"):
        table = row["name"]
        there = source.number(f"SELECT max(id) FROM {table}")  # noqa: S608 - own names
        was = source.number("SELECT max(last_id) FROM journal_image WHERE table_name = ?", (table,))
        yield table, max(there, was)


def objects(source: Reader) -> Finding:
    """Whether every index, trigger and view is there, and ours."""
    rows = source.all("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    missing = lost((row[0], row[1]) for row in rows)
    return Finding(
        "indexes and triggers",
        some(f"{name} is missing, or another" for name in missing),
        records=tuple((name, 0) for name in missing),
    )
