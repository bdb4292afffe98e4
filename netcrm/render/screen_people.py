"""Lists of people, and what a search found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import RenderableType
from rich.text import Text

from netcrm.domain.days import how_far
from netcrm.domain.people import Contact, ContactRef, Hit
from netcrm.render.screen import SOFT, STRONG, table, text, when

_WIDE = 110


def people(contacts: Sequence[Contact], today: date, width: int) -> list[RenderableType]:
    """The list of people."""
    # Where there is room, the day stands beside how far it is.
    days = when if width >= _WIDE else how_far
    shown = table(
        *("id", "name", "what", "city", "tags", "last contact"),
        wraps=("name", "what", "city", "tags"),
        numbers=("id",),
    )
    for c in contacts:
        shown.add_row(
            Text(str(c.id), style=SOFT),
            text(c.name, STRONG),
            text(_position(c)),
            text(c.city or ""),
            text(", ".join(c.tags), SOFT),
            Text(days(c.last_contact_on, today) if c.last_contact_on else ""),
        )
    return [shown]


def _position(contact: Contact) -> str:
    return ", ".join(part for part in (contact.title, contact.organization) if part)


def found(hits: Sequence[Hit]) -> list[RenderableType]:
    """What a search found, and where."""
    shown = table("who", "where", "text", wraps=("who", "text"))
    for hit in hits:
        shown.add_row(
            text(f"{hit.contact.name} ({hit.contact.id})", STRONG),
            Text(" ".join(part for part in (hit.field, hit.record) if part), style=SOFT),
            text(hit.text if hit.record else ""),
        )
    return [shown]


def pairs(found: Sequence[tuple[ContactRef, ContactRef, Sequence[str]]]) -> list[RenderableType]:
    """Who may be one person, why, and how to say so or not."""
    parts: list[RenderableType] = []
    for a, b, reasons in found:
        head = text(f"{a.name} ({a.id})", STRONG)
        head.append(" and ")
        head.append_text(text(f"{b.name} ({b.id})", STRONG))
        parts += [head, text(f"  {'; '.join(reasons)}")]
        parts.append(text(f"  netcrm merge {a.id} {b.id}", SOFT))
        parts.append(text(f"  netcrm duplicates --apart {a.id} {b.id}", SOFT))
    return parts
