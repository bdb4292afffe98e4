"""What tells whether two of one name, or of one address, are the same person."""

from __future__ import annotations

from typing import NamedTuple

from netcrm.domain.days import same_birthday
from netcrm.domain.names import fold, same_letters
from netcrm.domain.records import PersonRecord


class Facts(NamedTuple):
    """What tells namesakes apart: how the name is written, the birthday, the city."""

    name: str
    birthday: str | None
    city: str | None

    def or_else(self, before: Facts | None) -> Facts:
        """These facts, with what only those before say."""
        if before is None:
            return self
        return Facts(before.name, before.birthday or self.birthday, before.city or self.city)

    def contradict(self, other: Facts, *, same_file: bool) -> bool:
        """Whether both cannot be of one person; people move, but not within a file."""
        if not same_letters(self.name, other.name):
            return True
        if self.birthday and other.birthday:
            return not same_birthday(self.birthday, other.birthday)
        elsewhere = self.city and other.city and fold(self.city) != fold(other.city)
        return same_file and bool(elsewhere)

    def agree(self, other: Facts) -> bool:
        """Whether something tells that both are of one person, and nothing that they are not."""
        if self.contradict(other, same_file=True):
            return False
        born = self.birthday and other.birthday
        return bool(born or (self.city and other.city))


def facts_of(record: PersonRecord) -> Facts:
    """What a record says that tells its person from namesakes."""
    return Facts(record.name, record.birthday, record.city)


class Taken(NamedTuple):
    """Of somebody whom records of an import meant: whether one had a uid, the last one's key."""

    has_uid: bool
    key: int


# Where a mailbox is a firm's, whoever reads it.
_OF_A_FIRM = {
    "info", "office", "contact", "kontakt", "biuro", "mail", "hello", "sales", "support", "admin",
    "team", "post", "sekretariat", "hr", "jobs", "press", "service",
}  # fmt: skip


def is_of_a_firm(email: str) -> bool:
    """Whether a folded address is a firm's mailbox, and says nobody: ``info@example.org``."""
    return email.partition("@")[0] in _OF_A_FIRM
