"""Days of files: as far away as a typed one may be, so that they can be counted on from."""

import pytest

from tests.cli.test_import import CARD, bring

__all__ = ["bring"]


@pytest.mark.parametrize(
    ("text", "name", "errors"),
    [
        ("name,met,every\nAda,9999-12-31,1y\n", "x.csv", ["met: '9999-12-31' is no day"]),
        ("name,met,every\nAda,1.1.0001,1y\n", "x.csv", ["met: '1.1.0001' is no day"]),
        (CARD.format("Ada", "X-NETCRM-MET:9999-12-31\r\nX-NETCRM-CADENCE:P1Y\r\n"), "x.vcf", []),
        ("First Name,Last Name,Connected On\nAda,,31 Dec 9999\n", "x.csv",
         ["Connected On: '31 Dec 9999' is no day"]),
        ("name,birthday\nAda,9999-12-31\n", "x.csv", ["Birthday: '9999-12-31' is still to come"]),
        (CARD.format("Ada", "BDAY:9999-12-31\r\n"), "x.vcf",
         ["birthday: '9999-12-31' is still to come"]),
    ],
)  # fmt: skip
def test_a_day_that_nobody_could_type_is_left_out(net, bring, text, name, errors):
    value = bring(text, name=name)
    assert value["added"] == 1
    said = [e["message"] for e in value["errors"]]
    assert [whole[: len(start)] for whole, start in zip(said, errors, strict=True)] == errors
    ada = net.json("show", "ada")
    assert (ada["met_on"], ada["birthday"]) == (None, None)
    net.ok("export", "--format", "ics")


def test_somebody_of_an_early_century_is_in_the_calendar(net, bring):
    bring(CARD.format("Ada", "BDAY:0815-12-10\r\n"))
    assert "DTSTART;VALUE=DATE:08151210\r\n" in net.ok("export", "--format", "ics")


def test_a_file_of_any_name_is_kept_in_mind_as_one_line(net, tmp_path):
    file = tmp_path / "a\nb.csv"
    file.write_text("name,email\nAda,a@x.org\n")
    assert net.json("import", str(file))["added"] == 1
    (tmp_path / "all.jsonl").write_text(net.ok("export"), "utf-8")
    other = type(net)(tmp_path / "other.db")
    assert other.json("import", str(tmp_path / "all.jsonl"))["errors"] == []
    assert other.ok("export") == net.ok("export")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("First Name,Last Name,URL,Connected On\nAda,L,linkedin.com/in/a%0A%1bb,\n", "x.csv"),
        ("### Activities:\n- 2018-11-01: **Ada**\tand I\n\n### Friends:\n- Ada\n", "friends.md"),
        ("CONVERSATION ID,FROM,SENDER PROFILE URL,TO,DATE\n1,Ada,\"linkedin.com/in/a\nb\",Me,"
         "2025-06-01\n", "messages.csv"),
    ],
    ids=["an escaped line end", "a tab", "an address of two lines"],
)  # fmt: skip
def test_how_a_file_names_its_records_is_one_line(net, bring, tmp_path, text, name):
    net.ok("add", "Ada", "--url", "linkedin.com/in/a b")
    bring(text, name=name)
    (tmp_path / "all.jsonl").write_text(net.ok("export"), "utf-8")
    other = type(net)(tmp_path / "other.db")
    assert other.json("import", str(tmp_path / "all.jsonl"))["errors"] == []
    assert other.ok("export") == net.ok("export")
