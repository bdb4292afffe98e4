"""vCards of every producer read, and ours read by others."""

import io
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcrm.domain.people import Contact
from netcrm.formats import vcard
from netcrm.formats.content_lines import folded
from netcrm.formats.vcard_writer import card

REAL = Path(__file__).parents[3] / "shared" / "data" / "vcard"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def read(data):
    if isinstance(data, str):
        data = data.encode("utf-8")
    batch = vcard.parse(io.BytesIO(data))
    people = list(batch.people)
    return people, batch


def one(*lines, version="3.0"):
    text = "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])
    people, batch = read(text)
    assert batch.problems == []
    return people[0]


def test_a_plain_card():
    p = one("FN:Ada Lovelace", "N:Lovelace;Ada;;;", "ORG:Analytical Engines;Research",
            "TITLE:Analyst", "EMAIL;TYPE=work:ada@example.org", "TEL;TYPE=cell:+44 20 1",
            "ADR;TYPE=home:;;1 St;London;;W1;UK", "BDAY:1815-12-10", "NICKNAME:Countess,Ada L",
            "CATEGORIES:maths,poetry", "URL:https://example.org", "NOTE:first\\nsecond",
            "UID:urn:uuid:ABC-1")  # fmt: skip
    assert (p.name, p.organization, p.title, p.emails, p.phones, p.city, p.birthday) == (
        "Ada Lovelace", "Analytical Engines", "Analyst", ("ada@example.org",), ("+44 20 1",),
        "London", "1815-12-10",
    )  # fmt: skip
    assert (p.aliases, p.tags, p.urls, p.note, p.uid) == (
        ("Countess", "Ada L"), ("maths", "poetry"), ("https://example.org",), "first\nsecond",
        "urn:uuid:ABC-1",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;=C5=81=C3=B3d=C5=BA;;;", "Łódź"),
        ("FN;ENCODING=QUOTED-PRINTABLE:Gro=DF", "Groß"),
        ("FN;CHARSET=windows-1252;ENCODING=QUOTED-PRINTABLE:Gro=DF", "Groß"),
        ("FN;CHARSET=ISO-8859-2;ENCODING=QUOTED-PRINTABLE:Iksi=F1ski", "Iksiński"),
        ("FN;QUOTED-PRINTABLE:Ada=\nLovelace", "AdaLovelace"),
        ("FN;ENCODING=QUOTED-PRINTABLE:Ada=\n=20Lovelace", "Ada Lovelace"),
        ("N:Doe;John;Richter,James", "John Richter,James Doe"),
        ("ORG:Company, The", "Company, The"),
        ("EMAIL;PREF:a@example.org", "a@example.org"),
    ],
)
def test_version_2_1(line, name):
    assert one(*line.split("\n"), version="2.1").name == name


@pytest.mark.parametrize(
    ("line", "birthday"),
    [
        ("BDAY:19870907", "1987-09-07"),
        ("BDAY:1987-09-07T00:00:00Z", "1987-09-07"),
        ("BDAY:--0203", "--02-03"),
        ("BDAY:--02-29", "--02-29"),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-06-26", "--06-26"),
        ("BDAY:1604-06-26", "--06-26"),
        ("BDAY;VALUE=text:circa 1800", None),
        ("BDAY:---30", None),
        ("BDAY:1987-02-30", None),
        ("BDAY:", None),
        ("BDAY:22.03.1980", "1980-03-22"),
        ("BDAY:03/22/1980", "1980-03-22"),
        ("BDAY:22/03/1980", "1980-03-22"),
        ("BDAY:1980-3-2", "1980-03-02"),
        ("BDAY:0000-05-05", "--05-05"),
        ("BDAY:03/04/1980", None),
        ("BDAY:22.03.80", None),
    ],
)
def test_birthdays_of_every_kind(line, birthday):
    people, batch = read(f"BEGIN:VCARD\nVERSION:3.0\nFN:Ada\n{line}\nEND:VCARD\n")
    unread = birthday is None and line != "BDAY:"
    assert people[0].birthday == birthday
    assert people[0].extra == ((line,) if unread else ())
    assert [p.line for p in batch.problems] == ([4] if unread else [])


def test_apples_groups_labels_and_escapes_come_out_again():
    p = one("FN:Ada", "item1.TEL:+1", "item1.X-ABLabel:_$!<HomePage>!$_",
            "item2.X-ABRELATEDNAMES:Jenny", "item2.X-ABLabel:_$!<Spouse>!$_",
            "URL:http\\://www.example.org")  # fmt: skip
    assert (p.phones, p.urls) == (("+1",), ("http://www.example.org",))
    text = card(contact(phones=("+1",), urls=p.urls), p.extra, NOW)
    for line in (
        "item1.TEL:+1",
        "item1.X-ABLabel:_$!<HomePage>!$_",
        "item2.X-ABRELATEDNAMES:Jenny",
    ):
        assert f"\r\n{line}\r\n" in text
    assert text.count("TEL") == 1


def test_what_is_no_longer_true_does_not_come_out_again():
    p = one("FN:Ada", "item1.EMAIL:old@example.org", "item1.X-ABLabel:home", "X-ABUID:7")
    text = card(contact(emails=("new@example.org",)), p.extra, NOW)
    assert "old@" not in text
    assert "X-ABLabel" not in text
    assert "X-ABUID:7" in text


def test_folds_of_every_kind():
    data = b"BEGIN:VCARD\nVERSION:3.0\nFN:Ada Love\n lace\nNOTE:a\n\tb\nEND:VCARD\n"
    people, _ = read(data)
    assert (people[0].name, people[0].note) == ("Ada Lovelace", "ab")


def test_a_photo_in_lines_without_indent_loses_nothing_else():
    data = b"BEGIN:VCARD\nVERSION:3.0\nPHOTO;BASE64:\n  AAAA\nBBBB/+==\n\nFN:Ada\nEND:VCARD\n"
    people, batch = read(data)
    assert (people[0].name, people[0].extra, batch.problems) == (
        "Ada", ("PHOTO;BASE64:AAAABBBB/+==",), [],
    )  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_every_unicode_file(encoding):
    people, _ = read(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Łukasz Żółć\r\nEND:VCARD\r\n".encode(encoding)
    )
    assert [p.name for p in people] == ["Łukasz Żółć"]


def test_lone_carriage_returns_end_lines_only_where_nothing_else_does():
    people, _ = read(b"BEGIN:VCARD\rVERSION:3.0\rFN:Ada\rEND:VCARD\r")
    assert people[0].name == "Ada"
    people, _ = read(b"BEGIN:VCARD\nVERSION:3.0\nFN:Ada\nNOTE:a\rb\nEND:VCARD\n")
    assert people[0].note == "a\nb"


def test_a_card_without_end_and_one_within_another():
    people, batch = read("BEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B\nEND:VCARD\nBEGIN:VCARD\nFN:C\n")
    assert [p.name for p in people] == ["A", "B", "C"]
    assert [p.line for p in batch.problems] == [1, 6]
    agent = "BEGIN:VCARD\nFN:A\nAGENT:\nBEGIN:VCARD\nFN:B\nEND:VCARD\nTITLE:Boss\nEND:VCARD\n"
    people, batch = read(agent)
    assert [(p.name, p.title) for p in people] == [("A", "Boss")]


def test_deep_nesting_is_no_recursion():
    deep = "BEGIN:VCARD\nFN:A\n" + "AGENT:\nBEGIN:VCARD\n" * 5000 + "END:VCARD\n" * 5000
    people, _ = read(deep + "END:VCARD\n")
    assert [p.name for p in people] == ["A"]


def test_bad_cards_are_named_by_their_line_and_the_rest_goes_in():
    cards = "".join(f"BEGIN:VCARD\nFN:P{n}\nEND:VCARD\n" for n in range(999))
    people, batch = read(cards + "BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n" + "nonsense\n\0\0\n")
    assert (len(people), [p.line for p in batch.problems]) == (999, [2998])
    people, batch = read(f"BEGIN:VCARD\nFN:{'x' * 300}\nEND:VCARD\n")
    assert (people, "300 characters" in batch.problems[0].message) == ([], True)


def test_a_huge_photo_is_left_out_and_said():
    people, batch = read(
        b"BEGIN:VCARD\nFN:Ada\nPHOTO;ENCODING=b:" + b"A" * 10_000_000 + b"\nEND:VCARD"
    )
    assert (people[0].name, people[0].extra) == ("Ada", ())
    assert "over 1,000,000 bytes" in batch.problems[0].message


def test_bytes_without_a_charset_are_a_guess_that_can_be_overridden():
    data = b"BEGIN:VCARD\nVERSION:2.1\nFN;ENCODING=QUOTED-PRINTABLE:Iksi=F1ski\nEND:VCARD\n"
    people, batch = read(data)
    assert (people[0].name, batch.guessed) == ("Iksiñski", True)
    batch = vcard.parse(io.BytesIO(data), "cp1250")
    assert ([p.name for p in batch.people], batch.guessed) == (["Iksiński"], False)


def test_control_characters_are_made_visible():
    assert one("FN:Ada\x1b[2J\0", "NOTE:a\x07b").name == "Ada␛[2J␀"


def test_groups_are_no_people():
    people, batch = read("BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:Club\nEND:VCARD\n")
    assert (people, batch.skipped) == ([], 1)


def test_a_tel_address_and_a_caret_in_a_parameter():
    p = one('TEL;VALUE=uri;TYPE="work,voice":tel:+1-418-656;ext=102', "FN:Ada",
            "EMAIL;X-LABEL=a^nb^'c:ada@example.org", version="4.0")  # fmt: skip
    assert (p.phones, p.emails) == (("+1-418-656 ext 102",), ("ada@example.org",))


def test_linkedin_is_a_url_with_a_label():
    text = card(contact(urls=("https://www.linkedin.com/in/ada",)), (), NOW)
    assert "netcrm1.URL:https://www.linkedin.com/in/ada\r\nnetcrm1.X-ABLabel:LinkedIn" in text


def contact(**changes):
    values: dict[str, Any] = {
        "id": 1, "uid": "u-1", "name": "Ada", "organization": None, "title": None, "city": None,
        "birthday": None, "cadence": None, "closeness": None, "met_on": None, "met_where": None,
        "through": None, "note": None, "added_on": date(2026, 1, 1), "last_contact_on": None,
        "next_touch_on": None, "archived": False,
    }  # fmt: skip
    return Contact(**values | changes)


def lines_of(size=40):
    letters = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])
    return (
        st.text(letters, min_size=1, max_size=size)
        .map(str.strip)
        .filter(lambda s: s and not s.startswith("x-apple:"))
    )


def several():
    return st.lists(lines_of(20), unique=True, max_size=3).map(tuple)


PEOPLE = st.builds(
    lambda **values: contact(**values),
    name=lines_of(),
    organization=st.none() | lines_of(),
    title=st.none() | lines_of(),
    city=st.none() | lines_of(),
    birthday=st.sampled_from([None, "1987-09-07", "--02-29", "--12-25"]),
    met_on=st.none() | st.dates(date(1950, 1, 1), date(2026, 1, 1)),
    met_where=st.none() | lines_of(),
    note=st.none() | lines_of(200).map(lambda s: s.replace(" ", "\n").strip()).filter(bool),
    tags=several(),
    aliases=several(),
    knows=several(),
    cares=several(),
    emails=st.sampled_from([(), ("a@example.org",), ("a@example.org", "ż,;:\\@example.org")]),
    phones=st.sampled_from([(), ("+1 (2) 3",), ("1;ext=2", "0048,22")]),
    urls=st.sampled_from([(), ("https://x.org/a,b;c?d=\\e",), ("linkedin.com/in/ż",)]),
)
SAME = ("name", "organization", "title", "city", "birthday", "met_where", "note", "tags", "aliases",
        "knows", "cares", "emails", "phones", "urls")  # fmt: skip


@given(PEOPLE, st.sampled_from(["3.0", "4.0"]))
def test_any_contact_survives_a_card_of_either_version(person, version):
    text = card(person, (), NOW, version)
    people, batch = read(text)
    assert batch.problems == []
    assert {f: getattr(people[0], f) for f in SAME} == {f: getattr(person, f) for f in SAME}
    assert people[0].met_on == (person.met_on.isoformat() if person.met_on else None)
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


@given(PEOPLE)
def test_what_came_in_goes_out_the_same_the_second_time(person):
    first = card(person, (), NOW)
    again, _ = read(first)
    assert card(person, again[0].extra, NOW) == first


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_folding_cuts_no_character_and_no_line_is_longer_than_75_octets(text):
    lines = folded(text)
    assert lines.replace("\r\n ", "")[:-2] == text
    assert max(len(line.encode()) for line in lines.split("\r\n")) <= 75


@given(PEOPLE, st.sampled_from(["3.0", "4.0"]))
def test_vobject_and_icalendar_agree_on_what_we_write(person, version):
    icalendar = pytest.importorskip("icalendar")
    vobject = pytest.importorskip("vobject")
    text = card(person, (), NOW, version)
    parsed = vobject.readOne(text)
    assert parsed.fn.value == person.name
    assert [e.value for e in parsed.contents.get("email", [])] == list(person.emails)
    if person.note:
        assert parsed.note.value == person.note
    # icalendar splits at escaped signs and takes no day with hyphens; of the rest it is a witness.
    if not set(person.name) & set("\\;") and person.birthday is None:
        assert str(icalendar.Component.from_ical(text)["FN"]) == person.name


@pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not here")
def test_every_real_card_is_read():
    people = {}
    for file in sorted(REAL.glob("*.vcf")):
        with file.open("rb") as stream:
            batch = vcard.parse(stream)
            people[file.stem] = list(batch.people)
            assert [
                p.message
                for p in batch.problems
                if not re.match("BDAY: 'circa|the card has no END", p.message)
            ] == []
    assert sum(map(len, people.values())) == 33
    facts = {
        "ezvcard-GMAIL": ("Mr. John Richter, James Doe Sr.", "IBM", "1980-03-22"),
        "ezvcard-MS_OUTLOOK": ("Mr. John Richter James Doe Sr.", "IBM", "1980-03-22"),
        "ezvcard-rfc6350": ("Simon Perreault", "Viagenie", "--02-03"),
        "vcard4android-allfields-vcard3": ("Ämi Display", "ABC, Inc.", "1996-04-15"),
        "khard-korean-c": ("최유림", None, None),
        "roundcube-utf16": ("Ǽgean ĽdaMonté", None, None),
    }
    for stem, fact in facts.items():
        p = people[stem][0]
        assert (p.name, p.organization, p.birthday) == fact


EVERYTHING = (
    "FN:Bob Smith", "FN:Bobby", "N:Smith;Robert;;Mr.;Jr.", "ORG:Acme;Sales", "ORG:Beta",
    "TITLE:CEO", "TITLE:Chair", "ADR;TYPE=home:;;1 St;Oslo;;0150;NO", "ADR;TYPE=work:;;2;Ur;;;IQ",
    "ADR:;;all in one street;;;;", "monkey.TEL;TYPE=cell:+1", "monkey.X-ABLabel:jungle",
    "davdroid1.X-UNKNOWN:x", "davdroid1.X-ABLabel:odd", "EMAIL:no address",
    "TEL;TYPE=fax;VALUE=uri:tel:+2;ext=3", "URL;TYPE=work:https://x.org",
)  # fmt: skip


def again(p, version="3.0", **changes):
    """The person of a record as a card, unfolded lines."""
    values = {f: getattr(p, f) for f in SAME} | changes
    return card(contact(**values), p.extra, NOW, version).replace("\r\n ", "").split("\r\n")


def test_every_fact_of_a_card_comes_out_again():
    p = one(*EVERYTHING)
    lines = again(p)
    assert [line for line in EVERYTHING if line not in lines] == []
    back = one(*lines[2:-2])
    assert {f: getattr(back, f) for f in SAME} == {f: getattr(p, f) for f in SAME}
    assert again(back) == lines


def test_what_was_changed_takes_the_place_of_what_came_and_the_rest_stays():
    lines = again(one(*EVERYTHING), name="Bob Jones", organization="New", title="Boss", city="Bonn",
                  phones=(), emails=(), urls=())  # fmt: skip
    gone = {*EVERYTHING[:1], *EVERYTHING[2:4], "TITLE:CEO", EVERYTHING[7], *EVERYTHING[10:12],
            *EVERYTHING[15:]}  # fmt: skip
    assert {line for line in EVERYTHING if line not in lines} == gone
    for line in ("N:Jones;Bob;;;", "ORG:New", "TITLE:Boss", "ADR:;;;Bonn;;;"):
        assert line in lines


def test_a_name_in_other_words_than_the_whole_one_stays():
    assert "N:Smith;Robert;;;" in again(one("FN:Bob Smith", "N:Smith;Robert;;;"))
    renamed = again(one("FN:Bob Smith", "N:Smith;Robert;;;"), name="Bob Jones")
    assert "N:Jones;Bob;;;" in renamed


def test_a_role_makes_no_title():
    p = one("FN:Ada", "ROLE:Thinker")
    assert p.title == "Thinker"
    assert [line for line in again(p) if "Thinker" in line] == ["ROLE:Thinker"]


def test_encoded_properties_keep_their_structure_and_their_types():
    p = one("N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=BCrgen;A,B;;",
            "FN:J M",
            "ADR;HOME;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:;;1 St=0D=0AX=3BY;K=C3=B6ln;;;",
            "TEL;CELL;PREF:+1", "ORG:Company, The;Maths", version="2.1")  # fmt: skip
    lines = again(p)
    for line in ("N:Müller;Jürgen;A\\,B;;", "ADR;TYPE=HOME:;;1 St\\nX\\;Y;Köln;;;",
                 "TEL;TYPE=CELL,PREF:+1", "ORG:Company\\, The;Maths"):  # fmt: skip
        assert line in lines
    assert (p.city, one(*lines[2:-2]).organization) == ("Köln", "Company, The")


def test_parameters_are_those_of_the_version():
    p = one("FN:Ada", "EMAIL;TYPE=INTERNET,HOME,pref:a@x.org", "PHOTO;ENCODING=b;TYPE=JPEG:AAAA",
            "TEL;TYPE=cell;PREF=1:+1")  # fmt: skip
    four, three = again(p, "4.0"), again(p, "3.0")
    for line in ("EMAIL;TYPE=HOME;PREF=1:a@x.org", "PHOTO:data:image/jpeg;base64,AAAA",
                 "TEL;TYPE=cell;PREF=1:+1"):  # fmt: skip
        assert line in four
    for line in ("EMAIL;TYPE=INTERNET,HOME,pref:a@x.org", "PHOTO;ENCODING=b;TYPE=JPEG:AAAA",
                 "TEL;TYPE=cell,pref:+1"):  # fmt: skip
        assert line in three


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_a_card_in_utf_16_without_a_mark_that_is_mostly_chinese(codec):
    text = f"BEGIN:VCARD\r\nFN:山田 太郎\r\nNOTE:{'一二三日本語' * 300}\r\nEND:VCARD\r\n"
    assert [p.name for p in read(text.encode(codec))[0]] == ["山田 太郎"]


@pytest.mark.parametrize(
    ("line", "urls"),
    [
        ("X-SOCIALPROFILE;type=linkedin;x-user=ada:http://www.linkedin.com/in/ada",
         ("http://www.linkedin.com/in/ada",)),
        ("X-SOCIALPROFILE;TYPE=twitter:x-apple:ada", ("https://twitter.com/ada",)),
        ("X-SOCIALPROFILE;TYPE=linkedin:ada", ("https://www.linkedin.com/in/ada",)),
        ("SOCIALPROFILE;SERVICE-TYPE=GitHub;VALUE=text:@ada", ("https://github.com/ada",)),
        ("X-SOCIALPROFILE;TYPE=weibo:x-apple:ada", ()),
    ],
)  # fmt: skip
def test_the_name_in_a_social_profile_is_an_address(line, urls):
    assert one("FN:Ada", line).urls == urls


def test_an_empty_card_is_told_what_it_lacks():
    _, batch = read("BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n")
    assert batch.problems[0].message.startswith("the card names nobody")


def test_a_property_may_be_folded_before_its_value_begins():
    long = "X" * 80
    p = one("FN:Ada", f"EMAIL;X-ID={long[:60]}\r\n {long[60:]};TYPE=home\r\n :ada@example.org",
            'ADR;LABEL="1 St: near\r\n  the river";TYPE=home:;;1 St;London;;;',
            "NOTE:after")  # fmt: skip
    assert (p.emails, p.city, p.note) == (("ada@example.org",), "London", "after")


def test_what_is_no_property_and_a_card_in_a_card_are_told():
    people, batch = read(
        "BEGIN:VCARD\nVERSION:2.1\nFN:Ada\nNOTE:first\nsecond line\n\nAGENT:\nBEGIN:VCARD\n"
        "FN:Bo\nEND:VCARD\nBDAY:\nBDAY:1980-01-02\nEND:VCARD\n"
    )
    assert [(p.name, p.birthday) for p in people] == [("Ada", "1980-01-02")]
    assert [(p.line, p.message.partition(";")[0]) for p in batch.problems] == [
        (5, "'second line' is no property of the card"),
        (8, "AGENT: a card in a card"),
    ]


@pytest.mark.parametrize(
    ("head", "emails"),
    [
        ('EMAIL;X="a;b";TYPE=home', ("a@x.org",)),
        ('EMAIL;X="a;b"c;"d;e";TYPE=home', ("a@x.org",)),
        ("EMAIL;CHARSET=idna", ("a@x.org",)),
        ("EMAIL;CHARSET=iso-8859-2", ("a@x.org",)),
    ],
)
def test_a_head_is_read_whatever_its_quotes_and_its_charset(head, emails):
    p = one("FN:Ada", f"{head}:a@x.org")
    assert p.emails == emails


def test_a_codec_that_is_no_charset_is_none():
    people, _ = read(
        "BEGIN:VCARD\nVERSION:3.0\nFN:Ada\nNOTE;CHARSET=unicode_escape:a\\x41b\nEND:VCARD\n"
    )
    assert people[0].note == "ax41b"
