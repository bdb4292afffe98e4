"""The README's console blocks are run, in order, and must answer what stands there.

After a change of wording: ``python -m tests.test_readme`` writes the answers anew.
"""

import re
import shlex
import sys
from pathlib import Path

from netcrm.cli.verbs import VERBS
from tests.conftest import Net

README = Path(__file__).parents[1] / "README.md"
BLOCK = re.compile(r"```console( demo)?\n(.*?)```", re.DOTALL)


def answered(text: str, net: Net, demo: Net) -> str:
    """The README with every console block's answers as netcrm gives them now."""

    def run(block: re.Match[str]) -> str:
        lines = []
        for line in block[2].splitlines():
            if line.startswith("$ "):
                world = demo if block[1] else net
                answer = world("--no-color", *shlex.split(line[2:])[1:], terminal=True)
                said = answer.err + answer.out if answer.code == 0 else answer.out + answer.err
                lines += [line, *said.rstrip("\n").split("\n")]
        return f"```console{block[1] or ''}\n" + "\n".join(lines) + "\n```"

    return BLOCK.sub(run, text)


def test_the_examples_answer_what_stands_there(net, demo):
    text = README.read_text("utf-8")
    assert text.count("$ netcrm") >= 12
    assert answered(text, net, demo) == text


def test_every_verb_stands_in_the_readme():
    text = README.read_text("utf-8")
    assert [verb for verb in VERBS if not re.search(rf"`(netcrm )?{verb}\b", text)] == []


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    invented = Net(folder / "demo.db")
    invented.ok("demo")
    README.write_text(
        answered(README.read_text("utf-8"), Net(folder / "net.db"), invented), "utf-8"
    )
