"""What was done when, for a person."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from netcrm.domain.health import Finding
from netcrm.domain.journal import Entry
from netcrm.render.screen import SOFT, STRONG, table, text


def entries(found: Sequence[tuple[Entry, str]]) -> list[RenderableType]:
    """The entries, newest first; what was taken back is marked in words."""
    shown = table("id", "when", "what", numbers=("id",), wraps=("what",))
    for entry, when in found:
        what = text(entry.said, SOFT if entry.undone else "")
        if entry.undone:
            what.append("  taken back", style=SOFT)
        what.append("\n")
        what.append_text(text(entry.command, SOFT))
        shown.add_row(Text(entry.name, style=STRONG), Text(when, style=SOFT), what)
    return [shown]


def backups(found: Sequence[tuple[int, str, str, int]]) -> list[RenderableType]:
    """The backups: number, when, why, and how many bytes."""
    shown = table("number", "when", "why", "size", numbers=("number", "size"))
    for number, when, why, size in found:
        shown.add_row(*map(Text, (str(number), when, _WHY.get(why, why), f"{size // 1024:,} kB")))
    return [shown]


_WHY = {
    "day": "first write of the day",
    "import": "before an import",
    "merge": "before a merge",
    "migration": "before a new schema",
    "restore": "before a restore",
    "repair": "before a repair",
    "hand": "by hand",
}


def findings(found: Sequence[Finding]) -> list[RenderableType]:
    """What a look at the database found: a check a line, and what is wrong under it."""
    parts: list[RenderableType] = []
    for f in found:
        line = Text("ok     " if f.ok else "wrong  ", style=SOFT if f.ok else STRONG)
        line.append_text(text(f.check))
        if f.note:
            line.append_text(text(f"  {f.note}", SOFT))
        parts.append(line)
        parts += [text(f"         {sentence}") for sentence in f.wrong]
    return parts
