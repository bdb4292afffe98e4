"""What Monica knows of a person and no field of ours takes: lines for the note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from netcrm.domain.text import flat
from netcrm.formats.monica_values import day_of, properties, values

_ADDRESS = ("street", "postal_code", "city", "province", "country")


class Relatives:
    """Who is what of whom, by the uuid of the person whose relatives they are."""

    def __init__(self, account: dict[str, Any]) -> None:
        contacts = list(values(account, "contact"))
        self._names = {str(c.get("uuid")): name_of(c) for c in contacts}
        # Those who come in as no contact.
        self._partial = {str(c.get("uuid")) for c in contacts if properties(c).get("is_partial")}
        self._of: dict[str, list[str]] = {}
        for relation in values(account, "relationship"):
            p = properties(relation)
            other = self._names.get(str(p.get("contact_is")))
            if other:
                line = f"{flat(str(p.get('type') or 'relative'))}: {other}"
                self._of.setdefault(str(p.get("of_contact")), []).append(line)

    def of(self, contact: dict[str, Any]) -> list[str]:
        """Lines of the relatives of a contact: ``partner: Bo Berg``."""
        through = str(properties(contact).get("first_met_through"))
        met = [f"Met through: {self._names[through]}"] if through in self._partial else []
        return [*self._of.get(str(contact.get("uuid")), []), *met]


def name_of(contact: dict[str, Any]) -> str:
    """The whole name of a contact."""
    p = properties(contact)
    return " ".join(str(p[k]) for k in ("first_name", "middle_name", "last_name") if p.get(k))


def facts(contact: dict[str, Any], city: str) -> Iterator[str]:
    """Each as ``Key: value`` on one line; ``city`` is taken already, and is no address alone."""
    p = properties(contact)
    for key, word in (
        ("gender", "Gender"),
        ("food_preferences", "Food"),
        ("first_met_additional_info", "How we met"),
    ):
        if p.get(key):
            yield f"{word}: {flat(str(p[key]))}"
    born = p.get("birthdate")
    if isinstance(born, dict) and born.get("is_age_based") and born.get("date"):
        yield f"Born about: {str(born['date'])[:4]}"
    if p.get("is_starred"):
        yield "Starred: yes"
    if p.get("is_active") is False:
        yield "Active: no"
    if p.get("is_dead"):
        yield f"Died: {day_of((p.get('deceased_date') or {}).get('date')) or 'yes'}"
    for kind, line in (("address", _address), ("gift", _idea), ("task", _done), ("pet", _pet),
                       ("life_event", _life_event)):  # fmt: skip
        for value in values(contact, kind):
            said = line(properties(value))
            if said and said != f"Address: {city}":
                yield flat(said)


def _said(p: Mapping[str, Any], *keys: str, by: str = ": ") -> str:
    return by.join(str(p[key]) for key in keys if p.get(key))


def _address(p: Mapping[str, Any]) -> str:
    where = _said(p, *_ADDRESS, by=", ")
    named = f" ({p['name']})" if p.get("name") and where else ""
    return f"Address{named}: {where}" if where else ""


def _idea(p: Mapping[str, Any]) -> str:
    if p.get("status") != "idea":
        return ""
    return f"Gift idea: {gift_of(p)}"


def _done(p: Mapping[str, Any]) -> str:
    if not p.get("completed"):
        return ""
    day = day_of(p.get("completed_at"))
    return f"Done: {_said(p, 'title', 'description')}" + (f" ({day})" if day else "")


def _pet(p: Mapping[str, Any]) -> str:
    kind = f" ({p['category']})" if p.get("category") else ""
    return f"Pet: {p.get('name') or ''}{kind}"


def _life_event(p: Mapping[str, Any]) -> str:
    day = day_of(p.get("happened_at"))
    said = _said(p, "name", "note", "specific_information")
    return f"Life event: {said}" + (f" ({day})" if day else "")


def gift_of(p: Mapping[str, Any]) -> str:
    """A gift in words: what it is, where it is found and what it costs."""
    cost = f" ({p['amount']})" if p.get("amount") else ""
    return _said(p, "name", "comment", "url") + cost
