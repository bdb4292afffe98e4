"""The warmest ways to somebody, each hop with where its strength comes from."""

from __future__ import annotations

from dataclasses import dataclass

from netcrm.domain.expectations import Expectation
from netcrm.domain.people import ContactRef
from netcrm.reports.sheet import Sheet


@dataclass(frozen=True)
class Hop:
    """One tie of a path: whom it leads to, its strength (1 to 5) and chance, and its source."""

    contact: ContactRef
    strength: int
    chance: float
    how: str


@dataclass(frozen=True)
class WarmPath:
    """A way from me to the target; ``strength`` is the chance that a request arrives."""

    strength: float
    hops: tuple[Hop, ...]

    @property
    def people(self) -> tuple[ContactRef, ...]:
        """Everybody on the way, me left out."""
        return tuple(hop.contact for hop in self.hops)

    @property
    def first(self) -> ContactRef:
        """Whom I would ask."""
        return self.hops[0].contact

    @property
    def chance(self) -> str:
        """The strength in two digits that say something: ``0.64``, ``0.0016``."""
        return f"{self.strength:.2f}" if self.strength >= 0.01 else f"{self.strength:.4f}"

    @property
    def weakest(self) -> Hop:
        """The hop that the request is most likely to stop at."""
        return min(self.hops, key=lambda hop: hop.strength)


@dataclass(frozen=True)
class PathReport:
    """What is known of the ways to a target.

    ``left_out`` are boundaries of people who would be on a way but avoid introductions; ``nearest``
    whom one would have to know where there is no way, the nearest first; ``colleagues`` people I
    know in the target's organization, a weaker hint; ``boundary`` is by which the target avoids
    introductions.
    """

    target: ContactRef
    paths: tuple[WarmPath, ...]
    left_out: tuple[Expectation, ...]
    nearest: tuple[ContactRef, ...]
    colleagues: tuple[ContactRef, ...]
    organization: str | None
    boundary: Expectation | None = None

    def sheet(self) -> Sheet:
        """The paths as a table, a path a row."""
        return Sheet(
            "Paths",
            ("strength", "hops", "weakest"),
            tuple(
                (
                    path.chance,
                    " > ".join(["you", *(c.name for c in path.people)]),
                    path.weakest.contact.name,
                )
                for path in self.paths
            ),
            f"No warm path to {self.target.name} is known yet.",
        )

    def sheets(self, *, explain: bool) -> tuple[Sheet, ...]:
        """The paths, or their hops, and who is left out, near, or at the same firm."""
        mind = self.boundary
        named = (("Nearest", self.nearest), ("Colleagues", self.colleagues))
        return (
            self.explained() if explain else self.sheet(),
            Sheet(
                "Left out",
                ("id", "who", "why"),
                tuple((f"x{e.id}", e.contact.name, e.text) for e in self.left_out),
                "",
            ),
            Sheet(
                "Mind",
                ("id", "who", "why"),
                ((f"x{mind.id}", mind.contact.name, mind.text),) if mind is not None else (),
                "",
            ),
            *(
                Sheet(title, ("id", "name"), tuple((c.id, c.name) for c in people), "")
                for title, people in named
            ),
        )

    def explained(self) -> Sheet:
        """Each hop of each path as a row, with its strength and where it comes from."""
        return Sheet(
            "Hops",
            ("path", "from", "to", "strength", "how"),
            tuple(
                (number, before, hop.contact.name, hop.strength, hop.how)
                for number, path in enumerate(self.paths, start=1)
                for before, hop in zip(
                    ("you", *(c.name for c in path.people)), path.hops, strict=False
                )
            ),
            self.sheet().empty,
        )
