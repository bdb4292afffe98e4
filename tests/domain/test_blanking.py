"""A text without somebody: nothing of them is left, and nothing else is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcrm.domain.blanking import around, mentions, speaks, without, without_mentions
from netcrm.domain.names import fold, speaks_of, without_titles


@pytest.mark.parametrize(
    ("text", "name", "left"),
    [
        ("By Zoë Qwertz's desk", "zoe qwertz", "By …'s desk"),
        ("  By  ZOË \t Qwertz \n", "Zoë Qwertz", "  By  … \n"),
        ("By Zoe\u0308 Qwertz\u0301.", "Zoë Qwertz", "By …."),
        ("Dla Anny Kowalczykowej", "anny kowalczyk", "Dla …"),
        ("Straßer, nicht Strasser", "Straßer", "…, nicht …"),
        ("a list for Li.", "Li", "a list for …."),
        ("昨天和李娜吃饭", "李娜", "昨天和…吃饭"),
        ("+48 600-100-200 is it", "+48600100200", "… is it"),
        ("an idea", "Éa", "an idea"),
        ("ab ab", "ab", "… …"),
        ("", "ab", ""),
    ],
)
def test_a_name_is_taken_out(text, name, left):
    assert without(text, [name]) == left


def test_names_that_lie_in_each_other_are_one():
    assert without("met Zoe Qwertz there", ["Qwertz", "Zoe Qwertz", "Zoe"]) == "met … there"


_WORDS = st.text("aąÀßIİ ǅñ\u0301\u200b\u00a0'\n.-1", max_size=20)


@given(_WORDS, _WORDS.filter(lambda name: any(map(str.isalnum, name))))
def test_nothing_of_a_name_is_left(text, name):
    left = without(text, [name])
    assert not speaks(left, [name])
    if not speaks_of(fold(text), fold(name)):
        assert left == text


@given(st.text(), st.text())
def test_what_speaks_of_nobody_stays(text, name):
    assert (without(text, [name]) == text) is not speaks(text, [name])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("met @zuz. And @bob", "met …. And @bob"),
        ("z@zuz.com is no mention", "z@zuz.com is no mention"),
        ("@Zuzanna, @qwertz’", "…, …’"),
    ],
)
def test_a_mention_is_taken_out(text, left):
    assert without_mentions(text, ["Zuzanna Qwertz"]) == left


def test_the_place_that_names_them_is_shown():
    assert around("a short note on Zoe Q", ["Zoe Q"], 60) == "a short note on Zoe Q"
    assert around("word\n" * 50 + "Zoe Q and more", ["Zoe Q"], 30).startswith("…")
    assert "Zoe Q and more" in around("word\n" * 50 + "Zoe Q and more", ["Zoe Q"], 30)
    assert around("no such name", ["Zoe Q"], 4) == "no s"


@pytest.mark.parametrize(
    ("text", "name", "left"),
    [
        ("ring 20 30 40 51", "+45 20304051", "ring …"),
        ("6123 4567!", "+65 6123 4567", "…!"),
        ("030 123456", "+49 30 123456", "…"),
        ("or 600–700–811", "+48 600 700 811", "or …"),
        ("(415) 555-0132", "+1 415 555 0132", "(…"),
        ("030 1111111 / 0170 2345678", "0170 2345678", "030 1111111 / …"),
        ("2024-05-12 0170 2345678", "0170 2345678", "2024-05-12 …"),
        ("030 9999999\n0170 2345678", "+49 170 2345678", "030 9999999\n…"),
        ("anna@acme.example", "acme.example", "anna@acme.example"),
        ("anna.nowak@x.example", "nowak@x.example", "anna.nowak@x.example"),
        ("eric@x.com, eric@x.co.", "eric@x.co", "eric@x.com, …."),
        ("linkedin.com/in/eric-4b1", "linkedin.com/in/eric", "linkedin.com/in/eric-4b1"),
        ("https://www.x.org/in/a", "x.org/in/a", "https://…"),
        ("see _Zoe Qwertz_ and __Zoe Qwertz__", "Zoe Qwertz", "see _…_ and __…__"),
        ("met Zoe Qwertzowska", "Zoe Qwertz", "met Zoe Qwertzowska"),
        ("I will call; Will said so", "Will", "I will call; … said so"),
        ("lunch with will", "will", "lunch with …"),
    ],
)
def test_a_name_as_others_write_it_is_taken_out(text, name, left):
    assert without(text, [name]) == left


def test_a_mention_by_a_word_of_an_address_is_of_somebody_else():
    spoken = ["Anna Nowak", "kontakt@janbud.example", "https://www.linkedin.com/in/nowak"]
    assert without_mentions("with @anna, @jan and @lin", spoken) == "with …, @jan and @lin"


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Dr. Zoe Qwertz, PhD", "Zoe Qwertz"),
        ("Prof. Dr. Zoe Qwertz MBA", "Zoe Qwertz"),
        ("Qwertz, Zoe", "Qwertz, Zoe"),
        ("Dr. med. Zoe Qwertz", "Zoe Qwertz"),
        ("Dipl.-Ing. Zoe Qwertz (she/her)", "Zoe Qwertz"),
        ("Dr. Qwertz", "Dr. Qwertz"),
        ("Zoe", "Zoe"),
    ],
)
def test_others_write_a_name_without_titles(name, bare):
    assert without_titles(name) == bare


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Al Johns and Al Johnson's friend", "… and Al Johnson's friend"),
        ("@maria, @maria.kowalska", "@maria, …"),
        ("with Maria", "with Maria"),
    ],
)
def test_another_ones_name_is_not_taken_for_theirs(text, left):
    spoken, others = ["Al Johns", "Maria Kowalska"], ["al johnson", "maria"]
    assert without(without_mentions(text, spoken, others), spoken, others) == left
    assert (speaks(text, spoken, others) or mentions(text, spoken, others)) is (text != left)
