"""Text from outside made harmless for each place it is shown in."""

from __future__ import annotations

import re
from typing import Any

from netcrm.domain.text import picture

# What reorders or ends a line, and what takes no room: words may hide behind it. The joiners and
# the marks of direction stay, since scripts and emoji are written with them.
_UNSEEN = (
    "\u00ad\u034f\u115f\u1160\u180e\u200b\u2028\u2029\u202a-\u202e\u2060-\u206f\u2800\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f\U000e0100-\U000e01ef"
)
# With C0, DEL and C1: none may reach a terminal.
_UNSAFE = re.compile(rf"[\x00-\x1f\x7f-\x9f{_UNSEEN}]")
_UNSAFE_BUT_LINES = re.compile(rf"[\x00-\x08\x0b-\x1f\x7f-\x9f{_UNSEEN}]")
_RAW_IN_JSON = re.compile(rf"[\x7f-\x9f{_UNSEEN}\ud800-\udfff]")
# More marks on one letter than any script writes would run over the lines around it.
_MARKS = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_FLOOD = re.compile(f"({_MARKS}{{8}}){_MARKS}+")


def _shown(match: re.Match[str]) -> str:
    char = match[0]
    if char in "\t\n":
        return " "
    return picture(char) if ord(char) < 0xA0 else "\N{REPLACEMENT CHARACTER}"


def _calm(text: str) -> str:
    return text if text.isascii() else _FLOOD.sub("\\1\N{REPLACEMENT CHARACTER}", text)


def visible(text: str) -> str:
    """Words for a terminal: lines kept, every other control character made visible."""
    return _UNSAFE_BUT_LINES.sub(_shown, _calm(text))


def line(text: str) -> str:
    """One line for a terminal: tabs and newlines are blanks, control characters visible."""
    return _UNSAFE.sub(_shown, _calm(text))


def field(text: str) -> str:
    """One field of a tab-separated line: a tab is ``\\t``, a newline ``\\n``, nothing is cut."""
    escaped = text.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")
    return _UNSAFE.sub(_shown, escaped)


def json_text(value: Any) -> str:
    """JSON that is safe to show: characters a terminal acts on stand as escapes."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _RAW_IN_JSON.sub(lambda m: json.dumps(m[0])[1:-1], text)
