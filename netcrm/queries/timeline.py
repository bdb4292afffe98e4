"""What happened with a contact, and the interactions themselves."""

from __future__ import annotations

from datetime import date

from netcrm.domain.ids import RecordId, no_record
from netcrm.domain.people import ContactRef, Event, Interaction
from netcrm.queries.rows import a_day, day
from netcrm.store.reader import Reader, Row

# A mention is not taking part: it is shown as one.
_TIMELINE = """
SELECT 'n' || i.id AS id, i."on", i.channel AS word, i.text, '' AS detail, i.id AS seq
  FROM participant p JOIN interaction i ON i.id = p.interaction_id WHERE p.contact_id = :who
UNION ALL
SELECT 'e' || e.id, e."on", e.direction, e.text, e.kind || ', size ' || e.size, e.id
  FROM exchange e WHERE e.contact_id = :who
UNION ALL
SELECT 'l' || g.exchange_id, g."on", 'told', g.text, '', g.id
  FROM telling g WHERE g.contact_id = :who
UNION ALL
SELECT 'c' || w.contact_id, w."on", 'news', w.text, '', w.id
  FROM news w WHERE w.contact_id = :who
UNION ALL
SELECT i_part.id, i_part."on", i_part.word, i_part.text, i_part.detail, i_part.seq FROM (
  SELECT 'i' || i.id AS id, coalesce(i.made_on, i.declined_on, i.proposed_on) AS "on",
    CASE i.state WHEN 'made' THEN 'introduced' WHEN 'declined' THEN 'declined' ELSE 'proposed' END
      AS word,
    CASE a.id WHEN 0 THEN 'you' ELSE a.name END || ' and '
      || CASE b.id WHEN 0 THEN 'you' ELSE b.name END AS text,
    coalesce(i.outcome, i.answer, i.why, '') AS detail,
    i.id AS seq
  FROM introduction i JOIN contact a ON a.id = i.a_id JOIN contact b ON b.id = i.b_id
  WHERE i.a_id = :who OR i.b_id = :who OR i.introducer_id = :who
) i_part
UNION ALL
SELECT 'r' || r.id, coalesce(r.given_on, r.declined_on, r.requested_on),
    CASE r.state WHEN 'given' THEN 'recommended' WHEN 'declined' THEN 'declined'
      ELSE 'requested' END,
    CASE w.id WHEN 0 THEN 'you' ELSE w.name END || ' for '
      || CASE s.id WHEN 0 THEN 'you' ELSE s.name END
      || coalesce(' to ' || CASE t.id WHEN 0 THEN 'you' ELSE t.name END, ''),
    coalesce(r.outcome, r.answer, r.text, ''), r.id
  FROM recommendation r JOIN contact w ON w.id = r.recommender_id
  JOIN contact s ON s.id = r.subject_id LEFT JOIN contact t ON t.id = r.audience_id
  WHERE r.recommender_id = :who OR r.subject_id = :who OR r.audience_id = :who
UNION ALL
SELECT 'a' || a.id, coalesce(a.fulfilled_on, a.answered_on, a.sent_on, a.drafted_on),
    CASE a.side WHEN 'mine' THEN 'asked' ELSE 'asked me' END, a.text,
    a.state || coalesce(': ' || a.answer, ''), a.id
  FROM ask a WHERE a.contact_id = :who
UNION ALL
SELECT CASE f.kind WHEN 'promise' THEN 'p' WHEN 'step' THEN 's' ELSE 'm' END || f.id, f.done_on,
    'done',
    coalesce(f.done_text, f.text), f.kind || CASE f.owner WHEN 'me' THEN '' ELSE ', theirs' END,
    f.id
  FROM follow_up f WHERE f.contact_id = :who AND f.done_on IS NOT NULL
UNION ALL
SELECT 'n' || i.id, i."on", 'mentioned', i.text, '', i.id
  FROM mention m JOIN interaction i ON i.id = m.record_id
  WHERE m.contact_id = :who AND m.letter = 'n'
UNION ALL
SELECT 'e' || e.id, e."on", 'mentioned', e.text, '', e.id
  FROM mention m JOIN exchange e ON e.id = m.record_id
  WHERE m.contact_id = :who AND m.letter = 'e'
UNION ALL
SELECT m.letter || f.id, f.made_on, 'mentioned', f.text, '', f.id
  FROM mention m JOIN follow_up f ON f.id = m.record_id
  WHERE m.contact_id = :who AND m.letter IN ('p', 'm', 's')
UNION ALL
SELECT 'a' || a.id, a.drafted_on, 'mentioned', a.text, '', a.id
  FROM mention m JOIN ask a ON a.id = m.record_id
  WHERE m.contact_id = :who AND m.letter = 'a'
ORDER BY 2 DESC, 6 DESC
LIMIT :limit
"""


def timeline(reader: Reader, contact_id: int, *, limit: int | None = None) -> list[Event]:
    """What happened with a contact, the newest first."""
    rows = reader.all(_TIMELINE, {"who": contact_id, "limit": -1 if limit is None else limit})
    return [
        Event(row["id"], date.fromisoformat(row["on"]), row["word"], row["text"], row["detail"])
        for row in rows
    ]


def last_talk(reader: Reader, contact_id: int) -> date | None:
    """The day of the last interaction that a contact took part in."""
    row = reader.one(
        'SELECT max(i."on") AS last FROM participant p JOIN interaction i '
        "ON i.id = p.interaction_id WHERE p.contact_id = ?",
        (contact_id,),
    )
    return None if row is None else day(row["last"])


def interaction(reader: Reader, number: int) -> Interaction:
    """One interaction; raises ``NotFoundError`` where there is none."""
    row = reader.one("SELECT * FROM interaction WHERE id = ?", (number,))
    if row is None:
        raise no_record(RecordId("n", number))
    return _interaction(reader, row)


def _interaction(reader: Reader, row: Row) -> Interaction:
    return Interaction(
        id=row["id"],
        on=a_day(row["on"]),
        channel=row["channel"],
        text=row["text"],
        contacts=_people(
            reader,
            "SELECT c.id, c.name FROM participant p JOIN contact c ON c.id = p.contact_id "
            "WHERE p.interaction_id = ? ORDER BY p.id",
            row["id"],
        ),
        mentions=mentioned(reader, RecordId("n", row["id"])),
    )


def mentioned(reader: Reader, record: RecordId) -> tuple[ContactRef, ...]:
    """Who is named with ``@`` in a record's text."""
    rows = reader.all(
        "SELECT c.id, c.name FROM mention m JOIN contact c ON c.id = m.contact_id "
        "WHERE m.letter = ? AND m.record_id = ? ORDER BY m.id",
        record,
    )
    return tuple(ContactRef(row["id"], row["name"]) for row in rows)


def _people(reader: Reader, sql: str, number: int) -> tuple[ContactRef, ...]:
    return tuple(ContactRef(row["id"], row["name"]) for row in reader.all(sql, (number,)))
