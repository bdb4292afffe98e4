"""What goes against a boundary meets it before anything is saved."""

from __future__ import annotations

from collections.abc import Sequence

from netcrm.cli.context import World
from netcrm.domain.errors import ConflictError
from netcrm.domain.expectations import Met, boundaries_met
from netcrm.domain.people import ContactRef
from netcrm.queries import expectations
from netcrm.store.reader import Reader


def met(
    source: Reader, people: Sequence[ContactRef], said: Sequence[str | None], act: str = ""
) -> list[Met]:
    """The boundaries, of these people or mine towards them, that an act goes against.

    The names of the others who have a part in it are words of the act too.
    """
    texts = [text for text in said if text]
    found: dict[int, Met] = {}
    for contact in people:
        if not contact.is_me:
            others = [other.name for other in people if other != contact and not other.is_me]
            known = expectations.between(source, contact.id)
            for one in boundaries_met(known, texts, act, others):
                found.setdefault(one.expectation.id, one)
    return sorted(found.values(), key=lambda one: not one.stops)


def respect(world: World, crossed: Sequence[Met], despite: str | None) -> str | None:
    """Warn of what may go against a boundary; answers the reason to keep where one is met in full.

    Raises ``ConflictError`` for a boundary that was said, unless ``despite`` says why.
    """
    for one in crossed:
        if not one.stops:
            e = one.expectation
            world.warn(f"This may go against a boundary: {e.sentence} (x{e.id}).")
    stopping = [one.expectation for one in crossed if one.stops]
    if not stopping:
        if despite is not None:
            world.warn("--despite: no boundary is met here, and the reason is not kept.")
        return None
    first = stopping[0]
    if despite is None:
        raise ConflictError(
            f"This goes against a boundary: {first.sentence} (x{first.id}).",
            hint="To go on all the same: --despite REASON. If it no longer holds: "
            f"netcrm delete x{first.id}",
        )
    world.warn(f"Against a boundary: {first.sentence} (x{first.id}); you go on, because {despite}.")
    return despite
