"""Reports and the map as files: many writers, one report."""

import json
import re
import xml.dom.minidom

import pytest


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


def test_the_page_is_shown_in_the_browser(demo, tmp_path, monkeypatch):
    shown: list[str] = []
    monkeypatch.setattr("webbrowser.open", shown.append)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    demo.ok("report", "--open")
    made = next(tmp_path.glob("netcrm-*/report.html"))
    assert shown == [made.as_uri()]
    assert (made.stat().st_mode & 0o077, made.parent.stat().st_mode & 0o077) == (0, 0)
    demo.ok("report", "maria", "--open", "-o", str(tmp_path / "maria.html"))
    assert shown[1] == (tmp_path / "maria.html").as_uri()
    assert demo("report", "--open", "--format", "csv").code == 2
    assert len(shown) == 2


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
