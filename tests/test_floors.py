"""A floor imports only from floors below it, and outside libraries stay on theirs."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import netcrm

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


READS = [
    ["--help"],
    ["--version"],
    ["due"],
    ["show", "maria"],
    ["list"],
    ["find", "data"],
    ["balance"],
    [],
]


@pytest.mark.parametrize("words", READS, ids=" ".join)
def test_a_read_loads_no_orm_and_no_screen_it_does_not_draw(words, demo_file):
    code = (
        "import sys; from netcrm.cli.main import run; from netcrm.cli.context import World; "
        f"code = run(World.real(('--db', {str(demo_file)!r}, *{words!r}))); "
        "heavy = {'sqlalchemy', 'sqlmodel', 'pydantic', 'alembic', 'rich', 'jinja2'}; "
        "sys.stderr.write(f'{code} {sorted(heavy & set(sys.modules))}')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stderr == "0 []"
