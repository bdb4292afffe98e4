"""Warm paths, briefs, reviews: what a person sees before and after."""

import pytest


@pytest.fixture
def chain(net):
    """Me 4 Anna (1) 4 Bo (2) 4 Maria (3); me 2 Cy (4) 5 Maria."""
    for name in ("Anna Nowak", "Bo Berg", "Maria Wójcik", "Cy Clark"):
        net.ok("add", name)
    net.ok("edit", "anna", "--closeness", "4")
    net.ok("edit", "cy", "--closeness", "2")
    net.ok("tie", "anna", "bo", "--strength", "4", "--how", "university")
    net.ok("tie", "bo", "maria", "--strength", "4")
    net.ok("tie", "cy", "maria", "--strength", "5")
    return net


def ways(net, who="maria"):
    found = net.json("path", who)["paths"]
    return [(p["strength"], [h["id"] for h in p["hops"]]) for p in found]


def test_the_strongest_first_me_first_in_the_hops(chain):
    assert ways(chain) == [(0.512, [0, 1, 2, 3]), (0.38, [0, 4, 3])]
    found = chain.json("path", "maria")
    assert found["target"] == {"id": 3, "name": "Maria Wójcik"}
    assert found["paths"][0]["hops"][0] == {"id": 0, "name": "me"}


def test_explain_says_where_each_hop_comes_from(chain):
    said = chain.ok("--no-color", "path", "maria", "--explain", terminal=True)
    assert said.splitlines()[:4] == [
        "0.51  you > Anna Nowak > Bo Berg > Maria Wójcik  weakest: Anna Nowak",
        "      you and Anna Nowak: 4 of 5, carries 0.80 (closeness)",
        "      Anna Nowak and Bo Berg: 4 of 5, carries 0.80 (university)",
        "      Bo Berg and Maria Wójcik: 4 of 5, carries 0.80",
    ]
    piped = chain.ok("path", "maria", "--explain").splitlines()
    assert piped[0] == "hops\t1\tyou\tAnna Nowak\t4\tcloseness"


def test_who_avoids_introductions_is_shown_and_left_out(chain):
    chain.ok("expect", "bo", "--they-avoid", "introducing people")
    assert ways(chain) == [(0.38, [0, 4, 3])]
    left = chain.json("path", "maria")["left_out"]
    assert [(e["id"], e["contact"]["name"]) for e in left] == [("x1", "Bo Berg")]
    said = chain.ok("--no-color", "path", "maria", terminal=True)
    assert "Bo Berg avoids introducing people (said) (x1)" in said


def test_a_guess_leaves_nobody_out_and_the_target_is_no_go_between(chain):
    chain.ok("expect", "bo", "--they-avoid", "introductions", "--guess")
    chain.ok("expect", "maria", "--they-avoid", "introductions")
    assert ways(chain)[0] == (0.512, [0, 1, 2, 3])


def test_archived_people_carry_nothing(chain):
    chain.ok("archive", "bo")
    assert ways(chain) == [(0.38, [0, 4, 3])]


def test_an_opinion_alone_is_no_tie(chain):
    chain.ok("add", "Di Dorn")
    chain.ok("tie", "di", "maria", "--trusts", "5")
    assert ways(chain, "di") == []


def test_without_a_path_the_nearest_are_named(net):
    for name in ("Maria Wójcik", "Bo Berg", "Cy Clark"):
        net.ok("add", name)
    net.ok("tie", "maria", "bo", "--strength", "2")
    net.ok("tie", "bo", "cy", "--strength", "2")
    found = net.json("path", "maria")
    assert (found["paths"], [c["name"] for c in found["nearest"]]) == ([], ["Bo Berg", "Cy Clark"])
    said = net.ok("--no-color", "path", "maria", terminal=True)
    assert "Nearest to Maria Wójcik: Bo Berg (2), Cy Clark (3); who of yours knows them?" in said
    piped = net("path", "maria")
    assert (piped.code, "No warm path to Maria" in piped.err) == (0, True)
    assert piped.out == "nearest\t2\tBo Berg\nnearest\t3\tCy Clark\n"


def test_the_same_organization_is_a_weaker_hint_and_no_tie(chain):
    chain.ok("edit", "maria", "--org", "Polana Bank")
    chain.ok("add", "Di Dorn", "--org", "polana bank", "--closeness", "3")
    found = chain.json("path", "maria")
    assert [c["name"] for c in found["colleagues"]] == ["Di Dorn"]
    assert all(5 not in [h["id"] for h in p["hops"]] for p in found["paths"])
    assert [t["b"]["name"] for t in chain.json("show", "maria")["ties"]] == ["Cy Clark", "Bo Berg"]


@pytest.mark.parametrize(("who", "code"), [("me", 5), ("nobody", 3)])
def test_a_path_leads_to_somebody_else(chain, who, code):
    assert chain("path", who).code == chain("brief", who).code == code


def test_a_brief_prepares_the_conversation(net, snapshot):
    net.ok("add", "Anna Nowak", "--knows", "forecasting", "--cares", "boards",
           "--met", "2025-05-01", "--where", "the spring meetup")  # fmt: skip
    net.ok("add", "Piotr Zając", "--knows", "boards", "--cares", "forecasting", "--closeness", "4")
    net.ok("add", "Cy Clark", "--knows", "board", "--closeness", "3")
    net.ok("expect", "anna", "--theirs", "a word first", "--they-avoid", "mornings")
    for day in ("2026-08-01", "2026-09-01", "2026-10-01", "2026-11-01"):
        net.ok("log", "anna", f"coffee in {day[5:7]}", "--on", day)
    net.ok("got", "anna", "the org chart", "--on", "2026-11-01")
    net.ok("promise", "anna", "send the slides", "--by", "friday")
    net.ok("promise", "anna", "ask her boss", "--by", "2w", "--theirs")
    net.ok("goal", "add", "a post", "--decider", "anna")
    net.ok("goal", "matters", "g1", "anna", "no outage")
    net.ok("ask", "anna", "an hour next week", "--goal", "g1")
    assert net.ok("--no-color", "brief", "anna", terminal=True) == snapshot
    whole = net.json("brief", "anna")
    assert [e["text"] for e in whole["lately"]] == ["coffee in 11", "coffee in 10", "coffee in 09"]
    assert [o["contact"]["name"] for o in whole["offers"]] == ["Piotr Zając", "Cy Clark"]
    assert whole["offers"][0]["why"].endswith("good for both")
    assert [p["id"] for p in whole["promises"]] == ["p1", "p2"]
    assert whole["goals"] == [
        {"id": "g1", "title": "a post", "role": "decider", "matters": "no outage"}
    ]
    assert [a["id"] for a in whole["asks"]] == ["a1"]
    assert len(whole["openers"]) == 3
    assert whole["openers"][0] == "Tell Anna how it went: the org chart, 1 Nov"


def test_a_brief_on_a_stranger_still_has_three_openers(anna):
    assert len(anna.json("brief", "anna")["openers"]) == 3


@pytest.fixture
def year(net):
    """A year with something of every kind in it."""
    for name in ("Anna Nowak", "Bo Berg", "Cy Clark", "Di Dorn"):
        net.ok("add", name)
    net.ok("log", "anna", "lunch", "--with", "bo", "--on", "2026-10-01")
    net.ok("log", "anna", "tea", "--on", "2026-10-20")
    net.ok("log", "di", "long ago", "--on", "2025-01-01")
    net.ok("gave", "anna", "a book", "--kind", "resource", "--on", "2026-10-02")
    net.ok("got", "anna", "a tip", "--on", "2026-10-03")
    net.ok("got", "bo", "an hour", "--kind", "time", "--size", "3", "--on", "2026-09-01",
           "--tell-by", "2026-11-24")  # fmt: skip
    net.ok("told", "l2", "it worked", "--on", "2026-10-10")
    net.ok("intro", "anna", "bo", "--made", "--on", "2026-10-05")
    net.ok("goal", "add", "a post", "--decider", "anna", "--decider", "cy")
    net.ok("recommend", "me", "--by", "bo", "--to", "anna", "--given", "--on", "2026-10-06")
    net.ok("outcome", "r1", "she listened", "--helped")
    return net


def card(net, *words):
    return {s["principle"]: s["result"] for s in net.json("review", *words)["scorecard"]}


def test_a_review_counts_the_seven_principles(year):
    assert card(year) == {
        "P1": "2 of 2 active relationships with both directions",
        "P2": "0 of 1 asks and introductions with expectations known; 0 boundaries gone against",
        "P3": "0 of 0 asks passed every check",
        "P4": "1 of 2 deciders met",
        "P5": "1 asked, 1 given, 1 helped",
        "P6": "1 of 1 loops told in time; median 7 days",
        "P7": "0 of 0 declined asks let be; 0 warnings overridden",
    }


def test_a_review_of_a_shorter_period_counts_only_that(year):
    found = year.json("review", "--since", "2026-10-01", "--until", "2026-10-04")
    assert found["flows"] == [
        {"kind": "information", "given": 0, "received": 2},
        {"kind": "resource", "given": 2, "received": 0},
    ]
    assert [(m["contact"]["name"], m["times"]) for m in found["met"]] == [
        ("Anna Nowak", 1), ("Bo Berg", 1),
    ]  # fmt: skip
    assert card(year, "--since", "2026-11-01")["P5"] == "0 asked, 0 given, 1 helped"
    assert card(year, "--since", "2026-11-01")["P6"] == "0 of 0 loops told in time"


def test_a_review_says_what_happened(year, snapshot):
    year.ok("edit", "bo", "--every", "1w")
    assert year.ok("--no-color", "review", terminal=True) == snapshot
    whole = year.json("review")
    assert [c["name"] for c in whole["went_quiet"]] == ["Bo Berg"]
    assert [i["id"] for i in whole["introductions"]] == ["i1"]
    assert whole["loops_closed"] == [{"loop": "l2", "days": 7, "in_time": True}]


def test_every_line_of_the_scorecard_has_a_command(year):
    for line in year.json("review")["scorecard"]:
        assert line["command"].startswith("netcrm ")


def test_warnings_overridden_are_counted(year):
    for number in (1, 2, 3):
        year.ok("ask", "cy", f"ask {number}", "--sent")
    assert card(year)["P7"] == "0 of 0 declined asks let be; 1 warning overridden"


def test_a_period_turned_round_is_exit_2(year):
    assert year("review", "--since", "2026-11-01", "--until", "2026-10-01").code == 2


def test_what_a_firm_is_called_acts_on_no_terminal(net):
    firm = "Acme" + "\u0301" * 60 + " Ltd"
    net.ok("add", "Ann", "--org", firm, "--closeness", "3")
    net.ok("add", "Bob", "--org", firm)
    said = net.ok("path", "bob", terminal=True)
    assert "Also at" in said
    assert "\u0301" * 9 not in said
