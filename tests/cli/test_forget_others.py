"""What is of others when somebody is forgotten: their names, their texts, words of the language."""

import pytest

from tests.conftest import Net


@pytest.fixture
def two(net):
    """Maria, and Maria Kowalska who is to be forgotten."""
    net.ok("add", "Maria")
    net.ok("add", "Maria Kowalska", "--email", "mk@secretq.example")
    return net


def forgotten(net: Net, who: str = "Maria Kowalska"):
    return net.json("forget", who, "--texts", "--yes")


def test_a_mention_by_first_and_last_name_goes_wherever_it_stands(two):
    said = "as @maria.kowalska said"
    two.ok("add", "Bob", "--note", said)
    two.ok("goal", "add", f"a job {said}")
    two.ok("expect", "bob", "--theirs", said)
    two.ok("got", "bob", "a tip")
    two.ok("told", "l1", said)
    two.ok("tie", "bob", "1", "--strength", "3", "--how", said)
    records = {s["record"] for s in forgotten(two)["spoken_of"]}
    assert records == {"3", "g1", "x1", "l1", "e1", "tie 1 3"}
    assert "kowalska" not in two.ok("export", "--format", "jsonl").lower()


def test_a_mention_that_is_anothers_whole_name_stays(two):
    two.ok("add", "Bob")
    two.ok("log", "bob", "a talk of @maria and @maria.kowalska")
    forgotten(two)
    (happened,) = two.json("show", "bob")["timeline"]
    assert happened["text"] == "a talk of @maria and …"
    assert [e["id"] for e in two.json("show", "1")["timeline"]] == ["n1"]


def test_a_name_that_goes_on_from_theirs_stays(net):
    net.ok("add", "Al Johns")
    net.ok("add", "Al Johnson", "--note", "Al Johnson is no Al Johns.")
    assert len(forgotten(net, "Al Johns")["spoken_of"]) == 2
    assert net.json("show", "2")["note"] == "Al Johnson is no …."
    assert net.json("show", "2")["name"] == "Al Johnson"


def test_what_is_said_with_a_namesake_is_of_the_namesake(net):
    net.ok("add", "Jan Nowak")
    net.ok("add", "Jan Nowak", "--anyway", "--note", "Jan Nowak likes tea.")
    net.ok("add", "Bob", "--note", "Jan Nowak asked.")
    told = {s["record"] for s in forgotten(net, "1")["spoken_of"]}
    assert told == {"2", "3"}
    assert net.json("show", "2")["note"] == "Jan Nowak likes tea."
    assert net.json("show", "bob")["note"] == "… asked."


def test_a_waiting_text_with_a_word_of_the_language_stays(net):
    net.ok("add", "Will")
    net.ok("add", "Bob")
    net.edits_by('echo "what will be" >> "$1"; exit 3')
    net("edit", "bob", terminal=True)
    waiting = list(net.path.parent.rglob("*.md")) + list(net.path.parent.rglob("*.txt"))
    assert waiting
    forgotten(net, "Will")
    assert [path for path in waiting if path.exists()] == waiting


def test_a_label_whose_property_went_goes_with_it(net, tmp_path):
    card = tmp_path / "b.vcf"
    card.write_text(
        "BEGIN:VCARD\nVERSION:3.0\nFN:Bob Stone\nitem1.X-ABRELATEDNAMES:Zeldaq Mora\n"
        "item1.X-ABLabel:partner\nitem2.X-ABRELATEDNAMES:Cy Dee\nitem2.X-ABLabel:friend\n"
        "END:VCARD\n"
    )
    net.ok("import", str(card))
    net.ok("add", "Zeldaq Mora")
    forgotten(net, "Zeldaq")
    said = net.ok("export", "--format", "vcard")
    assert "Zeldaq" not in said
    assert "partner" not in said
    assert "item2.X-ABLabel:friend" in said


def test_a_name_with_degrees_is_found_without_them(net):
    net.ok("add", "Zeldaq Mora, MSc, PMP")
    net.ok("add", "Yolanda Quix CFA")
    net.ok("add", "Bob", "--note", "Zeldaq Mora and Yolanda Quix")
    for who in ("Zeldaq", "Yolanda"):
        forgotten(net, who)
    assert net.json("show", "bob")["note"] == "… and …"


def test_a_database_that_was_set_aside_is_ours_also_without_its_head(two):
    two.ok("backup")
    with two.path.open("r+b") as file:
        file.write(b"\0" * 4096)
    two.ok("restore", "1", "--yes")
    (aside,) = two.path.parent.glob(f"{two.path.name}.damaged-*[0-9]")
    told = two.json("forget", "Maria Kowalska", "--backups", "--yes")
    assert (told["not_ours"], aside.exists()) == ([], False)
