"""People in, changed, found, out of the lists and back."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from netcrm.cli.context import World
from tests.conftest import ENCRYPTED

CONTACT_KEYS = {
    "id", "uid", "name", "organization", "title", "emails", "phones", "city", "tags", "knows",
    "cares", "aliases", "urls", "birthday", "cadence", "closeness", "next_touch_on",
    "last_contact_on", "archived",
}  # fmt: skip


def test_add_says_what_was_understood(net):
    said = net.ok("add", "Ada Lovelace", "--met", "yesterday", "--every", "2 months")
    assert said == (
        "Added Ada Lovelace (1), met Sun 22 Nov 2026. In touch every 2 months, next 22 Jan 2027.\n"
    )


def test_every_field_that_is_typed_is_read_back(net):
    net.ok("add", "Maria Wójcik")
    added = net.json(
        "add", "Ada Lovelace", "--org", "Engines", "--title", "Analyst", "--email", "ada@x.org",
        "--email", "ada@y.org", "--phone", "+44 1", "--city", "London", "--tag", "maths",
        "--knows", "engines", "--cares", "poetry", "--every", "2w", "--closeness", "4",
        "--met", "2026-01-02", "--where", "a ball", "--through", "maria", "--birthday",
        "1915-12-10", "--alias", "Countess", "--url", "https://ada.org", "--note", "line one",
    )  # fmt: skip
    assert set(added) >= CONTACT_KEYS | {"warnings", "booked"}
    assert {key: added[key] for key in added if key not in ("uid", "warnings", "booked")} == {
        "id": 2,
        "name": "Ada Lovelace",
        "organization": "Engines",
        "title": "Analyst",
        "emails": ["ada@x.org", "ada@y.org"],
        "phones": ["+44 1"],
        "city": "London",
        "tags": ["maths"],
        "knows": ["engines"],
        "cares": ["poetry"],
        "aliases": ["Countess"],
        "urls": ["https://ada.org"],
        "birthday": "1915-12-10",
        "cadence": "P2W",
        "closeness": 4,
        "next_touch_on": "2026-01-16",
        "last_contact_on": None,
        "archived": False,
        "met_on": "2026-01-02",
        "met_where": "a ball",
        "through": {"id": 1, "name": "Maria Wójcik"},
        "note": "line one",
        "added_on": "2026-11-23",
    }


def test_edit_changes_what_is_named_and_clears_what_is_not_wanted(net):
    net.ok("add", "Ada Lovelace", "--city", "London", "--tag", "maths", "--every", "2w")
    changed = net.json("edit", "ada", "--name", "Ada King", "--no-city", "--no-every", "--no-tag")
    assert (changed["name"], changed["city"], changed["tags"], changed["cadence"]) == (
        "Ada King", None, [], None,
    )  # fmt: skip
    assert changed["next_touch_on"] is None
    assert net.json("list")[0]["name"] == "Ada King"
    assert net("show", "lovelace").code == 3


def test_edit_without_options_opens_the_editor(net):
    net.ok("add", "Ada Lovelace", "--city", "London")
    net.edits_by("sed -i -e 's/^city: .*/city: Paris/' -e 's/^tag:.*/tag: maths/' $1")
    changed = net.json("edit", "ada")
    assert (changed["city"], changed["tags"]) == ("Paris", ["maths"])
    assert net("edit", "ada").err.startswith("netcrm: Nothing was changed.")
    net.edits_by("echo nonsense > $1")
    answer = net("edit", "ada")
    assert answer.code == 2
    kept = Path(answer.err.split("kept in ")[1].split()[0].rstrip("."))
    assert kept.read_text() == "nonsense\n"
    kept.unlink()
    net.edits_by("exit 3")
    assert "nothing was changed" in net("edit", "ada").err
    assert not kept.parent.exists()
    net.environ["EDITOR"] = "/no/such/editor"
    assert "cannot be run" in net("edit", "ada").err
    del net.environ["EDITOR"]
    assert net("edit", "ada").code == 2


def texts_of(net):
    folder = net.path.with_name("net.db.texts")
    return [p.read_bytes() for p in folder.iterdir()] if folder.exists() else []


@pytest.fixture
def editing(net):
    """Ada, and an editor that does as it is told."""
    net.ok("add", "Ada Lovelace", "--city", "London", "--tag", "old")

    def edited_by(script):
        net.edits_by(script)
        return net

    return edited_by


@pytest.mark.parametrize(
    ("meanwhile", "said"),
    [("merge ada bea", "was joined into somebody"), ("edit ada --title CTO", "was changed")],
)
def test_who_was_changed_while_the_editor_was_open_is_not_written_over(editing, meanwhile, said):
    net = editing("")
    net.ok("add", "Bea Lovelace")
    editing(f"sed -i 's/London/Paris/' $1; {sys.executable} -m netcrm --db {net.path} {meanwhile}")
    answer = net("edit", "ada")
    assert (answer.code, said in answer.err, "netcrm edit 1" in answer.err) == (5, True, True)
    (left,) = texts_of(net)
    assert b"Paris" in left
    assert net.json("show", "1")["city"] == "London"


def test_my_own_card_is_edited_too_and_a_mark_of_its_encoding_is_no_word(editing):
    net = editing("sed -i -e 's/^title:.*/title: CEO/' -e '1s/^/\\xef\\xbb\\xbf/' $1")
    net.ok("edit", "me")
    assert net.json("show", "me")["title"] == "CEO"


def test_what_an_editor_saves_in_another_encoding_is_kept_and_said(editing):
    net = editing("printf 'name: Ad\\351la\\n' > $1")
    answer = net("edit", "ada")
    assert (answer.code, "is not UTF-8" in answer.err, "damaged" in answer.err) == (6, True, False)
    (left,) = texts_of(net)
    assert left == b"name: Ad\xe9la\n"
    assert str(net.path.with_name("net.db.texts")) in answer.err
    assert net.json("show", "ada")["name"] == "Ada Lovelace"


def test_ctrl_c_while_the_editor_is_open_loses_nothing(editing):
    net = editing("echo 'title: half a word' >> $1; kill -INT $PPID; kill -INT $$")
    answer = net("edit", "ada")
    assert (answer.code, "is kept in" in answer.err) == (130, True)
    assert b"half a word" in texts_of(net)[0]
    # An editor that goes on has its say.
    net = editing("kill -INT $PPID; sed -i 's/^title:.*/title: whole/' $1")
    assert net.json("edit", "ada")["title"] == "whole"


def test_what_an_editor_wrote_before_it_failed_is_kept(editing):
    net = editing("echo 'title: half' >> $1; exit 3")
    answer = net("edit", "ada")
    assert (answer.code, "is kept in" in answer.err) == (1, True)
    net = editing("rm $1")
    assert net("edit", "ada").code == 6


@pytest.mark.parametrize("named", ["vi 'x", " ", "''"])
def test_an_editor_that_cannot_be_meant_is_one_sentence(net, named):
    net.ok("add", "Ada Lovelace")
    net.environ["EDITOR"] = named
    answer = net("edit", "ada")
    assert answer.code in (1, 2)
    assert "should not" not in answer.err
    assert texts_of(net) == []


def test_texts_wait_for_a_month_and_are_their_owners(editing):
    net = editing("echo nonsense > $1")
    net("edit", "ada")
    folder = net.path.with_name("net.db.texts")
    (left,) = folder.iterdir()
    assert (folder.stat().st_mode & 0o077, left.stat().st_mode & 0o077) == (0, 0)
    old = left.rename(folder / "20200101T000000.000000-999999999.txt")
    os.utime(old, (0, 0))
    net("edit", "ada")
    assert not old.exists()
    assert len(texts_of(net)) == 1


def test_several_are_changed_as_they_are_by_then(net, monkeypatch):
    """Another terminal tags Ada between the look at the list and the write."""
    net.ok("add", "Ada Lovelace", "--tag", "old")
    net.ok("add", "Ben Ost")
    real = World.write

    def write(self, **options):
        monkeypatch.setattr(World, "write", real)
        net.ok("edit", "ada", "--tag", "old", "--tag", "meanwhile")
        return real(self, **options)

    monkeypatch.setattr(World, "write", write)
    net.ok("edit", "ada", "ben", "--tag", "both")
    assert net.json("show", "ada")["tags"] == ["old", "meanwhile", "both"]


@pytest.mark.parametrize(
    "name",
    ["[/red]", "x [/] y", "=1+1", "李雷", "👨‍👩‍👧 Family", "שלום עולם", "O'Neil; DROP TABLE"],
)
def test_any_visible_name_is_taken_as_it_is(net, name):
    assert net.json("add", name)["name"] == name
    net.ok("list", terminal=True)
    assert net.ok("list").split("\t")[1] == name
    assert net.json("find", name.split()[0])[0]["name"] == name


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["add", ""], "name: it is blank"),
        (["add", "  "], "name: it is blank"),
        (["add", "x" * 10_000], "10,000 characters are too many"),
        (["add", "a\x1b[2Jb"], "control character (U+001B)"),
        (["add", "Bo", "--email", "bo"], "no e-mail address"),
        (["add", "Bo", "--closeness", "6"], "1 to 5"),
        (["add", "Bo", "--met", "tomorrow"], "still to come"),
        (["add", "Bo", "--every", "sometimes"], "no cadence"),
        (["add", "Bo", "--birthday", "may"], "is no day"),
    ],
)
def test_bad_input_gets_one_sentence_and_saves_nothing(net, words, said):
    answer = net(*words)
    assert (answer.code, answer.out) == (2, "")
    assert said in answer.err
    assert "\x1b" not in answer.err
    assert net.json("list") == []


def test_a_name_or_address_that_is_there_is_a_conflict(anna):
    assert anna("add", "anna nowak").code == 5
    assert anna("add", "Another", "--email", "ANNA@example.org").code == 5
    assert anna("add", "me").code == 5
    anna.ok("add", "Anna Nowak", "--anyway")
    assert len(anna.json("list")) == 2


def test_on_a_terminal_the_person_is_asked(anna):
    assert anna("add", "Anna Nowak", terminal=True, typed="n\n").code == 5
    assert anna("add", "Anna Nowak", terminal=True, typed="y\n").code == 0
    assert anna("add", "Anna Nowak", terminal=True, typed="").code == 130


def test_somebody_very_like_is_mentioned(anna):
    assert anna.json("add", "Anna Novak")["warnings"] == [
        "Somebody very like is there already: Anna Nowak (1)."
    ]


def test_add_reads_one_person_a_line(net):
    said = net.ok("add", "-", typed="Bo Li; Fjord; met at the; talk\n\nCy Dee\n")
    assert said == "Added Bo Li (1).\nAdded Cy Dee (2).\n"
    bo = net.json("show", "bo")
    assert (bo["organization"], bo["note"]) == ("Fjord", "met at the; talk")
    assert net("add", "-", typed="Eve One\n;x\n").err.startswith("netcrm: line 2: name:")
    assert net("add", "-", typed="Eve One\nEve One\n").code == 5
    assert net("add", "-", typed="").code == 2
    assert len(net.json("add", "-", typed="Fay\n")) == 1
    assert len(net.json("list")) == 3


@pytest.mark.parametrize(
    "who", ["1", "anna@EXAMPLE.org", "ANNA NOWAK", "ann", "now", "anna.now", "a n", "żabka"]
)
def test_a_contact_answers_to_id_address_name_word_starts_and_alias(anna, who):
    anna.ok("edit", "1", "--alias", "Żabka")
    assert anna.json("show", who)["id"] == 1


def test_an_ambiguous_name_is_exit_4_with_the_command_to_type(anna):
    anna.ok("add", "Anna Kowalska")
    answer = anna("gave", "anna", "a book")
    assert answer.code == 4
    assert "netcrm --db" in answer.err
    assert "gave 2 'a book'" in answer.err
    error = anna("show", "anna", "--json").error
    assert error["code"] == "ambiguous"
    assert [c["id"] for c in error["candidates"]] == [2, 1]


def test_an_ambiguous_name_is_a_choice_on_a_terminal(anna):
    anna.ok("add", "Anna Kowalska")
    answer = anna("gave", "anna", "a book", terminal=True, typed="2\n")
    assert answer.out.startswith("Gave Anna Nowak: a book")
    assert anna("gave", "anna", "a book", terminal=True, typed="9\n").code == 2
    interrupted = anna("gave", "anna", "a book", terminal=True, typed="")
    assert (interrupted.code, len(anna.json("balance"))) == (130, 1)


def test_an_unknown_name_is_exit_3_with_the_nearest(anna):
    answer = anna("gave", "ana.nowk", "a book")
    assert answer.code == 3
    assert "Anna Nowak" in answer.err
    assert "netcrm add ana.nowk" in answer.err
    assert anna("show", "99").code == 3
    assert anna("show", "99" * 20).code == 3


def test_the_list_filters_and_sorts(net):
    net.ok("add", "Bo", "--tag", "Berlin", "--knows", "data platforms", "--org", "Fjord AS")
    net.ok("add", "Al", "--tag", "berlin", "--cares", "jazz", "--closeness", "5")
    names = lambda *words: [c["name"] for c in net.json("list", *words)]  # noqa: E731
    assert names() == ["Al", "Bo"]
    assert names("--tag", "BERLIN", "--knows", "platform") == ["Bo"]
    assert names("--cares", "jazz") == ["Al"]
    assert names("--org", "fjord") == ["Bo"]
    assert names("--sort", "added", "--limit", "1") == ["Al"]
    assert names("--sort", "closeness") == ["Al", "Bo"]
    assert net("list", "--sort", "colour").code == 2


def test_the_quiet_ones(net):
    for name in ("Old", "New", "Never"):
        net.ok("add", name)
    net.ok("log", "old", "a call", "--on", "2026-05-01")
    net.ok("log", "new", "a call")
    assert [c["name"] for c in net.json("list", "--quiet")] == ["Old"]


def test_archived_people_are_out_of_the_lists_until_something_happens(anna):
    anna.ok("edit", "1", "--every", "1w", "--birthday", "--11-24")
    anna.ok("promise", "1", "send slides", "--by", "friday")
    assert anna.ok("archive", "1") == "Anna Nowak is out of the lists.\n"
    assert "already" in anna.ok("archive", "1")
    assert anna.json("list") == []
    assert [c["archived"] for c in anna.json("list", "--archived")] == [True]
    assert [(f["id"], f["archived"]) for f in anna.json("due")] == [("p1", True)]
    assert anna("show", "anna").code == 3
    assert anna.json("show", "Anna Nowak")["archived"]
    answer = anna("log", "1", "a call")
    assert "was archived and is back" in answer.err
    assert len(anna.json("list")) == 1
    anna.ok("archive", "1")
    anna.ok("unarchive", "1")
    assert len(anna.json("list")) == 1
    assert anna("archive", "me").code == 5


def test_ties_stand_once_and_trust_has_a_direction(anna):
    anna.ok("add", "Maria")
    anna.ok("tie", "maria", "anna", "--strength", "4", "--trusts", "5", "--how", "studied together")
    seen = anna.json("show", "anna")["ties"]
    assert [(t["b"]["name"], t["strength"], t["trusts"], t["trusted_by"]) for t in seen] == [
        ("Maria", 4, None, 5)
    ]
    assert anna.json("tie", "anna", "maria", "--strength", "2")["trusted_by"] == 5
    assert anna.json("tie", "me", "anna")["strength"] == 3
    assert anna.json("show", "anna")["closeness"] == 3
    assert anna("tie", "anna", "anna").code == 2
    assert anna("tie", "anna", "maria", "--trusts", "6").code == 2


def test_me_is_a_contact_that_keeps_its_name(anna):
    assert anna.json("show", "me")["id"] == 0
    assert anna.json("edit", "me", "--city", "Berlin")["city"] == "Berlin"
    assert anna("edit", "me", "--name", "Eva").code == 5
    assert anna("gave", "me", "a rest").code == 5
    assert anna("log", "me", "a walk").code == 5
    assert anna("promise", "me", "rest", "--by", "friday").code == 5


def test_find_takes_text_as_text_anywhere(anna):
    anna.ok("edit", "1", "--note", 'Straße 5, likes "quotes" and foo AND bar*')
    anna.ok("log", "1", "talked about the Łódź project", "--got", "advice on pricing")
    anna.ok("promise", "1", "send the pricing sheet", "--by", "friday")
    found = lambda *words: [  # noqa: E731
        m["id"] for c in anna.json("find", *words) for m in c["matches"]
    ]
    assert found("lodz") == ["n1"]
    assert found("pricing") == ["e1", "p1"]
    assert found("pricing sheet") == ["p1"]
    for text in ("strasse", '"quotes"', "foo AND", "bar*", "no", "NOWAK"):
        assert found(text) == [None]
    assert found("nothing of the kind") == found("%") == found("zz") == []
    assert anna("find", "zzz").err == "Nothing holds 'zzz'.\n"


@pytest.mark.parametrize("name", ["123", "ada\u202eecalevol", "ada\u2028b"])
def test_a_name_that_reads_as_an_id_or_turns_a_line_is_refused(net, name):
    assert net("add", name).code == 2


def test_names_of_signs_are_not_alike(net):
    net.ok("add", "!!! a")
    assert net("add", "??? a").err == ""


def test_a_bad_line_says_that_nobody_was_added(net):
    answer = net("add", "-", typed="Ada\n\x07\n")
    assert "Nobody was added." in answer.err
    assert net.ok("list") == ""


def test_unarchive_finds_whom_the_lists_do_not_show(anna):
    anna.ok("archive", "anna")
    assert anna("show", "ann").code == 3
    anna.ok("unarchive", "ann")
    assert anna.json("show", "ann")["archived"] is False


@pytest.mark.parametrize(
    "words",
    [
        ("balance", "me"),
        ("report", "me"),
        ("due", "--who", "me"),
        ("told", "me", "x"),
        ("remind", "me", "x", "--by", "friday"),
        ("gave", "me", "x"),
    ],
)
def test_me_is_nobody_else(anna, words):
    assert anna(*words).code == 5


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("show mar", {"marchand", "marcus", "maria"}),
        ("show MAR", {"MARchand", "MARcus", "MARia"}),
        ("show łuk", {"łukasz"}),
        ("show luk", {"lukasz"}),
        ("gave wan", {"wanda"}),
        ("show nobodyofthatname", set()),
    ],
)
@pytest.mark.parametrize("by_option", [True, False])
@pytest.mark.skipif(ENCRYPTED, reason="the shell's key asks for no passphrase")
def test_the_shell_completes_who_is_meant(demo_file, typed, offered, by_option):
    """As bash asks for it; each word that is offered goes on from what was typed."""
    words = f"netcrm --db {demo_file} {typed}" if by_option else f"netcrm {typed}"
    environ = {"_NETCRM_COMPLETE": "complete_bash", "COMP_WORDS": words,
               "COMP_CWORD": str(len(words.split()) - 1)}  # fmt: skip
    if not by_option:
        environ["NETCRM_DB"] = str(demo_file)
    code = "from netcrm.cli.main import app; app(prog_name='netcrm')"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False,
        env=os.environ | environ,
    )  # fmt: skip
    assert set(done.stdout.split()) == offered


def test_a_name_needs_no_quotes(net):
    assert net.json("add", "Ada", "Lovelace", "--city", "London")["name"] == "Ada Lovelace"
    assert net.json("add", "me", "too")["name"] == "me too"
    answer = net("add", "Bo", "bo@example.org")
    assert (answer.code, "--email bo@example.org would be right" in answer.err) == (2, True)
    assert len(net.json("list")) == 2


def test_what_an_import_brought_need_not_be_typed_anew(net, tmp_path):
    file = tmp_path / "x.vcf"
    file.write_text(
        "BEGIN:VCARD\nVERSION:3.0\nUID:u\nFN:600100200\nEMAIL:G H <g@x.org>\nBDAY:1850-01-02\n"
        f"NOTE:{'word ' * 5000}\nEND:VCARD\n"
    )
    net.ok("import", str(file))
    before = net.json("show", "1")
    net.edits_by("sed -i 's/^city:.*/city: Rome/' $1")
    net.ok("edit", "1")
    after = net.json("show", "1")
    assert after["city"] == "Rome"
    same = ("name", "emails", "birthday", "note", "closeness", "tags")
    assert {name: after[name] for name in same} == {name: before[name] for name in same}
    net.edits_by("sed -i 's/^birthday:.*/birthday: 1849-01-02/' $1")
    assert net("edit", "1").code == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="this user may read everything")
def test_what_an_editor_left_unreadable_is_said_with_its_place(editing):
    net = editing("echo more >> $1; chmod 0 $1")
    answer = net("edit", "ada")
    assert (answer.code, "What you wrote is kept in" in answer.err) == (6, True)
