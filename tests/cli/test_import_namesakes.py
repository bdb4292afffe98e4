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


def test_a_corrected_birthday_is_no_other_person(net, tmp_path):
    file = tmp_path / "in.csv"
    for day, news in (
        ("1980-02-03", []),
        ("1980-03-02", ["Jan Nowak was born on 1980-03-02."]),
        ("1955-12-24", ["Jan Nowak was born on 1955-12-24."]),
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


def bring_all(net, file, text):
    file.write_text(text)
    return net.json("import", str(file))


def test_a_birthday_that_was_corrected_here_is_no_other_person(net, tmp_path):
    file, text = tmp_path / "b.csv", "Name,Email,Birthday\nAnna Nowak,a@example.org,1970-01-01\n"
    bring_all(net, file, text)
    net.ok("edit", "anna", "--birthday", "1985-03-12")
    told = bring_all(net, file, text)
    assert (told["added"], told["updated"]) == (0, 0)
    assert net.json("show", "anna")["birthday"] == "1985-03-12"


@pytest.mark.parametrize("other", ["Anna Nowak", "Rob Smith"])
def test_who_was_joined_by_hand_stays_so_when_the_file_comes_again(net, tmp_path, other):
    file = tmp_path / "c.csv"
    text = "Name,Email,City,Company,Title\nAnna Nowak,a@example.org,Berlin,Acme,Boss\n"
    text += f"{other},b@example.org,Potsdam,Beta,Dev\n"
    assert bring_all(net, file, text)["added"] == 2
    net.ok("merge", "2", "1")
    note = net.json("show", "1")["note"]
    for _ in range(2):
        told = bring_all(net, file, text)
        assert (told["added"], told["updated"]) == (0, 0)
    assert net.json("show", "1")["note"] == note


def test_who_moves_where_a_namesake_lives_stays_who_they_are(net, tmp_path):
    file = tmp_path / "d.csv"
    head = "Name,Email,Company,City\n"
    rows = "Jan Nowak,jan@acme.example,Acme,{}\nJan Nowak,jan@beta.example,Beta,{}\n"
    bring_all(net, file, head + rows.format("Berlin", "Rome"))
    assert bring_all(net, file, head + rows.format("Rome", "Berlin"))["news"] == [
        "Jan Nowak is in Rome.", "Jan Nowak is in Berlin.",
    ]  # fmt: skip
    assert {(c["organization"], *c["emails"]) for c in net.json("list")} == {
        ("Acme", "jan@acme.example"), ("Beta", "jan@beta.example"),
    }  # fmt: skip


@pytest.mark.parametrize("uid", ["UID:u-{}\n", ""])
def test_namesakes_in_a_folder_of_cards_are_two(net, tmp_path, uid):
    folder = tmp_path / "cards"
    folder.mkdir()
    for number, firm in enumerate(("Acme", "Beta")):
        card = f"FN:Jan Nowak\nORG:{firm}\nEMAIL:jan@{firm}.example\n"
        card = f"BEGIN:VCARD\nVERSION:3.0\n{uid.format(number)}{card}END:VCARD\n"
        (folder / f"{number}.vcf").write_text(card)
    for added in (2, 0):
        told = net.json("import", str(folder))
        assert (told["added"], told["updated"], told["news"]) == (added, 0, [])
    assert {c["organization"] for c in net.json("list")} == {"Acme", "Beta"}


def test_two_who_read_the_mailbox_of_a_firm_are_two(bring):
    bring("Name,Email,Title\nAnna Nowak,info@firm.example,Head\n")
    assert bring("Name,Email,Title\nAnna Zielinska,info@firm.example,Intern\n", "b.csv") == (1, 0)
    bring("Name,Email\nEva Nowak,eva@firm.example\n", "c.csv")
    assert bring("Name,Email\nEva Zielinska,eva@firm.example\n", "d.csv") == (0, 1)


@pytest.mark.parametrize("first", [0, 1])
def test_a_new_namesake_is_another_wherever_they_stand_in_a_newer_file(net, tmp_path, first):
    file, head = tmp_path / "g.csv", "Name,Company,Email\n"
    rows = ["Anna Nowak,Acme,anna@acme.example\n", "Anna Nowak,Bank,anna@bank.example\n"]
    bring_all(net, file, head + rows[0])
    assert bring_all(net, file, head + rows[first] + rows[1 - first])["added"] == 1
    assert {c["organization"] for c in net.json("list")} == {"Acme", "Bank"}


def test_dated_exports_in_a_folder_are_states_of_the_same_people(net, tmp_path):
    for year, firm in (("2024", "Acme"), ("2025", "Beta")):
        (tmp_path / f"backup-{year}.csv").write_text(
            f"Name,Company,Email\nEwa Lis,{firm},e@x.example\nJan Kos,{firm},j@x.example\n"
        )
    told = net.json("import", str(tmp_path))
    assert (told["added"], len(told["news"])) == (2, 2)
    assert {c["organization"] for c in net.json("list")} == {"Beta"}


def test_a_title_is_of_its_firm(net, tmp_path):
    net.ok("add", "Anna Nowak", "--org", "Acme")
    file = tmp_path / "x.csv"
    told = bring_all(net, file, "Name,Company,Title\nAnna Nowak,Bank,Teller\n")
    assert told["news"] == ["Anna Nowak is now Teller at Bank."]
    assert net.json("list")[0]["title"] is None
    rows = "Jan Lis,Acme,,j@x.pl\nJan Lis,Beta,CEO,j@x.pl\n"
    bring_all(net, file, f"Name,Company,Title,Email\n{rows}")
    jan = net.json("show", "jan")
    assert (jan["title"], jan["note"]) == (None, "organization: Beta\ntitle: CEO")
