"""Records from files into the network; the same file twice changes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import Session, SQLModel, col, select

from netcrm.domain import names
from netcrm.domain.errors import UsageError
from netcrm.domain.ids import RecordId
from netcrm.domain.kinds import ME
from netcrm.domain.records import Batch, PersonRecord, Problem
from netcrm.domain.text import phone_key, url_key
from netcrm.services import derived, people
from netcrm.services.people import Profile
from netcrm.store import tables as t


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
        _Rows(session, now, outcome).save(batch.rows)
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


_MODELS: dict[str, type[SQLModel]] = {
    "contact": t.ContactRow,
    "contact_point": t.ContactPointRow,
    "alias": t.AliasRow,
    "tag": t.TagRow,
    "topic": t.TopicRow,
    "tie": t.TieRow,
    "interaction": t.InteractionRow,
    "participant": t.ParticipantRow,
    "exchange": t.ExchangeRow,
    "telling": t.TellingRow,
    "follow_up": t.FollowUpRow,
    "mention": t.MentionRow,
}
_LINKS = {
    "contact_id": "contact",
    "through_id": "contact",
    "a_id": "contact",
    "b_id": "contact",
    "interaction_id": "interaction",
    "exchange_id": "exchange",
    "after_id": "follow_up",
}
_LETTER_TABLES = {"n": "interaction", "e": "exchange", "p": "follow_up", "m": "follow_up"}
# What makes a row without a uid the same row.
_SAME = {
    "contact_point": ("contact_id", "kind", "folded"),
    "alias": ("contact_id", "folded"),
    "tag": ("contact_id", "folded"),
    "topic": ("contact_id", "relation", "folded"),
    "tie": ("a_id", "b_id"),
    "participant": ("interaction_id", "contact_id"),
    "telling": ("exchange_id", "on", "text"),
    "mention": ("contact_id", "letter", "record_id"),
}


class _Rows:
    """Rows of our own, put back; ids are kept where they are free, links follow."""

    def __init__(self, session: Session, now: datetime, outcome: Outcome) -> None:
        self.session = session
        self.now = now
        self.outcome = outcome
        self.ids: dict[tuple[str, int], int] = {("contact", 0): 0}
        self.people: set[int] = set()

    def save(self, rows: list[tuple[int, dict[str, Any]]]) -> None:
        # Who brought whom together may stand before them in the file.
        links = []
        for line, whole in rows:
            row = dict(whole)
            table = row.pop("table")
            later = row.pop("through_id", None) if table == "contact" else None
            try:
                with self.session.begin_nested():
                    new = self._put(table, row)
                    self.session.flush()
            except (IntegrityError, StatementError, KeyError, TypeError, ValueError,
                    UsageError) as error:  # fmt: skip
                self.outcome.problems.append(Problem(line, f"{table}: {_said(error)}."))
                continue
            if new is not None and later is not None:
                links.append((new, later))
        for contact, through in links:
            contact.through_id = self.ids.get(("contact", through))
            self.session.add(contact)
        for contact_id in self.people:
            derived.index_contact(self.session, derived.contact_row(self.session, contact_id))
        derived.refresh(self.session, self.people)

    def _put(self, table: str, row: dict[str, Any]) -> Any:
        """Add the row unless it is there; answers a new contact."""
        old = row.pop("id")
        self._follow_links(row)
        model = _MODELS[table]
        values = self._values(model, table, row)
        known = self._known(model, table, old, values)
        if known is not None:
            self.ids[table, old] = known.id
            if table == "contact":
                self.outcome.unchanged += 1
            return None
        added = model(**values)
        if self.session.get(model, old) is None:
            added.id = old
        self.session.add(added)
        self.session.flush()
        self.ids[table, old] = added.id  # type: ignore[attr-defined]
        if table == "contact":
            self.outcome.added += 1
        self._index(table, added)
        return added if table == "contact" else None

    def _follow_links(self, row: dict[str, Any]) -> None:
        for column, table in _LINKS.items():
            if row.get(column) is not None:
                row[column] = self.ids[table, row[column]]
        for letter, number in (("letter", "record_id"), ("source_letter", "source_id")):
            if row.get(letter) in _LETTER_TABLES:
                row[number] = self.ids[_LETTER_TABLES[row[letter]], row[number]]

    def _values(self, model: type[SQLModel], table: str, row: dict[str, Any]) -> dict[str, Any]:
        columns = model.__table__.columns  # type: ignore[attr-defined]
        if unknown := set(row) - set(columns.keys()):
            raise ValueError(f"{', '.join(sorted(unknown))} is not known")
        values: dict[str, Any] = {}
        for name, value in row.items():
            kind = columns[name].type.python_type
            values[name] = None if value is None else self._typed(name, kind, value)
        if table == "contact":
            values["sort_name"] = names.fold(values["name"])
            if values.get("organization"):
                values["organization_folded"] = names.fold(values["organization"])
            if values.get("birthday"):
                values["birthday_md"] = values["birthday"][-5:]
        elif "folded" in columns:
            values["folded"] = _key(table, values)
        return values

    def _typed(self, name: str, kind: type, value: Any) -> Any:
        if kind is date:
            return date.fromisoformat(value)
        if name == "changed_at":
            return datetime.fromisoformat(value).replace(tzinfo=self.now.tzinfo)
        if kind is bool and value in (0, 1):
            return bool(value)
        if not isinstance(value, kind):
            raise ValueError(f"{name}: {value!r} is of another kind")
        return value

    def _known(self, model: type[SQLModel], table: str, old: int, values: dict[str, Any]) -> Any:
        if table == "contact" and old == ME:
            return self._me(values)
        same = _SAME.get(table, ("uid",))
        query = select(model)
        for name in same:
            query = query.where(getattr(model, name) == values[name])
        return self.session.exec(query).first()

    def _me(self, values: dict[str, Any]) -> Any:
        """The owner; in a network that is still empty, as the file knows them."""
        me = self.session.get(t.ContactRow, ME)
        others = self.session.exec(select(t.ContactRow).where(t.ContactRow.id != ME)).first()
        if me is not None and others is None:
            for name, value in values.items():
                setattr(me, name, value)
            self.session.add(me)
        return me

    def _index(self, table: str, row: Any) -> None:
        for column in ("contact_id", "a_id", "b_id"):
            if getattr(row, column, None) is not None:
                self.people.add(getattr(row, column))
        if table == "contact":
            self.people.add(row.id)
        elif table == "participant":
            happened = self.session.get(t.InteractionRow, row.interaction_id)
            assert happened is not None
            everybody = self.session.exec(
                select(t.ParticipantRow.contact_id).where(
                    t.ParticipantRow.interaction_id == row.interaction_id
                )
            ).all()
            record = RecordId("n", row.interaction_id)
            derived.index_record(self.session, record, everybody, happened.text)
        elif table in ("exchange", "telling", "follow_up"):
            letter = {"exchange": "e", "telling": "l"}.get(table) or _letter(row)
            derived.index_record(self.session, RecordId(letter, row.id), [row.contact_id], row.text)


def _letter(row: Any) -> str:
    return "p" if row.kind == "promise" else "m"


def _key(table: str, values: dict[str, Any]) -> str:
    if table == "contact_point":
        keys = {"phone": phone_key, "url": url_key}
        return keys.get(values["kind"], names.fold)(values["value"])
    return names.fold(values["name"])


def _said(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"{error} is missing, or names a record that is not there"
    return str(getattr(error, "orig", None) or error).splitlines()[0]
