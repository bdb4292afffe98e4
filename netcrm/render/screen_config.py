"""Where everything stands, and the numbers behind the words, for a person."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from netcrm.domain.rules import RULES, Rules
from netcrm.render.screen import SOFT, STRONG, grid, heading, text

_UNCHOSEN = Rules()


def config(places: Sequence[tuple[str, str]], rules: Rules) -> list[RenderableType]:
    """The places, then each number, marked where it was chosen."""
    where = grid("left", "left", wide=1)
    for name, place in places:
        where.add_row(Text(f"  {name}", style=SOFT), text(place))
    table = grid("left", "left", "left", wide=2)
    for rule in RULES:
        value, default = rule.of(rules), rule.of(_UNCHOSEN)
        meaning = Text(rule.meaning, style=SOFT)
        if value != default:
            meaning.append(f" (else {default})", style=SOFT)
        style = STRONG if value != default else ""
        table.add_row(Text(f"  {rule.name}"), Text(value, style=style), meaning)
    return [heading("Places"), where, Text(""), heading("The numbers behind the words"), table]
