"""Many who share a name or an address: the one who is meant is found without asking each."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Container, Iterable, Iterator, Sequence

from netcrm.domain.nicknames import is_no_name, own_words

Test = Callable[[int], bool]


class _Queue:
    """Some contacts in their order; who once may not be meant is not asked again."""

    def __init__(self, ids: Iterable[int]) -> None:
        self._ids = deque(ids)

    def add(self, contact_id: int) -> None:
        self._ids.append(contact_id)

    def first(self, count: int, may_be: Test) -> list[int]:
        """The first of them who may be meant; whoever may not, never will be."""
        found: list[int] = []
        while self._ids and len(found) < count:
            contact_id = self._ids.popleft()
            if may_be(contact_id):
                found.append(contact_id)
        self._ids.extendleft(reversed(found))
        return found


class Namesakes:
    """The contacts of one name, in the order of their ids, by their organization.

    ``may_be`` says who may be meant; whoever may not, never may be again by the same ``test``.
    """

    def __init__(self) -> None:
        self._ids: list[int] = []
        self._of: dict[str, list[int]] = {}
        # By organization (None: whatever it is) and test.
        self._queues: dict[str | None, dict[object, _Queue]] = {}

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[int]:
        return iter(self._ids)

    def add(self, contact_id: int, organization: str) -> None:
        """One more of them, after the others."""
        self._ids.append(contact_id)
        self._of.setdefault(organization, []).append(contact_id)
        if self._queues:
            for which in (None, organization):
                for queue in self._queues.get(which, {}).values():
                    queue.add(contact_id)

    def at(self, organization: str) -> Sequence[int]:
        """Those of an organization."""
        return self._of.get(organization, ())

    def of(self, organization: str, test: object, may_be: Test) -> int | None:
        """The first of an organization who may be meant."""
        if organization not in self._of:
            return None
        found = self._queue(organization, test, self._of[organization]).first(1, may_be)
        return found[0] if found else None

    def only_one(self, test: object, may_be: Test) -> int | None:
        """The only one who may be meant, None where there are several."""
        found = self._queue(None, test, self._ids).first(2, may_be)
        return found[0] if len(found) == 1 else None

    def _queue(self, which: str | None, test: object, ids: list[int]) -> _Queue:
        queues = self._queues.setdefault(which, {})
        if test not in queues:
            queues[test] = _Queue(ids)
        return queues[test]


class Sharing:
    """The contacts who share one address, in their order, by the words of their names."""

    def __init__(self, members: Iterable[tuple[int, str]]) -> None:
        self._count = 0
        self._by_words: dict[tuple[str, ...], tuple[int, int]] = {}
        self._nameless: tuple[int, int] | None = None
        self._first: int | None = None
        self._left: list[int] = []
        for contact_id, name in members:
            self.add(contact_id, name)

    def add(self, contact_id: int, name: str) -> None:
        """One more of them, after the others."""
        place = (self._count, contact_id)
        self._count += 1
        self._first = contact_id if self._first is None else self._first
        if self._nameless is None and is_no_name(name):
            self._nameless = place
        self._by_words.setdefault(_words(name), place)
        self._left.append(contact_id)

    def called(self, name: str) -> int | None:
        """The first whose name is the same words, or is none; any, where this one is none."""
        if is_no_name(name):
            return self._first
        places = [p for p in (self._by_words.get(_words(name)), self._nameless) if p is not None]
        return min(places)[1] if places else None

    def left(self, taken: Container[int]) -> list[int]:
        """Those whom no other record has meant."""
        self._left = [contact_id for contact_id in self._left if contact_id not in taken]
        return self._left


def _words(name: str) -> tuple[str, ...]:
    return tuple(sorted(own_words(name)))
