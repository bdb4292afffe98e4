"""The values of one row of our own form, checked: a file may say anything."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from typing import Any, TypeVar

from sqlmodel import SQLModel

from netcrm.domain import names
from netcrm.domain.cadence import parse_cadence
from netcrm.domain.card_lines import frames_a_card
from netcrm.domain.days import FIRST_YEAR, LAST_YEAR, parse_birthday
from netcrm.domain.text import is_one_line, phone_key, url_key

# Every number that a file says, an id above all, leaves room for those that come after it.
_LARGEST = 2**53 - 1
_SHOWN = 40
_Day = TypeVar("_Day", bound=date)
# Texts as a person types them, which may have lines; every other column is one line.
_OF_LINES = {"text", "note", "outcome", "answer", "done_text", "vcard_extra"}
# Kept by ``services/derived.py`` from the others, and no file's to say.
_DERIVED = {
    "sort_name", "organization_folded", "birthday_md", "folded", "last_contact_on", "next_touch_on",
    "given", "received", "last_exchange_on", "open_loops",
}  # fmt: skip


def values_of(
    model: type[SQLModel], table: str, row: dict[str, Any], today: date, now: datetime
) -> dict[str, Any]:
    """The values of one row as its table wants them, the comparable forms among them.

    Raises ``ValueError`` or ``UsageError`` at the first that is none.
    """
    columns = model.__table__.columns  # type: ignore[attr-defined]
    if unknown := set(row) - (set(columns.keys()) - _DERIVED):
        raise ValueError(f"{', '.join(sorted(unknown))} is not known")
    values: dict[str, Any] = {}
    for name, value in row.items():
        if value is None or (value == "" and columns[name].nullable):
            values[name] = None
        else:
            values[name] = _typed(name, columns[name].type.python_type, value, today, now)
    for name, field in model.model_fields.items():
        wanted = name in values or (field.is_required() and name not in _DERIVED)
        if wanted and values.get(name) is None and not columns[name].nullable:
            raise ValueError(f"{name}: it is missing")
    if table == "contact":
        values["sort_name"] = names.fold(values["name"])
        if values.get("organization"):
            values["organization_folded"] = names.fold(values["organization"])
        if values.get("birthday"):
            values["birthday_md"] = values["birthday"][-5:]
    elif "folded" in columns:
        values["folded"] = _key(table, values)
    return values


def _typed(name: str, kind: Any, value: Any, today: date, now: datetime) -> Any:
    if kind is date:
        return _day(name, value)
    if name in ("changed_at", "at"):
        return _moment(name, value).replace(tzinfo=now.tzinfo)
    if kind is bool and value in (0, 1):
        return bool(value)
    if kind is int:
        return _number(name, value)
    if kind is bool or not isinstance(value, str):
        raise ValueError(f"{name}: {_shown(value)} is of another kind")
    if name in ("cadence", "every"):
        return str(parse_cadence(value, field=name))
    if name == "birthday":
        return _birthday(value, today)
    return checked_text(name, value)


def _day(name: str, value: Any) -> date:
    """A day that can be counted on from, as a typed one is."""
    try:
        found = date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(f"{name}: {_shown(value)} is no day; 2026-11-23 would be right") from None
    return _in_range(name, value, found)


def _moment(name: str, value: Any) -> datetime:
    try:
        found = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(
            f"{name}: {_shown(value)} is no moment; 2026-11-23 12:00:00 would be right"
        ) from None
    return _in_range(name, value, found)


def _in_range(name: str, value: Any, found: _Day) -> _Day:
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise ValueError(
            f"{name}: {_shown(value)} is too far away; "
            f"a year from {FIRST_YEAR} to {LAST_YEAR} would be right"
        )
    return found


def _birthday(value: str, today: date) -> str:
    """A birthday as it is typed; a card may be of somebody of an earlier century."""
    with suppress(ValueError):
        if (born := date.fromisoformat(value)).year < FIRST_YEAR:
            return born.isoformat()
    return parse_birthday(value, today)


def _number(name: str, value: Any) -> Any:
    if name == "birthday_done_year":
        return whole_number(name, value, least=FIRST_YEAR, most=LAST_YEAR)
    # An origin outlives its record, under a number that no record has.
    return whole_number(name, value, least=-_LARGEST if name == "record_id" else 0)


def checked_text(name: str, value: str) -> str:
    """A text that a file says, as the typed door would let it in.

    Raises ``ValueError`` where it is blank and should not be, has lines where one is right, or
    would end the card that it is kept for.
    """
    if name in ("name", "uid", "title", "text") and not value.strip():
        raise ValueError(f"{name}: it is blank")
    if name not in _OF_LINES and not is_one_line(value):
        raise ValueError(
            f"{name}: {_shown(value)} has a line end, or another control character; "
            "one line would be right"
        )
    if name == "vcard_extra":
        for line in value.split("\n"):
            if frames_a_card(line):
                raise ValueError(f"{name}: {_shown(line)} begins or ends a card; leave it out")
    return value


def _key(table: str, values: dict[str, Any]) -> str:
    if table == "contact_point":
        keys = {"phone": phone_key, "url": url_key}
        return keys.get(values["kind"], names.fold)(values["value"])
    return names.fold(values["name"])


def whole_number(name: str, value: Any, *, least: int = 0, most: int = _LARGEST) -> Any:
    """A whole number that a file may say; raises ``ValueError`` for anything else."""
    if value is None:
        return value
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise ValueError(f"{name}: {_shown(value)} is no number from {least} to {most}")
    return value


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def refusal(error: Exception) -> str:
    """Why a row was not put in, as a clause that names the field."""
    if isinstance(error, KeyError):
        (key,) = error.args
        if isinstance(key, tuple):
            return f"{key[0]} {key[1]}: no such record stands before it"
        return f"{key}: it is missing"
    if isinstance(error, RecursionError):
        return "value: it is nested too deeply to be a mapping of columns"
    said = str(getattr(error, "orig", None) or error).splitlines()[0].rstrip(".")
    # SQLite's own words: "UNIQUE constraint failed: contact.uid", "CHECK … failed: size_scale".
    rule, failed, what = said.partition(" constraint failed")
    if not failed:
        return said
    name = what.rpartition(".")[2].removeprefix(": ")
    if name.endswith("_scale"):
        return f"{name.removesuffix('_scale')}: 1 to 5 would be right"
    if name.endswith("_known"):
        return f"{name.removesuffix('_known')}: it is none of those that netcrm knows"
    if rule == "UNIQUE":
        return f"{name}: another record has the same"
    if rule == "FOREIGN KEY":
        return "it names a record that is not there"
    return f"it goes against the rule {name!r}"
