"""The ratios of DESIGN's budgets on 1,000 people: A B A B …, the median of the ratios."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from tests.benchmarks.network import TODAY, make

ROUNDS = 7
NOTHING: Mapping[str, str] = {}
PEOPLE = 1_000
ONE_COMMAND = """
import typer

app = typer.Typer()

@app.command()
def main(rows: int = 3) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table("a", "b")
    for row in range(rows):
        table.add_row(str(row), "x")
    Console().print(table)

app()
"""
IMPORTS = "import typer, sqlmodel, rich"


def seconds(command: list[str], *, terminal: bool, extra: Mapping[str, str] = NOTHING) -> float:
    """The time of one whole process, which writes for a terminal or for a pipe."""
    start = time.perf_counter()
    subprocess.run(
        command,
        capture_output=True,
        check=True,
        env={"HOME": "/"} | ({"FORCE_COLOR": "1"} if terminal else {}) | dict(extra),
    )
    return time.perf_counter() - start


def ratio(
    command: list[str],
    base: list[str],
    *,
    terminal: bool = False,
    extra: Mapping[str, str] = NOTHING,
) -> float:
    """The median of the pairs' ratios, after one warm-up of each."""
    pairs = [
        seconds(command, terminal=terminal, extra=extra) / seconds(base, terminal=terminal)
        for _ in range(ROUNDS + 1)
    ]
    return statistics.median(pairs[1:])


def main() -> None:
    """Print the table."""
    python = sys.executable
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "net.db"
        one = Path(folder) / "one.py"
        one.write_text(ONE_COMMAND)
        make(database, PEOPLE)
        ours = [python, "-m", "netcrm", "--db", str(database), "--today", f"{TODAY}"]
        screen, imports = [python, str(one)], [python, "-c", IMPORTS]
        print(f"{'command':<26} {'pipe':>6} {'screen':>6} {'budget':>7}   to")
        for words, budget in (
            ("due", 1.35), ("due --limit 50", 1.35), ("show 500", 1.35), ("balance", 1.35),
            ("balance --limit 50", 1.35), ("find lawyer", 1.35), ("list", 1.35),
            ("list --limit 50", 1.35), ("--help", 1.2), ("--version", 1.2),
        ):  # fmt: skip
            pipe = ratio([*ours, *words.split()], screen)
            seen = ratio([*ours, *words.split()], screen, terminal=True)
            print(f"{words:<26} {pipe:>6.2f} {seen:>6.2f} {budget:>7}   one command, one table")
        asked = {"_NETCRM_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "netcrm show lau"}
        found = ratio(ours[:3], screen, extra=asked | {"NETCRM_DB": str(database)})
        print(f"{'a completion':<26} {found:>6.2f} {'':>6} {1.2:>7}   one command, one table")
        for words in ("add Somebody --anyway", "log 500 x", "gave 500 x", "got 500 x"):
            found = ratio([*ours, *words.split()], imports)
            print(f"{words:<26} {found:>6.2f} {'':>6} {1.25:>7}   {IMPORTS}")


if __name__ == "__main__":
    main()
