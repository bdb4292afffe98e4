"""Reports and the map as files: many writers, one report."""

import json
import os
import re
import time
import xml.dom.minidom
from contextlib import closing

import pytest

from netcrm.store.connect import connect
from tests.conftest import ENCRYPTED


def test_every_writer_says_the_same(demo):
    value = json.loads(demo.ok("report", "--format", "json"))
    page, text = demo.ok("report", "--format", "html"), demo.ok("report", "--format", "md")
    rows = demo.ok("report", "--format", "csv").splitlines()
    assert len(rows) == 1 + len(value["balance"])
    for b in value["balance"]:
        name = b["contact"]["name"]
        assert f"{b['contact']['id']},{name},{b['given']},{b['received']}" in "\n".join(rows)
        row = rf'id="c{b["contact"]["id"]}".*?<td class="number">{b["given"]}</td>'
        assert re.search(row + rf'<td class="number">{b["received"]}</td>', page, re.DOTALL)
    for month in value["months"]:
        assert f"| {month['month']} | {month['given']} | {month['received']} |" in text
    assert all(line["result"] in page for line in value["review"]["scorecard"])


def test_a_page_of_the_demo_is_small(demo):
    assert len(demo.ok("report", "--format", "html").encode()) < 400_000


@pytest.fixture
def shown(monkeypatch):
    """What the browser was told to show."""
    addresses: list[str] = []
    monkeypatch.setattr("webbrowser.open", addresses.append)
    return addresses


def test_the_page_is_shown_in_the_browser(anna, tmp_path, shown):
    anna.ok("report", "--open")
    made = tmp_path / "net.db.texts" / "report.html"
    assert shown == [made.as_uri()]
    assert (made.stat().st_mode & 0o077, made.parent.stat().st_mode & 0o077) == (0, 0)
    anna.ok("report", "anna", "--open", "-o", str(tmp_path / "anna.html"))
    assert shown[1] == (tmp_path / "anna.html").as_uri()
    assert anna("report", "--open", "--format", "csv").code == 2
    assert len(shown) == 2


def test_of_the_pages_that_were_shown_one_stays_for_a_day(anna, tmp_path, shown):
    folder = tmp_path / "net.db.texts"
    anna.ok("report", "--open")
    said = anna("report", "anna", "--open").err
    assert shown[0] == shown[1]
    assert [path.name for path in folder.iterdir()] == ["report.html"]
    assert (", and stays until" in said) is ENCRYPTED
    two_days_ago = time.time() - 2 * 86_400
    os.utime(folder / "report.html", (two_days_ago, two_days_ago))
    anna.ok("report", "--open", "-o", str(tmp_path / "page.html"))
    assert list(folder.iterdir()) == []


def test_the_page_of_an_encrypted_database_is_said_not_to_be(anna, shown, monkeypatch):
    monkeypatch.setattr("netcrm.cli.report.is_encrypted", lambda _path: True)
    said = anna("report", "--open").err
    assert "it is not encrypted, and stays until the next --open." in said
    assert len(shown) == 1


def test_where_no_page_can_be_written_another_place_is_named(anna, tmp_path, shown):
    (tmp_path / "net.db.texts").write_text("in the way")
    answer = anna("report", "--open")
    assert (answer.code, "report --open -o network.html" in answer.err) == (6, True)
    assert shown == []


def test_the_map_in_a_pipe_in_json_and_in_a_file(demo, tmp_path):
    piped = demo.ok("map")
    xml.dom.minidom.parseString(piped)
    assert demo("map", terminal=True).code == 2
    file = tmp_path / "network.svg"
    demo.ok("map", "-o", str(file))
    assert file.read_text("utf-8") == piped
    assert demo("map", "-o", str(file)).code == 5
    value = demo.json("map")
    assert {p["role"] for p in value["points"]} == {None, "decider", "guide", "way"}
    assert len(value["points"]) == 39


@pytest.mark.parametrize("words", [["map"], ["report", "--format", "html"]])
def test_to_hand_on_no_picture_says_who_decides(demo, words):
    assert "decides" in demo.ok(*words)
    shared = demo.ok(*words, "--share")
    drawn = shared[shared.index('class="drawing map"') :]
    assert ", decides" not in drawn
    assert 'class="decider' not in drawn
    assert 'class="way' not in drawn


@pytest.mark.parametrize("char", ["\ufffe", "\uffff", "\x0b"])
def test_the_map_is_xml_whatever_stands_in_a_name(net, char):
    # A file may hold what nobody can type.
    net.ok("add", "Anna Nowak", "--closeness", "3")
    with closing(connect(net.path)) as connection, connection:
        connection.execute("UPDATE contact SET name = ? WHERE id = 1", (f"A{char}B",))
    assert xml.dom.minidom.parseString(net.ok("map")).getElementsByTagName("svg")
