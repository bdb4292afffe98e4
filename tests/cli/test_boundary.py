"""What every command promises: faces, exit codes, and no traceback."""

import ast
import io
import json
import os
import re
import stat
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from netcrm.cli.verbs import VERBS
from netcrm.store.connect import connect
from tests.conftest import ENCRYPTED


def netcrm(*words, env=None, **options):
    """A real process, as a person's shell starts it."""
    return subprocess.run(
        [sys.executable, "-m", "netcrm", *words],
        capture_output=True, text=True, check=False, env={**os.environ, **(env or {})}, **options,
    )  # fmt: skip


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_faces_and_an_example(net, verb):
    said = net.ok(verb, "--help")
    assert "--json" in said
    assert "--plain" in said
    assert f"netcrm {verb}" in said or verb in ("archive", "unarchive", "demo")


def test_help_shows_the_verbs_by_what_they_are_for(net, snapshot):
    assert net.ok("--help") == snapshot


def test_version(net):
    assert net.ok("--version").startswith("netcrm 0.")


def test_a_mistyped_verb_is_exit_2_with_the_nearest(net):
    answer = net("lgo", "anna")
    assert answer.code == 2
    assert "netcrm log" in answer.err


@pytest.mark.parametrize(
    "words", [["gave"], ["gave", "anna", "x", "--nope"], ["list", "--limit", "0"]]
)
def test_a_wrong_command_line_is_exit_2_and_in_json_an_object(net, words):
    assert net(*words).code == 2
    error = net(*words, "--json").error
    assert (error["code"], error["candidates"]) == ("usage", [])


def test_without_a_database_everything_is_an_empty_network(net):
    for words in (["list"], ["due"], ["balance"], ["find", "x"]):
        answer = net(*words)
        assert (answer.code, answer.out) == (0, "")
        assert answer.err.count("\n") == 1
        assert net.json(*words) == []
    assert "three first steps" in net().err.lower()
    assert not net.path.exists()


def test_a_new_database_is_its_owners_alone(anna):
    assert stat.S_IMODE(anna.path.stat().st_mode) == 0o600


def test_what_is_no_database_is_refused_untouched(net, tmp_path):
    net.path.write_text("my diary")
    for words in (["list"], ["add", "Bo"]):
        answer = net(*words)
        assert (answer.code, "not a netcrm database" in answer.err) == (6, True)
    assert net.path.read_text() == "my diary"
    net.path = tmp_path
    assert net("list").code == net("add", "Bo").code == 6
    net.path = tmp_path / "missing" / "net.db"
    assert net("list").code == net("add", "Bo").code == 6
    assert not net.path.parent.exists()


def test_a_file_without_permission_is_one_sentence(anna):
    anna.path.chmod(0)
    if os.access(anna.path, os.R_OK):
        pytest.skip("this user may read everything")
    assert anna("list").code == anna("add", "Bo").code == 6


def test_somebody_elses_database_is_refused(net):

    with connect(net.path) as connection:
        connection.execute("CREATE TABLE diary (day)")
    connection.close()
    before = net.path.read_bytes()
    assert net("list").code == net("add", "Bo").code == 6
    assert net.path.read_bytes() == before


def test_a_newer_database_is_refused(anna):

    with connect(anna.path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    for words in (["list"], ["add", "Bo"]):
        answer = anna(*words)
        assert (answer.code, "newer netcrm" in answer.err) == (6, True)


def test_a_closed_pipe_is_no_error(demo):
    done = subprocess.run(
        f"{sys.executable} -m netcrm --db {demo.path} list | head -1",
        shell=True, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.stdout.count("\n"), done.stderr) == (1, "")


def test_no_home_is_one_sentence(tmp_path):
    done = netcrm("list", env={"HOME": "", "XDG_DATA_HOME": "", "NETCRM_DB": ""}, cwd=tmp_path)
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1)


def test_a_pipe_gets_tabs_and_json_no_colour(demo):
    rows = demo.ok("list").splitlines()
    assert {row.count("\t") for row in rows} == {9}
    assert "\x1b" not in "".join(rows)
    assert "\x1b[" in demo.ok("list", terminal=True)
    assert "\x1b[" not in demo.ok("--no-color", "list", terminal=True)
    assert "\t" in demo.ok("list", "--plain", terminal=True)
    demo.environ["NO_COLOR"] = "1"
    assert "\x1b[" not in demo.ok("list", terminal=True)


def test_quiet_answers_a_write_with_its_id_alone(anna):
    answer = anna("gave", "anna", "x", "--quiet")
    assert (answer.out, answer.err) == ("e1\n", "")


def test_a_bug_is_one_line_and_debug_shows_the_traceback(anna, monkeypatch):
    def broken(*_args, **_options):
        raise ZeroDivisionError("oh")

    monkeypatch.setattr("netcrm.queries.contacts.listed", broken)
    answer = anna("list")
    assert (answer.code, "Traceback" in answer.err) == (1, False)
    assert "--debug" in answer.err
    assert "Traceback" in anna("--debug", "list").err


def test_writers_wait_for_each_other(anna):
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "netcrm", "--db", str(anna.path), "gave", "1", f"tip {n}"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )
        for n in range(6)
    ]  # fmt: skip
    for process in running:
        process.communicate()
    assert [p.returncode for p in running] == [0] * 6
    assert anna.json("balance")[0]["given"] == 12


def test_today_must_be_a_day(net):
    net.today = "someday"
    answer = net("list")
    assert (answer.code, "today: 'someday' is no day" in answer.err) == (2, True)


def test_no_word_of_debt_stands_in_any_message():
    forbidden = re.compile(r"\b(owe[sd]?|owing|debts?|repay|settle|even up|collect)\b")
    root = Path(__file__).parents[2] / "netcrm"
    texts = [(path.name, path.read_text("utf-8")) for path in root.rglob("*.html")]
    for path in root.rglob("*.py"):
        if path.name == "monica.py":
            continue  # it reads a file whose keys are another program's words
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.append((path.name, node.value))
    assert [name for name, text in texts if forbidden.search(text.lower())] == []
    assert len(texts) > 500


def test_json_hides_no_control_character(net):
    raw = io.StringIO()
    raw.write(net.ok("add", "Bo", "--note", "tab\there", "--json"))
    assert json.loads(raw.getvalue())["note"] == "tab\there"


def test_a_first_write_that_cannot_be_kept_leaves_nothing(net):
    import resource

    def small_files():
        resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))

    done = subprocess.run(
        [sys.executable, "-m", "netcrm", "--db", net.path, "add", "Ada"],
        preexec_fn=small_files, capture_output=True, text=True, check=False,
        env={k: v for k, v in os.environ.items() if not k.startswith("COV")},
    )  # fmt: skip
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "Nothing was saved" in done.stderr
    assert list(net.path.parent.iterdir()) == []


def test_an_answer_that_cannot_be_written_says_so(demo):
    done = subprocess.run(
        f"{sys.executable} -m netcrm --db {demo.path} list >/dev/full",
        shell=True, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (
        1,
        "netcrm: The answer could not be written: the disk is full.\n",
    )


@pytest.mark.parametrize(
    ("path", "code"), [(":memory:", 2), ("/dev/null", 6), ("/proc/version/x", 6), ("", 6)]
)
def test_what_can_be_no_database_is_told_by_its_name(net, path, code):
    answer = net("--db", path, "list")
    assert (answer.code, "Something went wrong" in answer.err) == (code, False)
    assert answer.err.startswith("netcrm: ")


def test_a_quoted_tilde_is_the_home_folder(net, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    net.ok("--db", "~/mine.db", "add", "Ada")
    assert (tmp_path / "mine.db").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["find", "a\udcff"],
        ["show", "a\udcff"],
        ["import", "a\udcff"],
        ["backup", "-o", "copy\udcff.db"],
        ["--db", "net\udcff.db", "list"],
        ["add", "--note", "a\udcff", "Ada"],
    ],
)
def test_bytes_that_are_no_text_are_said_in_one_sentence(net, words):
    answer = net(*words)
    assert answer.code == 2
    assert "\\xff" in answer.err
    assert "is not valid UTF-8" in answer.err
    assert answer.err.count("\n") == 1


@pytest.mark.parametrize("words", [["list"], ["due"], ["history"], ["balance"]])
def test_a_number_larger_than_any_is_said(net, words):
    net.ok("add", "Ada")
    answer = net(*words, "--limit", "99999999999999999999")
    assert (answer.code, "should not" in answer.err) == (2, False)


@pytest.mark.parametrize("words", [["list"], ["add", "Ada"], ["restore"], ["backup"], ["doctor"]])
def test_a_link_that_leads_to_itself_is_said(net, words):
    net.path.symlink_to(net.path)
    answer = net(*words)
    assert (answer.code, "leads to itself" in answer.err) == (6, True)


@pytest.mark.skipif(ENCRYPTED, reason="the file is edited as plain SQLite")
def test_a_traceback_acts_on_no_terminal(anna):
    with closing(connect(anna.path)) as connection, connection:
        connection.execute(
            "UPDATE contact SET note = CAST(? AS TEXT)", (b"\x1b]8;;http://evil\x07\xff",)
        )
    answer = anna("--debug", "show", "anna")
    assert "Traceback" in answer.err
    assert "\x1b" not in answer.err


def test_every_day_is_the_day_of_this_place(net, tmp_path):
    """Where the clock's day is not the day of UTC, all that is dated today is of this place."""
    hours = datetime.now(UTC).hour  # noqa: TID251 - what is tried is the clock
    place = "Etc/GMT+12" if hours < 12 else "Etc/GMT-14"
    card = tmp_path / "x.vcf"
    card.write_text("BEGIN:VCARD\nVERSION:3.0\nUID:u1\nFN:Ben Ost\nORG:One\nEND:VCARD\n")
    base = ("--db", str(net.path))
    here = str(datetime.now(ZoneInfo(place)).date())  # noqa: TID251 - the clock
    for words in (
        ("add", "Anna Nowak", "--they-avoid", "gossip", "--every", "1w"),
        ("gave", "anna", "an hour"),
        ("import", str(card)),
    ):
        assert netcrm(*base, *words, env={"TZ": place}).returncode == 0
    card.write_text(card.read_text().replace("One", "Two"))
    assert netcrm(*base, "import", str(card), env={"TZ": place}).returncode == 0
    with closing(connect(net.path, "ro")) as connection:
        days = {
            (table, column): connection.execute(f"SELECT {column} FROM {table}").fetchall()
            for table, column in (
                ("contact WHERE id > 0", "added_on"), ("expectation", "since"),
                ("exchange", '"on"'), ("news", '"on"'),
            )
        }  # fmt: skip
    told = {day for rows in days.values() for (day,) in rows}
    assert all(days.values())
    assert told == {here}
