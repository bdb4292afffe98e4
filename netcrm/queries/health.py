"""Whether everything that is kept twice agrees, and everything points to something."""

from __future__ import annotations

from datetime import date

from netcrm.domain import names
from netcrm.domain.cadence import next_touch
from netcrm.domain.health import Finding, of_people, some
from netcrm.domain.text import phone_key, url_key
from netcrm.queries import health_journal as journal
from netcrm.queries import health_values as values
from netcrm.queries import health_words as words
from netcrm.store.reader import Reader, Row

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
_SOURCES = {
    "p": "SELECT 1 FROM follow_up WHERE id = e.source_id AND done_on IS NOT NULL",
    "i": "SELECT 1 FROM introduction WHERE id = e.source_id AND made_on IS NOT NULL",
    "r": "SELECT 1 FROM recommendation WHERE id = e.source_id AND given_on IS NOT NULL",
    "a": "SELECT 1 FROM ask WHERE id = e.source_id AND state = 'fulfilled'",
}


def findings(source: Reader) -> list[Finding]:
    """Every check of what stands in the tables, in the order in which repairs are made.

    Where values are none of their kind, the checks that count with them are left out.
    """
    first = of_values(source)
    if not all(finding.ok or finding.check == "constraints" for finding in first):
        return first
    return [
        *first,
        values.numbers(source),
        values.objects(source),
        _uids(source),
        journal.images(source),
        journal.people(source),
        journal.migrations(source),
        _links(source),
        _ties(source),
        _booked(source),
        _totals(source),
        _next_touches(source),
        _folded(source),
        words.of_people(source),
        words.of_records(source),
        _orphans(source),
        journal.old_pages(source),
    ]


def of_values(source: Reader) -> list[Finding]:
    """Whether the values are such that the rest can be read at all."""
    return [
        values.kinds(source),
        values.days(source),
        values.ranges(source),
        values.cadences(source),
        journal.kinds(source),
        values.constraints(source),
    ]


def _uids(source: Reader) -> Finding:
    wrong = [
        (row["name"], number["id"])
        for row in source.all(
            "SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c "
            "WHERE m.type = 'table' AND c.name = 'uid' "
            "AND m.name IN (SELECT name FROM sqlite_sequence)"
        )
        for number in source.all(f"SELECT id FROM {row['name']} WHERE trim(uid) = ''")  # noqa: S608
    ]
    return Finding(
        "uids",
        some(f"{table} {number} has none" for table, number in wrong),
        records=tuple(wrong),
    )


def _links(source: Reader) -> Finding:
    rows = source.all("PRAGMA foreign_key_check")
    # A table without row ids names none.
    named = [(row[0], row[1] or 0, row[2]) for row in rows]
    gone = source.all(
        "SELECT id FROM exchange e WHERE for_ask_id IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM ask a WHERE a.id = e.for_ask_id)"
    )
    named += [("exchange", row["id"], "ask") for row in gone]
    return Finding(
        "links",
        some(f"{table} {number} points to a {to} that is not there" for table, number, to in named),
        records=tuple(dict.fromkeys((table, number) for table, number, _ in named)),
    )


def _ties(source: Reader) -> Finding:
    rows = source.all("SELECT id, a_id, b_id FROM tie WHERE a_id >= b_id")
    return Finding(
        "ties",
        some(f"the tie of {r['a_id']} and {r['b_id']} stands the wrong way round" for r in rows),
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
    rows += source.all(
        "SELECT id, source_letter, source_id FROM exchange WHERE source_letter IS NOT NULL "
        "AND source_letter NOT IN ('p', 'i', 'r', 'a')"
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
        some(wrong),
        hint="netcrm change or delete the introduction" if missing else "",
        fixable=not missing,
        records=tuple(("exchange", row["id"]) for row in rows),
    )


def _totals(source: Reader) -> Finding:
    return of_people("totals", ((r["id"], r["name"]) for r in source.all(_TOTALS)))


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
            wrong.append((row["id"], row["name"]))
    return of_people("next touches", wrong)


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
    return of_people("comparable forms", ((row["id"], row["name"]) for row in wrong))


def _orphans(source: Reader) -> Finding:
    wrong: list[tuple[str, int]] = []
    letters = {letter: table for letter, (table, _, _) in words.TEXTS.items()}
    letters |= dict.fromkeys(words.PLANNED, "follow_up") | {"c": "contact", "g": "goal"}
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
        some(f"{table} {number} belongs to nothing" for table, number in wrong),
        records=tuple(wrong),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
