"""The plan of a goal moves on: nothing answered, refused or unwelcome is proposed again."""

import shlex

import pytest


def follow(net, move):
    """Type a move's command exactly as it is told."""
    return net(*shlex.split(move["command"])[1:])


def plan(net):
    return net.json("goal", "show", "g1")


def next_text(net):
    return plan(net)["next"]["text"]


def missing(net):
    return [move["text"] for move in plan(net)["plan"][0]["missing"]]


@pytest.fixture
def chain(net):
    """Anna (1), close to me, knows Piotr (2), who knows Maria (3), who decides."""
    for words in (
        ["add", "Anna Nowak", "--closeness", "5"],
        ["add", "Piotr Zając"],
        ["add", "Maria Wójcik"],
        ["tie", "anna", "piotr", "--strength", "4"],
        ["tie", "piotr", "maria", "--strength", "4"],
        ["goal", "add", "lead", "--decider", "maria"],
    ):
        net.ok(*words)
    return net


@pytest.fixture
def known(net):
    """Jan (1) is close to me and to Maria (2), who decides and whom I have met."""
    for words in (
        ["add", "Jan Kowalski", "--closeness", "4"],
        ["add", "Maria Wójcik"],
        ["tie", "jan", "maria", "--strength", "4"],
        ["log", "maria", "we met"],
        ["goal", "add", "lead", "--decider", "maria"],
    ):
        net.ok(*words)
    return net


def test_an_introduction_on_the_way_is_followed_by_the_next(chain):
    assert (
        next_text(chain)
        == "You have not met Maria Wójcik; Anna Nowak could bring you to Piotr Zając"
    )
    chain.ok("intro", "me", "2", "--by", "1", "--goal", "g1")
    assert not any("have not met" in text for text in missing(chain))
    chain.ok("agree", "i1", "2")
    chain.ok("made", "i1")
    assert missing(chain)[0] == "You have not met Maria Wójcik; Piotr Zając could introduce you"
    assert follow(chain, plan(chain)["plan"][0]["missing"][0]).code == 0


def test_a_question_that_was_asked_is_not_asked_again(known):
    first = next(m for m in plan(known)["plan"][0]["missing"] if "matters" in m["text"])
    assert follow(known, first).code == 0
    known.ok("sent", "a1")
    assert not any("What matters" in text for text in missing(known))
    known.ok("fulfil", "a1", "no surprises")
    gaps = {m["text"]: m["command"] for m in plan(known)["plan"][0]["missing"]}
    text = "What matters to Maria Wójcik is not known yet: note what Jan Kowalski said"
    assert gaps[text] == "netcrm goal matters g1 2 TEXT"


def test_the_ask_that_the_plan_proposes_says_what_by_when_and_how_long(known):
    move = next(m for m in plan(known)["plan"][0]["missing"] if "matters" in m["text"])
    answer = known.json(*shlex.split(move["command"])[1:])
    verdicts = {check["name"]: check["verdict"] for check in answer["checks"]}
    assert verdicts["specific"] == "ok"


def test_who_said_no_is_not_asked_again(known):
    known.ok("ask", "jan", "15 minutes on what matters to Maria Wójcik", "--goal", "g1", "--sent")
    known.ok("decline", "a1", "rather not")
    assert [text for text in missing(known) if "ask Jan" in text] == []


def test_a_decider_who_declined_an_introduction_is_let_be(net):
    net.ok("add", "Jan Kowalski", "--closeness", "4")
    net.ok("add", "Maria Wójcik")
    net.ok("tie", "jan", "maria", "--strength", "4")
    net.ok("goal", "add", "lead", "--decider", "maria")
    net.ok("intro", "me", "maria", "--by", "jan", "--goal", "g1")
    net.ok("decline", "i1", "--by", "2", "rather not")
    text = "Maria Wójcik would rather not be introduced, a fine answer; who else decides?"
    assert missing(net)[0] == text
    assert next_text(net) != text


def test_an_introducer_who_declined_makes_room_for_another(net):
    for name, closeness in (("Jan Kowalski", "5"), ("Ewa Lis", "3")):
        net.ok("add", name, "--closeness", closeness)
    net.ok("add", "Maria Wójcik")
    net.ok("tie", "jan", "maria", "--strength", "4")
    net.ok("tie", "ewa", "maria", "--strength", "4")
    net.ok("goal", "add", "lead", "--decider", "maria")
    assert "Jan Kowalski could introduce you" in missing(net)[0]
    net.ok("intro", "me", "maria", "--by", "jan", "--goal", "g1")
    net.ok("decline", "i1", "--by", "1", "no time")
    assert "Ewa Lis could introduce you" in missing(net)[0]


def test_a_speaker_who_declined_could_no_longer_speak(known):
    known.ok("tie", "maria", "jan", "--trusts", "5")
    assert "Jan Kowalski could speak for you to Maria Wójcik" in missing(known)
    known.ok("recommend", "me", "--by", "jan", "--to", "maria")
    known.ok("decline", "r1", "not now")
    assert [text for text in missing(known) if "Jan Kowalski" in text and "speak" in text] == []
    assert not any("do not know well" in text for text in missing(known))


def test_a_word_put_in_without_the_goal_counts_for_the_decider(known):
    known.ok("recommend", "me", "--by", "jan", "--to", "maria", "--given")
    assert not any("trusts" in text for text in missing(known))


@pytest.mark.parametrize(
    ("who", "boundary", "not_proposed"),
    [
        ("maria", "introductions", "netcrm intro me 2"),
        ("jan", "recommendations", "netcrm recommend"),
    ],
)
def test_nobody_is_asked_for_what_they_avoid(net, who, boundary, not_proposed):
    net.ok("add", "Jan Kowalski", "--closeness", "4")
    net.ok("add", "Maria Wójcik")
    net.ok("tie", "jan", "maria", "--strength", "4")
    net.ok("tie", "maria", "jan", "--trusts", "5")
    net.ok("goal", "add", "lead", "--decider", "maria")
    commands = [m["command"] for m in plan(net)["plan"][0]["missing"]]
    assert any(command.startswith(not_proposed) for command in commands)
    net.ok("expect", who, "--they-avoid", boundary)
    for move in plan(net)["plan"][0]["missing"]:
        assert not move["command"].startswith(not_proposed)
        assert "WHO" in move["command"] or "TEXT" in move["command"] or follow(net, move).code == 0


def test_a_path_to_somebody_who_avoids_introductions_says_so(net):
    net.ok("add", "Jan Kowalski", "--closeness", "4")
    net.ok("add", "Maria Wójcik", "--they-avoid", "introductions")
    net.ok("tie", "jan", "maria", "--strength", "4")
    assert net.json("path", "maria")["boundary"]["text"] == "introductions"
    assert "Maria Wójcik avoids introductions (said)" in net.ok("path", "maria", terminal=True)


def test_the_loop_of_every_helper_of_the_goal_comes_first(known):
    known.ok("add", "Ola Berg")
    known.ok("got", "ola", "a tip", "--goal", "g1", "--on", "2026-11-01")
    assert [loop["id"] for loop in plan(known)["open_loops"]] == ["e1"]
    assert next_text(known).startswith("Tell Ola Berg what came of 'a tip'")


def test_an_archived_guide_is_not_asked(known):
    known.ok("add", "Gus Guide")
    known.ok("change", "g1", "--guide", "gus")
    assert any("ask Gus Guide" in text for text in missing(known))
    known.ok("archive", "gus")
    assert not any("Gus" in text for text in missing(known))


def test_whom_a_decider_listens_to_is_a_way_where_no_tie_is_known(net):
    net.ok("add", "Jan Kowalski", "--closeness", "4")
    net.ok("add", "Maria Wójcik")
    net.ok("tie", "maria", "jan", "--trusts", "5")
    net.ok("goal", "add", "lead", "--decider", "maria")
    first = plan(net)["plan"][0]["missing"][0]
    assert first["command"] == "netcrm tie 1 2 --strength 3"
    assert follow(net, first).code == 0


def test_after_the_conversation_the_goal_is_to_be_closed(known):
    known.ok("goal", "matters", "g1", "maria", "no surprises")
    known.ok("tie", "maria", "jan", "--trusts", "5")
    known.ok("recommend", "me", "--by", "jan", "--to", "maria", "--goal", "g1", "--given")
    known.ok("outcome", "r1", "she listened", "--helped")
    known.ok("told", "jan", "she listened")
    assert plan(known)["next"]["command"] == "netcrm goal reach g1 TEXT"


def test_steps_ties_and_talks_tell_what_is_next(known):
    known.ok("goal", "step", "g1", "write it down", "--by", "3d")
    for words in (
        ["done", "s1"],
        ["log", "maria", "a first talk"],
        ["tie", "maria", "jan", "--strength", "5"],
    ):
        assert "Next for g1: " in known.ok(*words)


def test_a_pipe_gets_the_whole_plan(known):
    known.ok("goal", "step", "g1", "write it down", "--by", "3d")
    known.ok("ask", "jan", "an hour", "--goal", "g1", "--sent")
    known.ok("got", "jan", "a tip", "--goal", "g1")
    known.ok("change", "g1", "--guide", "jan")
    tables = {line.split("\t")[0] for line in known.ok("goal", "show", "g1").splitlines()}
    assert tables >= {"deciders", "loops to close first", "guides", "steps", "under way", "next"}


def test_a_brief_says_what_somebody_is_to_a_goal(known):
    known.ok("tie", "maria", "jan", "--trusts", "5")
    known.ok("recommend", "me", "--by", "jan", "--to", "maria", "--goal", "g1")
    known.ok("goal", "step", "g1", "show him the plan", "--by", "3d", "--who", "jan")
    brief = known.json("brief", "jan")
    assert brief["goals"] == [
        {"id": "g1", "title": "lead", "matters": None,
         "role": "on the way to Maria Wójcik, could speak for you to Maria Wójcik"}
    ]  # fmt: skip
    screen = known.ok("--no-color", "brief", "jan", terminal=True)
    assert "show him the plan" in screen
    assert "r1  requested  Jan Kowalski for you to Maria Wójcik" in screen
