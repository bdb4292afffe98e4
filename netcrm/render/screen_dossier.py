"""Everything about one person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import RenderableType
from rich.text import Text

from netcrm.domain.aims import called
from netcrm.domain.cadence import parse_cadence
from netcrm.domain.people import Contact, Event
from netcrm.render import signs
from netcrm.render.safe import line, visible
from netcrm.render.screen import (
    GIVEN,
    RECEIVED,
    SOFT,
    grid,
    heading,
    months,
    named,
    text,
    when,
)
from netcrm.render.screen_aims import expectations, under_way
from netcrm.render.screen_balance import one_balance
from netcrm.render.screen_columns import Columns
from netcrm.render.screen_due import follow_ups
from netcrm.reports.dossier import Dossier, facts


def dossier(value: Dossier, width: int) -> list[RenderableType]:
    """Everything about one person."""
    c, today = value.contact, value.today
    head = named(c.name, str(c.id))
    head.append("  archived" if c.archived else "", style=SOFT)
    parts: list[RenderableType] = [head]
    if value.expectations:
        parts += [*expectations(value.expectations), Text("")]
    known = grid("left", "left", wide=1)
    for word, said in (*facts(c, today), *_rhythm(c, today)):
        known.add_row(Text(f"  {word}", style=SOFT), Text(visible(said)))
    parts.append(known)
    if value.balance.last_exchange_on:
        parts += [Text(""), heading("Given and received")]
        parts.append(one_balance(value.balance, today, width))
        if not value.months.is_still:
            parts += [Text(""), months(value.months)]
    if value.follow_ups:
        planned = follow_ups(value.follow_ups, today, with_whom=False)
        parts += [Text(""), heading("What next"), planned]
    if value.under_way:
        parts += [Text(""), heading("Under way"), under_way(value.under_way, today)]
    if value.ties:
        parts += [Text(""), heading("Who knows whom"), _ties(value)]
    if value.timeline:
        parts += [Text(""), heading("What happened"), _timeline(value.timeline, today)]
    return parts


def _rhythm(contact: Contact, today: date) -> list[tuple[str, str]]:
    rows = []
    if contact.cadence:
        rows.append(("every", parse_cadence(contact.cadence).words))
    if contact.last_contact_on:
        last = contact.last_contact_on
        rows.append(("last contact", when(last, today)))
    if contact.next_touch_on:
        due_on = contact.next_touch_on
        rows.append(("next touch", when(due_on, today)))
    return rows


def _ties(value: Dossier) -> Columns:
    table = grid("wrap", "left", wide=1)
    for t in value.ties:
        said = [f"tie {t.strength} of 5"] if t.strength else []
        said += [f"trusts {t.trusts} of 5"] if t.trusts else []
        said += [f"is trusted {t.trusted_by} of 5"] if t.trusted_by else []
        said += [line(t.how)] if t.how else []
        name = called(t.b)
        table.add_row(text(f"  {name}"), Text(", ".join(said), style=SOFT))
    return table


def _timeline(events: Sequence[Event], today: date) -> Columns:
    colors = {"gave": GIVEN, "received": RECEIVED}
    marks = {"gave": signs.GIVEN, "received": signs.RECEIVED}
    table = grid("left", "left", "left", "left", wide=3)
    for e in events:
        said = text(e.text)
        if e.detail:
            said.append(f"  {line(e.detail)}", style=SOFT)
        table.add_row(
            Text(f"  {when(e.on, today)}", style=SOFT),
            Text(e.id, style=SOFT),
            Text(f"{marks.get(e.word, ' ')} {e.word}", style=colors.get(e.word, "")),
            said,
        )
    return table
