"""Whether everything that is kept twice agrees, and everything points to something."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from netcrm.domain import names
from netcrm.domain.cadence import next_touch
from netcrm.domain.health import Finding
from netcrm.domain.text import phone_key, url_key
from netcrm.store.reader import Reader, Row

_SHOWN = 5

_TOTALS = """
SELECT c.id, c.name FROM contact c
LEFT JOIN (
  SELECT contact_id, sum(CASE direction WHEN 'gave' THEN size ELSE 0 END) AS given,
    sum(CASE direction WHEN 'gave' THEN 0 ELSE size END) AS received,
    max("on") AS last, count(loop_due_on) AS loops FROM exchange GROUP BY contact_id
) e ON e.contact_id = c.id
LEFT JOIN (SELECT contact_id, max("on") AS last FROM contact_day GROUP BY contact_id) d
  ON d.contact_id = c.id
WHERE c.id <> 0 AND (c.given <> coalesce(e.given, 0) OR c.received <> coalesce(e.received, 0)
  OR c.open_loops <> coalesce(e.loops, 0) OR c.last_exchange_on IS NOT e.last
  OR c.last_contact_on IS NOT d.last)
"""
# Letter -> table and the columns whose words are found.
TEXTS = {
    "e": ("exchange", ("text",)),
    "l": ("telling", ("text",)),
    "x": ("expectation", ("text",)),
    "n": ("interaction", ("text",)),
    "a": ("ask", ("text", "topic", "offer", "answer")),
    "i": ("introduction", ("why", "for_a", "for_b", "answer", "outcome")),
    "r": ("recommendation", ("text", "answer", "outcome")),
}
_PLANNED = {"p": "promise", "m": "reminder", "s": "step"}
_SOURCES = {
    "p": "SELECT 1 FROM follow_up WHERE id = e.source_id AND done_on IS NOT NULL",
    "i": "SELECT 1 FROM introduction WHERE id = e.source_id AND made_on IS NOT NULL",
    "r": "SELECT 1 FROM recommendation WHERE id = e.source_id AND given_on IS NOT NULL",
    "a": "SELECT 1 FROM ask WHERE id = e.source_id AND state = 'fulfilled'",
}


def findings(source: Reader) -> list[Finding]:
    """Every check of what stands in the tables, in the order in which repairs are made.

    Where values are no days, the checks that count with them are left out.
    """
    days = values(source)
    if not days.ok:
        return [days]
    return [
        days,
        _links(source),
        _ties(source),
        _booked(source),
        _totals(source),
        _next_touches(source),
        _folded(source),
        _words_of_people(source),
        _words_of_records(source),
        _orphans(source),
    ]


def values(source: Reader) -> Finding:
    """Whether every day is one: SQLite holds other columns to their constraints itself."""
    wrong = []
    for table, column, kind in source.all(
        "SELECT m.name, c.name, c.type FROM sqlite_master m, pragma_table_info(m.name) c "
        "WHERE m.type = 'table' AND c.type IN ('DATE', 'DATETIME')"
    ):
        length = 10 if kind == "DATE" else 26
        wrong += [
            f"{table} {row[0]}: {column} is {row[1]!r}, which is no day"
            for row in source.all(
                f'SELECT rowid, "{column}" FROM {table} WHERE "{column}" IS NOT NULL '  # noqa: S608
                f'AND (length("{column}") <> {length} OR date("{column}") IS NOT '
                f'substr("{column}", 1, 10)) LIMIT 3'
            )
        ]
    return Finding("values", _some(wrong), hint="netcrm restore --list", fixable=False)


def _links(source: Reader) -> Finding:
    rows = source.all("PRAGMA foreign_key_check")
    return Finding(
        "links",
        _some(f"{row[0]} {row[1]} points to a {row[2]} that is not there" for row in rows),
        records=tuple((row[0], row[1]) for row in rows),
    )


def _ties(source: Reader) -> Finding:
    rows = source.all("SELECT id, a_id, b_id FROM tie WHERE a_id >= b_id")
    return Finding(
        "ties",
        _some(f"the tie of {r['a_id']} and {r['b_id']} stands the wrong way round" for r in rows),
        records=tuple(("tie", row["id"]) for row in rows),
    )


def _booked(source: Reader) -> Finding:
    rows: list[Row] = []
    for letter, sql in _SOURCES.items():
        rows += source.all(
            "SELECT e.id, e.source_letter, e.source_id FROM exchange e "  # noqa: S608 - own words
            f"WHERE e.source_letter = ? AND NOT EXISTS ({sql})",
            (letter,),
        )
    wrong = [
        f"e{row['id']} names {row['source_letter']}{row['source_id']}, which has not happened"
        for row in rows
    ]
    # A made introduction of mine gave to each side, unless the entry answers an ask.
    missing = source.all(
        "SELECT i.id FROM introduction i WHERE i.introducer_id = 0 AND i.made_on IS NOT NULL "
        "AND i.for_ask_id IS NULL AND EXISTS (SELECT 1 FROM contact c "
        "WHERE c.id IN (i.a_id, i.b_id) AND NOT EXISTS (SELECT 1 FROM exchange e "
        "WHERE e.contact_id = c.id AND e.direction = 'gave' AND (e.source_letter IN ('a', 'p') "
        "OR e.for_ask_id IS NOT NULL OR (e.source_letter = 'i' AND e.source_id = i.id))))"
    )
    wrong += [f"i{row['id']} was made, and is not in the ledger" for row in missing]
    return Finding(
        "booked entries",
        _some(wrong),
        hint="netcrm change or delete the introduction" if missing else "",
        fixable=not missing,
        records=tuple(("exchange", row["id"]) for row in rows),
    )


def _totals(source: Reader) -> Finding:
    return _of_people("totals", source.all(_TOTALS))


def _next_touches(source: Reader) -> Finding:
    wrong = []
    for row in source.all(
        "SELECT id, name, cadence, last_contact_on, met_on, added_on, touch_snoozed_to, "
        "next_touch_on FROM contact WHERE cadence IS NOT NULL OR next_touch_on IS NOT NULL"
    ):
        right = _day(row["touch_snoozed_to"]) or next_touch(
            row["cadence"], _day(row["last_contact_on"]), _day(row["met_on"]),
            date.fromisoformat(row["added_on"]),
        )  # fmt: skip
        if _day(row["next_touch_on"]) != right:
            wrong.append(row)
    return _of_people("next touches", wrong)


def _folded(source: Reader) -> Finding:
    wrong = [
        row
        for row in source.all(
            "SELECT id, name, sort_name, organization, organization_folded, birthday, birthday_md "
            "FROM contact"
        )
        if row["sort_name"] != names.fold(row["name"])
        or row["organization_folded"] != (row["organization"] and names.fold(row["organization"]))
        or row["birthday_md"] != (row["birthday"] and row["birthday"][-5:])
    ]
    keys = {"phone": phone_key, "url": url_key}
    for table, kind, value in (
        ("contact_point", "kind", "value"),
        ("alias", "''", "name"),
        ("tag", "''", "name"),
        ("topic", "''", "name"),
    ):
        wrong += [
            row
            for row in source.all(
                f"SELECT c.id, c.name, t.{value} AS value, t.folded, {kind} AS kind "  # noqa: S608
                f"FROM {table} t JOIN contact c ON c.id = t.contact_id"
            )
            if row["folded"] != keys.get(row["kind"], names.fold)(row["value"])
        ]
    return _of_people("comparable forms", wrong)


def _words_of_people(source: Reader) -> Finding:
    said = {row["contact_id"]: row["folded"] for row in source.all(
        "SELECT contact_id, folded FROM search_text WHERE letter = 'c'")}  # fmt: skip
    words: dict[int, set[str]] = defaultdict(set)
    for row in source.all("SELECT contact_id, word FROM name_word"):
        words[row["contact_id"]].add(row["word"])
    beside = _beside(source)
    wrong = []
    for row in source.all(
        "SELECT id, name, organization, title, city, met_where, note FROM contact WHERE id <> 0"
    ):
        own = beside.get(row["id"], {})
        aliases = own.get("alias", [])
        parts = [
            row["name"], *aliases, row["organization"], row["title"], row["city"],
            row["met_where"], *own.get("contact_point", ()), *own.get("tag", ()),
            *own.get("topic", ()), row["note"],
        ]  # fmt: skip
        right = names.fold("\n".join(part for part in parts if part))
        own_words = {w for name in (row["name"], *aliases) for w in names.words(name)}
        if said.get(row["id"]) != right or words[row["id"]] != own_words:
            wrong.append(row)
    return _of_people("search words of people", wrong)


def _beside(source: Reader) -> dict[int, dict[str, list[str]]]:
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for table, column in (
        ("alias", "name"), ("contact_point", "value"), ("tag", "name"), ("topic", "name"),
    ):  # fmt: skip
        for row in source.all(f"SELECT contact_id, {column} FROM {table} ORDER BY id"):  # noqa: S608
            found[row[0]][table].append(row[1])
    return found


def _words_of_records(source: Reader) -> Finding:
    there: dict[tuple[str, int], str] = {
        (row["letter"], row["record_id"]): row["folded"]
        for row in source.all(
            "SELECT letter, record_id, folded FROM search_text WHERE letter <> 'c'"
        )
    }
    wrong = [key for key, right in _texts(source) if there.get(key, "") != right]
    return Finding(
        "search words of records",
        _some(f"{letter}{number} is not found by its words" for letter, number in wrong),
        records=tuple(wrong),
    )


def _texts(source: Reader) -> Iterator[tuple[tuple[str, int], str]]:
    """Every record and the words by which it is found."""
    for letter, (table, columns) in TEXTS.items():
        for row in source.all(f"SELECT id, {', '.join(columns)} FROM {table}"):  # noqa: S608
            yield (letter, row["id"]), names.fold("\n".join(v for v in tuple(row)[1:] if v))
    for letter, kind in _PLANNED.items():
        for row in source.all("SELECT id, text FROM follow_up WHERE kind = ?", (kind,)):
            yield (letter, row["id"]), names.fold(row["text"])


def _orphans(source: Reader) -> Finding:
    wrong: list[tuple[str, int]] = []
    letters = {letter: table for letter, (table, _) in TEXTS.items()}
    letters |= dict.fromkeys(_PLANNED, "follow_up") | {"c": "contact", "g": "goal"}
    # The origin of a deleted record stays, so that the next import does not bring it back.
    holders = [(holder, letter) for holder in ("search_text", "mention") for letter in letters]
    for holder, letter in [*holders, ("origin", "c")]:
        for table in (letters[letter],):
            wrong += [
                (holder, row["id"])
                for row in source.all(
                    f"SELECT h.id FROM {holder} h WHERE h.letter = ? "  # noqa: S608 - own names
                    f"AND NOT EXISTS (SELECT 1 FROM {table} r WHERE r.id = h.record_id)",
                    (letter,),
                )
            ]
    return Finding(
        "orphans",
        _some(f"{table} {number} belongs to nothing" for table, number in wrong),
        records=tuple(wrong),
    )


def _of_people(check: str, rows: Iterable[Row]) -> Finding:
    found = {row["id"]: row["name"] for row in rows}
    return Finding(
        check, _some(f"{name} ({own})" for own, name in found.items()), contacts=tuple(found)
    )


def _some(sentences: Iterable[str]) -> tuple[str, ...]:
    every = list(sentences)
    if len(every) > _SHOWN:
        return (*every[:_SHOWN], f"and {len(every) - _SHOWN} more")
    return tuple(every)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
