"""Many processes at once lose nothing, and none fails."""

import signal
import subprocess
import sys
import time
from contextlib import closing

from netcrm.store.connect import connect
from tests.conftest import ENCRYPTED
from tests.faults.processes import ended, started

PROCESSES = 8
# A command behind a passphrase is mostly the making of its key, which is the same each time.
COMMANDS = 25 if ENCRYPTED else 200
# One process that types many commands, since most of a command is its start.
TYPIST = """
import io, os, sys
from pathlib import Path
from netcrm.cli.context import World
from netcrm.cli.main import run
path, own, count = sys.argv[1:]
for number in range(int(count)):
    out, err = io.StringIO(), io.StringIO()
    words = ("gave", "1", f"favour {own}-{number}") if number % 2 else (
        "log", "1", f"call {own}-{number}", "--gave", f"hint {own}-{number}")
    whole = ("--db", path, "--today", "2026-11-23", *words)
    code = run(World(out, err, io.StringIO(), os.environ, whole))
    if code:
        sys.exit(f"{words}: {code} {err.getvalue()}")
"""


def test_many_writers_lose_nothing(anna):
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", TYPIST, str(anna.path), str(own), str(COMMANDS)],
            stderr=subprocess.PIPE,
            text=True,
        )
        for own in range(PROCESSES)
    ]
    for writer in writers:
        _, err = writer.communicate(timeout=500)
        assert writer.returncode == 0, err
    expected = PROCESSES * COMMANDS
    with closing(connect(anna.path)) as connection:
        (entries,) = connection.execute("SELECT count(*) FROM exchange").fetchone()
        (texts,) = connection.execute("SELECT count(DISTINCT text) FROM exchange").fetchone()
        (commands,) = connection.execute("SELECT count(*) FROM journal").fetchone()
    assert (entries, texts, commands) == (expected, expected, expected + 1)
    assert anna.json("balance", "anna")[0]["given"] == 2 * expected
    assert anna.json("doctor")["healthy"]


def test_first_writers_of_a_new_file_all_come_in(net):
    running = [started(net.path, "add", f"Person {own}") for own in range(PROCESSES)]
    for process in running:
        _, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
    assert len(net.json("list")) == PROCESSES
    assert net.json("doctor")["healthy"]


def test_a_reader_does_not_wait_for_a_writer(anna):
    """A write that is under way keeps nobody from reading what was there before it."""
    with closing(connect(anna.path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE contact SET title = 'half' WHERE id = 1")
        for words in (("show", "anna"), ("list",), ("due",), ("history",)):
            answer = ended(anna.path, *words)
            assert answer.returncode == 0, answer
            assert "half" not in answer.stdout
        writer.execute("ROLLBACK")


def test_a_backup_and_a_restore_while_another_reads(anna):
    with closing(connect(anna.path, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM contact").fetchone()
        assert ended(anna.path, "backup").returncode == 0
        assert ended(anna.path, "gave", "1", "x").returncode == 0
        assert ended(anna.path, "restore", "2", "--yes").returncode == 0
        (there,) = reader.execute("SELECT count(*) FROM exchange").fetchone()
        assert there == 0
        reader.execute("ROLLBACK")
    assert anna.json("doctor")["healthy"]


def test_a_writer_waits_for_another(anna):
    with closing(connect(anna.path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        waiting = started(anna.path, "gave", "1", "x")
        time.sleep(1.5)
        assert waiting.poll() is None
        writer.execute("COMMIT")
    waiting.communicate(timeout=120)
    assert waiting.returncode == 0
    assert anna.json("balance", "anna")[0]["given"] == 2


def test_who_waits_for_another_hears_ctrl_c(anna):
    with closing(connect(anna.path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        waiting = started(anna.path, "gave", "anna", "an hour")
        time.sleep(2)
        waiting.send_signal(signal.SIGINT)
        # Less than the patience with which it waits for the lock.
        waiting.communicate(timeout=15)
    assert waiting.returncode == 130
    assert anna.json("show", "anna")["timeline"] == []


def test_undoing_beside_writers_takes_back_only_what_was_shown(anna):
    """Terminals undo while others write: every entry is taken back once, or not at all."""
    for number in range(8):
        anna.ok("gave", "anna", f"before {number}")
    running = []
    for number in range(8):
        running.append(started(anna.path, "gave", "1", f"favour {number}"))
        running.append(started(anna.path, "undo", "--yes"))
    undone = 0
    for process in running:
        out, err = process.communicate(timeout=120)
        assert process.returncode in (0, 5), err
        undone += out.startswith("Took back")
    entries = anna.json("history")
    assert sum(e["undone"] for e in entries) == undone
    assert sum(e["kind"] == "undo" for e in entries) == undone
    assert anna.json("balance", "anna")[0]["given"] == 2 * (16 - undone)
    assert anna.json("doctor")["healthy"]
