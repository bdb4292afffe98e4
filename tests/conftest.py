"""One way in for every test: a command line, run in a world of its own."""

import os

for _name in ("GITHUB_ACTIONS", "FORCE_COLOR", "PY_COLORS", "NO_COLOR", "COLUMNS", "NETCRM_DB",
              "NETCRM_TODAY", "NETCRM_PASSPHRASE_COMMAND"):  # fmt: skip
    os.environ.pop(_name, None)

import io
import json
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from netcrm.cli.context import World
from netcrm.cli.main import run
from netcrm.store.connect import Passphrase, use
from tests.whole import SECRET

settings.register_profile("netcrm", deadline=None, derandomize=True)
settings.load_profile("netcrm")

ENCRYPTED = os.environ.get("NETCRM_TEST_ENCRYPTED") == "1"
if ENCRYPTED:
    os.environ["NETCRM_PASSPHRASE_COMMAND"] = f"echo {SECRET}"
    use(Passphrase(lambda: SECRET, for_new=True))

TODAY = "2026-11-23"  # a Monday


class Terminal(io.StringIO):
    """A stream that somebody sits at."""

    def isatty(self) -> bool:
        return True


@dataclass
class Answer:
    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        return json.loads(self.err)["error"]


class Net:
    """A database of its own, and the commands run on it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.today = TODAY
        self.environ: dict[str, str] = {
            name: os.environ[name] for name in ("NETCRM_PASSPHRASE_COMMAND",) if ENCRYPTED
        }

    def __call__(self, *words: str, typed: str | None = None, terminal: bool = False) -> Answer:
        kind = Terminal if terminal else io.StringIO
        out, err = kind(), kind()
        given = Terminal(typed) if terminal and typed is not None else io.StringIO(typed or "")
        arguments = ("--db", str(self.path), "--today", self.today, *words)
        world = World(out, err, given, {"COLUMNS": "80"} | self.environ, arguments)
        # Help and version are written by the parser itself.
        with redirect_stdout(out):
            code = run(world)
        return Answer(int(code), out.getvalue(), err.getvalue())

    def edits_by(self, script: str) -> None:
        """Let the editor be a script of the shell, whose ``$1`` is the file."""
        editor = self.path.with_name("editor")
        editor.write_text(f"#!/bin/sh\n{script}\n")
        editor.chmod(0o700)
        self.environ["EDITOR"] = str(editor)

    def ok(self, *words: str, **options: Any) -> str:
        """The output of a command that must succeed."""
        answer = self(*words, **options)
        assert answer.code == 0, answer
        return answer.out

    def json(self, *words: str, **options: Any) -> Any:
        """The JSON of a command that must succeed."""
        return json.loads(self.ok(*words, "--json", **options))


def meanwhile(net: Net, monkeypatch: pytest.MonkeyPatch, *words: str) -> None:
    """Another terminal types something between the look of the next command and its write."""
    real = World.write

    def write(self: World, **options: Any) -> Any:
        monkeypatch.setattr(World, "write", real)
        net.ok(*words)
        return real(self, **options)

    monkeypatch.setattr(World, "write", write)


@pytest.fixture
def net(tmp_path: Path) -> Net:
    return Net(tmp_path / "net.db")


@pytest.fixture
def anna(net: Net) -> Net:
    """A network with Anna Nowak, contact 1."""
    net.ok("add", "Anna Nowak", "--email", "anna@example.org")
    return net


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo network, made once."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    Net(path).ok("demo")
    return path


@pytest.fixture
def demo(demo_file: Path) -> Net:
    """The demo network, to read."""
    return Net(demo_file)


@pytest.fixture(scope="session")
def rich_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four people and one of everything."""
    path = tmp_path_factory.mktemp("rich") / "net.db"
    net = Net(path)
    for name in ("Anna Nowak", "Ben Ost", "Cleo Park", "Dan Quist"):
        net.ok("add", name, "--met", "2026-10-01")
    net.ok("tie", "anna", "cleo", "--strength", "3")
    net.ok("goal", "add", "a job", "--decider", "cleo", "--guide", "ben")
    net.ok("gave", "anna", "an hour")
    net.ok("got", "anna", "a letter", "--goal", "g1")
    net.ok("promise", "anna", "a list", "--by", "3d")
    net.ok("remind", "ben", "call", "--by", "2d", "--every", "1 week")
    net.ok("goal", "step", "g1", "read", "--by", "9d")
    net.ok("ask", "anna", "an hour on boards by friday", "--goal", "g1", "--sent")
    net.ok("ask", "ben", "a look at my plan by friday")
    net.ok("intro", "anna", "ben")
    net.ok("intro", "cleo", "ben", "--made")
    net.ok("recommend", "me", "--by", "anna", "--to", "cleo")
    net.ok("archive", "dan")
    return path
