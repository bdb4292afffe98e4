"""What the demo's owner is after, and with whom: a goal, asks, introductions, recommendations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sqlmodel import Session

from netcrm.domain.ids import RecordId
from netcrm.domain.kinds import ME, Certainty, Effect, FollowUpKind, Owner, Side, Stance
from netcrm.services import (
    asks,
    expectations,
    follow_ups,
    goals,
    introductions,
    people,
    recommendations,
)
from netcrm.services.booking import Terms

# Places in the demo's list of people.
_MARIA, _TOMASZ, _LUKASZ, _ANNA, _JURGEN, _ZOE, _FRANCOIS = 0, 1, 2, 3, 7, 8, 10
_PRIYA, _GRACE, _WANDA = 19, 33, 37


def fill(session: Session, ids: Sequence[int], today: date) -> None:
    """Give the demo something to aim at."""
    goal = _goal(session, ids, today)
    _wishes(session, ids, today)
    _asked(session, ids, goal, today)
    _brought_together(session, ids, today)
    _recommended(session, ids, goal, today)


def _goal(session: Session, ids: Sequence[int], today: date) -> int:
    wanda, maria = ids[_WANDA], ids[_MARIA]
    aim = goals.Aim(
        "lead the data platform project", today + timedelta(days=45), [wanda], [ids[_TOMASZ]]
    )
    goal = goals.add(session, aim, today - timedelta(days=20)).records[0]
    goals.matters(session, goal, wanda, "no surprises for the supervisory board")
    step = follow_ups.Plan(
        FollowUpKind.step,
        Owner.me,
        maria,
        "show the one-page proposal to Maria",
        today + timedelta(days=3),
        goal_id=goal.number,
    )
    follow_ups.plan(session, step, today - timedelta(days=6))
    return goal.number


def _wishes(session: Session, ids: Sequence[int], today: date) -> None:
    for who, side, stance, text, certainty, days in (
        (ids[_MARIA], Side.theirs, Stance.expects, "a word before her name is used", True, -300),
        (ids[_MARIA], Side.mine, Stance.expects, "an honest no", True, -300),
        (ids[_FRANCOIS], Side.theirs, Stance.avoids, "introductions", True, -200),
        (ids[_TOMASZ], Side.theirs, Stance.avoids, "calls in the evening", False, -90),
        (ids[_JURGEN], Side.theirs, Stance.avoids, "talk of prices", True, -120),
        (ME, Side.mine, Stance.avoids, "reviewing pitches for free", True, -400),
    ):
        expectations.expect(
            session,
            who,
            [expectations.Wish(side, stance, text)],
            Certainty.said if certainty else Certainty.guess,
            today + timedelta(days=days),
        )


def _asked(session: Session, ids: Sequence[int], goal: int, today: date) -> None:
    def ask(who: int, side: Side, text: str, days: int, offer: str | None = None) -> RecordId:
        on = today + timedelta(days=days)
        request = asks.Request(
            ids[who],
            side,
            text,
            goal_id=goal if side is Side.mine else None,
            offer=offer,
            sent_on=on,
            found=asks.Findings(offer is not None, who == _MARIA),
        )
        return asks.draft(session, request, on).records[0]

    helped = ask(_MARIA, Side.mine, "an hour on what the board looks at", -40, "notes")
    asks.accept(session, helped, None, today, today - timedelta(days=38))
    asks.fulfil(session, helped, None, today - timedelta(days=30), Terms("experience", 3), today)
    ask(_TOMASZ, Side.mine, "20 minutes on who prepares the board's papers", -9, "the draft first")
    no = ask(_GRACE, Side.mine, "may I name you as a reference", -70)
    asks.decline(session, no, "not while I am on the panel", today - timedelta(days=65))
    ask(_ZOE, Side.theirs, "would you look at our discovery notes", -2)


def _brought_together(session: Session, ids: Sequence[int], today: date) -> None:
    made = introductions.Proposal(
        ME,
        ids[_ANNA],
        ids[_PRIYA],
        "somebody who runs a data platform",
        "a second pair of eyes on forecasts",
        "both asked for it",
    )
    proposed_on = today - timedelta(days=60)
    first = introductions.propose(session, made, proposed_on).records[0]
    for side in (ids[_ANNA], ids[_PRIYA]):
        introductions.agree(session, first, side, proposed_on + timedelta(days=2))
    made_on = proposed_on + timedelta(days=3)
    introductions.make(session, first, made_on, Terms(), made_on)
    told_on = today - timedelta(days=25)
    introductions.outcome(session, first, "they run a reading group now", Effect.helped, told_on)
    open_one = introductions.Proposal(
        ME, ids[_ZOE], ids[_LUKASZ], "pricing from the inside", "a first user for the new tool"
    )
    second = introductions.propose(session, open_one, today - timedelta(days=10)).records[0]
    introductions.agree(session, second, ids[_ZOE], today - timedelta(days=8))


def _recommended(session: Session, ids: Sequence[int], goal: int, today: date) -> None:
    maria, wanda, tomasz = ids[_MARIA], ids[_WANDA], ids[_TOMASZ]
    spoke_on = today - timedelta(days=150)
    spoken = recommendations.Request(maria, tomasz, wanda, text="the calmest architect we have")
    third_party = recommendations.request(session, spoken, spoke_on).records[0]
    recommendations.give(session, third_party, spoke_on, Terms(touch=False), today)
    recommendations.outcome(session, third_party, "he got the post", Effect.helped, spoke_on)
    wanted = recommendations.Request(maria, ME, wanda, goal, "what the pilot changed")
    recommendations.request(session, wanted, today - timedelta(days=4))
    people.tie(session, maria, tomasz, trusts=4)
