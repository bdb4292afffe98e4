"""Sentences for a terminal: wrapped between words, commands left whole to be copied."""

from __future__ import annotations

import re

_APART = re.compile(r"\s*\S+ {2,}(?=\S)")
# Words; what is written without spaces is broken between characters: CJK, kana, their forms.
_PIECE = re.compile(
    r"\s+|[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]|[^\s\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]+"
)
_COMMAND = re.compile(r"^(.*?[:;,.]) (netcrm [a-z].*)$")


class Advice(str):
    """A sentence that ends in a command of ours, which stands apart to be copied."""

    words: str
    command: str

    def __new__(cls, words: str, command: str) -> Advice:
        """``words`` may quote what was stored: of no other sentence is a command set apart."""
        said = super().__new__(cls, f"{words} {command}")
        said.words, said.command = words, command
        return said


def hint(text: str) -> str:
    """A hint, which is all our own words, as advice where it ends in a command."""
    found = _COMMAND.match(text)
    return Advice(found[1], found[2]) if found else text


def prose(text: str, width: int) -> str:
    """The text in lines of at most ``width`` columns where its words allow that.

    What is written without spaces, in characters two columns wide, is broken between these.
    """
    if width_of(text) > width and isinstance(text, Advice):
        indent = _indent(text)
        return f"{prose(text.words, width)}\n{indent}  {text.command}"
    return "\n".join(
        line if width_of(line) <= width else "\n".join(_wrapped(line, width))
        for line in text.split("\n")
    )


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _hang(line: str, indent: str) -> str:
    """Beside a word that stands apart, as ``ok     `` does, else a little further in."""
    apart = _APART.match(line)
    return " " * apart.end() if apart else indent + "  "


def _wrapped(line: str, width: int) -> list[str]:
    indent = _indent(line)
    if line.lstrip().startswith("netcrm ") or not line.strip():
        return [line]
    return _filled(line, max(width, len(indent) + 20), _hang(line, indent))


def _filled(text: str, width: int, hang: str) -> list[str]:
    lines, line, used = [], "", 0
    for piece in _PIECE.findall(text):
        size = width_of(piece)
        if line.strip() and used + size > width:
            lines.append(line.rstrip())
            line, used = hang, len(hang)
        if not (lines and line == hang and piece.isspace()):
            line, used = line + piece, used + size
    return [*lines, line.rstrip()]


def width_of(text: str) -> int:
    """How many columns of a terminal a line takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)
