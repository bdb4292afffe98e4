"""What exports need beside a contact: the properties that came in with a card, the last change."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from netcrm.domain.follow_up import FollowUp
from netcrm.queries.rows import marks
from netcrm.store.reader import Reader

_TABLES = {
    "touch": "contact",
    "birthday": "contact",
    "loop": "exchange",
    "promise": "follow_up",
    "reminder": "follow_up",
    "step": "follow_up",
    "ask": "ask",
    "introduction": "introduction",
    "recommendation": "recommendation",
}


class Beside(NamedTuple):
    """Properties of a vCard that netcrm does not know, and when the contact last changed."""

    extra: tuple[str, ...]
    changed_at: datetime


def beside(reader: Reader, ids: Sequence[int]) -> dict[int, Beside]:
    """By contact, what stands beside them."""
    found = {}
    for at in range(0, len(ids), 500):
        chunk = ids[at : at + 500]
        for row in reader.all(
            f"SELECT id, vcard_extra, changed_at FROM contact WHERE id IN ({marks(chunk)})",  # noqa: S608 - only question marks
            chunk,
        ):
            extra = row["vcard_extra"] or ""
            changed_at = datetime.fromisoformat(row["changed_at"]).replace(tzinfo=UTC)
            found[row["id"]] = Beside(tuple(extra.split("\n")) if extra else (), changed_at)
    return found


def gone_uids(reader: Reader) -> list[str]:
    """The uids of contacts who are out of the lists, or joined into others."""
    rows = reader.all(
        "SELECT uid FROM contact WHERE archived_on IS NOT NULL UNION ALL SELECT uid FROM redirect"
    )
    return [row["uid"] for row in rows]


def uids(reader: Reader) -> list[str]:
    """The uids of everybody who is there, in the lists or not."""
    return [row["uid"] for row in reader.all("SELECT uid FROM contact")]


def published(reader: Reader, marks_of: Sequence[str]) -> dict[str, str]:
    """Of some names, those under which something was handed out, each with its digest."""
    found: dict[str, str] = {}
    for at in range(0, len(marks_of), 500):
        chunk = marks_of[at : at + 500]
        sql = f"SELECT uid, digest FROM published WHERE uid IN ({marks(chunk)})"  # noqa: S608 - only question marks
        found |= {row["uid"]: row["digest"] for row in reader.all(sql, chunk)}
    return found


def calendar_uid(reader: Reader, follow_up: FollowUp) -> str:
    """The name under which a calendar knows a follow-up, the same for as long as it lives."""
    table = _TABLES[follow_up.kind.value]
    row = reader.one(f"SELECT uid FROM {table} WHERE id = ?", (int(follow_up.id[1:]),))  # noqa: S608 - own names
    assert row is not None
    return f"{follow_up.kind.value}-{row['uid']}@netcrm.invalid"


def birthdays(reader: Reader, ids: Sequence[int]) -> dict[int, str]:
    """The birthdays of these contacts, as they are stored."""
    found = {}
    for at in range(0, len(ids), 500):
        chunk = ids[at : at + 500]
        for row in reader.all(
            f"SELECT id, birthday FROM contact WHERE birthday IS NOT NULL "  # noqa: S608 - only question marks
            f"AND id IN ({marks(chunk)})",
            chunk,
        ):
            found[row["id"]] = row["birthday"]
    return found
