"""What a change request does to the plan: effort, cost and finish beside the plan without it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from pmctl.insights.change_effect import ChangeEffect, change_effect
from pmctl.model.control import Change
from tests.unit.insights_plan import plan_of

PEOPLE = "{kind: people, people: {ana: {rate: 600/d}, bo: {rate: 500/d}}}"
BASELINE = "{kind: baseline, of: checkout, date: 2026-01-09, tasks: {a: {effort: 4d}, b: {effort: 6d}}}"
AGREED = "a: {effort: 4d, owner: ana}, b: {effort: 6d, owner: ana, after: a}"


def effect(tasks: str, change: str = "{}", **files: str) -> ChangeEffect:
    plan = plan_of(
        people=PEOPLE, checkout=f"{{kind: project, tasks: {{{tasks}}}, changes: {{more: {change}}}}}", **files
    )
    found = plan.workspace.items["checkout/more"]
    assert isinstance(found, Change)
    return change_effect(plan, found)


def test_a_new_task_adds_its_work_its_money_and_its_days() -> None:
    found = effect(f"{AGREED}, new: {{effort: 1d, owner: ana, after: b, change: more}}", base=BASELINE)
    assert [task.id for task in found.tasks] == ["checkout/new"]
    assert (found.effort, found.agreed, found.share) == (480, 4800, Fraction(1, 10))
    assert found.cost == {"EUR": Decimal("600.00")}
    assert [(one.project, one.without, one.now, one.days) for one in found.finishes] == [
        ("checkout", date(2026, 2, 23), date(2026, 2, 24), 1)
    ]
    assert found.days == 1


def test_beside_the_other_work_it_moves_nothing() -> None:
    found = effect(f"{AGREED}, new: {{effort: 1d, owner: bo, change: more}}", base=BASELINE)
    assert (found.effort, found.cost, found.finishes, found.days) == (480, {"EUR": Decimal("500.00")}, (), 0)


def test_a_task_that_grew_counts_by_its_growth() -> None:
    found = effect(AGREED.replace("6d", "8d").replace("after: a", "after: a, change: more"), base=BASELINE)
    assert (found.effort, found.cost, found.days) == (960, {"EUR": Decimal("1200.00")}, 2)


def test_what_waits_for_it_would_wait_for_what_it_waits_for() -> None:
    between = "a: {effort: 4d, owner: ana}, new: {effort: 2d, owner: bo, after: a, change: more}"
    found = effect(f"{between}, b: {{effort: 6d, owner: bo, after: new}}", base=BASELINE)
    assert found.days == 2


@pytest.mark.parametrize("after", ["[new, other]", "[other, new]"])
def test_links_in_a_circle_of_the_change_end(after: str) -> None:
    tasks = "a: {effort: 1d}, new: {effort: 1d, after: [a, other], change: more}"
    found = effect(f"{tasks}, other: {{effort: 1d, after: a, change: more}}, b: {{effort: 1d, after: {after}}}")
    assert found.days == 2


def test_a_group_brings_all_that_is_in_it_but_what_was_dropped() -> None:
    group = "{change: more, tasks: {x: {effort: 1d}, y: {effort: 2d}, z: {effort: 3d, status: dropped}}}"
    found = effect(f"{AGREED}, group: {group}", base=BASELINE)
    assert ([task.key for task in found.tasks], found.effort) == (["x", "y"], 3 * 480)


def test_without_a_task_nothing_is_computed() -> None:
    found = effect(AGREED, "{effect: {time: 3d}}", base=BASELINE)
    assert (found.tasks, found.effort, found.cost, found.finishes) == ((), 0, {}, ())


def test_without_a_baseline_all_of_it_is_new() -> None:
    found = effect(f"{AGREED}, new: {{effort: 1d, owner: ana, after: b, change: more}}")
    assert (found.effort, found.agreed, found.share, found.days) == (480, 0, None, 1)


def test_the_baseline_is_the_one_before_the_approval() -> None:
    later = BASELINE.replace("2026-01-09", "2026-02-02").replace("b:", "new: {effort: 1d}, b:")
    tasks = f"{AGREED}, new: {{effort: 1d, owner: ana, after: b, change: more}}"
    approved = "{status: approved, approved: {by: ana, date: 2026-01-30}}"
    assert effect(tasks, approved, base=BASELINE, later=later).effort == 480
    assert effect(tasks, "{}", base=BASELINE, later=later).effort == 0


def test_work_of_another_project_counts() -> None:
    found = effect(
        AGREED,
        base=BASELINE,
        legal="{kind: project, tasks: {c: {effort: 1d}, d: {effort: 2d, after: c, owner: bo, change: checkout/more}}}",
    )
    assert [(one.project, one.days) for one in found.finishes] == [("legal", 2)]
    assert found.days == 0
    assert found.cost == {"EUR": Decimal("1000.00")}


def test_a_task_that_grew_and_waits_for_a_new_one_is_as_it_was_in_both() -> None:
    tasks = "a: {effort: 4d, owner: ana}, new: {effort: 2d, owner: bo, after: a, change: more}"
    found = effect(f"{tasks}, b: {{effort: 8d, owner: bo, after: new, change: more}}", base=BASELINE)
    assert (found.effort, found.days) == (4 * 480, 4)


def test_what_another_project_had_agreed_is_not_new() -> None:
    found = effect(
        AGREED,
        base=BASELINE,
        legal="{kind: project, tasks: {d: {effort: 3d, owner: bo, change: checkout/more}}}",
        agreed="{kind: baseline, of: legal, date: 2026-01-09, tasks: {d: {effort: 2d}}}",
    )
    assert (found.effort, found.cost) == (480, {"EUR": Decimal("500.00")})
