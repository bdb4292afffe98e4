"""The numbers behind the words, as they were chosen."""

from __future__ import annotations

from netcrm.domain.rules import Rules, rules_from
from netcrm.store.reader import Reader

PREFIX = "rule:"


def rules(reader: Reader) -> Rules:
    """The numbers that hold in this database."""
    rows = reader.all("SELECT name, value FROM setting WHERE name >= 'rule:' AND name < 'rule;'")
    return rules_from({row["name"].removeprefix(PREFIX): row["value"] for row in rows})
