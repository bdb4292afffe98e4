"""How a record is known again: all that is compared of it, worked out once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from netcrm.domain import names
from netcrm.domain.records import PersonRecord
from netcrm.domain.text import phone_key, uid_key, url_key

_LINKEDIN = "linkedin.com/in/"
# A shorter number is an extension, and says nothing of whose it is.
_FEWEST_DIGITS = 6

NAMESAKE = "|#"
"""What stands after a key that is another one's already, before the id of the second."""
Point = tuple[str, str]
"""An address as it is compared: ``("email", "anna@example.org")``."""


class Keyed(NamedTuple):
    """A record with what it is compared by.

    ``key`` is how an import names the person, so that they come in once: the strongest identity
    they have. ``name`` and ``organization`` are folded, ``points`` the addresses that say whose
    they are, ``slugs`` those of LinkedIn among them. ``addresses`` are all of them, each once, as
    kind, value and comparable form.
    """

    record: PersonRecord
    key: str
    name: str
    organization: str
    uid: str
    points: list[Point]
    slugs: list[str]
    addresses: list[tuple[str, str, str]]


def keyed(record: PersonRecord) -> Keyed:
    """The record with what it is compared by."""
    emails = _once(record.emails, names.fold)
    phones = _once(record.phones, phone_key)
    urls = _once(record.urls, url_key)
    slugs = [key for key in urls if key.startswith(_LINKEDIN)]
    points = [("email", key) for key in emails]
    points += [("phone", key) for key in phones if _says_whose(key)]
    points += [("url", key) for key in slugs]
    addresses = [("email", value, key) for key, value in emails.items()]
    addresses += [("phone", value, key) for key, value in phones.items()]
    addresses += [("url", value, key) for key, value in urls.items()]
    name = names.fold(record.name)
    organization = names.fold(record.organization) if record.organization else ""
    uid = uid_key(record.uid) if record.uid else ""
    if uid:
        key = f"uid:{uid}"
    elif record.source_id:
        key = f"id:{record.source_id}"
    elif slugs:
        key = f"slug:{slugs[0]}"
    # An address or a phone may be a family's or a firm's: it says who only with the name.
    elif emails:
        key = f"email:{next(iter(emails))}|{name}"
    elif phones:
        key = f"phone:{next(iter(phones))}|{name}"
    else:
        key = f"name:{name}|{organization}"
    return Keyed(record, key, name, organization, uid, points, slugs, addresses)


def _once(values: Sequence[str], key: Callable[[str], str]) -> dict[str, str]:
    """Each value once, by its comparable form, the first spelling kept."""
    found: dict[str, str] = {}
    for value in values:
        found.setdefault(key(value), value)
    return found


def _says_whose(phone: str) -> bool:
    return sum(map(str.isdigit, phone)) >= _FEWEST_DIGITS
