"""What is said of a person beside their row: addresses, other names, tags, topics, words to find.

Apart from ``people``, since an ORM class takes its time to be declared and most writes need none.
"""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from netcrm.domain.kinds import PointKind, Relation
from netcrm.store.tables.columns import NEVER_AGAIN, among, key, whose


class ContactPointRow(SQLModel, table=True):
    """An e-mail address, a phone number, a web address; ``folded`` is how it is compared."""

    __tablename__ = "contact_point"
    __table_args__ = (
        among("kind", PointKind),
        UniqueConstraint("contact_id", "kind", "folded", name="point_once"),
        NEVER_AGAIN,
    )

    id: int | None = key()
    contact_id: int = whose(index=False)
    kind: str
    value: str
    folded: str = Field(index=True)


class AliasRow(SQLModel, table=True):
    """Another name that a contact answers to."""

    __tablename__ = "alias"
    __table_args__ = (
        UniqueConstraint("contact_id", "folded", name="alias_once"),
        NEVER_AGAIN,
    )

    id: int | None = key()
    contact_id: int = whose(index=False)
    name: str
    folded: str = Field(index=True)


class TagRow(SQLModel, table=True):
    """A tag on a contact."""

    __tablename__ = "tag"
    __table_args__ = (UniqueConstraint("contact_id", "folded", name="tag_once"), NEVER_AGAIN)

    id: int | None = key()
    contact_id: int = whose(index=False)
    name: str
    folded: str = Field(index=True)


class TopicRow(SQLModel, table=True):
    """What a contact knows, or cares about."""

    __tablename__ = "topic"
    __table_args__ = (
        among("relation", Relation),
        UniqueConstraint("contact_id", "relation", "folded", name="topic_once"),
        NEVER_AGAIN,
    )

    id: int | None = key()
    contact_id: int = whose(index=False)
    relation: str
    name: str
    folded: str = Field(index=True)


class NameWordRow(SQLModel, table=True):
    """One folded word of a contact's name or alias, so that its start is found by index."""

    __tablename__ = "name_word"
    __table_args__ = (NEVER_AGAIN,)

    id: int | None = key()
    contact_id: int = whose()
    word: str = Field(index=True)
