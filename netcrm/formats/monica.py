"""Monica 4's JSON export: people, and what was given, done and planned with them."""

from __future__ import annotations

import json
from typing import Any

from netcrm.domain.errors import BadFileError
from netcrm.domain.kinds import Channel, Direction, Kind
from netcrm.domain.records import (
    Batch,
    GiftRecord,
    HappeningRecord,
    PersonRecord,
    PlanRecord,
    Pointer,
    Problem,
)
from netcrm.domain.text import flat, tame_all
from netcrm.formats.csv_table import person
from netcrm.formats.monica_notes import Relatives, facts, gift_of, name_of
from netcrm.formats.monica_values import day_of, dicts, properties, values

_WHY = "known to Monica only as somebody's relative"
_EVERY = {"week": "W", "month": "M", "year": "Y", "day": "D"}


def recognises(head: str) -> bool:
    """Whether a file's first characters are those of a Monica export."""
    return head.lstrip().startswith("{") and '"account"' in head and '"version"' in head


def parse(text: str) -> Batch:
    """The account's contacts with all that hangs on them; what is malformed is a problem.

    Raises ``BadFileError`` for a file that is cut, or no export.
    """
    batch = Batch("monica")
    try:
        account = tame_all(json.loads(text))["account"]
        contacts = list(values(account, "contact"))
        kinds = _field_kinds(account)
        relatives = Relatives(account)
        activities = {str(a.get("uuid")): a for a in values(account, "activity")}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadFileError(
            f"It is no whole Monica export ({type(error).__name__}: {error}).",
            hint="Export it anew: Settings, Export, JSON.",
        ) from None
    found: list[PersonRecord] = []
    for number, contact in enumerate(contacts, start=1):
        try:
            _contact(number, contact, (kinds, relatives), batch, found)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            batch.problems.append(Problem(number, f"contact: {error!r} in this entry."))
    _activities(activities, contacts, batch)
    for _ in dicts(properties(account).get("journal_entries")):
        batch.skip("a page of the diary")
    for kind in ("document", "photo"):
        for _ in values(account, kind):
            batch.skip(f"a {kind}")
    batch.people = found
    return batch


def _field_kinds(account: dict[str, Any]) -> dict[str, str]:
    instance = account.get("instance") or {}
    return {
        t.get("uuid", ""): str(properties(t).get("type") or properties(t).get("name") or "").lower()
        for t in dicts(instance.get("contact_field_types"))
    }


def _contact(
    number: int,
    contact: dict[str, Any],
    of_all: tuple[dict[str, str], Relatives],
    batch: Batch,
    found: list[PersonRecord],
) -> None:
    p = properties(contact)
    if p.get("is_partial"):
        batch.skip(_WHY)
        return
    kinds, relatives = of_all
    name = name_of(contact)
    pointer = Pointer(name, contact.get("uuid"))
    days = p.get("stay_in_touch_frequency")
    fields: dict[str, list[str]] = {"emails": [], "phones": [], "urls": []}
    accounts: list[str] = []
    for field in values(contact, "contact_field"):
        kind = kinds.get(str(properties(field).get("type")), "")
        said = str(properties(field).get("data") or "")
        where = {"email": "emails", "phone": "phones"}.get(kind, "urls" if "." in said else "")
        if where:
            fields[where].append(said)
        elif said:
            accounts.append(flat(f"{kind.capitalize() or 'Account'}: {said}"))
    notes = [str(properties(n).get("body") or "") for n in values(contact, "note")]
    city = next((str(properties(a).get("city") or "")
                 for a in values(contact, "address")), "")  # fmt: skip
    notes += [*accounts, *relatives.of(contact), *facts(contact, city)]
    known: dict[str, object] = {
        "name": name,
        "source_id": contact.get("uuid"),
        "organization": p.get("company"),
        "title": p.get("job"),
        "city": city,
        "birthday": _birthday(p.get("birthdate")),
        "met_on": day_of((p.get("first_met_date") or {}).get("date")),
        "met_where": p.get("first_met_where"),
        "through": p.get("first_met_through"),
        "note": "\n".join(n for n in [str(p.get("description") or ""), *notes] if n),
        "aliases": [str(p.get("nickname") or "")],
        "tags": [str(t) for t in p.get("tags") or []],
        "cadence": f"P{int(days)}D" if days else None,
        **fields,
    }
    record = person(number, known, batch.problems)
    if record is not None:
        found.append(record)
        _hangs_on(number, contact, pointer, batch)


def _hangs_on(number: int, contact: dict[str, Any], who: Pointer, batch: Batch) -> None:
    for kind, take in (("call", _call), ("gift", _gift), ("debt", _debt), ("task", _task),
                       ("reminder", _reminder), ("conversation", _conversation)):  # fmt: skip
        for at, value in enumerate(values(contact, kind)):
            # Conversations of some releases have no uuid of their own.
            own = value.get("uuid") or f"{who.source_id}:{value.get('created_at')}:{at}"
            key = flat(f"{kind}:{own}")
            # When it was made and changed stands beside the properties.
            made = {k: v for k, v in value.items() if k in ("created_at", "updated_at")}
            problem = take(number, key, made | properties(value), who, batch)
            if problem:
                batch.problems.append(Problem(number, f"{kind}: {problem}"))


def _call(line: int, key: str, p: dict[str, Any], who: Pointer, batch: Batch) -> str:
    on = day_of(p.get("called_at"))
    if on is None:
        return f"{p.get('called_at')!r} is no day."
    text = str(p.get("content") or "a call")
    batch.happenings.append(HappeningRecord(line, key, on, Channel.call, text, (who,)))
    return ""


def _conversation(line: int, key: str, p: dict[str, Any], who: Pointer, batch: Batch) -> str:
    on = day_of(p.get("happened_at"))
    if on is None:
        return f"{p.get('happened_at')!r} is no day."
    said = [
        f"{'I' if m.get('written_by_me') else who.name}: {m['content']}"
        for m in map(properties, dicts(p.get("messages")))
        if m.get("content")
    ]
    text = "\n".join(said) or "a conversation"
    batch.happenings.append(HappeningRecord(line, key, on, Channel.message, text, (who,)))
    return ""


def _gift(line: int, key: str, p: dict[str, Any], who: Pointer, batch: Batch) -> str:
    """One that is only an idea is a line of the note."""
    if p.get("status") == "idea":
        return ""
    on = day_of(p.get("date") or p.get("created_at") or p.get("updated_at"))
    if on is None:
        return f"{p.get('name')!r} has no day."
    direction = Direction.received if p.get("status") == "received" else Direction.gave
    text = gift_of(p) or "a gift"
    batch.gifts.append(GiftRecord(line, key, on, direction, Kind.resource, text, who))
    return ""


def _debt(line: int, key: str, p: dict[str, Any], who: Pointer, batch: Batch) -> str:
    """Money lent is something given, money borrowed something received."""
    on = day_of(p.get("date") or p.get("created_at") or p.get("updated_at"))
    if on is None:
        return "it has no day."
    lent = str(p.get("in_debt")).lower() in ("no", "false", "0")
    amount = " ".join(str(p[k]) for k in ("amount", "currency") if p.get(k))
    reason = f" ({p['reason']})" if p.get("reason") else ""
    over = " (complete)" if p.get("status") == "complete" else ""
    text = f"{'lent' if lent else 'borrowed'} {amount}{reason}{over}"
    direction = Direction.gave if lent else Direction.received
    batch.gifts.append(GiftRecord(line, key, on, direction, Kind.resource, text, who))
    return ""


def _task(line: int, key: str, p: dict[str, Any], who: Pointer, batch: Batch) -> str:
    """One that is done is a line of the note."""
    if p.get("completed"):
        return ""
    on = day_of(p.get("due_at") or p.get("created_at") or p.get("updated_at"))
    if on is None:
        return f"{p.get('title')!r} has no day."
    text = ": ".join(str(p[k]) for k in ("title", "description") if p.get(k)) or "a task"
    batch.plans.append(PlanRecord(line, key, on, text, who))
    return ""


def _reminder(line: int, key: str, p: dict[str, Any], who: Pointer, batch: Batch) -> str:
    """One that was switched off, or has come once and comes no more, is none."""
    if p.get("inactive"):
        batch.skip("a reminder that is switched off")
        return ""
    on = day_of(p.get("initial_date"))
    if on is None:
        return f"{p.get('initial_date')!r} is no day."
    unit = _EVERY.get(str(p.get("frequency_type") or ""))
    every = f"P{int(p.get('frequency_number') or 1)}{unit}" if unit else None
    text = ": ".join(str(p[k]) for k in ("title", "description") if p.get(k)) or "a reminder"
    batch.plans.append(PlanRecord(line, key, on, text, who, every))
    return ""


def _activities(
    activities: dict[Any, dict[str, Any]], contacts: list[dict[str, Any]], batch: Batch
) -> None:
    """An activity stands once, and each who took part names it."""
    took_part: dict[Any, list[Pointer]] = {}
    for contact in contacts:
        for collection in dicts(contact.get("data")):
            if collection.get("type") == "activity":
                values = collection.get("values")
                for uuid in values if isinstance(values, list) else []:
                    own = str(uuid.get("uuid") if isinstance(uuid, dict) else uuid)
                    took_part.setdefault(own, []).append(Pointer("", contact.get("uuid")))
                    if isinstance(uuid, dict):
                        activities.setdefault(own, uuid)
    for uuid, people in took_part.items():
        p = properties(activities.get(uuid))
        on = day_of(p.get("happened_at"))
        if on is None:
            batch.problems.append(Problem(1, f"activity {uuid}: it has no day."))
            continue
        text = ": ".join(str(p[k]) for k in ("summary", "description") if p.get(k)) or "an activity"
        key = flat(f"activity:{uuid}")
        record = HappeningRecord(1, key, on, Channel.meeting, text, tuple(people))
        batch.happenings.append(record)


def _birthday(value: Any) -> str | None:
    if not isinstance(value, dict) or value.get("is_age_based"):
        return None
    found = day_of(value.get("date"))
    return f"--{found[5:]}" if found and value.get("is_year_unknown") else found
