"""netcrm's own lossless form: one row of one table a line, links by uid."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from netcrm.domain.records import SETTING, TABLES, Batch, Problem, Problems
from netcrm.domain.text import tame, tame_all
from netcrm.formats.reading import text_lines

FORMAT = "netcrm"
VERSION = 1
_LONGEST_LINE = 16_000_000


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


def parse(stream: TextIO) -> Batch:
    """The rows, read as they are asked for; a line that is none is a problem, the rest goes in."""
    batch = Batch("jsonl")
    lines = text_lines(stream, _LONGEST_LINE, batch.problems)
    # A character that was made harmless since the form was recognised may have broken the line.
    head = tame(next(lines, ""))
    version = json.loads(head).get("version") if recognises(head) else None
    if version == VERSION:
        batch.rows = _rows(lines, batch.problems)
    else:
        batch.problems.append(
            Problem(1, f"version: {version!r} is not known; {VERSION} would be right.")
        )
    return batch


def _rows(lines: Iterator[str], problems: Problems) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(lines, start=2):
        if not line.strip():
            continue
        try:
            row = tame_all(json.loads(tame(line)))
        except (ValueError, RecursionError) as error:
            problems.append(Problem(number, f"not JSON ({error})."))
            continue
        if not isinstance(row, dict) or row.get("table") not in (*TABLES, SETTING):
            problems.append(Problem(number, "table: none that netcrm knows."))
            continue
        yield number, row
