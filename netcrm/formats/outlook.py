"""Outlook's CSV: classic in four languages, outlook.com, and what Google writes for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import TextIO

from netcrm.domain.records import Batch, PersonRecord, Problem, Problems
from netcrm.formats.csv_table import Row, joined, person, read
from netcrm.formats.file_days import AMBIGUOUS, day_first_of, file_birthday, is_ambiguous
from netcrm.formats.google import SYSTEM_LABELS

# Folded labels in English, German, Polish, French and Spanish, by what they mean.
_LABELS: dict[str, tuple[str, ...]] = {
    "first": ("first name", "vorname", "imie", "prenom", "nombre"),
    "middle": ("middle name", "weitere vornamen", "drugie imie", "deuxieme prenom",
               "segundo nombre"),
    "last": ("last name", "nachname", "nazwisko", "nom", "apellidos"),
    "company": ("company", "firma", "societe", "organizacion", "compania"),
    "title": ("job title", "position", "stanowisko", "titre", "cargo", "puesto"),
    "city": ("business city", "ort geschaftlich", "adres sluzbowy - miejscowosc",
             "miasto (sluzbowe)", "ville (bureau)", "ciudad del trabajo", "home city"),
    "birthday": ("birthday", "geburtstag", "urodziny", "anniversaire", "cumpleanos"),
    "note": ("notes", "notizen", "notatki", "notes", "notas"),
    "categories": ("categories", "kategorien", "kategorie", "categories", "categorias"),
    "through": ("referred by", "empfohlen von", "polecony przez", "recommande par",
                "remitido por"),
    "url": ("web page", "webseite", "strona sieci web", "page web", "pagina web",
            "personal web page"),
    "alias": ("nickname", "spitzname", "pseudonim"),
}  # fmt: skip
_EMAIL = re.compile(
    r"e-?mail( \d)?([ -]?(address|adresse))?|e-?mail-adresse( \d)?|e-?mail \d( - |: )?adresse|"
    r"adres e-mail( \d)?|adresse de messagerie( \d)?|"
    r"direccion de correo electronico( \d)?"
)
_EMAIL_TYPE = re.compile(r"(e-?mail.*(type|typ)|typ.*e-?mail.*|type de messagerie.*)( \d)?")
_PHONE = re.compile(
    r"(?!.*fax).*(phone|telefon|mobile|mobiltelefon|komorkowy|telephone|movil|pager).*"
)
_ENGLISH = {"first name", "e-mail address", "e-mail 2 address", "company", "home phone"}


def recognises(columns: set[str]) -> bool:
    """Whether a header's folded columns are Outlook's, in one of its languages."""
    if len(columns & _ENGLISH) >= 2 and any(_EMAIL.fullmatch(c) for c in columns):
        return True
    names = any({first, last} <= columns for first, last in zip(
        _LABELS["first"][1:], _LABELS["last"][1:], strict=True
    ))  # fmt: skip
    return names and any(_EMAIL.fullmatch(c) for c in columns)


def parse(stream: TextIO) -> Batch:
    """The people; the order of day and month is decided once for the file."""
    batch = Batch("outlook")
    table = read(stream, recognises, batch.problems)
    if table is not None:
        batch.people = _people(table.rows, batch.problems)
    return batch


_LOOKED_AT = 2000


def _people(rows: Iterator[tuple[int, Row]], problems: Problems) -> Iterator[PersonRecord]:
    ahead = list(islice(rows, _LOOKED_AT))
    day_first = day_first_of(_get(row, "birthday") for _, row in ahead)
    for line, row in chain(ahead, rows):
        values: dict[str, object] = {
            "name": joined(row, *_columns(row, "first", "middle", "last")),
            "organization": _get(row, "company"),
            "title": _get(row, "title"),
            "city": _get(row, "city"),
            "birthday": _birthday(line, _get(row, "birthday"), day_first, problems),
            "note": _get(row, "note"),
            "through": _get(row, "through"),
            "emails": _emails(row),
            "phones": [v for c, v in row.items() if _PHONE.fullmatch(c)],
            "urls": [_get(row, "url")],
            "tags": [
                tag
                for tag in _get(row, "categories").split(";")
                if tag.strip().lower() not in SYSTEM_LABELS
            ],
            "aliases": [_get(row, "alias")],
        }
        found = person(line, values, problems)
        if found is not None:
            yield found


def _columns(row: Row, *meanings: str) -> list[str]:
    return [c for meaning in meanings for c in _LABELS[meaning] if c in row]


def _get(row: Row, meaning: str) -> str:
    return next((row[c] for c in _LABELS[meaning] if row.get(c)), "")


def _emails(row: Row) -> list[str]:
    """The addresses; one of type EX is a path inside an Exchange server, and no e-mail."""
    return [
        value
        for column, value in row.items()
        if _EMAIL.fullmatch(column) and "@" in value and not value.startswith("/o=")
    ]


def _birthday(line: int, text: str, day_first: bool | None, problems: Problems) -> str | None:
    # 0/0/00 and 0.0.00 are how Outlook writes no day.
    if not re.search(r"[1-9]", text):
        return None
    if day_first is None and is_ambiguous(text):
        problems.append(Problem(line, f"Birthday: {AMBIGUOUS.format(text)}"))
        return None
    found = file_birthday(text, day_first=bool(day_first))
    if found is None:
        problems.append(Problem(line, f"Birthday: {text!r} is no day; 12/28/1969 would be right."))
    return found
