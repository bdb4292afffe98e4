"""People and what connects them, as values that queries answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from netcrm.domain.kinds import ME


class ContactRef(NamedTuple):
    """A contact inside another record."""

    id: int
    name: str

    @property
    def is_me(self) -> bool:
        """Whether it is the owner."""
        return self.id == ME


@dataclass(frozen=True)
class Contact:
    """A person.

    ``birthday`` is ISO text that may lack its year (``--02-29``); ``cadence`` is an ISO
    duration (``P2W``); ``closeness`` is the strength of the tie with me, 1 to 5.
    """

    id: int
    uid: str
    name: str
    organization: str | None
    title: str | None
    city: str | None
    birthday: str | None
    cadence: str | None
    closeness: int | None
    met_on: date | None
    met_where: str | None
    through: ContactRef | None
    note: str | None
    added_on: date
    last_contact_on: date | None
    next_touch_on: date | None
    archived: bool
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    knows: tuple[str, ...] = ()
    cares: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def ref(self) -> ContactRef:
        """The contact as it stands inside another record."""
        return ContactRef(self.id, self.name)


@dataclass(frozen=True)
class Tie:
    """Two contacts know each other; ``trusts`` is how much ``a`` listens to ``b``, and back.

    ``strength`` is None where only an opinion is known, not an acquaintance.
    """

    a: ContactRef
    b: ContactRef
    strength: int | None
    trusts: int | None
    trusted_by: int | None
    how: str | None


@dataclass(frozen=True)
class Event:
    """One line of a contact's timeline; ``id`` is the record's, ``word`` what it was."""

    id: str
    on: date
    word: str
    text: str
    detail: str = ""


@dataclass(frozen=True)
class Interaction:
    """Something that happened, with the contacts who took part and those only mentioned."""

    id: int
    on: date
    channel: str
    text: str
    contacts: tuple[ContactRef, ...]
    mentions: tuple[ContactRef, ...]


@dataclass(frozen=True)
class Hit:
    """Where a search found its text: the record's id (None for the contact itself), and in what."""

    contact: ContactRef
    record: str | None
    field: str
    text: str
