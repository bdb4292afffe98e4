"""Lists of people, and what a search found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import RenderableType
from rich.text import Text

from netcrm.domain.aims import called
from netcrm.domain.days import how_far
from netcrm.domain.people import Contact, ContactRef, Hit
from netcrm.render.screen import SOFT, STRONG, pieces, table, text, when

_WIDE = 110
_ROOM_FOR = {"tags": 72, "city": 64}


def people(contacts: Sequence[Contact], today: date, width: int) -> list[RenderableType]:
    """The list of people."""
    # Where there is room, the day stands beside how far it is.
    days = when if width >= _WIDE else how_far
    rows = [
        (
            Text(str(c.id), style=SOFT),
            text(c.name, STRONG),
            text(_position(c)),
            text(c.city or ""),
            text(", ".join(c.tags), SOFT),
            Text(days(c.last_contact_on, today) if c.last_contact_on else ""),
        )
        for c in contacts
    ]
    names = ("id", "name", "what", "city", "tags", "last contact")
    # A column in which nobody has anything takes no room; names need theirs before tags do.
    left_out = {name for name, least in _ROOM_FOR.items() if width < least}
    kept = [
        at
        for at, name in enumerate(names)
        if at < 2 or (name not in left_out and any(row[at].plain for row in rows))
    ]
    shown = table(
        *(names[at] for at in kept), cuts=("what", "city", "tags"), wraps=("name",), numbers=("id",)
    )
    for row in rows:
        shown.add_row(*(row[at] for at in kept))
    return [shown]


def _position(contact: Contact) -> str:
    return ", ".join(part for part in (contact.title, contact.organization) if part)


def found(hits: Sequence[Hit]) -> list[RenderableType]:
    """What a search found, and where."""
    shown = table("who", "where", "text", wraps=("who", "text"))
    for hit in hits:
        shown.add_row(
            pieces((called(hit.contact), STRONG), (f" ({hit.contact.id})", SOFT)),
            Text(" ".join(part for part in (hit.field, hit.record) if part), style=SOFT),
            text("" if hit.field == "name" else hit.text),
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
