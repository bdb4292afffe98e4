"""Whether everybody and everything is found by its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from netcrm.domain import names
from netcrm.domain.health import Finding, some
from netcrm.domain.health import of_people as wrong_of_people
from netcrm.domain.kinds import ME
from netcrm.store.reader import Reader

_SIDES = "introducer_id || ' ' || a_id || ' ' || b_id"
_SPEAKERS = "recommender_id || ' ' || subject_id || coalesce(' ' || audience_id, '')"
TEXTS = {
    "e": ("exchange", ("text",), "contact_id"),
    "l": ("telling", ("text",), "contact_id"),
    "x": ("expectation", ("text",), "contact_id"),
    "n": ("interaction", ("text",), "p.contact_id"),
    "a": ("ask", ("text", "topic", "offer", "answer"), "contact_id"),
    "i": ("introduction", ("why", "for_a", "for_b", "answer", "outcome"), _SIDES),
    "r": ("recommendation", ("text", "answer", "outcome"), _SPEAKERS),
}
"""Letter -> table, the columns whose words are found, and whom the record concerns."""

PLANNED = {"p": "promise", "m": "reminder", "s": "step"}
"""Letter -> kind of follow-up."""


def of_people(source: Reader) -> Finding:
    """Whether everybody is found by their names and by what is said of them."""
    said = {row["contact_id"]: row["folded"] for row in source.all(
        "SELECT contact_id, folded FROM search_text WHERE letter = 'c'")}  # fmt: skip
    words: dict[int, set[str]] = defaultdict(set)
    for row in source.all("SELECT contact_id, word FROM name_word"):
        words[row["contact_id"]].add(row["word"])
    beside = _beside(source)
    wrong = []
    for row in source.all(
        "SELECT id, name, organization, title, city, met_where, note FROM contact WHERE id <> 0 "
        # I am found once I have said something of myself.
        "OR EXISTS (SELECT 1 FROM search_text WHERE letter = 'c' AND record_id = 0)"
    ):
        own = beside.get(row["id"], {})
        aliases = own.get("alias", [])
        parts = [
            row["name"], *aliases, row["organization"], row["title"], row["city"],
            row["met_where"], *own.get("contact_point", ()), *own.get("tag", ()),
            *own.get("topic", ()), row["note"],
        ]  # fmt: skip
        right = names.fold("\n".join(part for part in parts if part))
        own_words = {w for name in (row["name"], *aliases) for w in names.words(name)}
        if said.get(row["id"]) != right or words[row["id"]] != own_words:
            wrong.append((row["id"], row["name"]))
    return wrong_of_people("search words of people", wrong)


def _beside(source: Reader) -> dict[int, dict[str, list[str]]]:
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for table, column in (
        ("alias", "name"), ("contact_point", "value"), ("tag", "name"), ("topic", "name"),
    ):  # fmt: skip
        for row in source.all(f"SELECT contact_id, {column} FROM {table} ORDER BY id"):  # noqa: S608
            found[row[0]][table].append(row[1])
    return found


def of_records(source: Reader) -> Finding:
    """Whether every record is found by its words, for each whom it concerns, and for no other."""
    there: dict[tuple[str, int], set[tuple[int, str]]] = defaultdict(set)
    for row in source.all(
        "SELECT letter, record_id, contact_id, folded FROM search_text WHERE letter <> 'c'"
    ):
        there[row["letter"], row["record_id"]].add((row["contact_id"], row["folded"]))
    right: dict[tuple[str, int], set[tuple[int, str]]] = defaultdict(set)
    for key, contact_id, text in _texts(source):
        right[key] |= {(contact_id, text)} if text else set()
    wrong = [key for key, wanted in right.items() if there.get(key, set()) != wanted]
    return Finding(
        "search words of records",
        some(f"{letter}{number} is not found by its words" for letter, number in wrong),
        records=tuple(wrong),
    )


def _texts(source: Reader) -> Iterator[tuple[tuple[str, int], int, str]]:
    """Every record, whom it concerns, and the words by which it is found."""
    for letter, (table, columns, whose) in TEXTS.items():
        for row in source.all(
            f"SELECT r.id, {whose} AS whose, {', '.join(columns)} FROM {table} r"  # noqa: S608
            + (" JOIN participant p ON p.interaction_id = r.id" if letter == "n" else "")
        ):
            text = names.fold("\n".join(v for v in tuple(row)[2:] if v))
            for contact_id in str(row["whose"]).split():
                yield (letter, row["id"]), int(contact_id), text
    for letter, kind in PLANNED.items():
        for row in source.all("SELECT id, contact_id, text FROM follow_up WHERE kind = ?", (kind,)):
            yield (letter, row["id"]), row["contact_id"], names.fold(row["text"])
    matters: dict[int, list[str]] = defaultdict(list)
    for row in source.all("SELECT goal_id, matters FROM goal_person ORDER BY id"):
        matters[row["goal_id"]] += [row["matters"]] if row["matters"] else []
    for row in source.all("SELECT id, title FROM goal"):
        yield ("g", row["id"]), ME, names.fold("\n".join([row["title"], *matters[row["id"]]]))
