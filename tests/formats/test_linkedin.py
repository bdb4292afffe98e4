"""LinkedIn's connections, of every era and after every spreadsheet."""

import io

import pytest

from netcrm.formats import linkedin
from netcrm.formats.csv_table import header_is
from netcrm.formats.reading import text_stream

LONG = '"When exporting your connection data, you may notice that some are missing."'


def parse(text):
    """A text as a batch whose people have all been read."""
    batch = linkedin.parse(io.StringIO(text))
    batch.people = list(batch.people)
    return batch


NEW = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"


@pytest.mark.parametrize(
    "head",
    [
        "First Name,Last Name,Email Address,Company,Position,Connected On",
        f"Notes:\n{LONG}\n\n{NEW}",
        f"Notes:\n{LONG}\n{NEW}",
        "Notes:\none line\nanother line\n\n" + NEW,
        "\n".join(["a note"] * 12) + "\n" + NEW,
        NEW.replace("First Name", " first name "),
    ],
)
def test_the_header_is_found_wherever_it_stands(head):
    columns = len(head.splitlines()[-1].split(","))
    row = ["Ada", "Lovelace"] + [""] * (columns - 3) + ["03 Jan 2024"]
    batch = parse(f"{head}\n{','.join(row)}")
    assert [(p.name, p.met_on) for p in batch.people] == [("Ada Lovelace", "2024-01-03")]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("03 Jan 2024", "2024-01-03"),
        ("4-Apr-21", "2021-04-04"),
        ("2022-08-15", "2022-08-15"),
        ("1/15/2024", "2024-01-15"),
        ('"4/10/18, 3:25 PM"', "2018-04-10"),
        ("", None),
    ],
)
def test_days_in_every_form_a_file_may_hold(written, day):
    batch = parse(f"{NEW}\nAda,Lovelace,,,,,{written}\n")
    assert [p.met_on for p in batch.people] == [day]
    assert batch.problems == []


def test_the_old_sites_address_book_header():
    text = (
        '"Title","First Name","Middle Name","Last Name","Suffix","E-mail Address","Company",'
        '"Department","Job Title"\n"","Ada","","Lovelace","","ada@x.org","Engines","","Analyst"\n'
    )
    person = parse(text).people[0]
    assert (person.name, person.emails, person.organization, person.title) == (
        "Ada Lovelace", ("ada@x.org",), "Engines", "Analyst",
    )  # fmt: skip


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_resave_with_another_delimiter_and_a_byte_order_mark(delimiter):
    data = f"{NEW}\r\nZoë,Brandt,,,,,15 Aug 2022\r\n".replace(",", delimiter).encode("utf-8-sig")
    text, said = text_stream(io.BytesIO(data), "x.csv")
    assert (parse(text.read()).people[0].name, said) == ("Zoë Brandt", "")


def test_utf_16_is_read_by_its_mark():
    text, _ = text_stream(io.BytesIO(f"{NEW}\nZoë,Brandt,,,,,\n".encode("utf-16")), "x.csv")
    assert header_is(text, linkedin.recognises)


def test_names_with_credentials_quotes_and_emoji_stay_as_they_are():
    rows = 'Jane,"Doe, Ph.D.",,,,,\n"Raj","Mehta ""RM""",,,,,\n🚀 Sam,Li,,,"=HYPERLINK(1)",,\n'
    people = parse(f"{NEW}\n{rows}").people
    assert [p.name for p in people] == ["Jane Doe, Ph.D.", 'Raj Mehta "RM"', "🚀 Sam Li"]
    assert people[2].organization == "=HYPERLINK(1)"


def test_hidden_profiles_are_counted_and_bad_rows_named_with_their_line():
    long = "x" * 300
    rows = f",,,,,,21 Feb 2026\nAda,L,,,,,31 Feb 2026\n,,https://l.in/x,,,,\n{long},,,,,,\nBo\n"
    batch = parse(f"{NEW}\n{rows}")
    assert (batch.skipped, [p.line for p in batch.problems]) == (1, [3, 4, 5])
    assert [(p.name, p.met_on) for p in batch.people] == [("Ada L", None), ("Bo", None)]


def test_what_is_no_linkedin_file_is_not_taken_for_one():
    for text in ("", "a,b\n1,2", "First Name,Last Name\nAda,L", "\0"):
        assert not header_is(io.StringIO(text), linkedin.recognises)
        assert parse(text).people == []
