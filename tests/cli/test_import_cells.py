"""Every cell of a CSV comes in, or is told."""

import pytest

from tests.conftest import Net


def imported(net, tmp_path, text, *words):
    file = tmp_path / "in.csv"
    file.write_text(text)
    return net.json("import", str(file), *words)


def test_of_columns_that_are_called_alike_each_is_read(net, tmp_path):
    told = imported(
        net, tmp_path,
        "Name,Email,Email,Phone,Phone,Note,Note,Tags,Tags,City,City\n"
        "Anna Nowak,a@x.org,b@x.org,111111111,222222222,n1,n2,t1,t2,Rome,Oslo\n"
        "Ben Ost,,c@x.org,,,,n3,,,,\n",
    )  # fmt: skip
    assert told["unused_columns"] == []
    anna, ben = net.json("show", "anna"), net.json("show", "ben")
    assert anna["emails"] == ["a@x.org", "b@x.org"]
    assert anna["phones"] == ["111111111", "222222222"]
    assert (anna["tags"], anna["city"]) == (["t1", "t2"], "Rome")
    assert anna["note"] == "n1\nn2\nCity (2): Oslo"
    assert (ben["emails"], ben["note"]) == (["c@x.org"], "n3")


def test_what_has_no_heading_is_kept_and_what_stands_beyond_is_told(net, tmp_path):
    told = imported(
        net, tmp_path,
        "Name,Email,,Note\nDan Ost,d@x.org,secret,likes tea, coffee, and cake\nEve Ost,,,x,,\n",
    )  # fmt: skip
    (problem,) = told["errors"]
    assert "6 cells under 4 headings" in str(problem)
    assert net.json("show", "dan")["note"] == "likes tea\nsecret coffee, and cake"
    assert net.json("show", "eve")["note"] == "x"


def test_no_cell_of_an_e_mail_or_a_name_is_dropped(net, tmp_path):
    imported(
        net, tmp_path,
        "Name,First Name,Last Name,Email\n"
        'Annie,Anna,Nowak,"a@x.org, b@x.org / c@x.org"\nBen Ost,Ben,Ost,skype:ben\n',
    )  # fmt: skip
    anna, ben = net.json("show", "annie"), net.json("show", "ben")
    assert anna["emails"] == ["a@x.org", "b@x.org", "c@x.org"]
    assert anna["note"] == "First Name: Anna\nLast Name: Nowak"
    assert (ben["emails"], ben["note"]) == ([], "E-mail: skype:ben")


@pytest.mark.parametrize("ending", ["csv", "vcf"])
def test_a_long_note_comes_back_whole(net, tmp_path, ending):
    for name in ("Anna Nowak", "Anna Nowakk"):
        net.ok("add", name, "--note", f"{name} {'word ' * 3900}", "--anyway")
    net.ok("merge", "2", "1")
    note = net.json("show", "1")["note"]
    assert len(note) > 20_000
    file = tmp_path / f"x.{ending}"
    net.ok("export", "-o", str(file))
    other = Net(tmp_path / "other.db")
    other.ok("import", str(file))
    assert other.json("show", "anna nowak")["note"] == note


def test_columns_that_linkedin_added_or_once_had_go_into_the_note(net, tmp_path):
    file = tmp_path / "Connections.csv"
    file.write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On,Tags,Notes\n"
        "Ada,King,https://www.linkedin.com/in/ada,ada@example.org,"
        "Acme,CTO,03 Jan 2024,vip,likes tea\n"
    )
    net.ok("import", str(file))
    assert net.json("show", "ada")["note"] == "likes tea\nTags: vip"


def test_a_second_firm_or_city_in_one_cell_of_google_goes_into_the_note(net, tmp_path):
    file = tmp_path / "g.csv"
    file.write_text(
        "First Name,Last Name,Labels,E-mail 1 - Value,Organization 1 - Name,Address 1 - City\n"
        "Ada,King,,ada@example.org,Acme ::: Beta ::: Gamma,Rome ::: Oslo\n"
    )
    net.ok("import", str(file), "--format", "google")
    ada = net.json("show", "ada")
    assert (ada["organization"], ada["city"]) == ("Acme", "Rome")
    assert ada["note"].split("\n") == [
        "Organization 1 - Name: Beta ::: Gamma",
        "Address 1 - City: Oslo",
    ]


def test_a_heading_that_is_numbered_already_is_no_other_one(net, tmp_path):
    file = tmp_path / "x.csv"
    file.write_text(
        "Name,Email,Email (2),Email\nAda King,a@example.org,b@example.org,c@example.org\n"
    )
    net.ok("import", str(file))
    assert net.json("show", "ada")["emails"] == ["a@example.org", "b@example.org", "c@example.org"]


def test_a_second_firm_city_or_birthday_goes_into_the_note(net, tmp_path):
    file = tmp_path / "x.csv"
    file.write_text(
        "Name,Company,Company,City,City,Birthday,Birthday\n"
        "Ada King,Acme,Beta,Rome,Oslo,1980-01-02,1981-01-02\n"
    )
    net.ok("import", str(file))
    ada = net.json("show", "ada")
    assert (ada["organization"], ada["city"], ada["birthday"]) == ("Acme", "Rome", "1980-01-02")
    assert ada["note"].split("\n") == [
        "Company (2): Beta",
        "City (2): Oslo",
        "Birthday (2): 1981-01-02",
    ]


@pytest.mark.parametrize(
    ("parts", "birthday", "note"),
    [
        ("1980,5,6", "1980-05-06", None),
        (",5,6", "--05-06", None),
        ("80,5,6", "--05-06", "Birth Year: 80"),
        ("1980,May,6", None, "Birth Year: 1980\nBirth Month: May\nBirth Day: 6"),
        ("1980,5,", None, "Birth Year: 1980\nBirth Month: 5"),
    ],
)
def test_parts_of_a_birthday_that_make_no_day_go_into_the_note(
    net, tmp_path, parts, birthday, note
):
    file = tmp_path / "x.csv"
    file.write_text(f"Name,Birth Year,Birth Month,Birth Day\nAda King,{parts}\n")
    net.ok("import", str(file))
    ada = net.json("show", "ada")
    assert (ada["birthday"], ada["note"]) == (birthday, note)


def test_what_stands_for_an_e_mail_in_outlook_goes_into_the_note(net, tmp_path):
    file = tmp_path / "o.csv"
    file.write_text(
        "First Name,Last Name,Company,E-mail Address,Account\nAda,King,Acme,ada at acme,A-17\n"
    )
    net.ok("import", str(file))
    assert net.json("show", "ada")["note"] == "Account: A-17\nE-mail: ada at acme"


def test_what_an_import_brought_need_not_be_right_for_one_more_to_be_typed(net, tmp_path):
    file = tmp_path / "x.csv"
    odd = "https://example.org/" + "x" * 300
    file.write_text(f"Name,Email,Url\nAda King,ada@localhost@x,{odd}\n")
    net.ok("import", str(file))
    net.edits_by(
        'sed -i "/^email:/a email: ada@example.org" "$1"; sed -i "/^url:/a url: x.org" "$1"'
    )
    net.ok("edit", "ada", terminal=True)
    ada = net.json("show", "ada")
    assert ada["emails"] == ["ada@localhost@x", "ada@example.org"]
    assert ada["urls"] == [odd, "x.org"]
