"""People: who they are, whom they know, who speaks of them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from netcrm.store.tables.columns import NEVER_AGAIN, key, new_uid, scale, whose


class ContactRow(SQLModel, table=True):
    """A person; id 0 is ``me``. The last block is kept by ``services/derived.py``."""

    __tablename__ = "contact"
    __table_args__ = (NEVER_AGAIN,)

    id: int | None = key()
    uid: str = Field(default_factory=new_uid, unique=True)
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
    # the number of that import; no foreign key, so that a person need not know what an import is
    import_id: int | None = Field(default=None, index=True)
    # the day on which an imported contact was placed (triage); NULL while nobody has looked
    placed_on: date | None = None
    # properties of the vCard that netcrm does not know, one a line, to come out again
    vcard_extra: str | None = None
    changed_at: datetime

    last_contact_on: date | None = Field(default=None, index=True)
    next_touch_on: date | None = Field(default=None, index=True)
    given: int = 0
    received: int = 0
    last_exchange_on: date | None = Field(default=None, index=True)
    open_loops: int = 0


class TieRow(SQLModel, table=True):
    """Two contacts know each other; the smaller id stands first, so that a pair stands once."""

    __tablename__ = "tie"
    __table_args__ = (
        CheckConstraint("a_id < b_id", name="tie_order"),
        scale("strength"),
        scale("a_trusts_b"),
        scale("b_trusts_a"),
        UniqueConstraint("a_id", "b_id", name="tie_once"),
        NEVER_AGAIN,
    )

    id: int | None = key()
    a_id: int = whose(index=False)
    b_id: int = whose()
    # NULL where only an opinion is known, not an acquaintance
    strength: int | None = None
    a_trusts_b: int | None = None
    b_trusts_a: int | None = None
    how: str | None = None


class MentionRow(SQLModel, table=True):
    """A contact named with ``@`` in the text of a record; books nothing, is no contact."""

    __tablename__ = "mention"
    __table_args__ = (
        UniqueConstraint("letter", "record_id", "contact_id", name="mention_once"),
        NEVER_AGAIN,
    )

    id: int | None = key()
    contact_id: int = whose()
    letter: str
    record_id: int


class SearchTextRow(SQLModel, table=True):
    """The folded text of one record, for ``find``; ``letter`` c is the contact itself."""

    __tablename__ = "search_text"
    __table_args__ = (
        UniqueConstraint("letter", "record_id", "contact_id", name="text_once"),
        NEVER_AGAIN,
    )

    id: int | None = key()
    contact_id: int = whose()
    letter: str
    record_id: int
    folded: str
