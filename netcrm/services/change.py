"""Slips mended: any field of a record changed, a record deleted."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, col, select

from netcrm.domain.errors import ConflictError, UsageError
from netcrm.domain.ids import RecordId, no_record
from netcrm.domain.kinds import Direction
from netcrm.services import derived
from netcrm.services.receipt import Receipt
from netcrm.store.tables import ExchangeRow, FollowUpRow, InteractionRow, ParticipantRow, TellingRow

FIELDS = {
    "e": ("text", "on", "size", "kind", "terms", "direction", "outcome", "tell_by"),
    "n": ("text", "on", "via"),
    "p": ("text", "by", "size", "kind"),
    "m": ("text", "by", "every"),
}
# Of a promise, these are said of the entry that it booked.
_ENTRY_ONLY = {"size", "kind"}
_COLUMN = {"via": "channel", "by": "due_on", "tell_by": "loop_due_on"}
_TABLES: dict[str, Any] = {
    "e": ExchangeRow,
    "n": InteractionRow,
    "p": FollowUpRow,
    "m": FollowUpRow,
}


def change(
    session: Session, record: RecordId, values: dict[str, Any], mentions: list[int] | None
) -> Receipt:
    """Change fields of a record; ``mentions`` replace the old ones where the text is new.

    Raises ``UsageError`` for a field that such a record does not have, ``ConflictError`` for an
    entry that an event has booked.
    """
    _must_have(record, values)
    row = _row(session, record)
    if record.letter == "e" and set(values) - {"outcome", "tell_by"}:
        _must_stand_alone(record, row)
    if record.letter == "p":
        _change_entries(session, record, values)
    for name, value in values.items():
        if record.letter != "p" or name not in _ENTRY_ONLY:
            setattr(row, _COLUMN.get(name, name), value)
    if "by" in values and row.every:
        row.anchor_on = row.due_on
    if values.get("every") and row.anchor_on is None:
        row.anchor_on = row.due_on
    if record.letter == "e" and row.direction == Direction.gave:
        row.loop_due_on = None
    session.add(row)
    people = _people(session, record, row)
    if "text" in values:
        derived.index_record(session, record, people, row.text)
        derived.mention(session, record, mentions or [])
    derived.refresh(session, people)
    return Receipt(records=[record])


def remove(session: Session, record: RecordId) -> Receipt:
    """Delete a record; an event takes the entries with it that came of it.

    Raises ``ConflictError`` for an entry that an event has booked.
    """
    row = _row(session, record)
    if record.letter == "e":
        _must_stand_alone(record, row)
    people = _people(session, record, row)
    receipt = Receipt(records=[record])
    for entry in _entries(session, record):
        assert entry.id is not None
        people.append(entry.contact_id)
        _forget_texts(session, RecordId("e", entry.id))
        session.delete(entry)
        receipt.notes.append(f"e{entry.id} went with it.")
    _forget_texts(session, record)
    session.delete(row)
    derived.refresh(session, people)
    return receipt


def _must_have(record: RecordId, values: dict[str, Any]) -> None:
    for name in values:
        if name not in FIELDS[record.letter]:
            raise UsageError(
                f"--{name.replace('_', '-')}: {record} is an entry of another kind; "
                f"{', '.join('--' + f.replace('_', '-') for f in FIELDS[record.letter])} "
                "would be right."
            )


def _change_entries(session: Session, record: RecordId, values: dict[str, Any]) -> None:
    """A promise's entry says what the promise says; size and kind are the entry's alone."""
    entries = _entries(session, record)
    if not entries and values.keys() & _ENTRY_ONLY:
        raise ConflictError(
            f"{record} has no entry yet, so it has no size and no kind.",
            hint=f"When it is kept: netcrm done {record} --size 3",
        )
    for entry in entries:
        assert entry.id is not None
        for name in ("text", "size", "kind"):
            if name in values:
                setattr(entry, name, values[name])
        session.add(entry)
        if "text" in values:
            derived.index_record(
                session, RecordId("e", entry.id), [entry.contact_id], values["text"]
            )


def _row(session: Session, record: RecordId) -> Any:
    row = session.get(_TABLES[record.letter], record.number)
    if row is None or (record.letter in "pm" and not row.kind.startswith(_KIND[record.letter])):
        raise no_record(record)
    return row


_KIND = {"p": "promise", "m": "reminder"}


def _must_stand_alone(record: RecordId, row: ExchangeRow) -> None:
    if row.source_letter is not None:
        source = f"{row.source_letter}{row.source_id}"
        raise ConflictError(
            f"{record} was booked by {source}, and changes with it.",
            hint=f"netcrm change {source} …, or: netcrm delete {source}",
        )


def _people(session: Session, record: RecordId, row: Any) -> list[int]:
    if record.letter != "n":
        return [row.contact_id]
    return list(
        session.exec(
            select(ParticipantRow.contact_id).where(ParticipantRow.interaction_id == record.number)
        )
    )


def _entries(session: Session, record: RecordId) -> list[ExchangeRow]:
    """The entries that came of an event: booked by it, or logged with it."""
    query = select(ExchangeRow).where(
        ExchangeRow.interaction_id == record.number
        if record.letter == "n"
        else (col(ExchangeRow.source_letter) == record.letter)
        & (col(ExchangeRow.source_id) == record.number)
    )
    return list(session.exec(query)) if record.letter != "e" else []


def _forget_texts(session: Session, record: RecordId) -> None:
    derived.index_record(session, record, [], None)
    derived.mention(session, record, [])
    if record.letter == "e":
        for telling in session.exec(
            select(TellingRow).where(TellingRow.exchange_id == record.number)
        ):
            assert telling.id is not None
            derived.index_record(session, RecordId("l", telling.id), [], None)
