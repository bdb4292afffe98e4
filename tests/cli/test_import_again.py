"""A file that has changed is brought in again: nothing of it is lost, and what is news is told."""

import pytest

from tests.conftest import Net

HOME = "ADR;TYPE=home:;;{};{};;00100;Italy"
WORK = "ADR;TYPE=work:;;Biz 7;Oslo;;0150;Norway"


@pytest.fixture
def bring(net, tmp_path):
    """Import Cleo's card with some lines."""

    def run(*lines):
        file = tmp_path / "x.vcf"
        card = ["BEGIN:VCARD", "VERSION:3.0", "UID:u-1", "FN:Cleo Park", *lines, "END:VCARD", ""]
        file.write_text("\r\n".join(card))
        return net.json("import", str(file))

    return run


def of(net, name, version="3.0"):
    card = net.ok("export", "--format", "vcard", "--vcard-version", version)
    return [line for line in card.replace("\r\n ", "").splitlines() if line.startswith(name)]


@pytest.mark.parametrize("version", ["3.0", "4.0"])
def test_of_several_addresses_the_one_that_changed_is_new_and_the_other_stays(net, bring, version):
    bring(HOME.format("Via Uno 1", "Rome"), WORK)
    bring(HOME.format("Via Due 2", "Rome"), WORK)
    assert of(net, "ADR", version) == [HOME.format("Via Due 2", "Rome"), WORK]
    told = bring(HOME.format("Via Tre 3", "Paris"), WORK)
    assert told["news"] == ["Cleo Park is in Paris."]
    assert of(net, "ADR", version) == [HOME.format("Via Tre 3", "Paris"), WORK]
    assert net.json("show", "cleo")["city"] == "Paris"


def test_a_city_that_was_typed_stays_and_the_other_one_is_told_once(net, bring):
    bring(HOME.format("Via Uno 1", "Rome"))
    net.ok("edit", "cleo", "--city", "Bern")
    for news in (["Cleo Park is in Paris."], []):
        assert bring(HOME.format("Via Uno 1", "Paris"))["news"] == news
    assert net.json("show", "cleo")["city"] == "Bern"


def test_of_several_firms_the_one_that_changed_is_new_and_the_other_stays(net, bring):
    bring("ORG:A1;d1", "TITLE:T1", "ORG:B1;d2", "TITLE:T2")
    bring("ORG:A2;d1", "TITLE:T1b", "ORG:B1;d2", "TITLE:T2")
    assert of(net, "ORG") == ["ORG:A2;d1", "ORG:B1;d2"]
    assert of(net, "TITLE") == ["TITLE:T1b", "TITLE:T2"]


def test_what_another_program_changed_in_a_card_comes_back_out(net, tmp_path):
    folder = tmp_path / "vd"
    net.ok("add", "Cleo Park", "--city", "Rome")
    net.ok("export", "--format", "vdir", "-o", str(folder))
    (card,) = folder.iterdir()
    for street, city in (("Via Uno 1", "Rome"), ("Via Due 2", "Paris")):
        lines = [s for s in card.read_text().splitlines() if not s.startswith("ADR")]
        card.write_text("\r\n".join([*lines[:-1], HOME.format(street, city), lines[-1], ""]))
        net.ok("import", str(folder))
        net.ok("export", "--format", "vdir", "-o", str(folder), "--force")
        assert HOME.format(street, city) in card.read_text()
        assert card.read_text().count("ADR") == 1


def test_another_birthday_is_told_and_ones_own_stays(net, bring):
    bring("BDAY:1980-01-02")
    assert bring("BDAY:1981-01-02")["news"] == ["Cleo Park was born on 1981-01-02."]
    assert bring("BDAY:1981-01-02")["news"] == []
    assert net.json("show", "cleo")["birthday"] == "1980-01-02"


def test_a_year_that_was_not_known_is_no_news_and_comes_in(net, bring):
    net.ok("add", "Cleo Park", "--birthday", "--01-02")
    for card in ("BDAY:1980-01-02", "BDAY:--0102", "BDAY:1980-01-02"):
        assert bring(card)["news"] == []
        assert net.json("show", "cleo")["birthday"] == "1980-01-02"


def test_a_note_that_is_a_part_of_ones_own_is_another_one(net, tmp_path):
    net.ok("add", "Ola X", "--email", "o@x.org", "--note", "Not interested in sales")
    file = tmp_path / "d.csv"
    file.write_text("Name,Email,Notes\nOla X,o@x.org,interested in sales\n")
    for _ in range(2):
        net.ok("import", str(file))
    assert net.json("show", "ola")["note"] == "Not interested in sales\ninterested in sales"


def test_web_addresses_that_differ_after_a_question_mark_are_two(net, tmp_path):
    urls = ["https://x.org/watch?v=aaa", "https://x.org/watch?v=aAa", "https://x.org/#me"]
    net.ok("add", "Anna", *(word for url in urls for word in ("--url", url)))
    assert net.json("show", "anna")["urls"] == urls
    net.ok("add", "Ben", "--url", "https://f.example/profile.php?id=100001")
    net.ok("add", "Benj", "--url", "https://f.example/profile.php?id=100002")
    net.ok("merge", "3", "2")
    assert len(net.json("show", "ben")["urls"]) == 2
    file = tmp_path / "x.vcf"
    net.ok("export", "-o", str(file))
    other = Net(tmp_path / "other.db")
    other.ok("import", str(file))
    assert other.json("show", "anna")["urls"] == urls


def test_what_a_card_says_twice_in_two_spellings_is_found_once(net, bring):
    bring("URL:www.x.example", "URL:http://www.x.example", "CATEGORIES:Vip,VIP", "NICKNAME:Cl,CL")
    assert net.json("doctor")["healthy"]


def test_a_city_and_a_firm_that_are_only_spelled_otherwise_keep_their_street_and_department(
    net, bring
):
    bring(
        "ADR;TYPE=home:;;Malmo Road 1;Malmo;;20010;Sweden",
        "ORG:Acme, Ltd;Sales".replace(",", "\\,"),
    )
    net.ok("edit", "cleo", "--city", "Malmö", "--org", "ACME, Ltd")
    assert of(net, "ADR") == ["ADR;TYPE=home:;;Malmo Road 1;Malmö;;20010;Sweden"]
    assert of(net, "ORG") == ["ORG:ACME\\, Ltd;Sales"]
    net.ok("edit", "cleo", "--city", "Oslo", "--org", "Beta")
    assert of(net, "ADR") == ["ADR:;;;Oslo;;;"]
    assert of(net, "ORG") == ["ORG:Beta"]


def test_every_piece_of_news_is_told_once(net, bring):
    bring("ORG:Acme", "TITLE:Engineer", "ADR:;;Via Uno 1;Rome;;;", "BDAY:1980-01-02")
    net.ok("edit", "cleo", "--org", "Own", "--title", "Boss", "--city", "Bern")
    card = ("ORG:Beta", "TITLE:CTO", "ADR:;;Via Uno 1;Paris;;;", "BDAY:1981-01-02")
    assert bring(*card)["news"] == [
        "Cleo Park is now CTO at Beta.",
        "Cleo Park was born on 1981-01-02.",
        "Cleo Park is in Paris.",
    ]
    assert bring(*card)["news"] == []
    assert bring("ORG:Gamma", "TITLE:CTO")["news"] == ["Cleo Park is now at Gamma."]
    assert bring("ORG:Gamma", "TITLE:Adviser")["news"] == ["Cleo Park is now Adviser."]


def test_another_name_of_theirs_is_an_alias_also_where_it_agrees(net, bring, tmp_path):
    bring("EMAIL:cleo@example.org")
    file = tmp_path / "x.csv"
    file.write_text("Name,Email\nCleo Maria Park,cleo@example.org\n")
    for updated in (1, 0):
        told = net.json("import", str(file))
        assert (told["updated"], told["news"]) == (updated, [])
    assert net.json("show", "cleo")["aliases"] == ["Cleo Maria Park"]


def test_a_card_of_somebody_who_was_joined_takes_nothing_of_the_other_card(net, bring, tmp_path):
    bring(HOME.format("Via Uno 1", "Rome"), "GENDER:F", "ANNIVERSARY:2001-01-01")
    file = tmp_path / "y.vcf"
    file.write_text(
        "BEGIN:VCARD\nVERSION:4.0\nUID:u-2\nFN:Clea Parker\nN:Parker;Clea;;Dr.;\n"
        f"{WORK}\nGENDER:X\nANNIVERSARY:2002-02-02\nEND:VCARD\n"
    )
    net.ok("import", str(file))
    net.ok("merge", "Clea Parker", "Cleo Park")
    assert net.json("show", "cleo")["note"].split("\n") == [
        "city of Clea Parker: Oslo",
        "gender of Clea Parker: X",
        "anniversary of Clea Parker: 2002-02-02",
    ]
    for street in ("Via Uno 1", "Via Due 2"):
        bring(HOME.format(street, "Rome"), "GENDER:F", "ANNIVERSARY:2001-01-01")
        net.ok("import", str(file))
    assert of(net, "ADR") == [
        HOME.format("Via Uno 1", "Rome"), WORK, HOME.format("Via Due 2", "Rome")
    ]  # fmt: skip


def test_how_a_former_name_is_read_goes_with_it_and_a_label_with_its_address(net, bring):
    extra = ("N:Park;Cleo;;;", "SORT-STRING:Park", "X-PHONETIC-FIRST-NAME:Klee-oh")
    bring(*extra, HOME.format("Via Uno 1", "Rome"), "LABEL:Via Uno 1\\nRome")
    net.ok("edit", "cleo", "--tag", "vip")
    said = net.ok("export", "--format", "vcard")
    assert all(part in said for part in ("SORT-STRING", "Klee-oh", "LABEL"))
    net.ok("edit", "cleo", "--name", "Max Dee", "--city", "Oslo")
    said = net.ok("export", "--format", "vcard")
    assert not [part for part in ("Park", "Klee-oh", "Cleo", "Via Uno") if part in said]


def test_who_moves_back_is_there_again_and_so_is_their_street(net, bring):
    for city, news in (("Rome", []), ("Oslo", 1), ("Rome", 1), ("Oslo", 1)):
        told = bring(HOME.format("Main St 1", city))["news"]
        assert told == ([f"Cleo Park is in {city}."] if news else [])
        assert net.json("show", "cleo")["city"] == city
        assert of(net, "ADR") == [HOME.format("Main St 1", city)]


def test_every_change_of_a_firm_is_told_also_a_way_back(bring):
    for firm, news in (("Acme", 0), ("Beta", 1), ("Gamma", 1), ("Beta", 1), ("Beta", 0)):
        assert len(bring(f"ORG:{firm}")["news"]) == news


def test_a_profile_whose_address_was_taken_away_does_not_go_out(net, bring):
    bring("X-SOCIALPROFILE;type=twitter:https://twitter.com/cleo", "X-SOCIALPROFILE:odd one")
    assert len(of(net, "X-SOCIALPROFILE")) == 2
    net.ok("edit", "cleo", "--no-url")
    assert of(net, "X-SOCIALPROFILE") == ["X-SOCIALPROFILE:odd one"]


def test_a_label_that_stands_apart_changes_nothing_the_second_time(bring):
    card = ["item1.TEL:+1", "item2.EMAIL:c@example.org", "item1.X-ABLabel:a", "item2.X-ABLabel:b"]
    bring(*card)
    assert bring(*card)["updated"] == 0


def test_a_card_without_a_uid_that_comes_back_from_us_is_their_card(net, tmp_path):
    folder, file = tmp_path / "v", tmp_path / "in.vcf"
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Cleo Park\nTEL:+48600700800\nORG:Firm0;Dep\n"
    file.write_text(card + HOME.format("Main 1", "Krakow") + "\nEND:VCARD\n")
    net.ok("import", str(file))
    net.ok("export", "--format", "vdir", "-o", str(folder))
    (own,) = folder.iterdir()
    for number, city in ((1, "Gdynia"), (2, "Oslo")):
        text = own.read_text().replace(f"Firm{number - 1}", f"Firm{number}")
        own.write_text(text.replace("Krakow" if number == 1 else "Gdynia", city))
        net.ok("import", str(folder))
        assert of(net, "ADR") == [HOME.format("Main 1", city)]
        assert of(net, "ORG") == [f"ORG:Firm{number};Dep"]
        net.ok("export", "--format", "vdir", "-o", str(folder), "--force")


def test_a_title_beside_a_role_of_the_same_words_goes_out_too(net, bring):
    bring("TITLE:Boss", "ROLE:Boss")
    assert (of(net, "TITLE"), of(net, "ROLE")) == (["TITLE:Boss"], ["ROLE:Boss"])
    net.ok("edit", "cleo", "--title", "Adviser")
    assert of(net, "TITLE") == ["TITLE:Adviser"]
