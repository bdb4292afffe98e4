"""Reports as the JSON that programs lean on."""

from __future__ import annotations

from netcrm.domain.goals import Speaker
from netcrm.render import jsonable
from netcrm.render import jsonable_aims as aims
from netcrm.render.jsonable import Json
from netcrm.reports.action_plan import ActionPlan
from netcrm.reports.brief import Brief
from netcrm.reports.dossier import Dossier
from netcrm.reports.glance import Glance
from netcrm.reports.months import Months
from netcrm.reports.network import NetworkReport
from netcrm.reports.network_map import NetworkMap
from netcrm.reports.paths import PathReport, WarmPath
from netcrm.reports.review import Review
from netcrm.reports.situation import Decider, Move


def dossier(value: Dossier) -> Json:
    """Everything about one person."""
    return jsonable.contact(value.contact) | {
        "balance": jsonable.balance(value.balance),
        "expectations": [aims.expectation(e) for e in value.expectations],
        "open_loops": [jsonable.exchange(e) for e in value.open_loops],
        "follow_ups": [jsonable.follow_up(f, value.today) for f in value.follow_ups],
        "ties": [jsonable.tie(t) for t in value.ties],
        "introductions": [aims.introduction(i) for i in value.introductions],
        "recommendations": [aims.recommendation(r) for r in value.recommendations],
        "asks": [aims.ask(a) for a in value.asks],
        "months": months(value.months),
        "timeline": [jsonable.event(e) for e in value.timeline],
        "notes": value.contact.note,
    }


def months(value: Months) -> list[Json]:
    """What flowed in each month."""
    return [
        {"month": f"{f.month:%Y-%m}", "given": f.given, "received": f.received} for f in value.flows
    ]


def glance(value: Glance) -> Json:
    """The day at a glance."""
    return {
        "goals": [aims.goal(g) | {"next": move(m)} for g, m in value.goals],
        "today": jsonable.iso(value.today),
        "people": value.people,
        "due": [jsonable.follow_up(f, value.today) for f in value.due.all],
        "quiet": [jsonable.contact(c) for c in value.quiet],
        "idea": None
        if value.idea is None
        else {
            "contact": jsonable.ref(value.idea.contact.ref),
            "last_gave_on": jsonable.iso(value.idea.last_gave_on),
            "cares": list(value.idea.contact.cares),
        },
    }


def network(value: NetworkReport) -> Json:
    """The whole network."""
    return {
        "today": jsonable.iso(value.today),
        "figures": dict(value.figures()),
        "balance": [jsonable.balance(b) for b in value.balance.balances],
        "months": months(value.months),
        "due": [jsonable.follow_up(f, value.today) for f in value.due.all],
        "open_loops": [jsonable.exchange(e) for e in value.open_loops],
        "goals": [action_plan(p) for p in value.goals],
        "introductions": [aims.introduction(i) for i in value.introductions],
        "recommendations": [aims.recommendation(r) for r in value.recommendations],
        "review": review(value.review),
        "people": [jsonable.contact(c) for c in value.people],
    }


def network_map(value: NetworkMap) -> Json:
    """The map: who stands where, in thousandths of its width around the middle."""
    return {
        "points": [
            {
                "contact": jsonable.ref(p.contact),
                "closeness": p.closeness,
                "role": p.mark.role or None,
                "open_loops": p.mark.loops,
                "x": p.x,
                "y": p.y,
            }
            for p in value.points
        ],
        "left_out": value.left_out,
    }


def path(value: WarmPath) -> Json:
    """One way; me first in the hops, and with each tie its strength."""
    return {
        "strength": round(value.strength, 4),
        "hops": [{"id": 0, "name": "me"}, *(jsonable.ref(c) for c in value.people)],
        "ties": [{"strength": hop.strength, "how": hop.how or None} for hop in value.hops],
        "weakest": jsonable.ref(value.weakest.contact),
    }


def paths(value: PathReport) -> Json:
    """The ways to somebody."""
    return {
        "target": jsonable.ref(value.target),
        "paths": [path(p) for p in value.paths],
        "left_out": [aims.expectation(e) for e in value.left_out],
        "nearest": [jsonable.ref(c) for c in value.nearest],
        "colleagues": [jsonable.ref(c) for c in value.colleagues],
        "boundary": None if value.boundary is None else aims.expectation(value.boundary),
    }


def _speaker(value: Speaker) -> Json:
    return {
        "contact": jsonable.ref(value.contact),
        "closeness": value.closeness,
        "trust": value.trust,
        "evidence": value.evidence,
        "can_speak": value.can_speak,
    }


def move(value: Move | None) -> Json | None:
    """Something to do, and the command for it."""
    return None if value is None else {"text": value.text, "command": value.command}


def _decider(value: Decider, missing: tuple[Move, ...]) -> Json:
    return {
        "contact": jsonable.ref(value.contact.ref),
        "matters": value.matters,
        "last_contact_on": jsonable.iso(value.contact.last_contact_on),
        "path": None if value.path is None else path(value.path),
        "speakers": [_speaker(s) for s in value.trusted],
        "missing": [move(m) for m in missing],
    }


def action_plan(value: ActionPlan) -> Json:
    """A goal with all that is known and missing."""
    known = value.known
    return aims.goal(known.goal) | {
        "plan": [_decider(d, missing) for d, missing in value.missing],
        "open_loops": [jsonable.exchange(e) for e in known.loops],
        "steps": [jsonable.follow_up(s, known.today) for s in known.steps],
        "asks": [aims.ask(a) for a in known.asks],
        "introductions": [aims.introduction(i) for i in known.introductions],
        "recommendations": [aims.recommendation(r) for r in known.recommendations],
        "help": [jsonable.exchange(e) for e in known.help],
        "next": move(value.next),
    }


def brief(value: Brief) -> Json:
    """A conversation prepared."""
    return {
        "contact": jsonable.contact(value.contact),
        "expectations": [aims.expectation(e) for e in value.expectations],
        "lately": [jsonable.event(e) for e in value.lately],
        "promises": [jsonable.follow_up(p, value.today) for p in value.promises],
        "open_loops": [jsonable.exchange(e) for e in value.loops],
        "offers": [
            {"contact": jsonable.ref(i.contact), "why": i.why, "command": i.command}
            for i in value.ideas
        ],
        "asks": [aims.ask(a) for a in value.open_asks],
        "goals": [
            {"id": f"g{p.goal.id}", "title": p.goal.title, "role": p.role, "matters": p.matters}
            for p in value.parts
        ],
        "openers": list(value.openers),
    }


def review(value: Review) -> Json:
    """A period looked back on."""
    return {
        "since": jsonable.iso(value.since),
        "until": jsonable.iso(value.until),
        "met": [{"contact": jsonable.ref(c), "times": times} for c, times in value.met],
        "flows": [{"kind": f.kind, "given": f.given, "received": f.received} for f in value.flows],
        "introductions": [aims.introduction(i) for i in value.introductions],
        "loops_closed": [
            {"loop": c.loop, "days": c.days, "in_time": c.in_time} for c in value.closed
        ],
        "median_days": value.median_days,
        "went_quiet": [jsonable.ref(c) for c in value.went_quiet],
        "scorecard": [
            {
                "principle": s.principle,
                "title": s.title,
                "result": s.result,
                "command": s.command,
            }
            for s in value.scorecard
        ],
        "goals": [aims.goal(g) for g in value.goals],
    }
