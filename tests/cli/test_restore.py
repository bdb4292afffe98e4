"""What a restore may replace, and what it leaves as it is."""

import os
import shlex
import shutil
import sqlite3
from contextlib import closing

import pytest

from netcrm.domain.errors import BadFileError
from netcrm.store import backup, replacing
from netcrm.store.connect import connect, is_encrypted
from netcrm.store.files import backups_of
from tests.conftest import ENCRYPTED, Net
from tests.whole import whole


def mode_of(path):
    with closing(connect(path)) as connection:
        return connection.execute("PRAGMA journal_mode").fetchone()[0]


@pytest.fixture
def copy(anna, tmp_path):
    """A backup that stands elsewhere, where there is no folder of backups."""
    file = tmp_path / "elsewhere" / "copy.db"
    file.parent.mkdir()
    anna.ok("backup", "-o", str(file))
    return file


def foreign_text(path):
    path.write_text("my thesis\n" * 100)


def foreign_noise(path):
    from random import Random

    path.write_bytes(Random(1).randbytes(4096 * 3))


def foreign_sqlite(path):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE bookmarks (url)")
        connection.execute("INSERT INTO bookmarks VALUES ('x')")


def newer(path):
    Net(path).ok("add", "Zoe")
    with closing(connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize("make", [foreign_text, foreign_noise, foreign_sqlite, newer])
@pytest.mark.parametrize("words", [["restore", "COPY", "--yes"], ["backup"], ["doctor", "--fix"]])
def test_what_is_not_ours_is_refused_untouched(copy, make, words):
    path = copy.with_name("other.db")
    make(path)
    there, data = sorted(copy.parent.glob("other.db*")), path.read_bytes()
    other = Net(path)
    answer = other(*(str(copy) if word == "COPY" else word for word in words))
    assert (answer.code, "touched" in answer.err) == (6, True), answer
    if words[0] == "restore":
        assert f"mv {path} {path}.away" in answer.err
    assert sorted(set(copy.parent.glob("other.db*")) - {path.with_name("other.db-shm")} -
                  {path.with_name("other.db-wal")}) == [p for p in there if p.suffix == ".db"
                                                        or p.is_dir()]  # fmt: skip
    assert path.read_bytes() == data


def test_a_foreign_file_is_refused_before_anybody_is_asked(copy, monkeypatch):
    monkeypatch.setattr("getpass.getpass", lambda *_, **__: "")
    path = copy.with_name("other.db")
    foreign_text(path)
    answer = Net(path)("restore", str(copy), typed="y\n", terminal=True)
    assert (answer.code, "Replace" in answer.err) == (6, False)


@pytest.mark.parametrize("path", [".", ""])
def test_a_path_that_can_be_no_database_is_said(path):
    assert Net(path)("restore").code == 6
    assert Net(path)("restore", "--list").code == 6


def zeroed(data):
    return bytes(4096) + data[4096:]


def truncated(data):
    return data[: len(data) // 2 + 100]


def nonsense(data):
    return b"\xff" * len(data)


@pytest.mark.parametrize("damage", [zeroed, truncated, nonsense])
def test_what_is_left_of_ours_is_set_aside_where_backups_stand_beside_it(anna, damage):
    anna.ok("backup")
    before = whole(anna.path)
    left = damage(anna.path.read_bytes())
    anna.path.write_bytes(left)
    assert anna("doctor").code == 1
    anna.ok("restore", "--yes")
    assert whole(anna.path) == before
    assert mode_of(anna.path) == "wal"
    (aside,) = (p for p in anna.path.parent.glob("*.damaged-*") if p.suffix not in (".db",)
                and not p.name.endswith(("-wal", "-shm")))  # fmt: skip
    assert aside.read_bytes() == left
    assert is_encrypted(anna.path) is ENCRYPTED
    assert anna.json("doctor")["healthy"]


def test_without_backups_beside_it_what_lost_its_head_is_refused(anna, copy):
    left = zeroed(anna.path.read_bytes())
    shutil.rmtree(backups_of(anna.path), ignore_errors=True)
    anna.path.write_bytes(left)
    answer = anna("restore", str(copy), "--yes")
    assert answer.code == 6
    assert anna.path.read_bytes() == left


def test_a_sound_database_is_not_set_aside_where_no_backup_can_be_made(anna, copy):
    before = whole(anna.path)
    folder = backups_of(anna.path)
    shutil.rmtree(folder, ignore_errors=True)
    folder.write_text("a file")
    answer = anna("restore", str(copy), "--yes")
    assert (answer.code, f"{folder} cannot be made" in answer.err) == (6, True)
    assert whole(anna.path) == before
    assert not list(anna.path.parent.glob("*.damaged-*"))


def test_where_none_stood_the_log_is_kept_beside_it_and_an_old_one_is_not_read(anna, copy):
    before = whole(anna.path)
    log = anna.path.with_name("net.db-wal")
    with closing(connect(anna.path)) as reader:
        reader.execute("SELECT 1 FROM contact").fetchone()
        anna.ok("add", "Ben Ost")
        left = log.read_bytes()
    anna.path.unlink()
    log.write_bytes(left)
    anna.ok("restore", str(copy), "--yes")
    assert whole(anna.path) == before
    assert mode_of(anna.path) == "wal"
    assert anna.json("doctor")["healthy"]


def test_the_doctor_puts_the_log_back(anna):
    with closing(connect(anna.path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    assert [c["check"] for c in anna("doctor", "--json").json["checks"] if not c["ok"]] == ["log"]
    assert anna.json("doctor", "--fix")["repaired"] == ["log"]
    assert mode_of(anna.path) == "wal"


def test_the_doctor_writes_nothing_into_a_damaged_file(anna):
    data = bytearray(anna.path.read_bytes())
    data[40_960:] = bytes(len(data) - 40_960)
    anna.path.write_bytes(data)
    answer = anna("doctor", "--fix")
    assert answer.code == 1
    assert anna.path.read_bytes() == data


def test_the_doctor_backs_up_before_it_repairs(anna):
    with closing(connect(anna.path)) as connection, connection:
        connection.execute("UPDATE contact SET given = 77 WHERE id = 1")
    anna.ok("doctor", "--fix")
    (kept,) = (b for b in backup.backups(anna.path) if b.reason == "repair")
    with closing(connect(kept.path, "ro")) as connection:
        assert connection.execute("SELECT given FROM contact WHERE id = 1").fetchone() == (77,)


def test_a_copy_elsewhere_looks_for_its_space_there(anna, tmp_path, monkeypatch):
    real = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: real._replace(free=1000))
    file = tmp_path / "copy.db"
    answer = anna("backup", "-o", str(file))
    assert (answer.code, "free" in answer.err, file.exists()) == (1, True, False)


def test_what_is_written_while_a_restore_prepares_is_kept(anna, monkeypatch):
    from netcrm.services import restoring

    anna.ok("backup")
    prepare, late = restoring._never_again, ["an hour", "a day"]

    def slowly(prepared, kept):
        if late:
            anna.ok("gave", "anna", late.pop())
        prepare(prepared, kept)

    monkeypatch.setattr(restoring, "_never_again", slowly)
    kept = anna.json("restore", "1", "--yes")["kept"]
    assert anna.json("show", "anna")["timeline"] == []
    anna.ok("restore", kept, "--yes")
    assert [e["text"] for e in anna.json("show", "anna")["timeline"]] == ["an hour", "a day"]


def test_a_restore_gives_up_where_others_never_stop(anna, monkeypatch):
    from netcrm.services import restoring

    anna.ok("backup")
    prepare = restoring._never_again

    def slowly(prepared, kept):
        anna.ok("gave", "anna", "more")
        prepare(prepared, kept)

    monkeypatch.setattr(restoring, "_never_again", slowly)
    answer = anna("restore", "1", "--yes")
    assert (answer.code, "it is as it was" in answer.err) == (1, True)
    assert {e["text"] for e in anna.json("show", "anna")["timeline"]} == {"more"}


@pytest.mark.skipif(ENCRYPTED, reason="an encrypted head is random")
@pytest.mark.parametrize(
    ("byte", "bit"), [(63, 1), (62, 0), (61, 5), (60, 7), *((71, bit) for bit in range(8))]
)
def test_one_flipped_bit_of_the_head_is_damage_and_no_empty_network(anna, byte, bit):
    anna.ok("backup")
    anna.ok("gave", "anna", "precious")
    data = bytearray(anna.path.read_bytes())
    data[byte] ^= 1 << bit
    anna.path.write_bytes(bytes(data))
    for words in (["list"], ["add", "Ben"], ["export"]):
        answer = anna(*words)
        assert (answer.code, "is damaged" in answer.err) == (6, True)
    assert anna("doctor").code == 1
    anna.ok("restore", "1", "--yes")
    aside = anna.path.parent.glob("net.db.damaged-*")
    assert any(b"precious" in path.read_bytes() for path in aside)


def test_a_new_database_is_not_made_beside_the_log_of_another(anna):
    log = anna.path.with_name("net.db-wal")
    with closing(connect(anna.path, "ro", isolation_level=None)) as reader:
        reader.execute("SELECT count(*) FROM contact").fetchone()
        anna.ok("gave", "anna", "precious")
        kept = log.read_bytes()
    anna.path.unlink()
    log.write_bytes(kept)
    answer = anna("add", "Ben")
    assert (answer.code, "its log net.db-wal is there" in answer.err) == (6, True)
    assert log.read_bytes() == kept
    assert not anna.path.exists()
    log.rename(log.with_suffix(".away"))
    anna.ok("add", "Ben")
    assert [c["name"] for c in anna.json("list")] == ["Ben"]


@pytest.mark.parametrize("name", ["20260101-hand.db", "20260101T000000.000000-hand.db", "x-y.db"])
def test_what_only_looks_like_a_backup_is_none(anna, name):
    folder = backups_of(anna.path)
    anna.ok("backup")
    shutil.copy(anna.path, folder / name)
    anna.ok("gave", "anna", "x")
    assert len(anna.json("restore", "--list")) == len(list(folder.iterdir())) - 1


def test_what_no_process_can_have_left_behind_is_left_alone(anna):
    (anna.path.parent / f".netcrm-{10**20}-x").mkdir()
    anna.ok("backup")
    (backups_of(anna.path) / f".x-{10**20}.begun").touch()
    anna.ok("backup")


def test_a_folder_of_another_user_is_not_used(anna, monkeypatch):
    anna.ok("backup")
    monkeypatch.setattr(os, "geteuid", lambda: 1 + backups_of(anna.path).stat().st_uid)
    answer = anna("backup")
    assert (answer.code, "belongs to another user" in answer.err) == (6, True)


def test_a_link_of_another_user_is_no_folder_of_backups(anna, monkeypatch, tmp_path):
    (tmp_path / "evil").mkdir()
    folder = backups_of(anna.path)
    folder.symlink_to("evil")
    monkeypatch.setattr(os, "geteuid", lambda: 1 + folder.lstat().st_uid)
    assert anna("backup").code == 6
    assert list((tmp_path / "evil").iterdir()) == []


def test_a_folder_that_others_may_read_is_closed(anna):
    anna.ok("backup")
    folder = backups_of(anna.path)
    folder.chmod(0o755)
    anna.ok("backup")
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_name_that_no_file_can_have_is_no_backup(anna):
    assert anna("restore", "x" * 300, "--yes").code == 3


def test_that_the_file_has_two_names_is_said(anna):
    anna.path.with_name("other.db").hardlink_to(anna.path)
    assert "the file has 2 names" in anna.ok("doctor")


def test_an_empty_file_beside_a_log_is_no_empty_network(anna):
    log = anna.path.with_name("net.db-wal")
    anna.ok("backup")
    for _ in range(2):
        anna.path.write_bytes(b"")
        log.write_bytes(b"what no other file holds")
        for words in (["list"], ["doctor"], ["add", "Ben"], ["export"], ["demo"]):
            answer = anna(*words)
            assert (answer.code, "its log net.db-wal is there" in answer.err) == (6, True)
            assert log.read_bytes() == b"what no other file holds"
        anna.ok("restore", "1", "--yes")
        assert [c["name"] for c in anna.json("list")] == ["Anna Nowak"]
    kept = sorted(path.name for path in anna.path.parent.glob("net.db.left*"))
    assert kept == ["net.db.left-2-wal", "net.db.left-wal"]


def test_a_restore_says_when_another_program_holds_the_database(anna, monkeypatch):
    anna.ok("backup")
    monkeypatch.setattr(replacing, "PATIENCE_MS", 100)
    with closing(connect(anna.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = anna("restore", "1", "--yes")
    assert (answer.code, "has held" in answer.err) == (1, True)


@pytest.mark.skipif(ENCRYPTED, reason="a page of zeros is no page of an encrypted file")
def test_a_file_whose_schema_cannot_be_read_is_set_aside(anna):
    anna.ok("backup")
    data = bytearray(anna.path.read_bytes())
    for page in range(20, len(data) // 4096, 7):
        data[page * 4096 : (page + 1) * 4096] = bytes(4096)
    anna.path.write_bytes(bytes(data))
    anna.ok("restore", "1", "--yes")
    assert [c["name"] for c in anna.json("list")] == ["Anna Nowak"]


@pytest.mark.skipif(ENCRYPTED, reason="an encrypted head is random")
def test_a_head_that_lets_nobody_write_is_damage(anna):
    anna.ok("backup")
    data = bytearray(anna.path.read_bytes())
    data[18] ^= 8
    anna.path.write_bytes(bytes(data))
    assert anna("doctor").code == 1
    anna.ok("restore", "1", "--yes")
    anna.ok("gave", "anna", "x")


@pytest.mark.skipif(ENCRYPTED, reason="SQLCipher has one size of pages")
def test_a_backup_with_other_pages_is_put_back(anna, copy):
    with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
        connection.execute("PRAGMA page_size = 8192")
        connection.execute("VACUUM")
    anna.ok("add", "Ben Ost")
    anna.ok("restore", str(copy), "--yes")
    assert [c["name"] for c in anna.json("list")] == ["Anna Nowak"]
    assert anna("doctor").code == 0


def test_what_was_restored_stands_in_the_file_itself(anna):
    anna.ok("backup")
    anna.ok("gave", "anna", "more")
    anna.ok("restore", "1", "--yes")
    log = anna.path.with_name("net.db-wal")
    assert not log.exists() or log.stat().st_size == 0


def test_an_empty_file_of_another_user_is_not_filled(net, monkeypatch):
    net.path.touch(mode=0o666)
    monkeypatch.setattr(os, "geteuid", lambda: net.path.stat().st_uid + 1)
    answer = net("add", "Ben Ost")
    assert (answer.code, "belongs to another user" in answer.err) == (6, True)
    assert net.path.stat().st_size == 0


def test_an_empty_file_of_ones_own_is_closed_before_it_is_filled(net):
    net.path.touch()
    net.path.chmod(0o666)
    net.ok("add", "Ben Ost")
    modes = {path.name: path.stat().st_mode & 0o777 for path in net.path.parent.glob("net.db*")}
    assert set(modes.values()) == {0o600}, modes


def test_the_way_back_after_a_restore_can_be_typed_where_the_path_has_blanks(tmp_path):
    net = Net(tmp_path / "Application Support" / "net.db")
    net.path.parent.mkdir()
    net.ok("add", "Ben Ost")
    net.ok("backup")
    said = net("restore", "--yes").err
    (hint,) = [line for line in said.splitlines() if line.startswith("What was there is kept: ")]
    words = shlex.split(hint.partition("netcrm ")[2])
    net.ok(*words, "--yes")


def test_a_backup_never_takes_the_place_of_what_came_meanwhile(copy, tmp_path):
    there = tmp_path / "there.db"
    there.write_text("of another")
    with pytest.raises(BadFileError, match="cannot be written"):
        backup.copy(copy, there)
    assert there.read_text() == "of another"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give a file away")
@pytest.mark.parametrize("ending", ["-wal", "-shm", "-journal"])
@pytest.mark.parametrize("words", [["add", "Ben Ost"], ["list"]])
def test_a_log_of_another_user_is_not_written_to(net, ending, words):
    log = net.path.with_name(f"net.db{ending}")
    log.touch(mode=0o666)
    os.chown(log, 12345, 12345)
    answer = net(*words)
    assert (answer.code, "belongs to another user" in answer.err) == (6, True)
    assert (log.stat().st_size, net.path.exists()) == (0, False)
