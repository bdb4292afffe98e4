"""All of it out in open formats, and the same person joined, told apart, placed."""

import json
import os
import re
import stat

import pytest

from tests.conftest import Net, meanwhile


@pytest.fixture
def two(net):
    """Ada and Bo, with something of everything."""
    net.ok("add", "Ada Lovelace", "--email", "ada@x.org", "--tag", "maths", "--birthday", "--02-29",
           "--every", "3m", "--met", "2026-11-01")  # fmt: skip
    net.ok("add", "Bo Berg", "--tag", "berlin", "--note", "=1+1")
    net.ok("promise", "ada", "send; the, slides", "--by", "2026-12-01")
    return net


def test_the_ending_names_the_format_and_filters_choose(two, tmp_path):
    for ending, first in (("vcf", "BEGIN:VCARD"), ("csv", "uid,name"), ("ics", "BEGIN:VCALENDAR"),
                          ("jsonl", '{"format": "netcrm"')):  # fmt: skip
        file = tmp_path / f"out.{ending}"
        two.ok("export", "-o", str(file))
        assert file.read_text("utf-8").startswith(first)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert two.ok("export", "--format", "vcard", "--tag", "berlin").count("BEGIN:VCARD") == 1
    assert two.ok("export", "--format", "vcard", "--with-me").count("BEGIN:VCARD") == 3
    assert "VERSION:4.0" in two.ok("export", "--format", "vcard", "--vcard-version", "4.0")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--format", "word"), 2),
        (("--vcard-version", "5"), 2),
        (("--as", "todo"), 2),
        (("--format", "vdir"), 2),
    ],
)
def test_what_cannot_be_written(two, words, code):
    assert two("export", *words).code == code


def test_a_file_that_is_there_stays_unless_forced(two, tmp_path):
    file = tmp_path / "a.vcf"
    file.write_text("mine")
    assert (two("export", "-o", str(file)).code, file.read_text()) == (5, "mine")
    two.ok("export", "-o", str(file), "--force")
    assert file.read_text().startswith("BEGIN")
    assert two("export", "--format", "vcard", "-o", str(tmp_path)).code == 6
    assert two("export", "--format", "vdir", "-o", str(file)).code == 6


def test_csv_is_safe_in_a_spreadsheet(two):
    assert ",'=1+1\r\n" in two.ok("export", "--format", "csv")


def test_a_folder_of_cards_is_written_only_where_something_changed(two, tmp_path):
    folder = tmp_path / "cards"
    assert two.json("export", "--format", "vdir", "-o", str(folder)) == {
        "written": 2, "unchanged": 0, "removed": 0,
    }  # fmt: skip
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    for file in folder.iterdir():
        os.utime(file, (0, 0))
    two.ok("edit", "bo", "--city", "Oslo")
    assert two.json("export", "--format", "vdir", "-o", str(folder))["written"] == 1
    assert sorted(f.stat().st_mtime == 0 for f in folder.iterdir()) == [False, True]
    two.ok("archive", "bo")
    assert two.json("export", "--format", "vdir", "-o", str(folder))["removed"] == 1


def test_a_card_that_another_program_changed_stays_and_is_named(two, tmp_path):
    folder = tmp_path / "cards"
    words = ("export", "--format", "vdir", "-o", str(folder))
    two.ok(*words)
    (card,) = [f for f in folder.iterdir() if "Bo" in f.read_text()]
    changed = card.read_bytes().replace(b"END:", b"X-USER:mine\r\nEND:")
    card.write_bytes(changed)
    two.ok("edit", "bo", "--city", "Oslo")
    for _ in range(2):
        answer = two.json(*words)
        assert answer["changed_by_others"] == [card.name]
        assert (answer["written"], answer["unchanged"]) == (0, 1)
        assert card.read_bytes() == changed
    two.ok("archive", "bo")
    assert two.json(*words)["removed"] == 0
    assert card.name in two(*words).err
    two.ok("unarchive", "bo")
    assert two.json(*words, "--force") == {"written": 1, "unchanged": 1, "removed": 0}
    assert "Oslo" in card.read_text()
    assert "changed_by_others" not in two.json(*words)


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo])
def test_what_is_no_file_in_the_place_of_a_card_is_said(two, tmp_path, make):
    folder = tmp_path / "cards"
    words = ("export", "--format", "vdir", "-o", str(folder))
    two.ok(*words)
    card = next(folder.iterdir())
    card.unlink()
    make(card)
    answer = two(*words)
    assert (answer.code, f"{card.name} is no file" in answer.err) == (6, True)


def test_a_uid_from_outside_leads_nowhere(net, tmp_path):
    file = tmp_path / "x.vcf"
    file.write_text("BEGIN:VCARD\nVERSION:3.0\nUID:../../evil\nFN:Ada\nEND:VCARD\n")
    net.ok("import", str(file))
    folder = tmp_path / "cards"
    net.ok("export", "--format", "vdir", "-o", str(folder))
    assert not (tmp_path / "evil.vcf").exists()
    assert len(list(folder.iterdir())) == 1


def test_what_came_with_a_card_comes_out_again(net, tmp_path):
    file = tmp_path / "x.vcf"
    file.write_text("BEGIN:VCARD\nVERSION:3.0\nUID:u1\nFN:Ada\nX-UNKNOWN;A=b:c\\,d\nEND:VCARD\n")
    net.ok("import", str(file))
    assert "\r\nX-UNKNOWN;A=b:c\\,d\r\n" in net.ok("export", "--format", "vcard")


def events(text):
    return text.replace("\r\n ", "").split("BEGIN:VEVENT\r\n")[1:]


def test_the_calendar_is_the_same_until_something_changes(two):
    first = two.ok("export", "--format", "ics")
    two.today = "2026-11-24"
    assert two.ok("export", "--format", "ics") == first
    two.ok("snooze", "p1", "2026-12-05")
    changed = two.ok("export", "--format", "ics")
    one = next(e for e in events(changed) if "slides" in e)
    assert "SEQUENCE:1" in one
    assert "DTSTART;VALUE=DATE:20261205\r\nDTEND;VALUE=DATE:20261206" in one
    assert "SUMMARY:Ada Lovelace: send\\; the\\, slides" in one
    assert "TRIGGER:-PT15H" in one
    assert sum("SEQUENCE:0" in e for e in events(changed)) == 2
    two.ok("done", "p1")
    assert "slides" not in two.ok("export", "--format", "ics")


def test_a_birthday_on_29_february_comes_every_year_and_tasks_are_tasks(two):
    birthday = next(e for e in events(two.ok("export", "--format", "ics")) if "birthday" in e)
    assert "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1" in birthday
    assert "DTSTART;VALUE=DATE:20000229" in birthday
    tasks = two.ok("export", "--format", "ics", "--as", "vtodo")
    assert tasks.count("BEGIN:VTODO") == 3
    assert "VEVENT" not in tasks


def test_merge_joins_and_says_what_came_along(two):
    two.ok("add", "Ada King", "--email", "king@x.org", "--city", "Ockham", "--tag", "Maths",
           "--tag", "earl", "--every", "1y", "--closeness", "4")  # fmt: skip
    two.ok("gave", "ada king", "a book")
    two.ok("log", "ada king", "tea", "--with", "ada lovelace")
    two.ok("expect", "ada king", "--they-avoid", "mornings")
    two.ok("tie", "ada king", "bo", "--strength", "4", "--trusts", "3")
    two.ok("tie", "ada lovelace", "bo", "--strength", "2")
    two.ok("tie", "ada king", "ada lovelace")
    said = two.ok("merge", "Ada King", "Ada Lovelace")
    assert said == (
        "Joined Ada King (3) into Ada Lovelace (1). 1 entry, 1 interaction, 1 expectation "
        "came along.\n"
    )
    ada = two.json("show", "3")
    assert (ada["id"], ada["aliases"], ada["emails"], ada["tags"], ada["city"], ada["cadence"]) == (
        1, ["Ada King"], ["ada@x.org", "king@x.org"], ["maths", "earl"], "Ockham", "P3M",
    )  # fmt: skip
    assert "cadence of Ada King: P1Y" in ada["note"]
    assert [(t["b"]["name"], t["strength"], t["trusts"]) for t in ada["ties"]] == [
        ("Bo Berg", 4, 3), ("me", 4, None),
    ]  # fmt: skip
    assert (ada["balance"]["given"], len(ada["expectations"])) == (2, 1)
    assert two.json("show", "ada king")["id"] == 1
    assert len(two.json("list")) == 2
    assert two.json("find", "mornings")[0]["id"] == 1


def test_merge_brings_the_uid_along(two, tmp_path):
    uid = two.json("show", "bo")["uid"]
    two.ok("merge", "bo", "ada")
    file = tmp_path / "bo.vcf"
    file.write_text(f"BEGIN:VCARD\nVERSION:3.0\nUID:{uid}\nFN:Bo Berg\nEND:VCARD\n")
    assert two.json("import", str(file))["added"] == 0


def test_roles_that_would_become_one_person_stop_a_merge(two):
    two.ok("add", "Cy Clark")
    two.ok("intro", "ada", "bo")
    two.ok("recommend", "ada", "--by", "cy", "--to", "bo")
    before = two.ok("export")
    answer = two("merge", "ada", "bo")
    assert (answer.code, "Both have a part in i1" in answer.err) == (5, True)
    assert two("merge", "cy", "bo").code == 5
    assert two("merge", "ada", "ada").code == two("merge", "me", "ada").code == 5
    assert two.ok("export") == before


def test_duplicates_come_with_reasons_and_are_asked_about_once(net):
    for name, options in (
        ("Katarzyna Nowak", ("--org", "Wisła")), ("Kasia Nowak", ("--org", "Wisła")),
        ("Bob Smith", ("--email", "b@x.org")), ("Robert Smith", ("--email", "B@x.org")),
        ("Jan Kowalski", ("--org", "A")), ("Jan Kowalski", ("--org", "B")),
        ("Jürgen Müller", ("--org", "Nord")), ("Jurgen Mueller", ("--org", "Nord")),
    ):  # fmt: skip
        net.ok("add", name, "--anyway", *options)
    found = {(p["a"]["id"], p["b"]["id"]): p["reasons"] for p in net.json("duplicates")}
    assert found == {
        (2, 1): ["Katarzyna and Kasia may be one first name"],
        (4, 3): ["the same e-mail b@x.org", "Bob and Robert may be one first name"],
        (8, 7): ["names alike at Nord"],
    }
    net.ok("duplicates", "--apart", "1", "2")
    assert (2, 1) not in {(p["a"]["id"], p["b"]["id"]) for p in net.json("duplicates")}
    assert net("duplicates", "--apart", "1", "1").code == 5


@pytest.fixture
def came(net, tmp_path):
    """Three whom an import brought; Cy works where a decider does, Bo where a friend does."""
    net.ok("add", "Di Decider", "--org", "Polana")
    net.ok("add", "Ed Friend", "--org", "Wisła", "--closeness", "4")
    net.ok("goal", "add", "a post", "--decider", "di")
    file = tmp_path / "x.csv"
    file.write_text("name,company,email\nAda,,a@x.org\nBo,wisła,b@x.org\nCy,polana,c@x.org\n")
    net.ok("import", str(file))
    return net


def test_triage_lists_the_most_promising_first_without_a_terminal(came):
    assert [c["name"] for c in came.json("triage")] == ["Cy", "Bo", "Ada"]


def test_triage_takes_no_tag_away_that_came_while_a_key_was_waited_for(came, monkeypatch):
    meanwhile(came, monkeypatch, "edit", "cy", "--tag", "mine")
    came("triage", typed="tvip\n\nx", terminal=True)
    assert came.json("show", "cy")["tags"] == ["mine", "vip"]


def test_triage_places_with_a_key_each_and_goes_on_later(came):
    answer = came("triage", typed="4m\ntvip\n\nbq\nx", terminal=True)
    assert answer.code == 0
    assert "Placed 3. 1 wait: netcrm triage" in answer.err
    cy, bo = came.json("show", "cy"), came.json("show", "bo")
    assert (cy["closeness"], cy["cadence"], bo["tags"], bo["cadence"]) == (4, "P1M", ["vip"], "P3M")
    assert [c["name"] for c in came.json("triage")] == ["Ada"]
    came("triage", typed="a\n", terminal=True)
    assert came.json("triage") == []
    assert [c["name"] for c in came.json("list", "--archived")] == ["Ada"]
    assert "Everybody has been placed." in came("triage", terminal=True, typed="").err


def test_skipping_leaves_a_person_for_later(came):
    came("triage", typed="\n\n?x", terminal=True)
    assert len(came.json("triage")) == 3


def test_several_are_edited_at_once(came):
    value = came.json("edit", "cy", "bo", "--tag", "club", "--every", "3m")
    assert [(c["name"], c["tags"], c["cadence"]) for c in value] == [
        ("Cy", ["club"], "P3M"), ("Bo", ["club"], "P3M"),
    ]  # fmt: skip
    came.ok("edit", "--all", "--imported", "last", "--tag", "import")
    assert [c["tags"] for c in came.json("list", "--imported", "last")] == [
        ["import"], ["club", "import"], ["club", "import"],
    ]  # fmt: skip
    assert len(came.json("edit", "--all", "--of-tag", "club", "--city", "Oslo")) == 2


@pytest.mark.parametrize(
    "words",
    [
        ("edit",),
        ("edit", "cy", "bo"),
        ("edit", "cy", "bo", "--email", "x@x.org"),
        ("edit", "cy", "--of-tag", "x", "--city", "Oslo"),
        ("edit", "--all", "--of-tag", "none", "--city", "x"),
    ],
)
def test_what_cannot_be_meant_of_several(came, words):
    before = came.ok("export")
    assert came(*words).code == 2
    assert came.ok("export") == before


def test_what_an_import_brought_goes_out_again_alone(net, tmp_path):
    net.ok("add", "Typed")
    (tmp_path / "a.csv").write_text("name,email\nAda,a@x.org\n")
    net.ok("import", str(tmp_path / "a.csv"))
    cards = net.ok("export", "--format", "vcard", "--imported", "last")
    assert [line for line in cards.splitlines() if line.startswith("FN:")] == ["FN:Ada"]


def names_of(cards):
    return [line[3:] for line in cards.splitlines() if line.startswith("FN:")]


def test_the_filters_of_list_choose_who_goes_out(two):
    two.ok("add", "Cy Clark", "--city", "Oslo")
    two.ok("archive", "cy")
    answer = two("export", "--format", "vcard", "--sort", "added", "--limit", "1")
    assert (names_of(answer.out), answer.code) == (["Bo Berg"], 0)
    assert "Left out: 1 archived" in answer.err
    answer = two("export", "--format", "vcard", "--archived")
    assert (names_of(answer.out), answer.err) == (["Cy Clark"], "")
    two.today = "2030-01-01"
    quiet = [c["name"] for c in two.json("list", "--quiet")]
    assert names_of(two.ok("export", "--format", "vcard", "--of-quiet")) == quiet != []


@pytest.mark.parametrize(
    "words", [("--tag", "x"), ("--limit", "3"), ("--archived",), ("--imported", "last")]
)
def test_what_is_lossless_leaves_nobody_out(two, tmp_path, words):
    answer = two("export", *words, "-o", str(tmp_path / "n.jsonl"))
    assert (answer.code, "it is lossless" in answer.err) == (2, True)
    assert not (tmp_path / "n.jsonl").exists()


def test_who_was_forgotten_leaves_the_folder_and_what_others_wrote_stays(two, tmp_path):
    folder = tmp_path / "cards"
    two.ok("export", "--format", "vdir", "-o", str(folder))
    (folder / "theirs.vcf").write_text("BEGIN:VCARD\nEND:VCARD\n")
    two.ok("forget", "bo", "--yes")
    assert two.json("export", "--format", "vdir", "-o", str(folder))["removed"] == 1
    assert len(list(folder.iterdir())) == 2
    # Who is only filtered out stays.
    assert two.json("export", "--format", "vdir", "--tag", "no", "-o", str(folder))["removed"] == 0


def test_what_was_deleted_after_an_import_is_lossless_and_does_not_come_back(net, tmp_path):
    file = tmp_path / "friends.md"
    file.write_text("### Activities:\n- 2018-11-01: **Ada L** and tea\n\n### Friends:\n- Ada L\n")
    net.ok("import", str(file))
    net.ok("delete", "n1")
    everything = net.ok("export")
    other = type(net)(tmp_path / "other.db")
    (tmp_path / "n.jsonl").write_text(everything)
    assert other.json("import", str(tmp_path / "n.jsonl"))["errors"] == []
    assert other.ok("export") == everything
    assert other.json("import", str(file))["events"] == 0
    # In a network where the number is another record's, the origin is nobody's.
    third = type(net)(tmp_path / "third.db")
    third.ok("add", "Bo")
    third.ok("log", "bo", "tea")
    assert third.json("import", str(tmp_path / "n.jsonl"))["errors"] == []
    assert "-1" in third.ok("export")
    assert third("doctor").code == 0


def test_two_imports_at_one_moment_stay_two(net, tmp_path):
    (tmp_path / "a.csv").write_text("name,email\nAda,a@x.org\n")
    net.ok("import", str(tmp_path / "a.csv"))
    (tmp_path / "a.csv").write_text("name,email\nBo,b@x.org\n")
    net.ok("import", str(tmp_path / "a.csv"))
    lines = [json.loads(line) for line in net.ok("export").splitlines()]
    for line in lines:
        if line.get("table") == "import_run":
            line["at"] = "2026-11-23 12:00:00.000000"
    text = "".join(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n" for line in lines)
    (tmp_path / "n.jsonl").write_text(text)
    other = type(net)(tmp_path / "other.db")
    other.ok("import", str(tmp_path / "n.jsonl"))
    assert [c["name"] for c in other.json("list", "--imported", "1")] == ["Ada"]
    before = other.ok("export")
    other.ok("import", str(tmp_path / "n.jsonl"))
    assert other.ok("export") == before


@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        (("Anna Kowal", "--org", "ACME"), ("anna kowal", "--org", "ACME Sp. z o.o."),
         ["the same name"]),
        (("Anna Kowal", "--org", "ACME"), ("Anna Kowal",), ["the same name"]),
        (("Dr. Anna Zając",), ("Anna Zając",), ["names alike"]),
        (("Nowak Jan",), ("Jan Nowak",), ["names alike"]),
        (("Jan Müller",), ("Jan Mueller",), ["names alike"]),
        (("Ada", "--phone", "+48 600 100 200"), ("Bo", "--phone", "600100200"),
         ["the same phone +48 600 100 200"]),
        (("Ada", "--phone", "+48 600 100 200"), ("Bo", "--phone", "+44 600 100 200"), []),
        (("Jan Nowak", "--org", "A"), ("Jan Nowak", "--org", "B"), []),
    ],
)  # fmt: skip
def test_pairs_that_a_person_would_see_are_seen(net, one, other, reasons):
    for words in (one, other):
        net.ok("add", *words, "--anyway")
    assert [r for p in net.json("duplicates") for r in p["reasons"]] == reasons


@pytest.mark.parametrize("form", ["vcard", "jsonl", "csv", "ics"])
def test_a_terminal_is_shown_what_a_file_gets_as_it_is(net, tmp_path, form):
    card = tmp_path / "x.vcf"
    evil = "X-EVIL:a\x1b]0;title\x07b\x9b2Jc"
    card.write_text(f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada\r\n{evil}\r\nEND:VCARD\r\n", newline="")
    net.ok("import", str(card))
    shown = net.ok("export", "--format", form, "-o", "-", terminal=True)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", shown)


def test_a_calendar_of_some_people_holds_no_step_of_a_goal(two):
    two.ok("goal", "add", "change jobs")
    two.ok("goal", "step", "g1", "leave Firm", "--by", "1w")
    assert "leave Firm" in two.ok("export", "--format", "ics")
    for words in (["--org", "Firm"], ["--limit", "5"], ["--tag", "x"]):
        assert "leave Firm" not in two.ok("export", "--format", "ics", *words)


def test_a_card_that_netcrm_never_wrote_stays_in_the_folder(net, tmp_path):
    folder, card = tmp_path / "cards", "BEGIN:VCARD\nVERSION:3.0\nUID:{}\nFN:{}\nEND:VCARD\n"
    folder.mkdir()
    (folder / "family.vcf").write_text(card.format("else", "My Family"))
    (tmp_path / "evil.vcf").write_text(card.format("family", "Mallory Evil"))
    net.ok("import", str(tmp_path / "evil.vcf"))
    answer = net("export", "--format", "vdir", "-o", str(folder))
    assert "family.vcf" in answer.err
    net.ok("archive", "mallory")
    net.ok("export", "--format", "vdir", "-o", str(folder))
    assert "My Family" in (folder / "family.vcf").read_text()
    net.ok("unarchive", "mallory")
    net.ok("export", "--format", "vdir", "-o", str(folder), "--force")
    assert "Mallory" in (folder / "family.vcf").read_text()


def test_no_card_takes_the_place_of_the_database(tmp_path):
    net = Net(tmp_path / "net.vcf")
    card = "BEGIN:VCARD\nVERSION:3.0\nUID:net\nFN:Mallory Evil\nEND:VCARD\n"
    (tmp_path / "evil.txt").write_text(card)
    net.ok("import", str(tmp_path / "evil.txt"), "--format", "vcard")
    assert net("export", "--format", "vdir", "-o", str(tmp_path), "--force").code == 5
    assert len(net.json("list")) == 1
