"""My work on a screen and in Markdown: hostile texts, narrow screens, nothing to do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.transcript import run

PLAN = """kind: project
id: p
tasks:
  api: {name: "\\e[31mred\\u202e|<b>`x`", effort: 1d, owner: ana, blocked: "a\\nb\\e]0;x\\a | ::error::"}
  out: {name: Out, milestone: true, external: {party: "\\e[1m|Evil\\nLaw"}, not-before: 2026-02-20, due: 2026-02-16}
  next: {name: "::warning::", effort: 1d, owner: ana, after: out}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plan.yaml").write_text(PLAN, "utf-8")
    (tmp_path / "people.yaml").write_text('kind: people\npeople: {ana: {name: "\\e[5mAna|<i>"}, bo: {}}\n', "utf-8")
    return tmp_path


@pytest.mark.parametrize("words", [[], ["--width", "60"], ["--width", "160"], ["--format", "md"]])
def test_hostile_texts_reach_nothing(folder: Path, words: list[str]) -> None:
    ran = run(["my-work", "ana", *words], folder)
    assert ran.status == 0 and "api" in ran.output and "out (" in ran.output
    assert not any(mark in ran.output for mark in ("\x1b", "\u202e", "\n::", "\a"))
    if words == ["--format", "md"]:
        rows = [line for line in ran.output.splitlines() if line.startswith("| ")]
        assert rows and all(line.replace("\\|", "").count("|") == 5 for line in rows)
        assert "<b>" not in ran.output and "<i>" not in ran.output


@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_no_line_is_wider_than_the_screen(folder: Path, width: int) -> None:
    ran = run(["my-work", "ana", "--width", str(width)], folder)
    assert max(map(len, ran.output.splitlines())) <= width


def test_nothing_to_do(folder: Path) -> None:
    assert "Nothing is to be done" in run(["my-work", "bo"], folder).output
    assert "Nothing is to be done" in run(["my-work", "bo", "--format", "md"], folder).output
    told = json.loads(run(["my-work", "bo", "--json"], folder).output)
    assert (told["documents"], told["now"], told["next"], told["until"]) == ([], [], [], "2026-02-24")


def test_a_file_names_no_revision(folder: Path) -> None:
    """Its own commit would make it stale."""
    assert run(["my-work", "ana", "-o", "mine.txt"], folder).status == 0
    assert run(["my-work", "ana", "-o", "mine.txt", "--check"], folder).status == 0
    assert (folder / "mine.txt").read_text("utf-8").startswith("ana · Tue 10 Feb 2026 · 1 document\n")
