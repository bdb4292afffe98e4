"""A file of our own form that holds another state of the network that is here."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlmodel import Session

from netcrm.domain.errors import ConflictError
from netcrm.domain.kinds import ME, FollowUpKind

# How records are called; the rest of what makes a network, and not how it came to be so.
_LETTERS = {
    "interaction": "n",
    "exchange": "e",
    "ask": "a",
    "introduction": "i",
    "recommendation": "r",
    "goal": "g",
    "expectation": "x",
}
_BESIDE = (
    "contact", "follow_up", "contact_point", "alias", "tag", "topic", "tie", "goal_person",
    "telling",
)  # fmt: skip
# Whoever is a contact in one of two states may have been joined into another in the other one.
_OTHER = {"contact": "redirect", "redirect": "contact"}
# What tells whether two rows of one id are one.
_TOLD_BY = ("folded", "a_id", "b_id", "role", "text")
_NAMED = 3


class OtherState:
    """The rows that are known here, and are not what the file says."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._found: list[str] = []
        self._gone: list[str] = []
        self._has_our_ids = False
        self._uids: dict[str, set[str]] = {}
        given = session.connection().exec_driver_sql("SELECT name, seq FROM sqlite_sequence")
        self._last: dict[str, int] = dict(tuple(row) for row in given)

    def compare(self, table: str, row: Any, values: dict[str, Any]) -> None:
        """Note a row that stands here otherwise; who I am each network says for itself."""
        if (table not in _LETTERS and table not in _BESIDE) or (table == "contact" and not row.id):
            return
        # A change that was taken back leaves its time behind.
        if any(getattr(row, n) != value for n, value in values.items() if n != "changed_at"):
            self._found.append(_called(table, row))

    def know(self, table: str, old: int, new: int) -> None:
        """A row of the file that is here; the ids of one network are the same in both."""
        self._has_our_ids |= table == "contact" and old == new != ME

    def miss(self, table: str, old: int, values: dict[str, Any]) -> None:
        """Note who has been joined into another one here, or there, and what was deleted here.

        What was deleted, history knows, but for who was forgotten: an id is given once, so that one
        of a contact that was given, and nothing is known of, is theirs.
        """
        if table in _OTHER:
            found = self._session.connection().exec_driver_sql(
                f"SELECT name FROM {_OTHER[table]} WHERE uid = ?",  # noqa: S608 - own names
                (values["uid"],),
            )
            self._found += [f"{name} has been joined into another" for (name,) in found]
        if table in _LETTERS or table in _BESIDE:
            there = self._session.connection().exec_driver_sql(
                f"SELECT 1 FROM {table} WHERE id = ?",  # noqa: S608 - own names
                (old,),
            )
            given = old <= self._last.get(table, 0) and there.first() is None
            if self._was_deleted(table, values, old if given else None):
                called = values.get("name") if table == "contact" else _numbered(table, old, values)
                self._gone.append(f"{called} has been deleted here")

    def _was_deleted(self, table: str, values: dict[str, Any], gone: int | None) -> bool:
        """Whether a row that is not here was deleted; ``gone`` is its id where that was given."""
        if "uid" in values:
            if values["uid"] in self._deleted(table):
                return True
            return table == "contact" and gone is not None and not self._is_known(gone)
        for (before,) in () if gone is None else self._images(table, gone):
            row = json.loads(before)
            own = [name for name in _TOLD_BY if name in row and name in values]
            if own and all(row[name] == values[name] for name in own):
                return True
        return False

    def _deleted(self, table: str) -> set[str]:
        """The uids of a table that commands, and not what took these back, have changed."""
        if table not in self._uids:
            found = self._session.connection().exec_driver_sql(
                "SELECT before ->> '$.uid' FROM journal_image i "
                "JOIN journal j ON j.id = i.entry_id "
                "WHERE i.table_name = ? AND i.before IS NOT NULL AND j.kind = 'command'",
                (table,),
            )
            self._uids[table] = {uid for (uid,) in found}
        return self._uids[table]

    def _is_known(self, number: int) -> bool:
        """Whether it is known who had the id of a contact: who was joined, or taken back."""
        joined = self._session.connection().exec_driver_sql(
            "SELECT 1 FROM redirect WHERE old_id = ?", (number,)
        )
        return joined.first() is not None or any(self._images("contact", number))

    def _images(self, table: str, number: int) -> Iterator[Any]:
        return iter(
            self._session.connection().exec_driver_sql(
                "SELECT before FROM journal_image "
                "WHERE table_name = ? AND ? BETWEEN first_id AND last_id AND before IS NOT NULL",
                (table, number),
            )
        )

    def refuse(self) -> None:
        """Raise ``ConflictError`` where the file holds another state.

        Half of one and half of the other would be neither.
        """
        found = self._found + (self._gone if self._has_our_ids else [])
        if found:
            more = len(found) - _NAMED
            said = ", ".join(found[:_NAMED]) + (f" and {more} more" if more > 0 else "")
            raise ConflictError(
                f"The file holds another state of this network ({said}); nothing was imported.",
                hint="To have it whole, give --db before import with a path where none stands yet.",
            )


def _called(table: str, row: Any) -> str:
    return str(row.name) if table == "contact" else _numbered(table, row.id, vars(row))


def _numbered(table: str, number: int, values: Mapping[str, Any]) -> str:
    kind = FollowUpKind(values["kind"]).letter if table == "follow_up" else _LETTERS.get(table)
    return f"{kind}{number}" if kind else f"a {table.replace('_', ' ')}"
