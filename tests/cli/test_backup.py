"""Copies of everything, the way back, and the doctor."""

import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from netcrm.store import backup
from netcrm.store.connect import connect
from netcrm.store.files import backups_of
from tests.whole import whole


def reasons(net):
    return [b["reason"] for b in net.json("restore", "--list")]


def test_a_backup_by_hand_and_back(anna):
    anna.ok("gave", "anna", "x")
    before = whole(anna.path)
    made = anna.json("backup")
    assert stat.S_IMODE(backups_of(anna.path).stat().st_mode) == 0o700
    assert stat.S_IMODE((backups_of(anna.path) / made["backup"]).stat().st_mode) == 0o600
    anna.ok("delete", "e1")
    anna.ok("restore", "1", "--yes")
    assert whole(anna.path) == before
    assert anna.json("doctor")["healthy"]
    assert reasons(anna)[0] == "restore"


def test_what_a_restore_replaced_comes_back(anna):
    anna.ok("backup")
    anna.ok("gave", "anna", "x")
    newer = whole(anna.path)
    anna.ok("restore", "1", "--yes")
    anna.ok("restore", "1", "--yes")
    assert whole(anna.path) == newer


def test_no_undo_goes_past_a_restore(anna):
    anna.ok("backup")
    anna.ok("gave", "anna", "x")
    anna.ok("restore", "1", "--yes")
    assert anna.json("undo")["undone"] is None
    assert anna("undo", "j1").code == 5
    anna.ok("gave", "anna", "y")
    assert anna.json("undo")["undone"] is not None


def test_ids_given_since_the_backup_are_not_given_again(anna):
    anna.ok("backup")
    anna.ok("gave", "anna", "x")
    anna.ok("restore", "1", "--yes")
    assert anna.json("gave", "anna", "y")["id"] == "e2"


def test_backups_are_made_by_themselves(anna, tmp_path):
    anna.ok("add", "Ben Ost")
    anna.ok("gave", "anna", "x")
    assert reasons(anna) == ["day"]
    file = tmp_path / "a.vcf"
    file.write_text("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Zed\r\nEND:VCARD\r\n")
    anna.ok("import", str(file), "--dry-run")
    assert reasons(anna) == ["day"]
    anna.ok("import", str(file))
    anna.ok("merge", "ben", "anna")
    assert reasons(anna) == ["merge", "import", "day"]


def test_the_ten_newest_of_each_reason_stay(anna):
    start = datetime(2026, 1, 1, 12, tzinfo=UTC)
    for day in range(13):
        backup.back_up(anna.path, "hand", start + timedelta(days=day))
        backup.once_a_day(anna.path, start + timedelta(days=day))
        backup.once_a_day(anna.path, start + timedelta(days=day, hours=1))
    found = backup.backups(anna.path)
    assert [b.at.day for b in found if b.reason == "hand"] == list(range(13, 3, -1))
    assert [b.at.day for b in found if b.reason == "day"] == list(range(13, 3, -1))


def test_a_restore_is_meant(anna):
    anna.ok("backup")
    before = whole(anna.path)
    assert anna("restore").code == 5
    assert anna("restore", typed="n\n", terminal=True).code == 1
    assert whole(anna.path) == before
    assert "Restored" in anna.ok("restore", typed="y\n", terminal=True)


def test_backups_that_cannot_be_read_are_not_said_to_be_none(anna, monkeypatch):
    import os

    anna.ok("backup")
    folder = backups_of(anna.path)
    monkeypatch.setattr(os, "access", lambda path, _mode: path != folder)
    answer = anna("restore", "--list")
    assert (answer.code, f"{folder} cannot be opened" in answer.err) == (6, True)


def test_a_database_without_a_head_points_to_its_backups(anna):
    anna.ok("backup")
    anna.path.write_bytes(b"lost" * 4096)
    assert "netcrm restore --list" in anna("list").err
    anna.ok("restore", "1", "--yes")
    assert [c["name"] for c in anna.json("list")] == ["Anna Nowak"]


@pytest.mark.parametrize(("typed", "code"), [("7", 3), ("0", 3), ("nothing.db", 3)])
def test_no_such_backup(anna, typed, code):
    assert anna("restore", typed, "--yes").code == code


def test_what_is_no_backup_is_refused_and_nothing_changed(anna, tmp_path):
    before = whole(anna.path)
    for name, data in (("text.db", b"hello" * 999), ("empty.db", b"")):
        file = tmp_path / name
        file.write_bytes(data)
        assert anna("restore", str(file), "--yes").code == 6
    other = tmp_path / "other.db"
    with closing(connect(other)) as connection:
        connection.execute("CREATE TABLE x (y)")
    assert anna("restore", str(other), "--yes").code == 6
    newer = tmp_path / "newer.db"
    backup.copy(anna.path, newer)
    with closing(connect(newer)) as connection:
        connection.execute("PRAGMA user_version = 99")
    assert "newer netcrm" in anna("restore", str(newer), "--yes").err
    assert whole(anna.path) == before


def test_a_database_that_is_gone_comes_back(anna):
    before = whole(anna.path)
    anna.ok("backup")
    for path in anna.path.parent.glob("net.db*"):
        if path.is_file():
            path.unlink()
    anna.ok("restore", "--yes")
    assert whole(anna.path) == before


def test_a_damaged_database_is_set_aside(anna):
    anna.ok("backup")
    before = whole(anna.path)
    anna.path.write_bytes(anna.path.read_bytes()[:100] + b"\xff" * 90_000)
    answer = anna("doctor")
    assert answer.code == 1
    assert "restore" in answer.err
    anna.ok("restore", "--yes")
    assert whole(anna.path) == before
    assert list(anna.path.parent.glob("*.damaged-*"))


def test_a_backup_to_a_file_replaces_nothing(anna, tmp_path):
    file = tmp_path / "copy.db"
    anna.ok("backup", "-o", str(file))
    assert whole(file) == whole(anna.path)
    assert anna("backup", "-o", str(file)).code == 5
    assert anna("backup", "-o", str(tmp_path / "none" / "copy.db")).code == 6


def test_nothing_to_back_up(net):
    assert net("backup").code == 3
    assert net("restore").code == 3
    assert net.json("doctor")["healthy"]
    assert not net.path.exists()


def test_missing_space_is_noticed_before(anna, monkeypatch):
    import shutil

    real = shutil.disk_usage(anna.path.parent)
    anna.ok("backup")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: real._replace(free=1000))
    before = whole(anna.path)
    for words in (["backup"], ["restore", "--yes"]):
        answer = anna(*words)
        assert answer.code == 1
        assert "free" in answer.err
    # A write of the day goes on without its backup, and says so.
    answer = anna("gave", "anna", "x")
    assert (answer.code, whole(anna.path) != before) == (0, True)
    assert "could not be made" in answer.err


BREAK = {
    "totals": "UPDATE contact SET given = 99 WHERE id = 1",
    "next touches": "UPDATE contact SET next_touch_on = '2000-01-01' WHERE id = 1",
    "comparable forms": "UPDATE contact_point SET folded = 'x' WHERE contact_id = 1",
    "search words of people": "DELETE FROM name_word",
    "search words of records": "UPDATE search_text SET folded = 'x' WHERE letter = 'e'",
    "orphans": "INSERT INTO mention (contact_id, letter, record_id) VALUES (1, 'e', 77)",
    "links": "UPDATE exchange SET goal_id = 77",
    "booked entries": "UPDATE exchange SET source_letter = 'i', source_id = 9",
    "search index": "DELETE FROM search_index_data WHERE id > 10",
    "numbers": "UPDATE sqlite_sequence SET seq = 0 WHERE name = 'exchange'",
    "indexes and triggers": "DROP TRIGGER search_text_of_people_changed",
    "cadences": "UPDATE contact SET cadence = 'now and then' WHERE id = 1",
    "kinds of values": "UPDATE contact SET name = x'416e6e61204e6f77616b' WHERE id = 1",
    "journal images": "UPDATE journal_image SET before = '{' WHERE entry_id = 2",
    "ties": "UPDATE tie SET a_id = 1, b_id = 0",
    "journal kinds": "UPDATE journal SET kind = 'rumour' WHERE id = 2",
    "journal people": "INSERT INTO journal_contact VALUES (999, 2)",
    "uids": "UPDATE contact SET uid = ' ' WHERE id = 1",
    "migrations": "UPDATE alembic_version SET version_num = '0099'",
}
# The same checks, broken in another way.
MORE = [
    ("numbers", "DELETE FROM sqlite_sequence WHERE name = 'contact'"),
    ("indexes and triggers", "DROP VIEW balance"),
    ("indexes and triggers", "DROP INDEX ix_contact_next_touch_on"),
    ("indexes and triggers", "DROP INDEX exchange_by_day"),
    ("search words of records", "UPDATE search_text SET folded = 'x' WHERE letter = 'g'"),
    ("search words of records", "DELETE FROM search_text WHERE letter = 'g'"),
    ("search words of records", "UPDATE search_text SET contact_id = 0 WHERE letter = 'e'"),
    ("booked entries", "UPDATE exchange SET source_letter = 'q', source_id = 1"),
    ("links", "UPDATE exchange SET for_ask_id = 77"),
    ("links", "DELETE FROM journal WHERE id = 2"),
    ("links", "DELETE FROM journal"),
    ("links", "UPDATE journal SET reverted_by_id = 999 WHERE id = 1"),
    ("links", "DELETE FROM contact WHERE id = 1"),
    ("cadences", "UPDATE follow_up SET every = 'P0W'"),
    ("kinds of values", "UPDATE contact SET note = x'ff00fe' WHERE id = 1"),
    ("kinds of values", "UPDATE exchange SET text = x'61'"),
    ("journal images", "UPDATE journal_image SET before = '[1]' WHERE entry_id = 2"),
    ("kinds of values", "UPDATE contact SET open_loops = 'zz' WHERE id = 1"),
    ("kinds of values", "UPDATE contact SET received = '' WHERE id = 1"),
    ("kinds of values", "UPDATE name_word SET word = x'07'"),
    ("kinds of values", "UPDATE search_text SET folded = x'07'"),
    ("days", "UPDATE contact SET next_touch_on = 'xx' WHERE id = 1"),
    ("ranges", "UPDATE exchange SET touch = -5"),
    ("journal kinds", "UPDATE journal SET kind = x'ff00' WHERE id = 2"),
    ("ranges", "UPDATE contact SET birthday_done_year = 9999 WHERE id = 1"),
    ("search words of records", "UPDATE exchange SET text = ''"),
    ("journal images", "UPDATE journal_image SET before = '{\"id\": 1}' WHERE entry_id = 2"),
    ("migrations", "DELETE FROM alembic_version"),
    ("ties", "INSERT INTO tie (a_id, b_id, strength, b_trusts_a) VALUES (1, 0, 5, 4)"),
    ("ties", "UPDATE tie SET a_id = 1"),
]


def broken(net, sql):
    with closing(connect(net.path)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute(sql)


@pytest.mark.parametrize(("check", "sql"), MORE)
def test_the_doctor_finds_and_repairs_whatever_broke_it(anna, check, sql):
    anna.ok("edit", "anna", "--every", "1 month")
    anna.ok("gave", "anna", "a book on gardens")
    anna.ok("remind", "anna", "call", "--by", "3d", "--every", "1 week")
    anna.ok("goal", "add", "a garden")
    assert anna.json("doctor")["healthy"]
    broken(anna, sql)
    answer = anna("doctor", "--json")
    assert answer.code == 1
    assert check in [c["check"] for c in answer.json["checks"] if not c["ok"]]
    fixed = anna.json("doctor", "--fix")
    assert fixed["healthy"]
    assert check in fixed["repaired"]
    for words in (["list"], ["due"], ["history"], ["undo", "--yes"], ["undo", "--yes"]):
        assert "should not" not in anna(*words).err


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("UPDATE exchange SET kind = 'gold'", ["show", "anna"]),
        ("UPDATE exchange SET size = 9", ["balance"]),
        ("UPDATE tie SET strength = 12", ["show", "anna"]),
    ],
)
def test_what_goes_against_a_constraint_is_named_and_no_bug(anna, sql, words):
    anna.ok("edit", "anna", "--closeness", "3")
    anna.ok("gave", "anna", "a book")
    broken(anna, sql)
    answer = anna("doctor", "--fix", "--json")
    assert answer.code == 1
    assert "constraints" in [c["check"] for c in answer.json["checks"] if not c["ok"]]
    assert "should not" not in anna(*words).err


def test_what_nobody_knows_any_more_is_not_said_to_be_mended(anna):
    anna.ok("log", "anna", "met @anna")
    broken(anna, "UPDATE mention SET record_id = 'zz'")
    answer = anna("doctor", "--fix")
    assert answer.code == 1
    assert "mention 1: record_id is text, no integer" in " ".join(answer.out.split())
    assert "To repair it" not in answer.err


def test_an_entry_that_cannot_be_read_is_not_taken_back(anna):
    anna.ok("edit", "anna", "--title", "CTO")
    broken(anna, "UPDATE journal_image SET before = '{' WHERE entry_id = 2")
    answer = anna("undo")
    assert (answer.code, "cannot be read any more" in answer.err) == (5, True)


@pytest.mark.parametrize("check", BREAK)
def test_the_doctor_finds_and_repairs(anna, check):
    anna.ok("edit", "anna", "--every", "1 month", "--closeness", "3")
    anna.ok("gave", "anna", "a book on gardens")
    assert anna.json("doctor")["healthy"]
    broken(anna, BREAK[check])
    answer = anna("doctor", "--json")
    assert answer.code == 1
    assert check in [c["check"] for c in answer.json["checks"] if not c["ok"]]
    fixed = anna.json("doctor", "--fix")
    assert fixed["healthy"]
    assert check in fixed["repaired"]
    assert "repair" in reasons(anna)
    assert [m["id"] for m in anna.json("find", "gardens")] == [1]


def test_the_doctor_closes_what_others_can_read(anna):
    anna.ok("backup")
    anna.path.chmod(0o644)
    backups_of(anna.path).chmod(0o755)
    assert anna("doctor").code == 1
    assert "permissions" in anna.json("doctor", "--fix")["repaired"]
    assert stat.S_IMODE(anna.path.stat().st_mode) == 0o600


def test_backups_of_a_clock_that_was_ahead_go_first_and_never_the_one_just_made(anna):
    anna.ok("backup")
    (first,) = backups_of(anna.path).glob("*-hand.db")
    for day in range(1, 11):
        (first.parent / f"209912{day:02}T000000.000000Z-hand.db").write_bytes(first.read_bytes())
    anna.ok("backup")
    left = sorted(p.name for p in first.parent.glob("*-hand.db"))
    assert len(left) == 10
    assert len([name for name in left if not name.startswith("2099")]) == 2
