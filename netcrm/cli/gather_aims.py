"""Reports on aims gathered through the read door: paths, goals, briefs, reviews."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from netcrm.domain.aims import Goal, Introduction, Recommendation
from netcrm.domain.checks import Draft, Preparation, asked_since
from netcrm.domain.expectations import avoids_introductions, boundaries_met
from netcrm.domain.kinds import ME, AskState, FollowUpKind
from netcrm.domain.ledger import Exchange
from netcrm.domain.people import Contact, ContactRef
from netcrm.queries import (
    asks,
    expectations,
    follow_ups,
    goals,
    introductions,
    recommendations,
    speakers,
    timeline,
)
from netcrm.queries import contacts as people
from netcrm.queries import exchanges as ledger
from netcrm.queries import offers as useful
from netcrm.queries import paths as ways
from netcrm.queries import review as looking_back
from netcrm.queries import rules as chosen
from netcrm.reports.action_plan import ActionPlan, action_plan
from netcrm.reports.brief import Brief, Idea, Part
from netcrm.reports.paths import Hop, PathReport, WarmPath
from netcrm.reports.review import Review
from netcrm.reports.situation import Decider, Situation, people_on_the_way
from netcrm.store.reader import Reader

_LATELY = 3
_NEAREST = 3
_FAR_AHEAD = timedelta(days=365)


def paths(source: Reader, target: ContactRef) -> PathReport:
    """The warmest ways to somebody, and where there is none, who is near."""
    found, rules = ways.ways(source, target), chosen.rules(source)
    contact = people.contact(source, target.id)
    return PathReport(
        target=target,
        paths=tuple(
            WarmPath(
                path.strength,
                tuple(
                    Hop(
                        s.contact,
                        s.strength,
                        rules.chance(s.strength),
                        s.how or ("closeness" if n == 0 else ""),
                    )
                    for n, s in enumerate(steps)
                ),
            )
            for path, steps in found.paths
        ),
        left_out=tuple(found.left_out),
        nearest=tuple(ways.refs(source, found.met[:_NEAREST])) if not found.paths else (),
        colleagues=tuple(ways.colleagues(source, target.id)),
        organization=contact.organization,
        boundary=avoids_introductions(expectations.of(source, target.id)),
    )


def plan(source: Reader, goal: Goal, today: date) -> ActionPlan:
    """The plan of action for a goal."""
    deciders = tuple(_decider(source, p.contact, p.matters) for p in goal.deciders)
    own_asks = tuple(asks.for_goal(source, goal.id))
    asked = [ask.contact for ask in own_asks if ask.state is AskState.drafted]
    helped = ledger.received_for(source, goal.id)
    near = people_on_the_way(goal, deciders, asked)
    everybody = near | {c.id for d in deciders for p in d.ways.paths for c in p.people}
    everybody |= {c.id for d in deciders for c in d.ways.colleagues}
    return action_plan(
        Situation(
            today=today,
            goal=goal,
            deciders=deciders,
            loops=tuple(_loops_with(source, near | {e.contact.id for e in helped})),
            steps=tuple(follow_ups.steps(source, goal.id)),
            asks=own_asks,
            introductions=tuple(_introductions(source, goal)),
            recommendations=tuple(_recommendations(source, goal)),
            help=tuple(helped),
            acquainted=people.acquainted(source, everybody),
            archived=people.archived(source, everybody),
            boundaries={
                i: known
                for i, known in expectations.their_boundaries(source).items()
                if i in everybody
            },
        )
    )


def _introductions(source: Reader, goal: Goal) -> list[Introduction]:
    """The introductions for a goal, and those of me to who decides, whatever they were for."""
    found = {i.id: i for i in introductions.for_goal(source, goal.id)}
    for decider in goal.deciders:
        found |= {
            i.id: i
            for i in introductions.of(source, decider.contact.id)
            if {ME, decider.contact.id} == {side.id for side in i.sides}
        }
    return [found[number] for number in sorted(found, reverse=True)]


def _recommendations(source: Reader, goal: Goal) -> list[Recommendation]:
    """The recommendations for a goal, and those of me to who decides, whatever they were for."""
    found = {r.id: r for r in recommendations.for_goal(source, goal.id)}
    for decider in goal.deciders:
        found |= {
            r.id: r
            for r in recommendations.of(source, decider.contact.id)
            if r.subject.is_me and r.audience == decider.contact
        }
    return [found[number] for number in sorted(found, reverse=True)]


def _decider(source: Reader, who: ContactRef, matters: str | None) -> Decider:
    return Decider(
        people.contact(source, who.id),
        matters,
        paths(source, who),
        tuple(speakers.trusted(source, who.id)),
        timeline.last_talk(source, who.id),
    )


def _loops_with(source: Reader, ids: Iterable[int]) -> list[Exchange]:
    loops = [loop for i in ids for loop in ledger.open_loops(source, i)]
    return sorted(loops, key=lambda e: (e.loop_due_on, e.id))


def brief(source: Reader, contact_id: int, today: date) -> Brief:
    """What to know before talking to somebody."""
    contact = people.contact(source, contact_id)
    events = timeline.timeline(source, contact_id)
    wanted = follow_ups.DueFilter(today + _FAR_AHEAD, FollowUpKind.promise, contact_id)
    return Brief(
        today=today,
        contact=contact,
        balance=ledger.balance(source, contact_id),
        expectations=tuple(expectations.between(source, contact_id)),
        lately=tuple(e for e in events if e.id.startswith("n") and e.word != "mentioned")[:_LATELY],
        promises=tuple(follow_ups.due(source, wanted, today)),
        loops=tuple(ledger.open_loops(source, contact_id)),
        ideas=tuple(_ideas(source, contact)),
        asks=tuple(asks.of(source, contact_id)),
        parts=tuple(_parts(source, contact_id)),
        introductions=tuple(introductions.of(source, contact_id)),
        recommendations=tuple(recommendations.of(source, contact_id)),
        steps=tuple(
            follow_ups.due(
                source,
                follow_ups.DueFilter(today + _FAR_AHEAD, FollowUpKind.step, contact_id),
                today,
            )
        ),
    )


def _parts(source: Reader, contact_id: int) -> Iterator[Part]:
    """What somebody is to each open goal: decides, knows the way, stands on it, could speak."""
    named: dict[int, list[str]] = {}
    for goal, role in goals.roles(source, contact_id):
        named.setdefault(goal.id, []).append(role.value)
    for goal in goals.goals(source, everything=False):
        roles = named.get(goal.id, [])
        for decider in goal.deciders:
            if decider.contact.id == contact_id:
                continue
            found = ways.ways(source, decider.contact).paths
            if any(contact_id in path.hops for path, _ in found):
                roles.append(f"on the way to {decider.contact.name}")
            if any(
                s.contact.id == contact_id and s.can_speak
                for s in speakers.trusted(source, decider.contact.id)
            ):
                roles.append(f"could speak for you to {decider.contact.name}")
        if roles:
            yield Part(goal, ", ".join(dict.fromkeys(roles)), _matters(goal, contact_id))


def _matters(goal: Goal, contact_id: int) -> str | None:
    for person in (*goal.deciders, *goal.guides):
        if person.contact.id == contact_id and person.matters:
            return person.matters
    return None


def _ideas(source: Reader, contact: Contact) -> list[Idea]:
    knowers, both = useful.offers(source, contact)
    helped = {b.contact.id for b in both}
    return [
        Idea(
            b.contact,
            f"{b.contact.name} knows {b.contact_gains}, and cares about {b.they_gain}: "
            "good for both",
            f"netcrm intro {contact.id} {b.contact.id}",
        )
        for b in both
    ] + [
        Idea(
            m.contact,
            f"{m.contact.name} knows {m.topic}",
            f"netcrm intro {contact.id} {m.contact.id}",
        )
        for m in knowers
        if m.contact.id not in helped
    ]


def review(source: Reader, since: date, until: date) -> Review:
    """A period looked back on."""
    period = looking_back.Period(since, until)
    return Review(
        since=since,
        until=until,
        met=tuple(looking_back.met(source, period)),
        flows=tuple(looking_back.flows(source, period)),
        introductions=tuple(introductions.made_between(source, since, until)),
        closed=tuple(looking_back.closed_loops(source, period)),
        open_loop=looking_back.longest_open_loop(source),
        went_quiet=tuple(looking_back.went_quiet(source, period)),
        goals=tuple(goals.goals(source, everything=False)),
        counts=looking_back.counts(source, period),
    )


def preparation(source: Reader, contact_id: int, draft: Draft, today: date) -> Preparation:
    """All that is known before an ask."""
    helped_on, rules = ledger.last_help(source, contact_id), chosen.rules(source)
    known = expectations.between(source, contact_id)
    return Preparation(
        today=today,
        contact=people.contact(source, contact_id),
        draft=draft,
        boundaries=boundaries_met(known, [t for t in (draft.text, draft.topic) if t]),
        expectations=[e for e in known if not e.contact.is_me],
        open_loops=ledger.open_loops(source, contact_id),
        asked_on=asks.sent_since(source, contact_id, asked_since(today, rules)),
        asked_before=any(
            a.sent_on is not None and not a.is_theirs for a in asks.of(source, contact_id)
        ),
        helped_on=helped_on,
        given_since=ledger.given_since(source, contact_id, helped_on) if helped_on else (),
        rules=rules,
    )
