"""What goes out is well formed, whatever the database holds; what is kept of it names nobody."""

import csv
import io

import pytest

from netcrm.store.connect import connect


def write(net, sql, *values):
    """What an older version, or another program, may have left in the file."""
    with connect(net.path) as connection:
        connection.execute(sql, values)
    connection.close()


def read(net, sql):
    with connect(net.path) as connection:
        rows = connection.execute(sql).fetchall()
    connection.close()
    return [tuple(row) for row in rows]


@pytest.fixture
def ada(net):
    net.ok("add", "Ada Lovelace", "--birthday", "--12-10", "--every", "3m")
    return net


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x0b", "\x85", "\u2028"])
@pytest.mark.parametrize("form", ["event", "vtodo"])
def test_no_value_ends_a_line_of_a_calendar(ada, end, form):
    evil = f"u{end}END:VEVENT{end}BEGIN:VEVENT{end}SUMMARY:evil"
    write(ada, "UPDATE contact SET uid = ?, name = ? WHERE id = 1", evil, evil)
    text = ada.ok("export", "--format", "ics", "--as", form)
    lines = text.replace("\r\n ", "").splitlines()
    assert not [line for line in lines if line.startswith(("SUMMARY:evil", "u", " "))]
    assert sum(line.startswith("BEGIN:V") for line in lines) == (5 if form == "event" else 3)


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@pytest.mark.parametrize(
    "kept",
    [
        "X-A:1\nEND:VCARD\nBEGIN:VCARD\nFN:Evil\nX-B:2",
        "X-A:1\nitem1.END:VCARD\nitem1.BEGIN;X=1:VCARD\nFN:Evil\nX-B:2",
        "X-A:1\nEND :VCARD\nBEGIN : VCARD\nFN:Evil\nX-B:2",
        'X-A:1\n"a;b".END:VCARD\n"a;b".BEGIN:VCARD\nFN:Evil\nX-B:2',
        "X-A:1\rEND:VCARD\rBEGIN:VCARD\rFN:Evil\nX-B:2",
        "X-A:1\n END:VCARD\n\tBEGIN:VCARD\n\x0bEND:VCARD\nFN:Evil\nX-B:2",
        "X-A:1\nUID:evil\nVERSION:2.1\nREV:1\nX-NETCRM-KNOWS:evil\nX-B:2",
    ],
)
def test_no_kept_property_ends_a_card_or_says_again_what_is_ours(ada, tmp_path, kept, version):
    write(ada, "UPDATE contact SET vcard_extra = ? WHERE id = 1", kept)
    text = ada.ok("export", "--format", "vcard", "--vcard-version", version)
    lines = text.replace("\r\n ", "").splitlines()
    for once in ("BEGIN:VCARD", "END:VCARD", f"VERSION:{version}", "X-B:2"):
        assert lines.count(once) == 1, once
    assert [line[:3] for line in lines].count("UID") == 1
    (tmp_path / "x.vcf").write_text(text, newline="")
    other = type(ada)(tmp_path / "other.db")
    other.ok("import", str(tmp_path / "x.vcf"))
    assert [c["name"] for c in other.json("list")] == ["Ada Lovelace"]
    assert other.json("show", "ada")["knows"] == []


def test_a_birthday_of_which_no_calendar_knows_the_year(ada):
    write(ada, "UPDATE contact SET birthday = '9999-12-31', birthday_md = '12-31' WHERE id = 1")
    assert "DTSTART;VALUE=DATE:20001231" in ada.ok("export", "--format", "ics")


@pytest.fixture
def addressed(net, tmp_path):
    """Ada, whose card names her by an address; and Bo, who was joined into her, likewise."""
    for name in ("ada", "bo"):
        file = tmp_path / f"{name}.vcf"
        file.write_text(
            f"BEGIN:VCARD\nUID:{name}@secret.example\nFN:{name} L\nBDAY:--12-10\nEND:VCARD\n"
        )
        net.ok("import", str(file))
    net.ok("add", "Cy Clark", "--birthday", "--12-11")
    return net


RAW = "birthday-{}@netcrm.invalid"


def sequences(text):
    return [line[9:] for line in text.splitlines() if line.startswith("SEQUENCE:")]


def test_what_a_calendar_was_given_is_kept_without_a_name(addressed):
    first = addressed.ok("export", "--format", "ics")
    assert f"UID:{RAW.format('ada@secret.example')}" in first
    assert not [uid for (uid,) in read(addressed, "SELECT uid FROM published") if "secret" in uid]
    assert addressed.ok("export", "--format", "ics") == first


def test_what_an_older_version_gave_goes_on_counting(addressed):
    addressed.ok("export", "--format", "ics")
    write(
        addressed, "DELETE FROM published WHERE digest NOT IN (SELECT max(digest) FROM published)"
    )
    write(addressed, "UPDATE published SET uid = ?, digest = 'old', sequence = 4",
          RAW.format("ada@secret.example"))  # fmt: skip
    assert sorted(sequences(addressed.ok("export", "--format", "ics"))) == ["0", "0", "5"]
    assert not [uid for (uid,) in read(addressed, "SELECT uid FROM published") if "secret" in uid]
    assert sorted(sequences(addressed.ok("export", "--format", "ics"))) == ["0", "0", "5"]


def test_what_an_older_version_kept_is_forgotten(addressed):
    others = [uid for (uid,) in read(addressed, "SELECT uid FROM contact WHERE id = 3")]
    for uid in ("ada@secret.example", "bo@secret.example", *others):
        write(addressed, "INSERT INTO published VALUES (?, 'x', 0, '2026-01-01 00:00:00.000000')",
              RAW.format(uid))  # fmt: skip
    addressed.ok("merge", "bo", "ada")
    addressed.ok("forget", "ada", "--yes", "--backups")
    assert read(addressed, "SELECT uid FROM published") == [(RAW.format(others[0]),)]
    assert b"secret.example" not in addressed.path.read_bytes()


@pytest.mark.parametrize("note", ["thing;=1+1", "a\t@x", "a|+1;", "one\n-1", "\uff1d1+1", "a;-)"])
def test_no_csv_has_a_formula_whatever_a_spreadsheet_divides_by(net, tmp_path, note):
    net.ok("add", "Ada", "--note", note, "--tag", "x;=2")
    net.ok("gave", "ada", note)
    file = tmp_path / "x.csv"
    net.ok("export", "-o", str(file))
    written = (file.read_bytes().decode(), net.ok("report", "--format", "csv"))
    for text in written:
        for divider in ",;\t|":
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=divider):
                assert not [c for c in row if c.startswith(("=", "+", "-", "@", "\uff1d"))], row
    other = type(net)(tmp_path / "other.db")
    other.ok("import", str(file))
    ada = other.json("show", "ada")
    assert (ada["note"], ada["tags"]) == (note, ["x;=2"])
