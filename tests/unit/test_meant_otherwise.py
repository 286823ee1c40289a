"""Words that were typed in another order, or for another thing: nothing is written, and what was meant is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.transcript import run

PLAN = """kind: project
id: p
tasks:
  api: {effort: 2d}
  flow: {tasks: {step: {effort: 1d}}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_text(PLAN, "utf-8")
    (tmp_path / "other.yaml").write_text("kind: project\nid: q\ntasks: {a: {effort: 1d}}\n", "utf-8")
    (tmp_path / "people.yaml").write_text("kind: people\npeople: {ana: {}}\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["move", "api", "q"], ("`q` is a project", "`pmctl move p/api --to q`", "`pmctl move p/api p/q`")),
        (["move", "api", "flow"], ("`flow` is a group", "`pmctl move p/api --to flow`")),
        (["spend", "api", "3h", "--me", "ana"], ("the time stands before the item", "`pmctl spend 3h api`")),
        (["spend", "3", "api", "--me", "ana"], ("`3` is not a duration",)),
        (["my-work", "--me"], ("`--me` wants a value",)),
        (["report", "status", "-o"], ("`-o` wants a value",)),
    ],
)
def test_what_was_meant_is_named(folder: Path, words: list[str], said: tuple[str, ...]) -> None:
    ran = run(words, folder)
    assert ran.status == 2
    told = " ".join(ran.errors.split())
    assert all(one in told for one in said), ran.errors
    assert (folder / "plan.yaml").read_text("utf-8") == PLAN and not (folder / "timesheets").exists()


@pytest.mark.parametrize("words", [["move", "api", "p/q"], ["move", "api", "pay"], ["move", "q", "r"]])
def test_what_is_plain_is_done(folder: Path, words: list[str]) -> None:
    assert run(words, folder).status == 0
