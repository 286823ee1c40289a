"""What holds a task: whatever plan is made up, it really binds; and all that people read says the same."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmctl.insights.facts import value
from pmctl.rules import promise_missed
from pmctl.scheduling.schedule import Driver, Scheduled
from tests.unit.insights_plan import item, plan_of
from tests.unit.schedule_plans import SOME, plans
from tests.unit.schedule_plans import Plan as MadePlan


def binds(row: Scheduled, driver: Driver | None) -> bool:
    """Whether a driver asks for what a task has: no earlier start, or just this finish (a pause is left backwards)."""
    if driver is None:
        return False
    if driver.kind == "booking":
        return row.start >= driver.at
    if driver.kind != "link":
        return True
    if any(f" {kind}" in driver.detail for kind in ("FF", "SF")):
        return row.finish <= driver.at
    return row.finish >= driver.at and (row.state == "started" or row.start >= driver.at)


@SOME
@given(plan=plans(hard=True, due=True, progress=True), level=st.booleans())
def test_what_holds_a_task_binds_it(plan: MadePlan, level: bool) -> None:
    found = plan.schedule(level)
    tasks = [row for row in found.tasks.values() if "/g" not in row.id]
    assert [row for row in tasks if not binds(row, found.drivers.get(row.id))] == []
    assert list(found.drivers) and len(found.drivers) == len(tasks)


@pytest.mark.parametrize(
    ("after", "hint", "held_by"),
    [
        ("a FF", "because a ends on Thu 8 Jan (`pmctl why p/b`)", "p/a"),
        ("a", "because a ends on Thu 8 Jan (`pmctl why p/b`)", "p/a"),
        ("late SS", "because late starts on Mon 12 Jan (`pmctl why p/b`)", "p/late"),
        ("late SF", "because late starts on Mon 12 Jan (`pmctl why p/b`)", "p/late"),
        ("group SF", "because last starts on Tue 13 Jan (`pmctl why p/b`)", "p/group"),
        ("early FF", "there is more work left than time (`pmctl why p/b`)", "today"),
    ],
)
def test_findings_and_columns_name_what_the_schedule_names(after: str, hint: str, held_by: str) -> None:
    tasks = f"""
        kind: project
        tasks:
          a: {{duration: 4d}}
          early: {{milestone: 2026-01-06}}
          late: {{duration: 1d, not-before: 2026-01-12}}
          group: {{tasks: {{first: {{duration: 1d}}, last: {{duration: 1d, not-before: 2026-01-13}}}}}}
          b: {{duration: 3d, after: [{after}], due: 2026-01-06}}
    """
    plan = plan_of(date(2026, 1, 5), p=tasks)
    assert [finding.hint for finding in promise_missed.check(plan)] == [hint]
    assert value(plan, item(plan, "p/b"), "held-by") == held_by
