"""Who is meant: a contact by id, e-mail, alias, whole name, then word starts."""

from __future__ import annotations

from collections.abc import Iterator

from netcrm.domain import names
from netcrm.domain.errors import AmbiguousError, NotFoundError
from netcrm.domain.kinds import ME, ME_NAME
from netcrm.domain.people import ContactRef
from netcrm.queries.rows import marks, prefix_range
from netcrm.store.reader import Reader, Row

_SHOWN = 12
_NEAR_ENOUGH = 0.5


def resolve(reader: Reader, who: str) -> ContactRef:
    """The one contact that ``who`` means.

    The first rank with one hit wins; ``NotFoundError`` suggests the three nearest,
    ``AmbiguousError`` lists the candidates.
    """
    several: list[ContactRef] = []
    for found in _ranks(reader, who.strip()):
        if len(found) == 1:
            return found[0]
        several = several or found
    if several:
        raise AmbiguousError(
            f"{who!r} could be {len(several)} people.",
            candidates=tuple(several[:_SHOWN]),
        )
    if out := archived(reader, who):
        first = out[0]
        raise NotFoundError(
            f"Nobody in the lists is called {who!r}; {first.name} ({first.id}) is archived.",
            hint=f"To see them: netcrm show {first.id}. To bring them back: "
            f"netcrm unarchive {first.id}",
            candidates=tuple(out[:_SHOWN]),
        )
    raise NotFoundError(
        f"Nobody is called {who!r}.",
        hint=_how_to_add(who) if not who.strip().isdigit() else "",
        candidates=tuple(nearest(reader, who)),
    )


def _how_to_add(who: str) -> str:
    from shlex import quote

    return f"To add them: netcrm add {quote(who)}"


def _ranks(reader: Reader, who: str) -> Iterator[list[ContactRef]]:
    folded = names.fold(who)
    if folded == ME_NAME:
        yield [ContactRef(ME, ME_NAME)]
    if who.isdecimal():
        number = int(who[:18])
        yield _refs(reader.all("SELECT id, name FROM contact WHERE id = ?", (number,)))
        # Somebody joined into another still answers to the old id.
        yield _refs(
            reader.all(
                "SELECT c.id, c.name FROM redirect r JOIN contact c ON c.id = r.contact_id "
                "WHERE r.old_id = ?",
                (number,),
            )
        )
        return
    if "@" in who:
        yield by_point(reader, "email", folded)
    yield _refs(
        reader.all(
            "SELECT DISTINCT c.id, c.name FROM alias a JOIN contact c ON c.id = a.contact_id "
            "WHERE a.folded = ? ORDER BY c.id",
            (folded,),
        )
    )
    yield by_name(reader, who)
    yield word_starts(reader, who)


def by_name(reader: Reader, name: str) -> list[ContactRef]:
    """Everybody with exactly this whole name, folded; archived ones too."""
    return _refs(
        reader.all(
            "SELECT id, name FROM contact WHERE sort_name = ? AND id <> 0 ORDER BY id",
            (names.fold(name),),
        )
    )


def by_point(reader: Reader, kind: str, folded: str) -> list[ContactRef]:
    """Everybody with this e-mail address, phone number or web address, as it is compared."""
    return _refs(
        reader.all(
            "SELECT DISTINCT c.id, c.name FROM contact_point p "
            "JOIN contact c ON c.id = p.contact_id WHERE p.folded = ? AND p.kind = ? ORDER BY c.id",
            (folded, kind),
        )
    )


def word_starts(reader: Reader, who: str) -> list[ContactRef]:
    """Everybody in the lists, a word of whose name begins with each word, in order."""
    query = names.words(who)
    if not query:
        return []
    longest = max(query, key=len)
    rows = reader.all(
        "SELECT DISTINCT c.id, c.name, c.sort_name FROM name_word w "
        "JOIN contact c ON c.id = w.contact_id "
        "WHERE w.word >= ? AND w.word < ? AND c.archived_on IS NULL AND c.id <> 0 "
        "ORDER BY c.sort_name, c.id",
        prefix_range(longest),
    )
    aliases = _aliases(reader, [row["id"] for row in rows])
    return [
        ContactRef(row["id"], row["name"])
        for row in rows
        if any(
            names.starts(query, names.words(name))
            for name in (row["name"], *aliases.get(row["id"], ()))
        )
    ]


def archived(reader: Reader, who: str) -> list[ContactRef]:
    """Those out of the lists, a word of whose name begins with each word, in order."""
    rows = reader.all(
        "SELECT id, name FROM contact WHERE archived_on IS NOT NULL ORDER BY sort_name"
    )
    query = names.words(who)
    return [
        ContactRef(row["id"], row["name"])
        for row in rows
        if names.starts(query, names.words(row["name"]))
    ]


def _aliases(reader: Reader, ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for at in range(0, len(ids), 500):
        chunk = ids[at : at + 500]
        for row in reader.all(
            f"SELECT contact_id, name FROM alias WHERE contact_id IN ({marks(chunk)})",  # noqa: S608 - only question marks
            chunk,
        ):
            found.setdefault(row["contact_id"], []).append(row["name"])
    return found


def nearest(reader: Reader, who: str, limit: int = 3) -> list[ContactRef]:
    """The contacts whose names are most like ``who``; suggested, never taken."""
    query = names.words(who)
    if not query:
        return []
    scored = sorted(
        (-names.likeness(who, row["name"]), row["sort_name"], row["id"], row["name"])
        for row in _perhaps(reader, query)
    )
    return [
        ContactRef(contact_id, name)
        for score, _, contact_id, name in scored[:limit]
        if -score >= _NEAR_ENOUGH
    ]


def _perhaps(reader: Reader, query: list[str]) -> list[Row]:
    """Contacts worth comparing: those sharing three letters in a row, or a word's first letter."""
    joined = " ".join(query)
    trigrams = {joined[i : i + 3] for i in range(len(joined) - 2)}
    rows = {}
    if trigrams:
        match = " OR ".join(f'"{t}"' for t in sorted(trigrams))
        for row in reader.all(
            "SELECT c.id, c.name, c.sort_name FROM search_index_people x "
            "JOIN search_text t ON t.id = x.rowid JOIN contact c ON c.id = t.contact_id "
            "WHERE x.folded MATCH ? AND c.id <> 0 ORDER BY x.rank LIMIT 200",
            (match,),
        ):
            rows[row["id"]] = row
    for word in query:
        for row in reader.all(
            "SELECT c.id, c.name, c.sort_name FROM name_word w JOIN contact c ON "
            "c.id = w.contact_id WHERE w.word >= ? AND w.word < ? AND c.id <> 0 LIMIT 500",
            prefix_range(word[0]),
        ):
            rows[row["id"]] = row
    return list(rows.values())


def _refs(rows: list[Row]) -> list[ContactRef]:
    return [ContactRef(row["id"], row["name"]) for row in rows]
