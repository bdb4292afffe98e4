"""What goes against a boundary, by its words in any form, its topic, or what the act is called."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcrm.domain.expectations import (
    INTRODUCING,
    RECOMMENDING,
    Crossing,
    Expectation,
    Met,
    avoids_introductions,
    boundaries_met,
    goes_against,
    same_stem,
)
from netcrm.domain.kinds import Certainty, Side, Stance
from netcrm.domain.names import words
from netcrm.domain.people import ContactRef


@pytest.mark.parametrize(
    ("boundary", "said"),
    [
        ("introductions", "introduce me to Wanda"),
        ("introductions to recruiters", "introduce me to a recruiter"),
        ("calls in the evening", "may I call you this evening?"),
        ("calls", "a call on friday"),
        ("talk of salaries", "what salary would you ask for"),
        ("salary", "SALARIES"),
        ("rozmowy o pieniądzach", "pytanie o pieniądze"),
        ("Empfehlungen", "eine Empfehlung für mich"),
        ("work", "work with me"),
        ("recruiters", "a talk on recruitment"),
        ("recruiters", "our recruiting process"),
        ("hiring", "who would you hire"),
        ("hiring", "who hired you"),
        ("investors", "investing in us"),
        ("last-minute requests", "a request at the last minute"),
    ],
)
def test_it_does(boundary, said):
    assert goes_against(boundary, [said]) is Crossing.yes


@pytest.mark.parametrize(
    ("boundary", "said"),
    [
        ("introductions to recruiters", "a word with a recruiter"),
        ("cold calls", "a call next week"),
        ("gossip about colleagues", "which colleague could help me"),
    ],
)
def test_it_may(boundary, said):
    assert goes_against(boundary, [said]) is Crossing.perhaps


@pytest.mark.parametrize(
    ("boundary", "said"),
    [
        ("introductions", "read my draft"),
        ("calls in the evening", "an e-mail in the morning"),
        ("tax", "a taxi to the airport"),
        ("calls at weekends", "a scale model"),
        ("contracts", "a contact in Berlin"),
        ("work on sundays", "a workshop on data"),
        ("reviewing long drafts", "a long lunch"),
        ("talk of prices", "a 20 minute talk on Kubernetes, by friday"),
        ("talking about money", "talk to me about the weather"),
        ("rozmowy o pieniądzach", "rozmowa o Kubernetes"),
        ("", "anything"),
    ],
)
def test_it_does_not(boundary, said):
    assert goes_against(boundary, [said]) is Crossing.no


def test_what_an_act_is_called_may_be_avoided():
    assert goes_against("introductions", ["", INTRODUCING]) is Crossing.yes
    assert goes_against("references", [RECOMMENDING]) is Crossing.yes
    assert goes_against("references", [INTRODUCING]) is Crossing.no


@given(st.text(max_size=40))
def test_what_is_avoided_is_met_in_the_same_words(text):
    assert goes_against(text, [text]) is (Crossing.yes if words(text) else Crossing.no)


@given(st.text(max_size=20), st.text(max_size=20))
def test_stems_are_alike_both_ways(one, other):
    assert same_stem(one, other) == same_stem(other, one)


def expectation(**changes):
    values: dict[str, Any] = {
        "id": 1, "contact": ContactRef(1, "Anna"), "side": Side.theirs, "stance": Stance.avoids,
        "text": "introductions", "certainty": Certainty.said, "since": date(2026, 1, 1),
    }  # fmt: skip
    return Expectation(**values | changes)


def test_only_boundaries_are_met():
    wish = expectation(stance=Stance.expects)
    boundary = expectation()
    assert boundaries_met([wish, boundary], ["introduce"]) == [Met(boundary, stops=True)]


@pytest.mark.parametrize(
    ("changes", "avoids"),
    [
        ({}, True),
        ({"certainty": Certainty.guess}, False),
        ({"side": Side.mine}, False),
        ({"stance": Stance.expects}, False),
        ({"text": "calls"}, False),
    ],
)
def test_only_what_they_said_keeps_them_off_a_path(changes, avoids):
    assert (avoids_introductions([expectation(**changes)]) is not None) is avoids


def test_a_sentence_says_whose_it_is():
    assert expectation().sentence == "Anna avoids introductions (said)"
    assert expectation(side=Side.mine, stance=Stance.expects, text="an honest no").sentence == (
        "You expect an honest no (said)"
    )
