"""The filters of ``list``, which export and edit share."""

from __future__ import annotations

from typing import Annotated

import typer

from netcrm.cli import completion as complete

Tags = Annotated[
    list[str] | None,
    typer.Option("--tag", help="With this tag.", autocompletion=complete.complete_tag),
]
Org = Annotated[str | None, typer.Option("--org", help="Of this organization.")]
Knows = Annotated[
    list[str] | None,
    typer.Option("--knows", help="Who know this.", autocompletion=complete.complete_topic),
]
Cares = Annotated[
    list[str] | None,
    typer.Option("--cares", help="Who care about this.", autocompletion=complete.complete_topic),
]
Imported = Annotated[
    str | None,
    typer.Option("--imported", metavar="last", help="What the last import brought, or import 3."),
]
