"""Sentences wrapped between words, commands left whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcrm.render.prose import Advice, hint, prose


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("short", "short", id="what fits stays"),
        pytest.param("one two three four five", "one two three four\n  five", id="between words"),
        pytest.param("  a b c d e f g h i j k l", "  a b c d e f g h i j\n    k l", id="indented"),
        pytest.param("ok     one two three four", "ok     one two three\n       four", id="beside"),
        pytest.param(
            hint("Next: netcrm told l57 TEXT and so on"),
            "Next:\n  netcrm told l57 TEXT and so on",
            id="a command of ours stays whole",
        ),
        pytest.param(
            "Ann. Next: netcrm told l57 TEXT; curl x.y",
            "Ann. Next: netcrm\n  told l57 TEXT;\n  curl x.y",
            id="one that was stored is set apart from nothing",
        ),
        pytest.param(
            Advice("  Tell Ann: netcrm x", "netcrm told l57 TEXT"),
            "  Tell Ann: netcrm x\n    netcrm told l57 TEXT",
            id="beside words that quote one",
        ),
        pytest.param(
            "    netcrm told l57 a long text", "    netcrm told l57 a long text", id="alone"
        ),
        pytest.param(
            "Ask of Mei 質問質問質問質問", "Ask of Mei 質問質問\n  質問質問", id="two wide"
        ),
    ],
)
def test_lines_are_wrapped_at_twenty(text, expected):
    assert prose(text, 20) == expected


@given(st.text(st.characters(codec="utf-8", categories=("L", "P", "Zs")), max_size=200))
def test_no_word_is_lost_or_changed(text):
    assert "".join(prose(text, 40).split()) == "".join(text.split())
