"""Find: a text anywhere in the network; text, never query syntax."""

from __future__ import annotations

from netcrm.domain import names
from netcrm.domain.ids import WORDS
from netcrm.domain.people import Contact, ContactRef, Hit
from netcrm.queries.contacts import contacts
from netcrm.queries.rows import prefix_range
from netcrm.store.reader import Reader, Row

_SHORTEST_FOR_INDEX = 3
_MOST = 500

_HITS = """
SELECT t.contact_id, c.name, t.letter, t.record_id, t.folded,
  CASE t.letter
    WHEN 'n' THEN (SELECT i.text FROM interaction i WHERE i.id = t.record_id)
    WHEN 'e' THEN (SELECT e.text FROM exchange e WHERE e.id = t.record_id)
    WHEN 'l' THEN (SELECT g.text FROM telling g WHERE g.id = t.record_id)
    WHEN 'c' THEN NULL
    WHEN 'x' THEN (SELECT x.text FROM expectation x WHERE x.id = t.record_id)
    WHEN 'a' THEN (SELECT a.text FROM ask a WHERE a.id = t.record_id)
    WHEN 'g' THEN (SELECT g.title FROM goal g WHERE g.id = t.record_id)
    WHEN 'i' THEN (SELECT coalesce(i.outcome, i.why, i.for_a, i.for_b, i.answer)
                   FROM introduction i WHERE i.id = t.record_id)
    WHEN 'r' THEN (SELECT coalesce(r.outcome, r.text, r.answer)
                   FROM recommendation r WHERE r.id = t.record_id)
    ELSE (SELECT f.text FROM follow_up f WHERE f.id = t.record_id)
  END AS text
FROM {} x JOIN search_text t ON t.id = x.rowid JOIN contact c ON c.id = t.contact_id
WHERE x.folded MATCH ? ORDER BY x.rowid DESC LIMIT ?
"""
_FIELDS = WORDS | {"l": "told"}


def find(reader: Reader, text: str, *, limit: int = _MOST) -> list[Hit]:
    """Where every word of the text stands in one record; contacts first, then kind by kind.

    Where there are more than ``limit``, it is those that were written last. A word of one or two
    characters is looked for only at the start of names' words.
    """
    query = names.fold(text).split()
    long = [word for word in query if len(word) >= _SHORTEST_FOR_INDEX]
    if not long:
        return _by_name_start(reader, query, limit) if query else []
    # Doubled quotes make each word a string, whatever it holds.
    match = " AND ".join('"' + word.replace('"', '""') + '"' for word in long)
    found = _matches(reader, "search_index_people", match, limit)
    if len(found) < limit:
        found += _matches(reader, "search_index", match, limit - len(found))
    kept = [row for row in found if all(word in row["folded"] for word in query)]
    whole = contacts(reader, [row["contact_id"] for row in kept if row["letter"] == "c"])
    people = {contact.id: contact for contact in whole}
    return [_hit(row, people, query) for row in kept]


def _hit(row: Row, people: dict[int, Contact], query: list[str]) -> Hit:
    who = ContactRef(row["contact_id"], row["name"])
    if row["letter"] != "c":
        text = row["text"] or row["name"]
        return Hit(who, f"{row['letter']}{row['record_id']}", _FIELDS[row["letter"]], text)
    field, text = _where(people[who.id], query)
    return Hit(who, None, field, text)


def _where(contact: Contact, query: list[str]) -> tuple[str, str]:
    """The field of a contact that holds what was looked for, and its value; else the name."""
    fields = [
        ("name", contact.name),
        ("organization", contact.organization or ""),
        ("title", contact.title or ""),
        ("city", contact.city or ""),
        *(("alias", alias) for alias in contact.aliases),
        *(("email", email) for email in contact.emails),
        *(("phone", phone) for phone in contact.phones),
        *(("url", url) for url in contact.urls),
        *(("tag", tag) for tag in contact.tags),
        *(("knows", topic) for topic in contact.knows),
        *(("cares", topic) for topic in contact.cares),
        *(("note", line) for line in (contact.note or "").splitlines()),
    ]
    # The field that holds most of the words; of several the first.
    return max(fields, key=lambda field: sum(word in names.fold(field[1]) for word in query))


def _matches(reader: Reader, index: str, match: str, limit: int) -> list[Row]:
    rows = reader.all(_HITS.format(index), (match, limit))
    return sorted(rows, key=lambda row: (row["letter"], -row["record_id"], row["contact_id"]))


def _by_name_start(reader: Reader, query: list[str], limit: int) -> list[Hit]:
    rows = reader.all(
        "SELECT DISTINCT c.id, c.name, c.sort_name FROM name_word w "
        "JOIN contact c ON c.id = w.contact_id WHERE w.word >= ? AND w.word < ? LIMIT ?",
        (*prefix_range(query[0]), limit),
    )
    return [
        Hit(ContactRef(row["id"], row["name"]), None, "name", row["name"])
        for row in sorted(rows, key=lambda row: row["sort_name"])
        if names.starts(query, names.words(row["name"]))
    ]
