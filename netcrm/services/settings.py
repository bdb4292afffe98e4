"""What a person chooses for the whole network, kept by name."""

from __future__ import annotations

import json
from typing import Any

from sqlmodel import Session

from netcrm.domain.rules import RULES, rule
from netcrm.store.tables.settings import SettingRow


def keep(session: Session, name: str, value: str | None) -> None:
    """Keep a value under a name; None lets go of it."""
    row = session.get(SettingRow, name)
    if value is None:
        if row is not None:
            session.delete(row)
        return
    row = row or SettingRow(name=name, value="")
    row.value = value
    session.add(row)


def choose(session: Session, row: dict[str, Any]) -> None:
    """Keep what was chosen in another network, unless something was chosen here already.

    Raises ``ValueError`` and ``LookupError`` for what nobody can choose.
    """
    name, value = row["name"], row["value"]
    if not isinstance(name, str) or not isinstance(value, str) or ":" not in name:
        raise ValueError(f"name: {name!r} is no setting")
    kind, _, own = name.partition(":")
    if kind == "rule" and own in {known.name for known in RULES}:
        rule(own).parse(own, value)
    elif kind != "map" or not isinstance(json.loads(value), dict):
        raise ValueError(f"name: {name!r} is no setting")
    if session.get(SettingRow, name) is None:
        keep(session, name, value)
