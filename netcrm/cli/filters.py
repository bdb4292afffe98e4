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
OfQuiet = Annotated[
    bool, typer.Option("--of-quiet", help="Past their next touch, or long not in touch.")
]
Archived = Annotated[bool, typer.Option("--archived", help="Those out of the lists.")]
Sort = Annotated[str, typer.Option("--sort", help="name, touch, contact, closeness or added.")]
