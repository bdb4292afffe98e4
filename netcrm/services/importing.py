"""Records from files into the network; the same file twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from sqlmodel import Session, col, select

from netcrm.domain import names
from netcrm.domain.cadence import parse_cadence
from netcrm.domain.errors import NetcrmError
from netcrm.domain.records import Batch, PersonRecord, Problems
from netcrm.domain.text import phone_key, url_key
from netcrm.services import bulk, people
from netcrm.services.matching import Known, known, record_key
from netcrm.services.people import Profile
from netcrm.services.settings import keep
from netcrm.store.tables import people as t
from netcrm.store.tables import profile
from netcrm.store.tables.imports import ImportRow, NewsRow, OriginRow

CHUNK = 500
"""How many people are brought in together."""
_NEWS_KEPT = 1_000


@dataclass
class Outcome:
    """What an import did; ``news`` are sentences about people who moved on, ``sample`` new names.

    ``events`` counts what came in beside people, ``unmatched`` names those of nobody.
    """

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    events: int = 0
    news: list[str] = field(default_factory=list)
    sample: list[str] = field(default_factory=list)
    unmatched: list[str] = field(default_factory=list)
    problems: Problems = field(default_factory=Problems)
    why_skipped: list[str] = field(default_factory=list)
    guessed: list[str] = field(default_factory=list)
    run: int | None = None


Progress = Callable[[int], None]


def save(
    session: Session,
    batch: Batch,
    now: datetime,
    file: str = "",
    progress: Progress = lambda _: None,
) -> Outcome:
    """Bring a batch in, inside the caller's transaction; ``progress`` hears of people done."""
    outcome = Outcome()
    if batch.rows is not None:
        from netcrm.services.putting_back import PuttingBack

        PuttingBack(session, now, outcome).save(batch.rows, progress)
        return outcome
    run = ImportRow(at=now, source=batch.source, file=file)
    session.add(run)
    session.flush()
    assert run.id is not None
    outcome.run = run.id
    arriving = _Arriving(session, batch.source, run.id, now, outcome)
    done = 0
    records = iter(batch.people)
    while chunk := list(islice(records, CHUNK)):
        arriving.take(chunk)
        done += len(chunk)
        progress(done)
    arriving.link()
    if batch.happenings or batch.gifts or batch.plans or batch.opinions:
        from netcrm.services.import_events import bring_in

        bring_in(session, batch, arriving.ids, now.date(), outcome)
    if not (outcome.added or outcome.updated or outcome.events):
        session.delete(run)
        outcome.run = None
    return outcome


class _Arriving:
    """People of one import, chunk by chunk: known ones updated, new ones added together."""

    def __init__(
        self, session: Session, source: str, run: int, now: datetime, outcome: Outcome
    ) -> None:
        self.session = session
        self.source = source
        self.run = run
        self.now = now
        self.outcome = outcome
        self.ids: dict[str, int] = {}
        self.links: list[tuple[int, str]] = []
        self.fresh: list[bulk.Arrival] = []
        self.taken: set[int] = set()
        self.next_id = bulk.next_id(session)

    def take(self, chunk: Sequence[PersonRecord]) -> None:
        """Bring some records in."""
        there = known(self.session, self.source, chunk)
        there.taken = self.taken
        for record in map(_checked, chunk):
            contact_id = there.match(record)
            if contact_id is None:
                contact_id = self._new(record, there)
            else:
                if any(contact_id == a.contact_id for a in self.fresh):
                    self._add_fresh()
                self._update(contact_id, record, there)
            self.taken.add(contact_id)
            if record.source_id:
                self.ids[record.source_id] = contact_id
            if record.through:
                self.links.append((contact_id, record.through))
        self._add_fresh()
        # What is done is let go, so that memory does not grow with the file.
        self.session.flush()
        self.session.expunge_all()

    def _new(self, record: PersonRecord, there: Known) -> int:
        arrival = bulk.Arrival(self.next_id, record)
        self.next_id += 1
        self.fresh.append(arrival)
        there.note(arrival.contact_id, record)
        self.outcome.added += 1
        if len(self.outcome.sample) < 5:
            self.outcome.sample.append(record.name)
        return arrival.contact_id

    def _add_fresh(self) -> None:
        bulk.insert(self.session, self.fresh, self.source, self.run, self.now)
        connection = self.session.connection()
        rows = [
            (self.source, record_key(a.record), a.contact_id, a.record.organization, a.record.title)
            for a in self.fresh
        ]
        if rows:
            connection.exec_driver_sql(
                "INSERT OR IGNORE INTO origin "
                "(source, letter, key, record_id, organization, title) VALUES (?, 'c', ?, ?, ?, ?)",
                rows,
            )
        self.fresh = []

    def _update(self, contact_id: int, record: PersonRecord, there: Known) -> None:
        row = self.session.get(t.ContactRow, contact_id)
        assert row is not None
        origin = self._origin(contact_id, record)
        changes = _changes(self.session, row, record)
        changes |= self._position(row, origin, record)
        if record.extra and row.vcard_extra is None:
            row.vcard_extra = "\n".join(record.extra)
            self.session.add(row)
        profile = Profile(**changes)
        if profile.is_empty():
            self.outcome.unchanged += 1
            return
        people.edit(self.session, contact_id, profile, self.now)
        there.note(contact_id, record)
        self.outcome.updated += 1

    def _origin(self, contact_id: int, record: PersonRecord) -> OriginRow:
        """The source's own row of a person; under another key, what it said last goes along."""
        key = record_key(record)
        own = select(OriginRow).where(OriginRow.source == self.source, OriginRow.letter == "c")
        found = self.session.exec(own.where(OriginRow.key == key)).first()
        if found is not None:
            return found
        before = self.session.exec(
            own.where(OriginRow.record_id == contact_id).order_by(col(OriginRow.id).desc())
        ).first()
        found = OriginRow(source=self.source, letter="c", key=key, record_id=contact_id)
        if before is not None:
            found.organization, found.title = before.organization, before.title
        self.session.add(found)
        return found

    def _position(
        self, row: t.ContactRow, origin: OriginRow, record: PersonRecord
    ) -> dict[str, Any]:
        """A new firm or title is news; it replaces what the source said, not what was typed."""
        changes: dict[str, Any] = {}
        for column, value, words in (
            ("organization", record.organization, "is now at"),
            ("title", record.title, "is now"),
        ):
            before = getattr(origin, column)
            if value is None or value == before:
                continue
            own = getattr(row, column)
            setattr(origin, column, value)
            if own is None or (own == before and value != own):
                changes[column] = value
            if own is not None and value != own and not changes.keys() - {column}:
                self._tell(row, f"{row.name} {words} {value}.")
        self.session.add(origin)
        return changes

    def _tell(self, row: t.ContactRow, news: str) -> None:
        assert row.id is not None
        self.session.add(NewsRow(contact_id=row.id, on=self.now.date(), text=news))
        if len(self.outcome.news) < _NEWS_KEPT:
            self.outcome.news.append(news)

    def link(self) -> None:
        """Who brought whom together, once everybody is there."""
        for contact_id, through in self.links:
            found = self.ids.get(through) or _by_name(self.session, through)
            row = self.session.get(t.ContactRow, contact_id)
            if row is not None and found is not None and found != contact_id:
                row.through_id = row.through_id or found
                self.session.add(row)


def _by_name(session: Session, name: str) -> int | None:
    """The only contact of this whole name."""
    found = session.exec(
        select(t.ContactRow.id).where(t.ContactRow.sort_name == names.fold(name)).limit(2)
    ).all()
    return found[0] if len(found) == 1 else None


def _checked(record: PersonRecord) -> PersonRecord:
    """The record without a cadence that is none."""
    from dataclasses import replace

    if record.cadence is None:
        return record
    try:
        return replace(record, cadence=str(parse_cadence(record.cadence)))
    except NetcrmError:
        return replace(record, cadence=None)


def _changes(session: Session, row: t.ContactRow, record: PersonRecord) -> dict[str, Any]:
    """What the file knows and we do not: nothing that is there is erased."""
    from datetime import date

    values: dict[str, Any] = {}
    for column in ("city", "birthday", "met_where", "cadence"):
        if getattr(row, column) is None and getattr(record, column) is not None:
            values[column] = getattr(record, column)
    if row.met_on is None and record.met_on is not None:
        values["met_on"] = date.fromisoformat(record.met_on)
    if record.note and names.fold(record.note) not in names.fold(row.note or ""):
        values["note"] = "\n".join(part for part in (row.note, record.note) if part)
    assert row.id is not None
    for name, have, key in _lists(session, row.id):
        own = {key(value) for value in have}
        new = [value for value in getattr(record, name) if key(value) not in own]
        if new:
            values[name] = [*have, *new]
    return values


def _lists(session: Session, own: int) -> Iterator[tuple[str, list[str], Callable[[str], str]]]:
    points = session.exec(
        select(profile.ContactPointRow)
        .where(profile.ContactPointRow.contact_id == own)
        .order_by(col(profile.ContactPointRow.id))
    ).all()
    for name, kind, key in (
        ("emails", "email", names.fold),
        ("phones", "phone", phone_key),
        ("urls", "url", url_key),
    ):
        yield name, [p.value for p in points if p.kind == kind], key
    for name, table in (("tags", profile.TagRow), ("aliases", profile.AliasRow)):
        rows = session.exec(select(table).where(col(table.contact_id) == own)).all()
        yield name, [row.name for row in rows], names.fold  # type: ignore[attr-defined]
    topics = session.exec(select(profile.TopicRow).where(profile.TopicRow.contact_id == own)).all()
    for name in ("knows", "cares"):
        yield name, [topic.name for topic in topics if topic.relation == name], names.fold


def keep_mapping(session: Session, name: str, columns: Mapping[str, str]) -> None:
    """Keep which column is what under a name, for the next file of its kind."""
    import json

    keep(session, f"map:{name}", json.dumps(dict(columns), ensure_ascii=False))
