"""A file of our own form that holds another state of the network that is here."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, select

from netcrm.domain.errors import ConflictError
from netcrm.domain.kinds import FollowUpKind
from netcrm.store.tables.imports import RedirectRow

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
_NAMED = 3


class OtherState:
    """The rows that are known here, and are not what the file says."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._found: list[str] = []

    def compare(self, table: str, row: Any, values: dict[str, Any]) -> None:
        """Note a row that stands here otherwise; who I am each network says for itself."""
        if (table not in _LETTERS and table not in _BESIDE) or (table == "contact" and not row.id):
            return
        # A change that was taken back leaves its time behind.
        if any(getattr(row, n) != value for n, value in values.items() if n != "changed_at"):
            self._found.append(_called(table, row))

    def look_for_joined(self, table: str, values: dict[str, Any]) -> None:
        """Note a contact who has been joined into another one here."""
        if table == "contact":
            row = self._session.exec(
                select(RedirectRow).where(RedirectRow.uid == values["uid"])
            ).first()
            self._found += [] if row is None else [f"{row.name} has been joined into another"]

    def refuse(self) -> None:
        """Raise ``ConflictError`` where the file holds another state.

        Half of one and half of the other would be neither.
        """
        if self._found:
            more = len(self._found) - _NAMED
            said = ", ".join(self._found[:_NAMED]) + (f" and {more} more" if more > 0 else "")
            raise ConflictError(
                f"The file holds another state of this network ({said}); nothing was imported.",
                hint="To have it whole, give --db before import with a path where none stands yet.",
            )


def _called(table: str, row: Any) -> str:
    if table == "contact":
        return str(row.name)
    letter = FollowUpKind(row.kind).letter if table == "follow_up" else _LETTERS.get(table)
    return f"{letter}{row.id}" if letter else f"a {table.replace('_', ' ')}"
