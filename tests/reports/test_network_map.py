"""The map: the same for the same network, everybody on it, no name over another."""

import math
from datetime import date
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcrm.domain.ledger import MonthFlow
from netcrm.domain.people import Contact
from netcrm.reports.map_labels import SIZE
from netcrm.reports.map_lines import Line, around_me, crosses, past_others
from netcrm.reports.months import first_month, months_report
from netcrm.reports.network_map import SHOWN, Mark, network_map


def person(number, closeness=None, name=None, organization=None):
    return Contact(
        id=number, uid=f"u{number}", name=name or f"Person {number}", organization=organization,
        title=None, city=None, birthday=None, cadence=None, closeness=closeness, met_on=None,
        met_where=None, through=None, note=None, added_on=date(2026, 1, 1), last_contact_on=None,
        next_touch_on=None, archived=False,
    )  # fmt: skip


names = st.text(
    st.characters(categories=("Lu", "Ll", "Lo"), include_characters=" "), min_size=1, max_size=40
)
networks = st.lists(
    st.tuples(st.one_of(st.none(), st.integers(1, 5)), names), min_size=0, max_size=70
).flatmap(
    lambda drawn: st.tuples(
        st.just([person(n, c, name) for n, (c, name) in enumerate(drawn, start=1)]),
        st.lists(
            st.tuples(
                st.integers(1, max(1, len(drawn))),
                st.integers(1, max(1, len(drawn))),
                st.integers(1, 5),
            ).filter(lambda tie: tie[0] < tie[1]),
            max_size=60,
        )
        if len(drawn) > 1
        else st.just([]),
    )
)


@given(networks)
def test_everybody_has_a_place_of_their_own_inside(network):
    people, ties = network
    drawn = network_map(people, ties, {}, {}, [])
    assert {p.contact.id for p in drawn.points} == {c.id for c in people}
    half = SIZE / 2
    assert all(math.hypot(p.x, p.y) <= half for p in drawn.points)
    places = [(p.x, p.y) for p in drawn.points]
    assert all(
        math.dist(one, other) > 4 for at, one in enumerate(places) for other in places[at + 1 :]
    )
    assert network_map(people, list(reversed(ties)), {}, {}, []) == drawn


@given(networks)
def test_who_is_closer_stands_further_inside(network):
    people, ties = network
    radius: dict[int, list[float]] = {}
    for p in network_map(people, ties, {}, {}, []).points:
        radius.setdefault(p.closeness or 0, []).append(math.hypot(p.x, p.y))
    levels = sorted(radius, reverse=True)
    for inner, outer in pairwise(levels):
        assert max(radius[inner]) < min(radius[outer])


def boxes(drawn):
    from unicodedata import east_asian_width

    for p in drawn.points:
        if p.label is not None:
            width = 6.7 * sum(2 if east_asian_width(c) in "WF" else 1 for c in p.label.text)
            left = {"start": 0.0, "middle": -width / 2, "end": -width}[p.label.anchor] + p.label.x
            yield left, p.label.y - 10, left + width, p.label.y + 2


@given(networks)
def test_no_name_covers_another_or_leaves_the_map(network):
    people, ties = network
    found = list(boxes(network_map(people, ties, {}, {}, [])))
    half = SIZE / 2
    for at, (left, t, r, b) in enumerate(found):
        assert -half <= left < r <= half
        assert -half <= t < b <= half
        for l2, t2, r2, b2 in found[at + 1 :]:
            assert r <= l2 or r2 <= left or b <= t2 or b2 <= t


def test_a_few_all_have_their_names_and_of_many_those_who_matter():
    few = [person(n, 1 + n % 5, f"Nomen Nominandum {n}") for n in range(1, 26)]
    assert all(p.label for p in network_map(few, [], {}, {}, []).points)
    many = [person(n, 1 + n % 3, f"Nomen Nominandum {n}") for n in range(1, 400)]
    drawn = network_map(many, [], {77: Mark("decider"), 78: Mark("guide", 2)}, {}, [[0, 79, 77]])
    shown = {p.contact.id: p for p in drawn.points}
    assert (len(shown), drawn.left_out) == (SHOWN, 99)
    assert shown[77].label is not None
    assert shown[78].label is not None
    assert 40 < sum(p.label is not None for p in drawn.points) < SHOWN
    assert "Deciders: Nomen Nominandum 77." in drawn.words
    assert "99 more are not shown" in drawn.words


def over(drawn, names):
    """The points of others, and the ways, that lie under a name."""
    font = 30 if names == "phone" else 12
    for p in drawn.points:
        label = getattr(p, names)
        if label is None or p.mark.role:
            continue
        width = 0.56 * font * len(label.text)
        left = {"start": 0.0, "middle": -width / 2, "end": -width}[label.anchor] + label.x
        box = (left, label.y - font * 0.8, left + width, label.y + font * 0.1)
        for other in drawn.points:
            if other is not p and box[0] < other.x < box[2] and box[1] < other.y < box[3]:
                yield p.contact.name, other.contact.name
        for line in drawn.lines:
            if line.is_way and any(crosses(s, *box) for s in line.segments):
                yield p.contact.name, "a way"


@pytest.mark.parametrize("names", ["label", "phone"])
def test_in_a_crowd_no_name_lies_over_a_point_or_a_way(names):
    chance = Random(7)
    people = [person(n, chance.choice((None, 1, 1, 2, 2, 3, 4, 5))) for n in range(1, 301)]
    ties = [(n, 300 - n, 2) for n in range(1, 150)]
    marks = {300: Mark("decider"), 20: Mark("way"), 40: Mark("guide")}
    drawn = network_map(people, [*ties, (20, 300, 4)], marks, {}, [(0, 20, 300)])
    assert list(over(drawn, names)) == []
    shown = {p.contact.id: getattr(p, names) for p in drawn.points}
    assert all(shown[i] is not None for i in marks)
    assert sum(label is not None for label in shown.values()) > (50 if names == "label" else 5)


def test_a_tie_of_others_keeps_away_from_me():
    for angle in range(0, 180, 7):
        at = (300 * math.cos(math.radians(angle)), 300 * math.sin(math.radians(angle)))
        line = around_me(Line(*at, -at[0] + 9, -at[1], 3, is_way=False))
        assert line.bend is not None
        assert all(math.hypot(s[0], s[1]) > 30 for s in line.segments)
    straight = Line(300.0, 300.0, 300.0, -300.0, 3, is_way=False)
    assert around_me(straight) is straight


def test_a_way_does_not_lead_over_somebody_who_is_not_on_it():
    line = Line(0.0, 0.0, 300.0, 0.0, 5, is_way=True)
    assert past_others(line, [(150.0, 40.0, 4.0)]) == line
    bent = past_others(line, [(150.0, 1.0, 4.0), (220.0, -2.0, 4.0)])
    assert bent.bend is not None
    for x, y in ((150.0, 1.0), (220.0, -2.0)):
        assert all(math.dist(s[:2], (x, y)) > 8 for s in bent.segments)


def test_the_legend_says_what_is_drawn_and_nothing_else():
    def kinds(*args):
        return [kind for kind, _ in network_map(*args).legend]

    few = [person(1, 5), person(2, 3), person(3, None)]
    assert kinds(few, [], {}, {}, []) == ["close", "known", "far"]
    marks = {2: Mark("decider"), 3: Mark("guide"), 1: Mark("way", 1)}
    assert kinds(few, [(1, 2, 3)], marks, {}, [(0, 1, 2)]) == ["close", "decider", "guide", "open",
                                                              "way"]  # fmt: skip
    assert kinds(few, [(1, 2, 3)], {}, {}, [])[-1] == "tie"


def test_who_never_said_how_close_stands_on_a_circle_that_says_so():
    circles = network_map([person(1, 2), person(2, None)], [], {}, {}, []).circles
    assert [c.label and c.label.text for c in circles] == ["2", "closeness not said"]


def test_the_way_to_a_decider_is_marked():
    people = [person(1, 4), person(2, None), person(3, 2)]
    drawn = network_map(
        people, [(1, 2, 4), (2, 3, 1)], {2: Mark("decider"), 1: Mark("way")}, {}, [(0, 1, 2)]
    )
    at = {p.contact.id: (p.x, p.y) for p in drawn.points}
    ways = {(line.x1, line.y1, line.x2, line.y2) for line in drawn.lines if line.is_way}
    assert ways == {(0.0, 0.0, *at[1]), (*at[1], *at[2])}


drawn_flows = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 9), st.integers(0, 9)), max_size=20
)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(1, 40), drawn_flows)
def test_the_months_are_whole_and_in_order(today, count, drawn):
    flows = {}
    for back, gave, got in drawn:
        at = first_month(today, back + 1)
        flows[at] = MonthFlow(at, gave, got)
    found = months_report(list(flows.values()), today, count)
    assert len(found.flows) == count
    assert found.flows[-1].month == today.replace(day=1)
    assert found.flows[0].month == first_month(today, count)
    assert [f.month for f in found.flows] == sorted({f.month for f in found.flows})
    inside = [f for f in flows.values() if f.month >= found.flows[0].month]
    assert sum(f.given for f in found.flows) == sum(f.given for f in inside)
    for side in ("given", "received"):
        bars = found.sparks(side)
        assert [c == "·" for c in bars] == [getattr(f, side) == 0 for f in found.flows]
