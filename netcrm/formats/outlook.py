"""Outlook's CSV: classic in four languages, outlook.com, and what Google writes for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import chain, islice
from typing import TextIO

from netcrm.domain.records import Batch, PersonRecord, Problems
from netcrm.formats.csv_cells import Cells, headings
from netcrm.formats.csv_table import person, read
from netcrm.formats.file_days import birthday_of, day_first_of
from netcrm.formats.google import SYSTEM_LABELS

# Folded labels in English, German, Polish, French and Spanish, by what they mean.
_LABELS: dict[str, tuple[str, ...]] = {
    "first": ("first name", "vorname", "imie", "prenom", "nombre"),
    "middle": ("middle name", "weitere vornamen", "drugie imie", "deuxieme prenom",
               "segundo nombre"),
    "last": ("last name", "nachname", "nazwisko", "nom", "apellidos"),
    "company": ("company", "firma", "societe", "organizacion", "compania"),
    "title": ("job title", "position", "stanowisko", "titre", "cargo", "puesto"),
    "city": ("business city", "ort geschaftlich", "ort privat", "adres sluzbowy - miejscowosc",
             "miasto (sluzbowe)", "miasto (biuro)", "miasto (dom)", "ville (bureau)",
             "ciudad del trabajo", "home city"),
    "birthday": ("birthday", "geburtstag", "urodziny", "anniversaire", "cumpleanos"),
    "note": ("notes", "notizen", "notatki", "notes", "notas"),
    "categories": ("categories", "kategorien", "kategorie", "categories", "categorias"),
    "through": ("referred by", "empfohlen von", "polecony przez", "recommande par",
                "remitido por"),
    "url": ("web page", "webseite", "strona sieci web", "page web", "pagina web",
            "personal web page", "osobista strona sieci web", "webseite privat"),
    "alias": ("nickname", "spitzname", "pseudonim", "przydomek"),
}  # fmt: skip
_EMAIL = re.compile(
    r"e-?mail( \d)?([ -]?(address|adresse))?|e-?mail-adresse( \d)?|e-?mail \d( - |: )?adresse|"
    r"adres e-mail( \d)?|adresse de messagerie( \d)?|"
    r"direccion de correo electronico( \d)?"
)
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


def parse(stream: TextIO, today: date | None = None) -> Batch:
    """The people; the order of day and month is decided once for the file.

    Nobody was born after ``today``.
    """
    batch = Batch("outlook")
    table = read(stream, recognises, batch.problems)
    if table is not None:
        names = headings(table.header)
        rows = ((line, Cells(row, names)) for line, row in table.rows)
        batch.people = _people(rows, today, batch.problems)
    return batch


_LOOKED_AT = 2000


def _people(
    rows: Iterator[tuple[int, Cells]], today: date | None, problems: Problems
) -> Iterator[PersonRecord]:
    ahead = list(islice(rows, _LOOKED_AT))
    day_first = day_first_of(_get(cells, "birthday") for _, cells in ahead)
    for line, cells in chain(ahead, rows):
        born = _get(cells, "birthday")
        values: dict[str, object] = {
            "name": cells.joined(*(c for part in ("first", "middle", "last")
                                   for c in _LABELS[part] if c in cells.row)),
            "organization": _get(cells, "company"),
            "title": _get(cells, "title"),
            "city": _get(cells, "city"),
            "birthday": birthday_of(line, born, problems, day_first, today),
            "through": _get(cells, "through"),
            # One of type EX is a path inside an Exchange server, and no e-mail.
            "emails": [e for e in cells.all(_EMAIL) if not e.lower().startswith("/o=")],
            "phones": cells.all(_PHONE),
            "urls": cells.named(_LABELS["url"]),
            "tags": [
                tag
                for tag in _get(cells, "categories").split(";")
                if tag.strip().lower() not in SYSTEM_LABELS
            ],
            "aliases": [_get(cells, "alias")],
        }  # fmt: skip
        values["note"] = cells.note(*dict.fromkeys(_LABELS["note"]))
        found = person(line, values, problems)
        if found is not None:
            yield found


def _get(cells: Cells, meaning: str) -> str:
    return cells.first(*_LABELS[meaning])
