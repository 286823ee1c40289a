"""A long timeline is handed out in pages that can be read, one a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.transcript import run


@pytest.fixture
def long_plan(tmp_path: Path) -> Path:
    tasks = "".join(f"  t{number}: {{name: Task {number}, duration: 1d}}\n" for number in range(1100))
    (tmp_path / "plan.yaml").write_text(f"kind: project\nstart: 2026-02-02\ntasks:\n{tasks}", encoding="utf-8")
    return tmp_path


def test_each_page_is_a_file_and_every_task_is_on_one(long_plan: Path) -> None:
    ran = run(["timeline", "-o", "plan.svg"], long_plan)
    assert (ran.status, ran.errors) == (0, "wrote plan.svg\nwrote plan-2.svg\nwrote plan-3.svg\n")
    pages = [(long_plan / name).read_text("utf-8") for name in ("plan.svg", "plan-2.svg", "plan-3.svg")]
    assert sorted(text.count("Task 0<") + text.count("Task 1099<") for text in pages) == [0, 1, 1]
    assert all(any(f">Task {number}<" in text for text in pages) for number in range(1100))
    assert run(["timeline", "-o", "plan.svg", "--check"], long_plan).status == 0


def test_one_page_or_all_in_one_picture_on_request(long_plan: Path) -> None:
    first = run(["timeline", "--format", "svg"], long_plan)
    assert "page 1 of 3" in first.errors
    assert first.output == run(["timeline", "--format", "svg", "--page", "1"], long_plan).output
    whole = run(["timeline", "--format", "svg", "--page", "all"], long_plan)
    assert (whole.errors, whole.output.count(' id="t-')) == ("", 1100)


@pytest.mark.parametrize("page", ["0", "4", "x", "-1", "²"])
def test_no_such_page(long_plan: Path, page: str) -> None:
    ran = run(["timeline", "--format", "svg", f"--page={page}"], long_plan)
    assert (ran.status, ran.output) == (2, "")
    assert "page" in ran.errors
