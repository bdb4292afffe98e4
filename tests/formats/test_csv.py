"""CSV files of Google, Outlook and anybody, and our own that comes back."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcrm.domain.cells import csv_row, guarded, unguarded
from netcrm.domain.errors import BadFileError, UsageError
from netcrm.domain.records import Problems
from netcrm.formats import anycsv, contacts_csv, csv_rows, google, outlook
from netcrm.formats.reading import text_stream
from tests.formats.test_vcard import PEOPLE, SAME

REAL = Path(__file__).parents[3] / "shared" / "data" / "csv"


RUNS = tuple("=+-@\uff1d\uff0b\uff0d\uff20")


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
        "Ada L", "Engines", "Analyst", ("+1",), ("VIP", "Kunde"), ("a@x.org",),
        "hi\nTitle: Dr.\nBusiness Fax: +9", "Piotr Zając", None,
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
    assert found[1].note == "more,and more"
    assert [problem.line for problem in batch.problems] == [3]


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


@pytest.mark.parametrize(
    "name",
    ["=1+1", "+1", "-1", "@x", "'=1", "''=1", "'plain", "thing;=1+1", "a|@x", "a;'=1", "a;;b", "a;",
     "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20x", "a;\uff1d1", "=1;=1;'=1", 'a"b;=1', 'a;"=1'],
)  # fmt: skip
@pytest.mark.parametrize("divider", [",", ";", "\t", "|"])
def test_no_cell_runs_as_a_formula_and_every_one_comes_back(name, divider):
    from tests.formats.test_vcard import contact

    text = "".join(contacts_csv.write([contact(name=name, note=f"one\n{name}\n\t{name}")]))
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=divider):
        assert not [cell for cell in row if cell[:1] in RUNS], row
    found = anybody(text)[0][0]
    assert (found.name, found.note) == (name, f"one\n{name}\n\t{name}")


@given(st.text("=+-@;|\t\n'\"\uff1d,a ", max_size=12))
def test_a_guard_is_taken_off_as_it_was_put_on(text):
    assert unguarded(guarded(text)) == text


def test_every_cell_that_some_program_would_divide_is_quoted():
    assert csv_row(["a", "", "a;b", "a|b", "a\tb", 'a"b', "a,b", "a b"]) == (
        'a,,"a;b","a|b","a\tb","a""b","a,b",a b\r\n'
    )
    assert guarded("thing;=1+1") == "thing;'=1+1"


def test_what_others_guarded_is_read_without_and_what_they_wrote_inside_stays():
    found = anybody("name,note\n'=Ada,rock;'-n-roll\n")[0][0]
    assert (found.name, found.note) == ("=Ada", "rock;'-n-roll")


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


THUNDERBIRD = (
    "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Screen Name,"
    "Work Phone,Home Phone,Fax Number,Pager Number,Mobile Number,Home Address,Home City,Work City,"
    "Job Title,Department,Organization,Web Page 1,Web Page 2,Birth Year,Birth Month,Birth Day,"
    "Custom 1,Notes\n"
    "Ada,L,Ada Lovelace,Countess,a@x.org,b@x.org,,+1,+2,+3,+4,+5,1 St,London,Paris,CEO,IT,Engines,"
    "a.org,b.org,1970,1,15,vegan,hi\n"
)


def test_thunderbird_and_several_columns_of_a_field():
    found, batch, chosen = anybody(THUNDERBIRD)
    p = found[0]
    assert (p.name, p.emails, p.phones, p.urls, p.aliases, p.organization, p.title, p.city,
            p.birthday) == (
        "Ada Lovelace", ("a@x.org", "b@x.org"), ("+1", "+2", "+4", "+5"), ("a.org", "b.org"),
        ("Countess",), "Engines", "CEO", "Paris", "1970-01-15",
    )  # fmt: skip
    assert p.note == (
        "hi\nFax Number: +3\nHome Address: 1 St\nHome City: London\nDepartment: IT\nCustom 1: vegan"
    )
    assert chosen["email"] == "Primary Email + Secondary Email"
    assert (batch.problems, batch.unused_columns) == ([], [])


def test_roundcube_and_headings_with_underscores():
    text = (
        "Title,Display Name,Job Title,Email Home,Email Work,Home Phone 2,Home Mobile,Website Blog"
    )
    p = anybody(text + "\nDr.,Ada L,CEO,a@x.org,b@x.org,+1,+2,a.org\n")[0][0]
    assert (p.title, p.emails, p.phones, p.urls, p.note) == (
        "CEO", ("a@x.org", "b@x.org"), ("+1", "+2"), ("a.org",), "Title: Dr.",
    )  # fmt: skip
    text = "first_name,last_name,email_address,E-mail 2,mobile_phone,company_name,shoe_size"
    found, batch, _ = anybody(text + "\nAda,L,a@x.org,b@x.org,+1,Engines,38\n")
    p = found[0]
    assert (p.name, p.emails, p.phones, p.organization) == (
        "Ada L", ("a@x.org", "b@x.org"), ("+1",), "Engines",
    )  # fmt: skip
    assert batch.unused_columns == ["shoe_size"]


def test_a_row_without_a_name_is_called_by_what_it_has():
    text = (
        "name,nickname,email,company,phone\n,,,,+48 600\n,,a@x.org,,\n,Countess,,,\n,,,Engines,\n"
    )
    assert [p.name for p in anybody(text)[0]] == ["+48 600", "a@x.org", "Countess", "Engines"]


def test_what_google_says_and_no_field_takes_is_in_the_note():
    header = (
        OLD + ",Name Prefix,Relation 1 - Type,Relation 1 - Value,Event 1 - Type,Event 1 - Value,"
    )
    header += "Custom Field 1 - Type,Custom Field 1 - Value,Organization 1 - Department,"
    header += "Address 1 - Street,Photo,E-mail 2 - Value"
    row = "Ada L,Ada,L,,,hi,* Friends,* Home,a@x.org,,Engines,,London,Dr,Spouse,William,* Wedding,"
    row += "1835-07-08,Shoe,38,Maths,1 St,http://p.jpg,"
    p = people(google, f"{header}\n{row}\n")[0][0]
    assert p.note == (
        "hi\nSpouse: William\nWedding: 1835-07-08\nShoe: 38\n"
        "Organization 1 - Department: Maths\nAddress 1 - Street: 1 St"
    )


def test_outlooks_second_web_page_and_city_in_other_languages():
    header = "Vorname,Nachname,E-Mail-Adresse,Ort geschäftlich,Ort privat,Geschlecht,Privat,Partner"
    p = people(outlook, f"{header}\nAda,L,a@x.org,Köln,Bonn,Keine Angabe,Aus,Eva\n")[0][0]
    assert (p.city, p.note) == ("Köln", "Ort privat: Bonn\nPartner: Eva")
    header = "Imię,Nazwisko,Adres e-mail,Miasto (biuro),Przydomek,Osobista strona sieci Web"
    p = people(outlook, f"{header}\nEwa,Lis,e@x.pl,Gdańsk,Ewka,e.pl\n")[0][0]
    assert (p.city, p.aliases, p.urls, p.note) == ("Gdańsk", ("Ewka",), ("e.pl",), None)
    header = "First Name,Last Name,E-mail Address,Company,Web Page,Personal Web Page"
    p = people(outlook, f"{header}\nAda,L,a@x.org,,w.org,p.org\n")[0][0]
    assert p.urls == ("w.org", "p.org")


def test_nobody_was_born_in_the_future():
    today = date(2026, 11, 23)
    text = "name,birthday\nA,28.12.69\nB,1.1.26\nC,2.2.2030\n"
    batch, _ = anycsv.parse(io.StringIO(text), {}, "x.csv", today)
    assert [p.birthday for p in batch.people] == ["1969-12-28", "2026-01-01", None]
    assert [(p.line, "still to come" in p.message) for p in batch.problems] == [(4, True)]


@pytest.mark.parametrize(
    ("rows", "names", "lines"),
    [
        (['"Ada,a@x.org', "Bo,b@x.org"], ['"Ada', "Bo"], [2]),
        (['"L, Ada",a@x.org', 'Bo,"b@x.org', *(f"P{n},p@x.org" for n in range(3000))], None, [3]),
        (['"Ada","a@x.org', '"Bo","b@x.org"', '"Cy","c@x.org"'], ["Ada", "Bo", "Cy"], [2]),
        (['"Ada\nL","a@x.org"', "Bo,b@x.org"], ["Ada L", "Bo"], []),
        (['Ada,"says ""hi""\nand on"', "Bo,b@x.org"], ["Ada", "Bo"], []),
        (['5" disk,a@x.org', "Bo,b@x.org"], ['5" disk', "Bo"], []),
        ([f'Ada,"{"x" * 70}{chr(10) * 500}"', "Bo,b@x.org"], ["Ada", "Bo"], []),
        (["Ada,a@x.org", 'Bo,"b@x.org'], ["Ada", "Bo"], []),
    ],
)
def test_a_quote_that_is_not_closed_is_text_and_takes_no_row_along(rows, names, lines):
    found, batch, _ = anybody("name,email\n" + "\n".join(rows) + "\n")
    assert [p.name for p in found] == names if names else len(found) == 3002
    assert [p.line for p in batch.problems] == lines


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", ["Анна Каренина", "Łukasz Żółć", "Ada"])
def test_utf_16_without_a_mark_in_any_letters(codec, name):
    text = "name,email\n" + f"{name},почта\n" * 30
    stream, told = text_stream(io.BytesIO(text.encode(codec)), "x.csv")
    assert ("no byte-order mark" in told, stream.read()) == (True, text)


@pytest.mark.parametrize(
    ("line", "times"),
    [('x"y,"z\n', 20_000), ("x,y\n", 20_000), ('x"y,"' + "z" * 2_000 + "\n", 500)],
    ids=["every line opens one", "one is open", "long lines"],
)
def test_a_file_of_open_quotes_is_read_a_few_times_over_at_most(monkeypatch, line, times):
    given = []
    read = csv_rows._Lines.__next__

    def counted(lines):
        found = read(lines)
        given.append(len(found))
        return found

    monkeypatch.setattr(csv_rows._Lines, "__next__", counted)
    text = 'name,note\nAda,"\n' + line * times
    rows = list(csv_rows.csv_rows(iter(text.splitlines(keepends=True)), ",", 2, Problems()))
    assert len(rows) > times / 2
    assert sum(given) < 20 * len(text) + 1_000_000
