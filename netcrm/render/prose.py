"""Sentences for a terminal: wrapped between words, commands left whole to be copied."""

from __future__ import annotations

import re

_APART = re.compile(r"\s*\S+ {2,}(?=\S)")
_COMMAND = re.compile(r"^(.*?[:;,.]) (netcrm [a-z].*)$")


def prose(text: str, width: int) -> str:
    """The text in lines of at most ``width`` characters where its words allow that."""
    return "\n".join(
        line if len(line) <= width else "\n".join(_wrapped(line, width))
        for line in text.split("\n")
    )


def _hang(line: str, indent: str) -> str:
    """Beside a word that stands apart, as ``ok     `` does, else a little further in."""
    apart = _APART.match(line)
    return " " * apart.end() if apart else indent + "  "


def _wrapped(line: str, width: int) -> list[str]:
    from textwrap import wrap

    indent = line[: len(line) - len(line.lstrip())]
    if line.lstrip().startswith("netcrm ") or not line.strip():
        return [line]
    found = _COMMAND.match(line)
    words, command = (found[1], found[2]) if found else (line, "")
    wrapped = wrap(
        words,
        max(width, len(indent) + 20),
        subsequent_indent=_hang(line, indent),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [*wrapped, *([f"{indent}  {command}"] if command else [])]
