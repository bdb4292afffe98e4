"""Records deleted, with what came of them."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, select, update

from netcrm.domain.errors import ConflictError
from netcrm.domain.ids import RecordId
from netcrm.services import asks_met, derived, introductions
from netcrm.services.change import entries_of, must_stand_alone, people_of, record_row
from netcrm.services.receipt import Receipt
from netcrm.store.tables import aims, ledger
from netcrm.store.tables.people import TieRow


def remove(session: Session, record: RecordId, *, undone: bool = True) -> Receipt:
    """Delete a record; an event takes the entries with it that came of it, a goal its steps.

    ``undone`` is whether it never was: then what else it did, for others too, is taken back.
    Raises ``ConflictError`` for an entry that an event has booked.
    """
    row = record_row(session, record)
    if record.letter == "e":
        must_stand_alone(record, row)
    if record.letter == "g":
        _must_be_no_audience(session, record)
    people = people_of(session, record, row)
    receipt = Receipt(records=[record])
    receipt.notes += _reopen_asks(session, record, row, undone=undone)
    for entry in entries_of(session, record):
        assert entry.id is not None
        people.append(entry.contact_id)
        _forget_texts(session, RecordId("e", entry.id))
        session.delete(entry)
        receipt.notes.append(f"e{entry.id} went with it.")
    for step in _steps(session, record):
        _forget_texts(session, RecordId("s", step.id or 0))
        session.delete(step)
        receipt.notes.append(f"s{step.id} went with it.")
    promise = row.promise_id if record.letter == "a" else None
    if undone and record.letter == "i" and row.made_on is not None:
        _untie(session, row)
    _forget_texts(session, record)
    session.delete(row)
    session.flush()
    if promise is not None:
        gone = remove(session, RecordId("p", promise))
        receipt.notes += [f"p{promise} went with it.", *gone.notes]
    derived.refresh(session, people)
    return receipt


def _untie(session: Session, row: aims.IntroductionRow) -> None:
    """The tie that the introduction made goes with it, unless more has come of it, or is known."""
    a, b = sorted((row.a_id, row.b_id))
    tie = session.exec(select(TieRow).where(TieRow.a_id == a, TieRow.b_id == b)).first()
    trusted = tie is not None and (tie.a_trusts_b or tie.b_trusts_a)
    made_by_it = tie is not None and tie.how == introductions.how_met(session, row)
    if tie is None or _have_met_otherwise(session, row):
        return
    if tie.strength == 1 and made_by_it and not trusted:
        session.delete(tie)


def _have_met_otherwise(session: Session, row: aims.IntroductionRow) -> bool:
    """Whether another introduction, or something that happened, has brought the two together."""
    found = session.connection().exec_driver_sql(
        "SELECT 1 FROM introduction WHERE id <> ?1 AND made_on IS NOT NULL "
        "AND (a_id, b_id) IN ((?2, ?3), (?3, ?2)) UNION SELECT 1 FROM participant one "
        "JOIN participant other ON other.interaction_id = one.interaction_id "
        "WHERE one.contact_id = ?2 AND other.contact_id = ?3",
        (row.id, row.a_id, row.b_id),
    )
    return found.first() is not None


def _must_be_no_audience(session: Session, record: RecordId) -> None:
    found = session.exec(
        select(aims.RecommendationRow).where(
            aims.RecommendationRow.goal_id == record.number,
            col(aims.RecommendationRow.audience_id).is_(None),
        )
    ).first()
    if found is not None:
        raise ConflictError(
            f"r{found.id} recommends for {record} alone, so the goal stays.",
            hint=f"netcrm delete r{found.id}, or: netcrm goal drop {record}",
        )


def _reopen_asks(session: Session, record: RecordId, row: Any, *, undone: bool) -> list[str]:
    """An ask that the record had fulfilled, or answered, is open again; answers what to say."""
    if record.letter == "p":
        return [
            f"{own} waits for your answer." for own in asks_met.await_answer(session, record.number)
        ]
    if undone and _has_fulfilled(record, row):
        asks_met.reopen(session, row.for_ask_id, record)
    elif record.letter == "a":
        session.exec(
            update(ledger.ExchangeRow)
            .where(col(ledger.ExchangeRow.for_ask_id) == record.number)
            .values(for_ask_id=None)
        )
    return []


def _has_fulfilled(record: RecordId, row: Any) -> bool:
    """Whether it was this record that fulfilled an ask: one that came later is for none."""
    happened = {"e": "on", "i": "made_on", "r": "given_on"}.get(record.letter)
    return happened is not None and row.for_ask_id is not None and bool(getattr(row, happened))


def _steps(session: Session, record: RecordId) -> list[ledger.FollowUpRow]:
    if record.letter != "g":
        return []
    return list(
        session.exec(
            select(ledger.FollowUpRow).where(
                ledger.FollowUpRow.goal_id == record.number, ledger.FollowUpRow.kind == "step"
            )
        )
    )


def _forget_texts(session: Session, record: RecordId) -> None:
    derived.index_record(session, record, [], None)
    derived.mention(session, record, [])
    if record.letter == "e":
        for telling in session.exec(
            select(ledger.TellingRow).where(ledger.TellingRow.exchange_id == record.number)
        ):
            assert telling.id is not None
            derived.index_record(session, RecordId("l", telling.id), [], None)
