"""Ten thousand inputs that no producer would write: every parser answers, none breaks.

``NETCRM_FUZZ=100000 pytest tests/faults/test_fuzz.py`` tries more.
"""

import json
import os
from random import Random

import pytest

from netcrm.cli import readings, sources
from netcrm.domain.days import Looking, parse_day
from netcrm.domain.errors import NetcrmError
from netcrm.domain.records import Batch
from tests.conftest import Net
from tests.faults.processes import BUG

COUNT = int(os.environ.get("NETCRM_FUZZ", "10000"))
MUTATIONS = COUNT // 100
SEEDS = {
    "vcard": b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Anna Nowak\r\nN:Nowak;Anna;;;\r\n"
    b"TEL;TYPE=CELL:+48 1\r\n"
    b"BDAY:1980-02-29\r\nNOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:a=C4=85=\r\n b\r\n"
    b"item1.EMAIL:a@example.org\r\nitem1.X-ABLabel:_$!<Work>!$_\r\nEND:VCARD\r\n",
    "linkedin": b'Notes:\r\n"x"\r\n\r\n'
    b'First Name,Last Name,URL,Email Address,Company,Position,Connected On\r\n'
    b'Anna,Nowak,https://www.linkedin.com/in/anna,a@example.org,"Nova, Inc",CFO,03 Jan 2024\r\n',
    "google": b"First Name,Last Name,E-mail 1 - Value,Phone 1 - Value,Birthday,Organization Name\n"
    b"Anna,Nowak,a@example.org ::: b@example.org,+48,1980-02-29,Nova\n",
    "outlook": b"First Name,Last Name,Company,E-mail Address,Birthday,Business Phone\r\n"
    b"Anna,Nowak,Nova,a@example.org,2/29/1980,1\r\n",
    "csv": b"Name;E-mail;Firma\r\nAnna Nowak;a@example.org;Nova\r\n",
    "monica": b'{"version":"1.0","app_version":"4.0.0","account":{"uuid":"x","data":['
    b'{"type":"contact","values":[{"uuid":"u","properties":{"first_name":"Anna","last_name":"Nowak"},"data":[]}]}]}}',
    "friends": b"### Activities:\n- 2024-01-02: Lunch with **Anna Nowak**.\n\n"
    b"### Friends:\n- Anna Nowak\n",
    "jsonl": b'{"format": "netcrm", "version": 1}\n'
    + b'{"table": "contact", "id": 1, "uid": "u", "name": "Anna"}\n' * 9,
}  # fmt: skip
BITS = [
    b"\x00",
    b"\xff",
    b"\x1b[2J",
    b'"',
    b"\r",
    b"\n",
    b"\r\n",
    b",",
    b";",
    b":",
    b"=",
    b"{",
    b"}",
    b"[",
    b"9" * 40,
    b"BEGIN:VCARD",
    b"END:VCARD",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"null",
    b"-1",
    "𝔘‮é".encode(),
    b"A" * 3_000,
    b"@=+-cmd",
    b"../../x",
]


def broken(random: Random, data: bytes) -> bytes:
    """A seed after a few blows."""
    found = bytearray(data)
    for _ in range(random.randint(1, 6)):
        at, kind = random.randrange(len(found) + 1), random.randrange(4)
        if kind == 0:
            found[at:at] = random.choice(BITS)
        elif kind == 1:
            del found[at : at + random.randrange(30)]
        elif kind == 2:
            found[at:at] = found[random.randrange(len(found) + 1) :][:40]
        elif found:
            found[at % len(found)] = random.randrange(256)
    return bytes(found)


@pytest.mark.parametrize("name", SEEDS)
def test_a_parser_answers_whatever_it_is_given(tmp_path, name):
    random = Random(name)
    path = tmp_path / "file"
    read = refused = 0
    for _ in range(COUNT // len(SEEDS)):
        path.write_bytes(broken(random, SEEDS[name]))
        try:
            for reading in readings.readings(
                path, sources.Wanted("auto", None, {}), sources.Sources()
            ):
                read += _taken(reading.batch)
        except NetcrmError:
            refused += 1
    # Many blows leave something that can be read: the fuzz reaches behind the first check.
    assert refused < COUNT
    assert read > COUNT // len(SEEDS) // 50


def _taken(batch: Batch) -> int:
    people = list(batch.people)
    assert all(person.name.strip() for person in people)
    return len(people) + len(list(batch.rows or ()))


def test_a_day_phrase_answers_whatever_it_is_given():
    from datetime import date

    random = Random(1)
    today = date(2026, 11, 23)
    words = [
        "next",
        "last",
        "friday",
        "in",
        "2",
        "weeks",
        "3d",
        "ago",
        "end of",
        "month",
        "4",
        "July",
        "2026-11-23",
        "1.12.",
        "--02-29",
        "0",
        "99999999999",
        "/",
        "may",
        "é",
    ]
    understood = refused = 0
    for _ in range(COUNT // 4):
        text = " ".join(random.choices(words, k=random.randint(1, 4)))
        for looking in Looking:
            try:
                assert isinstance(parse_day(text, today, looking, field="by"), date)
                understood += 1
            except NetcrmError:
                refused += 1
    assert understood > 100 < refused


@pytest.mark.parametrize("name", SEEDS)
def test_what_was_broken_goes_in_whole_or_not_at_all(net, tmp_path, name):
    """Through the whole command, into a database that the doctor finds sound."""
    random = Random(name * 2)
    path = tmp_path / "file"
    for _ in range(max(5, COUNT // 1_000)):
        path.write_bytes(broken(random, SEEDS[name]))
        answer = net("import", str(path))
        assert answer.code in (0, 6), answer
        assert "should not" not in answer.err, answer.err
        assert "\x1b" not in answer.out + answer.err
    if net.path.exists():
        assert [c for c in net.json("doctor")["checks"] if not c["ok"]] == []


WRONG = [
    2**63,
    2**53,
    -1,
    0,
    1.5,
    True,
    [],
    {},
    [1],
    {"a": 1},
    "",
    " ",
    "x",
    "2026-02-31",
    "9" * 400,
]


def mutations(text):
    """Every line with one value replaced, or left out, as (line number, whole text)."""
    lines = text.splitlines()
    for number, line in enumerate(lines[1:], start=2):
        row = json.loads(line)
        for key in row:
            without = {k: v for k, v in row.items() if k != key}
            for changed in (*({**row, key: value} for value in WRONG), without):
                lines[number - 1] = json.dumps(changed)
                yield number, "\n".join(lines) + "\n"
        lines[number - 1] = line


@pytest.fixture(scope="module")
def rich_text(rich_file):
    """Every mutation of a network with one of everything."""
    return list(mutations(Net(rich_file).ok("export")))


@pytest.mark.parametrize("seed", range(MUTATIONS))
def test_one_wrong_value_of_our_own_form_is_told_by_its_line(rich_text, tmp_path, seed):
    number, text = rich_text[Random(seed).randrange(len(rich_text))]
    file = tmp_path / "net.jsonl"
    file.write_text(text, "utf-8")
    net = Net(tmp_path / "net.db")
    answer = net("import", str(file), "--json")
    assert BUG not in answer.err, (text.splitlines()[number - 1], answer.err)
    if answer.code == 0:
        found = answer.json
        assert not found["errors"] or number in [e["line"] for e in found["errors"]]
        for words in (["list"], ["due"], ["balance"], ["show", "1"], ["review"], ["history"]):
            assert BUG not in net(*words).err, (text.splitlines()[number - 1], words)
        checks = net("doctor", "--json").json["checks"]
        # An event whose entry was left out has none; the doctor is to say so.
        wrong = [c["check"] for c in checks if not c["ok"] and c["check"] != "booked entries"]
        assert not wrong, text.splitlines()[number - 1]
        strict = Net(tmp_path / "strict.db")("import", str(file), "--strict", "--json")
        assert BUG not in strict.err
        assert strict.code == (6 if found["errors"] else 0)
