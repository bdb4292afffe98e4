"""Every command that writes can be taken back, and done again, to the last row."""

import json
import shutil

import pytest

from netcrm.cli.verbs import VERBS
from netcrm.store.connect import connect
from tests.conftest import Net, meanwhile
from tests.whole import whole

# A line a verb, on the network of ``rich``; the list is held against the verbs below.
WRITES = [
    ["add", "Dora Zed", "--email", "d@example.org", "--knows", "law", "--they-avoid", "calls"],
    ["edit", "anna", "--title", "CTO", "--tag", "x", "--every", "1 month"],
    ["edit", "--all", "--tag", "everybody"],
    ["tie", "anna", "ben", "--strength", "4", "--trusts", "5"],
    ["tie", "anna", "cleo", "--remove"],
    ["merge", "4", "anna"],
    ["duplicates", "--apart", "1", "2"],
    ["expect", "anna", "--mine", "honesty", "--they-avoid", "gossip"],
    ["archive", "anna"],
    ["unarchive", "dan"],
    ["log", "anna", "coffee", "--with", "ben", "--gave", "a tip", "--promise", "3d: call",
     "--told", "l2"],
    ["gave", "anna", "a book"],
    ["got", "anna", "an intro", "--for", "a1"],
    ["told", "l2", "it worked"],
    ["promise", "anna", "a call", "--by", "3d"],
    ["intro", "anna", "cleo", "--for-a", "work", "--for-b", "a hand"],
    ["recommend", "anna", "--to", "cleo", "--given", "--text", "the best"],
    ["ask", "ben", "20 minutes on law by friday", "--sent"],
    ["agree", "i1", "anna"],
    ["made", "i1", "--anyway"],
    ["sent", "a2"],
    ["accept", "a1"],
    ["decline", "a1", "no time"],
    ["fulfil", "a1", "an hour"],
    ["given", "r1"],
    ["outcome", "i2", "they work together", "--helped"],
    ["done", "p1"],
    ["done", "m2"],
    ["snooze", "m2", "5d"],
    ["config", "quiet-days", "90"],
    ["remind", "anna", "ring", "--by", "2d", "--every", "1 week"],
    ["goal", "add", "a better job", "--decider", "cleo", "--guide", "ben"],
    ["goal", "step", "g1", "write it down", "--by", "3d"],
    ["goal", "matters", "g1", "cleo", "numbers"],
    ["goal", "reach", "g1"],
    ["goal", "drop", "g1"],
    ["change", "e1", "--size", "5", "--on", "2026-10-01"],
    ["delete", "i2"],
    ["delete", "e1"],
    ["delete", "g1"],
    ["doctor", "--fix"],
]  # fmt: skip
READS = {
    "show", "list", "find", "due", "path", "brief", "balance", "review", "report", "map", "history",
    "export",
}  # fmt: skip
# ``forget`` and ``restore`` cannot be taken back; the others have tests of their own.
APART = {"undo", "redo", "backup", "restore", "forget", "demo", "import", "triage", "encrypt",
         "decrypt"}  # fmt: skip


@pytest.fixture
def rich(rich_file, tmp_path):
    path = tmp_path / "net.db"
    shutil.copy(rich_file, path)
    wal = rich_file.with_name("net.db-wal")
    if wal.exists():
        shutil.copy(wal, f"{path}-wal")
    return Net(path)


def wrong(net):
    """What the doctor finds."""
    return [check for check in json.loads(net("doctor", "--json").out)["checks"] if not check["ok"]]


@pytest.mark.parametrize("words", WRITES, ids=lambda words: " ".join(words[:3]))
def test_a_command_is_taken_back_and_done_again(rich, words):
    before = whole(rich.path)
    rich.ok(*words)
    after = whole(rich.path)
    if words != ["doctor", "--fix"]:
        assert after != before
        assert rich.json("undo")["undone"] is not None
    assert whole(rich.path) == before
    assert wrong(rich) == []
    if words != ["doctor", "--fix"]:
        assert rich.json("redo")["redone"] is not None
    assert whole(rich.path) == after
    assert wrong(rich) == []


def test_every_verb_that_writes_is_tried():
    assert {words[0] for words in WRITES} | READS | APART == set(VERBS)


def test_an_import_is_one_entry_and_goes_back_whole(anna, tmp_path):
    file = tmp_path / "people.csv"
    file.write_text("First Name,Last Name,E-mail 1 - Value,Organization Name\n"
                    + "".join(f"P{i},Q,p{i}@example.org,Firm\n" for i in range(700))
                    + "Anna,Nowak,anna@example.org,Nova\n")  # fmt: skip
    before = whole(anna.path)
    anna.ok("import", str(file))
    after = whole(anna.path)
    entry = anna.json("history", "--limit", "1")[0]
    assert "700 people" in entry["text"]
    assert anna.json("history", "300")[0]["id"] == entry["id"]
    anna.ok("undo")
    assert whole(anna.path) == before
    anna.ok("redo")
    assert whole(anna.path) == after
    # The copy is of what changed, not of everything.
    with connect(anna.path) as connection:
        (kept,) = connection.execute(
            "SELECT count(*) FROM journal_image WHERE entry_id = ?", (entry["id"][1:],)
        ).fetchone()
    connection.close()
    assert kept < 30


def test_a_dry_run_is_no_entry(anna, tmp_path):
    file = tmp_path / "a.vcf"
    file.write_text("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zed\r\nEND:VCARD\r\n")
    before = anna.json("history")
    anna.ok("import", str(file), "--dry-run")
    assert anna.json("history") == before


def test_again_and_again_to_the_beginning_and_forth(net):
    states = []
    for words in (["add", "Anna Nowak"], ["gave", "anna", "x"], ["edit", "anna", "--title", "CFO"]):
        net.ok(*words)
        states.append(whole(net.path))
    for state in (states[1], states[0]):
        net.ok("undo")
        assert whole(net.path) == state
    net.ok("undo")
    assert net.json("list") == []
    assert net.json("undo") == {"undone": None, "warnings": [], "booked": []}
    for state in states:
        net.ok("redo")
        assert whole(net.path) == state
    assert net.json("redo")["redone"] is None


def test_an_undo_shows_before_and_after_and_its_command(anna):
    anna.ok("edit", "anna", "--title", "CFO")
    anna.ok("edit", "anna", "--title", "CTO")
    said = anna.ok("undo")
    assert "netcrm edit anna --title CTO" in said
    assert "Anna Nowak, title: CTO → CFO" in said


def test_another_command_ends_what_can_be_done_again(anna):
    anna.ok("gave", "anna", "x")
    anna.ok("undo")
    anna.ok("add", "Ben Ost")
    assert anna.json("redo")["redone"] is None


def test_one_entry_alone_where_nothing_later_touched_the_same(anna):
    anna.ok("add", "Ben Ost")
    anna.ok("gave", "anna", "x")
    anna.ok("gave", "ben", "y")
    anna.ok("undo", "j3")
    assert [e["contact"]["id"] for e in anna.json("balance")] == [2]
    answer = anna("undo", "j2", "--json")
    assert answer.code == 5
    assert "j4" in answer.error["message"]


def test_what_later_records_point_to_is_not_taken_from_them(anna):
    anna.ok("add", "Ben Ost")
    anna.ok("tie", "anna", "ben", "--strength", "2")
    before = whole(anna.path)
    answer = anna("undo", "j2", "--json")
    assert answer.code == 5, answer
    assert whole(anna.path) == before


@pytest.mark.parametrize(
    ("typed", "code"), [("x", 2), ("j", 2), ("j99", 3), ("12", 2), ("j" + "9" * 30, 2)]
)
def test_an_entry_that_is_none(anna, typed, code):
    assert anna("undo", typed).code == code


def test_an_undo_is_no_command_and_one_taken_back_stays_so(anna):
    anna.ok("gave", "anna", "x")
    anna.ok("undo")
    assert anna("undo", "j3").code == 5
    assert anna("undo", "j2").code == 5


def test_something_old_is_asked_about(anna):
    anna.ok("gave", "anna", "x")
    anna.today = "2026-11-24"
    answer = anna("undo", "--json")
    assert answer.code == 5
    assert "ten minutes" in answer.error["message"]
    assert anna("undo", typed="n\n", terminal=True).code == 1
    assert "Took back" in anna.ok("undo", typed="y\n", terminal=True)
    assert anna.json("balance", "anna")[0]["state"] == "none"
    anna.ok("undo", "--yes")
    assert anna.json("list") == []


def test_what_could_be_taken_back_is_listed(anna):
    anna.ok("gave", "anna", "x")
    anna.ok("add", "Ben Ost")
    anna.ok("undo")
    assert [e["id"] for e in anna.json("undo", "--list")] == ["j2", "j1"]


def test_history_reads_as_sentences(anna):
    anna.ok("gave", "anna", "an intro to my editor")
    anna.ok("delete", "e1")
    told = anna.json("history", "anna")
    assert [e["text"] for e in told] == [
        "Deleted e1: an intro to my editor",
        "Gave Anna Nowak: an intro to my editor (e1)",
        "Added Anna Nowak (1)",
    ]
    assert told[1]["command"] == "netcrm gave anna 'an intro to my editor'"
    assert anna.json("history", "me") == []


def test_a_command_that_changes_nothing_is_no_entry(anna):
    assert anna("delete", "e9").code == 3
    assert anna("gave", "nobody", "x").code == 3
    assert len(anna.json("history")) == 1


def test_nothing_yet(net):
    assert net.json("history") == []
    assert net.json("undo")["undone"] is None
    assert not net.path.exists()


def test_a_taken_back_id_is_not_given_again(anna):
    anna.ok("add", "Ben Ost")
    anna.ok("undo")
    assert anna.json("add", "Cleo Park")["id"] == 3


def test_markup_in_what_was_typed_styles_nothing(anna):
    anna.ok("gave", "anna", "[red]x[/red]")
    assert "[red]x[/red]" in anna.ok("history", terminal=True)


@pytest.mark.parametrize("words", [["undo"], ["undo", "j2"], ["redo"]])
def test_what_came_meanwhile_is_not_written_over(anna, monkeypatch, words):
    anna.ok("edit", "anna", "--title", "CTO")
    if words == ["redo"]:
        anna.ok("undo")
    meanwhile(anna, monkeypatch, "edit", "anna", "--title", "CEO", "--city", "Ulm")
    answer = anna(*words)
    newest = anna.json("history")[0]
    assert (answer.code, newest["id"] in answer.err) == (5, True), answer
    assert newest["command"].endswith("--city Ulm")
    assert anna.json("show", "anna")["title"] == "CEO"
    assert anna.json("doctor")["healthy"]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param([["log", "1", "one"], ["log", "1", "two"]], id="the first touch"),
        pytest.param([["archive", "1"], ["log", "1", "one"], ["log", "1", "two"]], id="back"),
    ],
)
def test_what_a_later_touch_leans_on_is_not_taken_back_alone(anna, words):
    for command in words:
        anna.ok(*command)
    newest = anna.json("history")[0]["id"]
    before = anna.json("history")[1]["id"]
    answer = anna("undo", before)
    assert (answer.code, newest in answer.err) == (5, True)
    anna.ok("undo", newest)
    anna.ok("undo", before)
    assert anna("doctor").code == 0


def test_totals_follow_an_entry_that_is_taken_back_alone(anna):
    anna.ok("tie", "me", "anna", "--strength", "3")
    anna.ok("log", "anna", "one")
    anna.ok("log", "anna", "two")
    anna.ok("undo", "j3")
    assert anna.json("show", "anna")["last_contact_on"] == "2026-11-23"
    assert anna("doctor").code == 0
    anna.ok("redo")
    assert anna("doctor").code == 0


@pytest.mark.parametrize(
    "kept", [["done", "p1"], ["fulfil", "a1"], ["gave", "anna", "y", "--for", "a1"]]
)
def test_a_promise_that_was_kept_for_an_ask_can_be_deleted_and_comes_back(anna, kept):
    anna.ok("ask", "anna", "x", "--theirs")
    anna.ok("accept", "a1")
    anna.ok(*kept)
    before = whole(anna.path)
    anna.ok("delete", "p1")
    anna.ok("undo")
    assert whole(anna.path) == before


@pytest.mark.parametrize(
    "words",
    [
        ["recommend", "me", "--by", "anna", "--to", "ben", "--given", "--for", "a1"],
        ["intro", "ben", "cy", "--by", "anna", "--made", "--anyway", "--for", "a1"],
    ],
    ids=" ".join,
)
def test_a_drafted_ask_that_an_event_fulfils_counts_as_being_in_touch(anna, words):
    anna.ok("add", "Ben Ost")
    anna.ok("add", "Cy Twist")
    anna.ok("ask", "anna", "something")
    anna.ok(*words)
    assert anna.json("show", "anna")["last_contact_on"] == "2026-11-23"
    assert anna("doctor").code == 0
