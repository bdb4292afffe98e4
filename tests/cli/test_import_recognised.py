"""What a file is told by: its first line and its header, never a word somewhere in it."""

import pytest

from tests.cli.test_import import CARD, bring, counts

__all__ = ["bring"]

CONNECTIONS = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
GOOGLE = "First Name,Last Name,Organization Name,Labels,Notes,E-mail 1 - Value\n"


def test_the_words_of_a_card_in_a_note_of_our_own_form_begin_no_card(net, tmp_path):
    net.ok("add", "Anna Nowak", "--note", "BEGIN:VCARD")
    file = tmp_path / "net.jsonl"
    net.ok("export", "-o", str(file))
    other = type(net)(tmp_path / "other.db")
    assert counts(other.json("import", str(file))) == (1, 0, 1, 0)
    assert other.ok("export") == net.ok("export")


@pytest.mark.parametrize(
    "text",
    [
        CONNECTIONS + "Ada,L,,,BEGIN:VCARD,CEO,03 Jan 2024\n",
        CONNECTIONS + 'Ada,L,,,"x\nBEGIN:VCARD\nFN:Eve\nEND:VCARD",CEO,03 Jan 2024\n',
        GOOGLE + "Ada,L,Engines,,begin:vcard,a@x.org\n",
        'name,note\nAda L,"BEGIN:VCARD\nFN:Eve\nEND:VCARD"\n',
        "### Friends:\n- Ada L\n\n### Notes:\n- 2024-01-02: **Ada L** said BEGIN:VCARD\n",
    ],
    ids=["LinkedIn", "lines in a cell", "Google", "any CSV", "friends.md"],
)
def test_the_words_of_a_card_in_a_cell_begin_no_card(net, bring, text):
    assert bring(text, name="x.txt")["added"] == 1
    assert [c["name"] for c in net.json("list")] == ["Ada L"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "head", ["BEGIN:VCARD\r\n", "begin:vCard \n", "\r\n \r\nBEGIN:VCARD\r\r\n"]
)
def test_a_card_is_known_by_the_first_line_that_is_not_blank(net, bring, head, encoding):
    text = f"{head}VERSION:3.0\r\nFN:Łukasz Żółć\r\nEND:VCARD\r\n"
    assert bring(text.encode(encoding), name="x.txt")["added"] == 1
    assert net.json("list")[0]["name"] == "Łukasz Żółć"


def test_a_card_that_stands_further_down_is_read_where_that_was_said(bring):
    text = "From: Ada\n\n" + CARD.format("Ada L", "")
    assert bring(text, "--format", "vcard")["added"] == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [("name,note\nAda,BEGIN:VCARD\n", ("--format", "vcard")), ("BEGIN:VCARD\n X\nFN:Ada\n", ())],
    ids=["a CSV", "a first line that goes on"],
)
def test_a_file_of_cards_without_a_card_is_none(net, tmp_path, text, words):
    file = tmp_path / "x.vcf"
    file.write_text(text)
    answer = net("import", str(file), *words)
    assert (answer.code, "x.vcf is no vCard file" in answer.err) == (6, True)
    assert not net.path.exists()


def test_a_name_that_no_file_can_have_is_told_in_a_sentence(net, tmp_path):
    answer = net("import", str(tmp_path / ("x" * 256)))
    assert (answer.code, "File name too long" in answer.err) == (6, True)
    assert "Something went wrong" not in answer.err
