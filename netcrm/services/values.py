"""The values of one row of our own form, checked: a file may say anything."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlmodel import SQLModel

from netcrm.domain import names
from netcrm.domain.cadence import parse_cadence
from netcrm.domain.days import parse_birthday
from netcrm.domain.text import phone_key, url_key

# Every number that a file says, an id above all, leaves room for those that come after it.
_LARGEST = 2**53 - 1
_SHOWN = 40


def values_of(
    model: type[SQLModel], table: str, row: dict[str, Any], now: datetime
) -> dict[str, Any]:
    """The values of one row as its table wants them, the comparable forms among them.

    Raises ``ValueError`` or ``UsageError`` at the first that is none.
    """
    columns = model.__table__.columns  # type: ignore[attr-defined]
    if unknown := set(row) - set(columns.keys()):
        raise ValueError(f"{', '.join(sorted(unknown))} is not known")
    values: dict[str, Any] = {}
    for name, value in row.items():
        if value is None or (value == "" and columns[name].nullable):
            values[name] = None
        else:
            values[name] = _typed(name, columns[name].type.python_type, value, now)
    if table == "contact":
        values["sort_name"] = names.fold(values["name"])
        if values.get("organization"):
            values["organization_folded"] = names.fold(values["organization"])
        if values.get("birthday"):
            values["birthday_md"] = values["birthday"][-5:]
    elif "folded" in columns:
        values["folded"] = _key(table, values)
    for name, field in model.model_fields.items():
        wanted = name in values or field.is_required()
        if wanted and values.get(name) is None and not columns[name].nullable:
            raise ValueError(f"{name}: it is missing")
    return values


def _typed(name: str, kind: Any, value: Any, now: datetime) -> Any:
    if kind is date:
        return date.fromisoformat(value)
    if name in ("changed_at", "at"):
        return datetime.fromisoformat(value).replace(tzinfo=now.tzinfo)
    if kind is bool and value in (0, 1):
        return bool(value)
    if kind is int:
        # An origin outlives its record, under a number that no record has.
        least = -_LARGEST if name == "record_id" else 0
        return whole_number(name, value, least=least)
    if kind is bool or not isinstance(value, str):
        raise ValueError(f"{name}: {_shown(value)} is of another kind")
    if name in ("cadence", "every"):
        return str(parse_cadence(value, field=name))
    if name == "birthday":
        return parse_birthday(value, now.date())
    if name in ("name", "uid", "title", "text") and not value.strip():
        raise ValueError(f"{name}: it is blank")
    return value


def _key(table: str, values: dict[str, Any]) -> str:
    if table == "contact_point":
        keys = {"phone": phone_key, "url": url_key}
        return keys.get(values["kind"], names.fold)(values["value"])
    return names.fold(values["name"])


def whole_number(name: str, value: Any, *, least: int = 0) -> Any:
    """A whole number that a file may say; raises ``ValueError`` for anything else."""
    if value is None:
        return value
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= _LARGEST:
        raise ValueError(f"{name}: {_shown(value)} is no number from {least} to {_LARGEST}")
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
