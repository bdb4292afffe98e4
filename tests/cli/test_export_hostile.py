"""What goes out is well formed, whatever the database holds; what is kept of it names nobody."""

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
