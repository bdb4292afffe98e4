"""The whole database behind a passphrase, and everything else as it was."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from netcrm.store import backup
from netcrm.store.connect import is_encrypted
from netcrm.store.files import backups_of
from tests.conftest import ENCRYPTED, Net
from tests.faults.processes import BUG, ended, started
from tests.whole import whole

pytest.importorskip("sqlcipher3", reason="the extra 'encrypted' is not installed")
pytestmark = pytest.mark.skipif(ENCRYPTED, reason="every database is encrypted in this run")

READING = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN")
connection.execute("SELECT count(*) FROM contact").fetchone()
print("reading", flush=True)
input()
"""
KEYED = {"NETCRM_PASSPHRASE_COMMAND": "echo correct horse"}


@pytest.fixture
def plain(anna):
    anna.ok("gave", "anna", "a word about Quixotina")
    anna.ok("backup")
    return anna


@pytest.fixture
def closed(plain):
    """The same, encrypted."""
    plain.environ = KEYED
    plain.ok("encrypt")
    return plain


def holds(net, text):
    """The files of ours in which a text can be read."""
    found = [*net.path.parent.glob("net.db*"), *backups_of(net.path).glob("*")]
    return [p.name for p in found if p.is_file() and text.encode() in p.read_bytes()]


def test_encrypted_and_plain_again_all_is_as_before(plain):
    before = whole(plain.path)
    plain.environ = KEYED
    said = plain("encrypt")
    assert (said.code, "Backups made before, not encrypted: 2 in" in said.err) == (0, True)
    assert "net.db" not in holds(plain, "Quixotina")
    assert is_encrypted(plain.path)
    assert whole(plain.path) == before
    assert plain.json("doctor")["healthy"]
    found = plain.json("find", "quixot")
    assert [m["id"] for c in found for m in c["matches"]] == ["e1"]
    plain.ok("gave", "anna", "something more")
    assert plain.json("undo")["undone"] is not None
    assert plain("encrypt").code == 5
    assert plain.json("decrypt")["encrypted"] is False
    assert whole(plain.path) == before
    plain.environ = {}
    assert plain.json("doctor")["healthy"]
    assert plain("decrypt").code == 5


def test_files_stay_their_owners(closed):
    closed.ok("backup")
    for path in [closed.path, *backups_of(closed.path).iterdir()]:
        assert path.stat().st_mode & 0o077 == 0


def test_backups_of_it_are_encrypted_and_come_back(closed):
    for old in backup.backups(closed.path):
        old.path.unlink()
    before = whole(closed.path)
    closed.ok("backup")
    assert holds(closed, "Quixotina") == []
    closed.ok("delete", "e1")
    closed.ok("restore", "1", "--yes")
    assert whole(closed.path) == before


def test_a_plain_backup_comes_back_encrypted_and_the_other_way(closed):
    before = whole(closed.path)
    closed.ok("delete", "e1")
    plain = next(b for b in backup.backups(closed.path) if b.reason == "hand")
    closed.ok("restore", str(plain.path), "--yes")
    assert is_encrypted(closed.path)
    assert whole(closed.path) == before
    closed.ok("delete", "e1")
    closed.ok("backup")
    closed.ok("decrypt")
    without = whole(closed.path)
    closed.ok("add", "Somebody Else")
    closed.ok("restore", "1", "--yes")
    assert not is_encrypted(closed.path)
    assert whole(closed.path) == without
    assert closed.json("doctor")["healthy"]


def test_the_words_of_a_program_that_fails_are_not_shown(closed):
    closed.environ = {"NETCRM_PASSPHRASE_COMMAND": "sh -c 'echo geheim; exit 3'"}
    answer = closed("list")
    assert (answer.code, "geheim" in answer.err) == (1, False)


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        ({"NETCRM_PASSPHRASE_COMMAND": "echo wrong"}, "--help says how to open it"),
        ({}, "--help says how to open it"),
        ({"NETCRM_PASSPHRASE_COMMAND": "false"}, "NETCRM_PASSPHRASE_COMMAND ended with 1"),
        ({"NETCRM_PASSPHRASE_COMMAND": "no-such-program"}, "cannot be run: No such file"),
        ({"NETCRM_PASSPHRASE_COMMAND": "true"}, "printed no passphrase"),
        ({"NETCRM_PASSPHRASE_COMMAND": ""}, "NETCRM_PASSPHRASE_COMMAND is empty"),
        ({"NETCRM_PASSPHRASE_COMMAND": "'"}, "it cannot be read as words"),
    ],
)
def test_without_its_passphrase_nothing_is_read_or_touched(closed, environ, said):
    data = closed.path.read_bytes()
    closed.environ = environ
    for words in (["list"], ["gave", "1", "x"], ["doctor"], ["decrypt"], ["undo"]):
        answer = closed(*words)
        assert answer.code in (1, 6)
        assert said in answer.err
        assert "Quixotina" not in answer.out
    assert closed.path.read_bytes() == data


def test_the_command_is_run_without_a_shell(plain, tmp_path):
    made = tmp_path / "made"
    plain.environ = {"NETCRM_PASSPHRASE_COMMAND": f"echo x; touch {made}"}
    plain.ok("encrypt")
    assert not made.exists()


def test_a_new_database_is_encrypted_where_a_command_says_the_passphrase(net):
    net.environ = KEYED
    net.ok("add", "Ada Quixotina")
    assert is_encrypted(net.path)
    assert [c["name"] for c in net.json("list")] == ["Ada Quixotina"]
    assert holds(net, "Quixotina") == []


def test_typed_twice_at_a_terminal(plain, monkeypatch):
    answers = ["one", "other", "one", "one", "one", "", "bad"]
    monkeypatch.setattr("getpass.getpass", lambda *_, **__: answers.pop(0))
    assert "not the same" in plain("encrypt", typed="", terminal=True).err
    assert not is_encrypted(plain.path)
    assert plain("encrypt", typed="", terminal=True).code == 0
    assert is_encrypted(plain.path)
    assert "Anna" in plain.ok("list", typed="", terminal=True)
    assert plain("list", typed="", terminal=True).code == 6
    assert plain("list", typed="", terminal=True).code == 6


def test_who_completes_a_word_is_not_asked(plain, monkeypatch):
    answers = ["one", "one"]
    monkeypatch.setattr("getpass.getpass", lambda *_, **__: answers.pop(0))
    plain.ok("encrypt", typed="", terminal=True)
    plain.environ["_NETCRM_COMPLETE"] = "complete_bash"
    assert plain("list", typed="", terminal=True).code == 6
    assert answers == []


def test_nobody_to_ask_for_a_new_passphrase(plain):
    assert plain("encrypt").code == 5
    assert not is_encrypted(plain.path)
    assert Net(plain.path.with_name("none.db"))("encrypt").code == 3


def test_who_has_it_open_keeps_it_from_being_rewritten(plain):
    before = whole(plain.path)
    # Locks are between processes.
    other = subprocess.Popen(
        [sys.executable, "-c", READING, str(plain.path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert other.stdout is not None
    assert other.stdout.readline() == "reading\n"
    plain.environ = KEYED
    answer = plain("encrypt")
    assert (answer.code, "Close other programs" in answer.err) == (1, True)
    other.communicate("enough\n")
    assert not is_encrypted(plain.path)
    assert whole(plain.path) == before
    plain.ok("encrypt")


def test_forgetting_looks_into_encrypted_backups(closed):
    closed.ok("backup")
    told = closed.json("forget", "anna", "--yes")
    named = [is_encrypted(Path(p))
             for p in told["backups"]]  # fmt: skip
    assert sorted(set(named)) == [False, True]


def test_killed_while_it_is_encrypted_it_is_plain_or_encrypted_whole(plain, tmp_path, monkeypatch):
    file = tmp_path / "many.csv"
    file.write_text("name,email\n" + "".join(f"P {n},p{n}@x.org\n" for n in range(3000)))
    plain.ok("import", str(file))
    before = whole(plain.path)
    monkeypatch.setenv("NETCRM_PASSPHRASE_COMMAND", KEYED["NETCRM_PASSPHRASE_COMMAND"])
    plain.environ = KEYED
    begun = time.monotonic()
    assert ended(plain.path, "encrypt").returncode == 0
    lasted = time.monotonic() - begun
    states = set()
    for part in (0.5, 0.6, 0.7, 0.8, 0.9, 0.95):
        plain.ok("decrypt") if is_encrypted(plain.path) else None
        process = started(plain.path, "encrypt")
        time.sleep(lasted * part)
        process.kill()
        process.communicate()
        assert plain.json("doctor", "--fix")["healthy"]
        assert whole(plain.path) == before
        states.add(is_encrypted(plain.path))
    assert False in states


def test_a_full_disk_while_it_is_encrypted(plain, monkeypatch):
    before = whole(plain.path)
    monkeypatch.setenv("NETCRM_PASSPHRASE_COMMAND", KEYED["NETCRM_PASSPHRASE_COMMAND"])
    for limit in (4_096, 100_000):
        answer = ended(plain.path, "encrypt", limit=limit)
        assert answer.returncode in (1, 6), answer
        assert answer.stderr.count("\n") <= 2, answer
        assert BUG not in answer.stderr
        assert whole(plain.path) == before
    assert not list(plain.path.parent.glob(".netcrm-*"))


def test_where_sqlcipher_is_not_installed_it_says_how(plain, monkeypatch):
    monkeypatch.setitem(sys.modules, "sqlcipher3", None)
    monkeypatch.setitem(sys.modules, "sqlcipher3.dbapi2", None)
    plain.environ = KEYED
    answer = plain("encrypt")
    assert (answer.code, "pip install 'netcrm[encrypted]'" in answer.err) == (6, True)


def test_by_a_link_the_file_itself_is_encrypted(plain, tmp_path):
    link = tmp_path / "link" / "net.db"
    link.parent.mkdir()
    link.symlink_to(plain.path)
    other = Net(link)
    other.environ = KEYED
    other.ok("encrypt")
    assert link.is_symlink()
    assert is_encrypted(plain.path)
    other.ok("gave", "anna", "more")
    other.ok("backup")
    assert not list(link.parent.glob("*backups*"))


@pytest.mark.parametrize("environ", [{"NETCRM_PASSPHRASE_COMMAND": "echo typo"}, {}])
@pytest.mark.parametrize("which", ["plain", "encrypted"])
def test_by_another_passphrase_nothing_is_replaced(closed, environ, which):
    closed.ok("backup")
    found = backup.backups(closed.path)
    source = next(b.path for b in found if is_encrypted(b.path) is (which == "encrypted"))
    data, closed.environ = closed.path.read_bytes(), environ
    for words in (["restore", str(source), "--yes"], ["backup"], ["doctor", "--fix"]):
        answer = closed(*words)
        assert answer.code == 6
        assert "passphrase" in answer.err
        assert "damaged" not in answer.err
    assert closed.path.read_bytes() == data
    assert not list(closed.path.parent.glob("*.damaged-*"))
    assert backup.backups(closed.path) == found


def test_a_damaged_page_of_an_encrypted_file_is_damage_and_no_wrong_passphrase(closed):
    closed.ok("backup")
    before = whole(closed.path)
    data = bytearray(closed.path.read_bytes())
    data[2_000] ^= 1
    closed.path.write_bytes(data)
    assert "is damaged" in closed("list").err
    plain = next(b for b in backup.backups(closed.path) if not is_encrypted(b.path))
    closed.ok("restore", str(plain.path), "--yes")
    assert is_encrypted(closed.path)
    assert whole(closed.path) == before


def test_what_lost_its_head_does_not_come_back_plain(closed):
    closed.ok("backup")
    plain = next(b for b in backup.backups(closed.path) if not is_encrypted(b.path))
    closed.path.write_bytes(bytes(len(closed.path.read_bytes())))
    closed.environ = {"NETCRM_PASSPHRASE_COMMAND": "echo typo"}
    answer = closed("restore", str(plain.path), "--yes")
    assert (answer.code, "does not open" in answer.err) == (6, True)
    closed.environ = KEYED
    closed.ok("restore", str(plain.path), "--yes")
    assert is_encrypted(closed.path)


def test_what_lost_its_head_beside_plain_backups_alone_comes_back_encrypted(closed):
    for kept in backup.backups(closed.path):
        if is_encrypted(kept.path):
            kept.path.unlink()
    closed.path.write_bytes(bytes(len(closed.path.read_bytes())))
    closed.ok("restore", "1", "--yes")
    assert is_encrypted(closed.path)
    assert closed.json("list")


@pytest.mark.parametrize(
    "phrase", ["x'" + "2d" * 32 + "'", "x'" + "2d" * 48 + "'", "x'zz'", "ż'\""]
)
def test_a_passphrase_of_any_form(plain, phrase):
    before = whole(plain.path)
    import shlex

    plain.environ = {"NETCRM_PASSPHRASE_COMMAND": shlex.join(["echo", phrase])}
    plain.ok("encrypt")
    assert "Anna" in plain.ok("list")
    plain.ok("decrypt")
    assert whole(plain.path) == before


def test_nothing_is_left_beside_it(plain):
    plain.environ = KEYED
    plain.ok("encrypt")
    assert not plain.path.with_name("net.db-journal").exists()
    plain.ok("decrypt")
    assert not plain.path.with_name("net.db-journal").exists()


def test_after_a_failure_the_log_is_as_before(plain, monkeypatch):
    from netcrm.domain.errors import NetcrmError
    from netcrm.services import encrypting

    def fail(*_):
        raise NetcrmError("no more room")

    monkeypatch.setattr(encrypting, "export", fail)
    plain.environ = KEYED
    assert plain("encrypt").code == 1
    assert plain.json("doctor")["healthy"]


def test_another_programs_database_is_not_encrypted(net):
    import sqlite3

    with sqlite3.connect(net.path) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
    connection.close()
    data, net.environ = net.path.read_bytes(), KEYED
    assert "not a netcrm database" in net("encrypt").err
    assert net.path.read_bytes() == data


def test_forgetting_names_backups_of_another_passphrase_and_deletes_them_when_told(closed):
    closed.ok("backup")
    closed.ok("decrypt")
    closed.environ = {"NETCRM_PASSPHRASE_COMMAND": "echo another one"}
    closed.ok("encrypt")
    told = closed("forget", "anna", "--json")
    assert told.code == 5
    answer = closed.json("forget", "anna", "--yes", "--backups")
    assert len(answer["backups_not_looked_into"]) == 1
    assert not [p for p in answer["backups"] + answer["backups_not_looked_into"]
                if Path(p).exists()]  # fmt: skip


def test_the_page_of_a_report_does_not_stay_beside_what_is_encrypted(plain):
    from datetime import UTC, datetime

    from netcrm.store import texts

    texts.page(plain.path, "<p>Anna</p>")
    kept = texts.begin(plain.path, "name: Anna", datetime(2026, 11, 23, tzinfo=UTC))
    plain.environ = KEYED
    assert "not encrypted: 1 in" in plain("encrypt").err
    assert texts.waiting(plain.path) == [kept]


@pytest.mark.parametrize("there", ["nothing", "empty"])
def test_where_new_ones_are_encrypted_what_is_restored_is(plain, tmp_path, there):
    old = tmp_path / "old.db"
    plain.ok("backup", "-o", str(old))
    for path in plain.path.parent.glob(f"{plain.path.name}*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    if there == "empty":
        plain.path.touch()
    plain.environ["NETCRM_PASSPHRASE_COMMAND"] = "printf secret"
    plain.ok("restore", str(old), "--yes")
    assert is_encrypted(plain.path)
    assert plain.json("list")


def test_what_a_restore_set_aside_is_named(plain):
    plain.ok("backup")
    with plain.path.open("r+b") as file:
        file.seek(4096 * 20)
        file.write(b"\xff" * 12288)
    plain.ok("restore", "1", "--yes")
    (aside,) = plain.path.parent.glob(f"{plain.path.name}.damaged-*[0-9]")
    aside.chmod(0o644)
    assert f"{aside} can be read by others" in plain("doctor").out
    plain.environ = KEYED
    assert str(aside) in plain("encrypt").err


def test_what_is_typed_and_no_utf8_is_told_without_its_bytes(closed, monkeypatch):
    def typed(*_, **__):
        raise UnicodeDecodeError("utf-8", b"sec\xff", 3, 4, "invalid start byte")

    closed.environ = {}
    monkeypatch.setattr("getpass.getpass", typed)
    answer = closed("list", terminal=True, typed="")
    assert "What was typed is not UTF-8" in answer.err
    assert "0xff" not in answer.err
