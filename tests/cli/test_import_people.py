"""Who is meant by a record: the same person again, or somebody else who shares something."""

import pytest

from netcrm.domain.nicknames import names_agree
from netcrm.domain.text import phone_key
from tests.cli.test_import import CARD, bring, counts

__all__ = ["bring"]


def cards(*people):
    return "".join(CARD.format(name, rest.replace("|", "\r\n") + "\r\n") for name, rest in people)


@pytest.mark.parametrize(
    ("people", "added"),
    [
        ([("Anna Nowak", "UID:1|EMAIL:n@x.pl"), ("Jan Nowak", "UID:2|EMAIL:n@x.pl")], 2),
        ([("Anna Nowak", "TEL:+48 22 1234567"), ("Jan Nowak", "TEL:+48 22 1234567")], 2),
        ([("Ann Acme", "EMAIL:info@x.org"), ("Bob Bcme", "EMAIL:info@x.org")], 2),
        ([("Kate Fox", "EMAIL:fox@x.org"), ("Kate Hare", "EMAIL:fox@x.org")], 2),
        ([("Priya S", "UID:1|ORG:A|EMAIL:1@x.org"), ("Priya S", "UID:2|ORG:A|EMAIL:2@x.org")], 2),
        ([("Ada", "UID:1|TEL:BusinessPhone"), ("Bo", "UID:2|TEL:CarPhone")], 2),
        ([("Ada Byron", "EMAIL:a@x.org"), ("Byron Ada", "EMAIL:a@x.org")], 1),
        ([("Ada Byron", "UID:1|EMAIL:a@x.org"), ("a@x.org", "UID:2|EMAIL:a@x.org")], 1),
    ],
)
def test_one_file_brings_each_of_its_people(net, bring, people, added):
    assert bring(cards(*people))["added"] == added
    before = net.ok("export")
    assert counts(bring(cards(*people))) == (0, 0, len(people), 0)
    assert net.ok("export") == before


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (("Anna Nowak", "EMAIL:a@x.pl"), ("Anna Lis", "EMAIL:a@x.pl"), True),
        (("Anna Nowak", "TEL:600100200"), ("Anna Lis", "TEL:600100200"), False),
        (("Anna Nowak", "UID:1"), ("Anna Lis", "UID:1"), True),
        (("Anna Nowak", "UID:1|EMAIL:a@x.pl"), ("Anna Lis", "UID:2|EMAIL:a@x.pl"), False),
        (("Anna Nowak", "UID:1|EMAIL:a@x.pl"), ("Ania Nowak", "UID:2|EMAIL:a@x.pl"), True),
        (("Jan Müller", "TEL:600100200"), ("Dr. J. Mueller", "TEL:600100200"), True),
        (("Jan Nowak", "EMAIL:a@x.pl"), ("Ewa Nowak", "EMAIL:a@x.pl"), False),
        (("a@x.pl", "EMAIL:a@x.pl"), ("Ewa Nowak", "EMAIL:a@x.pl"), True),
    ],
)
def test_what_is_shared_is_theirs_whose_name_agrees(bring, first, second, same):
    bring(cards(first))
    assert bring(cards(second), name="b.vcf")["added"] == (0 if same else 1)


def test_those_who_share_an_address_are_proposed_as_a_pair(net, bring):
    bring(cards(("Anna Nowak", "UID:1|EMAIL:n@x.pl"), ("Jan Nowak", "UID:2|EMAIL:n@x.pl")))
    assert [p["reasons"] for p in net.json("duplicates")] == [["the same e-mail n@x.pl"]]


def test_another_name_under_the_same_uid_is_told_once(net, bring):
    bring(cards(("Anna Nowak", "UID:1")))
    news = "Anna Nowak is called Anna Lis now."
    assert bring(cards(("Anna Lis", "UID:1")))["news"] == [news]
    assert counts(bring(cards(("Anna Lis", "UID:1")))) == (0, 0, 1, 0)
    anna = net.json("show", "anna lis")
    assert (anna["name"], anna["aliases"]) == ("Anna Nowak", ["Anna Lis"])
    assert [e["text"] for e in anna["timeline"]] == [news]


def test_a_name_takes_the_place_of_an_address_that_stood_in_for_it(net, bring):
    bring(cards(("a@x.org", "EMAIL:a@x.org")))
    bring(cards(("Ada Byron", "EMAIL:a@x.org")), name="b.vcf")
    assert [c["name"] for c in net.json("list")] == ["Ada Byron"]


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("Jan Nowak", "Jan Nowak Jr", True),
        ("Jan Nowak Sr", "Jan Nowak Jr", False),
        ("J. N.", "Jan Nowak", False),
        ("Ñ Ñ", "Ñ Ñ", True),
        ("Anna Maria Nowak", "Ania Nowak", True),
        ("Bob Smith", "Rob Jones", False),
    ],
)
def test_names_agree_where_the_shorter_stands_in_the_longer(one, other, agree):
    assert names_agree(one, other) == names_agree(other, one) == agree


@pytest.mark.parametrize(
    ("number", "key"),
    [
        ("BusinessPhone", "businessphone"),
        ("1-800-FLOWERS", "1-800-flowers"),
        ("+1-800-555-TAXI", "+1-800-555-taxi"),
        ("+48 600 100 200 (work)", "+48600100200"),
        ("555-1234 EXT 5", "55512345"),
        ("112", "112"),
    ],
)
def test_a_phone_without_enough_digits_is_compared_as_text(number, key):
    assert phone_key(number) == key


def test_every_phone_of_a_card_stays_whatever_it_is_written_in(net, bring):
    bring(cards(("Ada", "TEL:BusinessPhone|TEL:CarPhone|TEL:1-800-FLOWERS|TEL:1-800-TAXICAB")))
    assert len(net.json("show", "ada")["phones"]) == 4


def test_a_uid_is_the_same_however_it_is_written_and_goes_out_as_it_came(net, bring):
    bring(cards(("Ada", "UID:urn:uuid:ABC")))
    assert counts(bring(cards(("Ada", "UID:abc")), name="b.vcf")) == (0, 0, 1, 0)
    assert "\r\nUID:urn:uuid:ABC\r\n" in net.ok("export", "--format", "vcard")


KEPT = "UID:1|X-FOO:1|ROLE:Thinker|item1.X-ABDATE:2001|item1.X-ABLabel:Began|TEL;TYPE=CELL:+48600"


def exported(net):
    return net.ok("export", "--format", "vcard").split("\r\n")


def test_what_netcrm_does_not_know_follows_the_card(net, bring):
    bring(cards(("Ada", KEPT)))
    newer = KEPT.replace("FOO:1", "FOO:2").replace("|ROLE:Thinker", "|X-NEW:3")
    assert counts(bring(cards(("Ada", newer)))) == (0, 1, 0, 0)
    assert counts(bring(cards(("Ada", newer)))) == (0, 0, 1, 0)
    lines = exported(net)
    for line in ("X-FOO:2", "X-NEW:3", "ROLE:Thinker", "item1.X-ABLabel:Began"):
        assert line in lines
    assert "X-FOO:1" not in lines


def test_a_second_card_of_a_person_adds_what_it_has(net, bring):
    second = "UID:2|EMAIL:a@x.org|X-FOO:9|item1.X-ABDATE:2002|item1.X-ABLabel:Left"
    both = cards(("Ada", KEPT + "|EMAIL:a@x.org"), ("Ada", second))
    assert counts(bring(both)) == (1, 1, 0, 0)
    assert counts(bring(both)) == (0, 0, 2, 0)
    lines = exported(net)
    for line in ("X-FOO:1", "X-FOO:9", "item1.X-ABLabel:Began", "item2.X-ABDATE:2002",
                 "item2.X-ABLabel:Left"):  # fmt: skip
        assert line in lines


WHOLE = (
    "UID:1|EMAIL:a@x.pl|EMAIL:b@x.pl|TEL:+48 600 100 200|ORG:Polana|TITLE:CTO|BDAY:1980-02-03|"
    "ADR:;;;Oslo;;;|CATEGORIES:guild|NOTE:likes tea\\nplays go|NICKNAME:Ania"
)


def test_what_was_taken_away_is_not_brought_back_by_any_file(net, bring):
    bring(cards(("Anna Nowak", WHOLE)))
    net.ok(
        "edit", "anna", "--email", "b@x.pl", "--no-phone", "--no-org", "--no-title",
        "--no-birthday", "--no-city", "--no-tag", "--no-alias", "--note", "plays go, well",
    )  # fmt: skip
    before = net.ok("export")
    assert counts(bring(cards(("Anna Nowak", WHOLE)))) == (0, 0, 1, 0)
    assert counts(bring("name,email\nAnna Nowak,a@x.pl\n", name="a.csv")) == (0, 0, 1, 0)
    assert [line for line in net.ok("export").split("\n") if '"origin"' not in line] == [
        line for line in before.split("\n") if '"origin"' not in line
    ]


def test_what_is_typed_again_may_be_brought_again(net, bring):
    bring(cards(("Anna Nowak", "UID:1|TEL:600100200")))
    net.ok("edit", "anna", "--no-phone")
    net.ok("undo")
    assert net.json("show", "anna")["phones"] == ["600100200"]
    net.ok("edit", "anna", "--no-phone")
    net.ok("edit", "anna", "--phone", "600 100 200")
    assert '"taken_away"' not in net.ok("export")


def test_a_name_that_was_changed_is_no_news(net, bring):
    bring(cards(("Anna Lis", "UID:1")))
    net.ok("edit", "anna", "--name", "Ewa Nowak")
    assert bring(cards(("Anna Lis", "UID:1")))["news"] == []
    assert net.json("show", "ewa")["aliases"] == []


def test_what_was_taken_away_goes_along_and_is_forgotten(net, bring, tmp_path):
    bring(cards(("Anna Nowak", "UID:1|EMAIL:a@x.pl"), ("A. Nowak", "UID:2|EMAIL:qq@x.pl")))
    net.ok("edit", "2", "--no-email")
    net.ok("merge", "2", "1")
    file = tmp_path / "all.jsonl"
    net.ok("export", "-o", str(file))
    other = type(net)(tmp_path / "other.db")
    other.ok("import", str(file))
    assert other.ok("export") == file.read_text()
    for network in (net, other):
        text = cards(("A. Nowak", "UID:2|EMAIL:qq@x.pl"))
        (tmp_path / "again.vcf").write_text(text)
        network.ok("import", str(tmp_path / "again.vcf"))
        assert network.json("show", "1")["emails"] == ["a@x.pl"]
        network.ok("forget", "1", "--yes", "--backups")
        assert b"qq@x.pl" not in network.path.read_bytes()


def test_what_one_of_two_keeps_is_not_taken_away_when_they_are_joined(net, bring):
    bring(cards(("Anna Nowak", "UID:1|EMAIL:a@x.pl"), ("Ann Nowak", "UID:2|TEL:600100200")))
    net.ok("edit", "2", "--email", "a@x.pl")
    net.ok("edit", "2", "--no-email")
    net.ok("merge", "2", "1")
    assert '"taken_away"' not in net.ok("export")


def test_an_origin_without_its_contact_is_refused(net, bring, tmp_path):
    bring(cards(("New Card", "EMAIL:nn@x.org")))
    file = tmp_path / "x.jsonl"
    file.write_text(net.ok("export").replace('"birthday": null', '"birthday": "zz"'))
    other = type(net)(tmp_path / "other.db")
    assert other.json("import", str(file))["added"] == 0
    assert other.json("doctor")["healthy"]
    other.ok("add", "Somebody")
    (tmp_path / "again.vcf").write_text(cards(("New Card", "EMAIL:nn@x.org")))
    assert other.json("import", str(tmp_path / "again.vcf"))["added"] == 1
