"""The whole network in: every door, twice without change, nothing that was typed erased."""
# ruff: noqa: E501 - the lines of other programs' files are as long as they are

import json
import re
import zipfile
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from netcrm.store.connect import connect, row_type

REAL = Path(__file__).parents[3] / "shared" / "data"
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{}\r\n{}END:VCARD\r\n"


@pytest.fixture
def bring(net, tmp_path):
    """Write a file and import it."""

    def run(content, *options, name="people.vcf"):
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return net.json("import", str(file), *options)

    return run


def counts(value):
    return tuple(value[k] for k in ("added", "updated", "unchanged", "skipped"))


def test_a_folder_of_cards_twice_changes_nothing(net, tmp_path):
    for name in ("Ada", "Bo"):
        (tmp_path / f"{name}.vcf").write_text(CARD.format(name, f"UID:{name}\r\n"))
    (tmp_path / "photo.jpg").write_bytes(b"\0\1")
    assert counts(net.json("import", str(tmp_path))) == (2, 0, 0, 0)
    assert counts(net.json("import", str(tmp_path))) == (0, 0, 2, 0)


def test_what_a_card_says_more_is_added_and_what_was_typed_stays(net, bring):
    bring(CARD.format("Ada Lovelace", "UID:u1\r\nTEL:+44 1234567\r\nTITLE:Analyst\r\n"))
    net.ok("edit", "ada", "--city", "Oslo", "--note", "mine", "--title", "Countess")
    more = "UID:u1\r\nTEL:+44 1234567\r\nTEL:+44 7654321\r\nTITLE:Analyst\r\nNOTE:theirs\r\n"
    more += "ADR:;;;London;;;\r\nEMAIL:ada@x.org\r\n"
    assert counts(bring(CARD.format("Ada L.", more))) == (0, 1, 0, 0)
    ada = net.json("show", "1")
    assert (ada["name"], ada["city"], ada["title"], ada["note"], ada["phones"], ada["emails"]) == (
        "Ada Lovelace", "Oslo", "Countess", "mine\ntheirs", ["+44 1234567", "+44 7654321"],
        ["ada@x.org"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("UID:u1\r\n", "UID:urn:uuid:U1\r\n", True),
        ("EMAIL:a@x.org\r\n", "EMAIL:A@X.org\r\n", True),
        ("TEL:+48 22 123 45 67\r\n", "TEL:0048221234567\r\n", True),
        ("URL:https://www.linkedin.com/in/ada\r\n", "URL:linkedin.com/in/ADA/\r\n", True),
        ("ORG:Engines\r\n", "ORG:engines\r\n", True),
        ("URL:linkedin.com/in/ada\r\n", "URL:linkedin.com/in/other\r\n", False),
    ],
)
def test_by_what_a_person_is_known_again(bring, first, second, same):
    bring(CARD.format("Ada Lovelace", first))
    assert counts(bring(CARD.format("Ada Lovelace", second), name="b.vcf"))[0] == (0 if same else 1)


def test_a_shared_phone_is_not_a_shared_person(bring):
    both = CARD.format("Ada Lovelace", "TEL:+48 22 1234567\r\n")
    both += CARD.format("Bo Berg", "TEL:+48 22 1234567\r\n")
    assert counts(bring(both)) == (2, 0, 0, 0)


def test_one_file_does_not_name_one_person_at_two_firms(bring):
    text = "name,company\nJohn Smith,Acme\nJohn Smith,Umbrella\n"
    assert counts(bring(text, name="x.csv")) == (2, 0, 0, 0)
    assert counts(bring(text, name="x.csv")) == (0, 0, 2, 0)


def test_a_new_firm_is_news_and_stays_in_the_timeline(net, bring):
    text = "First Name,Last Name,Email Address,Company,Position,Connected On\n"
    bring(text + "Priya,Raman,,Fabrikam,Analyst,12 Mar 2021\n", name="c.csv")
    told = bring(text + "Priya,Raman,,Contoso,Analyst,12 Mar 2021\n", name="c.csv")
    assert told["news"] == ["Priya Raman is now at Contoso."]
    priya = net.json("show", "priya")
    assert priya["organization"] == "Contoso"
    assert [(e["word"], e["text"]) for e in priya["timeline"]] == [
        ("news", "Priya Raman is now at Contoso.")
    ]
    assert bring(text + "Priya,Raman,,Contoso,Analyst,12 Mar 2021\n", name="c.csv")["news"] == []


def linkedin_zip(path):
    files = {
        "Connections.csv": "Notes:\n\"a note\"\n\nFirst Name,Last Name,URL,Email Address,Company,"
        "Position,Connected On\nAnna,Nowak,https://www.linkedin.com/in/anna,,Wisła,CTO,03 Jan 2024\n"
        "Bo,Berg,https://www.linkedin.com/in/bo,,,,04 Jan 2024\n,,,,,,05 Jan 2024\n",
        "Profile.csv": "First Name,Last Name,Headline\nMe,Myself,x\n",
        "Recommendations_Received.csv": "First Name,Last Name,Company,Job Title,Text,Creation Date,"
        "Status\nAnna,Nowak,,,She is great,\"06/01/25, 12:00 PM\",VISIBLE\n",
        "Recommendations Given.csv": "First Name,Last Name,Company,Job Title,Text,Creation Date,"
        "Status\nBo,Berg,,,He is great,06/02/25 12:00 PM,VISIBLE\nNo,Body,,,x,1/1/23,PENDING\n",
        "Endorsement_Given_Info.csv": "Endorsement Date,Skill Name,Endorsee First Name,"
        "Endorsee Last Name,Endorsee Public Url,Endorsement Status\n"
        "2023/01/02 03:04:05 UTC,Data platforms,Anna,Nowak,www.linkedin.com/in/anna,ACCEPTED\n",
        "Invitations.csv": "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
        "Me Myself,Bo Berg,\"1/4/24, 2:37 PM\",we met in Oslo,OUTGOING,,https://www.linkedin.com/in/bo\n",
        "messages.csv": "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,"
        "RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER\n"
        "1,,Anna Nowak,https://www.linkedin.com/in/anna,Me Myself,,2025-06-01 14:03:22 UTC,,secret,INBOX\n"
        "1,,Me Myself,,Anna Nowak,https://www.linkedin.com/in/anna,2025-06-01 15:03:22 UTC,,secret,INBOX\n"
        "2,,Spam Bot,,Me Myself,,2025-06-02 15:03:22 UTC,,buy,SPAM\n",
        "Notes.csv": "Connection First Name,Connection Last Name,Connection Profile URL,Note,"
        "Created On,Edited On\nAnna,Nowak,https://www.linkedin.com/in/anna,likes boards,,\n",
    }  # fmt: skip
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)


def test_linkedins_whole_export(net, tmp_path):
    linkedin_zip(tmp_path / "Basic.zip")
    first = net.json("import", str(tmp_path / "Basic.zip"))
    assert (first["added"], first["errors"], first["unmatched"]) == (2, [], [])
    anna, bo = net.json("show", "anna"), net.json("show", "bo")
    assert (anna["knows"], anna["note"], anna["met_on"], anna["last_contact_on"]) == (
        ["Data platforms"], "likes boards", "2024-01-03", "2025-06-01",
    )  # fmt: skip
    assert [(r["recommender"]["name"], r["text"]) for r in anna["recommendations"]] == [
        ("Anna Nowak", "She is great")
    ]
    assert anna["open_loops"] == []
    assert (bo["met_where"], "we met in Oslo" in bo["note"]) == ("LinkedIn, you invited them", True)
    assert [(b["contact"]["name"], b["given"], b["received"]) for b in net.json("balance")] == [
        ("Bo Berg", 3, 0), ("Anna Nowak", 0, 3),
    ]  # fmt: skip
    assert "secret" not in net.ok("export")
    before = net.ok("export")
    again = net.json("import", str(tmp_path / "Basic.zip"))
    assert (again["added"], again["updated"], again["events"]) == (0, 0, 0)
    assert net.ok("export") == before


def monica():
    def contact(uuid, first, data=(), **properties):
        return {"uuid": uuid, "properties": {"first_name": first, "last_name": "X"} | properties,
                "data": list(data)}  # fmt: skip

    def of(kind, *values):
        return {"count": len(values), "type": kind, "values": list(values)}

    ada = contact(
        "a", "Ada",
        [
            of("gift", {"uuid": "g1", "properties": {"name": "a book", "date": "2024-01-02",
                                                     "status": "offered"}}),
            of("debt", {"uuid": "d1", "properties": {"amount": 20, "currency": "EUR",
                                                     "in_debt": "yes", "date": "2024-02-02"}}),
            of("task", {"uuid": "t1", "properties": {"title": "call back", "completed": False,
                                                     "created_at": "2024-03-01T10:00:00Z"}}),
            of("reminder", {"uuid": "r1", "properties": {
                "title": "lunch", "initial_date": "2024-05-01", "frequency_type": "month",
                "frequency_number": 3}}),
            of("call", {"uuid": "c1", "properties": {"called_at": "2024-04-04", "content": "hello"}}),
            of("activity", "act1"),
            of("note", {"uuid": "n1", "properties": {"body": "likes tea"}}),
            of("contact_field", {"uuid": "f1", "properties": {"data": "ada@x.org", "type": "ft1"}}),
        ],
        first_met_through="b", birthdate={"date": "1990-05-05", "is_year_unknown": True},
        stay_in_touch_frequency=30, tags=["vip"],
    )  # fmt: skip
    account = {
        "uuid": "acc",
        "data": [
            of("contact", ada, contact("b", "Bo", [of("activity", "act1")]),
               contact("c", "Child", is_partial=True)),
            of("activity", {"uuid": "act1", "properties": {"summary": "dinner",
                                                           "happened_at": "2024-06-06"}}),
        ],
        "instance": {"contact_field_types": [
            {"uuid": "ft1", "properties": {"name": "Email", "type": "email"}}]},
    }  # fmt: skip
    return json.dumps({"version": "1.0-preview.1", "app_version": "4.1.2", "account": account})


def test_monica(net, bring):
    first = bring(monica(), name="monica.json")
    assert (counts(first), first["events"], first["errors"]) == ((2, 0, 0, 1), 6, [])
    ada = net.json("show", "ada")
    assert (ada["through"]["name"], ada["birthday"], ada["cadence"], ada["tags"], ada["emails"]) == (
        "Bo X", "--05-05", "P30D", ["vip"], ["ada@x.org"],
    )  # fmt: skip
    assert ada["note"] == "likes tea"
    assert {(f["kind"], f["text"], f["every"]) for f in ada["follow_ups"] if f["kind"] == "reminder"} == {
        ("reminder", "call back", None), ("reminder", "lunch", "P3M"),
    }  # fmt: skip
    assert (net.json("balance", "ada")[0]["given"], net.json("balance", "ada")[0]["received"]) == (
        2,
        2,
    )
    assert [e["text"] for e in net.json("show", "bo")["timeline"]] == ["dinner"]
    before = net.ok("export")
    assert counts(bring(monica(), name="monica.json")) == (0, 0, 2, 1)
    assert net.ok("export") == before


@pytest.mark.parametrize(
    "text", ["{", '{"version":1,"account":[]}', '{"version":1,"account":' + "[" * 90_000]
)
def test_a_monica_export_that_is_cut_is_no_export(net, tmp_path, text):
    file = tmp_path / "m.json"
    file.write_text(text)
    answer = net("import", str(file), "--format", "monica")
    assert (answer.code, "no whole Monica export" in answer.err) == (6, True)
    assert not net.path.exists()


def test_friends(net, bring):
    text = "### Activities:\n- 2018-11-01: **Grace Hopper** and I went to _Paris_. @food\n\n"
    text += "### Notes:\n- 2018-06-15: **Grace Hopper** got a building. @navy\n\n### Friends:\n"
    text += (
        "- Grace Hopper (a.k.a. The Admiral a.k.a. Amazing Grace) [Paris] @navy @science\n- Bo\n"
    )
    value = bring(text, name="friends.md")
    assert (counts(value), value["events"]) == ((2, 0, 0, 0), 2)
    grace = net.json("show", "admiral")
    assert (grace["city"], grace["tags"], grace["last_contact_on"]) == (
        "Paris", ["navy", "science"], "2018-11-01",
    )  # fmt: skip


def test_a_mapping_is_shown_saved_and_used_again(net, tmp_path):
    file = tmp_path / "club.csv"
    file.write_text("Wer,Mail\nAda,ada@x.org\n")
    answer = net("import", str(file), "--map", "name=Wer", "--save-map", "club")
    assert "club.csv: email = Mail, name = Wer" in answer.err
    file.write_text("Wer,Mail\nBo,bo@x.org\n")
    assert net.json("import", str(file), "--map", "club")["added"] == 1
    assert net("import", str(file), "--map", "nobody").code == 2


def test_strict_or_the_good_ones(net, bring, tmp_path):
    bad = (
        CARD.format("Ada", "")
        + "BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n"
        + CARD.format("Bo", "")
    )
    file = tmp_path / "bad.vcf"
    file.write_text(bad)
    strict = net("import", str(file), "--strict")
    assert (strict.code, "line 5" in strict.err, net.json("list")) == (6, True, [])
    value = bring(bad)
    assert (counts(value), [e["line"] for e in value["errors"]]) == ((2, 0, 0, 0), [5])


def test_of_many_files_a_problem_names_its_own(net, tmp_path):
    (tmp_path / "good.vcf").write_text(CARD.format("Ada", ""))
    (tmp_path / "open.vcf").write_text("BEGIN:VCARD\nFN:Bo\n")
    errors = net.json("import", str(tmp_path))["errors"]
    assert [(e["line"], e["message"].startswith("open.vcf: ")) for e in errors] == [(1, True)]


def test_a_dry_run_says_the_same_with_a_sample(net, tmp_path):
    file = tmp_path / "x.csv"
    file.write_text("name,email\nAda,a@x.org\nBo,b@x.org\n")
    said = net.ok("import", str(file), "--dry-run")
    assert said == (
        "Would be: 2 added, 0 updated, 0 unchanged, 0 skipped, 0 with errors.\nSuch as: Ada, Bo\n"
    )
    assert net.json("list") == []


def test_what_an_import_brought_is_listed(net, bring):
    net.ok("add", "Typed")
    bring("name,email\nAda,a@x.org\n", name="a.csv")
    bring("name,email\nBo,b@x.org\n", name="b.csv")
    assert [c["name"] for c in net.json("list", "--imported", "last")] == ["Bo"]
    assert [c["name"] for c in net.json("list", "--imported", "1")] == ["Ada"]
    assert net("list", "--imported", "x").code == 2
    assert net("list", "--imported", "9").code == 3


def archive(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return path


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ({"../evil.vcf": "x"}, "leads out of the zip"),
        ({"/etc/evil.vcf": "x"}, "leads out of the zip"),
        ({"bomb.csv": "0" * 50_000_000}, "times its size"),
        ({"notes.txt": "nothing here"}, "nothing that netcrm knows"),
        ({}, "nothing that netcrm knows"),
    ],
)
def test_a_zip_made_to_do_harm_or_with_nothing_in_it(net, tmp_path, members, said):
    answer = net("import", str(archive(tmp_path / "x.zip", members)))
    assert (answer.code, said in answer.err, net.path.exists()) == (6, True, False)


def test_a_damaged_zip_and_an_empty_folder(net, tmp_path):
    good = archive(tmp_path / "x.zip", {"a.vcf": CARD.format("Ada", "")}).read_bytes()
    (tmp_path / "cut.zip").write_bytes(good[: len(good) // 2])
    assert net("import", str(tmp_path / "cut.zip")).code == 6
    (tmp_path / "empty").mkdir()
    assert net("import", str(tmp_path / "empty")).code == 6


def test_hostile_values_stay_text(net, bring):
    bring(CARD.format("Ada \x1b[2J [red]=1+1", "NOTE:\x07\r\n"))
    name = net.json("list")[0]["name"]
    assert name == "Ada ␛[2J [red]=1+1"
    assert "\x1b[2J" not in net.ok("show", "1", terminal=True)


def test_new_people_are_the_same_one_by_one_and_many_at_once(net, tmp_path):
    """``bulk.insert`` writes what ``people.add`` writes, but for what an import adds."""

    other = type(net)(tmp_path / "other.db")
    net.ok("add", "Łukasz Żółć", "--org", "Wisła", "--title", "CEO", "--email", "l@x.org", "--phone",
           "+48 1", "--city", "Łódź", "--birthday", "--02-29", "--tag", "a", "--tag", "A", "--knows",
           "data", "--cares", "tea", "--alias", "Lucky", "--url", "x.org", "--met", "2024-01-02",
           "--where", "a train", "--every", "2w", "--note", "kind")  # fmt: skip
    file = tmp_path / "all.csv"
    net.ok("export", "-o", str(file))
    other.ok("import", str(file))
    tables = (
        "contact",
        "contact_point",
        "alias",
        "tag",
        "topic",
        "name_word",
        "tie",
        "search_text",
    )
    rows = []
    for one in (net, other):
        with connect(one.path) as connection:
            connection.row_factory = row_type(connection)
            rows.append(
                {t: [dict(r) for r in connection.execute(f"SELECT * FROM {t}")] for t in tables}
            )
        connection.close()
    for table in rows:
        for contact in table["contact"]:
            for column in ("imported_from", "import_id", "uid"):
                contact.pop(column)
    assert rows[0] == rows[1]


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not here")
@pytest.mark.parametrize("file", sorted(REAL.rglob("*.vcf")) + sorted(REAL.rglob("*.csv")),
                         ids=lambda p: p.name)  # fmt: skip
def test_every_real_file_twice_without_change(net, file):
    first = net.json("import", str(file))
    assert first["added"] > 0
    before = net.ok("export")
    assert net.json("import", str(file))["added"] == 0
    assert net.ok("export") == before


@pytest.mark.parametrize(
    ("name", "count"),
    [("messages.csv", 2), ("Invitations.csv", 1), ("Notes.csv", 1), ("Connections.csv", 2)],
)
def test_a_file_of_linkedins_export_is_known_by_its_header(net, tmp_path, name, count):
    linkedin_zip(tmp_path / "Basic.zip")
    net.ok("import", str(tmp_path / "Basic.zip"))
    with zipfile.ZipFile(tmp_path / "Basic.zip") as archive:
        data = archive.read(name)
    other = type(net)(tmp_path / "other.db")
    (tmp_path / "download.txt").write_bytes(data)
    other.ok("add", "Anna Nowak", "--url", "linkedin.com/in/anna")
    found = other.json("import", str(tmp_path / "download.txt"))
    assert found["added"] + found["updated"] + found["events"] >= count - 1
    assert "LinkedIn" in json.dumps(other.json("show", "anna")) or name != "messages.csv"
    # The same file, known again, brings nothing that the zip has not brought.
    again = net.json("import", str(tmp_path / "download.txt"))
    assert (again["added"], again["updated"], again["events"]) == (0, 0, 0)


def test_recommendations_of_which_nobody_can_tell_the_direction(net, tmp_path):
    file = tmp_path / "export.csv"
    file.write_text("First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
                    "Anna,Nowak,,,She is great,06/01/25,VISIBLE\n")  # fmt: skip
    answer = net("import", str(file))
    assert (answer.code, "given or received" in answer.err) == (6, True)
    net.ok("add", "Anna Nowak")
    file.rename(tmp_path / "rec received.csv")
    assert net.json("import", str(tmp_path / "rec received.csv"))["events"] == 1


class Endless:
    """A file that repeats a block, without one in memory."""

    def __init__(self, head: bytes, block: bytes, times: int, tail: bytes = b"") -> None:
        self.left = [head, *([block] * times), tail]
        self.name, self.closed, self.at = "endless", False, 0

    def read(self, size: int = -1) -> bytes:
        if not self.left:
            return b""
        found = self.left.pop(0)
        if size >= 0 and len(found) > size:
            self.left.insert(0, found[size:])
            found = found[:size]
        return found or self.read(size)


@pytest.mark.parametrize(
    ("head", "block", "tail"),
    [
        (b"BEGIN:VCARD\r\nFN:Ada\r\nNOTE:", b"x" * 1_000_000, b"\r\nEND:VCARD\r\n"),
        (b"BEGIN:VCARD\r\nFN:Ada\r\nPHOTO;ENCODING=b:AA\r\n", (b" " + b"A" * 74 + b"\r\n") * 13_000,
         b"END:VCARD\r\n"),
        (b"BEGIN:VCARD\r\nFN:Ada\r\n", b"X:1\r\n" * 10_000, b"END:VCARD\r\n"),
        ("BEGIN:VCARD\r\nFN:Ada\r\nNOTE:".encode("utf-16"), ("x" * 500_000).encode("utf-16-le"),
         "\r\nEND:VCARD\r\n".encode("utf-16-le")),
        (b"BEGIN:VCARD\rFN:Ada\rNOTE:", b"x" * 1_000_000, b"\rEND:VCARD\r"),
        (b"BEGIN:VCARD\nFN:Ada\nNOTE;ENCODING=QUOTED-PRINTABLE:a=\n", b"b=\n" * 60_000,
         b"END:VCARD\n"),
    ],
    ids=["a long line", "a folded photo", "properties", "utf-16", "carriage returns", "soft breaks"],
)  # fmt: skip
def test_no_card_fills_the_memory(head, block, tail):
    import tracemalloc

    from netcrm.formats import vcard

    batch = vcard.parse(cast(BinaryIO, Endless(head, block, 20, tail)))
    tracemalloc.start()
    found = [(p.name, p.extra) for p in batch.people]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [name for name, _ in found] == ["Ada"]
    assert "left out" in batch.problems[0].message
    assert peak < 15_000_000


def test_a_quote_that_is_never_closed_takes_nobody_with_it(bring):
    rows = "".join(
        f"Person {n},p{n}@example.org,nothing else to say of them\n" for n in range(9000)
    )
    value = bring('name,email,note\nAda,a@x.org,"\n' + rows, name="x.csv")
    assert value["added"] == 9001
    assert [e["line"] for e in value["errors"]] == [2]


def test_a_line_without_an_end_is_left_out(bring):
    value = bring("name,email\nAda," + "x" * 3_000_000 + "\nBo,b@x.org\n", name="x.csv")
    assert (value["added"], [e["line"] for e in value["errors"]]) == (1, [2])
    assert "1,000,000 characters" in value["errors"][0]["message"]


def test_of_very_many_problems_the_first_are_listed_and_all_counted(net, tmp_path):
    file = tmp_path / "x.csv"
    file.write_text("name,email,city\nAda,a@x.org,Oslo\n" + ",,nowhere\n" * 12_000)
    value = net.json("import", str(file))
    assert (value["added"], len(value["errors"]), value["more_errors"]) == (1, 10_000, 2_000)
    assert "12000 with errors" in net.ok("import", str(file))


def test_more_files_than_a_process_may_hold_open(net, tmp_path):
    import resource

    for n in range(120):
        (tmp_path / f"{n}.vcf").write_text(CARD.format(f"Person {n}", f"UID:{n}\r\n"))
        (tmp_path / f"{n}.csv").write_text(f"name,email\nOther {n},o{n}@x.org\n")
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (100, before[1]))
    try:
        assert net.json("import", str(tmp_path))["added"] == 240
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


@pytest.mark.parametrize(
    ("rows", "born", "errors"),
    [
        (("3/4/1980", "25/12/1970"), "1980-04-03", 0),
        (("3/4/1980", "12/25/1970"), "1980-03-04", 0),
        (("3/4/1980", "5/6/1970"), None, 2),
        (("4/4/1980", "1970-06-05"), "1980-04-04", 0),
    ],
)
def test_the_order_of_day_and_month_is_found_out_and_never_guessed(net, bring, rows, born, errors):
    text = "name,birthday\n" + "".join(f"P{n},{day}\n" for n, day in enumerate(rows))
    value = bring(text, name="x.csv")
    assert (value["added"], len(value["errors"])) == (2, errors)
    assert net.json("show", "P0")["birthday"] == born


def test_on_a_terminal_a_bar_tells_how_far_a_long_import_is(net, tmp_path, monkeypatch):
    from netcrm.cli import importing

    file = tmp_path / "x.csv"
    file.write_text("name,email\n" + "".join(f"P{n},p{n}@x.org\n" for n in range(1200)))
    # What takes no time to speak of needs no bar; how long that is, no test can tell.
    monkeypatch.setattr(importing, "_PATIENCE", float("inf"))
    assert "people" not in net("import", str(file), "--dry-run", terminal=True).err
    monkeypatch.setattr(importing, "_PATIENCE", -1.0)
    shown = net("import", str(file), "--dry-run", terminal=True).err
    assert "Reading" in shown
    assert "1,200 people" in shown
    assert "100%" in shown
    assert "people" not in net("import", str(file), "--dry-run").err
    assert "people" not in net("--quiet", "import", str(file), "--dry-run", terminal=True).err


def test_an_escape_in_json_brings_no_control_character(net, bring):
    """What stands as ``\\u001b`` in a file is an ESC when it has been read."""
    evil = "\\u001b[31mred \\u009b2J \\u0000 \\u202e"
    bring('{"format": "netcrm", "version": 1}\n{"table": "contact", "id": 1, "uid": "u", '
          f'"name": "J {evil}", "added_on": "2026-01-01", "note": "{evil}"}}\n', name="x.jsonl")  # fmt: skip
    text = monica().replace("likes tea", evil).replace("Ada", f"Ada {evil}")
    text = text.replace("dinner", evil).replace("a book", evil)
    bring(text, name="monica.json")
    for words in (["export"], ["export", "--format", "vcard"], ["export", "--format", "csv"],
                  ["export", "--format", "ics", "-o", "-"], ["report", "--format", "html"]):  # fmt: skip
        said = net.ok(*words)
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e]", said), words
        assert "\\u001b" not in said


def test_one_import_is_one_run_whatever_number_of_files(net, tmp_path):
    (tmp_path / "a.vcf").write_text(CARD.format("Ada", ""))
    (tmp_path / "b.csv").write_text("name,email\nBo,b@x.org\n")
    net.ok("import", str(tmp_path))
    assert [c["name"] for c in net.json("list", "--imported", "last")] == ["Ada", "Bo"]
    assert net("list", "--imported", "2").code == 3


def test_an_import_that_brought_nobody_is_not_the_last(net, tmp_path):
    linkedin_zip(tmp_path / "Basic.zip")
    net.ok("import", str(tmp_path / "Basic.zip"))
    file = tmp_path / "received.csv"
    file.write_text("First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
                    "Bo,Berg,,,Great,06/01/25,VISIBLE\n")  # fmt: skip
    assert net.json("import", str(file))["events"] == 1
    assert len(net.json("list", "--imported", "last")) == 2


def test_the_other_lists_of_linkedins_export_hold_no_people(net, tmp_path):
    linkedin_zip(tmp_path / "Basic.zip")
    others = {
        "Skills.csv": "Name\nPython\n",
        "Positions.csv": "Company Name,Title,Description,Location\nWisła,CTO,,Oslo\n",
        "Email Addresses.csv": "Email Address,Confirmed\nme@x.org,Yes\n",
        "ImportedContacts.csv": "Source,FirstName,LastName,Emails,FullName\nx,Cy,C,c@x.org,Cy C\n",
        "Jobs/Saved Jobs.csv": "Company Name,Job Title\nWisła,CTO\n",
    }
    with zipfile.ZipFile(tmp_path / "Basic.zip", "a") as made:
        for name, text in others.items():
            made.writestr(name, text)
    value = net.json("import", str(tmp_path / "Basic.zip"))
    assert (value["added"], [p["name"] for p in value["passed_over"]]) == (2, sorted(others))
    said = net("import", str(tmp_path / "Basic.zip")).err
    assert "Passed over 5 files: Email Addresses.csv (nothing in it that netcrm knows)" in said


def test_every_skip_has_its_reason(net, tmp_path):
    linkedin_zip(tmp_path / "Basic.zip")
    value = net.json("import", str(tmp_path / "Basic.zip"))
    assert (value["skipped"], value["skipped_why"]) == (3, [
        {"count": 1, "why": "a date and nothing else: a hidden or closed profile"},
        {"count": 1, "why": "a recommendation that is pending, or names nobody"},
        {"count": 1, "why": "a message that is a draft, or spam"},
    ])  # fmt: skip


def test_a_zip_with_a_flipped_bit_brings_nothing(net, tmp_path):
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as made:
        made.writestr("a.vcf", CARD.format("Ada", ""))
        made.writestr("b.vcf", CARD.format("Bo Berg", ""))
    path.write_bytes(path.read_bytes().replace(b"Bo Berg", b"Bo Borg"))
    answer = net("import", str(path))
    assert (answer.code, "is a damaged zip" in answer.err) == (6, True)
    assert net.json("list") == []


def test_a_format_that_was_named_must_be_that_of_the_file(net, tmp_path):
    file = tmp_path / "c.csv"
    file.write_text("First Name,Last Name,Connected On\nAda,L,03 Jan 2024\n")
    answer = net("import", str(file), "--format", "vcard")
    assert (answer.code, "is no vCard file" in answer.err) == (6, True)


def test_one_bad_file_of_a_folder_does_not_stop_the_others(net, tmp_path):
    (tmp_path / "a.json").write_text('{"version": "1", "account": {')
    (tmp_path / "b.vcf").write_text(CARD.format("Ada", ""))
    (tmp_path / "c.csv").write_text("First Name,Last Name,Text,Creation Date,Status\n")
    value = net.json("import", str(tmp_path))
    assert (value["added"], [p["name"] for p in value["passed_over"]]) == (1, ["c.csv", "a.json"])


def test_a_pipe_is_not_waited_for(net, tmp_path):
    import os

    os.mkfifo(tmp_path / "pipe")
    answer = net("import", str(tmp_path / "pipe"))
    assert (answer.code, "neither a file nor a folder" in answer.err) == (6, True)


def test_what_monica_says_beside_the_properties_is_read_too(net, bring):
    def of(kind, uuid, properties, **beside):
        return {"type": kind, "values": [{"uuid": uuid, "properties": properties} | beside]}

    made = {"created_at": "2024-03-01T10:00:00.000000Z"}
    yearly = {"frequency_type": "year", "frequency_number": 1}
    data = [
        of("debt", "d", {"amount": 5, "in_debt": "no", "reason": "tea"}, **made),
        of("task", "t", {"title": "call", "completed": False}, **made),
        of("gift", "g", {"name": "a book", "status": "offered"}, updated_at="2024-03-02T10:00:00Z"),
        of("reminder", "r1", {"title": "feast", "initial_date": "1990-12-01"} | yearly, **made),
        of("reminder", "r2", {"title": "today", "initial_date": "1990-11-23"} | yearly, **made),
        of("reminder", "r3", {"title": "off", "initial_date": "1990-12-02", "inactive": True}),
    ]
    ada = {"uuid": "a", "properties": {"first_name": "Ada"}, "data": data}
    account = {"data": [{"type": "contact", "values": [ada]}], "instance": {}}
    value = bring(json.dumps({"version": "1.0", "account": account}), name="m.json")
    assert (value["errors"], value["events"], value["skipped_why"]) == (
        [], 5, [{"count": 1, "why": "a reminder that is switched off"}],
    )  # fmt: skip
    due = {f["text"]: f["due_on"] for f in net.json("show", "ada")["follow_ups"]}
    assert due == {"call": "2024-03-01", "feast": "2026-12-01", "today": "2026-11-23"}
    texts = {(e["text"], e["on"]) for e in net.json("show", "ada")["timeline"]}
    assert {("lent 5 (tea)", "2024-03-01"), ("a book", "2024-03-02")} <= texts


def test_columns_that_were_not_used_are_named(net, tmp_path):
    file = tmp_path / "x.csv"
    file.write_text("first_name,email,shoe_size\nAda,a@x.org,38\n")
    assert net.json("import", str(file))["unused_columns"] == ["shoe_size"]
    assert "Columns not used: shoe_size" in net("import", str(file)).err


def test_who_referred_them_and_is_nobody_here_stands_in_the_note(net, bring):
    text = "First Name,Last Name,E-mail Address,Company,Referred By,Suffix\n"
    text += "Ada,L,a@x.org,,Bo Berg,Ph.D.\nCy,C,c@x.org,,Ada L,\n"
    bring(text, name="o.csv")
    assert net.json("show", "ada")["note"] == "Suffix: Ph.D.\nReferred By: Bo Berg"
    assert net.json("show", "cy")["through"]["name"] == "Ada L"
    before = net.ok("export")
    assert counts(bring(text, name="o.csv")) == (0, 0, 2, 0)
    assert net.ok("export") == before


def test_a_dry_run_makes_no_database(net, tmp_path):
    (tmp_path / "x.csv").write_text("name,email\nAda,a@x.org\n")
    assert net.json("import", str(tmp_path / "x.csv"), "--dry-run")["added"] == 1
    assert not net.path.exists()


def test_who_endorsed_me_is_in_their_note(net, tmp_path):
    file = tmp_path / "Endorsement_Received_Info.csv"
    file.write_text("Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name,"
                    "Endorser Public Url,Endorsement Status\n2023/01/02 03:04:05 UTC,Boards,Anna,"
                    "Nowak,www.linkedin.com/in/anna,ACCEPTED\n")  # fmt: skip
    net.ok("import", str(file))
    assert net.json("show", "anna")["note"] == "LinkedIn: endorsed you for Boards on 2023-01-02"


def test_what_monica_knows_and_no_field_takes_stands_in_the_note(net, bring):
    def of(kind, *properties):
        return {"type": kind, "values": [{"properties": p} for p in properties]}

    data = [
        of("address", {"city": "Rome"}, {"name": "work", "street": "Biz 7", "city": "Oslo"}),
        of("gift", {"name": "a kite", "comment": "red", "status": "idea", "amount": 20},
           {"name": "a book", "url": "x.org/b", "amount": 9, "date": "2024-01-01"}),
        of("debt", {"amount": 5, "in_debt": "no", "date": "2024-01-01", "status": "complete"}),
        of("reminder", {"title": "lunch", "description": "at noon", "initial_date": "2027-01-01"}),
        of("contact_field", {"data": "@ada", "type": "t"}, {"data": "x.org/ada", "type": "t"}),
        of("task", {"title": "call", "completed": True, "completed_at": "2024-01-02T10:00:00Z"}),
        of("pet", {"name": "Rex", "category": "dog"}),
        of("life_event", {"name": "moved", "happened_at": "2020-05-05T00:00:00Z"}),
        of(
            "conversation",
            {"happened_at": "2024-02-02", "messages": [
                {"properties": {"content": "hello", "written_by_me": True}},
                {"properties": {"content": "hi", "written_by_me": False}},
            ]},
            {"happened_at": "2024-02-03"},
        ),
    ]  # fmt: skip
    ada = {
        "uuid": "a",
        "properties": {"first_name": "Ada", "food_preferences": "no nuts",
                       "first_met_where": "a fair", "gender": "F", "is_dead": True,
                       "is_starred": True, "is_active": False, "first_met_through": "b",
                       "birthdate": {"date": "1980-01-01", "is_age_based": True}},
        "data": data,
    }  # fmt: skip
    bo = {"uuid": "b", "properties": {"first_name": "Bo", "is_partial": True}}
    tie = {"properties": {"type": "partner", "contact_is": "b", "of_contact": "a"}}
    account = {
        "properties": {"journal_entries": [{"uuid": "j"}]},
        "data": [
            {"type": "contact", "values": [ada, bo]},
            {"type": "relationship", "values": [tie]},
            {"type": "photo", "values": [{"uuid": "p"}]},
        ],
        "instance": {"contact_field_types": [{"uuid": "t", "properties": {"name": "Telegram"}}]},
    }
    value = bring(json.dumps({"version": "1.0", "account": account}), name="m.json")
    assert (value["errors"], value["events"]) == ([], 5)
    assert {s["why"] for s in value["skipped_why"]} >= {"a page of the diary", "a photo"}
    shown = net.json("show", "ada")
    assert (shown["city"], shown["met_where"]) == ("Rome", "a fair")
    assert shown["note"].split("\n") == [
        "Telegram: @ada", "partner: Bo", "Met through: Bo", "Gender: F", "Food: no nuts",
        "Born about: 1980", "Starred: yes", "Active: no", "Died: yes",
        "Address (work): Biz 7, Oslo", "Gift idea: a kite: red (20)", "Done: call (2024-01-02)",
        "Pet: Rex (dog)", "Life event: moved (2020-05-05)",
    ]  # fmt: skip
    assert {e["text"] for e in shown["timeline"]} == {
        "a conversation", "I: hello\nAda: hi", "a book: x.org/b (9)", "lent 5 (complete)",
    }  # fmt: skip
    assert [f["text"] for f in shown["follow_ups"]] == ["lunch: at noon"]
    assert shown["urls"] == ["x.org/ada"]


def test_friends_who_are_called_otherwise_here_are_meant_in_what_is_new(net, bring):
    text = "### Activities:\n{}\n### Friends:\n- Bob Smith\n- Cy Dee\n"
    bring(text.format(""), name="friends.md")
    net.ok("edit", "bob", "--name", "Robert Brown")
    net.ok("merge", "cy", "robert")
    new = "- 2024-01-02: Tea with **Bob Smith** and **Cy Dee** and **Nobody**.\n"
    value = bring(text.format(new), name="friends.md")
    assert value["events"] == 1
    assert [e["on"] for e in net.json("show", "robert")["timeline"]] == ["2024-01-02"]
    assert value["unmatched"] == ["Nobody"]


@pytest.mark.parametrize("name", ["zlib", "idna", "rot13", "nothing", "unicode_escape"])
def test_an_encoding_must_be_a_charset(net, tmp_path, name):
    file = tmp_path / "c.csv"
    file.write_text("Name\nAda\n")
    answer = net("import", str(file), "--encoding", name)
    assert (answer.code, "is no charset" in answer.err) == (2, True)
