"""Two contacts who are one person, joined; nothing of either is lost."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from netcrm.domain import names
from netcrm.domain.card_lines import joined, left_out
from netcrm.domain.days import same_birthday
from netcrm.domain.errors import ConflictError
from netcrm.domain.kinds import ME
from netcrm.services import derived, goals, taken_away
from netcrm.services.finding import index_contact
from netcrm.services.receipt import Receipt
from netcrm.store.tables import aims, imports, ledger, profile
from netcrm.store.tables import people as t

# Whose contact_id simply moves; a row that would stand twice goes.
_MOVED = (
    "exchange", "telling", "follow_up", "expectation", "ask", "news", "participant", "mention",
    "goal_person", "search_text", "contact_point", "alias", "tag", "topic", "redirect",
    "taken_away",
)  # fmt: skip
_ROLES = {
    "introduction": ("introducer_id", "a_id", "b_id", "declined_by_id"),
    "recommendation": ("recommender_id", "subject_id", "audience_id"),
    "contact": ("through_id",),
}
_SINGLE = ("organization", "title", "city", "birthday", "cadence", "met_on", "met_where")


def merge(session: Session, source_id: int, target_id: int, now: datetime) -> Receipt:
    """Join ``source_id`` into ``target_id``, who keeps their own where the two differ.

    Raises ``ConflictError`` for me, for one person twice, and where both have a part in one
    introduction or recommendation.
    """
    if ME in (source_id, target_id):
        raise ConflictError("'me' is you, and is joined with nobody.")
    if source_id == target_id:
        raise ConflictError("They are one contact already.")
    source = derived.contact_row(session, source_id)
    target = derived.contact_row(session, target_id)
    _must_play_apart(session, source_id, target_id)
    receipt = Receipt()
    receipt.notes = _counted(session, source_id)
    kept = [
        *_values(session, source, target),
        *_ties(session, source, target),
        *_what_matters(session, source, target),
    ]
    target.note = "\n".join([n for n in (target.note, *kept) if n]) or None
    redirect = imports.RedirectRow(
        old_id=source_id, uid=source.uid, name=source.name, contact_id=target_id
    )
    name = source.name
    session.add(target)
    session.flush()
    _move(session, source_id, target_id)
    session.expire_all()
    session.delete(derived.contact_row(session, source_id))
    session.flush()
    session.add(redirect)
    _answer_to(session, target_id, name)
    target = derived.contact_row(session, target_id)
    target.changed_at = now
    # What one of the two keeps is not taken away from the other.
    taken_away.keep(session, target_id, set(), taken_away.facts(session, target))
    index_contact(session, target)
    for goal in session.exec(
        select(ledger.GoalRow)
        .join(aims.GoalPersonRow)
        .where(aims.GoalPersonRow.contact_id == target_id)
    ).all():
        goals.index(session, goal)
    derived.refresh(session, [target_id])
    return receipt


def _must_play_apart(session: Session, one: int, other: int) -> None:
    for table, letter, columns in (
        (aims.IntroductionRow, "i", ("introducer_id", "a_id", "b_id")),
        (aims.RecommendationRow, "r", ("recommender_id", "subject_id", "audience_id")),
    ):
        rows: Any = session.exec(select(table)).all()
        both = [
            f"{letter}{row.id}"
            for row in rows
            if {one, other} <= {getattr(row, column) for column in columns}
        ]
        if both:
            raise ConflictError(
                f"Both have a part in {', '.join(both)}, which needs different people.",
                hint=f"netcrm delete {both[0]}",
            )


def _counted(session: Session, own: int) -> list[str]:
    """What moves, in words."""
    found = []
    for table, one, several in (
        ("exchange", "entry", "entries"),
        ("participant", "interaction", "interactions"),
        ("follow_up", "promise, reminder or step", "promises, reminders and steps"),
        ("expectation", "expectation", "expectations"),
        ("ask", "ask", "asks"),
    ):
        count = session.connection().exec_driver_sql(
            f"SELECT count(*) FROM {table} WHERE contact_id = ?",  # noqa: S608 - own names
            (own,),
        )
        if number := count.scalar():
            found.append(f"{number} {one if number == 1 else several}")
    return found


def _values(session: Session, source: t.ContactRow, target: t.ContactRow) -> list[str]:
    """What the target lacks comes from the source; answers what both say, for the note."""
    kept = []
    if target.birthday is None or same_birthday(target.birthday, source.birthday or ""):
        years = (target.birthday_done_year, source.birthday_done_year)
        target.birthday_done_year = max((year for year in years if year is not None), default=None)
        target.birthday_snoozed_to = target.birthday_snoozed_to or source.birthday_snoozed_to
    if target.cadence is None:
        target.touch_snoozed_to = target.touch_snoozed_to or source.touch_snoozed_to
    if source.archived_on is None:
        target.archived_on = None
    for column in _SINGLE:
        own, other = getattr(target, column), getattr(source, column)
        if own is None:
            setattr(target, column, other)
        elif other is not None and other != own:
            kept.append(f"{column.replace('_', ' ')} of {source.name}: {other}")
    target.organization_folded = names.fold(target.organization) if target.organization else None
    target.birthday_md = target.birthday[-5:] if target.birthday else None
    if target.through_id in (None, source.id):
        target.through_id = None if source.through_id == target.id else source.through_id
    elif source.through_id not in (None, target.id, target.through_id):
        through = derived.contact_row(session, source.through_id)
        kept.append(f"through of {source.name}: {through.name}")
    kept += _cards(source, target)
    if source.note and source.note != target.note:
        kept.insert(0, source.note)
    target.added_on = min(target.added_on, source.added_on)
    return kept


def _cards(source: t.ContactRow, target: t.ContactRow) -> list[str]:
    """The kept properties of both in one card; answers what it can only say of one of them."""
    own, others = (
        row.vcard_extra.split("\n") if row.vcard_extra else [] for row in (target, source)
    )
    target.vcard_extra = "\n".join(joined(own, others, newer=False)) or None
    told = left_out(own, others, [source.name, target.name])
    return [said.replace(":", f" of {source.name}:", 1) for said in told]


def _what_matters(session: Session, from_: t.ContactRow, into: t.ContactRow) -> list[str]:
    """Where both have a part in one goal, what matters to one of them; what both say, told."""
    told = []
    for row in session.exec(
        select(aims.GoalPersonRow).where(aims.GoalPersonRow.contact_id == from_.id)
    ).all():
        same = session.exec(
            select(aims.GoalPersonRow).where(
                aims.GoalPersonRow.goal_id == row.goal_id,
                aims.GoalPersonRow.contact_id == into.id,
                aims.GoalPersonRow.role == row.role,
            )
        ).first()
        if same is None or row.matters in (None, same.matters):
            continue
        if same.matters is None:
            same.matters = row.matters
            session.add(same)
        else:
            told.append(f"matters to {from_.name} (g{row.goal_id}): {row.matters}")
    return told


def _ties(session: Session, from_: t.ContactRow, into: t.ContactRow) -> list[str]:
    """Ties move; the one between them goes, of two parallel ones the greater values stay.

    Answers how people know each other where that has no tie to stand at any more.
    """
    told = []
    source, target = from_.id or 0, into.id or 0
    for row in session.exec(
        select(t.TieRow).where((col(t.TieRow.a_id) == source) | (col(t.TieRow.b_id) == source))
    ).all():
        other = row.b_id if row.a_id == source else row.a_id
        # Trust of the one who moves, and of the other in them.
        theirs, in_them = (
            (row.a_trusts_b, row.b_trusts_a)
            if row.a_id == source
            else (row.b_trusts_a, row.a_trusts_b)
        )
        session.delete(row)
        session.flush()
        if other == target:
            told += [f"how {from_.name} and {into.name} know each other: {row.how}"] * bool(row.how)
            continue
        a, b = sorted((target, other))
        kept = session.exec(
            select(t.TieRow).where(t.TieRow.a_id == a, t.TieRow.b_id == b)
        ).first() or t.TieRow(a_id=a, b_id=b)
        kept.strength = _greater(kept.strength, row.strength)
        if a == target:
            kept.a_trusts_b = _greater(kept.a_trusts_b, theirs)
            kept.b_trusts_a = _greater(kept.b_trusts_a, in_them)
        else:
            kept.b_trusts_a = _greater(kept.b_trusts_a, theirs)
            kept.a_trusts_b = _greater(kept.a_trusts_b, in_them)
        if kept.how and row.how and kept.how != row.how:
            name = derived.contact_row(session, other).name
            told.append(f"how {from_.name} knows {name}: {row.how}")
        kept.how = kept.how or row.how
        session.add(kept)
        session.flush()
    return told


def _greater(one: int | None, other: int | None) -> int | None:
    return max((value for value in (one, other) if value is not None), default=None)


def _move(session: Session, source: int, target: int) -> None:
    connection = session.connection()
    # The words of the target's own page are worked out anew; those of the source go.
    connection.exec_driver_sql(
        "DELETE FROM search_text WHERE letter = 'c' AND record_id = ?", (source,)
    )
    for table in _MOVED:
        connection.exec_driver_sql(
            f"UPDATE OR IGNORE {table} SET contact_id = ? WHERE contact_id = ?",  # noqa: S608 - own names
            (target, source),
        )
    for table, columns in _ROLES.items():
        for column in columns:
            connection.exec_driver_sql(
                f"UPDATE {table} SET {column} = ? WHERE {column} = ?",  # noqa: S608 - own names
                (target, source),
            )
    connection.exec_driver_sql(
        "UPDATE contact SET through_id = NULL WHERE through_id = id AND id = ?", (target,)
    )
    # Who is not the one is not the other either.
    connection.exec_driver_sql(
        "INSERT OR IGNORE INTO apart (a_id, b_id) SELECT min(other, ?1), max(other, ?1) FROM ("
        "SELECT CASE a_id WHEN ?2 THEN b_id ELSE a_id END AS other FROM apart "
        "WHERE ?2 IN (a_id, b_id)) WHERE other <> ?1",
        (target, source),
    )
    connection.exec_driver_sql(
        "UPDATE OR IGNORE origin SET record_id = ? WHERE letter = 'c' AND record_id = ?",
        (target, source),
    )


def _answer_to(session: Session, target: int, name: str) -> None:
    """The name that went still finds the person."""
    row = derived.contact_row(session, target)
    folded = names.fold(name)
    there = session.exec(
        select(profile.AliasRow).where(
            profile.AliasRow.contact_id == target, profile.AliasRow.folded == folded
        )
    ).first()
    if there is None and folded != row.sort_name:
        session.add(profile.AliasRow(contact_id=target, name=name, folded=folded))
    session.flush()


def keep_apart(session: Session, one: int, other: int) -> None:
    """Two who look alike are not the same person; they are not asked about again."""
    a, b = sorted((one, other))
    there = session.exec(
        select(imports.ApartRow).where(imports.ApartRow.a_id == a, imports.ApartRow.b_id == b)
    ).first()
    if there is None:
        session.add(imports.ApartRow(a_id=a, b_id=b))
