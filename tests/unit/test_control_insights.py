"""Gates, tolerances and approvals: what is met, how far from its limit something is, what an approval is about."""

from __future__ import annotations

import pytest

from pmctl.insights.approvals import agreed_keys, is_agreed, is_signature
from pmctl.insights.gates import is_behind, standing
from pmctl.insights.tolerance import breaches, limits_of
from pmctl.model.control import Gate
from pmctl.model.project import Project
from pmctl.plan import Plan
from tests.unit.insights_plan import item, plan_of

GATED = """
    kind: project
    phase: PHASE
    gates: {planning: {criteria: [budget, risks, Everybody agrees]PASSED}}
    quality: {budget: {result: pass}, risks: {result: RESULT}}
    tasks: {a: {effort: 1d}}
"""
PASSED = ", passed: {by: mia, date: 2026-01-30}"


def gate(phase: str = "planning", passed: str = "", result: str = "open") -> tuple[Plan, Gate]:
    text = GATED.replace("PHASE", phase).replace("PASSED", passed).replace("RESULT", result)
    plan = plan_of(checkout=text, people="{kind: people, people: {mia: {}}}")
    found = item(plan, "checkout/gates/planning")
    assert isinstance(found, Gate)
    return plan, found


@pytest.mark.parametrize(
    ("passed", "result", "text"),
    [
        ("", "open", "gate planning: 1 of 3, missing: risks, Everybody agrees"),
        ("", "pass", "gate planning: 2 of 3, missing: Everybody agrees"),
        (PASSED, "open", "gate planning: 2 of 3, missing: risks"),
        (PASSED, "fail", "gate planning: 2 of 3, missing: risks"),
        (PASSED, "pass", "gate planning: 3 of 3"),
        (", passed: {by: mia}", "pass", "gate planning: 2 of 3, missing: Everybody agrees"),
    ],
)
def test_a_criterion_that_is_a_check_counts_by_its_result(passed: str, result: str, text: str) -> None:
    assert standing(*gate(passed=passed, result=result)).text == text


@pytest.mark.parametrize(
    ("phase", "behind"),
    [("initiation", False), ("planning", False), ("execution", True), ("closing", True), ("closed", True)],
)
def test_a_gate_lies_behind_who_is_in_a_later_phase(phase: str, behind: bool) -> None:
    assert is_behind(*gate(phase)) is behind


LIMITED = """
    kind: project
    start: 2026-02-10
    due: 2026-02-13
    budget: {labour: 2k}
    charter: {tolerance: TOLERANCE}
    tasks: {a: {effort: 5d, owner: ana}}
    quality: {late: {due: 2026-02-09, result: fail}, early: {due: 2026-03-09, result: fail}, good: {result: pass}}
"""
PEOPLE = "{kind: people, people: {ana: {rate: 500/d}}}"
BASE = "{kind: baseline, of: checkout, date: 2026-01-05, tasks: {a: {effort: 4d}}}"


def limits(tolerance: str, **files: str) -> dict[str, tuple[str, str, str, bool]]:
    plan = plan_of(checkout=LIMITED.replace("TOLERANCE", tolerance), people=PEOPLE, **files)
    project = item(plan, "checkout")
    assert isinstance(project, Project)
    return {one.dimension: (one.value, one.limit, one.margin, one.is_beyond) for one in limits_of(plan, project)}


def test_each_dimension_has_its_value_its_limit_and_what_is_left() -> None:
    assert limits("{time: 3d, cost: 30%, scope: 20%}", base=BASE) == {
        "time": ("+1d", "3d", "2d", False),
        "cost": ("+25%", "30%", "5%", False),
        "scope": ("+25%", "20%", "-5%", True),
        "quality": ("checks 1 of 3, late fails, early fails", "no due check fails", "-1", True),
    }


def test_what_nobody_limits_or_measures_is_said_to_be_so() -> None:
    found = limits("{time: 1d}")
    assert found["time"] == ("+1d", "1d", "0d", False), "as far as it may be is not beyond"
    assert found["cost"] == ("+25%", "none set", "", False)
    assert found["scope"] == ("n/a", "none set", "", False)


def test_without_a_tolerance_there_are_no_limits() -> None:
    plan = plan_of(checkout="{kind: project, tasks: {a: {effort: 1d}}}")
    project = item(plan, "checkout")
    assert isinstance(project, Project)
    assert limits_of(plan, project) == ()


def test_a_breach_is_of_time_cost_or_scope() -> None:
    plan = plan_of(checkout=LIMITED.replace("TOLERANCE", "{time: 0d, cost: 5%}"), people=PEOPLE, base=BASE)
    assert [(one.dimension, one.text) for one in breaches(plan)] == [
        ("time", "+1d, 0d allowed"),
        ("cost", "+25%, 5% allowed"),
    ]


CONTROLLED = """
    kind: project
    charter: {purpose: Sell, approved: {by: mia, date: 2026-01-09}}
    gates: {planning: {criteria: [Agreed]}}
    changes: {cr: {reason: Because}}
    handover: {desk: {to: ana}}
    transfers: {move: {amount: 1k, from-line: a, to-line: b}}
    deliverables: {page: {accept: [Fast]}}
    budget: {a: 1k, b: 1k}
    tasks: {a: {effort: 1d}}
"""


@pytest.mark.parametrize(
    ("id", "key"),
    [
        ("checkout", "charter.in-scope.0"),
        ("checkout/gates/planning", "criteria"),
        ("checkout/cr", "effect.cost"),
        ("checkout/desk", "tasks"),
        ("checkout/move", "amount"),
        ("checkout/page", "accept.1"),
    ],
)
def test_an_approval_is_about_what_was_agreed_and_not_about_itself(id: str, key: str) -> None:
    found = item(plan_of(checkout=CONTROLLED, people="{kind: people, people: {ana: {}, mia: {}}}"), id)
    assert is_agreed(found, key)
    assert not is_agreed(found, "name-of-nothing")
    assert not is_agreed(found, "charter.approved.date")


def test_where_approvals_are_written() -> None:
    assert all(is_signature(key) for key in ("approved", "charter.approved.by", "passed.date", "accepted"))
    assert not is_signature("charter.purpose")
    plan = plan_of(checkout=CONTROLLED, people="{kind: people, people: {ana: {}, mia: {}}}")
    assert agreed_keys(item(plan, "checkout/a")) == (), "a task is not approved"
