"""netcrm as a process of its own, to be killed, starved and run beside others."""

import os
import resource
import subprocess
import sys
from pathlib import Path

START = [sys.executable, "-c", "from netcrm.cli.main import main; main()"]
BUG = "should not"


def started(path: Path, *words: str, limit: int | None = None) -> subprocess.Popen[str]:
    """A command on its way; ``limit`` is how large a file it may make, in bytes."""
    kept = "NETCRM_PASSPHRASE_COMMAND"
    environ = {
        k: v for k, v in os.environ.items() if k == kept or not k.startswith(("NETCRM", "COV"))
    }

    def starve() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return subprocess.Popen(
        [*START, "--db", str(path), "--today", "2026-11-23", *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environ,
        preexec_fn=starve,
    )


def ended(path: Path, *words: str, limit: int | None = None) -> subprocess.CompletedProcess[str]:
    """A command that has run to its end."""
    process = started(path, *words, limit=limit)
    out, err = process.communicate(timeout=120)
    return subprocess.CompletedProcess(words, process.returncode, out, err)
