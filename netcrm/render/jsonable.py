"""Values as the JSON that programs lean on; the keys are promised, absent is null."""

from __future__ import annotations

from datetime import date
from typing import Any

from netcrm.domain.follow_up import FollowUp
from netcrm.domain.ledger import Balance, Exchange
from netcrm.domain.people import Contact, ContactRef, Event, Hit, Interaction, Tie

Json = dict[str, Any]


def iso(value: date | None) -> str | None:
    """A day as ISO text."""
    return value.isoformat() if value else None


def ref(value: ContactRef | None) -> Json | None:
    """A contact inside another record."""
    return None if value is None else {"id": value.id, "name": value.name}


def contact(value: Contact) -> Json:
    """A contact."""
    return {
        "id": value.id,
        "uid": value.uid or None,
        "name": value.name,
        "organization": value.organization,
        "title": value.title,
        "emails": list(value.emails),
        "phones": list(value.phones),
        "city": value.city,
        "tags": list(value.tags),
        "knows": list(value.knows),
        "cares": list(value.cares),
        "aliases": list(value.aliases),
        "urls": list(value.urls),
        "birthday": value.birthday,
        "cadence": value.cadence,
        "closeness": value.closeness,
        "next_touch_on": iso(value.next_touch_on),
        "last_contact_on": iso(value.last_contact_on),
        "archived": value.archived,
        "met_on": iso(value.met_on),
        "met_where": value.met_where,
        "through": ref(value.through),
        "note": value.note,
        "added_on": iso(value.added_on),
    }


def exchange(value: Exchange) -> Json:
    """An entry of the ledger."""
    return {
        "id": f"e{value.id}",
        "contact": ref(value.contact),
        "direction": value.direction.value,
        "kind": value.kind,
        "size": value.size,
        "on": iso(value.on),
        "text": value.text,
        "terms": value.terms,
        "goal": value.goal,
        "outcome": value.outcome,
        "outcome_told_on": iso(value.outcome_told_on),
        "loop_due_on": iso(value.loop_due_on),
        "source": value.source,
    }


def follow_up(value: FollowUp, today: date) -> Json:
    """A follow-up."""
    return {
        "id": value.id,
        "kind": value.kind.value,
        "owner": value.owner.value,
        "contact": ref(value.contact),
        "text": value.text,
        "due_on": iso(value.due_on),
        "overdue_days": value.overdue_days(today),
        "every": value.every,
        "done_on": iso(value.done_on),
        "archived": value.archived,
    }


def balance(value: Balance) -> Json:
    """Both sides of one relationship."""
    return {
        "contact": ref(value.contact),
        "given": value.given,
        "received": value.received,
        "lean": value.lean,
        "state": value.state.value,
        "last_exchange_on": iso(value.last_exchange_on),
        "open_loops": value.open_loops,
    }


def tie(value: Tie) -> Json:
    """A tie, seen from ``a``."""
    return {
        "a": ref(value.a),
        "b": ref(value.b),
        "strength": value.strength,
        "trusts": value.trusts,
        "trusted_by": value.trusted_by,
        "how": value.how,
    }


def event(value: Event) -> Json:
    """One line of a timeline."""
    return {
        "id": value.id,
        "on": iso(value.on),
        "word": value.word,
        "text": value.text,
        "detail": value.detail or None,
    }


def interaction(value: Interaction) -> Json:
    """Something that happened."""
    return {
        "id": f"n{value.id}",
        "on": iso(value.on),
        "via": value.channel,
        "text": value.text,
        "contacts": [ref(c) for c in value.contacts],
        "mentions": [ref(c) for c in value.mentions],
    }


def found(contacts: dict[int, Contact], hits: list[Hit]) -> list[Json]:
    """The contacts that a search found, each with where."""
    by_contact: dict[int, list[Json]] = {}
    for hit in hits:
        where = {"id": hit.record, "field": hit.field, "text": hit.text}
        by_contact.setdefault(hit.contact.id, []).append(where)
    return [contact(contacts[i]) | {"matches": matches} for i, matches in by_contact.items()]
