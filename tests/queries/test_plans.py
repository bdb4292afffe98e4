"""Every question of the read door is answered by index; what reads a whole table says why."""

import importlib
import inspect
import pkgutil
import re
import sys
from collections import defaultdict
from pathlib import Path

import pytest

import netcrm.queries
from netcrm.store import backup
from netcrm.store.reader import Reader, open_reader
from tests.cli.test_undo import WRITES
from tests.conftest import Net

FOLDER = Path(netcrm.queries.__file__).parent
# A few a week at most, whatever the network: goals, what is asked, expected, introduced and
# recommended; imports, settings, answers given once. Of ``m`` and CONSTANT a question is made.
SMALL = {
    "goal", "g", "goal_person", "p", "import_run", "setting", "sqlite_master", "firm", "f", "apart",
    "ask", "a", "introduction", "i", "recommendation", "r", "expectation", "x", "m", "CONSTANT",
}  # fmt: skip
WHOLE = {
    "contacts.listed": "the list is the whole network, in any order, and stops at --limit",
    "contacts.counted": "how many people there are",
    "contacts.is_empty": "it stops at the first",
    "exchanges.balances": "the balance is of everybody, and stops at --limit",
    "history.history": "the journal from its end, and stops at --limit",
    "who.archived": "those out of the lists, read from an index of them alone",
    "duplicates.pairs": "everybody is compared",
    "review.met": "whom I first met in a period is asked of everybody, when one looks back",
    "duplicates._same_number": "every number is compared",
    "cards.gone_uids": "a folder of cards is of everybody",
    "cards.uids": "a folder of cards is of everybody",
    "whole.records": "an export is of everything",
    "mentions.spoken_of": "no text may go on naming who is forgotten unseen",
    "mentions.others_of": "a name may go on in anybody's name",
    "mentions.namesakes_of": "every name is compared, once, before somebody is forgotten",
    "mentions._beside_others": "no text may go on naming who is forgotten unseen",
    "mentions.names_of": "the journal's images of one table, once, before somebody is forgotten",
}
DOCTOR = "health"

COMMANDS = [
    [],
    ["list"],
    ["list", "--tag", "guild", "--org", "polana", "--knows", "data", "--cares", "tea", "--quiet"],
    ["list", "--sort", "touch"],
    ["show", "maria"],
    ["show", "38"],
    ["find", "data"],
    ["find", "ma"],
    ["due", "--within", "30y"],
    ["due", "--who", "maria"],
    ["due", "--kind", "promise"],
    ["due", "--overdue", "--limit", "3"],
    ["balance"],
    ["balance", "maria"],
    ["balance", "5"],
    ["balance", "--since", "1y", "--kind", "time", "--tag", "guild"],
    ["review"],
    ["goal", "list"],
    ["goal", "show", "g1"],
    ["brief", "maria"],
    ["path", "wanda"],
    ["expect", "maria"],
    ["history"],
    ["duplicates"],
    ["triage"],
    ["doctor"],
    ["report"],
    ["map"],
    ["export"],
    ["export", "--format", "vcard"],
    ["export", "--format", "csv"],
    ["export", "--format", "ics", "-o", "-"],
]


# Writes that others try, for the questions they ask before.
OTHERS = [
    ["ask", "anna", "an hour on law by friday", "--sent"],
    ["undo", "j2", "--yes"],
    ["edit", "--all", "--imported", "last", "--tag", "x"],
    ["forget", "anna", "--yes"],
    ["change", "l2", "--text", "x"],
    ["change", "p1", "--text", "x"],
    ["change", "a1", "--text", "x"],
    ["change", "x1", "--text", "x"],
    ["done", "l2"],
    ["done", "a1"],
    ["snooze", "l2", "3d"],
    ["snooze", "a1", "3d"],
    ["export", "--format", "vdir", "-o", "{}/cards"],
]


@pytest.fixture(scope="module")
def asked(demo_file, rich_file, tmp_path_factory):
    """Each function of the floor with the statements it ran."""
    found: dict[str, set[str]] = defaultdict(set)
    real = {name: getattr(Reader, name) for name in ("all", "one")}

    def watched(name):
        def ask(self, sql, parameters=()):
            found[_asker()].add(sql)
            return real[name](self, sql, parameters)

        return ask

    patch = pytest.MonkeyPatch()
    for name in real:
        patch.setattr(Reader, name, watched(name))
    net = Net(demo_file)
    for words in COMMANDS:
        answer = net(*words, "--json") if words[:1] != ["export"] else net(*words)
        assert answer.code == 0, (words, answer.err)
    for text in ("maria", "MARIA WÓJCIK", "38", "maria@example.org", "@x", "marja", "li"):
        net("show", text)
    folder = tmp_path_factory.mktemp("written")
    for number, words in enumerate([*WRITES, *OTHERS]):
        copy = Net(folder / f"{number}.db")
        backup.copy(rich_file, copy.path)
        copy(*(word.format(folder) for word in words))
        copy("undo", "--yes")
        copy("redo")
    copy("goal", "add", "another aim")
    copy("goal", "step", "another", "a first step", "--by", "3d")
    copy("done", copy.json("due", "--kind", "step")[0]["id"])
    copy("add", "Lone Wolf")
    copy("add", "Pack Wolf")
    copy("tie", "lone", "pack", "--strength", "3")
    copy("path", "lone")
    patch.undo()
    return found


def _asker() -> str:
    frame = sys._getframe(2)
    while frame is not None:
        file = Path(frame.f_code.co_filename)
        if file.parent == FOLDER and not frame.f_code.co_name.startswith("<"):
            return f"{file.stem}.{frame.f_code.co_name}"
        frame = frame.f_back  # type: ignore[assignment]
    return ""


def test_no_question_reads_a_table_that_grows(asked, demo_file):
    scans = []
    with open_reader(demo_file) as reader:
        for asker, statements in sorted(asked.items()):
            for sql in statements:
                numbered = [int(n) for n in re.findall(r"\?(\d+)", sql)]
                count = max(numbered, default=sql.count("?"))
                named = dict.fromkeys(re.findall(r"(?<!:):(\w+)", sql))
                bound = named or [None] * count
                for row in reader.all(f"EXPLAIN QUERY PLAN {sql}", bound):
                    if "VIRTUAL TABLE INDEX" not in row["detail"]:
                        scans += [(asker, t) for t in re.findall(r"^SCAN (\w+)", row["detail"])]
    wrong = {
        (a, t)
        for a, t in scans
        if t not in SMALL and a not in WHOLE and a and not a.startswith(DOCTOR)
    }
    assert not wrong


def test_every_question_was_asked(asked):
    there = set()
    for module in pkgutil.iter_modules(netcrm.queries.__path__):
        own = importlib.import_module(f"netcrm.queries.{module.name}")
        for name, function in inspect.getmembers(own, inspect.isfunction):
            source = inspect.getsource(function)
            if function.__module__ == own.__name__ and re.search(r"\.(all|one|number)\(", source):
                there.add(f"{module.name}.{name}")
    assert there <= set(asked)
