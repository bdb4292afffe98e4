"""Who could speak for me to somebody who decides."""

from __future__ import annotations

from dataclasses import dataclass

from netcrm.domain.people import ContactRef


@dataclass(frozen=True)
class Speaker:
    """Somebody whom a decider listens to.

    ``trust`` is 1 to 5 as recorded, None where only ``evidence`` speaks: the id of a
    recommendation of theirs that helped. From closeness ``needed`` on, 1 to 5, I could ask them.
    """

    contact: ContactRef
    closeness: int | None
    trust: int | None
    evidence: str | None
    needed: int

    @property
    def can_speak(self) -> bool:
        """Whether I know them well enough to ask."""
        return (self.closeness or 0) >= self.needed

    @property
    def weight(self) -> int:
        """The smaller of my closeness and the decider's trust; evidence alone is just enough."""
        return min(self.closeness or 0, self.trust or self.needed)
