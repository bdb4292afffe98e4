"""Records from files into the network; the same file twice changes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from netcrm.domain import names
from netcrm.domain.records import Batch, PersonRecord, Problem
from netcrm.domain.text import url_key
from netcrm.services import people
from netcrm.services.people import Profile
from netcrm.store.tables import people as t


@dataclass
class Outcome:
    """What an import did; ``news`` are sentences about people who moved on."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    news: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def save(session: Session, batch: Batch, now: datetime) -> Outcome:
    """Bring a batch in, inside the caller's transaction."""
    outcome = Outcome()
    for record in batch.people:
        _person(session, record, batch.source, now, outcome)
    if batch.rows:
        from netcrm.services.putting_back import PuttingBack

        PuttingBack(session, now, outcome).save(batch.rows)
    return outcome


def _person(
    session: Session, record: PersonRecord, source: str, now: datetime, outcome: Outcome
) -> None:
    met_on = None if record.met_on is None else date.fromisoformat(record.met_on)
    known = _match(session, record)
    if known is None:
        profile = Profile(
            name=record.name,
            organization=record.organization,
            title=record.title,
            emails=record.emails,
            urls=record.urls,
            met_on=met_on,
        )
        people.add(session, profile, now, people.Origin(imported_from=source))
        outcome.added += 1
        return
    changes = _changes(session, known, record, met_on, outcome)
    if changes.is_empty():
        outcome.unchanged += 1
        return
    assert known.id is not None
    people.edit(session, known.id, changes, now)
    outcome.updated += 1


def _match(session: Session, record: PersonRecord) -> t.ContactRow | None:
    """The contact meant: by web address, e-mail, then name with organization, then a lone name."""
    for kind, values, key in (("url", record.urls, url_key), ("email", record.emails, names.fold)):
        for value in values:
            found = session.exec(
                select(t.ContactRow)
                .join(t.ContactPointRow, col(t.ContactPointRow.contact_id) == t.ContactRow.id)
                .where(t.ContactPointRow.kind == kind, t.ContactPointRow.folded == key(value))
            ).first()
            if found is not None:
                return found
    alike = session.exec(
        select(t.ContactRow).where(t.ContactRow.sort_name == names.fold(record.name))
    ).all()
    alike = [row for row in alike if not _has_other_url(session, row, record)]
    organization = names.fold(record.organization or "")
    for row in alike:
        if (row.organization_folded or "") == organization:
            return row
    return alike[0] if len(alike) == 1 else None


def _has_other_url(session: Session, row: t.ContactRow, record: PersonRecord) -> bool:
    """Whether both have a LinkedIn address and they differ: two people of one name."""
    if not record.urls:
        return False
    own = session.exec(
        select(t.ContactPointRow.folded).where(
            t.ContactPointRow.contact_id == row.id, t.ContactPointRow.kind == "url"
        )
    ).all()
    return any(key.startswith("linkedin.com/in/") for key in own)


def _changes(
    session: Session,
    row: t.ContactRow,
    record: PersonRecord,
    met_on: date | None,
    outcome: Outcome,
) -> Profile:
    """What the file knows and we do not; a new position is news, nothing typed is erased."""
    values: dict[str, Any] = {}
    for column, value in (("organization", record.organization), ("title", record.title)):
        if value is None or value == getattr(row, column):
            continue
        if getattr(row, column) is None or row.imported_from is not None:
            values[column] = value
    if "organization" in values and row.organization:
        outcome.news.append(f"{row.name} is now at {record.organization}.")
    elif "title" in values and row.title:
        outcome.news.append(f"{row.name} is now {record.title}.")
    if row.met_on is None and met_on is not None:
        values["met_on"] = met_on
    for field_name, kind, known, key in (
        ("emails", "email", record.emails, names.fold),
        ("urls", "url", record.urls, url_key),
    ):
        points = session.exec(
            select(t.ContactPointRow)
            .where(t.ContactPointRow.contact_id == row.id, t.ContactPointRow.kind == kind)
            .order_by(col(t.ContactPointRow.id))
        ).all()
        have = {point.folded for point in points}
        new = [value for value in known if key(value) not in have]
        if new:
            values[field_name] = [*(p.value for p in points), *new]
    return Profile(**values)
