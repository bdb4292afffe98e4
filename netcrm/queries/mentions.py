"""Who is spoken of in texts that belong to others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from netcrm.domain import names
from netcrm.domain.blanking import Place, mentions, speaks, without_mentions
from netcrm.domain.card_lines import unescaped
from netcrm.domain.people import ContactRef
from netcrm.domain.text import phone_key, url_key
from netcrm.store.reader import Reader


class Spoken(NamedTuple):
    """A text that names somebody: the record's id (a contact's number), whose it is, the text."""

    record: str
    contact: ContactRef
    text: str
    place: Place

    @property
    def is_name(self) -> bool:
        """Whether it is a name or an address of somebody else, and so says who that one is."""
        table, column = self.place.table, self.place.column
        return table in ("alias", "contact_point") or (table, column) == ("contact", "name")


_WRITTEN = """
SELECT id, name FROM contact WHERE id NOT IN (0, ?1)
UNION SELECT contact_id, name FROM alias WHERE contact_id NOT IN (0, ?1)
"""
_SHORT = 4
# Letter -> table, the columns in which texts stand, and whose the record is.
_TEXTS: dict[str, tuple[str, tuple[str, ...], str]] = {
    "": (
        "contact",
        ("name", "note", "organization", "title", "city", "met_where", "vcard_extra"),
        "r.id",
    ),
    "e": ("exchange", ("text", "terms", "outcome"), "contact_id"),
    "l": ("telling", ("text",), "contact_id"),
    "x": ("expectation", ("text",), "contact_id"),
    "n": (
        "interaction",
        ("text",),
        "(SELECT min(contact_id) FROM participant "
        "WHERE interaction_id = r.id AND contact_id <> ?1)",
    ),
    "p": ("follow_up", ("text", "done_text", "despite"), "contact_id"),
    "a": ("ask", ("text", "topic", "offer", "answer", "despite"), "contact_id"),
    "i": ("introduction", ("why", "for_a", "for_b", "answer", "outcome", "despite"), "a_id"),
    "r": ("recommendation", ("text", "answer", "outcome", "despite"), "subject_id"),
    "g": ("goal", ("title", "outcome"), "0"),
    "matters ": ("goal_person", ("matters",), "contact_id"),
    "tie ": ("tie", ("how",), "CASE a_id WHEN 0 THEN b_id ELSE a_id END"),
    "news ": ("news", ("text",), "contact_id"),
}
# Which records go with the contact, so that nothing of them is left to be looked at.
_EVENTS = {
    "a": "contact_id = ?1",
    "i": "?1 IN (introducer_id, a_id, b_id)",
    "r": "?1 IN (recommender_id, subject_id, audience_id)",
}
_GOES = _EVENTS | {
    "e": "contact_id = ?1 OR (source_letter IS 'a' AND source_id IN "  # noqa: S608 - own words
    f"(SELECT id FROM ask WHERE {_EVENTS['a']})) OR (source_letter IS 'i' AND source_id IN "
    f"(SELECT id FROM introduction WHERE {_EVENTS['i']})) OR (source_letter IS 'r' AND "
    f"source_id IN (SELECT id FROM recommendation WHERE {_EVENTS['r']}))",
    "tie ": "?1 IN (a_id, b_id)",
    "": "id = ?1",
    "n": "NOT EXISTS (SELECT 1 FROM participant p WHERE p.interaction_id = r.id "
    "AND p.contact_id NOT IN (0, ?1))",
    "g": "?1 < 0",
}
_SHARED = (("tag", "name"), ("topic", "name"), ("alias", "name"), ("contact_point", "value"))
_NUMBERS = {"tie ": "a_id || ' ' || b_id", "matters ": "'g' || goal_id || ' ' || contact_id"}
# No search finds a tie, or news, by its words.
_FOUND_UNDER = {"": "c", "matters ": "g", "tie ": "", "news ": ""}
_PLANNED = {"promise": "p", "reminder": "m", "step": "s"}


def spoken_of(
    source: Reader,
    contact_id: int,
    spoken: Sequence[str],
    others: Sequence[str],
    namesakes: Mapping[int, set[str]],
) -> list[Spoken]:
    """The texts of others that name a contact, by a whole name or address or by ``@``.

    Every text that stays is looked at, also those that ``find`` does not look into. What stands
    with a namesake, or in a name of ``others``, is of these.
    """
    mentioned = {
        f"{row['letter']}{row['record_id']}"
        for row in source.all(
            "SELECT letter, record_id FROM mention WHERE contact_id = ?", (contact_id,)
        )
    }
    found: list[Spoken] = []
    for letter, (table, columns, whose) in _TEXTS.items():
        kind = "r.kind" if table == "follow_up" else "NULL"
        for row in source.all(
            f"SELECT r.id, {_NUMBERS.get(letter, 'r.id')} AS number, {kind} AS kind, "  # noqa: S608 - own words
            f"{'goal_id' if table == 'goal_person' else 'r.id'} AS found_under, "
            f"{whose} AS whose, (SELECT c.name FROM contact c WHERE c.id = {whose}) AS name, "
            f"{', '.join(f'r.{column}' for column in columns)} "
            f"FROM {table} r WHERE NOT ({_GOES.get(letter, 'contact_id = ?1')})",
            (contact_id,),
        ):
            own = _PLANNED.get(row["kind"], letter)
            record = f"{own}{row['number']}"
            texts = {column: row[column] for column in columns if row[column]}
            theirs = namesakes.get(row["whose"] or 0, ())
            called = [name for name in spoken if names.fold(name) not in theirs]
            named = [
                c
                for c in texts
                if (c == "name" and speaks(texts[c], spoken))
                or speaks(_plain(c, texts[c]), called, others)
                or mentions(texts[c], called, others)
            ]
            if not named and record in mentioned:
                named = _mentioning(texts, spoken, others)
            whom = ContactRef(row["whose"] or 0, row["name"] or "")
            under = _FOUND_UNDER.get(own, own), row["found_under"]
            found += [
                Spoken(
                    record,
                    whom,
                    texts[c],
                    Place(table, row["id"], c, *under, frozenset(theirs)),
                )
                for c in named
            ]
    too = [*spoken, *_shared(source, contact_id)]
    return [*found, *_beside_others(source, contact_id, too, others)]


def _shared(source: Reader, contact_id: int) -> list[str]:
    """The addresses of a contact that are another's too, as a firm's are, and say neither."""
    rows = source.all(
        "SELECT p.value FROM contact_point p WHERE p.contact_id = ?1 AND EXISTS (SELECT 1 FROM "
        "contact_point o WHERE o.kind = p.kind AND o.folded = p.folded AND o.contact_id <> ?1)",
        (contact_id,),
    )
    return [row["value"] for row in rows]


def namesakes_of(source: Reader, contact_id: int, spoken: Sequence[str]) -> dict[int, set[str]]:
    """By contact, their folded names that are one of ``spoken`` too, titles left aside."""
    theirs = set(map(names.fold, spoken))
    found: dict[int, set[str]] = {}
    for own, name in source.all(_WRITTEN, (contact_id,)):
        same = {names.fold(name), names.fold(names.without_titles(name))} & theirs
        if same:
            found.setdefault(own, set()).update(same)
    return found


def others_of(source: Reader, contact_id: int, spoken: Sequence[str]) -> list[str]:
    """The folded names of others in which one of ``spoken`` stands, or that begin it."""
    theirs = [names.fold(name) for name in spoken if not names.is_address(name)]
    called = {
        names.fold(form)
        for _, name in source.all(_WRITTEN, (contact_id,))
        for form in (name, names.without_titles(name))
    }
    return [
        name
        for name in sorted(called)
        if name not in theirs
        and any(_stands_in(own, name) or names.starts(name.split(), own.split()) for own in theirs)
    ]


def _stands_in(own: str, name: str) -> bool:
    """Whether a name may be found in another one: a short one as a whole word only."""
    return own in name and (" " in own or len(own) > _SHORT or own in name.split())


def _plain(column: str, text: str) -> str:
    return unescaped(text) if column == "vcard_extra" else text


def _mentioning(texts: dict[str, str], spoken: Sequence[str], others: Sequence[str]) -> list[str]:
    """The columns in which somebody stands with ``@``."""
    return [c for c, text in texts.items() if without_mentions(text, spoken, others) != text]


def _beside_others(
    source: Reader, contact_id: int, spoken: Sequence[str], others: Sequence[str]
) -> list[Spoken]:
    """Names, addresses, tags and topics of others that name them, or are theirs too."""
    return [
        Spoken(
            str(row["id"]),
            ContactRef(row["id"], row["name"]),
            row["said"],
            Place(table, row["row"], column, "c", row["id"]),
        )
        for table, column in _SHARED
        for row in source.all(
            f"SELECT c.id, c.name, t.id AS row, t.{column} AS said FROM {table} t "  # noqa: S608 - own words
            "JOIN contact c ON c.id = t.contact_id WHERE c.id <> ?",
            (contact_id,),
        )
        if speaks(row["said"], spoken, others if table in ("tag", "topic") else ())
    ]


def ids_of(source: Reader, contact_id: int) -> list[int]:
    """The id of a contact, and those of whom they were joined with."""
    joined = source.all("SELECT old_id FROM redirect WHERE contact_id = ?", (contact_id,))
    return [contact_id, *(row["old_id"] for row in joined)]


def uids_of(source: Reader, contact_id: int) -> list[str]:
    """The uid of a contact, and those of whom they were joined with."""
    rows = source.all(
        "SELECT uid FROM contact WHERE id = ?1 UNION "
        "SELECT uid FROM redirect WHERE contact_id = ?1",
        (contact_id,),
    )
    return [row["uid"] for row in rows]


def _keys(name: str) -> tuple[str, ...]:
    """An address as its kinds are compared."""
    return (phone_key(name), url_key(name)) if names.is_address(name) else ()


_CURRENT = """
SELECT name FROM contact WHERE id = ?1
UNION SELECT name FROM alias WHERE contact_id = ?1
UNION SELECT value FROM contact_point WHERE contact_id = ?1
"""
_NAMES = f"""
WITH own AS (SELECT ?1 AS id UNION SELECT old_id FROM redirect WHERE contact_id = ?1),
image AS (
  SELECT table_name, first_id, CASE WHEN json_valid(before) THEN before END AS was
  FROM journal_image WHERE table_name IN ('contact', 'alias', 'contact_point', 'redirect')
)
{_CURRENT}
UNION SELECT name FROM redirect WHERE contact_id = ?1
UNION SELECT value FROM taken_away
  WHERE contact_id = ?1 AND field IN ('name', 'aliases', 'emails', 'phones', 'urls')
UNION SELECT was ->> '$.name' FROM image
  WHERE table_name = 'contact' AND first_id IN (SELECT id FROM own)
UNION SELECT coalesce(was ->> '$.value', was ->> '$.name') FROM image
  WHERE table_name <> 'contact' AND was ->> '$.contact_id' IN (SELECT id FROM own)
"""  # noqa: S608 - own words


def _tells_who(name: str, current: set[str]) -> bool:
    """Whether a name says who is meant: no extension does, nor a first name of former days."""
    if names.is_phone(name):
        return sum(map(str.isdigit, name)) >= names.FEWEST_DIGITS
    folded = names.fold(name)
    longer = (names.words(other) for other in current)
    return name in current or " " in folded or not any(folded in words for words in longer)


_OF_OTHERS = """
SELECT sort_name FROM contact WHERE id NOT IN (0, ?1)
UNION SELECT folded FROM alias WHERE contact_id <> ?1
UNION SELECT folded FROM contact_point WHERE contact_id <> ?1
"""


def names_of(source: Reader, contact_id: int) -> list[str]:
    """Every name and address that says who a contact is, or did in what the journal remembers.

    Names they were joined under are among them, with what they were called before that; and each
    as others write it: a name without titles, a web address as it is compared.
    """
    shared = _shared(source, contact_id)
    current = {row[0] for row in source.all(_CURRENT, (contact_id,))} - {*shared}
    others = {row[0] for row in source.all(_OF_OTHERS, (contact_id,))}
    found = [
        name
        for (name,) in source.all(_NAMES, (contact_id,))
        # What was theirs by mistake, and was put right, says another one today; what is of both,
        # neither.
        if name and (name in current or not {names.fold(name), *_keys(name)} & others)
        if _tells_who(name, current)
    ]
    plain = (
        url_key(name) if names.is_address(name) and "@" not in name else names.without_titles(name)
        for name in found
    )
    return [name for name in dict.fromkeys([*found, *plain]) if name != names.UNNAMED]
