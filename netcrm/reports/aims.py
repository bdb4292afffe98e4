"""Introductions and recommendations as tables."""

from __future__ import annotations

from collections.abc import Sequence

from netcrm.domain.aims import Introduction, Recommendation, called
from netcrm.reports.sheet import Sheet


def introductions_sheet(found: Sequence[Introduction]) -> Sheet:
    """Who was brought together by whom, and what came of it."""
    return Sheet(
        "Introductions",
        ("id", "who", "by", "state", "made_on", "outcome"),
        tuple(
            (f"i{i.id}", i.title, called(i.introducer), i.state, i.made_on, i.outcome)
            for i in found
        ),
        "None yet.",
    )


def recommendations_sheet(found: Sequence[Recommendation]) -> Sheet:
    """Who spoke for whom to whom, and what came of it."""
    return Sheet(
        "Recommendations",
        ("id", "what", "state", "effect", "outcome"),
        tuple((f"r{r.id}", r.title, r.state, r.effect, r.outcome) for r in found),
        "None yet.",
    )
