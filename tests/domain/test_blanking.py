"""A text without somebody: nothing of them is left, and nothing else is touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcrm.domain.blanking import around, without, without_mentions
from netcrm.domain.names import fold, speaks_of


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
        ("+48 600-100-200 is it", "+48600100200", "+48 … is it"),
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
    assert not speaks_of(fold(left), fold(name))
    if not speaks_of(fold(text), fold(name)):
        assert left == text


@given(st.text(), st.text())
def test_what_speaks_of_nobody_stays(text, name):
    assert (without(text, [name]) == text) is not speaks_of(fold(text), fold(name))


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
