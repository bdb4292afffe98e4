"""What the shell completes, as it asks for it."""

import os
import subprocess
import sys

import pytest


def completed(net, line):
    words = f"netcrm {line}"
    answer = subprocess.run(
        [sys.executable, "-m", "netcrm"],
        env=os.environ
        | {
            "_NETCRM_COMPLETE": "complete_zsh",
            "_TYPER_COMPLETE_ARGS": words,
            "NETCRM_DB": str(net.path),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return [part.split('"')[0] for part in answer.stdout.split('"')[1::2] if part]


@pytest.fixture
def some(net):
    net.ok("add", "Maria Wójcik", "--knows", "data platforms", "--tag", "guild")
    net.ok("got", "maria", "a tip", "--tell-by", "tomorrow")
    net.ok("ask", "maria", "an hour", "--sent")
    net.ok("intro", "me", "maria", "--by", net.json("add", "Jan Kos")["name"])
    net.ok("goal", "add", "a post", "--decider", "maria")
    return net


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("show wój", "wójcik"),
        ("log jan coffee --with mar", "maria"),
        ("told l", "l1"),
        ("sent ", "a1"),
        ("made ", "i1"),
        ("decline ", "i1"),
        ("goal show ", "g1"),
        ("gave maria x --goal ", "g1"),
        ("gave maria x --kind inf", "information"),
        ("list --sort to", "touch"),
        ("list --tag gu", "guild"),
        ("list --knows da", "data"),
        ("balance --sort ne", "newest"),
    ],
)
def test_it_goes_on_from_what_was_typed(some, line, offered):
    assert any(offered in word for word in completed(some, line)), completed(some, line)


def test_without_a_database_it_offers_nothing(net):
    assert completed(net, "show ma") == []


def test_what_stands_beside_a_word_is_one_line_however_long(net):
    net.ok("add", "Mallory " + "of the Northern Trading Society " * 5 + "--backups --yes")
    answer = subprocess.run(
        [sys.executable, "-m", "netcrm"],
        env=os.environ
        | {
            "_NETCRM_COMPLETE": "complete_powershell",
            "_TYPER_COMPLETE_ARGS": "netcrm forget mal",
            "_TYPER_COMPLETE_WORD_TO_COMPLETE": "mal",
            "NETCRM_DB": str(net.path),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert len(answer.stdout.splitlines()) == 1
    assert "--yes" not in answer.stdout
