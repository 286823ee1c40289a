"""The ladder: the README's table says on which step a module stands; imports only go down, libraries have one owner."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "pmctl"
ROW = re.compile(r"^\| (\d+) \| `([a-z_]+)/?` \| [^|]+ \|([^|]*)\|$", re.MULTILINE)
TABLE = ROW.findall((ROOT / "README.md").read_text("utf-8"))
STEPS = {name: int(step) for step, name, _ in TABLE}
OWNERS = {
    (library.replace("(lazy)", "").strip(), name): "(lazy)" in library
    for _, name, owned in TABLE
    for library in owned.split(",")
    if library.strip()
}
FILES = sorted(PACKAGE.rglob("*.py"))


def module_of(path: Path) -> str:
    """The room of a file: its folder in the package, or itself."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[str, int, bool]]:
    """Every name that a file imports, its line, and whether that is inside a function."""
    tree = ast.parse(path.read_text("utf-8"))
    inside = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno}: a relative import hides where it goes"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            yield name, node.lineno, id(node) in inside


def test_every_room_is_in_the_table_once() -> None:
    rooms = {module_of(path) for path in FILES} - {"__init__"}
    assert len(STEPS) == len(TABLE)
    assert rooms == set(STEPS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_only_go_down(path: Path) -> None:
    own = module_of(path)
    climbing = []
    for name, line, _ in imports(path):
        parts = name.split(".")
        if parts[0] != "pmctl" or own == "__init__":
            continue
        other = parts[1]
        if other not in STEPS and parts[1:] in (["__version__"],):
            continue
        if other != own and STEPS[other] >= STEPS[own]:
            climbing.append(f"line {line}: {own} (step {STEPS[own]}) imports {other} (step {STEPS[other]})")
    assert climbing == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_libraries_have_one_owner(path: Path) -> None:
    own = module_of(path)
    wrong = []
    for name, line, hidden in imports(path):
        library = name.split(".")[0]
        if library == "pmctl" or library in sys.stdlib_module_names:
            continue
        lazy = OWNERS.get((library, own))
        if lazy is None:
            owners = sorted(room for name, room in OWNERS if name == library)
            wrong.append(f"line {line}: {library} belongs to {' and '.join(owners) or 'nobody'}")
        elif lazy and not hidden and not in_type_checking(path, line):
            wrong.append(f"line {line}: {library} must be imported where it is used")
    assert wrong == []


def test_owners_import_what_they_own_and_as_the_table_says() -> None:
    found: dict[tuple[str, str], bool] = {}
    for path in FILES:
        for name, line, hidden in imports(path):
            owner = (name.split(".")[0], module_of(path))
            if owner in OWNERS and not in_type_checking(path, line):
                found[owner] = found.get(owner, True) and hidden
    read_as_data = {("tzdata", "worktime"): False}
    assert found | read_as_data == OWNERS


def in_type_checking(path: Path, line: int) -> bool:
    """Whether a line stands under `if TYPE_CHECKING:`."""
    tree = ast.parse(path.read_text("utf-8"))
    return any(
        isinstance(node, ast.If)
        and isinstance(node.test, ast.Name)
        and node.test.id == "TYPE_CHECKING"
        and node.lineno < line <= (node.end_lineno or line)
        for node in ast.walk(tree)
    )


def test_every_module_opens_with_a_sentence() -> None:
    silent = [
        path.relative_to(ROOT).as_posix() for path in FILES if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []
