"""How a command ends: interrupted, with a closed pipe, without a stream, on a full disk."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

NETCRM = [sys.executable, "-m", "netcrm"]


def shell(net, line):
    return subprocess.run(
        ["bash", "-c", line.replace("netcrm", f"{sys.executable} -m netcrm --db {net.path}")],
        capture_output=True,
        text=True,
        check=False,
    )


def test_ctrl_c_says_that_nothing_was_saved(net, tmp_path):
    file = tmp_path / "many.csv"
    rows = "".join(f"P{n},Q,p{n}@example.org\n" for n in range(30_000))
    file.write_text(f"First Name,Last Name,E-mail 1 - Value\n{rows}")
    process = subprocess.Popen(
        [*NETCRM, "--db", str(net.path), "import", str(file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    # The import has begun when its database is there.
    while not net.path.exists() and process.poll() is None:
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    assert (process.returncode, "Interrupted; nothing was saved." in err) == (130, True)
    assert net.json("list") == []


def test_whoever_closes_the_pipe_is_no_failure(net):
    net.ok("add", "Ada Byron")
    assert shell(net, "netcrm list | sleep 0; exit ${PIPESTATUS[0]}").returncode == 0


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_stream_that_the_shell_closed_is_no_failure(net, closed):
    net.ok("add", "Ada Byron")
    answer = shell(net, f"netcrm list {closed}")
    assert (answer.returncode, "Traceback" in answer.stderr) == (0, False)


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="there is no /dev/full")
def test_what_was_saved_is_said_where_the_answer_cannot_be_written(net):
    net.ok("add", "Ada Byron")
    answer = shell(net, "netcrm gave ada a book > /dev/full")
    assert (answer.returncode, "It was saved, but the answer" in answer.stderr) == (1, True)


def test_an_export_replaces_regular_files_only(net, tmp_path):
    net.ok("add", "Ada Byron")
    pipe, loop, link, target = (tmp_path / name for name in ("pipe", "loop", "link", "target"))
    os.mkfifo(pipe)
    loop.symlink_to(loop)
    target.write_text("old")
    link.symlink_to(target)
    for path in (pipe, loop):
        answer = net("export", "--format", "csv", "-o", str(path), "--force")
        assert (answer.code, "no regular file" in answer.err) == (6, True)
    net.ok("export", "--format", "csv", "-o", str(link), "--force")
    assert (link.is_symlink(), "Ada Byron" in target.read_text()) == (True, True)


def test_no_word_of_a_forgotten_person_stays_with_goals_and_calendars(net, tmp_path):
    net.ok("add", "Quendolf Zibbert")
    net.ok("remind", "quend", "zahnarzt", "--by", "tomorrow")
    net.ok("export", "--format", "ics", "-o", str(tmp_path / "c.ics"))
    net.ok("goal", "add", "a post", "--decider", "quend")
    net.ok("goal", "matters", "g1", "quend", "his divorce")
    net.ok("forget", "quend", "--yes")
    assert net.json("find", "divorce") == []
    assert net("doctor").code == 0
    for path in tmp_path.glob("net.db*"):
        if path.is_file():
            assert b"zahnarzt" not in path.read_bytes()
            assert b"divorce" not in path.read_bytes()


def test_texts_of_others_are_listed_whatever_else_happened_between(net):
    for name in ("Quendolf Zibbert", "Maria Wójcik"):
        net.ok("add", name)
    net.ok("gave", "maria", "a book, @quendolf has it too")
    net.ok("intro", "maria", "quend")
    net.ok("ask", "quend", "an hour")
    assert [s["record"] for s in net.json("forget", "quend", "--yes")["spoken_of"]] == ["e1"]


def test_a_setting_that_cannot_be_read_is_as_if_nobody_chose(net):
    import sqlite3

    net.ok("config", "quiet-days", "90")
    with sqlite3.connect(net.path) as connection:
        connection.execute("UPDATE setting SET value = 'soon' WHERE name = 'rule:quiet-days'")
    connection.close()
    assert net.ok("config", "quiet-days") == "180\n"


@pytest.mark.parametrize("hostile", ["qq$(touch x)", "qq`x`", "qq\\", 'qq"x', "qq;x", "qq*"])
def test_nothing_that_a_shell_acts_on_is_offered(net, hostile):
    from tests.cli.test_completion import completed

    net.ok("add", f"Anna {hostile} Nowak", "--tag", hostile, "--knows", hostile)
    for line in ("list --tag q", "list --knows q", "show ann", "show q"):
        answer = subprocess.run(
            NETCRM,
            env=os.environ
            | {
                "_NETCRM_COMPLETE": "complete_zsh",
                "_TYPER_COMPLETE_ARGS": f"netcrm {line}",
                "NETCRM_DB": str(net.path),
            },
            capture_output=True,
            text=True,
            check=False,
        ).stdout
        offered = answer[answer.find("((") : answer.rfind("))")]
        assert not set("$`\\;*") & set(offered), answer
    assert "anna" in "".join(completed(net, "show ann")).lower()


def test_what_was_saved_is_said_though_the_answer_cannot_be_read(anna, monkeypatch):
    from netcrm.domain.errors import BadFileError
    from netcrm.store import reader

    really = reader.open_reader

    anna.ok("gave", "anna", "one")
    before = len(anna.json("history"))
    opened = []

    def later(path):
        opened.append(path)
        if len(opened) > 1:
            raise BadFileError("The file cannot be read: disk I/O error.")
        return really(path)

    with monkeypatch.context() as patch:
        patch.setattr(reader, "open_reader", later)
        answer = anna("gave", "anna", "two")
    assert "It was saved, but the answer could not be given: The file cannot" in answer.err
    assert len(anna.json("history")) == before + 1
