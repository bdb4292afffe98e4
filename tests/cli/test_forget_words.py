"""No word of who is forgotten stays in what is not theirs: sources, files, texts of others."""

import os
import re
import shlex
import sys
from contextlib import closing
from pathlib import Path

import pytest

from netcrm.store.connect import connect
from netcrm.store.files import backups_of
from tests.conftest import Net, meanwhile


@pytest.fixture
def zeldaq(net):
    """Bob, and Zeldaq Mora whom everybody speaks of."""
    net.ok("add", "Bob Stone")
    net.ok("add", "Zeldaq Mora", "--email", "zm@secretq.example", "--phone", "+48600700811")
    return net


def left(net, *texts):
    """Which of some words stand in a file, whatever their case; a passphrase hides all."""
    found = set()
    for path in net.path.parent.rglob("*"):
        if path.is_file():
            data = path.read_bytes().lower()
            found |= {text for text in texts if text.lower().encode() in data}
    return found


def forget_all(net):
    return net.json("forget", "zeldaq", "--backups", "--yes")


def test_what_was_taken_away_from_an_imported_note_names_nobody(zeldaq, tmp_path):
    file = tmp_path / "in" / "in.vcf"
    file.parent.mkdir()
    file.write_text(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:u\r\nFN:Cleo Park\r\n"
        "NOTE:ask zm@secretq.example first\r\nCATEGORIES:clients of zm@secretq.example\r\n"
        "END:VCARD\r\n"
    )
    zeldaq.ok("import", str(file))
    file.unlink()
    zeldaq.ok("edit", "cleo", "--note", "ask her first", "--no-tag")
    forget_all(zeldaq)
    assert left(zeldaq, "secretq") == set()


def test_history_quotes_nobody_who_is_forgotten(zeldaq):
    zeldaq.ok("log", "bob", "Zeldaq is gravely ill")
    zeldaq.ok("gave", "bob", "news of old Mora")
    zeldaq.ok("change", "e1", "--text", "news")
    zeldaq.ok("delete", "n1")
    forget_all(zeldaq)
    assert left(zeldaq, "zeldaq", "gravely", "mora") == set()
    assert "Stone" in zeldaq.ok("history")


def test_backups_are_searched_as_texts_are(zeldaq):
    zeldaq.ok("edit", "bob", "--note", "lunch with ZELDAQ MORA")
    zeldaq.ok("backup")
    zeldaq.ok("edit", "bob", "--no-note")
    forget_all(zeldaq)
    assert left(zeldaq, "zeldaq") == set()


def test_what_files_said_of_others_names_nobody(zeldaq, tmp_path):
    folder = tmp_path / "li"
    folder.mkdir()
    (folder / "Connections.csv").write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Cy,Twist,https://www.linkedin.com/in/cyt,,Zeldaq Mora Consulting,Aide to Zeldaq Mora,"
        "01 Feb 2024\n"
    )
    (folder / "messages.csv").write_text(
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,"
        "SUBJECT,CONTENT,FOLDER\n"
        "1,,Zeldaq Mora,https://www.linkedin.com/in/zeldaqmora,Me,"
        "https://www.linkedin.com/in/me,2024-02-03 10:00:00 UTC,,hello,INBOX\n"
    )
    zeldaq.ok("import", str(folder))
    for file in folder.iterdir():
        file.unlink()
    for record in [e["id"] for e in zeldaq.json("show", "zeldaq")["timeline"]]:
        zeldaq.ok("delete", record)
    zeldaq.ok("edit", "cy", "--org", "Own", "--title", "Free")
    forget_all(zeldaq)
    assert left(zeldaq, "zeldaq") == set()


def test_who_else_has_their_name_or_address_is_told(zeldaq):
    zeldaq.ok("add", "Mrs. Zeldaq Mora senior", "--email", "zm@secretq.example", "--anyway")
    zeldaq.ok("gave", "bob", "her number, 600-700-811")
    told = zeldaq.json("forget", "2", "--backups", "--yes")
    assert {s["text"] for s in told["spoken_of"]} == {
        "Mrs. Zeldaq Mora senior", "zm@secretq.example", "her number, 600-700-811",
    }  # fmt: skip


def test_who_was_joined_under_their_name_keeps_no_word_of_it(zeldaq, tmp_path):
    zeldaq.ok("add", "Zeldaq Mora", "--anyway")
    zeldaq.ok("merge", "3", "bob")
    zeldaq.ok("edit", "bob", "--no-alias")
    zeldaq.ok("forget", "2", "--backups", "--yes")
    assert left(zeldaq, "zeldaq") == set()
    file = tmp_path / "all.jsonl"
    zeldaq.ok("export", "-o", str(file))
    other = Net(tmp_path / "other.db")
    other.ok("import", str(file), "--strict")
    assert other.json("show", "3")["id"] == 1
    assert zeldaq("doctor").code == 0


def test_files_and_mappings_that_are_called_after_them(zeldaq, tmp_path):
    for name in ("x_zeldaq_2.csv", "FromZeldaq.csv"):
        file = tmp_path / name
        file.write_text("Name\nCleo Park\n")
        zeldaq.ok("import", str(file), "--map", "name=Name", "--save-map", "mora")
        file.unlink()
    zeldaq.ok("backup")
    forget_all(zeldaq)
    rows = zeldaq.json("history")
    assert not [r for r in rows if "zeldaq" in r["command"].lower() or "mora" in r["command"]]
    with closing(connect(zeldaq.path, "ro")) as connection:
        assert connection.execute(
            "SELECT count(*) FROM setting WHERE name LIKE 'map:%'"
        ).fetchone() == (0,)
        assert {f for (f,) in connection.execute("SELECT file FROM import_run")} == {"…"}


def test_a_short_name_is_found_through_the_marks_of_the_shell(zeldaq):
    zeldaq.ok("add", "D'Ax")
    zeldaq.ok("edit", "bob", "--note", "see D'Ax")
    zeldaq.ok("edit", "bob", "--no-note")
    zeldaq.ok("forget", "3", "--backups", "--yes")
    assert not [r for r in zeldaq.json("history") if "Ax" in r["command"]]


def test_a_text_of_an_editor_in_another_encoding_goes_too(zeldaq):
    zeldaq.edits_by("printf 'Zeldaq Mora is cruel' | iconv -t UTF-16 > $1")
    assert zeldaq("edit", "bob").code == 6
    forget_all(zeldaq)
    assert not zeldaq.path.with_name("net.db.texts").exists()


def test_no_guess_is_proved_by_what_a_calendar_was_given(zeldaq, tmp_path):
    from hashlib import sha256

    zeldaq.ok("edit", "zeldaq", "--every", "2 weeks")
    zeldaq.ok("export", "--format", "ics", "-o", str(tmp_path / "x.ics"))
    with closing(connect(zeldaq.path, "ro")) as connection:
        (kept,) = connection.execute("SELECT digest FROM published").fetchone()
    guesses = {
        sha256(f"2026-{month:02}-{day:02} Be in touch with Zeldaq Mora".encode()).hexdigest()
        for month in (11, 12)
        for day in range(1, 32)
    }
    assert kept not in guesses


def test_mentions_go_with_the_entries_they_stood_in(zeldaq):
    zeldaq.ok("promise", "zeldaq", "ask @bob about it", "--by", "3d")
    zeldaq.ok("gave", "zeldaq", "notes for @bob")
    forget_all(zeldaq)
    assert zeldaq("doctor").code == 0


def test_a_copy_that_another_process_has_begun_is_named(zeldaq):
    begun = zeldaq.path.parent / f".netcrm-{os.getpid()}-abc"
    begun.mkdir()
    (begun / "net.db").write_bytes(zeldaq.path.read_bytes() + b"Zeldaq Mora")
    told = forget_all(zeldaq)
    assert told["not_ours"] == [str(begun / "net.db")]


def test_what_only_shares_a_common_word_with_them_stays(net, tmp_path):
    net.ok("add", "Bob Stone")
    net.ok(
        "add", "Will Rose", "--email", "will@gmail.com", "--url", "https://www.linkedin.com/in/wr"
    )
    file = tmp_path / "gmail.csv"
    file.write_text("Name\nCleo Park\n")
    net.ok("import", str(file), "--map", "name=Name", "--save-map", "www")
    net.ok("gave", "bob", "news of linkedin.com and https://x.example")
    with closing(connect(net.path)) as connection, connection:
        connection.execute(
            "INSERT INTO origin (source, letter, key, record_id) "
            "VALUES ('linkedin', 'n', 'message:https://www.linkedin.com/in/other:2024-02-03', 99)"
        )
    net.ok("forget", "2", "--backups", "--yes")
    assert "news of linkedin.com" in net.ok("history")
    with closing(connect(net.path, "ro")) as connection:
        assert connection.execute("SELECT file FROM import_run").fetchone() == (str(file),)
        (mapping,) = connection.execute("SELECT name FROM setting WHERE name LIKE 'map:%'")
        assert mapping == ("map:www",)
        keys = connection.execute("SELECT key FROM origin WHERE letter = 'n'").fetchall()
        assert keys == [("message:https://www.linkedin.com/in/other:2024-02-03",)]


def card_of_cy(net, tmp_path, *lines):
    """Import a card of Cy Park, of which no file is left."""
    file = tmp_path / "cy.vcf"
    card = ("BEGIN:VCARD", "VERSION:3.0", "UID:u", "FN:Cy Park", *lines, "END:VCARD", "")
    file.write_text("\r\n".join(card))
    net.ok("import", str(file))
    file.unlink()


@pytest.fixture
def spoken_of(zeldaq, tmp_path):
    """Zeldaq Mora in a text of every kind that is not hers."""
    card_of_cy(zeldaq, tmp_path, "TITLE:Aide of Zeldaq Mora", "X-SPOUSE:Zeldaq Mora", "X-PET:Rex")
    zeldaq.ok(
        "edit", "bob", "--note", "A friend of ZELDAQ  Mora's.", "--tag", "zeldaq mora circle",
        "--tag", "x", "--knows", "Zeldaq Mora", "--where", "At Zeldaq Mora's",
    )  # fmt: skip
    zeldaq.ok("log", "bob", "met @zeldaq. Her number: +48 600-700-811")
    zeldaq.ok("gave", "bob", "a tip", "--terms", "nothing to zm@secretq.example")
    zeldaq.ok("tie", "bob", "cy", "--strength", "3", "--how", "by Zeldaq Morą")
    zeldaq.ok("goal", "add", "Do as Zeldaq Mora does", "--decider", "cy")
    zeldaq.ok("goal", "matters", "g1", "cy", "that Zeldaq Mora is told")
    zeldaq.ok("goal", "step", "g1", "read Zeldaq Mora", "--by", "3d")
    zeldaq.ok("ask", "bob", "an hour, as for Zeldaq Mora", "--sent", "--by", "5d")
    zeldaq.ok("fulfil", "a1")
    zeldaq.ok("told", "bob", "used it as Zeldaq Mora did", "--all")
    zeldaq.ok("recommend", "bob", "--to", "cy", "--given", "--text", "better than Zeldaq Mora")
    zeldaq.ok("expect", "bob", "--i-avoid", "talk of Zeldaq Mora")
    return zeldaq


def test_texts_of_others_are_told_without_them_where_it_is_wanted(spoken_of):
    told = spoken_of.json("forget", "zeldaq", "--texts", "--backups", "--yes")
    assert told["texts_blanked"]
    assert len(told["spoken_of"]) > 15
    assert left(spoken_of, "zeldaq", "mora", "secretq", "700-811") == set()
    assert spoken_of("doctor").code == 0
    bob = spoken_of.json("show", "bob")
    assert bob["note"] == "A friend of …'s."
    assert bob["tags"] == ["… circle", "x"]
    assert "met …. Her number: …" in [e["text"] for e in bob["timeline"]]
    assert spoken_of.json("find", "hour, as for …")
    assert spoken_of.json("find", "zeldaq") == []
    card = spoken_of.ok("export", "--format", "vcard")
    assert "X-PET:Rex" in card
    assert "X-SPOUSE" not in card


def test_texts_of_others_stay_where_nobody_wants_them_changed(spoken_of):
    said = spoken_of("forget", "zeldaq", typed="y\nn\nn\n", terminal=True)
    assert "Put … for their name in these texts too?" in said.err
    assert spoken_of.json("show", "bob")["note"] == "A friend of ZELDAQ  Mora's."
    assert not spoken_of.json("find", "friend of …")


def test_texts_of_others_change_after_a_yes(spoken_of):
    said = spoken_of("forget", "zeldaq", typed="y\ny\ny\n", terminal=True)
    before, after = said.err.split("Forget Zeldaq Mora (2)")
    assert "Zeldaq" in before
    assert re.search(r"… stands for their name in \d+ texts of others\.", after)
    assert "A friend of" not in after
    assert left(spoken_of, "zeldaq", "secretq") == set()


def test_a_text_that_was_left_goes_when_the_name_is_added_and_forgotten_again(spoken_of):
    spoken_of.ok("forget", "zeldaq", "--yes")
    spoken_of.ok("edit", "bob", "--note", "A friend.")
    spoken_of.ok("add", "Zeldaq Mora", "--email", "zm@secretq.example", "--phone", "600700811")
    spoken_of.ok("forget", "zeldaq", "--texts", "--backups", "--yes")
    assert left(spoken_of, "zeldaq mora", "secretq", "700-811") == set()


def test_who_was_undone_goes_when_the_name_is_added_and_forgotten(net):
    net.ok("add", "Bob Stone")
    net.ok("add", "Zeldaq Mora", "--note", "secretq")
    net.ok("undo")
    net.ok("add", "Zeldaq Mora")
    forget_all(net)
    assert left(net, "zeldaq", "secretq") == set()


def test_names_and_addresses_of_others_are_theirs(zeldaq):
    zeldaq.ok("add", "Zeldaq Morawska", "--email", "zm@secretq.example", "--anyway")
    zeldaq.ok("edit", "bob", "--alias", "Zeldaq Mora junior")
    said = zeldaq("forget", "2", "--texts", typed="y\nn\n", terminal=True)
    assert "are like theirs, and stay as they are:" in said.err
    assert zeldaq.json("show", "3")["name"] == "Zeldaq Morawska"
    assert zeldaq.json("show", "3")["emails"] == ["zm@secretq.example"]
    assert zeldaq.json("show", "bob")["aliases"] == ["Zeldaq Mora junior"]


def test_a_long_text_is_told_by_the_place_that_names_them(zeldaq):
    zeldaq.ok("edit", "bob", "--note", f"{'word ' * 40}of Zeldaq Mora {'more ' * 40}")
    assert "of Zeldaq Mora more" in zeldaq("forget", "zeldaq").err


def test_the_key_of_who_was_imported_from_their_firm_is_no_trace(zeldaq, tmp_path):
    file = tmp_path / "in" / "x.csv"
    file.parent.mkdir()
    file.write_text("Name,Organization\nTim Tam,Zeldaq Mora Studio\nMora Ost,Own\n")
    zeldaq.ok("import", str(file))
    zeldaq.ok("edit", "tim", "--org", "Free")
    content = file.read_text()
    file.unlink()
    zeldaq.ok("forget", "zeldaq mora", "--backups", "--yes")
    assert left(zeldaq, "zeldaq") == set()
    file.write_text(content)
    assert zeldaq.json("import", str(file), "--dry-run")["added"] == 0


def test_a_backup_that_only_names_a_mapping_after_them_is_found(net, tmp_path):
    file = tmp_path / "x.csv"
    file.write_text("Name\nCleo Park\n")
    net.ok("import", str(file), "--map", "name=Name", "--save-map", "zeldaq-mora")
    net.ok("backup")
    net.ok("add", "Zeldaq Mora")
    told = forget_all(net)
    assert len(told["backups"]) >= 1
    assert left(net, "zeldaq") == set()


@pytest.mark.parametrize(
    "words",
    [
        ("log", "bob", "a word on Zeldaq Mora"),
        ("edit", "zeldaq", "--alias", "Qzq Boss", "--note", "Mora"),
    ],
)
def test_what_was_said_of_them_meanwhile_goes_too(zeldaq, monkeypatch, words):
    zeldaq.ok("log", "bob", "met Qzq Boss")
    meanwhile(zeldaq, monkeypatch, *words)
    zeldaq.ok("forget", "zeldaq", "--texts", "--backups", "--yes")
    wanted = ("mora",) if words[0] == "log" else ("mora", "qzq")
    assert left(zeldaq, *wanted) == set()
    assert zeldaq("doctor").code == 0


def test_who_was_joined_meanwhile_is_not_forgotten(zeldaq, monkeypatch):
    meanwhile(zeldaq, monkeypatch, "merge", "2", "1")
    answer = zeldaq("forget", "2", "--yes")
    assert (answer.code, "has been joined into" in answer.err) == (5, True)
    assert zeldaq.json("show", "1")["aliases"] == ["Zeldaq Mora"]


def test_what_i_say_of_myself_is_found_without_them(zeldaq):
    zeldaq.ok("edit", "me", "--note", "Zeldaq Mora is my boss", "--org", "Zeldaq Mora & I")
    zeldaq.ok("forget", "zeldaq", "--texts", "--backups", "--yes")
    assert left(zeldaq, "zeldaq") == set()
    assert zeldaq.json("find", "my boss")
    assert zeldaq("doctor").code == 0


@pytest.mark.parametrize("name", ["Dr. Zeldaq Mora", "Zeldaq Mora, PhD", "Prof. Zeldaq Mora MBA"])
def test_others_leave_their_titles_out(net, name):
    net.ok("add", "Bob Stone", "--note", "met Zeldaq Mora in the evening")
    net.ok("add", name)
    told = net.json("forget", "2", "--texts", "--backups", "--yes")
    assert len(told["spoken_of"]) == 1
    assert left(net, "zeldaq") == set()


@pytest.mark.parametrize(
    ("theirs", "written"),
    [
        ("https://www.linkedin.com/in/zq88mora/", "linkedin.com/in/zq88mora"),
        ("http://zq88mora.example", "https://www.zq88mora.example/?x=1"),
    ],
)
def test_a_web_address_is_found_however_it_is_written(net, theirs, written):
    net.ok("add", "Bob Stone", "--note", f"see {written}")
    net.ok("add", "Cy Park", "--url", theirs)
    net.ok("forget", "2", "--texts", "--backups", "--yes")
    assert left(net, "zq88mora") == set()


def test_two_tags_that_are_one_without_them(net):
    net.ok("add", "Bob Stone", "--tag", "Team Zeldaq Mora", "--tag", "team Anna Nowaq")
    net.ok("add", "Zeldaq Mora")
    net.ok("add", "Anna Nowaq")
    for who in ("2", "3"):
        net.ok("forget", who, "--texts", "--backups", "--yes")
    assert net.json("show", "bob")["tags"] == ["team …"]
    assert net("doctor").code == 0


def test_a_line_of_a_card_is_read_without_its_signs(zeldaq, tmp_path):
    address = "ADR:;;c/o\\nZeldaq Mora\\nMain St 1;Town;;1;PL"
    card_of_cy(zeldaq, tmp_path, address, "X-PET:Rex")
    zeldaq.ok("forget", "zeldaq", "--texts", "--backups", "--yes")
    assert left(zeldaq, "zeldaq") == set()
    assert "X-PET:Rex" in zeldaq.ok("export", "--format", "vcard")


@pytest.mark.parametrize(
    ("written", "name", "words"),
    [
        ("number 600-700-811", "Cy Park", ("--phone", "+48 600 700 811")),
        ("przez ŁUKASZ ŻÓŁĆQ", "Łukasz Żółćq", ()),
        ("by Cy\u00a0Parkq", "Cy Parkq", ()),
    ],
)
def test_a_backup_that_names_them_otherwise_is_found(net, written, name, words):
    net.ok("add", "Bob Stone")
    net.ok("add", "Dee Ash")
    net.ok("tie", "bob", "dee", "--strength", "3", "--how", written)
    net.ok("backup")
    (before,) = backups_of(net.path).glob("*-hand.db")
    net.ok("add", name, *words)
    told = net.json("forget", "3", "--texts", "--backups", "--yes")
    assert str(before) in told["backups"]
    assert not before.exists()


def test_a_backup_that_was_made_meanwhile_goes_too(zeldaq, monkeypatch):
    meanwhile(zeldaq, monkeypatch, "backup")
    told = zeldaq.json("forget", "zeldaq", "--texts", "--backups", "--yes")
    assert [path for path in told["backups"] if path.endswith("-hand.db")]
    assert left(zeldaq, "zeldaq") == set()


def test_who_was_joined_into_them_meanwhile_is_not_forgotten_with_them(zeldaq, monkeypatch):
    meanwhile(zeldaq, monkeypatch, "merge", "1", "2")
    answer = zeldaq("forget", "2", "--yes")
    assert (answer.code, "joined into them meanwhile" in answer.err) == (5, True)
    assert "Bob Stone" in zeldaq.json("show", "2")["aliases"]


def test_a_text_about_another_that_is_open_in_an_editor_is_not_taken_away(zeldaq):
    zeldaq.ok("edit", "bob", "--note", "See Zeldaq Mora.")
    command = f"{sys.executable} -m netcrm --db {zeldaq.path}"
    zeldaq.edits_by(f"{command} forget 2 --yes; sed -i 's/See.*/A friend./' $1")
    zeldaq.ok("edit", "bob")
    assert zeldaq.json("show", "bob")["note"] == "A friend."


def test_the_doctor_names_backups_from_before_a_forget_that_was_cut_short(zeldaq, monkeypatch):
    import netcrm.cli.forget as command

    def killed(*_):
        raise KeyboardInterrupt

    zeldaq.ok("backup")
    # Backups are dated by the clock alone.
    zeldaq.today = "2099-01-01"
    monkeypatch.setattr(command, "_delete", killed)
    assert zeldaq("forget", "zeldaq", "--backups", "--yes").code == 130
    monkeypatch.undo()
    said = zeldaq("doctor", "--fix").err
    (rm,) = [line for line in said.splitlines() if "to delete them: rm " in line]
    for path in shlex.split(rm.partition("rm ")[2]):
        Path(path).unlink()
    assert left(zeldaq, "zeldaq") == set()


@pytest.mark.parametrize("words", [["merge", "3", "2"], ["edit", "2", "--name", "Anna Nowaq"]])
def test_what_was_theirs_by_mistake_is_another_ones(zeldaq, words):
    zeldaq.ok("add", "Anna Nowaq", "--email", "anna@nowaq.example")
    zeldaq.ok("edit", "bob", "--note", "Anna Nowaq (anna@nowaq.example) is his boss")
    zeldaq.ok(*words)
    zeldaq.ok("undo")
    zeldaq.ok("forget", "2", "--texts", "--backups", "--yes")
    assert zeldaq.json("show", "bob")["note"] == "Anna Nowaq (anna@nowaq.example) is his boss"


def test_what_is_a_colleagues_too_says_neither_of_them(zeldaq):
    firm = ("--url", "https://acme.example", "--phone", "030 7654321")
    zeldaq.ok("add", "Anna Nowaq", "--email", "anna@acme.example", *firm)
    zeldaq.ok(
        "edit", "bob", "--note", "Call https://acme.example, 030 7654321 or anna@acme.example"
    )
    zeldaq.ok("backup")
    zeldaq.ok("add", "Cy Park", *firm)
    told = zeldaq.json("forget", "cy", "--texts", "--backups", "--yes")
    assert {s["text"] for s in told["spoken_of"]} == {"https://acme.example", "030 7654321"}
    assert not [path for path in told["backups"] if path.endswith("-hand.db")]
    note = "Call https://acme.example, 030 7654321 or anna@acme.example"
    assert zeldaq.json("show", "bob")["note"] == note
