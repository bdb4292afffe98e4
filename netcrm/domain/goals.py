"""Who could speak for me to somebody who decides."""

from __future__ import annotations

from dataclasses import dataclass

from netcrm.domain.people import ContactRef

SPEAKS_FROM = 3
"""My closeness to a speaker, and how much the decider listens to them, are this or more."""


@dataclass(frozen=True)
class Speaker:
    """Somebody whom a decider listens to.

    ``trust`` is 1 to 5 as recorded, None where only ``evidence`` speaks: the id of a
    recommendation of theirs that helped.
    """

    contact: ContactRef
    closeness: int | None
    trust: int | None
    evidence: str | None

    @property
    def can_speak(self) -> bool:
        """Whether I know them well enough to ask."""
        return (self.closeness or 0) >= SPEAKS_FROM

    @property
    def weight(self) -> int:
        """The smaller of my closeness and the decider's trust; evidence alone is a trust of 3."""
        return min(self.closeness or 0, self.trust or SPEAKS_FROM)
