"""Networks as life makes them, of any size, the same for the same size.

A few people have hundreds of entries, most have two. ``python -m tests.benchmarks.network FILE
[CONTACTS]`` makes one; the doctor finds it sound.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from netcrm.domain import names
from netcrm.domain.cadence import next_touch
from netcrm.store.engine import open_writer

TODAY = date(2026, 11, 23)
EXCHANGES, TIES, INTERACTIONS, FOLLOW_UPS = 10, 5, 3, 0.2
"""How many of each there are for a contact, on the whole."""
_FIRST = [
    "Anna",
    "Bo",
    "Cyril",
    "Dragan",
    "Eleni",
    "Fatima",
    "Giulia",
    "Henrik",
    "Kasia",
    "Łukasz",
    "Maria",
    "Priya",
    "Zoë",
]
_LAST = [
    "Nowak",
    "Berg",
    "Clark",
    "Rossi",
    "Silva",
    "Schmidt",
    "Novák",
    "Murphy",
    "Tanaka",
    "Wójcik",
]
_THINGS = (
    "an intro to a founder",
    "an hour on pricing",
    "a read of the draft",
    "the name of a lawyer",
    "a seat at the round table",
    "notes on the tender",
    "a word with the board",
)
_KINDS = ("information", "contact", "experience", "recommendation", "time", "resource")
_CITIES = ("Kraków", "Oslo", "Porto", "Athens", "Lyon")
_TAGS = ("berlin", "alumni", "guild", "mentor", "client")


def make(path: Path, contacts: int) -> None:
    """A database of so many contacts, ten exchanges and five ties for each."""
    with open_writer(path, datetime.combine(TODAY, datetime.min.time(), UTC)):
        pass
    with closing(sqlite3.connect(path)) as connection, connection:
        _fill(connection, contacts)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ANALYZE")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _fill(connection: sqlite3.Connection, contacts: int) -> None:
    chance = Random(contacts)
    people = [_person(chance, number) for number in range(1, contacts + 1)]
    _insert(connection, "contact", people)
    _insert(connection, "name_word", _words(people))
    _insert(connection, "contact_point", (
        {"contact_id": p["id"], "kind": "email", "value": f"p{p['id']}@example.org",
         "folded": f"p{p['id']}@example.org"} for p in people))  # fmt: skip
    _insert(connection, "tag", (
        {"contact_id": p["id"], "name": _tag(p["id"]), "folded": _tag(p["id"])}
        for p in people))  # fmt: skip
    _insert(connection, "tie", _ties(chance, contacts))
    _insert(connection, "interaction", _interactions(chance, contacts))
    _insert(connection, "participant", (
        {"interaction_id": n, "contact_id": _whom(chance, contacts)}
        for n in range(1, INTERACTIONS * contacts + 1)))  # fmt: skip
    _insert(connection, "exchange", _exchanges(chance, contacts))
    _insert(connection, "follow_up", _follow_ups(chance, contacts))
    _totals(connection)
    _search(connection, people)


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[dict[str, Any]]) -> None:
    found = iter(rows)
    first = next(found, None)
    if first is None:
        return
    columns = ", ".join(f'"{name}"' for name in first)
    sql = f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(first))})"
    connection.execute(sql, tuple(first.values()))
    connection.executemany(sql, (tuple(row.values()) for row in found))


def _whom(chance: Random, contacts: int) -> int:
    """Somebody: one in a hundred is close, and shares a third of all with the other close ones."""
    close = max(1, contacts // 100)
    return 1 + chance.randrange(close if chance.random() < 1 / 3 else contacts)


def _day(chance: Random, within: int = 1500) -> str:
    # Life is denser now than years ago.
    return (TODAY - timedelta(days=int(within * chance.random() ** 1.5))).isoformat()


def _tag(number: int) -> str:
    return _TAGS[number % len(_TAGS)]


def _person(chance: Random, number: int) -> dict[str, Any]:
    name = f"{chance.choice(_FIRST)} {chance.choice(_LAST)} {number}"
    firm = f"Firm {_firm(number)}"
    born = (
        f"{chance.randrange(1950, 2000)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    )
    birthday = born if chance.random() < 0.3 else None
    return {
        "id": number,
        "uid": f"contact-{number}",
        "name": name,
        "sort_name": names.fold(name),
        "organization": firm,
        "organization_folded": names.fold(firm),
        "title": chance.choice(("Head of Data", "Founder", "Editor", "Lawyer")),
        "city": chance.choice(_CITIES),
        "birthday": birthday,
        "birthday_md": birthday[-5:] if birthday else None,
        "cadence": chance.choice(("P1M", "P3M", "P6M")) if chance.random() < 0.2 else None,
        "added_on": "2022-01-01",
        "changed_at": "2026-11-23 00:00:00.000000",
        "given": 0,
        "received": 0,
        "open_loops": 0,
    }


def _firm(number: int) -> int:
    # Twenty work together.
    return number // 20


def _words(people: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for p in people:
        for word in dict.fromkeys(names.words(p["name"])):
            yield {"contact_id": p["id"], "word": word}


def _ties(chance: Random, contacts: int) -> Iterator[dict[str, Any]]:
    """Mine with everybody, then colleagues and some who met elsewhere, each pair once."""
    for number in range(1, contacts + 1):
        yield {"a_id": 0, "b_id": number, "strength": 1 + int(5 * chance.random() ** 2)}
    seen: set[tuple[int, int]] = set()
    while len(seen) < (TIES - 1) * contacts:
        one = chance.randrange(1, contacts + 1)
        near = one + chance.randrange(1, 20)
        other = near if chance.random() < 0.7 else _whom(chance, contacts)
        pair = (min(one, other), max(one, other))
        if pair[0] == pair[1] or pair[1] > contacts or pair in seen:
            continue
        seen.add(pair)
        yield {"a_id": pair[0], "b_id": pair[1], "strength": chance.randrange(1, 6)}


def _interactions(chance: Random, contacts: int) -> Iterator[dict[str, Any]]:
    for number in range(1, INTERACTIONS * contacts + 1):
        yield {"id": number, "uid": f"interaction-{number}", "on": _day(chance),
               "channel": chance.choice(("meeting", "call", "email")),
               "text": f"talked about {chance.choice(_THINGS)}", "touch": 1}  # fmt: skip


def _exchanges(chance: Random, contacts: int) -> Iterator[dict[str, Any]]:
    for number in range(1, EXCHANGES * contacts + 1):
        direction = chance.choice(("gave", "received"))
        on = _day(chance)
        opens = direction == "received" and on > "2026-10-20" and chance.random() < 0.2
        due = (date.fromisoformat(on) + timedelta(days=14)).isoformat() if opens else None
        yield {"id": number, "uid": f"exchange-{number}", "contact_id": _whom(chance, contacts),
               "direction": direction, "kind": chance.choice(_KINDS),
               "size": chance.randrange(1, 6), "on": on,
               "text": chance.choice(_THINGS), "touch": 1, "recorded_on": on,
               "loop_due_on": due}  # fmt: skip


def _follow_ups(chance: Random, contacts: int) -> Iterator[dict[str, Any]]:
    for number in range(1, int(FOLLOW_UPS * contacts) + 1):
        due = TODAY + timedelta(days=chance.randrange(-20, 400))
        yield {"id": number, "uid": f"follow-up-{number}", "kind": "promise", "owner": "me",
               "contact_id": _whom(chance, contacts), "text": chance.choice(_THINGS),
               "due_on": due.isoformat(), "made_on": "2026-10-01"}  # fmt: skip


def _totals(connection: sqlite3.Connection) -> None:
    """What is kept beside the records, as the write door keeps it."""
    connection.execute(
        """
        UPDATE contact SET given = e.given, received = e.received, last_exchange_on = e.last,
          open_loops = e.loops FROM (
          SELECT contact_id, sum(CASE direction WHEN 'gave' THEN size ELSE 0 END) AS given,
            sum(CASE direction WHEN 'gave' THEN 0 ELSE size END) AS received,
            max("on") AS last, count(loop_due_on) AS loops FROM exchange GROUP BY contact_id) e
        WHERE e.contact_id = contact.id
        """
    )
    connection.execute(
        """
        UPDATE contact SET last_contact_on = d.last FROM (
          SELECT contact_id, max("on") AS last FROM contact_day GROUP BY contact_id) d
        WHERE d.contact_id = contact.id
        """
    )
    rows = connection.execute(
        "SELECT cadence, last_contact_on, added_on, id FROM contact WHERE cadence IS NOT NULL"
    ).fetchall()
    connection.executemany(
        "UPDATE contact SET next_touch_on = ? WHERE id = ?",
        [(_touch(cadence, last, added), number) for cadence, last, added, number in rows],
    )


def _touch(cadence: str, last: str | None, added: str) -> str | None:
    seen = date.fromisoformat(last) if last else None
    found = next_touch(cadence, seen, None, date.fromisoformat(added))
    return found.isoformat() if found else None


def _search(connection: sqlite3.Connection, people: list[dict[str, Any]]) -> None:
    def texts() -> Iterator[tuple[int, str, int, str]]:
        for p in people:
            said = (p["name"], p["organization"], p["title"], p["city"],
                    f"p{p['id']}@example.org", _tag(p["id"]))  # fmt: skip
            yield p["id"], "c", p["id"], names.fold("\n".join(said))
        for letter, sql in (
            ("e", "SELECT contact_id, id, text FROM exchange"),
            ("n", "SELECT p.contact_id, i.id, i.text FROM interaction i "
                  "JOIN participant p ON p.interaction_id = i.id"),
            ("p", "SELECT contact_id, id, text FROM follow_up"),
        ):  # fmt: skip
            for contact_id, number, text in connection.execute(sql):
                yield contact_id, letter, number, names.fold(text)

    connection.executemany(
        "INSERT INTO search_text (contact_id, letter, record_id, folded) VALUES (?, ?, ?, ?)",
        list(texts()),
    )


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000)
