"""Who is forgotten is in no file of ours, and what still speaks of them is told."""

import os
import secrets
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from netcrm.store import backup
from netcrm.store.connect import connect
from netcrm.store.files import backups_of
from tests.conftest import ENCRYPTED, Net
from tests.whole import whole

NAME = "Zbigniewka Qwertzowska"


@pytest.fixture
def known(net):
    """Somebody with a part in everything, in Ben's network."""
    net.ok("add", NAME, "--email", "zq@example.org", "--alias", "Zibiboss", "--note", f"{NAME}!")
    net.ok("add", "Ben Ost")
    net.ok("gave", "zbig", f"a tip for {NAME}")
    net.ok("log", "zbig", "lunch", "--with", "ben")
    net.ok("log", "zbig", f"alone with {NAME}")
    net.ok("intro", "zbig", "ben", "--made")
    net.ok("recommend", "zbig", "--to", "ben", "--given", "--text", NAME)
    net.ok("ask", "zbig", f"an hour of {NAME}", "--sent")
    net.ok("edit", "zbig", "--note", "no more")
    net.ok("undo")
    net.ok("backup")
    return net


def files_with(net, text):
    return [
        path
        for path in net.path.parent.rglob("*")
        if path.is_file() and text.encode() in path.read_bytes()
    ]


def test_forgotten_is_forgotten_in_every_byte(known):
    assert bool(files_with(known, NAME)) is not ENCRYPTED
    told = known.json("forget", "zbig", "--yes", "--backups")
    assert len(told["backups"]) == 2
    for text in (NAME, "Zbigniewka", "zbigniewka", "Zibiboss", "zq@example.org"):
        assert files_with(known, text) == [], text
    assert known.json("doctor")["healthy"]
    assert known("show", "zbig").code == 3
    assert known.json("balance") == []
    assert known.json("undo")["undone"] is None
    assert [e["kind"] for e in known.json("history")][:1] == ["barrier"]


def test_forgetting_names_what_still_speaks_of_them(known):
    known.ok("log", "ben", f"a talk about {NAME}")
    told = known.json("forget", "zbig", "--yes")
    assert [s["text"] for s in told["spoken_of"]] == [f"a talk about {NAME}"]
    assert [s["record"] for s in told["spoken_of"]] == ["n3"]
    assert len(told["backups"]) == 2
    assert all(path.exists() for path in backups_of(known.path).iterdir())


def test_forgetting_is_meant(known):
    before = whole(known.path)
    answer = known("forget", "zbig", "--json")
    assert answer.code == 5
    assert "1 introduction" in answer.error["message"]
    assert known("forget", "zbig", typed="n\n", terminal=True).code == 1
    assert known("forget", "me", "--yes").code == 5
    assert known("forget", "nobody", "--yes").code == 3
    assert whole(known.path) == before


def test_who_was_joined_is_forgotten_too(known):
    known.ok("add", "Zed Zulu")
    known.ok("merge", "zbig", "zed")
    known.ok("forget", "zed", "--yes", "--backups")
    assert files_with(known, NAME) == []


def test_who_was_imported_is_forgotten_too(net, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    file = folder / "qwertzowska.vcf"
    file.write_text(f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{NAME}\r\nORG:Firm\r\nEND:VCARD\r\n")
    net.ok("import", str(file))
    file.unlink()
    net.ok("forget", "zbig", "--yes")
    assert files_with(net, NAME) == files_with(net, "zbigniewka") == []
    assert files_with(net, "qwertzowska") == []


def test_forgotten_in_commands_of_others_by_any_name_they_had(net, tmp_path):
    net.ok("add", "Zuzanna Qwertz")
    net.ok("add", "Bob Ost")
    net.ok("edit", "bob", "--through", "zuzanna")
    net.ok("edit", "bob", "--no-through")
    net.ok("edit", "zuz", "--name", "Aldona Fernhag")
    net.ok("remind", "bob", "write", "zuzanna", "--by", "3d")
    net.ok("gave", "bob", "a book")
    file = tmp_path / "in" / "of-qwertz.csv"
    file.parent.mkdir()
    file.write_text("name\nCleo Park\n")
    net.ok("import", str(file))
    file.unlink()
    net.ok("forget", "aldona", "--yes", "--backups")
    told = net.json("history")
    assert "zuz" not in str(told).lower()
    assert "fernhag" not in str(told).lower()
    assert any(e["command"] == "netcrm gave bob 'a book'" for e in told)
    assert files_with(net, "qwertz") == []
    if not ENCRYPTED:
        assert [p for p in files_with(net, "zuzanna") if p != net.path] == []


def test_texts_of_others_are_listed_wherever_they_stand_as_they_are(net):
    net.ok("add", "Zuzanna Qwertz")
    net.ok("add", "Bob Ost")
    net.ok("add", "Cleo Park")
    net.ok("log", "bob", "lunch", "--with", "cleo")
    net.ok("log", "bob", "met @zuzanna there")
    net.ok("tie", "bob", "cleo", "--strength", "3", "--how", "by Zuzanna QWERTZ")
    net.ok("gave", "bob", "a tip", "--terms", "nothing to Zuzanna Qwertz")
    net.ok("promise", "bob", "a call", "--by", "3d")
    net.ok("done", "p1", "called with Zuzanna Qwertz", "--no-entry")
    net.ok("edit", "cleo", "--note", "A friend of Zuzanna Qwertz.")
    asked = net("forget", "zuzanna")
    assert "by Zuzanna QWERTZ" in asked.err or asked.code == 5
    told = {s["record"]: s["text"] for s in net.json("forget", "zuz", "--yes")["spoken_of"]}
    assert told == {
        "3": "A friend of Zuzanna Qwertz.",
        "e1": "nothing to Zuzanna Qwertz",
        "n2": "met @zuzanna there",
        "p1": "called with Zuzanna Qwertz",
        "tie 2 3": "by Zuzanna QWERTZ",
    }


def test_forgetting_takes_texts_that_wait_and_leaves_others(known):
    from netcrm.store import texts

    for day, text in ((1, NAME), (2, "somebody else")):
        texts.begin(known.path, text, datetime(2026, 1, day, tzinfo=UTC))
    diary = texts.folder_of(known.path) / "diary.txt"
    diary.write_text(NAME)
    os.utime(diary, (0, 0))
    told = known.json("forget", "zbig", "--yes", "--backups")
    assert [p.read_text() for p in texts.waiting(known.path)] == ["somebody else"]
    assert told["not_ours"] == [str(diary)]
    texts.sweep(known.path, datetime(2026, 6, 1, tzinfo=UTC))
    assert diary.exists()


def test_forgetting_takes_the_text_of_an_editor_whatever_name_was_written_in_it(known):
    from netcrm.store import texts

    known.ok("add", "Zed Zulu")
    known.ok("merge", "zed", "zbig")
    for number, whose in ((1, 1), (2, 2), (3, 3), (4, None)):
        now = datetime(2026, 1, number, tzinfo=UTC)
        path = texts.begin(known.path, "name: Nobody", now, whose)
        path.with_name(f".{path.name}.swp").write_text("Nobody")
    known.ok("forget", "zbig", "--yes")
    left = [path.name.lstrip(".") for path in texts.waiting(known.path)]
    assert [name[:8] for name in sorted(left)] == ["20260102"] * 2 + ["20260104"] * 2


def test_the_editor_works_on_a_file_that_says_whose_it_is(known):
    from netcrm.store import texts

    known.edits_by("echo 'name: Another\nnonsense' > $1")
    assert known("edit", "zbig").code == 2
    assert [texts.whose(path) for path in texts.waiting(known.path)] == [1]
    known.ok("forget", "zbig", "--yes")
    assert not texts.folder_of(known.path).exists()


def test_forgetting_takes_the_page_that_was_shown(known, monkeypatch):
    monkeypatch.setattr("webbrowser.open", lambda _address: True)
    known.ok("report", "ben", "--open")
    known.ok("forget", "zbig", "--yes")
    assert not known.path.with_name("net.db.texts").exists()


def test_forgetting_says_before_the_yes_which_backups_hold_them(known):
    said = known("forget", "zbig", typed="y\ny\n", terminal=True)
    assert said.code == 0
    before = said.err.split("Forget Zbigniewka")[0]
    assert "These backups hold them:" in before
    assert "Delete these 2 backups too?" in said.err
    assert files_with(known, NAME) == []


def test_what_another_reader_kept_from_being_overwritten_is_told_until_it_is(known):
    with closing(connect(known.path, "ro", isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM contact").fetchone()
        answer = known("forget", "zbig", "--yes", "--backups")
        assert "since another program reads the database" in answer.err
        assert ENCRYPTED or files_with(known, NAME)
        answer = known("doctor", "--fix", "--json")
        assert [c["check"] for c in answer.json["checks"] if not c["ok"]] == ["old pages"]
    assert known("doctor").code == 1
    assert known.json("doctor", "--fix")["repaired"] == ["old pages"]
    assert files_with(known, NAME) == []
    assert known("doctor").code == 0


def test_a_forget_that_was_cut_short_is_told_with_the_backups_that_are_left(known, monkeypatch):
    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("netcrm.cli.forget._delete", killed)
        assert known("forget", "zbig", "--yes", "--backups").code == 130
    said = " ".join(known("doctor").out.split())
    assert "in backups from before 2026-11-23 12:00 UTC" in said


def test_a_folder_of_backups_that_leads_to_itself_is_nobodys(known):
    folder = backups_of(known.path)
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.symlink_to(folder.name)
    answer = known("forget", "zbig", "--yes", "--backups")
    assert (answer.code, "is a link to" in answer.err) == (0, True)


def test_forgetting_takes_a_mapping_that_names_them(known, tmp_path):
    file = tmp_path / "friends.csv"
    file.write_text(f"Who,{NAME}\nCleo Park,kind\n")
    for name, columns in (("a", ["name=Who", f"note={NAME}"]), ("b", ["name=Who"])):
        words = [word for column in columns for word in ("--map", column)]
        known.ok("import", str(file), *words, "--save-map", name)
    known.ok("forget", "zbig", "--yes", "--backups")
    assert files_with(known, NAME) == [file]
    assert known("import", str(file), "--map", "b").code == 0
    assert known("import", str(file), "--map", "a").code == 2


def test_forgetting_and_leaving_the_backups_says_how_to_delete_them(known):
    said = known("forget", "zbig", typed="y\nn\n", terminal=True)
    assert "To delete them: rm /" in " ".join(said.err.split())
    assert len(backup.backups(known.path)) == 2


def test_nothing_is_forgotten_where_the_backups_cannot_be_looked_at(known, monkeypatch):
    from pathlib import Path

    before = whole(known.path)
    folder = backups_of(known.path)

    def closed(path):
        raise PermissionError(13, "Permission denied", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "iterdir", closed)
        answer = known("forget", "zbig", "--yes")
    assert (answer.code, f"{folder} cannot be opened" in answer.err) == (6, True)
    assert whole(known.path) == before


@pytest.mark.parametrize(("name", "more"), [("李娜", "娜娜"), ("Li", "Bo")])
def test_whose_name_has_two_characters_is_forgotten_too(net, tmp_path, name, more):
    from netcrm.store import texts

    file = tmp_path / "in" / f"{name}.vcf"
    file.parent.mkdir()
    file.write_text(
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bob Ost\r\nEND:VCARD\r\n", "utf-8"
    )  # fmt: skip
    net.ok("import", str(file))
    net.ok("import", str(file))
    file.unlink()
    net.ok("edit", name, "--alias", more)
    net.ok("log", "bob", f"lunch, {name} came by")
    net.ok("log", "bob", f"a word on {more}")
    net.ok("log", "bob", "an olive branch, a box")
    texts.begin(net.path, f"{name}, again", datetime(2026, 1, 1, tzinfo=UTC))
    net.ok("edit", "bob", "--note", f"{name} knows him")
    net.ok("edit", "bob", "--tag", more)
    net.ok("backup")
    told = net.json("forget", name, "--yes", "--backups")
    assert sorted((s["record"], s["text"]) for s in told["spoken_of"]) == sorted(
        [("2", f"{name} knows him"), ("2", more), ("n1", f"lunch, {name} came by"),
         ("n2", f"a word on {more}")]
    )  # fmt: skip
    assert len(told["backups"]) >= 2
    assert texts.waiting(net.path) == []
    with closing(connect(net.path)) as connection:
        rows = connection.execute("SELECT file FROM import_run").fetchall()
        commands = str(connection.execute("SELECT command, said FROM journal").fetchall())
    assert {row[0] for row in rows} == {"…"}
    assert name not in commands
    assert "an olive branch, a box" in commands


def test_a_short_alias_is_no_part_of_other_words(net):
    net.ok("add", "Zuzanna Qwertz", "--alias", "a")
    net.ok("add", "Bob Ost")
    net.ok("gave", "bob", "an intro to the guild")
    told = net.json("forget", "zuzanna", "--yes")
    assert told["spoken_of"] == []
    assert "netcrm gave bob 'an intro to the guild'" in str(net.json("history"))


@pytest.fixture
def renamed(net):
    """Nova, who was called Quondam once; the journal that says so was emptied for Carol."""
    net.ok("add", "Bob Ost")
    net.ok("add", "Carol Crown")
    net.ok("add", "Quondam Oldfirst", "--email", "old@q.example", "--alias", "Quonny",
           "--phone", "+48 600 700 800")  # fmt: skip
    net.ok("edit", "3", "--name", "Nova Lastname", "--email", "nova@q.example", "--no-alias")
    net.ok("log", "bob", "lunch, Quondam Oldfirst came by")
    net.ok("remind", "bob", "write to old@q.example", "--by", "3d")
    net.ok("edit", "bob", "--note", "as Quonny said")
    net.ok("edit", "bob", "--alias", "Carol Crown")
    net.ok("edit", "bob", "--no-alias")
    return net


def test_a_former_name_is_known_when_somebody_else_was_forgotten_before(renamed):
    renamed.ok("forget", "carol", "--yes", "--backups")
    assert files_with(renamed, "Carol Crown") == files_with(renamed, "carol crown") == []
    told = renamed.json("forget", "3", "--yes")
    assert {s["record"]: s["text"] for s in told["spoken_of"]} == {
        "1": "as Quonny said",
        "m1": "write to old@q.example",
        "n1": "lunch, Quondam Oldfirst came by",
    }
    commands = str([e["command"] for e in renamed.json("history")])
    assert [w for w in ("Quondam", "Quonny", "old@q.example") if w in commands] == []


def test_what_somebody_is_called_still_is_no_former_name(renamed):
    renamed.ok("forget", "carol", "--yes")
    with closing(connect(renamed.path)) as connection:
        kept = connection.execute("SELECT * FROM taken_away ORDER BY field").fetchall()
    assert [row[1:] for row in kept] == [
        (3, "aliases", "quonny"), (3, "emails", "old@q.example"), (3, "name", "quondam oldfirst"),
    ]  # fmt: skip
    assert renamed.json("doctor")["healthy"]


def test_a_file_brings_in_all_but_the_former_names(renamed, tmp_path):
    renamed.ok("forget", "carol", "--yes")
    file = tmp_path / "in.vcf"
    file.write_text(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Nova Lastname\r\nEMAIL:nova@q.example\r\n"
        "EMAIL:old@q.example\r\nEMAIL:new@q.example\r\nTEL:+48 600 700 800\r\nEND:VCARD\r\n"
    )
    renamed.ok("import", str(file))
    nova = renamed.json("show", "nova")
    assert nova["emails"] == ["nova@q.example", "new@q.example"]
    assert nova["phones"] == ["+48 600 700 800"]


def test_what_somebody_was_called_before_they_were_joined_is_known(net):
    net.ok("add", "Quondam Oldfirst")
    net.ok("add", "Nova Lastname")
    net.ok("add", "Bob Ost")
    net.ok("edit", "1", "--name", "Nova Last")
    net.ok("merge", "1", "2")
    net.ok("log", "bob", "lunch, Quondam Oldfirst came by")
    assert [s["record"] for s in net.json("forget", "2", "--yes")["spoken_of"]] == ["n1"]


def own_backups(net):
    return [b.path for b in backup.backups(net.path)]


def test_only_what_netcrm_made_is_deleted_with_the_backups(known, tmp_path):
    folder = backups_of(known.path)
    diary, silent = folder / "diary.txt", folder / "notes.txt"
    diary.write_text(f"Met {NAME} today")
    silent.write_text("Nothing to see here")
    named = folder / "20260101T120000.000000Z-hand.db"
    named.write_text(f"No database: {NAME}")
    other = folder / "mine.db"
    with closing(sqlite3.connect(other)) as connection, connection:
        connection.execute("CREATE TABLE x AS SELECT ? AS y", (NAME,))
    beside = known.path.with_name("net.db.damaged-notes.txt")
    beside.write_text(NAME)
    outside = tmp_path / "outside.db"
    outside.write_bytes(own_backups(known)[-1].read_bytes())
    link = folder / "20260102T120000.000000Z-hand.db"
    link.symlink_to(outside)
    theirs = [str(p) for p in (named, link, diary, other, beside)]
    asked = known("forget", "zbig", "--backups")
    assert "look at them yourself:\n  " + "\n  ".join(theirs) in asked.err
    told = known.json("forget", "zbig", "--yes", "--backups")
    assert told["not_ours"] == theirs
    assert len(told["backups"]) == 2
    assert sorted(folder.iterdir()) == sorted([named, link, diary, other, silent])
    assert beside.exists()
    assert outside.exists()


def test_nothing_is_deleted_where_the_folder_of_backups_leads_elsewhere(known, tmp_path):
    folder = backups_of(known.path)
    elsewhere = tmp_path / "elsewhere"
    folder.rename(elsewhere)
    folder.symlink_to(elsewhere)
    before = sorted(elsewhere.iterdir())
    told = known.json("forget", "zbig", "--yes", "--backups")
    assert told["warnings"] == [f"{folder} is a link to {elsewhere}; nothing in it is deleted."]
    assert told["backups"] == []
    assert told["not_ours"] == [str(folder / path.name) for path in before]
    assert sorted(elsewhere.iterdir()) == before


def test_what_was_set_aside_is_found_whatever_the_database_is_called(tmp_path):
    net = Net(tmp_path / "n[1].db")
    net.ok("add", NAME)
    aside = tmp_path / "n[1].db.damaged-20260101T120000.000000"
    log = tmp_path / "n[1].db.left-wal"
    begun = tmp_path / "n[1].db.backups" / ".20260101T120000.000000Z-day-9.begun"
    begun.parent.mkdir()
    begun.write_bytes(net.path.read_bytes())
    aside.write_bytes(net.path.read_bytes())
    log.write_bytes(bytes.fromhex("377f0682") + NAME.encode())
    told = net.json("forget", "zbig", "--yes", "--backups")
    gone = {*told["backups"], *told["backups_not_looked_into"]}
    assert gone == {str(aside), str(log), str(begun)}
    assert [path.name for path in tmp_path.rglob("*") if path.name != "n[1].db"] == [
        "n[1].db.backups"
    ]


def test_a_backup_behind_another_passphrase_goes_with_the_backups(known):
    closed = backups_of(known.path) / "20260101T120000.000000Z-day.db"
    closed.write_bytes(secrets.token_bytes(8 * 4096))
    told = known.json("forget", "zbig", "--yes", "--backups")
    assert told["backups_not_looked_into"] == [str(closed)]
    assert not closed.exists()


def test_who_was_joined_under_a_short_name_is_found_in_the_backups(net):
    net.ok("add", "Li", "--note", "quixotic secret")
    net.ok("backup")
    net.ok("add", "Zoe Longname")
    net.ok("merge", "1", "2")
    net.ok("add", "Someone")
    net.ok("forget", "zoe", "--yes", "--backups")
    assert files_with(net, "quixotic secret") == []


@pytest.mark.parametrize("between", ["\u00ad", "\u200b", "\u200d", "\u2060", "\ufeff", "\ufe0f"])
def test_a_name_with_what_takes_no_room_is_the_same_name(net, between):
    net.ok("add", f"Zqafi{between}rst Zqalast")
    net.ok("add", "Carl")
    net.ok("gave", "carl", "a word with Zqafirst Zqalast")
    told = net.json("forget", "zqafirst", "--yes")["spoken_of"]
    assert [s["record"] for s in told] == ["e1"]
    assert "Zqafirst" not in net.ok("history")


def test_a_short_name_takes_nothing_of_others_along(net, tmp_path):
    for name in ("Tom", "Carol", "Joanna Tomczak"):
        net.ok("add", name)
    net.ok("edit", "joanna", "--name", "Joanna Nowak")
    file = tmp_path / "p.csv"
    file.write_text("N,M\nDora,dora@custom.example\n")
    net.ok("import", str(file), "--map", "name=N", "--map", "email=M", "--save-map", "customers")
    net.ok("edit", "dora", "--email", "new@x.example")
    net.ok("log", "carol", "Joanna Tomczak joined, tomorrow more")
    net.ok("forget", "tom", "--yes")
    assert "tomorrow more" in net.ok("history")
    net.ok("import", str(file), "--map", "customers")
    assert net.json("show", "dora")["emails"] == ["new@x.example"]
    told = net.json("forget", "joanna", "--yes")["spoken_of"]
    assert [s["record"] for s in told] == ["n1"]


def test_a_text_of_somebody_else_says_whose_it_is(net):
    net.ok("add", "Worker Q", "--org", "Acme Zqx")
    net.ok("add", "Zqx")
    told = net.json("forget", "2", "--yes")["spoken_of"]
    assert [s["contact"] for s in told] == [{"id": 1, "name": "Worker Q"}]


def test_a_text_that_cannot_be_deleted_keeps_nothing_else(known, monkeypatch):
    from netcrm.store import texts

    path = texts.begin(known.path, NAME, datetime(2026, 1, 1, tzinfo=UTC))
    kept = path.with_name("20260101T000001.000000-c1-1.txt")
    path.rename(kept)
    unlink = type(path).unlink

    def closed(self, *, missing_ok=False):
        if self == kept:
            raise PermissionError(13, "Permission denied", str(self))
        unlink(self, missing_ok=missing_ok)

    monkeypatch.setattr(type(path), "unlink", closed)
    answer = known("forget", "zbig", "--yes", "--backups")
    assert (answer.code, "could not be deleted" in answer.err) == (0, True)
    assert files_with(known, NAME) == [kept]


def test_a_link_in_the_place_of_the_texts_is_not_followed(anna, tmp_path):
    public = tmp_path / "public"
    public.mkdir(mode=0o755)
    (public / "report.html").write_text("precious")
    anna.path.with_name("net.db.texts").symlink_to(public)
    answer = anna("report", "--open")
    assert (answer.code, "is a link" in answer.err) == (6, True)
    anna.ok("forget", "anna", "--yes")
    assert (public / "report.html").read_text() == "precious"
    assert public.stat().st_mode & 0o777 == 0o755


def test_blanks_in_a_name_make_no_line(net):
    net.ok("add", f"Mallory{' ' * 60}Forgot Mallory.")
    assert net.json("list")[0]["name"] == "Mallory Forgot Mallory."
