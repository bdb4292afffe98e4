"""A forgotten person taken out of what others' texts say of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session

from netcrm.domain import names
from netcrm.domain.blanking import Place, speaks, without, without_mentions
from netcrm.domain.card_lines import is_label, unescaped, units
from netcrm.domain.health import Finding
from netcrm.services.mending import mend
from netcrm.store.tables.people import ContactRow


def blank(
    session: Session,
    places: Sequence[Place],
    spoken: Sequence[str],
    others: Sequence[str],
    now: datetime,
) -> None:
    """Put ``…`` where texts name somebody by a name of ``spoken``; their words are found anew.

    A line of a card that does goes, since nobody knows what it would be without the name. Where a
    name of ``others`` stands, nothing of it is taken.
    """
    connection = session.connection()
    blanked = []
    for place in places:
        where = f"{place.table} WHERE id = {place.row}"
        row = connection.exec_driver_sql(f"SELECT {place.column} FROM {where}").one_or_none()  # noqa: S608 - own words
        called = [name for name in spoken if names.fold(name) not in place.theirs]
        said = _without(place, row[0], called, others) if row and row[0] else None
        if row is None or said == row[0]:
            continue
        values = {place.column: said}
        if place.table in ("tag", "topic"):
            values["folded"] = names.fold(said or "")
        # A tag or a topic that is another one's double by now takes its place.
        connection.exec_driver_sql(
            f"UPDATE OR REPLACE {place.table} "  # noqa: S608 - own words
            f"SET {', '.join(f'{column} = ?' for column in values)} WHERE id = {place.row}",
            tuple(values.values()),
        )
        blanked.append((place.letter, place.number))
    session.expire_all()
    people = [number for letter, number in blanked if letter == "c"]
    for contact_id in people:
        session.get_one(ContactRow, contact_id).changed_at = now
    records = [(letter, number) for letter, number in blanked if letter not in ("c", "")]
    mend(
        session,
        [
            Finding("search words of people", contacts=tuple(people)),
            Finding("search words of records", records=tuple(records)),
        ],
    )


def _without(place: Place, text: str, spoken: Sequence[str], others: Sequence[str]) -> str | None:
    if place.column == "vcard_extra":
        kept: list[str] = []
        for unit in units(text.split("\n")):
            left = [line for line in unit if not speaks(unescaped(line), spoken, others)]
            # A label of nothing says nothing.
            kept += [] if all(map(is_label, left)) else left
        return "\n".join(kept) or None
    return without(without_mentions(text, spoken, others), spoken, others)
