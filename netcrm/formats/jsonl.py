"""netcrm's own lossless form: one row of one table a line, links by uid."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from netcrm.domain.records import TABLES, Batch, Problem

FORMAT = "netcrm"
VERSION = 1


def write(records: Iterable[tuple[str, dict[str, Any]]]) -> str:
    """The records as lines, after a first line that names the form."""
    head = json.dumps({"format": FORMAT, "version": VERSION})
    lines = [
        json.dumps({"table": table, **row}, ensure_ascii=False, sort_keys=True)
        for table, row in records
    ]
    return "\n".join([head, *lines]) + "\n"


def recognises(text: str) -> bool:
    """Whether the first line names our form."""
    try:
        head = json.loads(text.split("\n", 1)[0])
    except (ValueError, RecursionError):
        return False
    return isinstance(head, dict) and head.get("format") == FORMAT


def parse(text: str) -> Batch:
    """The rows; a line that is none is a problem, and the rest goes in."""
    batch = Batch("jsonl")
    head, *lines = text.split("\n")
    # A character that was made harmless since the form was recognised may have broken the line.
    version = json.loads(head).get("version") if recognises(head) else None
    if version != VERSION:
        batch.problems.append(
            Problem(1, f"version: {version!r} is not known; {VERSION} would be right.")
        )
        return batch
    for number, line in enumerate(lines, start=2):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            batch.problems.append(Problem(number, f"not JSON ({error})."))
            continue
        if not isinstance(row, dict) or row.get("table") not in TABLES:
            batch.problems.append(Problem(number, "table: none that netcrm knows."))
            continue
        batch.rows.append((number, row))
    return batch
