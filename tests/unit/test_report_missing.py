"""What reports say where days or baselines are missing: the truth, and once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.transcript import run

DONE = "{duration: 2d, status: done, finished: 2026-02-04}"


def report(name: str, folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(["report", name, "--today", "2026-02-10", "--json"], folder).output)
    return found


@pytest.mark.parametrize(
    ("tasks", "headline", "missing"),
    [
        ("{a: {duration: 2d}}", "Nothing is finished yet; 0 tasks in progress.", "what is finished: `pmctl done ITEM`"),
        (
            f"{{a: {DONE}}}",
            "1 task is finished, and nobody wrote when it began and ended; 0 tasks in progress.",
            "when what is done began and ended: `started`, `finished`",
        ),
        (
            f"{{a: {DONE}, b: {DONE}, c: {{duration: 2d}}}}",
            "2 tasks are finished, and of none is it known when it began and ended; 0 tasks in progress.",
            "when what is done began and ended: `started`, `finished`",
        ),
    ],
)
def test_what_is_done_without_days_is_done(tmp_path: Path, tasks: str, headline: str, missing: str) -> None:
    (tmp_path / "plan.yaml").write_text(f"kind: project\nid: p\ntasks: {tasks}\n", "utf-8")
    found = report("flow", tmp_path)
    assert found["headline"] == headline
    assert missing in found["missing"]


def test_projects_without_a_baseline_are_named_in_one_line(tmp_path: Path) -> None:
    for number in range(9):
        text = f"kind: project\nid: p{number}\ntasks: {{a: {{duration: 2d}}}}\n"
        (tmp_path / f"p{number}.yaml").write_text(text, "utf-8")
    assert report("earned-value", tmp_path)["missing"] == [
        "p0, p1, p2, p3, p4, p5 and 3 more: there is no baseline: `pmctl baseline set NAME` freezes the plan"
    ]


def test_of_many_documents_a_hint_says_how_many_more_there_are(tmp_path: Path) -> None:
    for number in range(10, 25):
        (tmp_path / f"p{number}.yaml").write_text(f"kind: project\nid: p{number}\n", "utf-8")
    assert run(["report", "charter"], tmp_path).errors.endswith("p20, p21 and 3 more\n")
