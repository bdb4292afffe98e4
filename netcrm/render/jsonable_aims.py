"""Expectations, asks, introductions, recommendations and goals as JSON."""

from __future__ import annotations

from netcrm.domain.aims import Ask, Goal, GoalPerson, Introduction, Recommendation
from netcrm.domain.checks import Check
from netcrm.domain.expectations import Expectation
from netcrm.render.jsonable import Json, iso, ref


def expectation(value: Expectation) -> Json:
    """What a side expects or avoids."""
    return {
        "id": f"x{value.id}",
        "contact": ref(value.contact),
        "side": value.side.value,
        "stance": value.stance.value,
        "text": value.text,
        "certainty": value.certainty.value,
        "since": iso(value.since),
    }


def ask(value: Ask) -> Json:
    """An ask."""
    return {
        "id": f"a{value.id}",
        "contact": ref(value.contact),
        "side": value.side.value,
        "text": value.text,
        "topic": value.topic,
        "goal": value.goal,
        "offer": value.offer,
        "by_on": iso(value.by_on),
        "state": value.state.value,
        "drafted_on": iso(value.drafted_on),
        "sent_on": iso(value.sent_on),
        "answered_on": iso(value.answered_on),
        "answer": value.answer,
        "fulfilled_on": iso(value.fulfilled_on),
        "fulfilled_by": value.fulfilled_by,
        "promise": value.promise,
        "despite": value.despite,
    }


def check(value: Check) -> Json:
    """One finding before an ask."""
    return {
        "name": value.name,
        "verdict": value.verdict.value,
        "text": value.text,
        "command": value.command or None,
    }


def introduction(value: Introduction) -> Json:
    """An introduction."""
    return {
        "id": f"i{value.id}",
        "introducer": ref(value.introducer),
        "a": ref(value.a),
        "b": ref(value.b),
        "for_a": value.for_a,
        "for_b": value.for_b,
        "why": value.why,
        "goal": value.goal,
        "for": value.for_ask,
        "state": value.state.value,
        "agreed": [ref(side) for side in value.agreed],
        "proposed_on": iso(value.proposed_on),
        "made_on": iso(value.made_on),
        "declined_on": iso(value.declined_on),
        "declined_by": ref(value.declined_by),
        "answer": value.answer,
        "outcome": value.outcome,
        "effect": value.effect.value if value.effect else None,
        "outcome_on": iso(value.outcome_on),
        "despite": value.despite,
    }


def recommendation(value: Recommendation) -> Json:
    """A recommendation."""
    return {
        "id": f"r{value.id}",
        "recommender": ref(value.recommender),
        "subject": ref(value.subject),
        "audience": ref(value.audience),
        "goal": value.goal,
        "for": value.for_ask,
        "text": value.text,
        "state": value.state.value,
        "requested_on": iso(value.requested_on),
        "given_on": iso(value.given_on),
        "declined_on": iso(value.declined_on),
        "answer": value.answer,
        "outcome": value.outcome,
        "effect": value.effect.value if value.effect else None,
        "outcome_on": iso(value.outcome_on),
        "despite": value.despite,
    }


def goal(value: Goal) -> Json:
    """A goal."""
    return {
        "id": f"g{value.id}",
        "title": value.title,
        "by_on": iso(value.by_on),
        "state": value.state.value,
        "opened_on": iso(value.opened_on),
        "closed_on": iso(value.closed_on),
        "outcome": value.outcome,
        "deciders": [_goal_person(p) for p in value.deciders],
        "guides": [_goal_person(p) for p in value.guides],
    }


def _goal_person(value: GoalPerson) -> Json:
    return {"contact": ref(value.contact), "matters": value.matters}
