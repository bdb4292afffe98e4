"""Our own form, row by row: it says what a person may type; one bad row is one problem."""

import json

import pytest

from tests.conftest import Net
from tests.store.dump import dump
from tests.whole import whole

HEAD = '{"format": "netcrm", "version": 1}\n'
ADA = {"table": "contact", "id": 1, "uid": "u1", "name": "Ada", "added_on": "2026-01-01",
       "changed_at": "2026-01-01 12:00:00"}  # fmt: skip


@pytest.fixture
def bring(net, tmp_path):
    """Write rows as a file of our own form, and import it."""

    def run(*rows):
        file = tmp_path / "x.jsonl"
        file.write_text(HEAD + "".join(json.dumps(row) + "\n" for row in rows), "utf-8")
        return net.json("import", str(file))

    return run


def reminder(**values):
    return {"table": "follow_up", "id": 1, "uid": "f1", "kind": "reminder", "owner": "me",
            "contact_id": 1, "text": "call", "due_on": "2026-12-01",
            "made_on": "2026-01-01"} | values  # fmt: skip


WORKS = (["due"], ["show", "ada"], ["list"], ["report"], ["review"], ["export", "--format", "ics"],
         ["export", "--format", "vcard"], ["doctor"])  # fmt: skip
LINES = "one\nEND:VEVENT"


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (ADA | {"uid": LINES}, "uid"),
        (ADA | {"name": LINES}, "name"),
        (ADA | {"title": LINES}, "title"),
        (ADA | {"organization": LINES}, "organization"),
        (ADA | {"city": "a\tb"}, "city"),
        (ADA | {"met_where": LINES}, "met_where"),
        (ADA | {"imported_from": LINES}, "imported_from"),
        (reminder(uid=LINES), "uid"),
        ({"table": "tag", "id": 1, "contact_id": 1, "name": LINES}, "name"),
        ({"table": "contact_point", "id": 1, "contact_id": 1, "kind": "email", "value": LINES},
         "value"),
        ({"table": "import_run", "id": 1, "at": "2026-01-01 12:00:00", "source": "csv",
          "file": LINES}, "file"),
        ({"table": "origin", "id": 1, "source": LINES, "letter": "c", "key": "k", "record_id": 1},
         "source"),
        ({"table": "origin", "id": 1, "source": "csv", "letter": "c", "key": LINES, "record_id": 1},
         "key"),
        ({"table": "redirect", "id": 1, "old_id": 9, "uid": LINES, "name": "x", "contact_id": 1},
         "uid"),
        ({"table": "goal", "id": 1, "uid": "g", "title": LINES, "state": "open",
          "opened_on": "2026-01-01"}, "title"),
        ({"table": "setting", "name": "map:a\nb", "value": "{}"}, "name"),
    ],
    ids=lambda value: value if isinstance(value, str) else value["table"],
)  # fmt: skip
def test_what_is_one_line_at_the_door_is_one_line_in_a_file(bring, row, field):
    rows = [row] if row.get("uid") == "u1" or row["table"] == "contact" else [ADA, row]
    errors = bring(*rows)["errors"]
    assert [e["line"] for e in errors] == [len(rows) + 1]
    assert errors[0]["message"].startswith(f"{row['table']}: {field}: ")
    assert "one line would be right" in errors[0]["message"]


def test_texts_of_lines_come_in_with_them(net, bring):
    bring(ADA | {"note": "one\n\ttwo"}, reminder(text="one\ntwo"))
    assert net.json("show", "ada")["note"] == "one\n\ttwo"
    assert net.json("due", "--within", "1y")[0]["text"] == "one\ntwo"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (ADA | {"birthday": "--03-01", "birthday_done_year": 9999}, "birthday_done_year: 9999"),
        (ADA | {"birthday": "--03-01", "birthday_done_year": 10**12}, "birthday_done_year: 10000"),
        (ADA | {"met_on": "9999-12-31", "cadence": "P1Y"}, "met_on: '9999-12-31' is too far away"),
        (ADA | {"added_on": "0001-01-01"}, "added_on: '0001-01-01' is too far away"),
        (ADA | {"touch_snoozed_to": "2200-01-01"}, "a year from 1900 to 2199 would be right"),
        (ADA | {"changed_at": "9999-12-31 23:59:59"}, "changed_at: "),
        (ADA | {"changed_at": 5}, "changed_at: 5 is no moment"),
        (ADA | {"met_on": 5}, "met_on: 5 is no day"),
        (ADA | {"birthday": "9999-12-31"}, "birthday: "),
        (ADA | {"given": 10**15}, "given is not known"),
        (ADA | {"name": None}, "name: it is missing"),
        (ADA | {"uid": None}, "uid: it is missing"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_row_out_of_range_is_one_problem_and_the_rest_goes_in(net, bring, row, said):
    bo = ADA | {"id": 2, "uid": "u2", "name": "Bo"}
    found = bring(row, bo)
    assert (found["added"], [e["line"] for e in found["errors"]]) == (1, [2])
    assert said in found["errors"][0]["message"]
    for words in WORKS:
        net.ok(*[w.replace("ada", "bo") for w in words])


def test_days_at_the_edge_can_be_counted_on_from(net, bring):
    edge = {"birthday": "--12-31", "birthday_done_year": 2199, "met_on": "2199-12-31"}
    found = bring(
        ADA | edge | {"cadence": "P50Y", "added_on": "1900-01-01"},
        reminder(due_on="2199-12-31", every="P50Y", anchor_on="2199-12-31"),
    )
    assert found["errors"] == []
    for words in WORKS:
        net.ok(*words)


def test_somebody_of_another_century_comes_back(net, tmp_path):
    card = tmp_path / "x.vcf"
    card.write_text("BEGIN:VCARD\nFN:Ada Lovelace\nBDAY:1815-12-10\nEND:VCARD\n")
    net.ok("import", str(card))
    file = tmp_path / "all.jsonl"
    net.ok("export", "-o", str(file))
    other = type(net)(tmp_path / "other.db")
    assert other.json("import", str(file))["errors"] == []
    assert other.ok("export") == file.read_text("utf-8")


@pytest.mark.parametrize("value", ["[" * 100_000, '{"a":' * 100_000])
def test_a_mapping_nested_without_an_end_is_one_problem(bring, value):
    found = bring({"table": "setting", "name": "map:deep", "value": value}, ADA)
    assert (found["added"], [e["line"] for e in found["errors"]]) == (1, [2])
    assert found["errors"][0]["message"] == (
        "setting: value: it is nested too deeply to be a mapping of columns."
    )


@pytest.mark.parametrize(
    "line", ["END:VCARD", "BEGIN:VCARD", "item1.end;X=1:VCARD", "end :vcard", "a.END:VCARD"]
)
def test_a_kept_property_that_would_end_the_card_is_refused(bring, line):
    found = bring(ADA | {"vcard_extra": f"X-A:1\n{line}\nX-B:2"})
    assert (found["added"], "begins or ends a card" in found["errors"][0]["message"]) == (0, True)


def test_me_has_nothing_that_the_original_has_not(net, tmp_path):
    net.ok("add", "Anna Nowak", "--met", "2026-10-01")
    net.ok("expect", "me", "--i-avoid", "mornings")
    net.ok("goal", "add", "a job", "--decider", "anna")
    file = tmp_path / "all.jsonl"
    net.ok("export", "-o", str(file))
    other = type(net)(tmp_path / "other.db")
    other.ok("import", str(file))
    kept = [
        [
            line.partition("VALUES (")[2].partition(", ")[2]
            for line in dump(one.path)
            if line.startswith(("INSERT INTO search_text", "INSERT INTO name_word"))
        ]
        for one in (net, other)
    ]
    assert sorted(kept[0]) == sorted(kept[1])
    assert net.ok("export") == other.ok("export")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("done", "p1"), "p1"),
        (("edit", "anna", "--title", "CTO"), "Anna Nowak"),
        (("change", "e1", "--size", "4"), "e1"),
        (("merge", "2", "1"), "has been joined into another"),
        (("delete", "e1"), "e1 has been deleted here"),
        (("forget", "ben", "--yes"), "Ben Ost has been deleted here"),
        (("edit", "anna", "--no-tag"), "a tag has been deleted here"),
    ],
)
def test_another_state_of_the_network_is_refused_whole(anna, tmp_path, words, said):
    anna.ok("add", "Ben Ost")
    anna.ok("edit", "anna", "--tag", "vip")
    anna.ok("gave", "anna", "an hour")
    anna.ok("promise", "anna", "a list", "--by", "3d")
    old, other = tmp_path / "old.jsonl", Net(tmp_path / "other.db")
    anna.ok("export", "-o", str(old))
    other.ok("import", str(old))
    anna.ok(*words)
    before = whole(anna.path)
    answer = anna("import", str(old))
    assert (answer.code, said in answer.err) == (5, True)
    assert "nothing was imported" in answer.err
    assert whole(anna.path) == before
    new = tmp_path / "new.jsonl"
    anna.ok("export", "-o", str(new))
    if words[0] == "merge":
        assert "has been joined into another" in other("import", str(new)).err
    elif words[0] in ("done", "change"):
        assert other("import", str(new)).code == 5
    assert other("doctor").code == 0


def test_what_is_new_in_a_copy_comes_in_whatever_was_deleted_there_before(anna, tmp_path):
    anna.ok("gave", "anna", "an hour")
    file, other = tmp_path / "x.jsonl", Net(tmp_path / "other.db")
    anna.ok("export", "-o", str(file))
    other.ok("import", str(file))
    anna.ok("gave", "anna", "a tip")
    anna.ok("delete", "e2")
    other.ok("add", "Cy Dee")
    other.ok("gave", "cy", "a list")
    other.ok("gave", "anna", "a map")
    other.ok("export", "-o", str(file), "--force")
    anna.ok("import", str(file))
    assert {e["text"] for e in anna.json("show", "anna")["timeline"]} == {"an hour", "a map"}
    assert len(anna.json("list")) == 2


def test_an_id_of_somebody_else_is_no_reason_to_refuse_and_a_uid_that_went_is(anna, tmp_path):
    file, other = tmp_path / "x.jsonl", Net(tmp_path / "other.db")
    anna.ok("add", "Bob Ost")
    anna.ok("export", "-o", str(file))
    other.ok("import", str(file))
    anna.ok("add", "Tom Typo")
    anna.ok("undo")
    anna.ok("add", "Ania Nowak", "--anyway")
    anna.ok("merge", "4", "1")
    other.ok("add", "Eva Green")
    other.ok("export", "-o", str(file), "--force")
    anna.ok("import", str(file))
    assert {c["name"] for c in anna.json("list")} == {"Anna Nowak", "Bob Ost", "Eva Green"}
    anna.ok("gave", "anna", "A-tip")
    other.ok("gave", "bob", "B-hint")
    for one, two in ((anna, other), (other, anna)):
        one.ok("export", "-o", str(file), "--force")
        two.ok("import", str(file))
    number = next(e["id"] for e in anna.json("show", "anna")["timeline"] if e["text"] == "A-tip")
    anna.ok("delete", number)
    other.ok("export", "-o", str(file), "--force")
    assert anna("import", str(file)).code == 5
