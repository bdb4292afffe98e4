"""Where records came from, whom they were joined into, and what was handed out."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from netcrm.store.tables.columns import NEVER_AGAIN, key, whose


class ImportRow(SQLModel, table=True):
    """One command that brought people, from however many files."""

    __tablename__ = "import_run"
    __table_args__ = (NEVER_AGAIN,)

    id: int | None = key()
    at: datetime
    source: str
    file: str


class OriginRow(SQLModel, table=True):
    """A record as its source names it, so that it comes in once; letter c is a contact."""

    __tablename__ = "origin"
    __table_args__ = (
        UniqueConstraint("source", "letter", "key", name="origin_once"),
        NEVER_AGAIN,
    )

    id: int | None = key()
    source: str
    letter: str
    key: str
    record_id: int = Field(index=True)
    # what the source said last, so that a change is news and what was typed stays
    organization: str | None = None
    title: str | None = None


class NewsRow(SQLModel, table=True):
    """What an import told of somebody: a new firm, a new title."""

    __tablename__ = "news"
    __table_args__ = (NEVER_AGAIN,)

    id: int | None = key()
    contact_id: int = whose()
    on: date
    text: str


class TakenAwayRow(SQLModel, table=True):
    """A fact, as it is compared, that a person took away from somebody who was imported."""

    __tablename__ = "taken_away"
    __table_args__ = (
        UniqueConstraint("contact_id", "field", "value", name="taken_away_once"),
        NEVER_AGAIN,
    )

    id: int | None = key()
    contact_id: int = whose(index=False)
    field: str
    value: str


class RedirectRow(SQLModel, table=True):
    """A contact that was joined into another one, still answering to its id, uid and name."""

    __tablename__ = "redirect"
    __table_args__ = (NEVER_AGAIN,)

    id: int | None = key()
    old_id: int = Field(unique=True)
    uid: str = Field(unique=True)
    name: str
    contact_id: int = whose()


class ApartRow(SQLModel, table=True):
    """Two contacts who are not the same person, though they look like it."""

    __tablename__ = "apart"
    __table_args__ = (
        CheckConstraint("a_id < b_id", name="apart_order"),
        UniqueConstraint("a_id", "b_id", name="apart_once"),
        NEVER_AGAIN,
    )

    id: int | None = key()
    a_id: int = whose(index=False)
    b_id: int = whose()


class PublishedRow(SQLModel, table=True):
    """What a calendar was last given: its digest, and how often it changed (SEQUENCE)."""

    __tablename__ = "published"

    uid: str = Field(primary_key=True)
    digest: str
    sequence: int
    changed_at: datetime
