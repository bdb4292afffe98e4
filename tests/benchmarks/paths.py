"""Warm paths on a dense network: 3,000 people, 116,000 ties, ten firms of 150 colleagues.

``python -m tests.benchmarks.paths`` prints the time of whole processes against its budget of 0.7 s,
and against a Python that only starts.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from random import Random

from netcrm.domain.names import fold
from netcrm.store.engine import open_writer
from tests.benchmarks.__main__ import seconds

PEOPLE, FIRMS, COLLEAGUES, STRANGERS = 3_000, 10, 150, 4_000
TARGET = 1
BUDGET = 0.7
ROUNDS = 7


# How many people I know, and how strong ties are: with two, no third way ends the search early.
KINDS = {"many": (1_400, (1, 5)), "weak": (1_400, (1, 1)), "few": (2, (1, 5)), "dim": (2, (1, 1))}


def dense_network(path: Path, known: int, strengths: tuple[int, int]) -> None:
    """Fill a database with so many people whom I know, and ties of these strengths."""
    chance = Random(7)
    pairs = {
        pair
        for firm in range(FIRMS)
        for pair in combinations(range(1 + firm * COLLEAGUES, 1 + (firm + 1) * COLLEAGUES), 2)
    }
    pairs |= {(0, one) for one in chance.sample(range(FIRMS * COLLEAGUES, PEOPLE), known)}
    while len(pairs) < FIRMS * COLLEAGUES * (COLLEAGUES - 1) // 2 + known + STRANGERS:
        one, other = sorted(chance.sample(range(1, PEOPLE + 1), 2))
        pairs.add((one, other))
    now = datetime(2026, 11, 23, tzinfo=UTC)
    with open_writer(path, now) as session:
        connection = session.connection()
        names = [f"Person {chance.randrange(10**6):06} {n}" for n in range(1, PEOPLE + 1)]
        connection.exec_driver_sql(
            "INSERT INTO contact (id, uid, name, sort_name, added_on, changed_at, given, received, "
            "open_loops) VALUES (?, ?, ?, ?, '2026-01-01', '2026-01-01', 0, 0, 0)",
            [(n, str(n), name, fold(name)) for n, name in enumerate(names, start=1)],
        )
        connection.exec_driver_sql(
            "INSERT INTO tie (a_id, b_id, strength) VALUES (?, ?, ?)",
            [(a, b, chance.randint(*strengths)) for a, b in sorted(pairs)],
        )


def main() -> None:
    """Print the table."""
    python = sys.executable
    with tempfile.TemporaryDirectory() as folder:
        print(f"{'network':<8} {'seconds':>8} {'budget':>7} {'x python -c pass':>17}")
        for kind, (known, strengths) in KINDS.items():
            database = Path(folder) / f"{kind}.db"
            dense_network(database, known, strengths)
            ours = [python, "-m", "netcrm", "--db", str(database), "path", str(TARGET)]
            pairs = [
                (seconds(ours, terminal=False), seconds([python, "-c", "pass"], terminal=False))
                for _ in range(ROUNDS + 1)
            ][1:]
            took = statistics.median(own for own, _ in pairs)
            ratio = statistics.median(own / base for own, base in pairs)
            print(f"{kind:<8} {took:>8.2f} {BUDGET:>7} {ratio:>17.1f}")


if __name__ == "__main__":
    main()
