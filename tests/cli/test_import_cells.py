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
    assert told["unused_columns"] == ["City (2)"]
    anna, ben = net.json("show", "anna"), net.json("show", "ben")
    assert anna["emails"] == ["a@x.org", "b@x.org"]
    assert anna["phones"] == ["111111111", "222222222"]
    assert (anna["note"], anna["tags"], anna["city"]) == ("n1\nn2", ["t1", "t2"], "Rome")
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
