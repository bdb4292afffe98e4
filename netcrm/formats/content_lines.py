"""Content lines of vCard and iCalendar: physical lines to properties, and back.

Sources: RFC 6350 and RFC 2426 (vCard 4.0, 3.0), the vCard 2.1 specification, RFC 6868 (parameter
values), RFC 5545 section 3.1 (folding), and what real producers write instead.
"""

from __future__ import annotations

import codecs
import quopri
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

_ENCODINGS = {"QUOTED-PRINTABLE": "QUOTED-PRINTABLE", "BASE64": "BASE64", "B": "BASE64"}
_BASE64_LINE = re.compile(rb"[ \t]*[A-Za-z0-9+/=]+[ \t]*")
_CARET = {"^n": "\n", "^'": '"', "^^": "^"}
_LONGEST_HEAD = 2000
_FOLD_AT = 75
_LINE_END = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_STRUCTURED = {"N", "ADR", "ORG"}
_TEXTS = {"FN", "TITLE", "ROLE", "NOTE", "LABEL", "EMAIL", "TEL", "URL"}


# Python knows many more codecs, of which some are no charset, and some take very long.
_CHARSET = re.compile(
    r"utf[-_]?(?:8|16|32)(?:[-_]?(?:le|be|sig))*|(?:us-)?ascii|(?:iso|windows|cp|latin|koi8|mac|big|"
    r"gb|euc|shift|s-?jis|ks|tis|hz|johab|ptcp|kz|viscii)[a-z0-9_-]*",
    re.IGNORECASE,
)


def is_charset(name: str) -> bool:
    """Whether a text may be written in it: ``utf-8`` and ``cp1250``, but not ``idna``."""
    try:
        codecs.lookup(name)
    except (LookupError, ValueError):
        return False
    return _CHARSET.fullmatch(name) is not None


@dataclass
class Property:
    """One property as it stands in a file: ``raw`` is its value, not yet decoded."""

    line: int
    group: str
    name: str
    params: dict[str, list[str]] = field(default_factory=dict)
    raw: bytearray = field(default_factory=bytearray)
    head: bytes = b""
    # whether the value goes on in the next line, as quoted-printable says it
    soft_break: bool = False
    # what a value is read as that is no UTF-8 and does not say what it is
    fallback: str = "cp1252"
    guessed: bool = False

    @property
    def encoding(self) -> str:
        """``QUOTED-PRINTABLE``, ``BASE64`` or ""."""
        for value in self.params.get("ENCODING", []):
            if value.upper() in _ENCODINGS:
                return _ENCODINGS[value.upper()]
        return ""

    @property
    def types(self) -> set[str]:
        """The values of TYPE, in upper case."""
        return {part.upper() for value in self.params.get("TYPE", []) for part in value.split(",")}

    def text(self, raw: bytes | bytearray | None = None) -> str:
        """The value, or a part of it, as text: by its charset, else UTF-8, else the fallback."""
        value = self.raw if raw is None else raw
        if not self.params:
            with suppress(UnicodeDecodeError):
                return value.decode()
        if self.encoding == "QUOTED-PRINTABLE":
            value = quopri.decodestring(value)
        charsets = filter(is_charset, self.params.get("CHARSET", []))
        for charset in (*charsets, "utf-8"):
            try:
                return value.decode(charset)
            except (ValueError, LookupError):
                continue
        self.guessed = True
        return value.decode(self.fallback, errors="replace")

    def parts(self, separator: bytes = b";") -> list[str]:
        """The value split where the separator is not escaped; split first, so that what is encoded
        is data."""
        if b"\\" not in self.raw:
            return [self.text(part) for part in self.raw.split(separator)]
        found, current, at = [], bytearray(), 0
        while at < len(self.raw):
            char = self.raw[at : at + 1]
            if char == b"\\" and at + 1 < len(self.raw):
                current += self.raw[at : at + 2]
                at += 2
                continue
            if char == separator:
                found.append(bytes(current))
                current = bytearray()
            else:
                current += char
            at += 1
        return [self.text(part) for part in (*found, bytes(current))]

    @property
    def bare(self) -> bool:
        """Whether parameters stand without their names, as in version 2.1: ``TEL;CELL``."""
        return any(
            "=" not in word for word in _split_head(self.head.decode("utf-8", "replace"))[1:]
        )

    def verbatim(self, *, is_old: bool = False) -> str:
        """The property unfolded, as it can be written again, in UTF-8 and its structure kept.

        ``is_old`` is whether it is of version 2.1, where a comma separates nothing.
        """
        head = self.head.decode("utf-8", errors="replace")
        if self.encoding == "BASE64":
            return f"{head}:{self.raw.decode('ascii', 'ignore')}"
        quoted = self.encoding == "QUOTED-PRINTABLE"
        if is_old and (quoted or self.name in _STRUCTURED or self.name in _TEXTS):
            parts = self.parts() if self.name not in _TEXTS else [self.text()]
            value = ";".join(escaped(part.replace("\\;", ";")) for part in parts)
        else:
            value = self.text().replace("\r\n", "\n").replace("\n", "\\n")
        if quoted or "CHARSET" in self.params:
            head = with_params(self, {k: v for k, v in self.params.items()
                                      if k not in ("CHARSET", "ENCODING")})  # fmt: skip
        return f"{head}:{value}"


def with_params(p: Property, params: dict[str, list[str]]) -> str:
    """What stands before a property's value, with other parameters."""
    head = _split_head(p.head.decode("utf-8", errors="replace"))[0].strip()
    for key, values in params.items():
        if values:
            head += f";{key}={','.join(map(_parameter, values))}"
    return head


def _parameter(value: str) -> str:
    """A parameter's value, its line ends and quotes as RFC 6868 has them."""
    value = value.replace("^", "^^").replace("\n", "^n").replace('"', "^'")
    return f'"{value}"' if re.search("[:;,]", value) else value


def properties(lines: Iterable[bytes], largest: int) -> Iterator[Property]:
    """The properties of physical lines, each unfolded; a line that is none has no name.

    Of one with more bytes than ``largest`` only the beginning is kept, of more than that length.
    """
    current: Property | None = None
    # A line may be folded before its value begins.
    begun: tuple[int, bytes] | None = None
    for number, physical in enumerate(lines, start=1):
        line = physical.rstrip(b"\r\n")
        if begun is not None and line[:1] in (b" ", b"\t") and len(begun[1]) < _LONGEST_HEAD:
            begun = begun[0], begun[1] + line[1:]
        elif current is not None and _continues(current, line, largest):
            continue
        else:
            if begun is not None:
                current = _begin(*begun)
            if current is not None:
                yield current
            current, begun = None, (number, line)
        if begun is not None and _colon(begun[1]) >= 0:
            current, begun = _begin(*begun), None
    if begun is not None:
        current = _begin(*begun)
    if current is not None:
        yield current


def _continues(current: Property, line: bytes, largest: int) -> bool:
    """Take a line into the property it continues; False where it begins another one."""
    if current.soft_break:
        more = line
        if len(current.raw) <= largest:
            del current.raw[-1:]
    elif line[:1] in (b" ", b"\t"):
        more = line.strip() if current.encoding == "BASE64" else line[1:]
    elif current.encoding == "BASE64" and _BASE64_LINE.fullmatch(line):
        more = line.strip()
    else:
        return False
    if len(current.raw) <= largest:
        current.raw += more
    current.soft_break = current.encoding == "QUOTED-PRINTABLE" and more.endswith(b"=")
    return True


def _begin(number: int, line: bytes) -> Property | None:
    colon = _colon(line)
    if colon < 0 and line.count(b'"', 0, _LONGEST_HEAD) % 2:
        colon = line.find(b":", 0, _LONGEST_HEAD)
    if colon < 0:
        return Property(number, "", "", {}, bytearray(line), b"") if line.strip() else None
    head, value = line[:colon], line[colon + 1 :]
    words = _split_head(head.decode("utf-8", errors="replace"))
    group, _, name = words[0].strip().rpartition(".")
    found = Property(number, group, name.upper(), {}, bytearray(value), head)
    for word in words[1:]:
        key, equals, parameter = word.partition("=")
        if not equals:
            key, parameter = ("ENCODING" if key.upper() in _ENCODINGS else "TYPE"), key
        parameter = parameter.strip('"')
        if "^" in parameter:
            parameter = re.sub(r"\^[n'^]", lambda m: _CARET[m[0]], parameter)
        found.params.setdefault(key.strip().upper(), []).append(parameter)
    found.soft_break = value.endswith(b"=") and found.encoding == "QUOTED-PRINTABLE"
    return found


def _colon(line: bytes) -> int:
    """Where the value begins: the first colon outside quotes; -1 where none stands so early."""
    first = line.find(b":", 0, _LONGEST_HEAD)
    if b'"' not in line[: _LONGEST_HEAD if first < 0 else first]:
        return first
    quoted = False
    for at, char in enumerate(line[:_LONGEST_HEAD]):
        if char == 0x22:
            quoted = not quoted
        elif char == 0x3A and not quoted:
            return at
    return -1


def _split_head(head: str) -> list[str]:
    """The words between semicolons, of which one in quotes divides nothing."""
    pieces = head.split(";")
    left = head.count('"')
    if not left:
        return pieces
    found, word = [], list[str]()
    for piece in pieces:
        word.append(piece)
        left -= piece.count('"')
        if left % 2 == 0:
            found.append(";".join(word))
            word = []
    return found


def unescaped(text: str) -> str:
    """A value of vCard 3.0 and 4.0 without its escapes."""
    if "\\" not in text:
        return text
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], text, flags=re.DOTALL)


def escaped(text: str) -> str:
    """A value with what would end or split it escaped."""
    text = text.replace("\\", "\\\\").replace("\r\n", "\n").replace("\n", "\\n")
    return text.replace(";", "\\;").replace(",", "\\,")


def folded(line: str) -> str:
    """A content line folded at 75 octets, no character cut, with its line end (RFC 5545, 3.1).

    Whatever stands in it, it is one line: what any program takes for a line end is a blank.
    """
    line = _LINE_END.sub(" ", line)
    data = line.encode("utf-8")
    if len(data) <= _FOLD_AT:
        return line + "\r\n"
    pieces, start, room = [], 0, _FOLD_AT
    while start < len(data):
        end = min(start + room, len(data))
        while end < len(data) and data[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(data[start:end].decode("utf-8"))
        # The blank that marks a continued line is one of its 75 octets.
        start, room = end, _FOLD_AT - 1
    return "\r\n ".join(pieces) + "\r\n"
