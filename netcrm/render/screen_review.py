"""A period looked back on."""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text

from netcrm.domain.days import day_with_weekday
from netcrm.render import signs
from netcrm.render.screen import GIVEN, RECEIVED, SOFT, STRONG, grid, heading, pieces, text
from netcrm.reports.review import Review

_SHOWN = 8


def review(value: Review) -> list[RenderableType]:
    """What happened, then the seven principles, each with what would move it."""
    head = Text(f"{day_with_weekday(value.since)} to {day_with_weekday(value.until)}", style=STRONG)
    parts: list[RenderableType] = [head, Text("")]
    facts = grid("left", "left", wide=1)
    facts.add_row(Text("  met", style=SOFT), text(_met(value)))
    width = max([len(str(flow.given)) for flow in value.flows] or [0])
    for flow in value.flows:
        row = pieces(
            (f"{signs.GIVEN} given {flow.given:<{width}}", GIVEN),
            "  ",
            (f"{signs.RECEIVED} received {flow.received}", RECEIVED),
        )
        facts.add_row(Text(f"  {flow.kind}", style=SOFT), row)
    facts.add_row(
        Text("  introductions", style=SOFT),
        text(", ".join(i.title for i in value.introductions) or "none made"),
    )
    days = value.median_days
    closed = f"{len(value.closed)} closed" if value.closed else "none closed"
    facts.add_row(
        Text("  loops", style=SOFT),
        Text(closed + (f", median {days:g} days" if days is not None else "")),
    )
    quiet = _some([c.name for c in value.went_quiet])
    facts.add_row(Text("  went quiet", style=SOFT), text(quiet or "nobody"))
    parts += [facts, Text(""), heading("Seven principles")]
    table = grid("left", "left", "left", wide=2)
    for scored in value.scorecard:
        result = text(scored.result)
        result.append(f"\n{scored.command}", style=SOFT)
        table.add_row(Text(f"  {scored.principle}", style=SOFT), Text(scored.title, STRONG), result)
    return [*parts, table]


def _met(value: Review) -> str:
    if not value.met:
        return "nobody"
    return f"{len(value.met)}: " + _some(
        [f"{c.name} ({times})" if times > 1 else c.name for c, times in value.met]
    )


def _some(names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
