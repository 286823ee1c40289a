"""What a start costs: heavy libraries are not imported by commands that can do without them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HEAVY = {"networkx", "numpy", "jinja2", "matplotlib", "rich", "ruamel", "defusedxml", "markdown_it", "jsonschema"}


def imported(*arguments: str, parts: int = 1) -> set[str]:
    """The names of all that a command imported: of packages, or with so many parts."""
    code = (
        "import sys, atexit\n"
        f"names = lambda: sorted({{'.'.join(name.split('.')[:{parts}]) for name in sys.modules}})\n"
        "atexit.register(lambda: print(*names(), sep='\\n', file=sys.stderr))\n"
        f"sys.argv = ['pmctl', *{list(arguments)!r}]\n"
        "from pmctl.__main__ import main\n"
        "main()\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PMCTL_TODAY": "2026-02-10"}
    ran = subprocess.run(
        [sys.executable, "-P", "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    assert ran.returncode in (0, 1), ran.stderr
    return set(ran.stderr.splitlines())


def test_the_version_imports_nothing() -> None:
    found = imported("--version")
    assert "pmctl" in found
    assert not found & (HEAVY | {"click", "yaml", "jsonschema_rs", "dataclasses"})


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "examples/acme"),
        ("status", "-C", "examples/acme"),
        ("list", "tasks", "-C", "examples/acme"),
        ("rule", "PM101"),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_sound_plan_needs_no_heavy_library(arguments: tuple[str, ...]) -> None:
    found = imported(*arguments)
    assert "click" in found
    assert not found & HEAVY


def test_rules_about_what_a_plan_has_not_are_not_imported(tmp_path: Path) -> None:
    (tmp_path / "checkout.yaml").write_text("kind: project\ntasks:\n  design: {effort: 2d}\n", encoding="utf-8")
    found = imported("check", str(tmp_path), parts=3)
    assert "pmctl.revision.reading" not in found
    assert "pmctl.rules.estimate_missing" in found
    assert not found & {"pmctl.rules.no_vision", "pmctl.rules.certain_risk", "pmctl.rules.syntax_error"}
    assert not found & {"pmctl.rules.policy", "pmctl.rules.unknown_column", "pmctl.insights.ranking"}
