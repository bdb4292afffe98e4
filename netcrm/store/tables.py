"""The tables, one definition of the schema together with ``schema.sql``.

Rows are built by services from checked input and never leave floor 3. Civil days are dates,
instants are aware UTC. Ids are never used again (AUTOINCREMENT).
"""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from netcrm.domain.kinds import Channel, Direction, Kind, Owner, PointKind, Relation


def _uid() -> str:
    return str(uuid4())


def _among(column: str, members: Any) -> CheckConstraint:
    listed = ", ".join(f"'{member.value}'" for member in members)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def _scale(column: str) -> CheckConstraint:
    return CheckConstraint(f"{column} BETWEEN 1 AND 5", name=f"{column}_scale")


def _key() -> Any:
    return Field(default=None, primary_key=True)


def _whose(*, index: bool = True) -> Any:
    return Field(foreign_key="contact.id", ondelete="CASCADE", index=index)


_NEVER_AGAIN = {"sqlite_autoincrement": True}


class ContactRow(SQLModel, table=True):
    """A person; id 0 is ``me``. The last block is kept by ``services/derived.py``."""

    __tablename__ = "contact"
    __table_args__ = (_NEVER_AGAIN,)

    id: int | None = _key()
    uid: str = Field(default_factory=_uid, unique=True)
    name: str
    sort_name: str = Field(index=True)
    organization: str | None = Field(default=None)
    organization_folded: str | None = Field(default=None, index=True)
    title: str | None = None
    city: str | None = None
    birthday: str | None = None
    # MM-DD, so that birthdays of a week are found by index
    birthday_md: str | None = Field(default=None, index=True)
    # the last year whose birthday was marked done
    birthday_done_year: int | None = None
    birthday_snoozed_to: date | None = Field(default=None, index=True)
    cadence: str | None = None
    met_on: date | None = None
    met_where: str | None = None
    through_id: int | None = Field(
        default=None, foreign_key="contact.id", ondelete="SET NULL", index=True
    )
    note: str | None = None
    added_on: date
    # NULL while the contact is in the lists
    archived_on: date | None = None
    # a touch put off by hand; cleared by the next contact
    touch_snoozed_to: date | None = None
    # which import brought the contact; NULL for one that was typed
    imported_from: str | None = None
    changed_at: datetime

    last_contact_on: date | None = Field(default=None, index=True)
    next_touch_on: date | None = Field(default=None, index=True)
    given: int = 0
    received: int = 0
    last_exchange_on: date | None = Field(default=None, index=True)
    open_loops: int = 0


class ContactPointRow(SQLModel, table=True):
    """An e-mail address, a phone number, a web address; ``folded`` is how it is compared."""

    __tablename__ = "contact_point"
    __table_args__ = (
        _among("kind", PointKind),
        UniqueConstraint("contact_id", "kind", "folded", name="point_once"),
        _NEVER_AGAIN,
    )

    id: int | None = _key()
    contact_id: int = _whose(index=False)
    kind: str
    value: str
    folded: str = Field(index=True)


class AliasRow(SQLModel, table=True):
    """Another name that a contact answers to."""

    __tablename__ = "alias"
    __table_args__ = (
        UniqueConstraint("contact_id", "folded", name="alias_once"),
        _NEVER_AGAIN,
    )

    id: int | None = _key()
    contact_id: int = _whose(index=False)
    name: str
    folded: str = Field(index=True)


class TagRow(SQLModel, table=True):
    """A tag on a contact."""

    __tablename__ = "tag"
    __table_args__ = (UniqueConstraint("contact_id", "folded", name="tag_once"), _NEVER_AGAIN)

    id: int | None = _key()
    contact_id: int = _whose(index=False)
    name: str
    folded: str = Field(index=True)


class TopicRow(SQLModel, table=True):
    """What a contact knows, or cares about."""

    __tablename__ = "topic"
    __table_args__ = (
        _among("relation", Relation),
        UniqueConstraint("contact_id", "relation", "folded", name="topic_once"),
        _NEVER_AGAIN,
    )

    id: int | None = _key()
    contact_id: int = _whose(index=False)
    relation: str
    name: str
    folded: str = Field(index=True)


class NameWordRow(SQLModel, table=True):
    """One folded word of a contact's name or alias, so that its start is found by index."""

    __tablename__ = "name_word"
    __table_args__ = (_NEVER_AGAIN,)

    id: int | None = _key()
    contact_id: int = _whose()
    word: str = Field(index=True)


class TieRow(SQLModel, table=True):
    """Two contacts know each other; the smaller id stands first, so that a pair stands once."""

    __tablename__ = "tie"
    __table_args__ = (
        CheckConstraint("a_id < b_id", name="tie_order"),
        _scale("strength"),
        _scale("a_trusts_b"),
        _scale("b_trusts_a"),
        UniqueConstraint("a_id", "b_id", name="tie_once"),
        _NEVER_AGAIN,
    )

    id: int | None = _key()
    a_id: int = _whose(index=False)
    b_id: int = _whose()
    # NULL where only an opinion is known, not an acquaintance
    strength: int | None = None
    a_trusts_b: int | None = None
    b_trusts_a: int | None = None
    how: str | None = None


class InteractionRow(SQLModel, table=True):
    """Something that happened on a day."""

    __tablename__ = "interaction"
    __table_args__ = (_among("channel", Channel), _NEVER_AGAIN)

    id: int | None = _key()
    uid: str = Field(default_factory=_uid, unique=True)
    on: date
    channel: str
    text: str
    # whether it counts as being in touch (--no-touch: it does not)
    touch: bool = True


class ParticipantRow(SQLModel, table=True):
    """A contact who took part in an interaction; the day stands here too, to be found by index."""

    __tablename__ = "participant"
    __table_args__ = (
        UniqueConstraint("interaction_id", "contact_id", name="participant_once"),
        _NEVER_AGAIN,
    )

    id: int | None = _key()
    interaction_id: int = Field(foreign_key="interaction.id", ondelete="CASCADE")
    contact_id: int = _whose()


class MentionRow(SQLModel, table=True):
    """A contact named with ``@`` in the text of a record; books nothing, is no contact."""

    __tablename__ = "mention"
    __table_args__ = (
        UniqueConstraint("letter", "record_id", "contact_id", name="mention_once"),
        _NEVER_AGAIN,
    )

    id: int | None = _key()
    contact_id: int = _whose()
    letter: str
    record_id: int


class ExchangeRow(SQLModel, table=True):
    """One ledger entry between me and one contact."""

    __tablename__ = "exchange"
    __table_args__ = (
        _among("direction", Direction),
        _among("kind", Kind),
        _scale("size"),
        _NEVER_AGAIN,
    )

    id: int | None = _key()
    uid: str = Field(default_factory=_uid, unique=True)
    contact_id: int = _whose(index=False)
    direction: str
    kind: str
    size: int
    on: date
    text: str
    terms: str | None = None
    # what came of it, as the helper was last told
    outcome: str | None = None
    outcome_told_on: date | None = None
    # the day by which the helper should hear; NULL where no loop is open
    loop_due_on: date | None = Field(default=None, index=True)
    touch: bool = True
    recorded_on: date
    # the event that booked the entry (letter and number); NULL for one recorded by itself
    source_letter: str | None = None
    source_id: int | None = None
    # the interaction it was logged with
    interaction_id: int | None = Field(
        default=None, foreign_key="interaction.id", ondelete="SET NULL", index=True
    )


class TellingRow(SQLModel, table=True):
    """A helper heard how their help moved things forward; the last one stands on the exchange."""

    __tablename__ = "telling"
    __table_args__ = (_NEVER_AGAIN,)

    id: int | None = _key()
    exchange_id: int = Field(foreign_key="exchange.id", ondelete="CASCADE", index=True)
    contact_id: int = _whose()
    on: date
    text: str
    touch: bool = True


class FollowUpRow(SQLModel, table=True):
    """A promise of either side, or a reminder of mine; derived follow-ups have no row."""

    __tablename__ = "follow_up"
    __table_args__ = (
        CheckConstraint("kind IN ('promise', 'reminder')", name="kind_known"),
        _among("owner", Owner),
        _NEVER_AGAIN,
    )

    id: int | None = _key()
    uid: str = Field(default_factory=_uid, unique=True)
    kind: str
    owner: str
    contact_id: int = _whose()
    text: str
    due_on: date = Field(index=True)
    # with a cadence: the day the series counts from
    every: str | None = None
    anchor_on: date | None = None
    made_on: date
    done_on: date | None = None
    done_text: str | None = None
    # the reminder that this one followed; undoing "done" is possible because of it
    after_id: int | None = Field(default=None, foreign_key="follow_up.id", ondelete="SET NULL")
    interaction_id: int | None = Field(
        default=None, foreign_key="interaction.id", ondelete="SET NULL"
    )


class SearchTextRow(SQLModel, table=True):
    """The folded text of one record, for ``find``; ``letter`` c is the contact itself."""

    __tablename__ = "search_text"
    __table_args__ = (
        UniqueConstraint("letter", "record_id", "contact_id", name="text_once"),
        _NEVER_AGAIN,
    )

    id: int | None = _key()
    contact_id: int = _whose()
    letter: str
    record_id: int
    folded: str


class SettingRow(SQLModel, table=True):
    """What the database knows of itself, such as that it is a demo."""

    __tablename__ = "setting"

    name: str = Field(primary_key=True)
    value: str
