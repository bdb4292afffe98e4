"""Given and received, side by side."""

from __future__ import annotations

from typing import Annotated

import typer

from netcrm.cli import answer
from netcrm.cli import completion as complete
from netcrm.cli.context import World, world_of
from netcrm.cli.voice import Face
from netcrm.cli.words import Kinds, Limit, Since, Until
from netcrm.domain.days import Looking
from netcrm.domain.errors import UsageError
from netcrm.domain.kinds import Kind, one_of
from netcrm.domain.ledger import Balance
from netcrm.queries import exchanges as ledger
from netcrm.reports.balance import balance_report
from netcrm.reports.months import Months
from netcrm.store.reader import Reader

app = typer.Typer(rich_markup_mode=None)


@app.command()
def balance(
    ctx: typer.Context,
    who: Annotated[
        str | None,
        typer.Argument(
            metavar="WHO", help="Only this person.", autocompletion=complete.complete_who
        ),
    ] = None,
    since: Since = None,
    until: Until = None,
    kind: Kinds = None,
    tag: Annotated[
        str | None,
        typer.Option(
            "--tag", help="Only people with this tag.", autocompletion=complete.complete_tag
        ),
    ] = None,
    sort: Annotated[
        str,
        typer.Option(
            "--sort",
            help="newest, name, given, received or loops.",
            autocompletion=complete.words(ledger.BALANCE_SORTS),
        ),
    ] = "newest",
    limit: Limit = None,
) -> None:
    """Given and received, side by side, the newest exchange first.

    \b
    netcrm balance --since 1y --kind contact
    """
    world = world_of(ctx)
    with world.read() as source:
        wanted = _filter(world, since, until, kind, tag)
        if who is None:
            found = ledger.balances(source, wanted, sort=sort, limit=limit)
        else:
            found = [ledger.balance(source, world.other(source, who).id, wanted)]
        over = None if wanted.selects_entries or wanted.tag else _months(source, world, who)
    report = balance_report(found)

    def screen() -> list[object]:
        from netcrm.render import screen_balance as face

        return list(face.balances(report, world.today, world.width, over))

    answer.listing(
        world,
        json=lambda: _json(found),
        sheet=report.sheet,
        screen=screen,  # type: ignore[arg-type]
        empty="Nothing has been given or received yet. "
        "To record a favour: netcrm gave WHO TEXT, netcrm got WHO TEXT",
    )


def _months(source: Reader, world: World, who: str | None) -> Months | None:
    """What flowed over the months, where a person looks."""
    if world.face is not Face.terminal:
        return None
    from netcrm.cli.gather import months

    return months(source, world.today, None if who is None else world.other(source, who).id)


def _json(found: list[Balance]) -> list[dict[str, object]]:
    from netcrm.render import jsonable

    return [jsonable.balance(b) for b in found]


def _filter(
    world: World, since: str | None, until: str | None, kind: str | None, tag: str | None
) -> ledger.LedgerFilter:
    first = None if since is None else world.day(since, Looking.BACK, "since")
    last = None if until is None else world.day(until, Looking.FORWARD, "until")
    if first is not None and last is not None and first > last:
        raise UsageError(f"since: {first} lies after --until {last}; the earlier day comes first.")
    return ledger.LedgerFilter(
        since=first,
        until=last,
        kind=None if kind is None else one_of(Kind, kind, field="kind"),
        tag=tag,
    )
