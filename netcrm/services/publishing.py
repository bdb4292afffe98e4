"""What was handed out: a change raises a calendar's SEQUENCE, a file that was written is known."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from sqlmodel import Session

from netcrm.store.tables.imports import PublishedRow


class Edition(NamedTuple):
    """How often an item has changed since it was first given, and when it last did."""

    sequence: int
    changed_at: datetime


def publish(session: Session, digests: Mapping[str, str], now: datetime) -> dict[str, Edition]:
    """The edition of each item, by uid; one whose digest is new is a new edition.

    A uid may come from outside and be somebody's address: only its mark is kept.
    """
    found = {}
    for uid, digest in digests.items():
        row = _row(session, uid)
        if row is None:
            row = PublishedRow(uid=_mark(uid), digest=digest, sequence=0, changed_at=now)
            session.add(row)
        elif row.digest != digest:
            row.digest, row.sequence, row.changed_at = digest, row.sequence + 1, now
            session.add(row)
        found[uid] = Edition(row.sequence, row.changed_at)
    return found


def _row(session: Session, uid: str) -> PublishedRow | None:
    """What is kept of an item; one that an older version kept under its uid gets its mark."""
    found = session.get(PublishedRow, _mark(uid))
    raw = session.get(PublishedRow, uid) if found is None else None
    if raw is None:
        return found
    found = PublishedRow(
        uid=_mark(uid), digest=raw.digest, sequence=raw.sequence, changed_at=raw.changed_at
    )
    session.delete(raw)
    session.add(found)
    return found


def _mark(uid: str) -> str:
    return f"ics:{sha256(uid.encode()).hexdigest()}"


def keep(session: Session, digests: Mapping[str, str], now: datetime) -> None:
    """Keep under which names something was handed out, and the digest of what it was."""
    for name, digest in digests.items():
        row = session.get(PublishedRow, name)
        if row is None:
            session.add(PublishedRow(uid=name, digest=digest, sequence=0, changed_at=now))
        else:
            row.digest, row.changed_at = digest, now
            session.add(row)
