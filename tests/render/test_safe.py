"""Text from outside is text, wherever it is shown."""

import csv
import io
import json

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from netcrm.render import safe, screen
from netcrm.render.writers import comma_separated, markdown, tab_separated
from netcrm.reports.sheet import Sheet, cell_text

SIMPLE = st.text(st.characters(codec="utf-8"))


def acts_on_a_terminal(text: str) -> bool:
    return any(
        (ord(c) < 32 and c != "\n") or 0x7F <= ord(c) < 0xA0 or c in "\u202e\u2066\u200b"
        for c in text
    )


@given(SIMPLE)
def test_nothing_reaches_the_terminal_that_acts_on_it(text):
    assert not acts_on_a_terminal(safe.visible(text).replace("\t", ""))
    assert not acts_on_a_terminal(safe.line(text))
    assert "\n" not in safe.line(text) + safe.field(text)


def test_what_takes_no_room_is_seen_and_what_scripts_need_stays():
    hidden = "a\u200bb\ufeffc\u2060d\u00ade\U000e0041f"
    assert safe.visible(hidden) == safe.line(hidden) == "a�b�c�d�e�f"
    assert json.loads(safe.json_text(hidden)) == hidden
    assert safe.json_text(hidden).isascii()
    needed = "می\u200cخواهم 👩\u200d💻 \u200fשלום"
    assert safe.visible(needed) == needed


def test_no_letter_carries_more_marks_than_a_line_has_room_for():
    marks = "\u0301" * 300
    assert safe.line(f"a{marks}b") == f"a{marks[:8]}�b"
    assert safe.visible("ệ x\u0323\u0302") == "ệ x\u0323\u0302"


@given(SIMPLE)
def test_json_is_lossless_and_shows_no_control_character(text):
    written = safe.json_text({"text": text})
    assert json.loads(written) == {"text": text}
    assert not acts_on_a_terminal(written)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=60))
def test_a_screen_shows_any_text_as_it_is(text):
    assume(safe.line(text) == text)
    assert screen.drawn([screen.text(text)], width=200, color=False).strip() == text


@given(st.lists(SIMPLE, min_size=1, max_size=3))
def test_a_row_is_a_line_and_a_cell_never_a_formula(texts):
    sheet = Sheet("T", tuple("abc"[: len(texts)]), (tuple(texts),), "")
    assert tab_separated(sheet).count("\n") == 1
    assert tab_separated(sheet).count("\t") == len(texts) - 1
    row = list(csv.reader(io.StringIO(comma_separated(sheet), newline="")))[1]
    assert not any(cell.startswith(("=", "+", "-", "@", "\uff1d", "\uff0b")) for cell in row)


@settings(max_examples=1000)
@given(st.text("=+-@;|\t\n'\",a ", max_size=12), st.sampled_from(",;\t|"))
def test_no_cell_of_a_report_is_a_formula_whatever_divides_the_cells(text, divider):
    sheet = Sheet("T", ("a", "b"), (("x", text), (text, "x")), "")
    for row in csv.reader(io.StringIO(comma_separated(sheet), newline=""), delimiter=divider):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_markdown_shows_what_would_be_markup():
    from datetime import date

    sheet = Sheet("T", ("what", "on"), (("<b> [x](y) | `z`", date(2026, 1, 2)),), "")
    assert r"| \<b\> \[x\](y) \| \`z\` | 2026-01-02 |" in markdown("T", date(2026, 1, 2), [sheet])
    assert "None yet" in markdown("T", date(2026, 1, 2), [Sheet("E", ("a",), (), "None yet")])
    assert [cell_text(c) for c in (None, 3, "x")] == ["", "3", "x"]


def test_wide_names_take_their_width():
    assert cell_len(screen.drawn([screen.text("李雷")], width=20, color=False).strip()) == 4
