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
