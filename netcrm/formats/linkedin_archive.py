"""The other files of LinkedIn's export: opinions, invitations, messages, endorsements, notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TextIO

from netcrm.domain.errors import BadFileError
from netcrm.domain.kinds import Channel
from netcrm.domain.names import fold
from netcrm.domain.records import (
    Batch,
    HappeningRecord,
    OpinionRecord,
    PersonRecord,
    Pointer,
    Problem,
    Problems,
)
from netcrm.domain.text import flat
from netcrm.formats.csv_table import Row, header_is, joined, person, read
from netcrm.formats.file_days import file_day

_Reader = Callable[[Iterator[tuple[int, Row]], Batch, list[PersonRecord], str], None]
PROFILE = "profile"
"""The kind of the file that names the owner."""

_HEADERS = {
    "recommendations": {"first name", "last name", "text", "creation date", "status"},
    "endorsements": {"skill name", "endorsee first name", "endorsement status"},
    "endorsements of me": {"skill name", "endorser first name", "endorsement status"},
    "invitations": {"from", "to", "sent at", "direction"},
    "messages": {"conversation id", "from", "to", "date"},
    "notes": {"connection first name", "connection last name", "note"},
    PROFILE: {"first name", "last name", "headline"},
}


def kind_of(name: str, text: TextIO) -> str:
    """Which file of the export a text is, by its header; "" for none.

    Raises ``BadFileError`` for recommendations whose name says neither given nor received: only it
    tells, since their headers are the same.
    """
    kind = next((k for k, columns in _HEADERS.items() if header_is(text, columns.issubset)), "")
    if kind != "recommendations":
        return kind
    for direction in ("given", "received"):
        if direction in name.lower():
            return f"{kind} {direction}"
    raise BadFileError(
        f"{name} holds LinkedIn's recommendations, given or received: its name does not say which.",
        hint="Name it Recommendations_Given.csv or Recommendations_Received.csv.",
    )


def parse(files: Iterable[tuple[str, TextIO]], me: str) -> Batch:
    """What the files hold beside the connections, each with its kind.

    ``me`` is the owner's name as LinkedIn has it.
    """
    batch = Batch("linkedin")
    found: list[PersonRecord] = []
    for kind, stream in files:
        table = read(
            stream, _HEADERS.get(kind, _HEADERS["recommendations"]).issubset, batch.problems
        )
        if table is not None:
            _READERS[kind](table.rows, batch, found, me)
    batch.people = found
    return batch


def own_name(stream: TextIO) -> str:
    """The owner's name, from Profile.csv; "" where it does not say."""
    problems: Problems = Problems()
    table = read(stream, _HEADERS[PROFILE].issubset, problems)
    if table is None:
        return ""
    return next((joined(row, "first name", "last name") for _, row in table.rows), "")


def _opinions(*, of_me: bool) -> _Reader:
    def take(
        rows: Iterator[tuple[int, Row]], batch: Batch, _found: list[PersonRecord], _me: str
    ) -> None:
        for line, row in rows:
            name, on = (
                joined(row, "first name", "last name"),
                file_day(row.get("creation date", "")),
            )
            if row.get("status", "").upper() == "PENDING" or not name:
                batch.skip("a recommendation that is pending, or names nobody")
            elif on is None:
                batch.problems.append(_no_day(line, "Creation Date", row))
            else:
                key = f"opinion:{of_me}:{fold(name)}:{on}"
                batch.opinions.append(
                    OpinionRecord(line, key, on, row.get("text", ""), Pointer(name), of_me)
                )

    return take


def _no_day(line: int, column: str, row: Row) -> Problem:
    text = row.get(column.lower(), "")
    return Problem(line, f"{column}: {text!r} is no day; 06/01/25 would be right.")


def _endorsements(
    rows: Iterator[tuple[int, Row]], batch: Batch, found: list[PersonRecord], _me: str
) -> None:
    """A skill that I endorsed is what they know."""
    for line, row in rows:
        name = joined(row, "endorsee first name", "endorsee last name")
        if row.get("endorsement status", "").upper() != "ACCEPTED" or not name:
            batch.skip("an endorsement that was not accepted, or names nobody")
            continue
        values: dict[str, object] = {
            "name": name,
            "urls": [row.get("endorsee public url", "")],
            "knows": [row.get("skill name", "")],
        }
        record = person(line, values, batch.problems)
        found += [record] if record is not None else []


def _endorsements_of_me(
    rows: Iterator[tuple[int, Row]], batch: Batch, found: list[PersonRecord], _me: str
) -> None:
    """Who endorsed a skill of mine knows me for it, which stands in their note."""
    for line, row in rows:
        name = joined(row, "endorser first name", "endorser last name")
        if row.get("endorsement status", "").upper() != "ACCEPTED" or not name:
            batch.skip("an endorsement that was not accepted, or names nobody")
            continue
        on = file_day(row.get("endorsement date", ""))
        values: dict[str, object] = {
            "name": name,
            "urls": [row.get("endorser public url", "")],
            "note": f"LinkedIn: endorsed you for {row.get('skill name', '')}"
            + (f" on {on}" if on else ""),
        }
        record = person(line, values, batch.problems)
        found += [record] if record is not None else []


def _invitations(
    rows: Iterator[tuple[int, Row]], batch: Batch, found: list[PersonRecord], me: str
) -> None:
    for line, row in rows:
        outgoing = row.get("direction", "").upper() == "OUTGOING"
        name = row.get("to" if outgoing else "from", "")
        on = file_day(row.get("sent at", ""))
        if not name or fold(name) == fold(me):
            batch.skip("an invitation that names nobody else")
            continue
        if on is None:
            batch.problems.append(_no_day(line, "Sent At", row))
            continue
        url = row.get("inviteeprofileurl" if outgoing else "inviterprofileurl", "")
        message = row.get("message", "")
        who = "you invited them" if outgoing else "they invited you"
        values: dict[str, object] = {
            "name": name,
            "urls": [url],
            "met_on": on,
            "met_where": f"LinkedIn, {who}",
            "note": f"LinkedIn invitation of {on}: {message}" if message else None,
        }
        record = person(line, values, batch.problems)
        found += [record] if record is not None else []


def _messages(
    rows: Iterator[tuple[int, Row]], batch: Batch, _found: list[PersonRecord], me: str
) -> None:
    """Only the days of contact: one record a day and person, without a word of what was said."""
    seen: set[str] = set()
    for line, row in rows:
        draft = "yes" in (row.get("is message draft", "").lower(),
                          row.get("is conversation draft", "").lower())  # fmt: skip
        on = file_day(row.get("date", ""))
        if on is None:
            batch.problems.append(_no_day(line, "Date", row))
            continue
        if draft or row.get("folder", "").upper() == "SPAM":
            batch.skip("a message that is a draft, or spam")
            continue
        sender, own = row.get("from", ""), fold(me)
        if fold(sender) != own:
            others = [Pointer(sender, url=row.get("sender profile url") or None)]
        else:
            urls = row.get("recipient profile urls", "").split(",")
            others = [Pointer("", url=url.strip()) for url in urls if url.strip()]
            others = others or [Pointer(row.get("to", ""))]
        for other in others:
            key = f"message:{flat(other.url or '') or fold(other.name)}:{on}"
            if key not in seen:
                seen.add(key)
                batch.happenings.append(
                    HappeningRecord(line, key, on, Channel.message, "LinkedIn messages", (other,))
                )


def _notes(
    rows: Iterator[tuple[int, Row]], batch: Batch, found: list[PersonRecord], _me: str
) -> None:
    for line, row in rows:
        values: dict[str, object] = {
            "name": joined(row, "connection first name", "connection last name"),
            "urls": [row.get("connection profile url", "")],
            "note": row.get("note"),
        }
        record = person(line, values, batch.problems)
        found += [record] if record is not None else []


_READERS: dict[str, _Reader] = {
    "recommendations given": _opinions(of_me=False),
    "recommendations received": _opinions(of_me=True),
    "endorsements": _endorsements,
    "endorsements of me": _endorsements_of_me,
    "invitations": _invitations,
    "messages": _messages,
    "notes": _notes,
}
