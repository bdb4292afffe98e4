"""The verbs, by what they are for; a verb's module is imported only when it is typed."""

from __future__ import annotations

from typing import NamedTuple


class Verb(NamedTuple):
    """Where a verb lives and what help says of it."""

    module: str
    help: str


SECTIONS: dict[str, dict[str, Verb]] = {
    "People": {
        "add": Verb("add", "Add somebody you met."),
        "edit": Verb("edit", "Change what is known of somebody."),
        "show": Verb("show", "Everything about one person."),
        "list": Verb("show", "Who is in your network."),
        "find": Verb("show", "A text anywhere in your network."),
        "tie": Verb("tie", "Two people know each other."),
        "archive": Verb("tie", "Take somebody out of the lists."),
        "unarchive": Verb("tie", "Bring somebody back into the lists."),
    },
    "Give and take": {
        "log": Verb("log", "Something happened: a meeting, a call, a message."),
        "gave": Verb("give", "You did somebody a favour."),
        "got": Verb("give", "Somebody did you a favour."),
        "told": Verb("give", "A helper heard what came of their help."),
        "promise": Verb("plan", "Who will do what by when."),
    },
    "What next": {
        "due": Verb("due", "What is overdue, today and soon."),
        "done": Verb("due", "A follow-up is done."),
        "snooze": Verb("due", "Put a follow-up off."),
        "remind": Verb("plan", "Be reminded of somebody."),
    },
    "Looking back": {
        "balance": Verb("balance", "Given and received, side by side."),
        "report": Verb("report", "A report to keep: HTML, Markdown, CSV, JSON."),
        "change": Verb("change", "Mend any field of a record."),
        "delete": Verb("change", "Delete a record."),
    },
    "Data": {
        "import": Verb("data", "Bring people in from a file."),
        "export": Verb("data", "Take everything out."),
        "demo": Verb("data", "A lifelike network to play with."),
    },
}

VERBS: dict[str, Verb] = {name: verb for verbs in SECTIONS.values() for name, verb in verbs.items()}
