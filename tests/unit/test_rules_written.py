"""What rules look at first: of many items those of which a field says something, as the plain definition finds them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pmctl.load import load
from pmctl.model.money import Expense
from pmctl.model.project import Task
from pmctl.plan import Plan, plan
from pmctl.rules.judging.written import RARE, items_with, leaves_with, open_assignments

TODAY = date(2026, 2, 10)

PLAN = b"""
kind: project
tasks:
  design:
    status: doing
    due: 2026-03-01
    tasks:
      draw: {effort: 2d, status: todo, assign: [ana, role:tester 50%], started: 2026-02-02, due: 2026-02-20}
      check: {effort: 1d, status: done, finished: 2026-02-03, assign: ana, line: work}
  build: {effort: 3d, assign: [core 2, "ana|ben"], visibility: client}
  rest: {assign: []}
expenses:
  paper: {amount: 20, line: work}
  ink: {amount: 10}
"""


@pytest.fixture
def made(tmp_path: Path) -> Plan:
    return plan(load(tmp_path, {"checkout.yaml": PLAN}), TODAY)


@pytest.mark.parametrize(
    "field", ["status", "due", "line", "assign", "started", "finished", "visibility", "is_group", "progress"]
)
def test_they_are_those_whose_field_is_not_empty_in_file_order(made: Plan, field: str) -> None:
    tasks = [item for item in made.workspace.items.values() if isinstance(item, Task)]
    assert items_with(made, Task, field) == tuple(task for task in tasks if getattr(task, field))
    assert leaves_with(made, field) == tuple(task for task in tasks if not task.is_group and getattr(task, field))


@pytest.mark.parametrize("field", sorted(RARE))
def test_a_task_with_a_rare_field_is_found_whatever_else_is_empty(field: str) -> None:
    text = {
        "calendar": "calendar: short",
        "change": "change: c1",
        "commitment": "commitment: fixed",
        "constraint": "constraint: {type: SNET, date: 2026-02-11}",
        "finish": "finish: 2026-02-20",
        "line": "line: work",
        "milestone_date": "milestone: 2026-02-20",
        "not_before": "not-before: 2026-02-12",
        "sprint": "sprint: s1",
        "start": "start: 2026-02-16",
    }[field]
    made = plan(load(Path("plan"), {"p.yaml": f"kind: project\ntasks: {{a: {{{text}}}, b: {{}}}}".encode()}), TODAY)
    assert [task.key for task in items_with(made, Task, field)] == ["a"]


def test_other_classes_can_be_asked_for(made: Plan) -> None:
    assert [item.key for item in items_with(made, Expense, "line")] == ["paper"]


def test_assignments_that_name_one_person_leave_nothing_open(made: Plan) -> None:
    found = [(task.key, place, one.text) for task, place, one in open_assignments(made)]
    assert found == [("draw", 1, "role:tester 50%"), ("build", 0, "core 2"), ("build", 1, "ana|ben")]
