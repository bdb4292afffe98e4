"""Bits that flipped in a copy: a sentence that points to a way back, never a traceback."""

import shutil
from contextlib import closing
from random import Random

import pytest

from netcrm.store.connect import connect
from tests.conftest import Net

FLIPS = 150
READS = [["list"], ["show", "1"], ["due"], ["balance"], ["find", "data"], ["history"], ["review"],
         ["export", "-o", "-"]]  # fmt: skip
WRITES = [["gave", "1", "x"], ["add", "Zed Zulu"], ["undo", "--yes"], ["backup"]]
BUG = "should not"


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """The demo, with commands in its journal, in one file."""
    path = tmp_path_factory.mktemp("damaged") / "net.db"
    net = Net(path)
    net.ok("demo")
    net.ok("gave", "1", "a book")
    net.ok("edit", "1", "--title", "CFO")
    from netcrm.store import backup

    whole = path.with_name("whole.db")
    backup.copy(path, whole)
    return whole


@pytest.mark.parametrize("seed", range(FLIPS))
def test_flipped_bits_are_told_in_words(filled, tmp_path, seed):
    random = Random(seed)
    data = bytearray(filled.read_bytes())
    for _ in range(1 + seed % 8):
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    if seed % 10 == 9:
        data = data[: random.randrange(len(data))]
    path = tmp_path / "net.db"
    for words in (*READS, *random.sample(WRITES, 2)):
        path.write_bytes(data)
        for ending in ("-wal", "-shm"):
            path.with_name(f"net.db{ending}").unlink(missing_ok=True)
        answer = Net(path)(*words)
        assert BUG not in answer.err, (words, answer.err)
        if answer.code in (1, 6) and "damaged" in answer.err:
            assert "restore" in answer.err, answer.err
    path.write_bytes(data)
    for words in (["doctor"], ["doctor", "--fix"]):
        answer = Net(path)(*words)
        assert BUG not in answer.err, (words, answer.err)
    shutil.rmtree(path.parent, ignore_errors=True)


def test_a_damaged_page_points_to_the_way_back(filled, tmp_path):
    path = tmp_path / "net.db"
    data = bytearray(filled.read_bytes())
    data[4_096:] = bytes(len(data) - 4_096)
    path.write_bytes(data)
    for words in (["list"], ["gave", "1", "x"], ["doctor"]):
        answer = Net(path)(*words)
        assert answer.code in (1, 6), (words, answer)
        assert "damaged" in answer.err or "malformed" in answer.out
        assert "netcrm restore" in answer.err


def test_a_column_that_is_called_otherwise_is_damage(filled, tmp_path):
    path = tmp_path / "net.db"
    shutil.copy(filled, path)
    with closing(connect(path)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = "
            "replace(sql, 'met_where VARCHAR', 'met_wherf VARCHAR') WHERE name = 'contact'"
        )
    answer = Net(path)("show", "1")
    assert (answer.code, BUG in answer.err, "restore" in answer.err) == (6, False, True)


def test_a_trigger_whose_words_are_no_text_is_damage(filled, tmp_path):
    path = tmp_path / "net.db"
    path.write_bytes(filled.read_bytes())
    with closing(connect(path)) as connection, connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = CAST(replace(CAST(sql AS BLOB), "
            "CAST('INTO search_index' AS BLOB), CAST('INTO search_ind' AS BLOB) || x'e478') "
            "AS TEXT) WHERE type = 'trigger'"
        )
    answer = Net(path)("gave", "1", "x")
    assert (answer.code, BUG in answer.err) == (6, False)
    assert "is damaged" in answer.err
