"""What happened, what was given and received, what is planned, and for which goal."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from netcrm.domain.kinds import Channel, Direction, GoalState, Kind, Owner
from netcrm.store.tables.columns import NEVER_AGAIN, among, key, link, new_uid, scale, whose


class GoalRow(SQLModel, table=True):
    """What I am after; exchanges, steps, asks name it."""

    __tablename__ = "goal"
    __table_args__ = (among("state", GoalState), NEVER_AGAIN)

    id: int | None = key()
    uid: str = Field(default_factory=new_uid, unique=True)
    title: str
    by_on: date | None = None
    state: str = GoalState.open
    opened_on: date
    closed_on: date | None = None
    # what came of it, when it was reached or dropped
    outcome: str | None = None


class InteractionRow(SQLModel, table=True):
    """Something that happened on a day."""

    __tablename__ = "interaction"
    __table_args__ = (among("channel", Channel), NEVER_AGAIN)

    id: int | None = key()
    uid: str = Field(default_factory=new_uid, unique=True)
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
        NEVER_AGAIN,
    )

    id: int | None = key()
    interaction_id: int = Field(foreign_key="interaction.id", ondelete="CASCADE")
    contact_id: int = whose()


class ExchangeRow(SQLModel, table=True):
    """One ledger entry between me and one contact."""

    __tablename__ = "exchange"
    __table_args__ = (
        among("direction", Direction),
        among("kind", Kind),
        scale("size"),
        NEVER_AGAIN,
    )

    id: int | None = key()
    uid: str = Field(default_factory=new_uid, unique=True)
    contact_id: int = whose(index=False)
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
    interaction_id: int | None = link("interaction", index=True)
    goal_id: int | None = link("goal", index=True)
    # the ask it answers; no foreign key, so that a favour need not know what an ask is
    for_ask_id: int | None = Field(default=None, index=True)


class TellingRow(SQLModel, table=True):
    """A helper heard how their help moved things forward; the last one stands on the exchange."""

    __tablename__ = "telling"
    __table_args__ = (NEVER_AGAIN,)

    id: int | None = key()
    exchange_id: int = Field(foreign_key="exchange.id", ondelete="CASCADE", index=True)
    contact_id: int = whose()
    on: date
    text: str
    touch: bool = True
    # the day by which they should have heard; NULL where no loop was open
    due_on: date | None = None


class FollowUpRow(SQLModel, table=True):
    """A promise of either side, a reminder of mine, a goal's step; derived ones have no row."""

    __tablename__ = "follow_up"
    __table_args__ = (
        CheckConstraint("kind IN ('promise', 'reminder', 'step')", name="kind_known"),
        among("owner", Owner),
        NEVER_AGAIN,
    )

    id: int | None = key()
    uid: str = Field(default_factory=new_uid, unique=True)
    kind: str
    owner: str
    contact_id: int = whose()
    text: str
    due_on: date = Field(index=True)
    # with a cadence: the day the series counts from
    every: str | None = None
    anchor_on: date | None = None
    made_on: date
    done_on: date | None = None
    done_text: str | None = None
    # the reminder that this one followed; undoing "done" is possible because of it
    after_id: int | None = link("follow_up")
    interaction_id: int | None = link("interaction")
    # a step's goal; a step that concerns nobody belongs to me
    goal_id: int | None = link("goal", index=True)
    # what was gone against, and why (--despite)
    despite: str | None = None
