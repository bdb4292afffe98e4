"""The whole network in: every door, twice without change, nothing that was typed erased."""
# ruff: noqa: E501 - the lines of other programs' files are as long as they are

import json
import zipfile
from pathlib import Path

import pytest

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
    "text", ["{", '{"version":1,"account":[]}', '{"version":1,"account":{"data":3}}']
)
def test_a_damaged_monica_export_is_a_problem_and_no_traceback(net, tmp_path, text):
    file = tmp_path / "m.json"
    file.write_text(text)
    answer = net("import", str(file), "--format", "monica", "--json")
    assert (answer.code, answer.json["added"], len(answer.json["errors"])) in ((0, 0, 1), (0, 0, 0))


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
    import sqlite3

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
        with sqlite3.connect(one.path) as connection:
            connection.row_factory = sqlite3.Row
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
