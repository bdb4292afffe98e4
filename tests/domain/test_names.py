"""When a text speaks of somebody, whatever script the name is written in."""

import pytest

from netcrm.domain.names import fold, speaks_of


@pytest.mark.parametrize(
    ("name", "text", "speaks"),
    [
        ("Zuzanna Qwertz", "by ZUZANNA  qwertz, yesterday", True),
        ("Bea", "a word to Beata", False),
        ("李娜", "昨天和李娜吃饭", True),
        ("李", "昨天和李娜吃饭", False),
        ("李", "lunch with 李, again", True),
        ("김민", "어제 김민과 점심", True),
        ("김", "어제 김민과 점심", False),
        ("יע", "עם יעל", True),
        ("Li", "lunch with Li.", True),
        ("Li", "a list for Liam", False),
        ("Éa", "met ea there", True),
        ("Éa", "an idea", False),
        ("a", "an intro to the guild", False),
        ("J.", "lunch with J. and B.", True),
        ("J.", "a job.", False),
        ("", "anything", False),
    ],
)
def test_a_text_speaks_of_somebody(name, text, speaks):
    assert speaks_of(fold(text), fold(name)) is speaks
