"""What is of others when somebody is forgotten: their names, their texts, words of the language."""

import pytest

from netcrm.store.files import backups_of
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


@pytest.mark.parametrize(
    "name",
    ["Marcus Reed [he/him]", "Marcus Reed / Acme", "Marcus Reed @ Acme", "Marcus Reed he/him",
     "★ Marcus Reed", "Marcus Reed | Acme", "Marcus Reed - Acme", "Marcus Reed [Acme], PhD",
     "Marcus Reed III"],
)  # fmt: skip
def test_a_name_is_found_without_what_people_write_beside_it(net, name):
    net.ok("add", name)
    net.ok("add", "Bob", "--note", "Marcus Reed knows him", "--tag", "via-marcus-reed")
    net.ok("log", "bob", "spoke of @marcus.reed, #marcus_reed and Marcus Reed")
    forgotten(net, "1")
    bob = net.json("show", "bob")
    assert (bob["note"], bob["tags"]) == ("… knows him", ["via-…"])
    assert bob["timeline"][0]["text"] == "spoke of …, #… and …"
    assert "reed" not in net.ok("history").lower()


def test_what_was_done_for_others_stays_done(net):
    for name in ("Anna Zeldaq", "Ben Ost", "Cleo Park"):
        net.ok("add", name)
    net.ok("ask", "ben", "a way to someone in data", "--theirs")
    net.ok("accept", "a1", "--by", "2026-11-25")
    net.ok("intro", "ben", "anna", "--by", "me", "--for", "a1", "--made")
    net.ok("intro", "ben", "cleo", "--by", "anna", "--made")
    forgotten(net, "Anna Zeldaq")
    assert net.json("due", "--within", "60d") == []
    ben = net.json("show", "ben")
    assert [a["state"] for a in ben["asks"]] == ["fulfilled"]
    assert "introduced by …" in [t["how"] for t in ben["ties"]]
    assert net("doctor").code == 0


def test_a_waiting_text_about_another_one_stays(net):
    net.ok("add", "Al Johns")
    net.ok("add", "Al Johnson")
    net.ok("add", "Al Johns", "--anyway")
    net.edits_by('sed -i "s/^birthday.*/birthday: nonsense/" "$1"')
    for who in ("2", "3"):
        net("edit", who, terminal=True)
    waiting = sorted(net.path.parent.rglob("*-c[23]-*"))
    assert len(waiting) == 2
    forgotten(net, "1")
    assert sorted(net.path.parent.rglob("*-c[23]-*")) == waiting


@pytest.mark.parametrize("name", ["Maria Kowalska (IBM)", "Dr. Maria Kowalska"])
def test_a_namesake_with_a_title_or_a_firm_is_a_namesake(net, name):
    net.ok("add", "Maria Kowalska", "--note", "Maria Kowalska likes tea")
    net.ok("add", name, "--anyway", "--note", "Maria Kowalska likes milk")
    net.ok("add", "Bob", "--note", "Maria Kowalska asked")
    forgotten(net, "2")
    assert net.json("show", "1")["note"] == "Maria Kowalska likes tea"
    net.ok("undo")
    assert net.json("show", "bob")["note"] == "… asked"


@pytest.mark.parametrize(
    ("name", "more", "note"),
    [
        ("Frank", [], "met in Frankfurt"),
        ("Christopher Jones", ["--alias", "Chris"], "Christmas party, wife Christine"),
        ("Ewa (yoga)", [], "Ewa Stone likes tea"),
        ("Anna Zeldaq", ["--phone", "2024"], "joined in 2024, paid 2024 EUR"),
    ],
)
def test_other_words_are_no_name(net, name, more, note):
    net.ok("add", name, *more)
    net.ok("add", "Ben Ost", "--note", note)
    assert forgotten(net, "1")["spoken_of"] == []
    assert net.json("show", "ben")["note"] == note


def test_a_first_name_of_former_days_says_nobody(net):
    net.ok("add", "Maria")
    net.ok("edit", "1", "--name", "Maria Kowalska")
    net.ok("add", "Maria Nowak", "--note", "Maria likes tea")
    forgotten(net, "1")
    assert net.json("show", "nowak")["note"] == "Maria likes tea"


def test_backups_from_before_a_short_name_do_not_hold_it(net):
    net.ok("add", "Ben Ost")
    net.ok("backup")
    net.ok("add", "Ann")
    net.ok("backup")
    told = net.json("forget", "ann", "--yes")
    assert len(told["backups"]) == 1


def test_an_address_in_the_key_of_another_one_goes(net, tmp_path):
    (tmp_path / "c.csv").write_text("Name,Email\nBen Ost,anna@zel.example\n")
    net.ok("import", str(tmp_path / "c.csv"))
    (tmp_path / "c.csv").unlink()
    net.ok("edit", "ben", "--no-email")
    net.ok("add", "Anna Zeldaq", "--email", "anna@zel.example")
    net.json("forget", "anna", "--texts", "--backups", "--yes")
    assert "zel.example" not in net.ok("export", "--format", "jsonl")


def test_a_mapping_that_another_one_may_have_named_stays(net, tmp_path):
    (tmp_path / "c.csv").write_text("Who,Email\nBen Ost,b@x.org\n")
    net.ok("import", str(tmp_path / "c.csv"), "--map", "name=Who", "--save-map", "marta-export")
    net.ok("add", "Marta Kowal")
    net.ok("add", "Marta Nowak")
    forgotten(net, "kowal")
    net.ok("import", str(tmp_path / "c.csv"), "--map", "marta-export")


@pytest.mark.parametrize(
    ("name", "more", "note", "left"),
    [
        ("Anna Nowak", ["--alias", "dj.kubus"], "lunch with @dj.kubus", "lunch with …"),
        ("Anna Nowak", ["--url", "www.kubus.pl"], "see kubus.pl, www.kubus.pl/x", "see …, …/x"),
        ("Anna Nowak", ["--url", "https://www.linkedin.com/in/kubus-42"],
         "https://pl.linkedin.com/in/kubus-42", "https://…"),
        ("Jean-Pierre Dupont", [], "Jean Pierre Dupont", "…"),
        ("Anna Nowak-Kowalska", [], "Anna Nowak Kowalska", "…"),
        ('Robert "Bob" Smith', [], "Robert Smith", "…"),
        ("Anna M. Nowak", [], "Anna Nowak", "…"),
    ],
)  # fmt: skip
def test_a_name_or_an_address_is_found_as_people_write_it(net, name, more, note, left):
    net.ok("add", name, *more)
    net.ok("add", "Zed Other")
    net.ok("log", "zed", note)
    assert len(forgotten(net, "1")["spoken_of"]) == 1
    assert net.json("show", "zed")["timeline"][0]["text"] == left


@pytest.mark.parametrize(
    ("name", "other", "note"),
    [
        ("Jan Kowal", "Dr. Jan Kowalski", "Jan Kowalski is the one who decides"),
        ("Anna Nowak", "Anna Nowak-Beck PhD", "lunch with Anna Nowak-Beck"),
    ],
)
def test_another_one_with_a_title_keeps_their_name(net, name, other, note):
    net.ok("add", name)
    net.ok("add", other)
    net.ok("add", "Zed Other", "--note", note)
    forgotten(net, "1")
    assert net.json("show", "zed")["note"] == note


def test_with_a_namesake_only_what_is_theirs_alone_goes(net):
    net.ok("add", "Anna Nowak", "--email", "anna@acme.example")
    net.ok("add", "Anna Nowak", "--anyway", "--note", "This Anna Nowak is not anna@acme.example")
    forgotten(net, "1")
    assert net.json("show", "2")["note"] == "This Anna Nowak is not …"


def test_a_file_that_netcrm_did_not_make_is_named_whatever_the_letters(net):
    net.ok("add", "Łukasz Świątek")
    net.ok("backup")
    notes = backups_of(net.path) / "notes.txt"
    notes.write_text("Łukasz Świątek")
    assert net.json("forget", "1", "--yes")["not_ours"] == [str(notes)]


def test_a_mapping_that_has_their_name_in_another_word_stays(net, tmp_path):
    (tmp_path / "c.csv").write_text("Who,Email\nBen Ost,b@x.org\n")
    net.ok("import", str(tmp_path / "c.csv"), "--map", "name=Who", "--save-map", "linkedin")
    net.ok("add", "Anna Linke")
    forgotten(net, "linke")
    net.ok("import", str(tmp_path / "c.csv"), "--map", "linkedin")
