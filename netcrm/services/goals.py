"""Goals: opened with those who decide and those who know the way, reached or dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select

from netcrm.domain.errors import ConflictError
from netcrm.domain.ids import RecordId, no_record
from netcrm.domain.kinds import ME, Direction, GoalState, Role
from netcrm.domain.ledger import LOOP_DAYS
from netcrm.services import derived
from netcrm.services.receipt import Receipt
from netcrm.store.tables.aims import GoalPersonRow
from netcrm.store.tables.ledger import ExchangeRow, FollowUpRow, GoalRow


@dataclass(frozen=True)
class Aim:
    """A checked goal."""

    title: str
    by_on: date | None = None
    deciders: Sequence[int] = ()
    guides: Sequence[int] = ()


def add(session: Session, aim: Aim, today: date) -> Receipt:
    """Open a goal."""
    row = GoalRow(title=aim.title, by_on=aim.by_on, opened_on=today)
    session.add(row)
    session.flush()
    assert row.id is not None
    own = RecordId("g", row.id)
    add_people(session, own, Role.decider, aim.deciders)
    add_people(session, own, Role.guide, aim.guides)
    index(session, row)
    return Receipt(records=[own])


def add_people(session: Session, goal: RecordId, role: Role, ids: Sequence[int]) -> None:
    """Let these be deciders, or guides, too; who is one already stays with what matters to them."""
    if ME in ids:
        raise ConflictError(f"You are no {role.value} of your own goal; name somebody else.")
    there = session.exec(
        select(GoalPersonRow.contact_id).where(
            GoalPersonRow.goal_id == goal.number, GoalPersonRow.role == role.value
        )
    ).all()
    for contact_id in dict.fromkeys(ids):
        derived.contact_row(session, contact_id)
        if contact_id not in there:
            session.add(GoalPersonRow(goal_id=goal.number, contact_id=contact_id, role=role.value))


def take_off(session: Session, goal: RecordId, ids: Sequence[int]) -> None:
    """These decide no longer, nor guide."""
    for row in session.exec(
        select(GoalPersonRow).where(GoalPersonRow.goal_id == goal.number)
    ).all():
        if row.contact_id in ids:
            session.delete(row)
    index(session, goal_row(session, goal))


def retitle(session: Session, record: RecordId, title: str | None, by_on: date | None) -> None:
    """Another title, or another day."""
    row = goal_row(session, record)
    row.title = title or row.title
    row.by_on = by_on or row.by_on
    session.add(row)
    index(session, row)


def matters(session: Session, record: RecordId, contact_id: int, text: str) -> Receipt:
    """What matters to a decider or guide about the goal.

    Raises ``ConflictError`` where the contact is neither.
    """
    row = goal_row(session, record)
    found = session.exec(
        select(GoalPersonRow).where(
            GoalPersonRow.goal_id == record.number, GoalPersonRow.contact_id == contact_id
        )
    ).all()
    if not found:
        name = derived.contact_row(session, contact_id).name
        raise ConflictError(
            f"{name} is neither a decider nor a guide of {record}.",
            hint=f"netcrm change {record} --decider {contact_id}" if contact_id != ME else "",
        )
    for person in found:
        person.matters = text
        session.add(person)
    index(session, row)
    return Receipt(records=[record])


def close(
    session: Session, record: RecordId, state: GoalState, text: str | None, today: date
) -> Receipt:
    """Reach or drop a goal; everybody whose help names it should hear how it ended.

    Of each helper one loop is opened again, the one of their latest help, unless one is open.
    Raises ``ConflictError`` where the goal is closed already.
    """
    row = goal_row(session, record)
    if row.state != GoalState.open:
        raise ConflictError(f"{record} was {row.state} on {row.closed_on}.")
    row.state, row.closed_on, row.outcome = state, today, text
    session.add(row)
    receipt = Receipt(records=[record])
    for step in session.exec(
        select(FollowUpRow).where(
            FollowUpRow.goal_id == record.number,
            FollowUpRow.kind == "step",
            col(FollowUpRow.done_on).is_(None),
        )
    ).all():
        step.done_on, step.done_text = today, f"the goal was {state.value}"
        session.add(step)
        receipt.notes.append(f"s{step.id} ({step.text}) is closed with it.")
    for entry in _latest_help(session, record):
        if entry.loop_due_on is None:
            entry.loop_due_on = today + timedelta(days=LOOP_DAYS)
            session.add(entry)
            assert entry.id is not None
            receipt.records.append(RecordId("l", entry.id))
            derived.refresh(session, [entry.contact_id])
    return receipt


def _latest_help(session: Session, record: RecordId) -> list[ExchangeRow]:
    """The help with an open loop of each who helped, else their latest."""
    rows = session.exec(
        select(ExchangeRow)
        .where(
            ExchangeRow.goal_id == record.number,
            ExchangeRow.direction == Direction.received,
        )
        .order_by(col(ExchangeRow.on), col(ExchangeRow.id))
    ).all()
    found: dict[int, ExchangeRow] = {}
    for row in rows:
        known = found.get(row.contact_id)
        if known is None or known.loop_due_on is None:
            found[row.contact_id] = row
    return list(found.values())


def goal_row(session: Session, record: RecordId) -> GoalRow:
    """The row about to be changed; raises ``NotFoundError``."""
    row = session.get(GoalRow, record.number)
    if row is None:
        raise no_record(record, hint="See them all: netcrm goal list")
    return row


def index(session: Session, row: GoalRow) -> None:
    """Make a goal findable by its title and by what matters to whom."""
    session.flush()
    assert row.id is not None
    people = session.exec(
        select(GoalPersonRow).where(GoalPersonRow.goal_id == row.id).order_by(col(GoalPersonRow.id))
    ).all()
    said = "\n".join([row.title, *(p.matters for p in people if p.matters)])
    derived.index_record(session, RecordId("g", row.id), [ME], said)
