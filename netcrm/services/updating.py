"""What a file says of somebody who is there already: added to them, told where it is news."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from netcrm.domain import names
from netcrm.domain.card_lines import city_of, joined, left_out
from netcrm.domain.days import same_birthday
from netcrm.domain.nicknames import is_no_name, names_agree, own_words, spelled
from netcrm.domain.records import PersonRecord
from netcrm.services import people
from netcrm.services.identity import NAMESAKE, Keyed
from netcrm.services.people import Profile
from netcrm.services.taken_away import Facts, fact, keep, lists_of, taken_away
from netcrm.store.tables import people as t
from netcrm.store.tables.imports import NewsRow, OriginRow, RedirectRow

_SAME: dict[str, Callable[[str, str], bool]] = {
    "birthday": same_birthday,
    "city": lambda one, other: names.fold(one) == names.fold(other),
}


class Updating:
    """Records of one source, each brought to the contact that it means."""

    def __init__(self, session: Session, source: str, today: date, now: datetime) -> None:
        self.session = session
        self.source = source
        self.today = today
        self.now = now
        self.taken_away = taken_away(session)

    def update(self, row: t.ContactRow, of: Keyed, *, again: bool) -> tuple[bool, list[str]]:
        """Add what the record says more; whether anything changed, and sentences of news.

        ``again`` is whether another record of the same file was this person too.
        """
        record = of.record
        origin, is_known = self._origin(row, of.key)
        assert row.id is not None
        gone = self.taken_away.get(row.id, set())
        changes = _changes(self.session, row, record, gone)
        beside: list[str] = []
        if again:
            beside += self._second_position(row, origin, record, changes, is_known=is_known)
            moved = []
        else:
            moved = self._position(row, origin, record, changes)
        told = self._name(row, record, changes)
        kept = tuple(row.vcard_extra.split("\n")) if row.vcard_extra else ()
        newer = not again and self._is_their_card(row, of)
        told += self._elsewhere(row, record, city_of(kept) if newer else None, changes)
        extra = joined(kept, record.extra, newer=newer)
        if extra != kept:
            row.vcard_extra = "\n".join(extra)
        if not newer:
            beside += left_out(kept, record.extra, (row.name, *self._aliases(row, changes)))
        _note(row, changes, beside, gone)
        told = [
            *(text for text in moved if self._is_news(row, text, again=True)),
            *(text for text in told if self._is_news(row, text, again="city" in changes)),
        ]
        if not changes and extra == kept:
            return False, told
        self._save(row, changes)
        return True, told

    def _save(self, row: t.ContactRow, changes: dict[str, Any]) -> None:
        replaced = {
            fact(column, own)
            for column in ("organization", "title", "city")
            if column in changes and (own := getattr(row, column)) is not None
        }
        assert row.id is not None
        people.edit(self.session, row.id, Profile(**changes), self.today, self.now)
        # What the source replaced, nobody took away: they may move back.
        keep(self.session, row.id, set(), replaced)

    def _is_news(self, row: t.ContactRow, text: str, *, again: bool) -> bool:
        """Keep a sentence of news, unless it was told before; ``again``, unless it was just now."""
        before = select(NewsRow.text).where(NewsRow.contact_id == row.id)
        texts = self.session.exec(before.order_by(col(NewsRow.id).desc())).all()
        if text in (texts[:1] if again else texts):
            return False
        self.session.add(NewsRow(contact_id=row.id or 0, on=self.today, text=text))
        return True

    def _elsewhere(
        self, row: t.ContactRow, record: PersonRecord, before: str | None, changes: dict[str, Any]
    ) -> list[str]:
        """Another city or birthday is news; the city replaces what their card said ``before``."""
        told = []
        for column, words in (("birthday", "was born on"), ("city", "is in")):
            own, said = getattr(row, column), getattr(record, column)
            if own is None or said is None or _SAME[column](own, said):
                continue
            if fact(column, said) in self.taken_away.get(row.id or 0, set()):
                continue
            told.append(f"{row.name} {words} {said}.")
            if column == "city" and before is not None and names.fold(own) == names.fold(before):
                changes["city"] = said
        return told

    def _origin(self, row: t.ContactRow, key: str) -> tuple[OriginRow, bool]:
        """The source's own row of a person, and whether there was one by this key.

        Under another key, what it said last goes along. The key may be a namesake's already: then
        theirs says whose it is.
        """
        assert row.id is not None
        whose = f"{key}{NAMESAKE}{row.id}"
        keys = col(OriginRow.key).in_([key, whose])
        there = {found.key: found for found in self.session.exec(self._origins().where(keys)).all()}
        for found in there.values():
            if found.record_id == row.id:
                return found, True
        before = self.session.exec(
            self._origins().where(OriginRow.record_id == row.id).order_by(col(OriginRow.id).desc())
        ).first()
        new = OriginRow(
            source=self.source, letter="c", key=whose if key in there else key, record_id=row.id
        )
        if before is not None:
            new.organization, new.title = before.organization, before.title
        self.session.add(new)
        self.session.flush()
        return new, False

    def _origins(self) -> SelectOfScalar[OriginRow]:
        return select(OriginRow).where(OriginRow.source == self.source, OriginRow.letter == "c")

    def _is_their_card(self, row: t.ContactRow, of: Keyed) -> bool:
        """Whether the record is the card that the contact's kept properties came with, alone.

        A card without a uid is known by an address, which may change, and comes back from us with
        the contact's own uid. Where another card, or somebody who was joined in, has brought some
        properties, they are not its own.
        """
        if not of.record.extra:
            return False
        origins = self.session.exec(self._origins().where(OriginRow.record_id == row.id)).all()
        others = {origin.key.removesuffix(f"{NAMESAKE}{row.id}") for origin in origins} - {of.key}
        if any(key.startswith("uid:") for key in others):
            return False
        joined_in = select(RedirectRow.id).where(RedirectRow.contact_id == row.id)
        return not others or self.session.exec(joined_in).first() is None

    def _position(
        self, row: t.ContactRow, origin: OriginRow, record: PersonRecord, changes: dict[str, Any]
    ) -> list[str]:
        """A new firm or title is news; it replaces what the source said, not what was typed."""
        new: dict[str, str] = {}
        for column in ("organization", "title"):
            before, value = getattr(origin, column), getattr(record, column)
            if value is None or value == before:
                continue
            own = getattr(row, column)
            setattr(origin, column, value)
            # A title is of its firm: where another one stays, it is only told.
            elsewhere = column == "title" and "organization" in new and own is None
            elsewhere = elsewhere and "organization" not in changes
            if not elsewhere and own in (None, before) and value != own:
                changes[column] = value
            if (own is not None and value != own) or elsewhere:
                new[column] = value
        self.session.add(origin)
        match new:
            case {"organization": firm, "title": title}:
                return [f"{row.name} is now {title} at {firm}."]
            case {"organization": firm}:
                return [f"{row.name} is now at {firm}."]
            case {"title": title}:
                return [f"{row.name} is now {title}."]
        return []

    def _second_position(
        self,
        row: t.ContactRow,
        origin: OriginRow,
        record: PersonRecord,
        changes: dict[str, Any],
        *,
        is_known: bool,
    ) -> list[str]:
        """What another record of the same file says otherwise is neither newer nor older: a note.

        Else the same file would bring the other one of the two each time. What it said before by
        the same key stands where it was put then.
        """
        told: list[str] = []
        for column in ("organization", "title"):
            own, value = getattr(row, column), getattr(record, column)
            if value is None or value in (own, getattr(origin, column)):
                continue
            if own is not None or (column == "title" and told):
                told.append(f"{column}: {value}")
            elif getattr(origin, column) is None:
                changes[column] = value
            if not is_known or getattr(origin, column) is None:
                setattr(origin, column, value)
        self.session.add(origin)
        return told

    def _name(self, row: t.ContactRow, record: PersonRecord, changes: dict[str, Any]) -> list[str]:
        """A name where there was none; another one is an alias, and news."""
        if is_no_name(record.name):
            return []
        if is_no_name(row.name):
            changes["name"] = record.name
            return []
        gone = self.taken_away.get(row.id or 0, set())
        if gone & {fact("name", record.name), fact("aliases", record.name)}:
            return []
        own = self._aliases(row, changes)
        agree = names_agree(row.name, record.name)
        if agree and _words(record.name) <= _words(row.name, *own):
            return []
        if names.fold(record.name) in map(names.fold, own):
            return []
        changes["aliases"] = [*own, record.name]
        return [] if agree else [f"{row.name} is called {record.name} now."]

    def _aliases(self, row: t.ContactRow, changes: dict[str, Any]) -> list[str]:
        own: list[str] = changes.get("aliases") or next(
            have for name, have, _ in lists_of(self.session, row.id or 0) if name == "aliases"
        )
        return own


def _words(*called: str) -> set[str]:
    """The words of names by which somebody is told from others, in one spelling."""
    return {spelled(word) for name in called for word in own_words(name) if len(word) > 1}


def _changes(
    session: Session, row: t.ContactRow, record: PersonRecord, gone: Facts
) -> dict[str, Any]:
    """What the file knows and we do not: nothing is erased, nor brought back that is ``gone``."""
    values: dict[str, Any] = {}
    for column in ("city", "birthday", "met_where", "cadence", "met_on"):
        said = getattr(record, column)
        if getattr(row, column) is None and said is not None and fact(column, said) not in gone:
            values[column] = said
    born = record.birthday
    if row.birthday and row.birthday.startswith("--") and born and born[0] != "-":
        # The year that was not known.
        values |= {"birthday": born} if same_birthday(row.birthday, born) else {}
    if "met_on" in values:
        values["met_on"] = date.fromisoformat(values["met_on"])
    _note(row, values, (record.note or "").split("\n"), gone)
    assert row.id is not None
    for name, have, key in lists_of(session, row.id):
        own = {key(value) for value in have}
        more = [
            value
            for value in getattr(record, name)
            if key(value) not in own and (name, key(value)) not in gone
        ]
        if more:
            values[name] = [*have, *more]
    return values


def _note(row: t.ContactRow, changes: dict[str, Any], said: list[str], gone: Facts) -> None:
    """Lines that go into the note too, unless they stand there, or are ``gone``."""
    note = changes.get("note", row.note)
    lines = _new_lines(note or "", "\n".join(said))
    if lines := [line for line in lines if fact("note", line) not in gone]:
        changes["note"] = "\n".join(part for part in (note, *lines) if part)


def _new_lines(own: str, said: str) -> list[str]:
    """The lines of a note that are not in one's own yet, in whatever order."""
    there = {"", *(names.fold(line) for line in own.split("\n"))}
    return [line for line in said.split("\n") if names.fold(line) not in there]
