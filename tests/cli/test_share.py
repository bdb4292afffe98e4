"""A report to hand on says nothing that was said in confidence, and nothing that is to be done."""

import json
import re

import pytest

from tests import fields
from tests.conftest import Net

SECRETS = ("avoid-calls", "expects-honesty", "note-of-mine", "said-over-coffee", "despite-reason")
TO_DO = ("promised-draft", "reminded-cake", "step-one", "asked-budget", "help-not-told",
         "aim-of-mine", "r2", "i2")  # fmt: skip
WAS = ("help-told", "given-book", "work-together", "spoke-well")


@pytest.fixture
def told(anna):
    anna.ok("edit", "anna", "--note", "note-of-mine", "--every", "2 weeks", "--closeness", "4")
    anna.ok("expect", "anna", "--they-avoid", "introductions avoid-calls", "--mine",
            "expects-honesty")  # fmt: skip
    anna.ok("log", "anna", "said-over-coffee", "--on", "2026-08-01")
    anna.ok("add", "Ben Ost")
    anna.ok("add", "Cleo Park")
    anna.ok("tie", "cleo", "anna", "--strength", "3", "--trusts", "5")
    anna.ok("intro", "anna", "ben", "--why", "introductions avoid-calls", "--despite",
            "despite-reason")  # fmt: skip
    anna.ok("change", "i1", "--why", "work", "--despite", "despite-reason")
    anna.ok("agree", "i1", "anna")
    anna.ok("agree", "i1", "ben")
    anna.ok("made", "i1")
    anna.ok("outcome", "i1", "work-together", "--helped")
    anna.ok("intro", "anna", "cleo", "--despite", "despite-reason")
    anna.ok("gave", "anna", "given-book")
    anna.ok("got", "anna", "help-told", "--no-loop")
    anna.ok("got", "anna", "help-not-told", "--on", "2026-10-20")
    anna.ok("promise", "anna", "promised-draft", "--by", "2026-11-20")
    anna.ok("remind", "anna", "reminded-cake", "--by", "2026-11-25")
    anna.ok("goal", "add", "aim-of-mine", "--decider", "cleo", "--guide", "ben")
    anna.ok("goal", "step", "g1", "step-one", "--by", "2026-11-24")
    anna.ok("recommend", "ben", "--by", "anna", "--to", "cleo", "--given")
    anna.ok("outcome", "r1", "spoke-well", "--helped")
    anna.ok("recommend", "me", "--by", "anna", "--goal", "g1")
    anna.ok("ask", "anna", "asked-budget", "--goal", "g1", "--sent")
    return anna


def written(net, *words):
    # Markdown guards a hyphen with a backslash.
    return net.ok("report", *words).replace("\\", "")


@pytest.mark.parametrize("form", ["html", "md", "csv", "json"])
@pytest.mark.parametrize("who", [[], ["anna"]])
def test_what_was_said_in_confidence_stays(told, who, form):
    shared = written(told, *who, "--share", "--format", form)
    assert shared.strip()
    assert [secret for secret in SECRETS if secret in shared] == []


@pytest.mark.parametrize("form", ["html", "md", "csv", "json"])
@pytest.mark.parametrize("who", [[], ["anna"]])
def test_what_is_to_be_done_stays(told, who, form):
    shared = written(told, *who, "--share", "--format", form)
    whole = written(told, *who, "--format", form)
    assert form == "csv" or re.search(r"\bhelp-not-told\b", whole)
    # That it was received is no secret; that nobody told what came of it is.
    hidden = [word for word in TO_DO if not who or word != "help-not-told"]
    assert [word for word in hidden if re.search(rf"\b{word}\b", shared)] == []
    assert not re.search(r"\bnetcrm \w+ \w", shared.replace("Written by netcrm", ""))
    for word in ("Loops to close", "What is due", "What next", "Follow-ups", "overdue days"):
        assert word not in shared


@pytest.mark.parametrize("who", [[], ["anna"]])
def test_a_page_to_hand_on_shows_no_sign_of_what_is_open(told, who):
    whole, shared = (
        # What the page looks like is the same for both.
        re.sub("<style>.*?</style>", "", told.ok("report", *who, *words, "--format", "html"),
               flags=re.DOTALL)
        for words in ([], ["--share"])
    )  # fmt: skip
    words = ["open loop", "by when to tell", "next touch", "○", "day late", "<code>"]
    if who:
        words += ["Cleo listens to Anna, 5 of 5", "every"]
    else:
        words += ["decides", "guide", "a way to a decider", "loops to close", ">overdue<"]
    for word in words:
        assert word in whole, word
        assert word not in shared, word


@pytest.mark.parametrize("who", [[], ["anna"]])
def test_what_was_done_is_there(told, who):
    page = told.ok("report", *who, "--share", "--format", "html")
    wanted = WAS if who else WAS[2:]
    assert [word for word in wanted if word not in page] == []
    value = json.loads(told.ok("report", "--share", "--format", "json"))
    assert [i["id"] for i in value["introductions"]] == ["i1"]
    assert [r["id"] for r in value["recommendations"]] == ["r1"]
    card = {line["principle"]: line for line in value["review"]["scorecard"]}
    assert {line["command"] for line in card.values()} == {""}
    whole = json.loads(told.ok("report", "--format", "json"))["review"]["scorecard"]
    assert [card[p]["result"] for p in ("P1", "P6")] == [
        line["result"] for line in whole if line["principle"] in ("P1", "P6")
    ]
    assert (list(card), card["P5"]["result"]) == (["P1", "P5", "P6"], "1 given, 1 helped")


def test_the_map_to_hand_on_tells_of_no_open_loop(told):
    assert "open loop" in told.ok("map")
    assert "open loop" not in told.ok("map", "--share")


def test_without_it_all_is_there(told):
    whole = told.ok("report", "anna", "--format", "json")
    assert [secret for secret in SECRETS if secret not in whole] == []


@pytest.fixture(scope="module")
def canaries(tmp_path_factory):
    """A network in every field of which stands a word that names it."""
    net = Net(tmp_path_factory.mktemp("canaries") / "net.db")
    fields.fill(net, "zq{}qz".format, "zq{}qz".format)
    assert fields.without(net, "zq") == []
    return net


def sung(text):
    """The fields whose words stand in a text."""
    return set(re.findall(r"zq(.+?)qz", text.replace("\\", "")))


# Who they are, what came of what was made, and of one person what flowed.
IN_A_LIST = {"name", "title", "news", "city"}
IN_EVENTS = {"intro-outcome", "recommend-outcome"}
FLOWED = {"log-gave", "log-got", "gave", "got", "got-open", "promise-kept"}
OF_A_PERSON = IN_A_LIST | IN_EVENTS | {
    "email", "phone", "knows", "cares", "url", "where",
} | FLOWED  # fmt: skip
FORMS: tuple[list[str], ...] = (
    [], ["--json"], *(["--format", form] for form in ("html", "md", "csv", "json"))
)  # fmt: skip


@pytest.mark.parametrize("form", FORMS, ids=" ".join)
def test_of_the_network_only_who_they_are_and_what_came_of_it_is_handed_on(canaries, form):
    told = sung(canaries.ok("report", "--share", *form))
    assert told == ({"name"} if "csv" in form else IN_A_LIST | IN_EVENTS)


@pytest.mark.parametrize("form", FORMS, ids=" ".join)
def test_of_a_person_only_who_they_are_and_what_flowed_is_handed_on(canaries, form):
    told = sung(canaries.ok("report", "anna", "--share", *form))
    assert told - {"name"} == (FLOWED | IN_EVENTS if "csv" in form else OF_A_PERSON - {"name"})


@pytest.mark.parametrize("form", [[], ["--json"]], ids=" ".join)
def test_of_the_network_the_map_to_hand_on_tells_names_alone(canaries, form):
    assert sung(canaries.ok("map", "--share", *form)) == {"name"}


@pytest.mark.parametrize("form", FORMS, ids=" ".join)
def test_no_count_to_hand_on_tells_of_asks_boundaries_or_who_decides(canaries, form):
    whole, shared = (canaries.ok("report", *words, *form) for words in ([], ["--share"]))
    for word in ("gone against", "overridden", "deciders met", "declined asks", "passed every",
                 "expectations known", "3 asked"):  # fmt: skip
        assert word not in shared
        assert "csv" in form or word in whole


@pytest.mark.parametrize("form", FORMS, ids=" ".join)
def test_words_to_be_said_of_somebody_that_end_like_others_stay(anna, form):
    anna.ok("add", "Ben Ost")
    for text in ("first-secret: second-secret", "second-secret"):
        anna.ok("recommend", "me", "--by", "anna", "--to", "ben", "--text", text, "--given")
    assert "secret" not in anna.ok("report", "anna", "--share", *form)


@pytest.mark.parametrize("who", [[], ["anna"]])
def test_a_uid_that_a_card_brought_stays(net, tmp_path, who):
    file = tmp_path / "x.vcf"
    file.write_text("BEGIN:VCARD\nVERSION:3.0\nUID:a@secret.example\nFN:Anna Nowak\nEND:VCARD\n")
    net.ok("import", str(file))
    assert "secret" not in net.ok("report", *who, "--share", "--format", "json")
    assert "secret" in net.ok("report", *who, "--format", "json")
