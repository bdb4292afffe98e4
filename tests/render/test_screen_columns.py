"""Cells side by side: nothing is lost, nothing passes the edge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from netcrm.render.screen import drawn
from netcrm.render.screen_columns import Column, Columns

WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=30)
CELL = st.lists(WORDS, max_size=4).map(" ".join)


def shown(columns, rows, *, width, gap=2):
    made = Columns(columns, gap=gap)
    for row in rows:
        made.add_row(*map(Text, row))
    return drawn([made], width=width, color=False)


@given(st.lists(st.tuples(CELL, CELL, CELL), min_size=1, max_size=5), st.integers(20, 120))
def test_every_letter_is_shown_and_no_line_passes_the_edge(rows, width):
    wraps = [Column(wraps=True), Column(), Column(right=True)]

    text = shown(wraps, rows, width=width)

    assert all(cell_len(line) <= width for line in text.split("\n"))
    letters = sorted(letter for row in rows for cell in row for letter in cell if letter != " ")
    assert letters == sorted(letter for letter in text if not letter.isspace())


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        pytest.param([Column(), Column()], "a    1\nbbb  22\n", id="left"),
        pytest.param([Column(), Column(right=True)], "a     1\nbbb  22\n", id="right"),
        pytest.param([Column(most=2), Column()], "a   1\nbb  22\nb\n", id="most"),
        pytest.param(
            [Column("x"), Column("n")], "x    n\n───────\na    1\nbbb  22\n", id="heading"
        ),
    ],
)
def test_a_column_is_as_wide_as_its_widest_cell(columns, expected):
    assert shown(columns, [("a", "1"), ("bbb", "22")], width=40) == expected


def test_the_widest_that_may_wrap_gives_first():
    columns = [Column(wraps=True), Column(wraps=True), Column()]

    text = shown(columns, [("short", "a long text of several words", "2026-11-23")], width=36)

    assert text == "short  a long text of     2026-11-23\n       several words\n"


def test_wide_letters_take_two_cells():
    text = shown([Column(), Column()], [("李雷", "1"), ("ab", "2")], width=40)

    assert text == "李雷  1\nab    2\n"


def test_a_cell_of_several_styles_keeps_them():
    made = Columns([Column(), Column()], gap=1)
    cell = Text("a", style="bold")
    cell.append("b", style="red")
    cell.append("c")
    made.add_row(cell, Text("d"))

    text = drawn([made], width=20, color=True)

    assert text == "\x1b[1ma\x1b[0m\x1b[1;31mb\x1b[0m\x1b[1mc\x1b[0m d\n"
