"""A floor imports only from floors below it, and outside libraries stay on theirs."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

import netcrm
from netcrm.store import backup
from tests.cli.test_undo import WRITES

ROOT = Path(netcrm.__file__).parent
BELOW = {
    "domain": set(),
    "store": {"domain"},
    "queries": {"domain", "store"},
    "services": {"domain", "store"},
    "reports": {"domain"},
    "formats": {"domain"},
    "render": {"domain", "reports"},
    "cli": {"domain", "store", "queries", "services", "reports", "formats", "render"},
}
OUTSIDE = {
    "domain": {"dateutil"},
    "store": {"sqlmodel", "sqlalchemy", "sqlite3", "sqlcipher3", "alembic", "platformdirs"},
    "queries": set(),
    "services": {"sqlmodel", "sqlalchemy"},
    "reports": set(),
    "formats": set(),
    "render": {"rich", "jinja2", "markupsafe"},
    "cli": {"typer", "sqlmodel", "rich"},
}
FILES = sorted(p for floor in BELOW for p in (ROOT / floor).rglob("*.py"))


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: say the whole name of the module"
            found.add(node.module or "")
            if node.module == "netcrm":
                found |= {f"netcrm.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_a_file_imports_only_from_floors_below(path):
    floor = path.relative_to(ROOT).parts[0]
    for name in imports(path):
        first, *rest = name.split(".")
        if first == "netcrm" and rest:
            assert rest[0] in BELOW[floor] | {floor}, f"{floor}/ may not import {name}"
        elif first not in sys.stdlib_module_names and first != "netcrm":
            assert first in OUTSIDE[floor], f"{floor}/ may not import {first}"


HEAVY = {"sqlalchemy", "sqlmodel", "pydantic", "alembic", "rich", "jinja2", "sqlcipher3"}
# Which heavy modules a command may load; a verb that is not named is a write.
READS: dict[str, list[list[str]]] = {
    "": [["--help"], ["--version"], ["show", "--help"], [], ["due"], ["show", "maria"], ["list"],
         ["find", "data"], ["balance"], ["balance", "--since", "1y"], ["brief", "maria"],
         ["path", "wanda"], ["history"], ["duplicates"], ["triage"], ["doctor"],
         ["restore", "--list"], ["report"], ["report", "--format", "csv"], ["expect", "maria"],
         ["export"], ["export", "--format", "vcard"], ["goal", "list"], ["goal", "show", "g1"],
         ["review"], ["map", "--json"], ["backup"]],
    "jinja2": [["report", "--format", "html"], ["map"]],
    "rich": [["due"], ["show", "maria"], ["list"], ["balance"], ["review"]],
}  # fmt: skip
WRITE = {"sqlalchemy", "sqlmodel", "pydantic"}


def loaded(path, words, **environ):
    """Which heavy modules a command loads, in a process of its own."""
    code = (
        "import sys; from netcrm.cli.main import run; from netcrm.cli.context import World; "
        f"code = run(World.real(('--db', {str(path)!r}, *{words!r}))); "
        f"sys.stderr.write(f'\\n{{code}} ' + ' '.join(sorted({HEAVY!r} & set(sys.modules))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False,
        env=os.environ | environ,
    )  # fmt: skip
    exit_code, *modules = done.stderr.rpartition("\n")[2].split()
    assert exit_code == "0", done.stderr
    return set(modules)


@pytest.mark.parametrize(
    ("words", "may"),
    [(words, may) for may, lines in READS.items() for words in lines],
    ids=lambda value: " ".join(value) if isinstance(value, list) else value,
)
def test_a_read_loads_no_orm_and_no_screen_it_does_not_draw(words, may, demo_file):
    environ = {"FORCE_COLOR": "1"} if may == "rich" else {}
    assert loaded(demo_file, words, **environ) <= ({may} if may else set())


@pytest.mark.parametrize("words", WRITES, ids=lambda words: " ".join(words[:3]))
def test_a_write_loads_the_orm_and_nothing_it_does_not_need(words, rich_file, tmp_path):
    path = tmp_path / "net.db"
    backup.copy(rich_file, path)
    assert loaded(path, words) <= WRITE


def test_completion_loads_nothing_heavy(demo_file):
    """As the shell asks for it."""
    code = (
        "import sys, atexit; atexit.register(lambda: print(sorted("
        f"{HEAVY!r} & set(sys.modules)), file=sys.stderr)); "
        "from netcrm.cli.main import app; app(prog_name='netcrm')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False,
        env=os.environ | {"NETCRM_DB": str(demo_file), "_NETCRM_COMPLETE": "complete_bash",
                          "COMP_WORDS": "netcrm show mar", "COMP_CWORD": "2"},
    )  # fmt: skip
    assert "maria" in done.stdout
    assert done.stderr.strip() == "[]"
