"""A database of an earlier release is brought up to date whole, or stays as it was."""

import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from netcrm.store import schema
from netcrm.store.connect import connect
from netcrm.store.engine import _engine
from netcrm.store.migrate import SCRIPTS, migrate
from tests.conftest import ENCRYPTED, Net
from tests.faults.processes import started
from tests.store.test_store import shape
from tests.whole import whole

NOW = datetime(2026, 11, 23, tzinfo=UTC)
RELEASED = sorted((Path(__file__).parent / "released").glob("*.sql"))
NEXT = """
from alembic import op

revision, down_revision = "0003", "0002"

def upgrade():
    op.execute("ALTER TABLE contact ADD COLUMN colour VARCHAR")
    op.execute("UPDATE contact SET colour = 'blue'")
    {}
    op.execute("CREATE TABLE later (id INTEGER PRIMARY KEY)")
"""
RUN = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from netcrm.store.engine import _engine
from netcrm.store.migrate import migrate
now = datetime(2026, 1, 1, tzinfo=UTC)
migrate(_engine(Path(sys.argv[1])), Path(sys.argv[1]), now, scripts=Path(sys.argv[2]), newest=3)
"""


@pytest.fixture
def old(rich_file, tmp_path):
    """A database of the present release, for which the next one is made up."""
    from netcrm.store import backup

    backup.copy(rich_file, tmp_path / "net.db")
    with closing(connect(tmp_path / "net.db")) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    return Net(tmp_path / "net.db")


def steps(tmp_path, middle="pass"):
    """The steps of a next release, with something in the middle of its own."""
    scripts = tmp_path / "migrations"
    shutil.copytree(SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "v0003_next.py").write_text(NEXT.format(middle))
    return scripts


@pytest.mark.skipif(ENCRYPTED, reason="the dumps are plain")
@pytest.mark.parametrize("dump", RELEASED, ids=lambda path: path.stem)
def test_every_released_schema_is_migrated(dump, tmp_path):
    net, fresh = Net(tmp_path / "net.db"), Net(tmp_path / "fresh.db")
    with closing(sqlite3.connect(net.path)) as connection:
        connection.executescript(dump.read_text("utf-8"))
    fresh.ok("add", "Anna")
    assert [c["name"] for c in net.json("list")] == ["Anna Nowak", "Ben Ost", "Cleo Park"]
    assert shape(net.path) == shape(fresh.path)
    if int(dump.stem) < schema.NEWEST:
        # The rows of another schema are not to be put back.
        assert "nothing to take back" in net("undo", "--yes").err
    net.ok("gave", "anna", "one more")
    assert net.json("doctor", "--fix")["healthy"]
    assert [m["id"] for m in net.json("find", "one more")] == [1]


@pytest.mark.skipif(ENCRYPTED, reason="the dumps are plain")
@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO tag (contact_id, name, folded) VALUES (999, 'x', 'x')",
        "UPDATE alembic_version SET version_num = 'zzz'",
        "DELETE FROM alembic_version",
    ],
)
def test_what_is_wrong_already_does_not_shut_the_way(tmp_path, sql):
    net = Net(tmp_path / "net.db")
    with closing(sqlite3.connect(net.path)) as connection:
        connection.executescript(RELEASED[0].read_text("utf-8"))
        connection.execute(sql)
        connection.commit()
    assert len(net.json("list")) == 3
    assert net.json("doctor", "--fix")["healthy"]


@pytest.mark.skipif(ENCRYPTED, reason="the dumps are plain")
def test_several_who_are_first_migrate_once(tmp_path):
    path = tmp_path / "net.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(RELEASED[0].read_text("utf-8"))
    running = [started(path, "gave", "anna", f"gift {n}") for n in range(4)]
    for process in running:
        process.communicate()
    assert [process.returncode for process in running] == [0] * 4
    net = Net(path)
    assert [e["kind"] for e in net.json("history")].count("barrier") == 1
    gifts = {e["text"] for e in net.json("show", "anna")["timeline"]}
    assert {f"gift {n}" for n in range(4)} <= gifts


@pytest.mark.skipif(ENCRYPTED, reason="the dumps are plain")
def test_where_nothing_can_be_written_an_old_schema_is_told(tmp_path, monkeypatch):
    from netcrm.domain.errors import BadFileError

    net = Net(tmp_path / "net.db")
    with closing(sqlite3.connect(net.path)) as connection:
        connection.executescript(RELEASED[0].read_text("utf-8"))

    def closed(folder):
        raise BadFileError(f"{folder} cannot be made: Permission denied.")

    monkeypatch.setattr("netcrm.store.backup.make_own_folder", closed)
    answer = net("list")
    assert (answer.code, "cannot be brought up to date there" in answer.err) == (6, True)
    assert "Copy it" in answer.err


def test_there_is_a_dump_of_every_version():
    assert [int(path.stem) for path in RELEASED] == list(range(1, schema.NEWEST + 1))


def test_a_step_that_works_keeps_all_there_was(old, tmp_path):
    before = whole(old.path)
    engine = _engine(old.path)
    migrate(engine, old.path, NOW, scripts=steps(tmp_path), newest=3)
    engine.dispose()
    after = whole(old.path)
    assert after["later"] == []
    assert [row[:-1] for row in after["contact"]] == before["contact"]
    assert {name: rows for name, rows in after.items() if name in before} | {
        "contact": before["contact"], "alembic_version": before["alembic_version"]
    } == before  # fmt: skip
    # The program of today leaves the database of tomorrow alone.
    answer = old("list")
    assert (answer.code, "newer netcrm" in answer.err) == (6, True)


def test_a_step_that_fails_leaves_the_old_schema(old, tmp_path):
    before, form = whole(old.path), shape(old.path)
    engine = _engine(old.path)
    with pytest.raises(ZeroDivisionError):
        migrate(engine, old.path, NOW, scripts=steps(tmp_path, "1 / 0"), newest=3)
    engine.dispose()
    assert (whole(old.path), shape(old.path)) == (before, form)
    assert old.json("doctor")["healthy"]


@pytest.mark.skipif(ENCRYPTED, reason="the process knows no passphrase")
def test_a_step_that_is_killed_leaves_the_old_schema(old, tmp_path):
    before, form = whole(old.path), shape(old.path)
    mark = tmp_path / "half"
    scripts = steps(tmp_path, f"open({str(mark)!r}, 'w').close(); __import__('time').sleep(60)")
    process = subprocess.Popen([sys.executable, "-c", RUN, str(old.path), str(scripts)])
    for _ in range(600):
        if mark.exists():
            break
        time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert mark.exists()
    assert (whole(old.path), shape(old.path)) == (before, form)
    assert old.json("doctor")["healthy"]
