"""Nothing is ever written over the database, its logs, or into its folders, whatever is said."""

import os

import pytest

from tests.conftest import Net
from tests.whole import whole

COMMANDS = (
    ("export",), ("export", "--format", "vcard"), ("export", "--format", "csv"),
    ("export", "--format", "ics"), ("report",), ("report", "anna"), ("report", "--format", "html"),
    ("report", "--open"), ("map",),
)  # fmt: skip
PLACES = ("net.db", "net.db-wal", "net.db-shm", "net.db-journal", "net.db.backups/x.db",
          "net.db.texts/x", "sub/../net.db", "link.db", "hard.db", "folder/x")  # fmt: skip


@pytest.fixture
def placed(anna, tmp_path, monkeypatch):
    monkeypatch.setattr("webbrowser.open", lambda _address: True)
    monkeypatch.chdir(tmp_path)
    anna.ok("backup")
    (tmp_path / "sub").mkdir()
    (tmp_path / "net.db.texts").mkdir()
    (tmp_path / "link.db").symlink_to("net.db")
    os.link(anna.path, tmp_path / "hard.db")
    (tmp_path / "folder").symlink_to("net.db.backups")
    return anna


def everything(folder):
    return sorted(
        str(path) for path in folder.rglob("*") if not path.name.endswith(("-wal", "-shm"))
    )


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_no_file_of_the_database_is_written_over(placed, tmp_path, words):
    before, there = whole(placed.path), everything(tmp_path)
    for place in PLACES:
        answer = placed(*words, "-o", place, "--force")
        assert (answer.code, "nothing was written" in answer.err) == (5, True), (place, answer)
    assert whole(placed.path) == before
    assert everything(tmp_path) == there


def test_no_backup_is_written_there_either(placed, tmp_path):
    there = everything(tmp_path)
    for place in PLACES:
        assert placed("backup", "-o", place).code == 5
    assert everything(tmp_path) == there


def test_no_card_is_written_into_a_folder_of_the_database(placed, tmp_path):
    there = everything(tmp_path)
    for place in ("net.db.backups", "net.db.backups/sub", "net.db.texts", "folder"):
        answer = placed("export", "--format", "vdir", "-o", place)
        assert (answer.code, "files of its own" in answer.err) == (5, True)
    assert everything(tmp_path) == there


def test_beside_the_database_all_may_be_written(placed, tmp_path):
    placed.ok("export", "-o", "net.jsonl")
    placed.ok("report", "-o", "net.db.html")
    placed.ok("export", "--format", "vdir", "-o", "cards")
    placed.ok("backup", "-o", "copy.db")
    (tmp_path / "loop").symlink_to("loop")
    assert placed("report", "-o", "loop").code == 6


@pytest.mark.parametrize("words", [*COMMANDS, ("backup",)], ids=" ".join)
def test_no_other_network_is_written_over(placed, tmp_path, words):
    other = Net(tmp_path / "other.db")
    other.ok("add", "Zoe")
    before = whole(other.path)
    force = () if words == ("backup",) else ("--force",)
    answer = placed(*words, "-o", "other.db", *force)
    assert (answer.code, "a netcrm database" in answer.err) == (5, True)
    assert whole(other.path) == before


@pytest.mark.parametrize("words", [*COMMANDS, ("backup",)], ids=" ".join)
def test_no_link_of_another_user_is_followed(placed, tmp_path, monkeypatch, words):
    link = tmp_path / "planted"
    link.symlink_to("elsewhere")
    monkeypatch.setattr("os.geteuid", lambda: link.lstat().st_uid + 1)
    monkeypatch.setattr("netcrm.store.own_files.ROOT", -1)
    assert placed(*words, "-o", str(link)).code in (1, 5)
    assert not (tmp_path / "elsewhere").exists()
