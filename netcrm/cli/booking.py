"""The options of an event that books, and how every event is answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from netcrm.cli import answer
from netcrm.cli.context import World
from netcrm.domain.kinds import Kind, check_size, one_of
from netcrm.queries import exchanges as ledger
from netcrm.store.reader import Reader

if TYPE_CHECKING:
    from netcrm.services.booking import Terms
    from netcrm.services.receipt import Receipt


def terms(kind: str | None, size: int | None, *, touch: bool = True) -> Terms:
    """How an event is booked, as typed; raises ``UsageError``."""
    from netcrm.services.booking import Terms

    return Terms(
        None if kind is None else one_of(Kind, kind, field="kind"),
        None if size is None else check_size(size),
        touch,
    )


def warn_of_unused(world: World, typed: Mapping[str, object], why: str) -> None:
    """Warn of options that were typed, by their names, and say nothing here."""
    unused = [f"--{name}" for name, value in typed.items() if value]
    if unused:
        world.warn(f"{' and '.join(unused)}: {why}")


def event(
    world: World,
    source: Reader,
    receipt: Receipt,
    value: dict[str, Any],
    lines: list[str],
) -> None:
    """Answer an event: what was understood, what it booked, how things stand, what is next."""
    booked = ledger.exchanges(source, receipt.booked)
    lines = [*lines, *receipt.notes]
    lines += [f"  {answer.entry_line(entry)}" for entry in booked]
    people = dict.fromkeys(entry.contact for entry in booked)
    lines += [f"  {answer.standing(source, world, contact)}" for contact in people]
    lines += answer.next_for(world, source, value.get("goal"))
    answer.write(world, source, value, receipt, lines, value["id"])
