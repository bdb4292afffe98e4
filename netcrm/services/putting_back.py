"""Rows of our own form, put back as they were: ids kept where they are free, links following."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import Session, SQLModel, select

from netcrm.domain.errors import UsageError
from netcrm.domain.ids import RecordId
from netcrm.domain.kinds import ME, FollowUpKind
from netcrm.domain.records import SETTING, Problem
from netcrm.services import asks, derived, goals, introductions, recommendations
from netcrm.services.finding import index_contact
from netcrm.services.importing import CHUNK, Outcome, Progress
from netcrm.services.other_state import OtherState
from netcrm.services.settings import choose
from netcrm.services.values import checked_text, refusal, values_of, whole_number
from netcrm.store.tables import aims, imports, ledger, profile
from netcrm.store.tables import people as t

_MODELS: dict[str, type[SQLModel]] = {
    "contact": t.ContactRow,
    "contact_point": profile.ContactPointRow,
    "alias": profile.AliasRow,
    "tag": profile.TagRow,
    "topic": profile.TopicRow,
    "tie": t.TieRow,
    "interaction": ledger.InteractionRow,
    "participant": ledger.ParticipantRow,
    "exchange": ledger.ExchangeRow,
    "telling": ledger.TellingRow,
    "follow_up": ledger.FollowUpRow,
    "mention": t.MentionRow,
    "goal": ledger.GoalRow,
    "goal_person": aims.GoalPersonRow,
    "expectation": aims.ExpectationRow,
    "ask": aims.AskRow,
    "introduction": aims.IntroductionRow,
    "recommendation": aims.RecommendationRow,
    "import_run": imports.ImportRow,
    "origin": imports.OriginRow,
    "news": imports.NewsRow,
    "redirect": imports.RedirectRow,
    "apart": imports.ApartRow,
    "taken_away": imports.TakenAwayRow,
}
_LINKS = {
    "contact_id": "contact",
    "through_id": "contact",
    "a_id": "contact",
    "b_id": "contact",
    "interaction_id": "interaction",
    "exchange_id": "exchange",
    "after_id": "follow_up",
    "promise_id": "follow_up",
    "goal_id": "goal",
    "for_ask_id": "ask",
    "introducer_id": "contact",
    "declined_by_id": "contact",
    "recommender_id": "contact",
    "subject_id": "contact",
    "audience_id": "contact",
    "import_id": "import_run",
}
_LETTER_TABLES = {
    "c": "contact",
    "n": "interaction",
    "e": "exchange",
    "p": "follow_up",
    "m": "follow_up",
    "s": "follow_up",
    "a": "ask",
    "i": "introduction",
    "r": "recommendation",
}
# What makes a row without a uid the same row.
_SAME = {
    "contact_point": ("contact_id", "kind", "folded"),
    "alias": ("contact_id", "folded"),
    "tag": ("contact_id", "folded"),
    "topic": ("contact_id", "relation", "folded"),
    "tie": ("a_id", "b_id"),
    "participant": ("interaction_id", "contact_id"),
    "telling": ("exchange_id", "on", "text", "touch", "due_on"),
    "goal_person": ("goal_id", "contact_id", "role"),
    "import_run": ("at", "source", "file"),
    "origin": ("source", "letter", "key"),
    "news": ("contact_id", "on", "text"),
    "redirect": ("uid",),
    "apart": ("a_id", "b_id"),
    "taken_away": ("contact_id", "field", "value"),
    "mention": ("contact_id", "letter", "record_id"),
}
# What may stand there twice: each row of a file is another one of them.
_TWICE = ("import_run", "news", "telling")


class PuttingBack:
    """Rows of our own, put back; ids are kept where they are free, links follow."""

    def __init__(self, session: Session, today: date, now: datetime, outcome: Outcome) -> None:
        self.session = session
        self.today = today
        self.now = now
        self.outcome = outcome
        self.ids: dict[tuple[str, int], int] = {("contact", 0): 0}
        self.people: set[int] = set()
        self.claimed: dict[str, set[int]] = {table: set() for table in _TWICE}
        self.other = OtherState(session)
        # Interactions that were put back, and their lines.
        self.happened: dict[int, int] = {}

    def save(self, rows: Iterable[tuple[int, dict[str, Any]]], progress: Progress) -> None:
        """Put the rows back, in their order; a bad one is a problem, and the rest goes in.

        Raises ``ConflictError`` where the file holds another state of what is here: half of one and
        half of the other would be neither.
        """
        # Who brought whom together may stand before them in the file.
        links: list[tuple[int, int]] = []
        for done, (line, whole) in enumerate(rows):
            if done % CHUNK == 0:
                # What is done is let go, so that memory does not grow with the file.
                self.session.expunge_all()
                progress(self.outcome.added)
            row = dict(whole)
            table = row.pop("table")
            try:
                later = None
                if table == "contact":
                    later = whole_number("through_id", row.pop("through_id", None))
                with self.session.begin_nested():
                    new = self._put(table, row)
                    self.session.flush()
            except (IntegrityError, StatementError, LookupError, TypeError, ValueError,
                    OverflowError, RecursionError, UsageError) as error:  # fmt: skip
                self.outcome.problems.append(Problem(line, f"{table}: {refusal(error)}."))
                continue
            if table == "interaction" and new is not None:
                self.happened[new.id] = line
            elif new is not None and later is not None:
                links.append((new.id, later))
        self.other.refuse()
        self._refuse_what_happened_to_nobody()
        for contact_id, through in links:
            contact = derived.contact_row(self.session, contact_id)
            contact.through_id = self.ids.get(("contact", through))
            self.session.add(contact)
        # Nobody looks for me by name, nor is in touch with me.
        self.people.discard(ME)
        for contact_id in self.people:
            index_contact(self.session, derived.contact_row(self.session, contact_id))
        derived.refresh(self.session, self.people)

    def _refuse_what_happened_to_nobody(self) -> None:
        """An interaction whose participants were all refused would be found by nobody."""
        for number, line in self.happened.items():
            there = self.session.exec(
                select(ledger.ParticipantRow.id).where(
                    ledger.ParticipantRow.interaction_id == number
                )
            ).first()
            if there is None:
                record = RecordId("n", number)
                derived.mention(self.session, record, [])
                derived.index_record(self.session, record, [], None)
                self.session.delete(self.session.get(ledger.InteractionRow, number))
                said = "interaction: none of those who took part was put in."
                self.outcome.problems.append(Problem(line, said))
        self.session.flush()

    def _put(self, table: str, row: dict[str, Any]) -> Any:
        """Add the row unless it is there; answers a new contact or interaction."""
        if table == SETTING:
            if isinstance(row["name"], str):
                checked_text("name", row["name"])
            choose(self.session, row)
            return None
        old = whole_number("id", row.pop("id"))
        if old is None or (old == 0 and table != "contact"):
            raise ValueError(f"id: {old!r} is none; 1 or more would be right")
        if table == "origin":
            self._follow_origin(row)
        else:
            self._follow_links(row)
        model = _MODELS[table]
        values = values_of(model, table, row, self.today, self.now)
        known = self._known(model, table, old, values)
        if known is not None:
            self._claim(table, old, known.id)
            if table == "contact":
                self.outcome.unchanged += 1
            self.other.know(table, old, known.id)
            self.other.compare(table, known, values)
            return None
        self.other.miss(table, old, values)
        added = model(**values)
        if self.session.get(model, old) is None:
            added.id = old
        self.session.add(added)
        self.session.flush()
        self._claim(table, old, added.id)  # type: ignore[attr-defined]
        if table == "contact":
            self.outcome.added += 1
        self._index(table, added)
        return added if table in ("contact", "interaction") else None

    def _claim(self, table: str, old: int, new: int) -> None:
        self.ids[table, old] = new
        if table in self.claimed:
            self.claimed[table].add(new)

    def _follow_origin(self, row: dict[str, Any]) -> None:
        """An origin outlives its record, so that what was deleted does not come in again.

        Then it must not be taken for the origin of another record that has the number here.
        """
        table, number = _LETTER_TABLES[row["letter"]], row["record_id"]
        there = self.ids.get((table, number))
        if there is None and table == "contact":
            # A contact's goes with them, also where their row has just been refused.
            raise KeyError((table, number))
        if there is None:
            taken = self.session.get(_MODELS[table], number) is not None
            there = -number if taken else number
        row["record_id"] = there

    def _follow_links(self, row: dict[str, Any]) -> None:
        for column, table in _LINKS.items():
            if row.get(column) is not None:
                row[column] = self.ids[table, row[column]]
        for letter, number in (("letter", "record_id"), ("source_letter", "source_id")):
            if row.get(letter) in _LETTER_TABLES:
                row[number] = self.ids[_LETTER_TABLES[row[letter]], row[number]]

    def _known(self, model: type[SQLModel], table: str, old: int, values: dict[str, Any]) -> Any:
        if table == "contact" and old == ME:
            return self._me(values)
        same = _SAME.get(table, ("uid",))
        query = select(model)
        for name in same:
            value = values.get(name, model.model_fields[name].default)
            query = query.where(getattr(model, name) == value)
        if table not in self.claimed:
            return self.session.exec(query).first()
        own = self.claimed[table]
        return next((row for row in self.session.exec(query).all() if row.id not in own), None)  # type: ignore[attr-defined]

    def _me(self, values: dict[str, Any]) -> Any:
        """The owner; in a network that is still empty, as the file knows them."""
        me = self.session.get(t.ContactRow, ME)
        others = self.session.exec(select(t.ContactRow).where(t.ContactRow.id != ME)).first()
        if me is not None and others is None:
            for name, value in values.items():
                setattr(me, name, value)
            self.session.add(me)
        return me

    def _index(self, table: str, row: Any) -> None:
        for column in ("contact_id", "a_id", "b_id"):
            if getattr(row, column, None) is not None:
                self.people.add(getattr(row, column))
        if table == "contact":
            self.people.add(row.id)
        elif table == "participant":
            happened = self.session.get(ledger.InteractionRow, row.interaction_id)
            assert happened is not None
            everybody = self.session.exec(
                select(ledger.ParticipantRow.contact_id).where(
                    ledger.ParticipantRow.interaction_id == row.interaction_id
                )
            ).all()
            record = RecordId("n", row.interaction_id)
            derived.index_record(self.session, record, everybody, happened.text)
        elif table in _INDEX:
            _INDEX[table](self.session, row)
        elif table in _OWN_TEXT:
            letter = _OWN_TEXT[table] or FollowUpKind(row.kind).letter
            derived.index_record(self.session, RecordId(letter, row.id), [row.contact_id], row.text)
        elif table == "goal_person":
            goal = self.session.get(ledger.GoalRow, row.goal_id)
            assert goal is not None
            goals.index(self.session, goal)


_INDEX: dict[str, Any] = {
    "ask": asks.index,
    "introduction": introductions.index,
    "recommendation": recommendations.index,
    "goal": goals.index,
}
_OWN_TEXT = {"exchange": "e", "telling": "l", "expectation": "x", "follow_up": ""}
