"""What files tell beside people: interactions, gifts, plans, opinions; each comes in once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, select

from netcrm.domain import names
from netcrm.domain.cadence import next_occurrence, parse_cadence
from netcrm.domain.ids import RecordId
from netcrm.domain.kinds import ME, Channel, Direction, FollowUpKind, Owner
from netcrm.domain.records import (
    Batch,
    GiftRecord,
    HappeningRecord,
    OpinionRecord,
    PlanRecord,
    Pointer,
)
from netcrm.domain.text import url_key
from netcrm.services import derived, follow_ups, ledger, recommendations
from netcrm.services.booking import Terms
from netcrm.services.importing import Outcome
from netcrm.store.tables import profile
from netcrm.store.tables.imports import OriginRow
from netcrm.store.tables.ledger import InteractionRow, ParticipantRow

# Who is called so now; else who else answers to it, or was called so before they were renamed.
_CALLED = (
    "SELECT id FROM contact WHERE sort_name = ? AND id <> 0",
    "SELECT DISTINCT contact_id FROM alias WHERE folded = ?",
    "SELECT DISTINCT contact_id FROM taken_away WHERE field IN ('name', 'aliases') AND value = ?",
)


def bring_in(
    session: Session, batch: Batch, ids: dict[str, int], today: date, outcome: Outcome
) -> None:
    """Save what the batch holds beside people; what names nobody is counted as unmatched."""
    coming = _Coming(session, batch.source, ids, today, outcome)
    for happening in batch.happenings:
        coming.once("n", happening.key, happening.people, coming.happening, happening)
    for gift in batch.gifts:
        coming.once("e", gift.key, (gift.person,), coming.gift, gift)
    for opinion in batch.opinions:
        coming.once("r", opinion.key, (opinion.person,), coming.opinion, opinion)
    for plan in batch.plans:
        coming.once("m", plan.key, (plan.person,), coming.plan, plan)


class _Coming:
    def __init__(
        self, session: Session, source: str, ids: dict[str, int], today: date, outcome: Outcome
    ) -> None:
        self.session = session
        self.source = source
        self.ids = ids
        self.today = today
        self.outcome = outcome

    def once(
        self,
        letter: str,
        key: str,
        pointers: tuple[Pointer, ...],
        save: Callable[[Any, list[int]], int],
        record: Any,
    ) -> None:
        """Save a record unless its key came in before."""
        there = self.session.exec(
            select(OriginRow.id).where(
                OriginRow.source == self.source, OriginRow.letter == letter, OriginRow.key == key
            )
        ).first()
        if there is not None:
            return
        meant = [(p, self._who(p)) for p in pointers]
        people = [found for _, found in meant if found is not None]
        if not people:
            self.outcome.unmatched += [p.name or p.url or "somebody" for p in pointers]
            return
        self.outcome.unmatched += [p.name for p, found in meant if p.name and found is None]
        number = save(record, list(dict.fromkeys(people)))
        self.session.add(OriginRow(source=self.source, letter=letter, key=key, record_id=number))
        self.outcome.events += 1

    def _who(self, pointer: Pointer) -> int | None:
        if pointer.source_id and pointer.source_id in self.ids:
            return self.ids[pointer.source_id]
        if pointer.url:
            found = self.session.exec(
                select(profile.ContactPointRow.contact_id).where(
                    profile.ContactPointRow.kind == "url",
                    profile.ContactPointRow.folded == url_key(pointer.url),
                )
            ).first()
            if found is not None:
                return found
        if not pointer.name:
            return None
        for sql in _CALLED:
            alike = self.session.connection().exec_driver_sql(sql, (names.fold(pointer.name),))
            if called := [int(own) for (own,) in alike.fetchmany(2)]:
                return called[0] if len(called) == 1 else None
        return None

    def happening(self, record: HappeningRecord, people: list[int]) -> int:
        """An interaction with those who took part."""
        row = InteractionRow(
            on=date.fromisoformat(record.on),
            channel=Channel(record.channel).value,
            text=record.text,
            touch=record.touch,
        )
        self.session.add(row)
        self.session.flush()
        assert row.id is not None
        for contact_id in people:
            self.session.add(ParticipantRow(interaction_id=row.id, contact_id=contact_id))
            if record.touch:
                derived.know_each_other(self.session, contact_id)
        derived.index_record(self.session, RecordId("n", row.id), people, record.text)
        derived.refresh(self.session, people)
        return row.id

    def gift(self, record: GiftRecord, people: list[int]) -> int:
        """An entry of the ledger; imported ones are no contact and open no loop."""
        entry = ledger.Entry(
            people[0],
            Direction(record.direction),
            record.text,
            date.fromisoformat(record.on),
            kind=record.kind,
            loop=False,
            touch=False,
        )
        return ledger.record(self.session, entry, self.today).booked[0]

    def opinion(self, record: OpinionRecord, people: list[int]) -> int:
        """A recommendation that stands on somebody's page, whoever reads it."""
        recommender, subject = (people[0], ME) if record.of_me else (ME, people[0])
        on = date.fromisoformat(record.on)
        wanted = recommendations.Request(recommender, subject, text=record.text or None)
        own = recommendations.request(self.session, wanted, on).records[0]
        recommendations.give(self.session, own, on, Terms(touch=False, loop=False), self.today)
        return own.number

    def plan(self, record: PlanRecord, people: list[int]) -> int:
        """A reminder; one that comes again stands at its next day, not where it began."""
        due_on = date.fromisoformat(record.due_on)
        if record.every is not None and due_on < self.today:
            yesterday = self.today - timedelta(days=1)
            due_on = next_occurrence(due_on, parse_cadence(record.every), yesterday)
        planned = follow_ups.Plan(
            FollowUpKind.reminder,
            Owner.me,
            people[0],
            record.text,
            due_on,
            every=record.every,
        )
        return follow_ups.plan(self.session, planned, self.today).records[0].number
