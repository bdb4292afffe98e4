"""Recommendations: whose word counts with whom."""

import pytest


@pytest.fixture
def three(net):
    """Anna (1), Bo (2) and Cy (3)."""
    for name in ("Anna Nowak", "Bo Berg", "Cy Clark"):
        net.ok("add", name)
    return net


def test_for_me_it_is_received_from_who_speaks(three):
    asked = three.json("recommend", "me", "--by", "anna", "--to", "bo", "--text", "the pilot")
    assert (asked["state"], asked["booked"]) == ("requested", [])
    given = three.json("given", "r1")
    assert [(e["contact"]["id"], e["direction"], e["kind"], e["size"], e["text"])
            for e in given["booked"]] == [
        (1, "received", "recommendation", 3, "a recommendation to Bo Berg: the pilot")
    ]  # fmt: skip
    assert three.json("show", "anna")["last_contact_on"] is None


def test_by_me_it_is_given_to_the_subject(three):
    value = three.json("recommend", "anna", "--to", "bo", "--given", "--size", "4")
    assert [(e["contact"]["id"], e["direction"], e["size"]) for e in value["booked"]] == [
        (1, "gave", 4)
    ]


def test_among_others_it_is_evidence_of_whom_the_audience_listens_to(three):
    three.ok("edit", "anna", "--closeness", "4")
    three.ok("goal", "add", "a post", "--decider", "cy")
    assert three.json("recommend", "bo", "--by", "anna", "--to", "cy", "--given")["booked"] == []
    plan = three.json("goal", "show", "g1")["plan"][0]
    assert plan["speakers"] == []
    three.ok("outcome", "r1", "he got it", "--helped")
    plan = three.json("goal", "show", "g1")["plan"][0]
    assert [(s["contact"]["name"], s["evidence"], s["can_speak"]) for s in plan["speakers"]] == [
        ("Anna Nowak", "r1", True)
    ]


def test_an_outcome_says_whether_it_helped(three):
    three.ok("recommend", "me", "--by", "anna", "--to", "bo")
    assert three("outcome", "r1", "x", "--helped").code == 5
    three.ok("given", "r1")
    assert three("outcome", "r1", "x").code == 2
    assert three("outcome", "r1", "x", "--helped", "--no-effect").code == 2
    assert three.json("outcome", "r1", "silence", "--no-effect")["effect"] == "no_effect"


def test_a_no_is_fine_and_books_nothing(three):
    three.ok("recommend", "me", "--by", "anna", "--to", "bo")
    assert three.json("decline", "r1", "too early")["state"] == "declined"
    assert three("given", "r1").code == 5
    assert three.json("balance") == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("anna", "--by", "anna", "--to", "bo"), 5),
        (("me", "--to", "bo"), 5),
        (("me", "--by", "anna", "--to", "anna"), 5),
        (("anna", "--to", "anna"), 5),
        (("anna",), 2),
        (("anna", "--goal", "g7"), 3),
        (("anna", "--to", "nobody"), 3),
    ],
)
def test_roles_that_cannot_be(three, words, code):
    before = three.ok("export")
    assert three("recommend", *words).code == code
    assert three.ok("export") == before


def test_it_waits_ten_days_under_waiting_for(three):
    three.ok("recommend", "me", "--by", "anna", "--to", "bo")
    three.ok("recommend", "bo", "--to", "anna")
    found = three.json("due", "--within", "1y", "--kind", "recommendation")
    assert {(f["id"], f["owner"], f["due_on"]) for f in found} == {
        ("r1", "them", "2026-12-03"), ("r2", "me", "2026-12-03"),
    }  # fmt: skip


def test_a_goal_may_listen_and_stays_while_it_does(three):
    three.ok("goal", "add", "a post")
    value = three.json("recommend", "me", "--by", "anna", "--goal", "g1")
    assert (value["audience"], value["goal"]) == (None, "g1")
    assert three("delete", "g1").code == 5


def test_it_fulfils_the_ask_behind_it(three):
    three.ok("ask", "bo", "would you recommend me to anna", "--theirs")
    three.ok("recommend", "bo", "--to", "anna", "--for", "a1")
    assert three.json("show", "bo")["asks"][0]["state"] == "sent"
    three.ok("given", "r1")
    ask = three.json("show", "bo")["asks"][0]
    assert (ask["state"], ask["fulfilled_by"]) == ("fulfilled", "r1")
