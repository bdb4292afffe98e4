"""Random commands, undone and done again, against the simplest model: a stack of whole states."""

import tempfile
from pathlib import Path

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.conftest import Net
from tests.whole import whole

WHO = st.sampled_from(["1", "2", "3", "4"])
OTHER = st.sampled_from(["1", "2", "3", "me"])
RECORD = st.builds("{}{}".format, st.sampled_from("enpmxairg"), st.integers(1, 4))
WORDS = st.text("abc @é[]=\x00\n-", min_size=1, max_size=12)


class Network(RuleBasedStateMachine):
    """``before`` are the states to go back to, ``ahead`` those to go forth to."""

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.net = Net(Path(self.folder.name) / "net.db")
        for name in ("Anna Nowak", "Ben Ost", "Cleo Park"):
            self.net.ok("add", name)
        self.now = whole(self.net.path)
        self.before = []
        self.ahead = []
        self.entries = len(self.net.json("history"))

    def type(self, *words):
        """A command; where it was an entry, the state before it can be gone back to."""
        answer = self.net(*words)
        assert answer.code in (0, 2, 3, 4, 5), answer
        entries = len(self.net.json("history"))
        found = whole(self.net.path)
        if entries > self.entries:
            self.before.append(self.now)
            self.ahead = []
        else:
            assert found == self.now, words
        self.entries, self.now = entries, found

    @rule(who=WHO, text=WORDS, size=st.integers(0, 6))
    def gave(self, who, text, size):
        self.type("gave", who, "--size", str(size), "--", text)

    @rule(who=WHO, text=WORDS)
    def got(self, who, text):
        self.type("got", who, "--", text)

    @rule(who=WHO, text=WORDS, other=OTHER)
    def log(self, who, text, other):
        self.type("log", who, text, "--with", other, "--promise", "3d: call")

    @rule(who=WHO, title=WORDS)
    def edit(self, who, title):
        self.type("edit", who, "--title", title, "--every", "1 month")

    @rule(a=OTHER, b=OTHER, made=st.booleans())
    def intro(self, a, b, made):
        self.type("intro", a, b, *(["--made"] if made else []))

    @rule(who=WHO, to=OTHER, given=st.booleans())
    def recommend(self, who, to, given):
        self.type("recommend", who, "--to", to, *(["--given"] if given else []))

    @rule(who=WHO, text=WORDS, sent=st.booleans())
    def ask(self, who, text, sent):
        self.type("ask", who, text, *(["--sent"] if sent else []))

    @rule(who=WHO, avoids=WORDS)
    def expect(self, who, avoids):
        self.type("expect", who, "--they-avoid", avoids)

    @rule(record=RECORD, verb=st.sampled_from(["made", "given", "accept", "fulfil", "decline"]))
    def go_on(self, record, verb):
        self.type(verb, record)

    @rule(record=RECORD)
    def delete(self, record):
        self.type("delete", record)

    @rule(record=st.sampled_from(["p1", "p2", "t1", "m1"]))
    def done(self, record):
        self.type("done", record)

    @rule(loop=st.sampled_from(["l1", "l2", "l3"]), text=WORDS)
    def told(self, loop, text):
        self.type("told", loop, "--", text)

    @rule(a=WHO, b=WHO)
    def merge(self, a, b):
        self.type("merge", a, b)

    @rule(who=WHO)
    def archive(self, who):
        self.type("archive", who)

    @precondition(lambda self: self.before)
    @rule()
    def undo(self):
        assert self.net.json("undo")["undone"] is not None
        self.ahead.append(self.now)
        self.now = self.before.pop()
        self.entries += 1

    @precondition(lambda self: self.ahead)
    @rule()
    def redo(self):
        assert self.net.json("redo")["redone"] is not None
        self.before.append(self.now)
        self.now = self.ahead.pop()
        self.entries += 1

    @invariant()
    def it_is_as_the_model_says(self):
        assert whole(self.net.path) == self.now

    @invariant()
    def the_doctor_finds_nothing(self):
        answer = self.net("doctor", "--json")
        assert answer.code == 0, [c for c in answer.json["checks"] if not c["ok"]]

    def teardown(self):
        self.folder.cleanup()


TestNetwork = Network.TestCase
TestNetwork.settings = settings(
    max_examples=12, stateful_step_count=15, deadline=None, phases=(Phase.generate,)
)
