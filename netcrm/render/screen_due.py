"""What is due, in the order of urgency."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.console import RenderableType
from rich.text import Text

from netcrm.domain.cadence import parse_cadence
from netcrm.domain.follow_up import FollowUp
from netcrm.domain.kinds import FollowUpKind
from netcrm.render import signs
from netcrm.render.screen import OVERDUE, SOFT, STRONG, grid, heading, pieces, text, when
from netcrm.render.screen_columns import Columns
from netcrm.reports.due import DueReport

# A line reminds; the whole text stands in show, and in a pipe.
_LONGEST = 160


def due(report: DueReport) -> list[RenderableType]:
    """What is due, in the order of urgency; what others are to do stands apart."""
    parts: list[RenderableType] = []
    for words, style, found in (
        ("Overdue", OVERDUE, report.overdue),
        ("Today", STRONG, report.on_the_day),
        ("Soon", SOFT, report.soon),
        ("Waiting for", SOFT, report.waiting),
    ):
        if not found:
            continue
        if parts:
            parts.append(Text(""))
        parts.append(heading(f"{words} ({len(found)})", style))
        parts.append(follow_ups(found, report.today))
    return parts


def follow_ups(planned: Sequence[FollowUp], today: date, *, with_whom: bool = True) -> Columns:
    """Follow-ups as lines: id, who (unless all are with one), what, when."""
    who = ["wrap"] if with_whom else []
    table = grid("left", *who, "left", "right", wide=1 + len(who))
    for f in planned:
        late = f.overdue_days(today)
        name = [text(f.contact.name if f.contact else "", STRONG)] if with_whom else []
        day = Text(when(f.due_on, today), style=OVERDUE if late else "")
        table.add_row(_id(f.id, bool(late)), *name, _what(f), day)
    return table


def _id(record: str, late: bool) -> Text:
    return pieces((f"{signs.OVERDUE} ", OVERDUE) if late else "  ", (record, SOFT))


def _what(follow_up: FollowUp) -> Text:
    words = {
        FollowUpKind.loop: "tell them: ",
        FollowUpKind.promise: "promised: ",
    }
    said = follow_up.text
    if follow_up.kind is FollowUpKind.touch:
        said = "be in touch"
    said = said if len(said) <= _LONGEST else f"{said[:_LONGEST].rstrip()}…"
    shown = pieces((words.get(follow_up.kind, ""), SOFT), said)
    if follow_up.every and follow_up.kind is FollowUpKind.reminder:
        shown.append(f" (every {parse_cadence(follow_up.every).words})", style=SOFT)
    if follow_up.archived:
        shown.append(" (archived)", style=SOFT)
    return shown
