"""Importing many people against parsing them alone, and the memory that it takes.

``python -m tests.benchmarks.imports [COUNT]`` prints, for vCards and CSV rows, the ratio of the
whole import to parsing alone, and peak memory against a tenth of the people.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

BUDGET, MEMORY_BUDGET = 2.0, 1.3
PARSE = """
import sys
from pathlib import Path
from netcrm.cli.readings import readings
from netcrm.cli.sources import Sources, Wanted
count = sum(1 for r in readings(Path(sys.argv[1]), Wanted(), Sources()) for _ in r.batch.people)
assert count == int(sys.argv[2]), count
"""
_FIRST = ("Anna", "Bo", "Cy", "Dragan", "Eleni", "Fatima", "Giulia", "Henrik", "Kasia", "Maria")
_LAST = ("Nowak", "Berg", "Clark", "Rossi", "Silva", "Schmidt", "Novak", "Murphy", "Tanaka")


def people(count: int) -> list[tuple[str, str, str, str]]:
    """Name, e-mail, organization and phone of invented people, the same for the same count."""
    chance = Random(7)
    return [
        (
            f"{chance.choice(_FIRST)} {chance.choice(_LAST)} {n}",
            f"person{n}@example.org",
            f"Firm {chance.randrange(count // 20 + 1)}",
            f"+48 22 {n:07}",
        )
        for n in range(count)
    ]


def vcards(count: int) -> str:
    """A card a person."""
    return "".join(
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:u{n}\r\nFN:{name}\r\nORG:{firm}\r\nEMAIL;TYPE=work:{email}"
        f"\r\nTEL;TYPE=cell:{phone}\r\nCATEGORIES:club\r\nEND:VCARD\r\n"
        for n, (name, email, firm, phone) in enumerate(people(count))
    )


def rows(count: int) -> str:
    """A row a person."""
    return "name,email,company,phone\n" + "".join(f"{','.join(p)}\n" for p in people(count))


def run(command: list[str]) -> tuple[float, int]:
    """Seconds and peak memory (KiB) of a whole process."""
    start = time.perf_counter()
    # A process of its own, so that the peak is this command's alone.
    wrapped = [sys.executable, "-c", _MEASURE, *command]
    done = subprocess.run(wrapped, capture_output=True, text=True, check=True)
    return time.perf_counter() - start, int(done.stdout.strip().splitlines()[-1])


_MEASURE = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    python = sys.executable
    print(f"{'file':<8} {'people':>8} {'parse s':>8} {'import s':>9} {'ratio':>6} {'budget':>7} "
          f"{'memory':>7} {'budget':>7}")  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        for kind, write in (("vcf", vcards), ("csv", rows)):
            peaks = []
            for size in (count // 10, count):
                file = Path(folder) / f"{size}.{kind}"
                file.write_text(write(size), "utf-8", newline="")
                database = Path(folder) / f"{size}-{kind}.db"
                parse, _ = run([python, "-c", PARSE, str(file), str(size)])
                taken, peak = run(
                    [python, "-m", "netcrm", "--db", str(database), "import", str(file)]
                )
                peaks.append(peak)
            print(f"{kind:<8} {count:>8,} {parse:>8.1f} {taken:>9.1f} {taken / parse:>6.2f} "
                  f"{BUDGET:>7} {peaks[1] / peaks[0]:>7.2f} {MEMORY_BUDGET:>7}")  # fmt: skip


if __name__ == "__main__":
    main()
