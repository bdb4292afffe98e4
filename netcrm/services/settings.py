"""What a person chooses for the whole network, kept by name."""

from __future__ import annotations

from sqlmodel import Session

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
