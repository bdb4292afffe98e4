"""What to think of before an ask: clear, possible, well prepared, and fair to both sides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from shlex import quote

from netcrm.domain import names
from netcrm.domain.days import day_with_weekday
from netcrm.domain.expectations import Expectation, Met, content_words, same_stem
from netcrm.domain.ledger import Exchange
from netcrm.domain.names import first_name
from netcrm.domain.people import Contact
from netcrm.domain.rules import Rules

_FEW_WORDS = 3


class Verdict(StrEnum):
    """What a check says: nothing in the way, something to think of, a boundary in the way."""

    ok = "ok"
    thought = "thought"
    stop = "stop"


@dataclass(frozen=True)
class Check:
    """One finding; ``command`` is what to type about it, "" where there is nothing to do."""

    name: str
    verdict: Verdict
    text: str
    command: str = ""


@dataclass(frozen=True)
class Draft:
    """An ask as it is about to be made."""

    text: str
    topic: str | None = None
    offer: str | None = None
    by_on: date | None = None


@dataclass(frozen=True)
class Preparation:
    """All that is known before an ask.

    ``boundaries`` are those it goes against; ``asked_on`` the days of the asks sent to them in the
    last ``rules.ask_days``; ``given_since`` what I gave since they last helped (``helped_on``).
    """

    today: date
    contact: Contact
    draft: Draft
    boundaries: Sequence[Met]
    expectations: Sequence[Expectation]
    open_loops: Sequence[Exchange]
    asked_on: Sequence[date]
    asked_before: bool
    helped_on: date | None
    given_since: Sequence[Exchange]
    rules: Rules = field(default_factory=Rules)


def checks(p: Preparation) -> tuple[Check, ...]:
    """Every check, in the order in which they matter."""
    return (
        _boundary(p),
        _expectations(p),
        _topic(p),
        _loops(p),
        _often(p),
        _given(p),
        _offer(p),
        _specific(p),
    )


def asked_too_often(p: Preparation) -> bool:
    """Whether one more ask now would be one too many."""
    past_due = any(e.loop_due_on and e.loop_due_on < p.today for e in p.open_loops)
    return len(p.asked_on) >= p.rules.ask_often or (past_due and len(p.asked_on) >= 1)


def asked_since(today: date, rules: Rules) -> date:
    """The first day of the time in which asks count as often."""
    return today - timedelta(days=rules.ask_days)


def _who(p: Preparation) -> str:
    return first_name(p.contact.name)


def _command(p: Preparation, verb: str, *words: str) -> str:
    return " ".join(["netcrm", verb, str(p.contact.id), *words])


def _boundary(p: Preparation) -> Check:
    if not p.boundaries:
        return Check("boundary", Verdict.ok, "No boundary is in the way.")
    first, stops = p.boundaries[0].expectation, p.boundaries[0].stops
    command = f"netcrm expect {p.contact.id}"
    if stops:
        return Check("boundary", Verdict.stop, f"{first.sentence}.", command)
    return Check("boundary", Verdict.thought, f"{first.sentence}: this may touch it.", command)


def _expectations(p: Preparation) -> Check:
    if p.expectations:
        met = [b.expectation for b in p.boundaries]
        others = [e for e in p.expectations if e not in met]
        shown = "; ".join(e.sentence for e in others[:2]) or "What they avoid is known"
        return Check("expectations", Verdict.ok, f"{shown}.")
    if p.asked_before:
        return Check("expectations", Verdict.ok, "You have asked before; nothing is written down.")
    return Check(
        "expectations",
        Verdict.thought,
        "This is the first ask, and what either side expects is not known yet.",
        _command(p, "expect", "--theirs TEXT", "--i-avoid TEXT"),
    )


def _topic(p: Preparation) -> Check:
    known = [("knows", t) for t in p.contact.knows] + [("cares about", t) for t in p.contact.cares]
    wanted = content_words(p.draft.topic or p.draft.text)
    for relation, topic in known:
        if any(same_stem(a, b) for a in content_words(topic) for b in wanted):
            return Check("topic", Verdict.ok, f"{_who(p)} {relation} {topic}.")
    about = p.draft.topic or "TOPIC"
    return Check(
        "topic",
        Verdict.ok,
        f"Whether {_who(p)} knows about {p.draft.topic or 'this'} is not known yet.",
        _command(p, "edit", "--knows", quote(about) if p.draft.topic else about),
    )


def _loops(p: Preparation) -> Check:
    if not p.open_loops:
        return Check("loops", Verdict.ok, f"{_who(p)} has heard what came of every help.")
    first = p.open_loops[0]
    more = f", and {len(p.open_loops) - 1} more" if len(p.open_loops) > 1 else ""
    return Check(
        "loops",
        Verdict.thought,
        f"Tell {_who(p)} first what came of {first.text!r}, open since "
        f"{day_with_weekday(first.on)}{more}.",
        f"netcrm told l{first.id} TEXT",
    )


def _often(p: Preparation) -> Check:
    count = len(p.asked_on)
    if not asked_too_often(p):
        said = "Nothing was asked" if not count else f"{count} asked"
        return Check("often", Verdict.ok, f"{said} in the last {p.rules.ask_days} days.")
    last = day_with_weekday(max(p.asked_on))
    why = "" if count >= p.rules.ask_often else ", and a loop with them is past its day"
    return Check(
        "often",
        Verdict.thought,
        f"You asked {_who(p)} {count} {'time' if count == 1 else 'times'} in "
        f"{p.rules.ask_days} days, "
        f"last on {last}{why}: let it rest, or ask somebody else.",
        _command(p, "show"),
    )


def _given(p: Preparation) -> Check:
    if p.helped_on is None:
        return Check("given", Verdict.ok, f"{_who(p)} has not helped you so far.")
    since = day_with_weekday(p.helped_on)
    if p.given_since:
        texts = ", ".join(e.text for e in p.given_since[:2])
        return Check("given", Verdict.ok, f"Since {_who(p)} helped on {since} you gave: {texts}.")
    return Check(
        "given",
        Verdict.thought,
        f"{_who(p)} helped on {since}; nothing has gone the other way since. What could be of use?",
        _command(p, "brief"),
    )


def _offer(p: Preparation) -> Check:
    if p.draft.offer:
        return Check("offer", Verdict.ok, f"You offer: {p.draft.offer}.")
    return Check(
        "offer",
        Verdict.thought,
        f"What {_who(p)} gains is not said.",
        _command(p, "brief") + ", then --offer TEXT",
    )


_HOW_LONG = re.compile(
    r"\b(\d+|an?|one|two|three|half an?|quarter of an?|eine?|pol|jedn\w*)[ -]?"
    r"(h|hrs?|hours?|mins?|minutes?|days?|weeks?|pages?|lines?|questions?|words?|calls?|e-?mails?|"
    r"stunden?|minuten|tage?|wochen?|seiten?|fragen?|godzin\w*|minut\w*|dni|dzien|tydzien|tygodni\w*|"
    r"stron\w*|pytan\w*)\b"
)
_BY_WHEN = re.compile(
    r"\b(\d{4}-\d\d-\d\d|today|tomorrow|tonight|this (week|month)|next \w+|by (?!the way)\w+|"
    r"before \w+|until \w+|(mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"heute|morgen|bis \w+|vor dem \w+|(mon|diens|donners|frei|sams|sonn)tag|mittwoch|"
    r"dzis|jutro|przed \w+|"
    r"do (jutra|konca|poniedzialku|wtorku|srody|czwartku|piatku|soboty|niedzieli))\b"
)


def _listed(missing: Sequence[str]) -> str:
    *first, last = missing
    return f"{', '.join(first)} or {last}" if first else last


def _specific(p: Preparation) -> Check:
    """What exactly, by when, how long: what the other person has to know to say yes or no."""
    text = names.fold(p.draft.text)
    missing = []
    if len(content_words(p.draft.text)) < _FEW_WORDS - 1 or len(text.split()) < _FEW_WORDS:
        missing.append("what exactly")
    if p.draft.by_on is None and not _BY_WHEN.search(text):
        missing.append("by when (--by DAY)")
    if not _HOW_LONG.search(text):
        missing.append('how long it takes (such as "20 minutes")')
    if not missing:
        return Check("specific", Verdict.ok, "It says what, by when and how long.")
    return Check("specific", Verdict.thought, f"It does not say {_listed(missing)}.")
