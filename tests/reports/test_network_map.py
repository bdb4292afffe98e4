"""The map: the same for the same network, everybody on it, no name over another."""

import math
from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from netcrm.domain.ledger import MonthFlow
from netcrm.domain.people import Contact
from netcrm.reports.map_labels import SIZE
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
