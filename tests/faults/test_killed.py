"""Killed at any moment, the database is as before or as after; on a full disk, as before."""

import os
import shutil
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from netcrm.store import backup
from netcrm.store.files import backups_of
from tests.conftest import Net
from tests.faults.processes import BUG, ended, started
from tests.whole import whole

KILLS = 6
COMMANDS = {
    "import": ["import", "people.vcf"],
    "gave": ["gave", "1", "an hour"],
    "merge": ["merge", "3", "4"],
    "undo": ["undo", "--yes"],
    "restore": ["restore", "1", "--yes"],
    "forget": ["forget", "2", "--yes"],
    "backup": ["backup"],
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Four hundred people, whose last command was a large import, and a backup before it."""
    folder = tmp_path_factory.mktemp("filled")
    net = Net(folder / "net.db")
    for name in ("Anna Nowak", "Ben Ost", "Cleo Park", "Dan Quist"):
        net.ok("add", name)
    net.ok("backup")
    cards(folder / "first.vcf", "First", 400)
    net.ok("import", str(folder / "first.vcf"))
    cards(folder / "people.vcf", "Second", 1_500)
    return folder


def cards(path, name, count):
    path.write_text(
        "".join(
            f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name} {i} Person\r\n"
            f"EMAIL:{name}{i}@example.org\r\nORG:Firm {i % 40}\r\nEND:VCARD\r\n"
            for i in range(count)
        )
    )


def copied(filled, tmp_path):
    folder = tmp_path / "net"
    shutil.copytree(filled, folder)
    return folder


def words_in(folder, name):
    return [str(folder / w) if w.endswith(".vcf") else w for w in COMMANDS[name]]


@pytest.mark.parametrize("name", COMMANDS)
def test_killed_it_is_as_before_or_as_after(filled, tmp_path, name):
    folder = copied(filled, tmp_path)
    before = whole(folder / "net.db")
    begun = time.monotonic()
    assert ended(folder / "net.db", *words_in(folder, name)).returncode == 0
    lasted = time.monotonic() - begun
    after = whole(folder / "net.db")
    shutil.rmtree(folder)
    random = Random(name)
    for _ in range(KILLS):
        folder = copied(filled, tmp_path)
        process = started(folder / "net.db", *words_in(folder, name))
        # The first part of a process is imports; what matters comes after it.
        time.sleep(lasted * random.uniform(0.4, 1.0))
        process.kill()
        process.communicate()
        now = _comparable(whole(folder / "net.db"))
        assert now in (_comparable(before), _comparable(after)), name
        # A forget that is killed when it is kept has still to overwrite what it deleted.
        assert wrong(folder / "net.db", *["--fix"] * (name == "forget")) == []
        for copy in backup.backups(folder / "net.db"):
            backup.must_be_whole(copy.path)
        shutil.rmtree(folder)


def wrong(database, *words):
    return [
        c["check"] for c in Net(database)("doctor", *words, "--json").json["checks"] if not c["ok"]
    ]


def _comparable(tables):
    """Without what is drawn by lot or by the clock: new uids and instants."""
    return {
        name: [tuple(value for value in row if not _drawn(value)) for row in rows]
        for name, rows in tables.items()
    }


def _drawn(value):
    return isinstance(value, str) and (
        (len(value) == 36 and value.count("-") == 4) or (len(value) == 26 and value[10] == " ")
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_on_a_full_disk_it_is_as_before_and_one_sentence_says_so(filled, tmp_path, name):
    folder = copied(filled, tmp_path)
    database = folder / "net.db"
    before = whole(database)
    size = database.stat().st_size
    for limit in (1, 4_096, 40_000, size // 2, size + 1):
        answer = ended(database, *words_in(folder, name), limit=limit)
        said = answer.stderr.strip()
        assert BUG not in said, (limit, said)
        assert "Traceback" not in said, (limit, said)
        if answer.returncode:
            assert said, limit
            assert whole(database) == before, limit
            assert not list(folder.rglob("*.netcrm-*")), limit
        else:
            break
    assert wrong(database, *["--fix"] * (name == "forget")) == []


@pytest.fixture
def small_disk(tmp_path):
    """A function that gives a disk a new size in kB, empty."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(disk)], capture_output=True)
    if made.returncode:
        pytest.skip("no disk can be made here")

    def sized(size):
        for path in disk.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        subprocess.run(["mount", "-o", f"remount,size={size}k", str(disk)], check=True)
        return disk

    yield sized
    subprocess.run(["umount", str(disk)], check=True)


def test_the_first_database_on_a_full_disk_is_there_whole_or_not_at_all(small_disk):
    codes = set()
    for size in range(300, 1_400, 100):
        database = small_disk(size) / "net.db"
        answer = ended(database, "add", "Anna")
        codes.add(answer.returncode)
        assert BUG not in answer.stderr, size
        if answer.returncode:
            assert "full" in answer.stderr
            assert not list(database.parent.iterdir()), size
        else:
            assert [c["name"] for c in Net(database).json("list")] == ["Anna"], size
    assert codes == {0, 1}


def test_on_a_full_disk_everything_can_still_be_read(small_disk):
    database = small_disk(4_000) / "net.db"
    Net(database).ok("add", "Anna")
    for ending in ("-wal", "-shm"):
        Path(f"{database}{ending}").unlink(missing_ok=True)
    with (database.parent / "filler").open("wb", buffering=0) as filler, suppress(OSError):
        while filler.write(b"x" * 4_096):
            pass
    # The first try leaves an empty log, which is none.
    for _ in range(2):
        assert "Anna" in ended(database, "list").stdout
        assert "Anna" in ended(database, "export").stdout
    assert "full" in ended(database, "gave", "anna", "x").stderr


@pytest.mark.parametrize("ending", ["jsonl", "vcf", "csv", "ics"])
def test_an_export_onto_a_full_disk_leaves_the_old_file(filled, tmp_path, ending):
    folder = copied(filled, tmp_path)
    file = folder / f"out.{ending}"
    file.write_text("the old one")
    answer = ended(folder / "net.db", "export", "-o", str(file), "--force", limit=200)
    assert answer.returncode
    assert BUG not in answer.stderr
    assert file.read_text() == "the old one"
    assert [p.name for p in folder.glob(".out*")] == []


def test_what_a_killed_process_left_behind_is_swept_away(filled, tmp_path):
    """A copy of people's data must not outlive the process that made it."""
    folder = copied(filled, tmp_path)
    process = started(folder / "net.db", "list")
    process.communicate()
    # Another program's, though it begins alike.
    strange = folder / f".netcrm-{process.pid}-notes"
    strange.mkdir()
    left = folder / f".netcrm-{process.pid}-abcdefgh"
    left.mkdir()
    (left / "net.db").write_bytes(b"people")
    running = folder / f".netcrm-{os.getpid()}-abcdefgh"
    running.mkdir()
    Net(folder / "net.db").ok("gave", "1", "x")
    assert not left.exists()
    assert strange.exists()
    assert running.exists()
    begun = backups_of(folder / "net.db") / f".20260101T000000.000000Z-hand-{process.pid}.begun"
    journal = begun.with_name(f"{begun.name}-journal")
    for path in (begun, journal):
        path.write_bytes(b"people")
    Net(folder / "net.db").ok("backup")
    assert not begun.exists()
    assert not journal.exists()
