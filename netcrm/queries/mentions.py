"""Who is spoken of in texts that belong to others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from netcrm.domain import names
from netcrm.domain.people import ContactRef
from netcrm.store.reader import Reader


class Spoken(NamedTuple):
    """A text that names somebody: the record's id (a contact's number), whose it is, the text."""

    record: str
    contact: ContactRef
    text: str


def spoken_of(source: Reader, contact_id: int, spoken: Sequence[str]) -> list[Spoken]:
    """The texts of others in which one of these whole names or addresses of a contact stands."""
    found: dict[str, Spoken] = {}
    for name in spoken:
        folded = names.fold(name)
        if len(folded) < 3:
            continue
        for row in source.all(
            "SELECT s.letter, s.record_id, s.contact_id, c.name, s.folded FROM search_text s "
            "JOIN contact c ON c.id = s.contact_id "
            "WHERE s.id IN (SELECT rowid FROM search_index WHERE folded MATCH ?1 UNION ALL "
            "SELECT rowid FROM search_index_people WHERE folded MATCH ?1) "
            "AND s.contact_id <> ?2",
            ('"' + folded.replace('"', '""') + '"', contact_id),
        ):
            letter = "" if row["letter"] == "c" else row["letter"]
            record = f"{letter}{row['record_id']}"
            found[record] = Spoken(
                record, ContactRef(row["contact_id"], row["name"]), row["folded"]
            )
    return list(found.values())


def names_of(source: Reader, contact_id: int) -> list[str]:
    """Every name and address that says who a contact is, names they were joined under included."""
    return [
        row[0]
        for row in source.all(
            "SELECT name FROM contact WHERE id = ?1 "
            "UNION SELECT name FROM alias WHERE contact_id = ?1 "
            "UNION SELECT name FROM redirect WHERE contact_id = ?1 "
            "UNION SELECT value FROM contact_point WHERE contact_id = ?1",
            (contact_id,),
        )
    ]
