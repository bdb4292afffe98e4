"""CSV files of Google, Outlook and anybody, and our own that comes back."""

import io
from pathlib import Path

import pytest
from hypothesis import given

from netcrm.domain.errors import BadFileError, UsageError
from netcrm.formats import anycsv, contacts_csv, google, outlook
from netcrm.formats.reading import text_stream
from tests.formats.test_vcard import PEOPLE, SAME

REAL = Path(__file__).parents[3] / "shared" / "data" / "csv"


def people(module, text):
    batch = module.parse(io.StringIO(text, newline=""))
    return list(batch.people), batch


OLD = "Name,Given Name,Family Name,Nickname,Birthday,Notes,Group Membership,E-mail 1 - Type,"
OLD += (
    "E-mail 1 - Value,Phone 1 - Value,Organization 1 - Name,Organization 1 - Title,Address 1 - City"
)
NEW = (
    "First Name,Middle Name,Last Name,Nickname,Organization Name,Organization Title,Birthday,Notes,"
)
NEW += (
    "Labels,E-mail 1 - Label,E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Website 1 - Value"
)


def test_google_until_2024():
    row = "Ada L,Ada,L,Countess,1987-09-07,hi,* myContacts ::: * Starred ::: Family,* Home,"
    row += "a@x.org ::: b@x.org,+1 ::: +2,Engines,Analyst,London"
    found, batch = people(google, f"{OLD}\n{row}\n")
    p = found[0]
    assert (p.name, p.emails, p.phones, p.organization, p.title, p.city, p.tags, p.aliases,
            p.birthday, p.note, batch.problems) == (
        "Ada L", ("a@x.org", "b@x.org"), ("+1", "+2"), "Engines", "Analyst", "London", ("Family",),
        ("Countess",), "1987-09-07", "hi", [],
    )  # fmt: skip


def test_google_since_2024():
    rows = (
        "Max,A,Muster,,Wisła,CEO, --12-25,,* myContacts ::: Kunden,* ,m@x.org,Work,n@x.org,x.org\n"
    )
    rows += ",,,,Only a firm,,,,,,,,,\n,,,,,,soon,,,,only@mail.org,,,\n,,,,,,,,,,,,,\n"
    found, batch = people(google, f"{NEW}\n{rows}")
    assert [(p.name, p.birthday) for p in found] == [
        ("Max A Muster", "--12-25"), ("Only a firm", None), ("only@mail.org", None),
    ]  # fmt: skip
    assert (found[0].tags, found[0].emails, found[0].urls) == (
        ("Kunden",), ("m@x.org", "n@x.org"), ("x.org",),
    )  # fmt: skip
    assert [(p.line, "'soon' is no day" in p.message) for p in batch.problems] == [(4, True)]


CLASSIC = '"Title","First Name","Middle Name","Last Name","Company","Job Title","Business Phone",'
CLASSIC += '"Business Fax","Birthday","Categories","E-mail Address","E-mail Type","Gender","Notes",'
CLASSIC += '"Priority","Referred By"'


def outlook_row(birthday="0/0/00", email="a@x.org", kind="SMTP"):
    return (f'"Dr.","Ada","","L","Engines","Analyst","+1","+9","{birthday}","VIP;Kunde","{email}",'
            f'"{kind}","Unspecified","hi","Normal","Piotr Zając"')  # fmt: skip


def test_outlook_classic():
    p = people(outlook, f"{CLASSIC}\n{outlook_row()}\n")[0][0]
    assert (p.name, p.organization, p.title, p.phones, p.tags, p.emails, p.note, p.through,
            p.birthday) == (
        "Ada L", "Engines", "Analyst", ("+1",), ("VIP", "Kunde"), ("a@x.org",), "hi",
        "Piotr Zając", None,
    )  # fmt: skip


def test_an_exchange_path_is_no_email():
    row = outlook_row(email="/o=ExchangeLabs/ou=x/cn=ada@x", kind="EX")
    assert people(outlook, f"{CLASSIC}\n{row}\n")[0][0].emails == ()


@pytest.mark.parametrize(
    ("days", "read"),
    [
        (["12/28/1969", "3/4/1970"], ["1969-12-28", "1970-03-04"]),
        (["20/01/1991", "3/4/1970"], ["1991-01-20", "1970-04-03"]),
        (["3/4/1970"], [None]),
        (["3/3/1970"], ["1970-03-03"]),
        (["0/0/00", "0.0.00"], [None, None]),
        (["28.12.1969"], ["1969-12-28"]),
    ],
)
def test_the_order_of_day_and_month_is_decided_by_the_file_or_not_at_all(days, read):
    rows = "\n".join(outlook_row(day) for day in days)
    found, batch = people(outlook, f"{CLASSIC}\n{rows}\n")
    assert [p.birthday for p in found] == read
    assert bool(batch.problems) == (days == ["3/4/1970"])


@pytest.mark.parametrize(
    "header",
    [
        "Anrede,Vorname,Nachname,Firma,Position,E-Mail-Adresse,Kategorien",
        "Tytuł,Imię,Nazwisko,Firma,Stanowisko,Adres e-mail,Kategorie",
        "Titre,Prénom,Nom,Société,Titre,Adresse de messagerie,Catégories",
    ],
)
def test_outlook_in_other_languages(header):
    p = people(outlook, f"{header}\nDr,Ada,L,Engines,Analyst,a@x.org,VIP\n")[0][0]
    assert (p.name, p.organization, p.emails, p.tags) == (
        "Ada L",
        "Engines",
        ("a@x.org",),
        ("VIP",),
    )


def test_outlook_com_and_what_google_writes_for_outlook():
    new = "First Name,Middle Name,Last Name,Title,Suffix,Nickname,E-mail Address,E-mail 2 Address,"
    new += "Home Phone,Company,Job Title,Personal Web Page,Birthday,Notes"
    p = people(outlook, f"{new}\nAda,,L,,,Countess,a@x.org,b@x.org,+1,Engines,CEO,x.org,,hi\n")[0][
        0
    ]
    assert (p.name, p.emails, p.phones, p.urls, p.aliases, p.note) == (
        "Ada L", ("a@x.org", "b@x.org"), ("+1",), ("x.org",), ("Countess",), "hi",
    )  # fmt: skip
    theirs = "First Name,Middle Name,Last Name,Title,Suffix,Initials,Web Page,Birthday,Notes,"
    theirs += "E-mail Address,Home Address,Company,Categories"
    row = 'Ada,,L,,,,,,,a@x.org,"1 St\nLondon",Engines,myContacts;starred'
    p = people(outlook, f"{theirs}\n{row}\n")[0][0]
    assert (p.name, p.emails, p.organization, p.tags) == ("Ada L", ("a@x.org",), "Engines", ())


def anybody(text, *pairs):
    batch, chosen = anycsv.parse(io.StringIO(text, newline=""), anycsv.mapping(pairs), "x.csv")
    return list(batch.people), batch, chosen


def test_any_csv_by_its_headings():
    found, _, chosen = anybody("Full Name;Company;Mail;Tags\nAda L;Engines;a@x.org;x\n")
    assert (found[0].name, found[0].organization, found[0].emails) == (
        "Ada L",
        "Engines",
        ("a@x.org",),
    )
    assert chosen == {"name": "Full Name", "org": "Company", "email": "Mail", "tags": "Tags"}


def test_any_csv_by_what_the_person_says_with_its_header_in_line_12():
    text = "a note\n" * 11 + "Wer,Wo,Mail\nAda,Oslo,a@x.org\n"
    found, _, _ = anybody(text, "name=Wer", "city=Wo")
    assert [(p.line, p.name, p.city, p.emails) for p in found] == [
        (13, "Ada", "Oslo", ("a@x.org",))
    ]


def test_ragged_rows_lose_nothing():
    found, batch, _ = anybody("name,email,city\nAda\nBo,b@x.org,Oslo,more,and more\n\n,,\n")
    assert [(p.name, p.city) for p in found] == [("Ada", None), ("Bo", "Oslo")]
    assert batch.problems == []


@pytest.mark.parametrize("pair", ["name", "nonsense=Column", "name="])
def test_a_mapping_that_is_none(pair):
    with pytest.raises(UsageError, match="map:"):
        anycsv.mapping([pair])


def test_a_column_that_is_not_there():
    with pytest.raises(BadFileError, match="no header with the columns Wer"):
        anybody("name,email\nAda,a@x.org\n", "name=Wer")


def test_bad_rows_are_named_by_their_line_and_the_rest_goes_in():
    text = f'name,email,birthday\nAda,a@x.org,soon\n{"x" * 300},,\n"Bo\nBerg",,1987-09-07\n'
    found, batch, _ = anybody(text)
    assert [(p.name, p.birthday) for p in found] == [("Ada", None), ("Bo Berg", "1987-09-07")]
    assert [p.line for p in batch.problems] == [2, 3]


@given(PEOPLE)
def test_any_contact_survives_our_own_csv(person):
    text = "".join(contacts_csv.write([person]))
    found, batch, _ = anybody(text)
    assert batch.problems == []
    assert {f: getattr(found[0], f) for f in SAME} == {f: getattr(person, f) for f in SAME}


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@x", "'=1", "''=1", "'plain"])
def test_no_cell_runs_as_a_formula_and_every_one_comes_back(name):
    from tests.formats.test_vcard import contact

    text = "".join(contacts_csv.write([contact(name=name)]))
    cell = text.split("\r\n")[1].split(",")[1]
    assert cell[0] not in "=+-@"
    assert anybody(text)[0][0].name == name


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("name,email\nŻółć,z@x.org\n".encode(), ""),
        ("name,email\nŻółć,z@x.org\n".encode("utf-16"), ""),
        ("name,email\nŻółć,z@x.org\n".encode("utf-16-le"), "no byte-order mark"),
        ("name,email\nZoë,z@x.org\n".encode("cp1252"), "Windows-1252"),
    ],
)
def test_encodings_are_told_and_a_guess_is_said(data, said):
    _, told = text_stream(io.BytesIO(data), "x.csv")
    assert said in told


def test_another_encoding_is_read_where_it_is_named():
    for encoding, name in (("shift_jis", "田中 由美"), ("cp1250", "Żółć")):
        data = f"name,email\n{name},z@x.org\n".encode(encoding)
        text, _ = text_stream(io.BytesIO(data), "x.csv", encoding)
        assert anybody(text.read())[0][0].name == name
    with pytest.raises(UsageError, match="encoding"):
        text_stream(io.BytesIO(b"x"), "x.csv", "klingon")


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not here")
@pytest.mark.parametrize(
    ("file", "module", "names"),
    [
        ("google-2024.csv", google, ["John Doe", "Max Amadeus Mustermann"]),
        ("google-old.csv", google, ["Prefix Firstname Middle Lastname Suffix"]),
        ("outlook-de-cp1252.csv", outlook, ["Jürgen Müller"]),
        ("outlook-en.csv", outlook, ["test1@domain.tld"]),
    ],
)
def test_real_files(file, module, names):
    with (REAL / file).open("rb") as stream:
        text, _ = text_stream(stream, file)
        batch = module.parse(text)
        assert [p.name for p in batch.people] == names
        assert batch.problems == []
