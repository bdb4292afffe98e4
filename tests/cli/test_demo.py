"""A demo is made anew as often as one likes, but not over what somebody went on to do in it."""

import shlex

import pytest

from netcrm.store import backup
from tests.whole import whole


@pytest.fixture
def worked(net):
    """A demo in which somebody went on to work."""
    net.ok("demo")
    net.ok("gave", "maria", "a book of my own")
    return net


def test_a_demo_in_which_nobody_worked_is_made_anew_without_a_word(net):
    net.ok("demo")
    before = net.ok("balance")
    assert "kept" not in net("demo").err
    assert net.json("demo")["kept"] is None
    assert net.ok("balance") == before
    assert backup.backups(net.path) == []


def test_a_demo_with_work_in_it_is_not_wiped_unless_that_is_meant(worked):
    before = whole(worked.path)
    answer = worked("demo", "--json")
    assert (answer.code, "worked in" in answer.error["message"]) == (5, True)
    assert "--yes" in answer.error["hint"]
    assert worked("demo", terminal=True, typed="n\n").code == 1
    assert whole(worked.path) == before


@pytest.mark.parametrize("asked", [True, False])
def test_what_was_done_in_a_demo_comes_back(worked, asked):
    before = whole(worked.path)
    answer = worked("demo", terminal=True, typed="y\n") if asked else worked("demo", "--yes")
    assert worked.json("find", "book of my own") == []
    _, command = " ".join(answer.err.split()).split("is kept: netcrm ")
    worked.ok(*shlex.split(command)[4:], "--yes")
    assert whole(worked.path) == before
