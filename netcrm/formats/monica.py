"""Monica 4's JSON export: people, and what was given, done and planned with them."""

from __future__ import annotations

import json
from collections.abc import Iterator
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
from netcrm.formats.file_days import file_day

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
        contacts = list(_values(account, "contact"))
        kinds = _field_kinds(account)
        activities = {str(a.get("uuid")): a for a in _values(account, "activity")}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise BadFileError(
            f"It is no whole Monica export ({type(error).__name__}: {error}).",
            hint="Export it anew: Settings, Export, JSON.",
        ) from None
    found: list[PersonRecord] = []
    for number, contact in enumerate(contacts, start=1):
        try:
            _contact(number, contact, kinds, batch, found)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            batch.problems.append(Problem(number, f"contact: {error!r} in this entry."))
    _activities(activities, contacts, batch)
    batch.people = found
    return batch


def _values(holder: dict[str, Any], kind: str) -> Iterator[dict[str, Any]]:
    """The values of a collection; ``data`` is a list of ``{type, values}``."""
    for collection in _dicts(holder.get("data")):
        if collection.get("type") == kind:
            yield from _dicts(collection.get("values"))


def _dicts(value: Any) -> list[dict[str, Any]]:
    """The objects of a list; nothing where a damaged file has something else."""
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []


def _properties(holder: Any) -> dict[str, Any]:
    found = holder.get("properties") if isinstance(holder, dict) else None
    return found if isinstance(found, dict) else {}


def _field_kinds(account: dict[str, Any]) -> dict[str, str]:
    instance = account.get("instance") or {}
    return {
        t.get("uuid", ""): str(
            _properties(t).get("type") or _properties(t).get("name") or ""
        ).lower()
        for t in _dicts(instance.get("contact_field_types"))
    }


def _contact(
    number: int,
    contact: dict[str, Any],
    kinds: dict[str, str],
    batch: Batch,
    found: list[PersonRecord],
) -> None:
    p = _properties(contact)
    if p.get("is_partial"):
        batch.skip(_WHY)
        return
    name = " ".join(str(p.get(k)) for k in ("first_name", "middle_name", "last_name") if p.get(k))
    pointer = Pointer(name, contact.get("uuid"))
    days = p.get("stay_in_touch_frequency")
    fields: dict[str, list[str]] = {"emails": [], "phones": [], "urls": []}
    for field in _values(contact, "contact_field"):
        kind = kinds.get(str(_properties(field).get("type")), "")
        where = {"email": "emails", "phone": "phones"}.get(kind, "urls")
        fields[where].append(str(_properties(field).get("data") or ""))
    notes = [str(_properties(n).get("body") or "") for n in _values(contact, "note")]
    city = next((str(_properties(a).get("city") or "")
                 for a in _values(contact, "address")), "")  # fmt: skip
    values: dict[str, object] = {
        "name": name,
        "source_id": contact.get("uuid"),
        "organization": p.get("company"),
        "title": p.get("job"),
        "city": city,
        "birthday": _birthday(p.get("birthdate")),
        "met_on": _day((p.get("first_met_date") or {}).get("date")),
        "through": p.get("first_met_through"),
        "note": "\n".join(n for n in [str(p.get("description") or ""), *notes] if n),
        "aliases": [str(p.get("nickname") or "")],
        "tags": [str(t) for t in p.get("tags") or []],
        "cadence": f"P{int(days)}D" if days else None,
        **fields,
    }
    record = person(number, values, batch.problems)
    if record is not None:
        found.append(record)
        _hangs_on(number, contact, pointer, batch)


def _hangs_on(number: int, contact: dict[str, Any], who: Pointer, batch: Batch) -> None:
    for kind, take in (("call", _call), ("gift", _gift), ("debt", _debt), ("task", _task),
                       ("reminder", _reminder), ("conversation", _conversation)):  # fmt: skip
        for value in _values(contact, kind):
            key = flat(f"{kind}:{value.get('uuid')}")
            # When it was made and changed stands beside the properties.
            made = {k: v for k, v in value.items() if k in ("created_at", "updated_at")}
            problem = take(number, key, made | _properties(value), who, batch)
            if problem:
                batch.problems.append(Problem(number, f"{kind}: {problem}"))


def _call(line: int, key: str, p: dict[str, Any], who: Pointer, batch: Batch) -> str:
    on = _day(p.get("called_at"))
    if on is None:
        return f"{p.get('called_at')!r} is no day."
    text = str(p.get("content") or "a call")
    batch.happenings.append(HappeningRecord(line, key, on, Channel.call, text, (who,)))
    return ""


def _conversation(line: int, key: str, p: dict[str, Any], who: Pointer, batch: Batch) -> str:
    on = _day(p.get("happened_at"))
    if on is None:
        return f"{p.get('happened_at')!r} is no day."
    record = HappeningRecord(line, key, on, Channel.message, "a conversation", (who,))
    batch.happenings.append(record)
    return ""


def _gift(line: int, key: str, p: dict[str, Any], who: Pointer, batch: Batch) -> str:
    if p.get("status") == "idea":
        return ""
    on = _day(p.get("date") or p.get("created_at") or p.get("updated_at"))
    if on is None:
        return f"{p.get('name')!r} has no day."
    direction = Direction.received if p.get("status") == "received" else Direction.gave
    text = ": ".join(str(p[k]) for k in ("name", "comment") if p.get(k)) or "a gift"
    batch.gifts.append(GiftRecord(line, key, on, direction, Kind.resource, text, who))
    return ""


def _debt(line: int, key: str, p: dict[str, Any], who: Pointer, batch: Batch) -> str:
    """Money lent is something given, money borrowed something received."""
    on = _day(p.get("date") or p.get("created_at") or p.get("updated_at"))
    if on is None:
        return "it has no day."
    lent = str(p.get("in_debt")).lower() in ("no", "false", "0")
    amount = " ".join(str(p[k]) for k in ("amount", "currency") if p.get(k))
    reason = f" ({p['reason']})" if p.get("reason") else ""
    text = f"{'lent' if lent else 'borrowed'} {amount}{reason}"
    direction = Direction.gave if lent else Direction.received
    batch.gifts.append(GiftRecord(line, key, on, direction, Kind.resource, text, who))
    return ""


def _task(line: int, key: str, p: dict[str, Any], who: Pointer, batch: Batch) -> str:
    if p.get("completed"):
        return ""
    on = _day(p.get("due_at") or p.get("created_at") or p.get("updated_at"))
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
    on = _day(p.get("initial_date"))
    if on is None:
        return f"{p.get('initial_date')!r} is no day."
    unit = _EVERY.get(str(p.get("frequency_type") or ""))
    every = f"P{int(p.get('frequency_number') or 1)}{unit}" if unit else None
    batch.plans.append(PlanRecord(line, key, on, str(p.get("title") or "a reminder"), who, every))
    return ""


def _activities(
    activities: dict[Any, dict[str, Any]], contacts: list[dict[str, Any]], batch: Batch
) -> None:
    """An activity stands once, and each who took part names it."""
    took_part: dict[Any, list[Pointer]] = {}
    for contact in contacts:
        for collection in _dicts(contact.get("data")):
            if collection.get("type") == "activity":
                values = collection.get("values")
                for uuid in values if isinstance(values, list) else []:
                    own = str(uuid.get("uuid") if isinstance(uuid, dict) else uuid)
                    took_part.setdefault(own, []).append(Pointer("", contact.get("uuid")))
                    if isinstance(uuid, dict):
                        activities.setdefault(own, uuid)
    for uuid, people in took_part.items():
        p = _properties(activities.get(uuid))
        on = _day(p.get("happened_at"))
        if on is None:
            batch.problems.append(Problem(1, f"activity {uuid}: it has no day."))
            continue
        text = ": ".join(str(p[k]) for k in ("summary", "description") if p.get(k)) or "an activity"
        key = flat(f"activity:{uuid}")
        record = HappeningRecord(1, key, on, Channel.meeting, text, tuple(people))
        batch.happenings.append(record)


def _day(value: Any) -> str | None:
    return file_day(str(value)) if value else None


def _birthday(value: Any) -> str | None:
    if not isinstance(value, dict) or value.get("is_age_based"):
        return None
    found = _day(value.get("date"))
    return f"--{found[5:]}" if found and value.get("is_year_unknown") else found
