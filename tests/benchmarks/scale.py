"""The same commands on a small and a large network: A B A B …, the median of the ratios.

``python -m tests.benchmarks.scale [LARGE] [SMALL]`` (10,000 and 1,000 contacts) prints, for each
read, time and peak memory on the large one against the small one; filters against the same SQL in
the ``sqlite3`` shell; and the warmest way to somebody.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.imports import run
from tests.benchmarks.network import TODAY, make

ROUNDS = 3
TIME_BUDGET, MEMORY_BUDGET, SHELL_BUDGET, PATH_BUDGET = 2.0, 1.5, 1.5, 1.0
READS = (
    "due --limit 50", "show 500", "balance 500", "balance --limit 50", "find lawyer --limit 50",
    "find 517", "list --limit 50", "list --sort touch --limit 50", "list --tag guild --limit 50",
    "brief 500", "gave 500 x",
)  # fmt: skip
_SIDES = (
    "sum(CASE e.direction WHEN 'gave' THEN e.size ELSE 0 END), "
    "sum(CASE e.direction WHEN 'gave' THEN 0 ELSE e.size END)"
)
FILTERS = {
    "balance --since 90d --limit 50": f"""
        SELECT c.id, c.name, {_SIDES}, max(e."on"), count(e.loop_due_on)
        FROM exchange e JOIN contact c ON c.id = e.contact_id
        WHERE e."on" >= date('{TODAY}', '-90 days') AND c.archived_on IS NULL
        GROUP BY c.id ORDER BY 5 DESC, c.sort_name LIMIT 50""",
    "balance --kind time --limit 50": f"""
        SELECT c.id, c.name, {_SIDES}, max(e."on"), count(e.loop_due_on)
        FROM exchange e JOIN contact c ON c.id = e.contact_id
        WHERE e.kind = 'time' AND c.archived_on IS NULL
        GROUP BY c.id ORDER BY 5 DESC, c.sort_name LIMIT 50""",
}


def ours(database: Path, words: str) -> list[str]:
    """A command on a database."""
    return [sys.executable, "-m", "netcrm", "--db", str(database), "--today", f"{TODAY}",
            *words.split()]  # fmt: skip


def compared(one: list[str], other: list[str]) -> tuple[float, float, float]:
    """Seconds of the one, and its time and memory against the other's, each the median."""
    pairs = [(run(one), run(other)) for _ in range(ROUNDS + 1)][1:]
    return (
        statistics.median(a[0] for a, _ in pairs),
        statistics.median(a[0] / b[0] for a, b in pairs),
        statistics.median(a[1] / b[1] for a, b in pairs),
    )


def main() -> None:
    """Print the table."""
    large = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    small = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder) / "few.db", Path(folder) / "many.db"
        make(few, small)
        make(many, large)
        for database in (few, many):
            # The first write of a day backs up; what is timed is the second.
            run(ours(database, "gave 2 x"))
        print(f"{large:,} against {small:,} contacts")
        print(
            f"{'command':<32} {'seconds':>8} {'ratio':>6} {'budget':>7} {'memory':>7} {'budget':>7}"
        )
        for words in READS:
            took, ratio, memory = compared(ours(many, words), ours(few, words))
            print(f"{words:<32} {took:>8.2f} {ratio:>6.2f} {TIME_BUDGET:>7} {memory:>7.2f} "
                  f"{MEMORY_BUDGET:>7}")  # fmt: skip
        shell = shutil.which("sqlite3")
        for words, sql in FILTERS.items():
            if shell is None:
                print(f"{words:<32} not measured: there is no sqlite3 shell")
                continue
            took, ratio, _ = compared(ours(many, words), [shell, str(many), sql])
            print(f"{words:<32} {took:>8.2f} {ratio:>6.2f} {SHELL_BUDGET:>7}   the sqlite3 shell")
        took, _ = run(ours(many, f"path {large - 3}"))
        print(f"{'path':<32} {took:>8.2f} {'':>6} {PATH_BUDGET:>7}   seconds")


if __name__ == "__main__":
    main()
