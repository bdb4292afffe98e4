"""What I could offer somebody: people who know what they care about, introductions for both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from netcrm.domain import names
from netcrm.domain.expectations import avoids_introductions
from netcrm.domain.kinds import ME, Relation
from netcrm.domain.people import Contact, ContactRef
from netcrm.queries.expectations import their_boundaries
from netcrm.queries.rows import prefix_range
from netcrm.store.reader import Reader

_SHOWN = 4
# Plurals and cases differ at the end; shorter topics must agree whole.
_ENDING, _LONG_ENOUGH = 2, 6


class Match(NamedTuple):
    """Somebody of mine and the topic, as they have it, that a contact has too."""

    contact: ContactRef
    topic: str


class Both(NamedTuple):
    """Somebody whom it would help to meet a contact, and the other way round."""

    contact: ContactRef
    they_gain: str
    contact_gains: str


def offers(reader: Reader, contact: Contact) -> tuple[list[Match], list[Both]]:
    """My contacts who know what somebody cares about; and introductions that would help both."""
    avoiding = {i for i, known in their_boundaries(reader).items() if avoids_introductions(known)}
    if contact.id in avoiding:
        return [], []
    knowers, curious = (
        [m for m in _sharing(reader, contact, relation, topics) if m.contact.id not in avoiding]
        for relation, topics in (
            (Relation.knows, contact.cares),
            (Relation.cares, contact.knows),
        )
    )
    wanting = {match.contact.id: match for match in curious}
    both = [
        Both(match.contact, wanting[match.contact.id].topic, match.topic)
        for match in knowers
        if match.contact.id in wanting
    ]
    return knowers[:_SHOWN], both[:_SHOWN]


def _sharing(
    reader: Reader, contact: Contact, relation: Relation, topics: Sequence[str]
) -> list[Match]:
    found: dict[int, Match] = {}
    for topic in topics:
        folded = names.fold(topic)
        start = folded[:-_ENDING] if len(folded) >= _LONG_ENOUGH else folded
        for row in reader.all(
            "SELECT c.id, c.name, o.name AS topic "
            "FROM topic o JOIN contact c ON c.id = o.contact_id "
            "JOIN tie k ON k.a_id = ?1 AND k.b_id = c.id "
            "WHERE o.folded >= ?2 AND o.folded < ?3 AND o.relation = ?4 AND c.id <> ?5 "
            "AND c.archived_on IS NULL AND k.strength IS NOT NULL "
            # Who knows each other, or was introduced once, needs no introduction.
            "AND NOT EXISTS (SELECT 1 FROM tie t WHERE t.a_id = min(c.id, ?5) "
            "AND t.b_id = max(c.id, ?5) AND t.strength IS NOT NULL) "
            "AND NOT EXISTS (SELECT 1 FROM introduction i "
            "WHERE i.a_id IN (c.id, ?5) AND i.b_id IN (c.id, ?5)) "
            "ORDER BY k.strength DESC, c.sort_name",
            (ME, *prefix_range(start), relation.value, contact.id),
        ):
            found.setdefault(row["id"], Match(ContactRef(row["id"], row["name"]), row["topic"]))
    return list(found.values())
