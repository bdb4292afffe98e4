"""Warm paths: the search against every simple path there is."""

from itertools import pairwise, permutations
from math import prod
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcrm.domain.kinds import ME
from netcrm.domain.paths import PATHS, Link, warm_paths
from netcrm.domain.rules import Rules

TWENTIETHS = {1: 4, 2: 8, 3: 12, 4: 16, 5: 19}
MOST_HOPS = 4


def neighbours(ties, names):
    def ask(ids):
        found = {}
        for one in ids:
            found[one] = [
                Link(b if a == one else a, names[b if a == one else a], strength)
                for (a, b), strength in ties.items()
                if one in (a, b)
            ]
        return found

    return ask


def by_brute_force(target, ties, names):
    """Every simple path of at most four hops, the best by each first person, ranked."""
    others = [n for n in names if n not in (ME, target)]
    best: dict[int, tuple[Any, ...]] = {}
    for length in range(MOST_HOPS):
        for between in permutations(others, length):
            hops = (ME, *between, target)
            pairs = [tuple(sorted(pair)) for pair in pairwise(hops)]
            if not all(pair in ties for pair in pairs):
                continue
            exact = prod(TWENTIETHS[ties[pair]] for pair in pairs) * 20 ** (MOST_HOPS - len(pairs))
            rank = (-exact, len(pairs), tuple(names[n] for n in hops[1:]), hops)
            best[hops[1]] = min(best.get(hops[1], rank), rank)
    return [(hops, -exact / 20**MOST_HOPS) for exact, _, _, hops in sorted(best.values())[:PATHS]]


@st.composite
def networks(draw):
    size = draw(st.integers(2, 7))
    names = {n: draw(st.sampled_from("abc")) + str(n) for n in range(size)}
    pairs = [(a, b) for a in range(size) for b in range(a + 1, size)]
    kept = draw(st.lists(st.sampled_from(pairs), unique=True))
    return names, {pair: draw(st.integers(1, 5)) for pair in kept}


@given(networks(), st.integers(1, 6))
def test_the_search_finds_what_brute_force_finds(network, target):
    names, ties = network
    if target not in names:
        return
    found = warm_paths(target, names[target], neighbours(ties, names), Rules())
    assert [(p.hops, p.strength) for p in found.paths] == by_brute_force(target, ties, names)


@pytest.mark.parametrize(
    ("strength", "expected"), [(1, 0.2), (2, 0.4), (3, 0.6), (4, 0.8), (5, 0.95)]
)
def test_the_chance_of_a_tie(strength, expected):
    assert Rules().chance(strength) == expected


def test_who_was_met_on_the_way_back_is_told_the_nearest_first():
    names = {ME: "me", 1: "target", 2: "near", 3: "far"}
    found = warm_paths(1, "target", neighbours({(1, 2): 4, (2, 3): 4}, names), Rules())
    assert (found.paths, found.met) == ((), (2, 3))


def test_five_hops_are_too_many():
    names = {n: str(n) for n in range(6)}
    chain = {(n, n + 1): 5 for n in range(5)}
    assert warm_paths(4, "4", neighbours(chain, names), Rules()).paths[0].hops == (0, 1, 2, 3, 4)
    assert warm_paths(5, "5", neighbours(chain, names), Rules()).paths == ()
