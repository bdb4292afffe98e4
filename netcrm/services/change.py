"""Slips mended: any field of a record changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, select

from netcrm.domain.aims import RECOMMENDATION_DAYS
from netcrm.domain.errors import ConflictError, UsageError
from netcrm.domain.ids import RecordId, no_record
from netcrm.domain.kinds import Direction, FollowUpKind, Role
from netcrm.domain.ledger import LOOP_DAYS, loop_day
from netcrm.services import asks, derived, goals, introductions, recommendations
from netcrm.services.receipt import Receipt
from netcrm.store.tables import aims, ledger

FIELDS: Mapping[str, tuple[str, ...]] = {
    "e": ("text", "on", "size", "kind", "terms", "direction", "outcome", "tell_by", "goal"),
    "n": ("text", "on", "via"),
    "p": ("text", "by", "size", "kind"),
    "m": ("text", "by", "every"),
    "s": ("text", "by"),
    "x": ("text", "on"),
    "a": ("text", "about", "offer", "by", "goal", "size", "kind"),
    "i": ("why", "for_a", "for_b", "on", "outcome", "goal", "size", "kind"),
    "r": ("text", "on", "outcome", "goal", "size", "kind"),
    "g": ("text", "by", "decider", "guide", "without"),
}
"""What can be changed of each kind of record, as it is typed after ``--``."""

# Of an event, these are said of the entries that it booked.
_ENTRY_ONLY = {"size", "kind"}
_COLUMNS: Mapping[str, Mapping[str, str]] = {
    "e": {"tell_by": "loop_due_on", "goal": "goal_id"},
    "n": {"via": "channel"},
    "p": {"by": "due_on"},
    "m": {"by": "due_on"},
    "s": {"by": "due_on"},
    "x": {"on": "since"},
    "a": {"about": "topic", "by": "by_on", "goal": "goal_id"},
    "i": {"goal": "goal_id"},
    "r": {"goal": "goal_id"},
}
TABLES: Mapping[str, Any] = {
    "e": ledger.ExchangeRow,
    "n": ledger.InteractionRow,
    "p": ledger.FollowUpRow,
    "m": ledger.FollowUpRow,
    "s": ledger.FollowUpRow,
    "x": aims.ExpectationRow,
    "a": aims.AskRow,
    "i": aims.IntroductionRow,
    "r": aims.RecommendationRow,
    "g": ledger.GoalRow,
}
_INDEX: Mapping[str, Callable[[Session, Any], None]] = {
    "a": asks.index,
    "i": introductions.index,
    "r": recommendations.index,
}


def change(
    session: Session, record: RecordId, values: dict[str, Any], mentions: list[int] | None
) -> Receipt:
    """Change fields of a record; ``mentions`` replace the old ones where the text is new.

    Raises ``UsageError`` for a field that such a record does not have, ``ConflictError`` for an
    entry that an event has booked.
    """
    _must_have(record, values)
    row = record_row(session, record)
    if record.letter == "g":
        return _change_goal(session, record, values)
    if record.letter == "e":
        _change_entry(session, record, row, values)
    if "outcome" in values and record.letter in "ir" and row.outcome_on is None:
        raise ConflictError(
            f"{record} has no outcome to change.",
            hint=f"When there is one: netcrm outcome {record} TEXT --helped",
        )
    people = people_of(session, record, row)
    if record.letter in "pair":
        people += _change_entries(session, record, row, values)
    if record.letter == "a" and "by" in values:
        asks.move_wanted(session, row, values["by"])
    _set(record, row, values)
    session.add(row)
    if record.letter in _INDEX:
        _INDEX[record.letter](session, row)
    elif "text" in values:
        derived.index_record(session, record, people, row.text)
    if "text" in values:
        derived.mention(session, record, [*(mentions or []), *_told_of(session, record)])
    derived.refresh(session, people)
    return Receipt(records=[record])


def _change_entry(
    session: Session, record: RecordId, row: ledger.ExchangeRow, values: dict[str, Any]
) -> None:
    """What only an entry has; raises where its event changes it, or it is none to be told of."""
    if set(values) - {"outcome", "tell_by", "goal"}:
        must_stand_alone(record, row)
    if "tell_by" in values and values.get("direction", row.direction) == Direction.gave:
        raise UsageError(f"tell-by: {record} is help that you gave; only help received is told of.")
    if "outcome" in values:
        _change_telling(session, row, values["outcome"])


def _told_of(session: Session, record: RecordId) -> list[int]:
    """Whom the words that helpers were told may mention, beside those of the help itself."""
    if record.letter != "e":
        return []
    told = select(ledger.TellingRow.id).where(ledger.TellingRow.exchange_id == record.number)
    return derived.mentioned(session, record) if session.exec(told).first() is not None else []


def _change_telling(session: Session, row: ledger.ExchangeRow, text: str) -> None:
    """What came of help stands, and is found, as it was told last."""
    telling = session.exec(
        select(ledger.TellingRow)
        .where(ledger.TellingRow.exchange_id == row.id)
        .order_by(col(ledger.TellingRow.id).desc())
    ).first()
    if telling is not None:
        assert telling.id is not None
        telling.text = text
        session.add(telling)
        derived.index_record(session, RecordId("l", telling.id), [telling.contact_id], text)


def _move_loop(entry: ledger.ExchangeRow, on: date) -> None:
    """A loop that is due so many days after the help stays so, when the day of the help moves."""
    if entry.loop_due_on == entry.on + timedelta(days=LOOP_DAYS):
        entry.loop_due_on = on + timedelta(days=LOOP_DAYS)


def _set(record: RecordId, row: Any, values: dict[str, Any]) -> None:
    if record.letter == "e" and "on" in values and "tell_by" not in values:
        _move_loop(row, values["on"])
    is_help_now = record.letter == "e" and row.direction == Direction.gave
    for name, value in values.items():
        if record.letter in "pair" and name in _ENTRY_ONLY:
            continue
        setattr(row, _column(record, row, name), value)
    if "on" in values and record.letter == "i":
        row.due_on = introductions.due_day(row)
    if "on" in values and record.letter == "r" and row.due_on is not None:
        row.due_on = values["on"] + timedelta(days=RECOMMENDATION_DAYS)
    if "by" in values and getattr(row, "every", None):
        row.anchor_on = row.due_on
    if values.get("every") and row.anchor_on is None:
        row.anchor_on = row.due_on
    if record.letter == "e" and row.direction == Direction.gave:
        row.loop_due_on = None
    elif is_help_now and row.loop_due_on is None and row.outcome_told_on is None:
        row.loop_due_on = loop_day(row.on, row.recorded_on, None, wanted=True)


def _column(record: RecordId, row: Any, name: str) -> str:
    if name == "on" and record.letter == "i":
        return "made_on" if row.made_on else "proposed_on"
    if name == "on" and record.letter == "r":
        return "given_on" if row.given_on else "requested_on"
    return _COLUMNS[record.letter].get(name, name)


def _change_goal(session: Session, record: RecordId, values: dict[str, Any]) -> Receipt:
    added = {own for role in Role for own in values.get(role.value, ())}
    if added & set(values.get("without", ())):
        raise UsageError("--without and another role of the same person contradict each other.")
    goals.retitle(session, record, values.get("text"), values.get("by"))
    for role in Role:
        if role.value in values:
            goals.add_people(session, record, role, values[role.value])
    goals.take_off(session, record, values.get("without", ()))
    return Receipt(records=[record])


def _must_have(record: RecordId, values: dict[str, Any]) -> None:
    for name in values.keys() - {"despite"}:
        if name not in FIELDS[record.letter]:
            raise UsageError(
                f"--{name.replace('_', '-')}: {record} is an entry of another kind; "
                f"{', '.join('--' + f.replace('_', '-') for f in FIELDS[record.letter])} "
                "would be right."
            )


def _change_entries(
    session: Session, record: RecordId, row: Any, values: dict[str, Any]
) -> list[int]:
    """What an event booked changes with it; answers with whom. Size and kind are the entries'."""
    entries = entries_of(session, record)
    if record.letter == "a" and row.promise_id is not None:
        entries += entries_of(session, RecordId("p", row.promise_id))
    if not entries and values.keys() & _ENTRY_ONLY:
        raise ConflictError(
            f"{record} has no entry yet, so it has no size and no kind.",
            hint="They are said when it is booked: --size, --kind.",
        )
    for entry in entries:
        assert entry.id is not None
        follows = {"size", "kind", "goal"} | ({"on"} if record.letter in "ir" else set())
        if record.letter in "pa" and entry.text == row.text:
            follows.add("text")
        if "on" in follows & values.keys():
            _move_loop(entry, values["on"])
        for name in follows & values.keys():
            setattr(entry, "goal_id" if name == "goal" else name, values[name])
        if record.letter == "r" and "text" in values:
            entry.text = recommendations.booked_text(session, row, values["text"])
        session.add(entry)
        derived.index_record(session, RecordId("e", entry.id), [entry.contact_id], entry.text)
    return [entry.contact_id for entry in entries]


def record_row(session: Session, record: RecordId) -> Any:
    """The row about to be changed; raises ``NotFoundError`` where there is none."""
    row = session.get(TABLES[record.letter], record.number)
    if row is None or (record.letter in "pms" and FollowUpKind(row.kind).letter != record.letter):
        raise no_record(record)
    return row


def must_stand_alone(record: RecordId, row: ledger.ExchangeRow) -> None:
    """Raise ``ConflictError`` for an entry that an event has booked, naming the event."""
    if row.source_letter is not None:
        source = f"{row.source_letter}{row.source_id}"
        raise ConflictError(
            f"{record} was booked by {source}, and changes with it.",
            hint=f"netcrm change {source} …, or: netcrm delete {source}",
        )


def people_of(session: Session, record: RecordId, row: Any) -> list[int]:
    """On whose pages a record stands."""
    if record.letter == "n":
        query = select(ledger.ParticipantRow.contact_id).where(
            ledger.ParticipantRow.interaction_id == record.number
        )
        return list(session.exec(query))
    columns = {
        "i": ("introducer_id", "a_id", "b_id"),
        "r": ("recommender_id", "subject_id", "audience_id"),
        "g": (),
    }.get(record.letter, ("contact_id",))
    ids = (getattr(row, column) for column in columns)
    return [contact_id for contact_id in ids if contact_id is not None]


def entries_of(session: Session, record: RecordId) -> list[ledger.ExchangeRow]:
    """The entries that came of an event: booked by it, or logged with it."""
    exchange = ledger.ExchangeRow
    query = select(exchange).where(
        exchange.interaction_id == record.number
        if record.letter == "n"
        else (col(exchange.source_letter) == record.letter)
        & (col(exchange.source_id) == record.number)
    )
    return list(session.exec(query)) if record.letter != "e" else []
