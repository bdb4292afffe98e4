"""Everything with a day: touches, birthdays, loops, promises, reminders, in one list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from netcrm.domain.follow_up import BIRTHDAY_LATE_DAYS, FollowUp, birthday_due
from netcrm.domain.ids import RecordId, no_record
from netcrm.domain.kinds import ME, FollowUpKind, Owner
from netcrm.domain.people import ContactRef
from netcrm.queries import answers
from netcrm.queries.rows import a_day, day, marks
from netcrm.store.reader import Reader, Row

_STORED = """
SELECT f.id, f.kind, f.owner, f.contact_id, c.name, c.archived_on, f.text, f.due_on, f.every,
  f.done_on
FROM follow_up f JOIN contact c ON c.id = f.contact_id
"""
_LOOP = """
SELECT e.id, 'loop' AS kind, 'me' AS owner, e.contact_id, c.name, c.archived_on, e.text,
  e.loop_due_on AS due_on, NULL AS every, NULL AS done_on
FROM exchange e JOIN contact c ON c.id = e.contact_id
"""
_TOUCH = """
SELECT c.id, 'touch' AS kind, 'me' AS owner, c.id AS contact_id, c.name, c.archived_on,
  c.last_contact_on, c.next_touch_on AS due_on, c.cadence AS every, NULL AS done_on
FROM contact c
"""
_BIRTHDAY = """
SELECT c.id, c.name, c.birthday, c.added_on, c.birthday_done_year, c.birthday_snoozed_to
FROM contact c
"""


@dataclass(frozen=True)
class DueFilter:
    """Which follow-ups are wanted: up to a day, of a kind, of one contact, mine; how many."""

    until: date
    kind: FollowUpKind | None = None
    contact_id: int | None = None
    mine: bool = False
    limit: int | None = None

    @property
    def most(self) -> int:
        """The limit as SQLite wants it: -1 is none."""
        return -1 if self.limit is None else self.limit


def due(reader: Reader, wanted: DueFilter, today: date) -> list[FollowUp]:
    """Every open follow-up due by a day, the longest due first."""
    found: list[FollowUp] = []
    if wanted.kind in (None, FollowUpKind.promise, FollowUpKind.reminder, FollowUpKind.step):
        found += _stored(reader, wanted)
    if wanted.kind in (None, FollowUpKind.loop):
        found += _loops(reader, wanted)
    if wanted.kind in (None, FollowUpKind.touch):
        found += _touches(reader, wanted)
    if wanted.kind in (None, FollowUpKind.birthday):
        found += _birthdays(reader, wanted, today)
    if wanted.kind in (None, *answers.KINDS):
        found += answers.waiting(
            reader, wanted.until, kind=wanted.kind, contact_id=wanted.contact_id
        )
    if wanted.mine:
        found = [f for f in found if f.owner is Owner.me]
    found.sort(key=lambda f: (f.due_on, f.kind, f.contact or ContactRef(0, ""), f.id))
    return found[: wanted.limit]


def follow_up(reader: Reader, record: RecordId, today: date) -> FollowUp:
    """One follow-up, open or done; raises ``NotFoundError`` where there is none."""
    found: FollowUp | None = None
    if record.letter in "pms":
        row = reader.one(f"{_STORED} WHERE f.id = ?", (record.number,))
        found = _follow_up(row) if row is not None else None
        if found is not None and found.kind.letter != record.letter:
            found = None
    elif record.letter == "l":
        row = reader.one(f"{_LOOP} WHERE e.id = ? AND e.loop_due_on IS NOT NULL", (record.number,))
        found = _follow_up(row) if row is not None else None
    elif record.letter == "t":
        row = reader.one(f"{_TOUCH} WHERE c.id = ? AND c.next_touch_on IS NOT NULL", record[1:])
        found = _touch(row) if row is not None else None
    elif record.letter == "b":
        row = reader.one(f"{_BIRTHDAY} WHERE c.id = ? AND c.birthday IS NOT NULL", record[1:])
        found = _birthday(row, today) if row is not None else None
    else:
        found = answers.one(reader, record)
    if found is None:
        raise no_record(record, hint="See what is due: netcrm due")
    return found


def party(reader: Reader, record: RecordId) -> ContactRef:
    """Whom a promise is between me and; raises ``NotFoundError``."""
    row = reader.one(
        "SELECT c.id, c.name FROM follow_up f JOIN contact c ON c.id = f.contact_id WHERE f.id = ?",
        (record.number,),
    )
    if row is None:
        raise no_record(record)
    return ContactRef(row["id"], row["name"])


def steps(reader: Reader, goal_id: int) -> list[FollowUp]:
    """The steps of a goal, open ones first, by day."""
    rows = reader.all(
        f"{_STORED} WHERE f.goal_id = ? AND f.kind = 'step' "
        "ORDER BY f.done_on IS NOT NULL, f.due_on, f.id",
        (goal_id,),
    )
    return [_follow_up(row) for row in rows]


def goals_of(reader: Reader, records: Sequence[RecordId]) -> list[str]:
    """The ids of the goals that steps among these records belong to."""
    steps = [record.number for record in records if record.letter == "s"]
    if not steps:
        return []
    rows = reader.all(
        f"SELECT goal_id FROM follow_up WHERE id IN ({marks(steps)})",  # noqa: S608 - only question marks
        steps,
    )
    return [f"g{goal_id}" for goal_id in dict.fromkeys(row["goal_id"] for row in rows)]


def _scope(wanted: DueFilter, column: str) -> tuple[str, list[str | int]]:
    values: list[str | int] = [wanted.until.isoformat()]
    if wanted.contact_id is None:
        return "", values
    return f" AND {column} = ?", [*values, wanted.contact_id]


def _stored(reader: Reader, wanted: DueFilter) -> list[FollowUp]:
    own, values = _scope(wanted, "f.contact_id")
    kind = "" if wanted.kind is None else " AND f.kind = ?"
    mine = " AND f.owner = 'me'" if wanted.mine else ""
    rows = reader.all(
        f"{_STORED} WHERE f.done_on IS NULL AND f.due_on <= ?{own}{kind}{mine} "
        "ORDER BY f.due_on, f.id LIMIT ?",
        [*values, *([] if wanted.kind is None else [wanted.kind.value]), wanted.most],
    )
    return [_follow_up(row) for row in rows]


def _loops(reader: Reader, wanted: DueFilter) -> list[FollowUp]:
    own, values = _scope(wanted, "e.contact_id")
    rows = reader.all(
        f"{_LOOP} WHERE e.loop_due_on <= ?{own} ORDER BY e.loop_due_on, e.id LIMIT ?",
        [*values, wanted.most],
    )
    return [_follow_up(row) for row in rows]


def _touches(reader: Reader, wanted: DueFilter) -> list[FollowUp]:
    own, values = _scope(wanted, "c.id")
    rows = reader.all(
        f"{_TOUCH} WHERE c.next_touch_on IS NOT NULL AND c.archived_on IS NULL "
        f"AND c.next_touch_on <= ?{own} ORDER BY c.next_touch_on, c.id LIMIT ?",
        [*values, wanted.most],
    )
    return [_touch(row) for row in rows]


def _birthdays(reader: Reader, wanted: DueFilter, today: date) -> list[FollowUp]:
    first = today - timedelta(days=BIRTHDAY_LATE_DAYS)
    low, high = f"{first:%m-%d}", f"{wanted.until:%m-%d}"
    if (wanted.until - first).days >= 365:
        window, values = "c.birthday_md IS NOT NULL", []
    elif low <= high:
        window, values = "c.birthday_md BETWEEN ? AND ?", [low, high]
    else:
        window, values = "(c.birthday_md >= ? OR c.birthday_md <= ?)", [low, high]
    # 29 February is kept on the 28th, which may be the last day of the window.
    if high == "02-28" and values:
        values[-1] = "02-29"
    own = "" if wanted.contact_id is None else " AND c.id = ?"
    who = [] if wanted.contact_id is None else [wanted.contact_id]
    rows = {
        row["id"]: row
        for condition, bound in (
            (window, values),
            ("c.birthday_snoozed_to >= ?", [first.isoformat()]),
        )
        for row in reader.all(
            f"{_BIRTHDAY} WHERE {condition} AND c.archived_on IS NULL AND c.id <> 0{own}",
            [*bound, *who],
        )
    }
    found = [_birthday(row, today) for row in rows.values()]
    return [f for f in found if f.due_on <= wanted.until]


def _follow_up(row: Row) -> FollowUp:
    kind = FollowUpKind(row["kind"])
    nobody = kind is FollowUpKind.step and row["contact_id"] == ME
    return FollowUp(
        id=f"{kind.letter}{row['id']}",
        kind=kind,
        owner=Owner(row["owner"]),
        contact=None if nobody else ContactRef(row["contact_id"], row["name"]),
        text=row["text"],
        due_on=a_day(row["due_on"]),
        archived=row["archived_on"] is not None,
        every=row["every"],
        done_on=day(row["done_on"]),
    )


def _touch(row: Row) -> FollowUp:
    last = day(row["last_contact_on"])
    return FollowUp(
        id=f"t{row['id']}",
        kind=FollowUpKind.touch,
        owner=Owner.me,
        contact=ContactRef(row["id"], row["name"]),
        text="be in touch" if last is None else f"be in touch; the last time was {last}",
        due_on=a_day(row["due_on"]),
        archived=row["archived_on"] is not None,
        every=row["every"],
    )


def _birthday(row: Row, today: date) -> FollowUp:
    due_on = birthday_due(
        row["birthday"],
        since=a_day(row["added_on"]),
        done_year=row["birthday_done_year"],
        snoozed_to=day(row["birthday_snoozed_to"]),
        today=today,
    )
    born = None if row["birthday"].startswith("--") else int(row["birthday"][:4])
    text = "birthday" if born is None else f"birthday ({due_on.year - born})"
    return FollowUp(
        id=f"b{row['id']}",
        kind=FollowUpKind.birthday,
        owner=Owner.me,
        contact=ContactRef(row["id"], row["name"]),
        text=text,
        due_on=due_on,
    )
