"""What a task weighs in the progress of what holds it, and what it has left: elapsed time, and work that repeats."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from insights_plan import plan_of

from pmctl.insights.cost import costs_of
from pmctl.insights.facts import value
from pmctl.insights.progress import effort_minutes, progress_of, remaining_length, remaining_minutes, work_minutes
from pmctl.model.project import Task
from pmctl.plan import Plan

MONDAY = date(2026, 6, 1)
DAY = 480


def _task(plan: Plan, id: str) -> Task:
    found = plan.workspace.items[id]
    assert isinstance(found, Task)
    return found


def test_four_weeks_of_waiting_weigh_as_much_as_four_weeks_of_work() -> None:
    plan = plan_of(
        MONDAY,
        site="{kind: project, tasks: {build: {effort: 20d, status: done}, dry: {duration: 4ew, after: build}}}",
    )
    dry = _task(plan, "site/dry")
    assert work_minutes(plan, dry) == remaining_minutes(plan, dry) == 20 * DAY
    assert remaining_length(plan, dry).text == "28ed"
    assert getattr(value(plan, dry, "remaining"), "text", None) == "28ed"
    assert progress_of(plan, plan.workspace.documents["site"]) == Fraction(1, 2)


def test_elapsed_time_that_has_begun_has_a_rest_in_elapsed_time() -> None:
    plan = plan_of(
        MONDAY,
        site="""
            kind: project
            tasks:
              dry: {duration: 14ed, started: 2026-05-25, progress: 50%}
              cure: {duration: 14ed, started: 2026-05-25, remaining: 7ed}
        """,
    )
    assert [remaining_length(plan, _task(plan, id)).text for id in ("site/dry", "site/cure")] == ["7ed", "7ed"]
    assert [remaining_minutes(plan, _task(plan, id)) for id in ("site/dry", "site/cure")] == [5 * DAY, 5 * DAY]
    assert progress_of(plan, _task(plan, "site/cure")) == Fraction(1, 2)


def test_repeated_work_is_left_and_paid_each_time() -> None:
    plan = plan_of(
        MONDAY,
        people="{kind: people, people: {ana: {rate: 800/d}}}",
        site="""
            kind: project
            tasks:
              call: {effort: 1h, assign: ana, repeat: {every: 1w, times: 4}}
              minutes: {effort: 4h}
        """,
    )
    call = _task(plan, "site/call")
    assert remaining_minutes(plan, call) == 4 * 60
    assert remaining_length(plan, call).minutes == 60
    assert effort_minutes(plan, plan.workspace.documents["site"]) == 8 * 60
    assert costs_of(plan, "site").estimate == {"EUR": 400}
