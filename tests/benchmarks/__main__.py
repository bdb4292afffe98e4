"""The ratios of DESIGN's budgets on the demo network: A B A B …, the median of the ratios."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 15
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


def seconds(command: list[str], *, terminal: bool) -> float:
    """The time of one whole process, which writes for a terminal or for a pipe."""
    start = time.perf_counter()
    subprocess.run(
        command,
        capture_output=True,
        check=True,
        env={"HOME": "/"} | ({"FORCE_COLOR": "1"} if terminal else {}),
    )
    return time.perf_counter() - start


def ratio(command: list[str], base: list[str], *, terminal: bool = False) -> float:
    """The median of the pairs' ratios, after one warm-up of each."""
    pairs = [
        seconds(command, terminal=terminal) / seconds(base, terminal=terminal)
        for _ in range(ROUNDS + 1)
    ]
    return statistics.median(pairs[1:])


def main() -> None:
    """Print the table."""
    python = sys.executable
    with tempfile.TemporaryDirectory() as folder:
        database = str(Path(folder) / "demo.db")
        one = Path(folder) / "one.py"
        one.write_text(ONE_COMMAND)
        ours = [python, "-m", "netcrm", "--db", database]
        subprocess.run([*ours, "demo"], capture_output=True, check=True)
        screen, imports = [python, str(one)], [python, "-c", IMPORTS]
        print(f"{'command':<18} {'pipe':>6} {'screen':>6} {'budget':>7}   to")
        for words, budget in (
            ("due", 1.35), ("show maria", 1.35), ("balance", 1.35), ("find data", 1.35),
            ("list", 1.35), ("--help", 1.2), ("--version", 1.2),
        ):  # fmt: skip
            pipe = ratio([*ours, *words.split()], screen)
            seen = ratio([*ours, *words.split()], screen, terminal=True)
            print(f"{words:<18} {pipe:>6.2f} {seen:>6.2f} {budget:>7}   one command, one table")
        for words in ("gave maria x", "log maria x", "got maria x"):
            found = ratio([*ours, *words.split()], imports)
            print(f"{words:<18} {found:>6.2f} {'':>6} {1.25:>7}   {IMPORTS}")


if __name__ == "__main__":
    main()
