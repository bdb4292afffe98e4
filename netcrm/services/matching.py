"""Which contact a record of a file means: by uid, the source's id, e-mail, phone, slug, name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence, Sized
from typing import Any

from sqlmodel import Session

from netcrm.domain.nicknames import names_agree, same_first_word
from netcrm.domain.text import uid_key
from netcrm.services.crowds import Namesakes, Sharing, Test
from netcrm.services.identity import NAMESAKE, Keyed, Point
from netcrm.services.namesakes import Facts, Taken, facts_of, is_of_a_firm

# The sources whose records have uids; a uid is the same person's in all of them.
_OF_UIDS = ("vcard", "csv")
_CROWD = 500
_KEPT_FOR = 4_000


class Known:
    """Who is there already among those whom some records may mean; uids by their key.

    ``taken`` are those whom other records of the same import meant.
    """

    def __init__(self, session: Session, source: str, taken: dict[int, Taken]) -> None:
        self._session = session
        self._source = source
        self.taken = taken
        self._count = 0
        # Whether somebody who was there already may be another by now.
        self._is_stale = False
        self._asked: dict[str, set[Hashable]] = defaultdict(set)
        self._origins: dict[str, int] = {}
        self._uids: dict[str, int] = {}
        self._points: dict[Point, dict[int, None]] = {}
        self._sharing: dict[Point, Sharing] = {}
        self._namesakes: dict[str, Namesakes] = {}
        self._names: dict[int, str] = {}
        self._facts: dict[int, Facts] = {}
        self._has_slug: set[int] = set()
        self._claimed: set[int] = set()

    def has_key(self, of: Keyed) -> bool:
        """Whether the key of a record is somebody's already."""
        return of.key in self._origins

    def note(self, contact_id: int, of: Keyed, *, is_new: bool) -> None:
        """A record that was brought in as this contact."""
        self._origins.setdefault(of.key, contact_id)
        has_uid = bool(of.record.uid)
        if has_uid:
            self._uids[of.uid] = contact_id
        before = self.taken.get(contact_id)
        had_uid = before is not None and before.has_uid
        self.taken[contact_id] = Taken(had_uid or has_uid, hash(of.key))
        if of.slugs:
            self._has_slug.add(contact_id)
        self._facts[contact_id] = facts_of(of.record).or_else(self._facts.get(contact_id))
        if contact_id not in self._names:
            self._names[contact_id] = of.name
            self._of_name(of.name).add(contact_id, of.organization)
            if not is_new:
                # They were nobody by name while the others who share an address were looked at.
                self._sharing.clear()
        for point in of.points:
            there = self._points.setdefault(point, {})
            if contact_id not in there:
                there[contact_id] = None
                if point in self._sharing:
                    self._sharing[point].add(contact_id, self._names[contact_id])
        self._is_stale |= not is_new

    @property
    def is_worth_keeping(self) -> bool:
        """Whether it may go on, since so many share a name or an address that it is long to ask.

        It knows whom it has asked for, and was told of all who are new since. After many records it
        begins anew, so that memory does not grow with the file.
        """
        if self._is_stale or self._count >= _KEPT_FOR:
            return False
        crowds: tuple[Sized, ...] = (*self._namesakes.values(), *self._points.values())
        return any(len(crowd) > _CROWD for crowd in crowds)

    def match(self, of: Keyed) -> int | None:
        """The contact that a record means, None for a new one.

        What may be shared, an e-mail address or a phone, is only theirs whose name agrees.
        """
        if of.record.uid and (found := self._uids.get(of.uid)) is not None:
            return found
        if (found := self._by_key(of)) is not None:
            return found
        for point in of.points:
            if point in self._points and (found := self._who_shares(point, of)) is not None:
                return found
        return self._by_name(of)

    def _who_shares(self, point: Point, of: Keyed) -> int | None:
        """Whoever of those who share an address is meant, if anybody."""
        kind, name = point[0], of.record.name
        if kind == "url":
            return next(iter(self._points[point]))
        if point not in self._sharing:
            members = ((own, self._names.get(own, "")) for own in self._points[point])
            self._sharing[point] = Sharing(members)
        sharing = self._sharing[point]
        found = sharing.called(name)
        if found is not None:
            better = self._who_agrees(found, of, self._points[point].__contains__)
            if better is not None or found not in self.taken:
                return found if better is None else better
        # One file does not call the same person by two names.
        left = sharing.left(self.taken)
        for own in left:
            if names_agree(self._names.get(own, ""), name):
                return own
        # Where only the family name is another; a card with a uid of its own would say so.
        is_theirs = kind == "email" and of.record.uid is None and not is_of_a_firm(point[1])
        if is_theirs and len(self._points[point]) == 1:
            for own in left:
                if same_first_word(self._names.get(own, ""), name):
                    return own
        return None

    def _by_key(self, of: Keyed) -> int | None:
        """Whom the source has named by this key before.

        Only one that stands for several in a file, as a name does, says nothing of a namesake.
        """
        found = self._origins.get(of.key)
        if found is None:
            return None
        better = self._who_agrees(found, of, lambda own: self._has_key(own, of.key))
        if better is not None:
            return better
        said_so = found in self.taken and self.taken[found].key == hash(of.key)
        return None if said_so and self._is_another(found, of) else found

    def _has_key(self, own: int, key: str) -> bool:
        """Whether a namesake has the key that another one has too."""
        whose = f"{key}{NAMESAKE}{own}"
        rows = self._rows(
            "SELECT key, record_id FROM origin WHERE letter = 'c' AND source = ? AND key IN ({})",
            "namesake",
            [whose],
            self._source,
        )
        self._origins.update(rows)
        return self._origins.get(whose) == own

    def _who_agrees(self, found: int, of: Keyed, may_be: Test) -> int | None:
        """The one who was found, unless something says otherwise; then who agrees better, if any.

        A source may correct a date, or its people move: that is another person only in one file.
        """
        known, facts = self._facts.get(found), facts_of(of.record)
        if known is None or not known.contradict(facts, same_file=True):
            return found
        alike = self._namesakes.get(of.name)
        for own in alike if alike is not None and len(alike) <= _CROWD else ():
            if own in self._facts and self._facts[own].agree(facts) and may_be(own):
                return own
        return None

    def _by_name(self, of: Keyed) -> int | None:
        """A namesake of the same organization, or the only one.

        Another slug is another person, and so is another uid in the same file: by the same slug
        they would have been found. So is who was born on another day, or lives elsewhere in it.
        """
        alike = self._namesakes.get(of.name)
        if alike is None:
            return None
        has_slug, has_uid = bool(of.slugs), bool(of.record.uid)
        # Each of a crowd by what is known of them would be looked at for long.
        facts = facts_of(of.record) if len(alike) <= _CROWD else None

        def may_be(own: int) -> bool:
            return (
                not (has_slug and own in self._has_slug)
                and not (has_uid and own in self.taken and self.taken[own].has_uid)
                and not (facts and self._is_another(own, of))
            )

        test = (has_slug, has_uid, facts)
        found = alike.of(of.organization, test, may_be)
        if found is not None:
            return found
        # One file does not name the same person twice at two firms: the second is a namesake.
        # Whom another record of the file is surer of, is that one's.
        found = alike.only_one(test, may_be)
        return None if found in self.taken or found in self._claimed else found

    def _is_another(self, own: int, of: Keyed) -> bool:
        """Whether what is known of a contact says that a record of their name is not theirs."""
        known = self._facts.get(own)
        return known is not None and known.contradict(
            facts_of(of.record), same_file=own in self.taken
        )

    def _of_name(self, name: str) -> Namesakes:
        found = self._namesakes.get(name)
        if found is None:
            found = self._namesakes[name] = Namesakes()
        return found

    def ask(self, records: Sequence[Keyed]) -> None:
        """Find all who may be meant by some records, in a few questions."""
        self._count += len(records)
        for key, contact_id in self._rows(
            "SELECT key, record_id FROM origin WHERE letter = 'c' AND source = ? "
            "AND key IN ({}) AND EXISTS (SELECT 1 FROM contact WHERE id = record_id)",
            "key",
            [of.key for of in records],
            self._source,
        ):
            self._origins[key] = contact_id
        self._ask_uids([of.record.uid for of in records if of.record.uid])
        wanted: dict[str, list[str]] = {"email": [], "phone": [], "url": []}
        for of in records:
            for kind, key in of.points:
                wanted[kind].append(key)
        ids: set[int] = set()
        sql = "SELECT folded, contact_id FROM contact_point WHERE kind = ? AND folded IN ({})"
        for kind, keys in wanted.items():
            for key, contact_id in self._rows(sql, kind, keys, kind):
                self._points.setdefault((kind, key), {})[contact_id] = None
                ids.add(contact_id)
        self._ask_names([of.name for of in records], ids)
        self._claimed = {own for of in records if (own := self._claims(of)) is not None}

    def _claims(self, of: Keyed) -> int | None:
        """Whom a record means by more than the name alone, if anybody."""
        found = self._uids.get(of.uid) if of.record.uid else None
        if found is None:
            found = self._origins.get(of.key)
        for point in of.points if found is None else ():
            there = self._points.get(point, {})
            found = next((own for own in there if self._names.get(own) == of.name), found)
        alike = self._namesakes.get(of.name)
        if found is None and of.organization and alike is not None:
            found = next(iter(alike.at(of.organization)), None)
        return found

    def _ask_uids(self, uids: Sequence[str]) -> None:
        """Whose uids are there: a contact's own as it came in, and those of all their cards."""
        keys = [uid_key(uid) for uid in uids]
        for key, contact_id in self._rows(
            "SELECT key, record_id FROM origin WHERE letter = 'c' AND source IN (?, ?) "
            "AND key IN ({}) AND EXISTS (SELECT 1 FROM contact WHERE id = record_id)",
            "card",
            [f"uid:{key}" for key in keys],
            *_OF_UIDS,
        ):
            self._uids[key.removeprefix("uid:")] = contact_id
        for kind, sql in (
            ("redirect", "SELECT uid, contact_id FROM redirect WHERE uid IN ({})"),
            ("uid", "SELECT uid, id FROM contact WHERE uid IN ({})"),
        ):
            for uid, contact_id in self._rows(sql, kind, [*uids, *keys]):
                self._uids[uid_key(uid)] = contact_id

    def _ask_names(self, names: Sequence[str], ids: Iterable[int]) -> None:
        """All who have these names, and what these contacts are called."""
        new = []
        for name, contact_id, organization, *facts in self._rows(
            "SELECT sort_name, id, organization_folded, name, birthday, city FROM contact "
            "WHERE id <> 0 AND sort_name IN ({})",
            "name",
            names,
        ):
            self._facts[contact_id] = Facts(*facts)
            self._of_name(name).add(contact_id, organization or "")
            self._names[contact_id] = name
            new.append(contact_id)
        others = (contact_id for contact_id in ids if contact_id not in self._names)
        sql = "SELECT id, sort_name, name, birthday, city FROM contact WHERE id <> 0 AND id IN ({})"
        for contact_id, name, *facts in self._rows(sql, "id", sorted(others)):
            self._names[contact_id] = name
            self._facts[contact_id] = Facts(*facts)
        sql = (
            "SELECT contact_id FROM contact_point WHERE kind = 'url' "
            "AND folded LIKE 'linkedin.com/in/%' AND contact_id IN ({})"
        )
        self._has_slug.update(own for (own,) in self._rows(sql, "slug", new))

    def _rows(
        self, sql: str, kind: str, values: Iterable[Hashable], *before: object
    ) -> Iterator[Any]:
        """The rows of what was not asked for yet; ``kind`` is what it is asked as."""
        asked = self._asked[kind]
        wanted = [value for value in dict.fromkeys(values) if value not in asked]
        asked.update(wanted)
        connection = self._session.connection()
        for at in range(0, len(wanted), 500):
            chunk = wanted[at : at + 500]
            marks = ", ".join("?" * len(chunk))
            yield from connection.exec_driver_sql(sql.format(marks), (*before, *chunk))
