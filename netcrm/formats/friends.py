"""``friends.md``: the journal of the ``friends`` command-line tool."""

from __future__ import annotations

import re

from netcrm.domain.kinds import Channel
from netcrm.domain.records import Batch, HappeningRecord, PersonRecord, Pointer, Problem
from netcrm.domain.text import flat
from netcrm.formats.csv_table import person
from netcrm.formats.file_days import file_day

_FRIEND = re.compile(
    r"- (?P<name>[^(\[@]+?)(?: \(a\.k\.a\. (?P<aliases>[^)]+)\))?(?: \[(?P<place>[^\]]+)\])?"
    r"(?P<tags>(?: @\S+)*)\s*"
)
_DATED = re.compile(r"- (\d{4}-\d\d-\d\d): (.*)")


def recognises(head: str) -> bool:
    """Whether a file's first characters hold a heading of friends.md."""
    return re.search(r"^### (Activities|Friends|Notes):", head, re.MULTILINE) is not None


def parse(text: str) -> Batch:
    """Friends, and their activities and notes as what happened."""
    batch = Batch("friends")
    found: list[PersonRecord] = []
    section = ""
    for line, content in enumerate(text.split("\n"), start=1):
        if heading := re.fullmatch(r"### (\w+):\s*", content):
            section = heading[1]
        elif section == "Friends" and content.startswith("- "):
            record = _friend(line, content, batch)
            found += [record] if record is not None else []
        elif section in ("Activities", "Notes") and content.startswith("- "):
            _dated(line, content, section, batch)
    batch.people = found
    return batch


def _friend(line: int, content: str, batch: Batch) -> PersonRecord | None:
    match = _FRIEND.fullmatch(content.rstrip())
    if match is None:
        batch.problems.append(
            Problem(line, f"{content[:60]!r}: - Name (a.k.a. X) [Place] @tag would be right.")
        )
        return None
    values: dict[str, object] = {
        "name": match["name"],
        "city": match["place"],
        "aliases": (match["aliases"] or "").split(" a.k.a. "),
        "tags": [tag.lstrip("@") for tag in match["tags"].split()],
    }
    return person(line, values, batch.problems)


def _dated(line: int, content: str, section: str, batch: Batch) -> None:
    match = _DATED.fullmatch(content)
    on = file_day(match[1]) if match else None
    if match is None or on is None:
        batch.problems.append(
            Problem(line, f"{content[:60]!r}: - 2018-11-01: text would be right.")
        )
        return
    people = tuple(Pointer(name) for name in re.findall(r"\*\*(.+?)\*\*", match[2]))
    text = re.sub(r"\*\*(.+?)\*\*|(?<!\w)_([^_]+)_(?!\w)", lambda m: m[1] or m[2], match[2])
    if not people:
        batch.skip("an activity or a note that names nobody")
        return
    channel = Channel.meeting if section == "Activities" else Channel.message
    batch.happenings.append(
        HappeningRecord(
            line, flat(f"{section}:{on}:{text}"), on, channel, text, people, section == "Activities"
        )
    )
