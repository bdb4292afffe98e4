"""What one vCard says, decoded and tamed, whatever its version and its program."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from netcrm.domain.records import Problem, Problems
from netcrm.domain.text import LINE_LIMIT, NAME_LIMIT, flat, tame
from netcrm.formats.content_lines import Property, unescaped
from netcrm.formats.file_days import file_birthday, is_ambiguous

_SERVICES = {
    "LINKEDIN": "www.linkedin.com/in",
    "TWITTER": "twitter.com",
    "FACEBOOK": "www.facebook.com",
    "GITHUB": "github.com",
    "INSTAGRAM": "www.instagram.com",
}


@dataclass
class Card:
    """The properties between BEGIN and END."""

    line: int
    version: str = "3.0"
    properties: list[Property] = field(default_factory=list)
    size: int = 0


class CardReader:
    """The values of one card, decoded and tamed."""

    def __init__(self, card: Card) -> None:
        self.properties: dict[str, list[Property]] = {}
        for p in card.properties:
            self.properties.setdefault(p.name, []).append(p)
        self.is_old = card.version.startswith("2")

    def _clean(self, text: str) -> str:
        text = text.replace("\\;", ";") if self.is_old else unescaped(text)
        return tame(text).strip()

    def _of(self, name: str) -> list[Property]:
        return self.properties.get(name, [])

    def all(self, name: str) -> list[str]:
        """Every value of a property, blank ones left out."""
        return [value for p in self._of(name) if (value := self._clean(p.text()))]

    def one(self, name: str) -> str:
        """The first value of a property, on one line, "" where there is none."""
        values = self.all(name)
        return flat(values[0]) if values else ""

    def part(self, name: str, at: int) -> str:
        """One part of the first property that has it."""
        for p in self._of(name):
            parts = p.parts()
            if len(parts) > at and (value := self._clean(parts[at])):
                return flat(value)
        return ""

    def limited(self, name: str) -> str:
        """The first value of a property, as long as a line of ours may be."""
        return self.one(name)[:LINE_LIMIT]

    def line(self, name: str, at: int) -> str:
        """One part of a property, as long as a line of ours may be."""
        return self.part(name, at)[:LINE_LIMIT]

    def emails(self) -> list[str]:
        """The e-mail addresses."""
        return [e for e in once(self.all("EMAIL")) if "@" in e]

    def phones(self) -> list[str]:
        """The phone numbers."""
        return once(map(_phone, self.all("TEL")))

    def urls(self) -> list[str]:
        """The web addresses."""
        return once(self.all("URL"))

    def is_plain(self, p: Property) -> bool:
        """Whether a name or a title is all said by the field of ours that it is read into.

        A second one is not, nor one with parameters, nor a name that N says in other words.
        """
        if p.name not in ("FN", "TITLE"):
            return False
        if len(self._of(p.name)) > 1 or p.params or p.group:
            return False
        if p.name == "TITLE":
            # Beside a role of the same words, it would go out as the role alone.
            return self.one("ROLE") != self.one("TITLE")
        parts = self.name_words()
        return not parts or parts >= set(self.one("FN").split())

    def name_words(self) -> set[str]:
        """All words of the first N."""
        parts = self._of("N")[0].parts() if self._of("N") else []
        return {word for part in parts for word in self._clean(part).replace(",", " ").split()}

    def listed(self, name: str) -> list[str]:
        """The comma-separated values of a property; in 2.1 a comma separates nothing but tags."""
        separator = b";" if self.is_old and name != "CATEGORIES" else b","
        found = (self._clean(part) for p in self._of(name) for part in p.parts(separator))
        return [flat(value)[:NAME_LIMIT] for value in found if value]

    def name(self) -> str:
        """FN, else built from N, ORG, NICKNAME or an e-mail address."""
        return (
            self.one("FN")
            or " ".join(part for at in (1, 2, 0) if (part := self.part("N", at)))
            or self.part("ORG", 0)
            or self.one("NICKNAME")
            or self.one("EMAIL")
            or self.one("TEL")
        )

    def profiles(self) -> list[str]:
        """Addresses of social profiles; a name alone becomes one where its service is known."""
        found = []
        for name in ("X-SOCIALPROFILE", "X-SOCIAL-PROFILE", "SOCIALPROFILE"):
            for p in self._of(name):
                value = re.sub("^x-apple:", "", self._clean(p.text()), flags=re.IGNORECASE).strip()
                if re.match(r"[a-z]+://|www\.", value, re.IGNORECASE) or "/" in value:
                    found.append(value)
                    continue
                services = [*p.types, *map(str.upper, p.params.get("SERVICE-TYPE", []))]
                where = next((_SERVICES[s] for s in services if s in _SERVICES), "")
                if where and re.fullmatch(r"@?[\w.-]+", value):
                    found.append(f"https://{where}/{value.removeprefix('@')}")
        return found

    def birthday(self, problems: Problems) -> tuple[str | None, str | None]:
        """The birthday, and the property to keep where it is no day, which is a problem."""
        for p in self._of("BDAY"):
            text = self._clean(p.text())
            found = birthday(text)
            if found is None:
                if not text:
                    continue
                problems.append(
                    Problem(
                        p.line,
                        f"BDAY: {text[:60]!r} is no day; 1987-09-07 or --12-25 would be right. "
                        "The person goes in without, and it goes out again as it is.",
                    )
                )
                return None, p.verbatim(is_old=self.is_old)
            omitted = p.params.get("X-APPLE-OMIT-YEAR", ["1604"])[0]
            return (f"--{found[5:]}" if found[:4] in (omitted, "1604", "0000") else found), None
        return None, None


_BDAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ].*)?")
# 22.03.1980, 03/22/1980 or 1980-3-2: never a year of two digits, which may be of any century.
_WRITTEN = re.compile(r"(\d{4}-\d{1,2}-\d{1,2}|(\d{1,2})([./])\d{1,2}\3\d{4})(?:[T ].*)?")
_BDAY_NO_YEAR = re.compile(r"--(\d\d)-?(\d\d)(?:[T ].*)?")


def birthday(text: str) -> str | None:
    """A birthday of a vCard as ISO text, ``--MM-DD`` without a year; None where it is no day."""
    if found := _BDAY_NO_YEAR.fullmatch(text):
        return f"--{found[1]}-{found[2]}" if is_day(2000, found[1], found[2]) else None
    if (found := _BDAY.fullmatch(text)) and is_day(int(found[1]) or 2000, found[2], found[3]):
        return f"{found[1]}-{found[2]}-{found[3]}"
    # What other programs write where a day should be, as far as it can only be one day.
    return None if _BDAY.fullmatch(text) or is_ambiguous(text) else _other_day(text)


def _other_day(text: str) -> str | None:
    found = _WRITTEN.fullmatch(text)
    return file_birthday(text, day_first=int(found[2] or 0) > 12) if found else None


def is_day(year: int, month: str, day: str) -> bool:
    """Whether there is such a day."""
    try:
        date(year, int(month), int(day))
    except ValueError:
        return False
    return True


def _phone(text: str) -> str:
    """A phone number; a ``tel:`` address without its scheme, its extension in words."""
    if text.lower().startswith("tel:"):
        number, *params = text[4:].split(";")
        extension = next((p[4:] for p in params if p.lower().startswith("ext=")), "")
        return f"{number} ext {extension}" if extension else number
    return text


def once(values: Iterable[str]) -> list[str]:
    """The values, each on one line of ours and once."""
    kept = (flat(value)[:LINE_LIMIT] for value in values)
    return list(dict.fromkeys(value for value in kept if value))
