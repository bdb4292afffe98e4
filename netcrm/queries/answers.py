"""What waits for an answer: asks, introductions, recommendations."""

from __future__ import annotations

from datetime import date

from netcrm.domain.aims import called
from netcrm.domain.follow_up import FollowUp
from netcrm.domain.ids import RecordId
from netcrm.domain.kinds import ME, FollowUpKind, Owner, Side
from netcrm.domain.people import ContactRef
from netcrm.queries.rows import a_day
from netcrm.store.reader import Reader, Row

KINDS = (FollowUpKind.ask, FollowUpKind.introduction, FollowUpKind.recommendation)

_ASK = """
SELECT a.id, a.side, a.text, a.contact_id, c.name, c.archived_on, a.due_on
FROM ask a JOIN contact c ON c.id = a.contact_id
WHERE a.due_on IS NOT NULL
"""
_INTRODUCTION = """
SELECT i.id, i.state, i.introducer_id, i.a_id, i.b_id, a.name AS a_name, b.name AS b_name,
  w.name AS introducer_name, i.a_agreed_on, i.b_agreed_on, i.due_on
FROM introduction i JOIN contact a ON a.id = i.a_id JOIN contact b ON b.id = i.b_id
JOIN contact w ON w.id = i.introducer_id
WHERE i.due_on IS NOT NULL
"""
_RECOMMENDATION = """
SELECT r.id, r.recommender_id, r.subject_id, r.goal_id, w.name AS recommender_name,
  s.name AS subject_name, t.name AS audience_name, w.archived_on, r.due_on
FROM recommendation r JOIN contact w ON w.id = r.recommender_id
JOIN contact s ON s.id = r.subject_id LEFT JOIN contact t ON t.id = r.audience_id
WHERE r.due_on IS NOT NULL
"""


def waiting(
    reader: Reader, until: date, *, kind: FollowUpKind | None = None, contact_id: int | None = None
) -> list[FollowUp]:
    """Every answer and outcome waited for whose day has come by ``until``."""
    found = [
        value(row)
        for letter, (sql, value) in _OF.items()
        if kind is None or kind.letter == letter
        for row in reader.all(f"{sql} AND {letter}.due_on <= ?", (until.isoformat(),))
    ]
    return [
        f
        for f in found
        if contact_id is None or (f.contact is not None and f.contact.id == contact_id)
    ]


def one(reader: Reader, record: RecordId) -> FollowUp | None:
    """What one ask, introduction or recommendation waits for, None where it waits for nothing."""
    sql, value = _OF[record.letter]
    row = reader.one(f"{sql} AND {record.letter}.id = ?", (record.number,))
    return value(row) if row is not None else None


def _ask(row: Row) -> FollowUp:
    theirs = row["side"] == Side.theirs
    return FollowUp(
        id=f"a{row['id']}",
        kind=FollowUpKind.ask,
        owner=Owner.me if theirs else Owner.them,
        contact=ContactRef(row["contact_id"], row["name"]),
        text=row["text"],
        due_on=a_day(row["due_on"]),
        archived=row["archived_on"] is not None,
    )


def _introduction(row: Row) -> FollowUp:
    a, b = ContactRef(row["a_id"], row["a_name"]), ContactRef(row["b_id"], row["b_name"])
    introducer = ContactRef(row["introducer_id"], row["introducer_name"])
    pair = f"{called(a)} and {called(b)}"
    asked = a if row["a_agreed_on"] is None else b
    owner, whom = Owner.them, asked
    if row["state"] == "made":
        text, whom = f"what came of it: {pair}", a if a.id != ME else b
    elif row["state"] == "proposed":
        text = f"a yes to meeting {called(b if asked == a else a)}"
    else:
        text, whom = f"introduce {pair}", introducer
        # Both have said yes to me: it is mine to bring them together.
        if introducer.id == ME:
            owner, whom = Owner.me, a
    return FollowUp(
        id=f"i{row['id']}",
        kind=FollowUpKind.introduction,
        owner=owner,
        contact=whom,
        text=text,
        due_on=a_day(row["due_on"]),
    )


def _recommendation(row: Row) -> FollowUp:
    recommender = ContactRef(row["recommender_id"], row["recommender_name"])
    subject = ContactRef(row["subject_id"], row["subject_name"])
    to = row["audience_name"] or f"g{row['goal_id']}"
    mine = recommender.id == ME
    return FollowUp(
        id=f"r{row['id']}",
        kind=FollowUpKind.recommendation,
        owner=Owner.me if mine else Owner.them,
        contact=subject if mine else recommender,
        text=f"recommend {called(subject)} to {to}",
        due_on=a_day(row["due_on"]),
        archived=row["archived_on"] is not None,
    )


_OF = {
    "a": (_ASK, _ask),
    "i": (_INTRODUCTION, _introduction),
    "r": (_RECOMMENDATION, _recommendation),
}
