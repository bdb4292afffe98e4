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
        "merge": Verb("merge", "Join two contacts who are one person."),
        "duplicates": Verb("merge", "Who may be there twice, and why."),
        "expect": Verb("expect", "What both sides expect and want to avoid."),
        "archive": Verb("tie", "Take somebody out of the lists."),
        "unarchive": Verb("tie", "Bring somebody back into the lists."),
        "forget": Verb("forget", "Delete somebody for good."),
    },
    "Give and take": {
        "log": Verb("log", "Something happened: a meeting, a call, a message."),
        "gave": Verb("give", "You did somebody a favour."),
        "got": Verb("give", "Somebody did you a favour."),
        "told": Verb("give", "A helper heard what came of their help."),
        "promise": Verb("plan", "Who will do what by when."),
        "intro": Verb("intro", "Bring two people together, with the yes of both."),
        "recommend": Verb("recommend", "A word for somebody with whoever decides."),
        "ask": Verb("ask", "Prepare an ask: it is checked first."),
    },
    "What came of it": {
        "agree": Verb("intro", "A side of an introduction says yes."),
        "made": Verb("intro", "The two have been brought together."),
        "sent": Verb("ask", "A drafted ask has been sent."),
        "accept": Verb("ask", "A yes to an ask."),
        "decline": Verb("answers", "A no: a fine answer."),
        "fulfil": Verb("ask", "What was asked has happened."),
        "given": Verb("recommend", "The word has been put in."),
        "outcome": Verb("answers", "What came of an introduction or a recommendation."),
    },
    "What next": {
        "due": Verb("due", "What is overdue, today and soon."),
        "done": Verb("due", "A follow-up is done."),
        "snooze": Verb("due", "Put a follow-up off."),
        "remind": Verb("plan", "Be reminded of somebody."),
        "goal": Verb("goal", "What you are after: add, list, show, step, matters, reach, drop."),
        "path": Verb("path", "The warmest ways to somebody."),
        "brief": Verb("path", "Prepare a conversation."),
    },
    "Looking back": {
        "balance": Verb("balance", "Given and received, side by side."),
        "review": Verb("path", "A period, and the seven principles on your own data."),
        "report": Verb("report", "A report to keep: HTML, Markdown, CSV, JSON."),
        "map": Verb("report", "The network as a picture."),
        "change": Verb("change", "Mend any field of a record."),
        "delete": Verb("change", "Delete a record."),
        "history": Verb("undo", "What was done when, by which command."),
        "undo": Verb("undo", "Take back the last command, again and again."),
        "redo": Verb("undo", "Do again what was taken back."),
    },
    "Data": {
        "import": Verb("importing", "Bring people in from files."),
        "triage": Verb("triage", "The people nobody has placed yet, one key each."),
        "export": Verb("export", "Take it out, in open formats."),
        "backup": Verb("backup", "Copy everything, checked."),
        "restore": Verb("backup", "Go back to a backup."),
        "encrypt": Verb("encrypt", "Put the whole database behind a passphrase."),
        "decrypt": Verb("encrypt", "Make an encrypted database plain again."),
        "doctor": Verb("doctor", "Prove that all holds, and repair it."),
        "config": Verb("config", "Where everything stands, and the numbers behind the words."),
        "demo": Verb("demo", "A lifelike network to play with."),
    },
}

VERBS: dict[str, Verb] = {name: verb for verbs in SECTIONS.values() for name, verb in verbs.items()}
