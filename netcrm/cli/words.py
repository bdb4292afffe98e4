"""The arguments and options that several verbs share."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from netcrm.cli import completion as complete
from netcrm.cli.context import World
from netcrm.domain.aims import Goal
from netcrm.domain.days import Looking
from netcrm.domain.errors import ConflictError, UsageError
from netcrm.domain.ids import parse_record_id
from netcrm.domain.kinds import GoalState, Kind
from netcrm.domain.text import one_line, text_block
from netcrm.store.reader import Reader

Who = Annotated[
    str,
    typer.Argument(
        metavar="WHO",
        help="Id, e-mail, alias or the start of a name.",
        autocompletion=complete.complete_who,
    ),
]
Words = Annotated[list[str], typer.Argument(metavar="TEXT", help="In your own words.")]
MaybeWords = Annotated[
    list[str] | None, typer.Argument(metavar="[TEXT]", help="In your own words.")
]
OnDay = Annotated[
    str | None, typer.Option("--on", metavar="DAY", help="When it happened.  [today]")
]
NoTouch = Annotated[bool, typer.Option("--no-touch", help="It does not count as being in touch.")]
Kinds = Annotated[
    str | None,
    typer.Option(
        "--kind",
        help="information, contact, experience, recommendation, time or resource.",
        autocompletion=complete.words(Kind),
    ),
]
Size = Annotated[
    int | None, typer.Option("--size", help="The giver's effort, 1 (a moment) to 5 (a sacrifice).")
]
ByDay = Annotated[str | None, typer.Option("--by", metavar="DAY", help="By when.")]
Since = Annotated[str | None, typer.Option("--since", metavar="DAY", help="From this day on.")]
Until = Annotated[str | None, typer.Option("--until", metavar="DAY", help="Up to this day.")]
Despite = Annotated[
    str | None,
    typer.Option("--despite", metavar="REASON", help="Why, though a boundary is in the way."),
]
GoalName = Annotated[
    str | None,
    typer.Option(
        "--goal",
        metavar="GOAL",
        help="For this goal, such as g1.",
        autocompletion=complete.complete_goal,
    ),
]
ForAsk = Annotated[
    str | None,
    typer.Option(
        "--for",
        metavar="aID",
        help="It fulfils this ask.",
        autocompletion=complete.open_records("a"),
    ),
]
Anyway = Annotated[bool, typer.Option("--anyway", help="Go on all the same.")]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", metavar="FILE", readable=False, help="- is stdout."),
]
Force = Annotated[bool, typer.Option("--force", help="Replace the file.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
Limit = Annotated[int | None, typer.Option("--limit", min=1, max=2**31, help="At most so many.")]


def said(words: list[str], field: str = "text") -> str:
    """The words of a text, joined and checked."""
    return text_block(field, " ".join(words))


def goal_id(source: Reader, typed: str | None, for_ask: str | None = None) -> int | None:
    """The number of the open goal that was named, else that of the ask after ``--for``.

    Raises ``ConflictError`` for a goal that is closed.
    """
    from netcrm.queries.goals import resolve

    if typed is None:
        if for_ask is None:
            return None
        from netcrm.queries.asks import ask

        goal = ask(source, ask_id(for_ask) or 0).goal
        return None if goal is None else parse_record_id(goal, "g").number
    return open_goal(resolve(source, typed)).id


def open_goal(goal: Goal) -> Goal:
    """The goal, if it is open; raises ``ConflictError``."""
    if goal.state is not GoalState.open:
        raise ConflictError(
            f"g{goal.id} was {goal.state} on {goal.closed_on}.",
            hint="A new one: netcrm goal add TITLE",
        )
    return goal


def ask_id(typed: str | None) -> int | None:
    """The number of the ask after ``--for``, None where none was named."""
    return None if typed is None else parse_record_id(typed, "a").number


def optional_line(field: str, typed: str | None) -> str | None:
    """A typed line, checked, None where none was given."""
    return None if typed is None else one_line(field, typed)


def optional_text(words: list[str] | None) -> str | None:
    """The words of a text that may be left out, joined and checked."""
    return said(words) if words else None


def mention_ids(world: World, source: Reader, *texts: str) -> tuple[int, ...]:
    """The contacts that texts name with ``@``."""
    return tuple(ref.id for text in texts for ref in world.mentions(source, text))


def day_and_text(world: World, typed: str, field: str) -> tuple[date, str]:
    """``friday: send the deck`` as a day from today on and a text."""
    day, colon, text = typed.partition(":")
    if not colon:
        raise UsageError(
            f'{field}: {typed!r} names no day; "friday: send the deck" would be right.'
        )
    return world.day(day, Looking.FORWARD, field), text_block(field, text)
