"""Records from files into the network; the same file twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice

from sqlmodel import Session, select

from netcrm.domain import names
from netcrm.domain.cadence import parse_cadence
from netcrm.domain.errors import NetcrmError
from netcrm.domain.records import Batch, PersonRecord, Problem, Problems
from netcrm.domain.text import flat, tame
from netcrm.services import bulk
from netcrm.services.finding import index_contact
from netcrm.services.identity import NAMESAKE, Keyed, keyed
from netcrm.services.matching import Known
from netcrm.services.namesakes import Taken
from netcrm.services.settings import keep
from netcrm.services.taken_away import fact
from netcrm.services.updating import Updating
from netcrm.store.tables import people as t
from netcrm.store.tables.imports import ImportRow

CHUNK = 500
"""How many people are brought in together."""
_NEWS_KEPT = 1_000


@dataclass
class Outcome:
    """What an import did; ``news`` are sentences about people who moved on, ``sample`` new names.

    ``events`` counts what came in beside people, ``unmatched`` names those of nobody; ``skips`` are
    the records left out on purpose by their reason, ``passed_over`` the files, each with its own.
    ``run`` is the import, ``taken`` who was meant in the file by other records.
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
    skips: dict[str, int] = field(default_factory=dict)
    passed_over: list[tuple[str, str]] = field(default_factory=list)
    unused_columns: list[str] = field(default_factory=list)
    guessed: list[str] = field(default_factory=list)
    run: int | None = None
    taken: dict[int, Taken] = field(default_factory=dict)


Progress = Callable[[int], None]


def save(
    session: Session,
    batch: Batch,
    today: date,
    now: datetime,
    progress: Progress = lambda _: None,
    before: Outcome | None = None,
) -> Outcome:
    """Bring a batch in, inside the caller's transaction; ``progress`` hears of people done.

    ``before`` is the outcome of the import that this batch goes on with. Cards that stand in a file
    each are one file; of others each is a state of its own.
    """
    outcome = Outcome() if before is None else Outcome(run=before.run, taken=before.taken)
    run = outcome.run
    if batch.rows is not None:
        from netcrm.services.putting_back import PuttingBack

        PuttingBack(session, today, now, outcome).save(batch.rows, progress)
        return outcome
    new = None
    if run is None:
        new = ImportRow(at=now, source=batch.source, file=flat(tame(batch.file)))
        session.add(new)
        session.flush()
        assert new.id is not None
        run = new.id
    outcome.run = run
    arriving = _Arriving(session, batch.source, run, today, now, outcome)
    done = 0
    records = iter(batch.people)
    while chunk := list(islice(records, CHUNK)):
        arriving.take(chunk)
        done += len(chunk)
        progress(done)
    arriving.link()
    if batch.happenings or batch.gifts or batch.plans or batch.opinions:
        from netcrm.services.import_events import bring_in

        bring_in(session, batch, arriving.ids, today, outcome)
    if done != 1 or batch.source != "vcard":
        outcome.taken.clear()
    # An import by which nobody came is none to be asked for by ``--imported last``.
    if new is not None and not outcome.added:
        session.delete(session.merge(new))
        outcome.run = None
    return outcome


class _Arriving:
    """People of one import, chunk by chunk: known ones updated, new ones added together."""

    def __init__(
        self,
        session: Session,
        source: str,
        run: int,
        today: date,
        now: datetime,
        outcome: Outcome,
    ) -> None:
        self.session = session
        self.source = source
        self.run = run
        self.now = now
        self.today = today
        self.outcome = outcome
        self.ids: dict[str, int] = {}
        self.links: list[tuple[int, str]] = []
        self.fresh: dict[int, Keyed] = {}
        self.taken = outcome.taken
        self.known = Known(session, source, self.taken)
        self.updating = Updating(session, source, today, now)
        self.next_id = bulk.next_id(session)

    def take(self, chunk: Sequence[PersonRecord]) -> None:
        """Bring some records in."""
        if not self.known.is_worth_keeping:
            self.known = Known(self.session, self.source, self.taken)
        records = [keyed(self._checked(record)) for record in chunk]
        self.known.ask(records)
        said: dict[int, PersonRecord] = {}
        for of in records:
            contact_id = self._take(of, said)
            said[contact_id] = of.record
            if of.record.source_id:
                self.ids[of.record.source_id] = contact_id
            if of.record.through:
                self.links.append((contact_id, of.record.through))
        self._add_fresh()
        # What is done is let go, so that memory does not grow with the file.
        self.session.flush()
        self.session.expunge_all()

    def _take(self, of: Keyed, said: Mapping[int, PersonRecord]) -> int:
        """Bring one record in; ``said`` is what was last said of whom in this chunk."""
        contact_id = self.known.match(of)
        if contact_id is None:
            return self._new(of)
        if contact_id in said and _same(said[contact_id], of.record):
            # Whatever it says is there by now; a file may repeat a line without an end.
            self.outcome.unchanged += 1
            return contact_id
        if contact_id in self.fresh:
            self._add_fresh()
        self._update(contact_id, of)
        return contact_id

    def _checked(self, record: PersonRecord) -> PersonRecord:
        """The record without a cadence that is none, or a birthday that is still to come."""
        if record.cadence is not None:
            try:
                record = replace(record, cadence=str(parse_cadence(record.cadence)))
            except NetcrmError:
                record = replace(record, cadence=None)
        if record.birthday is not None and record.birthday > self.today.isoformat():
            said = f"birthday: {record.birthday!r} is still to come; the person goes in without."
            self.outcome.problems.append(Problem(record.line, said))
            record = replace(record, birthday=None)
        return record

    def _new(self, of: Keyed) -> int:
        contact_id = self.next_id
        self.next_id += 1
        self.fresh[contact_id] = self._known_apart(of, contact_id)
        self.known.note(contact_id, of, is_new=True)
        self.outcome.added += 1
        if len(self.outcome.sample) < 5:
            self.outcome.sample.append(of.record.name)
        return contact_id

    def _known_apart(self, of: Keyed, contact_id: int) -> Keyed:
        """The record under a key of its own, where a namesake has the one that it would have."""
        if not self.known.has_key(of):
            return of
        return of._replace(key=f"{of.key}{NAMESAKE}{contact_id}")

    def _add_fresh(self) -> None:
        if self.fresh:
            bulk.insert(self.session, self.fresh, self.source, self.run, self.today, self.now)
            self.fresh = {}

    def _update(self, contact_id: int, of: Keyed) -> None:
        row = self.session.get(t.ContactRow, contact_id)
        assert row is not None
        changed, told = self.updating.update(row, of, again=contact_id in self.taken)
        self.known.note(contact_id, of, is_new=False)
        self.outcome.updated += changed
        self.outcome.unchanged += not changed
        self.outcome.news += told[: _NEWS_KEPT - len(self.outcome.news)]

    def link(self) -> None:
        """Who brought whom together, once everybody is there; who is nobody here, in the note."""
        for contact_id, through in self.links:
            found = self.ids.get(through) or _by_name(self.session, through)
            row = self.session.get(t.ContactRow, contact_id)
            if row is None or found == contact_id:
                continue
            if found is not None:
                row.through_id = row.through_id or found
                self.session.add(row)
            elif not self.ids:
                # Without ids of its own, a file names people; an id would say nothing.
                self._note(row, f"Referred By: {through}")

    def _note(self, row: t.ContactRow, line: str) -> None:
        gone = self.updating.taken_away.get(row.id or 0, set())
        if line in (row.note or "").split("\n") or fact("note", line) in gone:
            return
        row.note = f"{row.note}\n{line}" if row.note else line
        self.session.add(row)
        index_contact(self.session, row)


def _same(one: PersonRecord, other: PersonRecord) -> bool:
    """Whether two records say the same, in whatever lines."""
    return vars(one) | {"line": 0} == vars(other) | {"line": 0}


def _by_name(session: Session, name: str) -> int | None:
    """The only contact of this whole name."""
    found = session.exec(
        select(t.ContactRow.id).where(t.ContactRow.sort_name == names.fold(name)).limit(2)
    ).all()
    return found[0] if len(found) == 1 else None


def keep_mapping(session: Session, name: str, columns: Mapping[str, str]) -> None:
    """Keep which column is what under a name, for the next file of its kind."""
    import json

    keep(session, f"map:{name}", json.dumps(dict(columns), ensure_ascii=False))
