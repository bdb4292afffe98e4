"""Balance, the day at a glance, show and reports: what a person sees."""

import csv
import io
import json
import os
import re
import sys

import pytest

SCREENS = [
    ["due"],
    [],
    ["balance"],
    ["show", "maria"],
    ["list", "--limit", "8"],
    ["find", "data"],
    ["review"],
    ["goal", "list"],
    ["goal", "show", "g1"],
    ["brief", "maria"],
    ["path", "wanda"],
    ["path", "wanda", "--explain"],
    ["expect", "maria"],
    ["history", "--limit", "5"],
    ["duplicates"],
    ["triage"],
]


@pytest.mark.parametrize("width", ["80", "120"])
@pytest.mark.parametrize("words", SCREENS, ids=lambda words: " ".join(words) or "netcrm")
def test_the_screen(demo, snapshot, words, width):
    demo.environ["COLUMNS"] = width
    assert demo.ok("--no-color", *words, terminal=True) == snapshot


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("words", SCREENS, ids=lambda words: " ".join(words) or "netcrm")
def test_no_line_is_wider_than_the_screen_and_no_name_is_lost(demo, words, width):
    from rich.cells import cell_len

    demo.environ["COLUMNS"] = str(width)
    for options in ((), ("--no-color",)):
        screen = demo.ok(*options, *words, terminal=True)
        plain = re.sub(r"\x1b\[[0-9;]*m", "", screen)
        assert max(map(cell_len, plain.splitlines()), default=0) <= width
        # Sixteen colours, set by name, so that a light background can be read as well.
        codes = re.findall(r"\x1b\[([0-9;]*)m", screen)
        assert {part for code in codes for part in code.split(";")} <= COLOURS
        assert ("\x1b" in screen) <= (not options)


COLOURS = {"0", "1", "2", "33", "35", "36", "39"}


def test_the_months_stand_under_the_balance(demo):
    shown = demo.ok("--no-color", "balance", terminal=True)
    months = demo.json("report", "--format", "json")["months"]
    assert [m["month"] for m in months] == ["2025-12", *(f"2026-{n:02}" for n in range(1, 12))]
    for sign, side in (("→ given", "given"), ("← received", "received")):
        line = next(row for row in shown.splitlines() if row.startswith(f"  {sign}"))
        bars = line.split()[2]
        assert [char == "·" for char in bars] == [m[side] == 0 for m in months]
        assert bars.count("█") == [m[side] for m in months].count(
            max(max(m["given"], m["received"]) for m in months)
        )


@pytest.mark.parametrize(
    ("environ", "paged"),
    [
        ({"NETCRM_PAGER": "tee {}"}, True),
        ({"PAGER": "tee {}"}, True),
        ({"NETCRM_PAGER": "cat", "PAGER": "tee {}"}, False),
        ({"NETCRM_PAGER": "", "PAGER": "tee {}"}, False),
        ({"PAGER": "no-such-pager"}, False),
        ({"PAGER": "'"}, False),
        ({"PAGER": "head -100 - ; touch {}.shell"}, False),
    ],
)
def test_what_is_long_goes_through_the_pager(demo_file, tmp_path, environ, paged):
    """In a real terminal of eighty columns and ten lines."""
    file = tmp_path / "paged"
    command = [sys.executable, "-m", "netcrm", "--db", str(demo_file), "--today", "2026-11-23"]
    given = {k: v.format(file) for k, v in environ.items()}
    shown = in_a_terminal([*command, "balance"], given)
    assert "Anna Nowak" in shown
    assert file.exists() is paged
    assert not (tmp_path / "paged.shell").exists()
    file.unlink(missing_ok=True)
    in_a_terminal([*command, "goal", "list"], given)
    assert not file.exists()


def in_a_terminal(command: list[str], environ: dict[str, str]) -> str:
    import fcntl
    import pty
    import struct
    import subprocess
    import termios

    mine, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 10, 80, 0, 0))
    kept = {k: v for k, v in os.environ.items() if k not in ("PAGER", "COLUMNS", "LINES")}
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=kept | {"TERM": "xterm"} | environ
    )
    os.close(theirs)
    said = b""
    while True:
        try:
            block = os.read(mine, 65536)
        except OSError:
            break
        if not block:
            break
        said += block
    os.close(mine)
    assert process.wait(timeout=30) == 0
    return said.decode("utf-8", errors="replace")


def test_balance_has_its_keys_and_the_newest_first(demo):
    found = demo.json("balance")
    assert set(found[0]) == {
        "contact", "given", "received", "lean", "state", "last_exchange_on", "open_loops",
    }  # fmt: skip
    days = [b["last_exchange_on"] for b in found]
    assert days == sorted(days, reverse=True)


def test_one_balance_is_an_array_too(anna):
    assert anna.json("balance", "anna") == [
        {
            "contact": {"id": 1, "name": "Anna Nowak"}, "given": 0, "received": 0, "lean": None,
            "state": "none", "last_exchange_on": None, "open_loops": 0,
        }
    ]  # fmt: skip


def test_balance_by_period_kind_tag_and_order(anna):
    anna.ok("add", "Bo", "--tag", "berlin")
    anna.ok("gave", "anna", "a", "--on", "2026-01-05", "--kind", "time", "--size", "5")
    anna.ok("got", "anna", "b", "--on", "2026-10-01")
    anna.ok("gave", "bo", "c", "--on", "2026-10-02")

    def sides(*words):
        return [(b["contact"]["name"], b["given"], b["received"])
                for b in anna.json("balance", *words)]  # fmt: skip

    assert sides() == [("Bo", 2, 0), ("Anna Nowak", 5, 2)]
    assert sides("--since", "2026-10-01") == [("Bo", 2, 0), ("Anna Nowak", 0, 2)]
    assert sides("--until", "2026-06-30") == [("Anna Nowak", 5, 0)]
    assert sides("--kind", "time") == [("Anna Nowak", 5, 0)]
    assert sides("--tag", "berlin") == [("Bo", 2, 0)]
    assert sides("--sort", "given", "--limit", "1") == [("Anna Nowak", 5, 2)]
    assert sides("anna", "--since", "2026-06-01") == [("Anna Nowak", 0, 2)]
    assert sides("--since", "2026-06-01", "--tag", "berlin") == [("Bo", 2, 0)]
    assert anna("balance", "--since", "today", "--until", "2026-01-01").code == 2
    assert anna("balance", "--sort", "worth").code == 2


def test_show_adds_its_keys(demo):
    assert set(demo.json("show", "maria")) >= {
        "balance", "expectations", "open_loops", "follow_ups", "ties", "introductions",
        "recommendations", "asks", "timeline", "notes",
    }  # fmt: skip
    assert demo.ok("show", "maria").startswith("facts\tid\t1\nfacts\tname\tMaria Wójcik\n")


def test_the_day_in_json(demo):
    day = demo.json()
    assert (day["today"], day["people"]) == ("2026-11-23", 39)
    assert set(day) == {"today", "people", "due", "quiet", "idea", "goals"}


def test_the_day_names_who_went_quiet_and_an_idea(anna):
    anna.ok("got", "anna", "a review", "--on", "2026-01-05")
    day = anna.json()
    assert [c["name"] for c in day["quiet"]] == ["Anna Nowak"]
    assert day["idea"] == {
        "contact": {"id": 1, "name": "Anna Nowak"}, "last_gave_on": None, "cares": [],
    }  # fmt: skip
    assert "Went quiet" in anna.ok(terminal=True)
    assert anna.ok() == ""


def test_a_report_in_every_form(demo, tmp_path):
    markdown = demo.ok("report")
    assert markdown.startswith("# Network report\n\nMon 23 Nov 2026\n\n## Figures\n")
    assert r"Marcus Reed \[he/him\]" in markdown
    rows = list(csv.reader(io.StringIO(demo.ok("report", "--format", "csv"))))
    assert rows[0][:4] == ["id", "name", "given", "received"]
    assert set(json.loads(demo.ok("report", "--format", "json"))) >= {"figures", "people"}
    target = tmp_path / "network.html"
    demo.ok("report", "-o", str(target))
    page = target.read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert "Maria Wójcik" in page
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_report_never_replaces_a_file_unasked(demo, tmp_path):
    target = tmp_path / "r.md"
    target.write_text("mine")
    assert demo("report", "-o", str(target)).code == 5
    assert target.read_text() == "mine"
    demo.ok("report", "-o", str(target), terminal=True, typed="y\n")
    assert target.read_text().startswith("# Network report")
    demo.ok("report", "maria", "-o", str(target), "--force")
    assert target.read_text().startswith("# Maria")
    assert demo("report", "-o", str(tmp_path)).code == 6
    assert demo("report", "-o", str(tmp_path / "no" / "r.md")).code == 6


def test_names_from_outside_are_text_in_every_report(net):
    for name in ("<script>alert(1)</script>", "=HYPERLINK(1)", "a|b *c* `d`"):
        net.ok("add", name)
        net.ok("gave", name, "x")
    page = net.ok("report", "--format", "html")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "'=HYPERLINK(1)" in net.ok("report", "--format", "csv")
    assert r"a\|b \*c\* \`d\`" in net.ok("report", "--format", "md")
