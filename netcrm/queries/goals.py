"""Goals, who decides on them, and who knows the way."""

from __future__ import annotations

from netcrm.domain import names
from netcrm.domain.aims import Goal, GoalPerson
from netcrm.domain.errors import AmbiguousError, NotFoundError
from netcrm.domain.ids import RecordId, is_record_id, no_record, parse_record_id
from netcrm.domain.kinds import GoalState, Role
from netcrm.domain.people import ContactRef
from netcrm.queries.rows import a_day, day
from netcrm.store.reader import Reader, Row


def goal(reader: Reader, number: int) -> Goal:
    """One goal; raises ``NotFoundError`` where there is none."""
    row = reader.one("SELECT * FROM goal WHERE id = ?", (number,))
    if row is None:
        raise no_record(RecordId("g", number), hint="See them all: netcrm goal list")
    return _goal(reader, row)


def goals(reader: Reader, *, everything: bool = True) -> list[Goal]:
    """The goals, open ones first, the nearest day first; only the open ones where so wanted."""
    rows = reader.all(
        "SELECT * FROM goal ORDER BY state <> 'open', by_on IS NULL, by_on, id"
        if everything
        else "SELECT * FROM goal WHERE state = 'open' ORDER BY by_on IS NULL, by_on, id"
    )
    return [_goal(reader, row) for row in rows]


def resolve(reader: Reader, typed: str) -> Goal:
    """The goal that is meant: by id, else an open one by the starts of its title's words.

    Raises ``NotFoundError`` and ``AmbiguousError``.
    """
    if is_record_id(typed):
        return goal(reader, parse_record_id(typed, "g").number)
    query = names.words(typed)
    found = [
        g for g in goals(reader, everything=False) if names.starts(query, names.words(g.title))
    ]
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(f"g{g.id} ({g.title})" for g in found)
        raise AmbiguousError(
            f"{typed!r} could be {listed}.", hint=f"Say which, such as g{found[0].id}."
        )
    raise NotFoundError(
        f"There is no open goal {typed!r}.",
        hint="See them all: netcrm goal list. To add one: netcrm goal add TITLE",
    )


def roles(reader: Reader, contact_id: int) -> list[tuple[Goal, Role]]:
    """The open goals that a contact decides on, or knows the way to."""
    rows = reader.all(
        "SELECT p.goal_id, p.role FROM goal_person p JOIN goal g ON g.id = p.goal_id "
        "WHERE p.contact_id = ? AND g.state = 'open' ORDER BY g.by_on IS NULL, g.by_on, g.id",
        (contact_id,),
    )
    return [(goal(reader, row["goal_id"]), Role(row["role"])) for row in rows]


def _goal(reader: Reader, row: Row) -> Goal:
    people: dict[Role, list[GoalPerson]] = {Role.decider: [], Role.guide: []}
    for p in reader.all(
        "SELECT p.role, p.matters, c.id, c.name FROM goal_person p "
        "JOIN contact c ON c.id = p.contact_id WHERE p.goal_id = ? ORDER BY p.id",
        (row["id"],),
    ):
        people[Role(p["role"])].append(GoalPerson(ContactRef(p["id"], p["name"]), p["matters"]))
    return Goal(
        id=row["id"],
        title=row["title"],
        by_on=day(row["by_on"]),
        state=GoalState(row["state"]),
        opened_on=a_day(row["opened_on"]),
        closed_on=day(row["closed_on"]),
        outcome=row["outcome"],
        deciders=tuple(people[Role.decider]),
        guides=tuple(people[Role.guide]),
    )
