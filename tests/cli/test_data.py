"""In from files, out whole, and the demo."""

from pathlib import Path

import pytest

from tests.conftest import Net

SHARED = Path(__file__).parents[3] / "shared" / "data" / "csv"
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
NOTES = 'Notes:\n"When exporting your connection data, you may notice."\n\n'


@pytest.fixture
def bring(net, tmp_path):
    """Import a text, or bytes, as a file."""

    def _bring(content, *words):
        file = tmp_path / "Connections.csv"
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return net("import", str(file), *words)

    return _bring


def test_linkedin_twice_changes_nothing(net, bring):
    text = NOTES + HEADER + (
        'Jane,"Doe, Ph.D.",https://www.linkedin.com/in/jane,jane@x.org,Tailspin,Researcher,'
        "15 Aug 2022\n,,,,,,21 Feb 2026"
    )  # fmt: skip
    first = bring(text, "--json").json
    assert {k: first[k] for k in ("added", "updated", "unchanged", "skipped", "errors")} == {
        "added": 1, "updated": 0, "unchanged": 0, "skipped": 1, "errors": [],
    }  # fmt: skip
    before = net.ok("export")
    again = bring(text, "--json").json
    assert (again["added"], again["updated"], again["unchanged"]) == (0, 0, 1)
    assert net.ok("export") == before
    jane = net.json("show", "jane")
    keys = ("name", "organization", "title", "met_on", "closeness")
    assert tuple(jane[key] for key in keys) == (
        "Jane Doe, Ph.D.", "Tailspin", "Researcher", "2022-08-15", 1,
    )  # fmt: skip


def test_a_new_company_is_news_and_what_was_typed_stays(net, bring):
    row = "Jane,Doe,https://linkedin.com/in/jane,,{},Boss,15 Aug 2022\n"
    bring(HEADER + row.format("Tailspin"))
    net.ok("edit", "jane", "--city", "Oslo", "--note", "kind")
    answer = bring(HEADER + row.format("Contoso"))
    assert "Jane Doe is now at Contoso." in answer.out
    jane = net.json("show", "jane")
    assert (jane["organization"], jane["city"], jane["note"]) == ("Contoso", "Oslo", "kind")
    net.ok("add", "Typed Person", "--org", "Mine")
    bring(HEADER + "Typed,Person,,,Theirs,,15 Aug 2022\n")
    assert net.json("show", "typed")["organization"] == "Mine"


def test_two_people_of_one_name_stay_two(net, bring):
    rows = "".join(f"Priya,Sharma,https://linkedin.com/in/p{n},,,,15 Aug 2022\n" for n in (1, 2))
    bring(HEADER + rows)
    assert len(net.json("list")) == 2


def test_a_dry_run_changes_nothing(net, bring):
    text = HEADER + "Jane,Doe,,,,,15 Aug 2022\n"
    assert bring(text, "--dry-run").out.startswith("Would be: 1 added")
    assert net.json("list") == []


def test_what_cannot_be_read_is_named_and_the_rest_goes_in(bring):
    text = HEADER + 'Jane,Doe,,,,,15 Aug 2022\nBo,"Li\nLong",,,,,soon\nCy,Dee,,,,,01 Jan 2020\n'
    found = bring(text, "--json").json
    assert found["added"] == 3
    assert [e["line"] for e in found["errors"]] == [3]
    assert "'soon' is no day" in found["errors"][0]["message"]


def test_strict_keeps_all_or_nothing(net, bring):
    answer = bring(HEADER + "Jane,Doe,,,,,15 Aug 2022\nBo,Li,,,,,soon\n", "--strict")
    assert (answer.code, net.json("list")) == (6, [])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\x7fELF\0\0\1", "binary"),
        (b"a,b\n1,2\n", "--map name=Column"),
        (b"\xff\xfe\x00", "no header"),
    ],
)
def test_what_cannot_be_read_is_exit_6(bring, content, said):
    answer = bring(content)
    assert (answer.code, said in answer.err) == (6, True)


def test_missing_files_and_folders(net, tmp_path):
    assert net("import", str(tmp_path / "none.csv")).code == 6
    assert net("import", str(tmp_path)).code == 6
    assert net("import", "x", "--format", "word").code == 2
    assert net("export", "--format", "word").code == 2


def test_windows_text_is_read_and_said(net, bring):
    answer = bring((HEADER + "Zoë,Brandt,,,,,15 Aug 2022\n").encode("cp1252"))
    assert "read as Windows-1252" in answer.err
    assert net.json("list")[0]["name"] == "Zoë Brandt"


def test_everything_goes_out_and_comes_back_the_same(demo, net, tmp_path):
    whole = demo.ok("export")
    file = tmp_path / "all.jsonl"
    file.write_text(whole, "utf-8")
    assert net.json("import", str(file))["added"] == 40
    assert net.ok("export") == whole
    again = net.json("import", str(file))
    assert (again["added"], again["unchanged"], again["errors"]) == (0, 41, [])
    for words in (
        ["due", "--within", "1y"],
        ["balance"],
        ["list"],
        ["show", "maria"],
        ["find", "data"],
    ):
        assert net.json(*words) == demo.json(*words)


def test_rows_from_another_network_find_new_ids(net, tmp_path):
    other = type(net)(tmp_path / "other.db")
    for network, name in ((net, "Anna"), (other, "Bo")):
        network.ok("add", name, "--tag", "x")
        network.ok("log", name, f"coffee with {name}", "--gave", "a book", "--promise", "2d: y")
    file = tmp_path / "bo.jsonl"
    other.ok("export", "-o", str(file))
    net.ok("import", str(file))
    bo = net.json("show", "bo")
    assert (bo["id"], bo["balance"]["given"], len(bo["timeline"]), bo["tags"]) == (2, 2, 2, ["x"])
    assert net.json("show", "anna")["balance"]["given"] == 2


def test_bad_lines_of_our_own_form_are_named(net, tmp_path):
    file = tmp_path / "x.jsonl"
    file.write_text(
        '{"format": "netcrm", "version": 1}\nnot json\n{"table": "secret"}\n'
        '{"table": "tag", "id": 1, "contact_id": 9, "name": "x"}\n'
        '{"table": "contact", "id": 5, "name": "Bo", "added_on": "2026-01-01", "colour": 1}\n'
        '{"table": "contact", "id": 5, "uid": 7, "name": "Bo", "added_on": "2026-01-01"}\n'
    )
    found = net.json("import", str(file))
    assert [e["line"] for e in found["errors"]] == [2, 3, 4, 5, 6]
    assert net.json("list") == []
    file.write_text('{"format": "netcrm", "version": 9}\n')
    assert net.json("import", str(file))["errors"][0]["line"] == 1


def test_the_demo_is_the_same_for_the_same_day_and_spares_what_is_not_a_demo(net, demo, tmp_path):
    net.ok("demo")
    assert net.ok("due", "--json") == demo.ok("due", "--json")
    assert [w for w in ("list", "balance") if net.ok(w) != demo.ok(w)] == []
    net.ok("demo")
    mine = type(net)(tmp_path / "mine.db")
    mine.ok("add", "Anna")
    assert mine("demo").code == 5
    assert len(mine.json("list")) == 1


def test_the_demo_stands_beside_the_database_that_the_environment_names(tmp_path, monkeypatch):
    import subprocess
    import sys

    monkeypatch.setenv("NETCRM_DB", str(tmp_path / "net.db"))
    done = subprocess.run(
        [sys.executable, "-m", "netcrm", "demo"], capture_output=True, text=True, check=True
    )
    assert done.stdout.count("netcrm --db") == 6
    assert sorted(p.name for p in tmp_path.glob("*.db")) == ["demo.db"]


@pytest.mark.skipif(not SHARED.is_dir(), reason="the folder of real files is not here")
@pytest.mark.parametrize(
    ("name", "people"), [("linkedin-2022.csv", 3), ("linkedin-3-line-notes.csv", 2)]
)
def test_real_files(net, name, people):
    assert net.json("import", str(SHARED / name))["added"] == people
    assert net.json("import", str(SHARED / name))["unchanged"] == people


def test_what_happened_only_to_who_was_refused_is_refused_too(net, tmp_path):
    net.ok("add", "Ben Ost")
    other = type(net)(tmp_path / "other.db")
    other.ok("add", "Cleo Park")
    other.ok("log", "cleo", "a coffee")
    file = tmp_path / "x.jsonl"
    file.write_text(other.ok("export").replace('"name": "Cleo Park"', '"name": ["Cleo"]'))
    found = net.json("import", str(file))
    assert (found["added"], [e["message"].split(":")[0] for e in found["errors"]]) == (
        0, ["contact", "tie", "interaction", "participant"],
    )  # fmt: skip
    assert net.json("find", "coffee") == []
    assert net.json("doctor")["healthy"]


def test_what_was_told_twice_comes_back_twice(net, tmp_path):
    net.ok("add", "Ben Ost")
    net.ok("got", "ben", "help")
    for more in ("2w", "3w"):
        net.ok("told", "l1", "still working on it", "--more", more)
    file = tmp_path / "all.jsonl"
    net.ok("export", "-o", str(file))
    other = Net(tmp_path / "other.db")
    for _ in range(2):
        other.ok("import", str(file), "--strict")
        assert other.ok("export") == file.read_text()
