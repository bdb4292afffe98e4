"""Who is called alike is one person, unless what is known of them says otherwise."""

import pytest


@pytest.fixture
def bring(net, tmp_path):
    """Import a file, twice; the second time it says nothing new."""

    def run(text, name="in.csv"):
        file = tmp_path / name
        file.write_text(text)
        first, again = (net.json("import", str(file)) for _ in range(2))
        assert (again["added"], again["updated"], again["news"]) == (0, 0, [])
        return first["added"], first["updated"]

    return run


@pytest.mark.parametrize(
    ("rows", "people"),
    [
        (["Anna Nowak,Rome,1980-01-01,111222333", "Anna Nowak,Paris,1995-05-05,444555666"], 2),
        (["Anna Nowak,,1980-01-01,", "Anna Nowak,,1995-05-05,"], 2),
        (["Anna Nowak,Rome,,", "Anna Nowak,Paris,,"], 2),
        (["Anna Nowak,Rome,,", "Anna Nowak,ROME,,111222333"], 1),
        (["Anna Nowak,,1980-01-01,", "Anna Nowak,,--01-01,111222333"], 1),
        (["はら けん,,,", "ばら けん,,,"], 2),
        (["Hoa Tran,,,", "Hòa Trần,,,"], 1),
    ],
)
def test_of_one_file(net, bring, rows, people):
    added, _ = bring("Name,City,Birthday,Phone\n" + "\n".join(rows) + "\n")
    assert added == people == len(net.json("list"))


def test_a_typed_one_of_another_birthday_is_another(net, bring):
    net.ok("add", "Anna Nowak", "--birthday", "1980-01-01", "--city", "Rome")
    card = "BEGIN:VCARD\nVERSION:3.0\nUID:u1\nFN:Anna Nowak\nBDAY:1995-05-05\nEND:VCARD\n"
    assert bring(card, "x.vcf") == (1, 0)
    assert bring("Name,City\nAnna Nowak,Rome\n") == (0, 0)


JUNIOR, SENIOR = (
    "Jan Nowak,j@example.org,1980-02-03,Son",
    "Jan Nowak,j@example.org,1950-07-09,Father",
)


def test_father_and_son_at_one_address_stay_two_however_the_file_is_sorted_or_shortened(
    net, tmp_path
):
    file = tmp_path / "in.csv"
    head = "Name,Email,Birthday,Title\n"
    for rows, added in (
        ([SENIOR, JUNIOR], 2),
        ([JUNIOR, SENIOR], 0),
        ([JUNIOR], 0),
        ([SENIOR], 0),
    ):
        file.write_text(head + "\n".join(rows) + "\n")
        told = net.json("import", str(file))
        assert (told["added"], told["updated"], told["news"]) == (added, 0, [])
    file.write_text(head + JUNIOR.replace("Son", "Boss") + "\n")
    assert net.json("import", str(file))["news"] == ["Jan Nowak is now Boss."]
    assert {(c["birthday"], c["title"]) for c in net.json("list")} == {
        ("1980-02-03", "Boss"),
        ("1950-07-09", "Father"),
    }


def test_the_son_alone_is_not_the_father_who_has_his_address(bring):
    bring(f"Name,Email,Birthday,Title\n{SENIOR}\n")
    assert bring(f"Name,Email,Birthday,Title\n{JUNIOR}\n") == (1, 0)


def test_a_corrected_birthday_is_no_other_person(net, tmp_path):
    file = tmp_path / "in.csv"
    for day, news in (
        ("1980-02-03", []),
        ("1980-03-02", ["Jan Nowak was born on 1980-03-02."]),
        ("1981-02-03", ["Jan Nowak was born on 1981-02-03."]),
    ):
        file.write_text(f"Name,Email,Birthday\nJan Nowak,j@example.org,{day}\n")
        assert net.json("import", str(file))["news"] == news
    assert len(net.json("list")) == 1


def test_of_namesakes_each_has_what_their_own_line_says(net, tmp_path):
    file = tmp_path / "in.csv"
    rows = ["Anna Nowak,Acme,Rome,Engineer", "Anna Nowak,Acme,Paris,Lawyer"]
    for lines, added in ((rows, 2), (rows[::-1], 0), (rows[1:], 0), (rows[:1], 0)):
        file.write_text("Name,Company,City,Title\n" + "\n".join(lines) + "\n")
        told = net.json("import", str(file))
        assert (told["added"], told["updated"], told["news"]) == (added, 0, [])
    second = next(c["id"] for c in net.json("list") if c["city"] == "Paris")
    net.ok("edit", f"{second}", "--no-title")
    file.write_text("Name,Company,City,Title\n" + "\n".join(rows) + "\n")
    assert net.json("import", str(file))["updated"] == 0


def test_one_who_stands_in_a_file_with_two_firms_has_both_and_the_file_stays_no_news(net, bring):
    head = "Name,Company,Birthday,Email,Title\n"
    rows = ["Acme,1980-02-03,a@example.org,Boss", "Beta,1980-02-03,a@example.org,Dev"]
    assert bring(head + "".join(f"Jan Nowak,{row}\n" for row in rows)) == (1, 1)
    (jan,) = net.json("list")
    assert (jan["organization"], jan["title"]) == ("Acme", "Boss")
    assert net.json("show", "jan")["note"] == "organization: Beta\ntitle: Dev"
