"""Every folder under tests/cases is a plan, what somebody types there, and what they must see.

- `cmd`: lines `$ pmctl ...`, run one after the other in the folder of the plan; `# plan: FOLDER` takes that plan.
- `expected`: what came out (`python -m tests --update` writes it). Today is 2026-02-10 unless a line says `--today`.
- `history/steps`: the plan is a git repository, with the commits that these lines make (tests/history.py has the
  words); their ids are the same everywhere. Folders beside `steps` are laid over the plan by `put NAME`.
- All other files are the plan.
"""

from __future__ import annotations

import os
from difflib import unified_diff
from pathlib import Path

import pytest

from tests import history
from tests.transcript import HISTORY, UPDATE, prepared, transcript

CASES = Path(__file__).parent / "cases"


def cases() -> list[str]:
    return sorted(path.parent.name for path in CASES.glob("*/cmd"))


@pytest.mark.parametrize("name", cases())
def test_case(name: str, tmp_path: Path) -> None:
    case = CASES / name
    if (case / HISTORY).is_dir() and history.GIT is None:
        pytest.skip("git is not installed")
    folder = tmp_path / "plan"
    commands = prepared(case, folder)
    assert commands, f"tests/cases/{name}/cmd holds no command"
    found = transcript(commands, folder)
    expected = case / "expected"
    if os.environ.get(UPDATE):
        expected.write_text(found, encoding="utf-8")
    assert expected.exists(), "no `expected`: `python -m tests --update` writes it"
    wanted = expected.read_text(encoding="utf-8")
    changes = "".join(unified_diff(wanted.splitlines(True), found.splitlines(True), "expected", "found", n=2))
    assert found == wanted, f"tests/cases/{name}: `python -m tests --update` accepts this\n{changes}"


def test_every_folder_is_a_case() -> None:
    """A folder without `cmd` would never run, and nobody would notice."""
    assert [path.name for path in sorted(CASES.iterdir()) if path.is_dir() and not (path / "cmd").exists()] == []
