"""The terminal's face: what a person reads. User text enters Rich only as ``Text``."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from netcrm.domain.cadence import parse_cadence
from netcrm.domain.days import day_with_weekday, how_far, near_day
from netcrm.domain.follow_up import FollowUp
from netcrm.domain.kinds import FollowUpKind
from netcrm.domain.ledger import Balance
from netcrm.domain.names import first_name
from netcrm.domain.people import Contact, Event, Hit
from netcrm.render.safe import line, visible
from netcrm.reports.balance import BalanceReport, bar_length

if TYPE_CHECKING:
    from netcrm.reports.dossier import Dossier
    from netcrm.reports.due import DueReport
    from netcrm.reports.glance import Glance

GIVEN, RECEIVED = "cyan", "magenta"
OVERDUE, SOFT, STRONG = "yellow", "dim", "bold"
_BLOCK = "█"


def drawn(renderables: Iterable[RenderableType], *, width: int, color: bool) -> str:
    """The screen as text, with colours where they are wanted."""
    console = Console(
        file=io.StringIO(),
        width=width,
        force_terminal=True,
        color_system="standard" if color else None,
        no_color=not color,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        _environ={},
    )
    with console.capture() as captured:
        for renderable in renderables:
            console.print(renderable)
    lines = captured.get().split("\n")
    return "\n".join(text.rstrip() for text in lines)


def text(value: str, style: str = "") -> Text:
    """User text, as it is."""
    return Text(line(value), style=style)


def _table(*columns: str, expand: str | None = None, numbers: Sequence[str] = ()) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style=SOFT)
    for column in columns:
        number = column in numbers
        table.add_column(
            column,
            justify="right" if number else "left",
            no_wrap=column in ("id", "due", "on", "since") or number,
            overflow="fold",
            ratio=1 if column == expand else None,
        )
    return table


def _heading(words: str, style: str = STRONG) -> Text:
    return Text(words, style=style)


def people(contacts: Sequence[Contact], today: date) -> list[RenderableType]:
    """The list of people."""
    table = _table("id", "name", "what", "city", "tags", "last contact", numbers=("id",))
    for c in contacts:
        table.add_row(
            Text(str(c.id), style=SOFT),
            text(c.name, STRONG),
            text(_position(c)),
            text(c.city or ""),
            text(", ".join(c.tags), SOFT),
            Text(how_far(c.last_contact_on, today) if c.last_contact_on else ""),
        )
    return [table]


def _position(contact: Contact) -> str:
    return ", ".join(part for part in (contact.title, contact.organization) if part)


def found(hits: Sequence[Hit]) -> list[RenderableType]:
    """What a search found, and where."""
    table = _table("who", "where", "text", expand="text")
    for hit in hits:
        table.add_row(
            text(f"{hit.contact.name} ({hit.contact.id})", STRONG),
            Text(" ".join(part for part in (hit.field, hit.record) if part), style=SOFT),
            text(hit.text if hit.record else ""),
        )
    return [table]


def due(report: DueReport) -> list[RenderableType]:
    """What is due, in the order of urgency; what others are to do stands apart."""
    parts: list[RenderableType] = []
    for words, style, follow_ups in (
        ("Overdue", OVERDUE, report.overdue),
        ("Today", STRONG, report.on_the_day),
        ("Soon", SOFT, report.soon),
        ("Waiting for", SOFT, report.waiting),
    ):
        if not follow_ups:
            continue
        if parts:
            parts.append(Text(""))
        parts.append(_heading(f"{words} ({len(follow_ups)})", style))
        parts.append(_follow_ups(follow_ups, report.today))
    return parts


def _follow_ups(follow_ups: Sequence[FollowUp], today: date) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column("id", no_wrap=True)
    table.add_column("who", overflow="fold", max_width=24)
    table.add_column("text", overflow="fold", ratio=1)
    table.add_column("due", no_wrap=True, justify="right")
    for f in follow_ups:
        late = f.overdue_days(today)
        when = f"{near_day(f.due_on, today)} · {how_far(f.due_on, today)}"
        table.add_row(
            Text(f"  {f.id}", style=SOFT),
            text(f.contact.name if f.contact else "", STRONG),
            _what(f),
            Text(when, style=OVERDUE if late else ""),
        )
    return table


def _what(follow_up: FollowUp) -> Text:
    words = {
        FollowUpKind.loop: "tell them: ",
        FollowUpKind.promise: "promised: ",
    }
    said = follow_up.text
    if follow_up.kind is FollowUpKind.touch:
        said = "be in touch"
    shown = Text(words.get(follow_up.kind, ""), style=SOFT)
    shown.append_text(text(said))
    if follow_up.every and follow_up.kind is FollowUpKind.reminder:
        shown.append(f" (every {parse_cadence(follow_up.every).words})", style=SOFT)
    if follow_up.archived:
        shown.append(" (archived)", style=SOFT)
    return shown


def balances(report: BalanceReport, today: date, width: int) -> list[RenderableType]:
    """A bar to each side of each relationship, on one scale."""
    cells = max(6, min(24, (width - 44) // 2))
    table = Table.grid(padding=(0, 1))
    table.add_column("with", overflow="fold", max_width=max(12, width - 2 * cells - 28))
    table.add_column("given", justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_column("received", no_wrap=True)
    table.add_column("last", no_wrap=True, justify="right")
    table.add_column("loops", no_wrap=True)
    table.add_row(
        Text("with", style=SOFT),
        Text("given", style=GIVEN),
        Text("│", style=SOFT),
        Text("received", style=RECEIVED),
        Text("last", style=SOFT),
        Text(""),
    )
    for b in report.balances:
        last = near_day(b.last_exchange_on, today) if b.last_exchange_on else ""
        table.add_row(
            text(b.contact.name, STRONG),
            *_bars(b, report.most, cells),
            Text(last, style=SOFT),
            Text(f"{b.open_loops} open" if b.open_loops else ""),
        )
    totals = Text("In all: ", style=SOFT)
    totals.append(f"given {report.given}", style=GIVEN)
    totals.append(", ", style=SOFT)
    totals.append(f"received {report.received}", style=RECEIVED)
    return [table, Text(""), totals]


def _bars(balance: Balance, most: int, cells: int) -> tuple[Text, Text, Text]:
    left, right = (bar_length(n, most, cells) for n in (balance.given, balance.received))
    given = Text(f"{balance.given}{' ' if left else ''}")
    given.append(_BLOCK * left, style=GIVEN)
    received = Text(_BLOCK * right, style=RECEIVED)
    received.append(f"{' ' if right else ''}{balance.received}", style="default")
    return given, Text("│", style=SOFT), received


def dossier(value: Dossier, width: int) -> list[RenderableType]:
    """Everything about one person."""
    from netcrm.reports.dossier import facts

    c, today = value.contact, value.today
    head = text(c.name, STRONG)
    head.append(f"  ({c.id})", style=SOFT)
    if c.archived:
        head.append("  archived", style=SOFT)
    parts: list[RenderableType] = [head]
    known = Table.grid(padding=(0, 2))
    known.add_column(no_wrap=True)
    known.add_column(overflow="fold", ratio=1)
    for word, said in (*facts(c), *_rhythm(c, today)):
        known.add_row(Text(f"  {word}", style=SOFT), Text(visible(said)))
    parts.append(known)
    if value.balance.last_exchange_on:
        parts += [Text(""), _heading("Given and received")]
        parts += balances(BalanceReport((value.balance,)), today, width)[:1]
    if value.follow_ups:
        parts += [Text(""), _heading("What next"), _follow_ups(value.follow_ups, today)]
    if value.ties:
        parts += [Text(""), _heading("Knows"), _ties(value)]
    if value.timeline:
        parts += [Text(""), _heading("What happened"), _timeline(value.timeline, today)]
    return parts


def _rhythm(contact: Contact, today: date) -> list[tuple[str, str]]:
    rows = []
    if contact.cadence:
        rows.append(("every", parse_cadence(contact.cadence).words))
    if contact.last_contact_on:
        last = contact.last_contact_on
        rows.append(("last contact", f"{near_day(last, today)} ({how_far(last, today)})"))
    if contact.next_touch_on:
        due_on = contact.next_touch_on
        rows.append(("next touch", f"{near_day(due_on, today)} ({how_far(due_on, today)})"))
    return rows


def _ties(value: Dossier) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(overflow="fold")
    table.add_column(overflow="fold", ratio=1)
    for t in value.ties:
        said = [f"tie {t.strength} of 5"] if t.strength else []
        said += [f"trusts {t.trusts} of 5"] if t.trusts else []
        said += [f"is trusted {t.trusted_by} of 5"] if t.trusted_by else []
        said += [line(t.how)] if t.how else []
        name = "you" if t.b.is_me else t.b.name
        table.add_row(text(f"  {name}"), Text(", ".join(said), style=SOFT))
    return table


def _timeline(events: Sequence[Event], today: date) -> Table:
    colors = {"gave": GIVEN, "received": RECEIVED}
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold", ratio=1)
    for e in events:
        said = text(e.text)
        if e.detail:
            said.append(f"  {line(e.detail)}", style=SOFT)
        table.add_row(
            Text(f"  {near_day(e.on, today)}", style=SOFT),
            Text(e.id, style=SOFT),
            Text(e.word, style=colors.get(e.word, "")),
            said,
        )
    return table


def glance(value: Glance) -> list[RenderableType]:
    """The morning's screen."""
    people_word = "person" if value.people == 1 else "people"
    parts: list[RenderableType] = [
        Group(_heading(f"{day_with_weekday(value.today)} · {value.people} {people_word}"), Text(""))
    ]
    parts += due(value.due) or [Text("Nothing is due today.")]
    if value.quiet:
        parts += [Text(""), _heading("Went quiet")]
        for c in value.quiet:
            last = how_far(c.last_contact_on, value.today) if c.last_contact_on else ""
            row = text(f"  {c.name}")
            row.append(f"  last contact {last}", style=SOFT)
            parts.append(row)
    if value.idea is not None:
        parts += [Text(""), _heading("An idea"), _idea(value)]
    return parts


def _idea(value: Glance) -> Text:
    assert value.idea is not None
    c, last = value.idea.contact, value.idea.last_gave_on
    said = Text("  Something for ")
    said.append_text(text(c.name, STRONG))
    said.append("?")
    if c.cares:
        said.append(f" {first_name(line(c.name))} cares about {line(', '.join(c.cares))}.")
    if last is not None:
        said.append(f" You last gave something {how_far(last, value.today)}.", style=SOFT)
    return said
