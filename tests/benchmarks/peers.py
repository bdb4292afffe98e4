"""The same work through what a person would take instead, and through the ``sqlite3`` shell.

``python -m tests.benchmarks.peers`` installs khard, todoman and friendly-reminder from PyPI into
environments of their own, gives each the same 1,000 people, and prints a table of whole processes,
each timed in turn with netcrm.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from tests.benchmarks.imports import rows, vcards
from tests.benchmarks.network import TODAY, make

PEOPLE, IMPORTED, ROUNDS = 1_000, 10_000, 7
PACKAGES = ("khard", "todoman", "friendly-reminder")
TASKS = ("list the overdue", "look one up", "add one", f"import {IMPORTED:,} cards")
Command = tuple[list[str], dict[str, str]]


def installed(folder: Path, package: str) -> tuple[Path, str]:
    """The programs of a package in an environment of its own, and its version."""
    made = folder / package
    subprocess.run([sys.executable, "-m", "venv", str(made)], check=True)
    subprocess.run([made / "bin/pip", "install", "-q", package], check=True, capture_output=True)
    shown = subprocess.run(
        [made / "bin/pip", "show", package], check=True, capture_output=True, text=True
    ).stdout
    version = next(row.split()[1] for row in shown.splitlines() if row.startswith("Version"))
    return made / "bin", version


def ours(folder: Path) -> dict[str, Command]:
    """netcrm on a network with an entry of every kind."""
    database = folder / "net.db"
    make(database, PEOPLE)
    base = [sys.executable, "-m", "netcrm", "--db", str(database), "--today", f"{TODAY}"]
    subprocess.run([*base, "gave", "2", "x"], check=True, capture_output=True)
    cards = folder / "cards.vcf"
    cards.write_text(vcards(IMPORTED), newline="")
    other = [sys.executable, "-m", "netcrm", "--db", str(folder / "imported.db")]
    return {
        TASKS[0]: ([*base, "due", "--overdue", "--limit", "50"], {}),
        TASKS[1]: ([*base, "show", "p500@example.org"], {}),
        TASKS[2]: ([*base, "add", "Somebody {n}"], {}),
        TASKS[3]: ([*other, "import", str(cards)], {}),
    }


def khard(folder: Path, programs: Path) -> dict[str, Command]:
    """khard on a folder with a card for each."""
    cards = folder / "khard"
    base = [sys.executable, "-m", "netcrm", "--db", str(folder / "net.db")]
    subprocess.run([*base, "export", "--format", "vdir", "-o", str(cards)], check=True,
                   capture_output=True)  # fmt: skip
    config = folder / "khard.conf"
    config.write_text(f"[addressbooks]\n[[net]]\npath = {cards}\n[general]\neditor = true\n"
                      "merge_editor = true\n")  # fmt: skip
    new = folder / "new.yaml"
    new.write_text("Formatted name : Ada Lovelace\nFirst name : Ada\nLast name : Lovelace\n")
    program = [str(programs / "khard"), "-c", str(config)]
    return {
        TASKS[1]: ([*program, "show", "p500@example.org"], {}),
        TASKS[2]: ([*program, "new", "-a", "net", "-i", str(new)], {}),
    }


def todoman(folder: Path, programs: Path) -> dict[str, Command]:
    """todoman on a folder with a task for each follow-up that is due."""
    tasks = folder / "todo" / "net"
    tasks.mkdir(parents=True)
    for number in range(PEOPLE // 5):
        due = TODAY + timedelta(days=number - 60)
        (tasks / f"{number}.ics").write_text(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VTODO\r\n"
            f"UID:{number}\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:call person {number}\r\n"
            f"DUE;VALUE=DATE:{due:%Y%m%d}\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"
        )
    config = folder / "todoman.py"
    config.write_text(f'path = "{tasks.parent}/*"\ndefault_list = "net"\n'
                      f'cache_path = "{folder}/todoman.sqlite3"\n')  # fmt: skip
    environ = {"TODOMAN_CONFIG": str(config)}
    program = str(programs / "todo")
    return {
        TASKS[0]: ([program, "list", "--due", "0"], environ),
        TASKS[2]: ([program, "new", "-d", f"{TODAY}", "call Ada"], environ),
    }


def friendly_reminder(folder: Path, programs: Path) -> dict[str, Command]:
    """friendly-reminder with a friend for each."""
    kept = folder / ".config" / "friendly-reminder"
    kept.mkdir(parents=True)
    friends = [
        {"name": f"Person {n}", "reminder_days": 30,
         "last_contact": (TODAY - timedelta(days=n % 40)).isoformat()}
        for n in range(PEOPLE)
    ]  # fmt: skip
    (kept / "data.json").write_text(json.dumps({"friends": friends}))
    (kept / "friendly-reminder.yml").write_text("default_days: 7\n")
    program, environ = str(programs / "friendly-reminder"), {"HOME": str(folder)}
    return {
        TASKS[0]: ([program, "check"], environ),
        TASKS[2]: ([program, "add", "--name", "Ada {n}"], environ),
    }


def floor(folder: Path) -> dict[str, Command]:
    """The same tables by the shell: no start of a language, no rule of the domain."""
    shell = shutil.which("sqlite3")
    if shell is None:
        return {}
    database = folder / "shell.db"
    shutil.copy(folder / "net.db", database)
    cards = folder / "cards.csv"
    cards.write_text(rows(IMPORTED))
    late = f"SELECT * FROM follow_up_day WHERE due_on < '{TODAY}' ORDER BY due_on LIMIT 50"
    add = (
        "INSERT INTO contact (uid, name, sort_name, added_on, changed_at, given, received, "
        "open_loops) "
        "VALUES (hex(randomblob(16)), 'Ada', 'ada', '2026-11-23', '2026-11-23', 0, 0, 0)"
    )
    return {
        TASKS[0]: ([shell, str(database), late], {}),
        TASKS[1]: ([shell, str(database), "SELECT * FROM contact c JOIN contact_point p "
                    "ON p.contact_id = c.id WHERE p.folded = 'p500@example.org'"], {}),
        TASKS[2]: ([shell, str(database), add], {}),
        TASKS[3]: ([shell, str(folder / "raw.db"), ".mode csv", f".import {cards} people"], {}),
    }  # fmt: skip


def seconds(command: Command) -> float:
    """The time of one whole process."""
    words, environ = command
    # Nobody is added twice.
    words = [word.replace("{n}", str(time.monotonic_ns())) for word in words]
    start = time.perf_counter()
    subprocess.run(words, check=True, capture_output=True, env={"HOME": "/", "LC_ALL": "C.UTF-8"}
                   | environ)  # fmt: skip
    return time.perf_counter() - start


def compared(own: Command, other: Command, *, fresh: Callable[[], None]) -> tuple[float, float]:
    """Both times, each the median of several, in turn."""
    pairs = []
    for _ in range(ROUNDS + 1):
        fresh()
        pairs.append((seconds(own), seconds(other)))
    return (
        statistics.median(a for a, _ in pairs[1:]),
        statistics.median(b for _, b in pairs[1:]),
    )


def main() -> None:
    """Print the table, as it stands in the README."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = {package: installed(folder, package) for package in PACKAGES}
        mine = ours(folder)
        peers = {
            f"khard {found['khard'][1]}": khard(folder, found["khard"][0]),
            f"todoman {found['todoman'][1]}": todoman(folder, found["todoman"][0]),
            f"friendly-reminder {found['friendly-reminder'][1]}": friendly_reminder(
                folder, found["friendly-reminder"][0]
            ),
            "sqlite3 shell": floor(folder),
        }

        def fresh() -> None:
            for made in ("imported.db", "imported.db-wal", "imported.db-shm", "raw.db"):
                (folder / made).unlink(missing_ok=True)

        print(f"| seconds | netcrm | {' | '.join(peers)} |")
        print(f"|---|{'---|' * (1 + len(peers))}")
        for task in TASKS:
            cells, own = [], []
            for commands in peers.values():
                if task not in commands:
                    cells.append("—")
                    continue
                took, theirs = compared(mine[task], commands[task], fresh=fresh)
                own.append(took)
                cells.append(f"{theirs:.2f}")
            print(f"| {task} | {statistics.median(own):.2f} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
