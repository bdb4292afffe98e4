"""The warm ways to somebody."""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text

from netcrm.render.screen import (
    OVERDUE,
    SOFT,
    STRONG,
    command,
    hanging,
    heading,
    indented,
    pieces,
    text,
)
from netcrm.reports.paths import PathReport, WarmPath
from netcrm.reports.situation import way_words


def paths(report: PathReport, *, explain: bool) -> list[RenderableType]:
    """Each way with its strength and its weakest link; without one, who is near."""
    parts: list[RenderableType] = []
    for path in report.paths:
        parts += _path(path, explain=explain)
    if not report.paths:
        parts += _none(report)
    if report.boundary is not None:
        mind = text(f"{report.boundary.sentence} (x{report.boundary.id})")
        parts += [Text(""), heading("Mind", OVERDUE), indented(mind)]
    if report.left_out:
        parts += [Text(""), heading("Left out", OVERDUE)]
        parts += [indented(text(f"{e.sentence} (x{e.id})")) for e in report.left_out]
    others = [c for c in report.colleagues if all(c != p.first for p in report.paths)]
    if others:
        parts += [Text(""), heading(f"Also at {report.organization}, a weaker hint", SOFT)]
        parts += [text(f"  {c.name} ({c.id})") for c in others]
    return parts


def _path(path: WarmPath, *, explain: bool) -> list[RenderableType]:
    weakest = f"  weakest: {path.weakest.contact.name}" if len(path.hops) > 1 else ""
    way = pieces(way_words(path), (weakest, SOFT))
    parts: list[RenderableType] = [hanging(Text(f"{path.chance}  ", style=STRONG), way)]
    if explain:
        before = "you"
        for hop in path.hops:
            said = f"{before} and {hop.contact.name}: {hop.strength} of 5, "
            said += f"carries {hop.chance:.2f}" + (f" ({hop.how})" if hop.how else "")
            parts.append(indented(text(said, SOFT), 6))
            before = hop.contact.name
    return parts


def _none(report: PathReport) -> list[RenderableType]:
    name = report.target.name
    parts: list[RenderableType] = [text(f"No warm path to {name} is known yet.")]
    if report.nearest:
        near = ", ".join(f"{c.name} ({c.id})" for c in report.nearest)
        parts.append(text(f"Nearest to {name}: {near}; who of yours knows them?"))
        parts.append(command(f"  netcrm tie WHO {report.nearest[0].id} --strength 3"))
    elif not report.colleagues and not report.left_out:
        parts.append(text(f"Nobody who knows {name} is known."))
        parts.append(command(f"  netcrm tie WHO {report.target.id} --strength 3"))
    return parts
