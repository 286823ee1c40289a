"""Objectives and key results: grades, what is measured, roll-up, pace. Vectors: FORMULAS, section 6."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from insights_plan import item, plan_of

from pmctl.insights import facts
from pmctl.insights.key_results import standing_of, standing_text
from pmctl.insights.objectives import Grade, grade_of, measured, objective_score, pace_of
from pmctl.insights.served import features_for
from pmctl.model.product import KeyResult, Objective
from pmctl.plan import Plan

SHOP = """
    kind: product
    objectives:
      top: {period: 2026OWN}
      fast:
        period: 2026-Q2
        supports: top
        key-results:
          one-minute: {from: 140, target: 60, check-ins: {2026-02-01: {now: 95, confidence: 60%, text: Form is gone}}}
          unread: {from: 0, target: 1}
          flat: {from: 5, target: 5, check-ins: {2026-02-01: {now: 5}}}
      half: {period: 2026-H1, supports: top, key-results: {k: {from: 0, target: 4, check-ins: {2026-02-01: {now: 1}}}}}
    features:
      a: {supports: fast, success: [one-minute]}
      b: {success: one-minute, status: dropped}
      c: {success: unread}
"""


def shop(today: date = date(2026, 2, 10), own: str = "") -> Plan:
    return plan_of(today, shop=SHOP.replace("OWN", own))


def objective(plan: Plan, key: str) -> Objective:
    found = item(plan, f"shop/{key}")
    assert isinstance(found, Objective)
    return found


@pytest.mark.parametrize(
    ("score", "commitment", "grade"),
    [
        ("0.39", "", "red"),
        ("0.4", "", "amber"),
        ("0.69", "", "amber"),
        ("0.7", "", "green"),
        ("0.6", "target", "green"),
        ("0.59", "target", "amber"),
        ("0.99", "committed", "amber"),
        ("1", "committed", "green"),
    ],
)
def test_grades(score: str, commitment: str, grade: Grade) -> None:
    assert grade_of(Fraction(score), commitment) == grade


def test_what_is_not_measured_is_counted_and_left_out() -> None:
    plan = shop()
    assert measured(plan, objective(plan, "fast")) == (1, 3)
    assert objective_score(plan, objective(plan, "fast")) == Fraction(5625, 10000)
    assert measured(plan, objective(plan, "top")) == (2, 2)


def test_an_objective_scores_by_its_own_key_results_before_those_that_support_it() -> None:
    plan = shop()
    assert objective_score(plan, objective(plan, "top")) == (Fraction(5625, 10000) + Fraction(1, 4)) / 2
    plan = shop(own=", key-results: {own: {from: 0, target: 2, check-ins: {2026-02-01: {now: 1}}}}")
    assert objective_score(plan, objective(plan, "top")) == Fraction(1, 2)


@pytest.mark.parametrize(
    ("today", "pace"),
    [(date(2026, 3, 31), None), (date(2026, 4, 1), Fraction(5625, 10000) * 91), (date(2026, 9, 1), Fraction(9, 16))],
)
def test_pace_is_unknown_before_the_period_and_the_score_after_it(today: date, pace: Fraction | None) -> None:
    plan = shop(today)
    assert pace_of(plan, objective(plan, "fast")) == pace


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("one-minute", "one-minute 56% (95 of 140 → 60, said 2026-02-01, confidence 60%)"),
        ("unread", "unread n/a (0 → 1, nothing said or read yet)"),
        ("flat", "flat n/a (5 of 5 → 5, begins at its target)"),
    ],
)
def test_a_key_result_says_where_it_stands(key: str, text: str) -> None:
    plan = shop()
    result = item(plan, f"shop/{key}")
    assert isinstance(result, KeyResult)
    assert standing_text(standing_of(plan, result)) == text


def test_other_readers_are_not_told_how_sure_we_are() -> None:
    plan = shop()
    result = item(plan, "shop/one-minute")
    assert isinstance(result, KeyResult)
    assert standing_text(standing_of(plan, result), False) == "one-minute 56% (95 of 140 → 60, said 2026-02-01)"


def test_what_serves_an_objective_serves_it_or_a_key_result_of_it() -> None:
    plan = shop()
    assert [one.key for one in features_for(plan, objective(plan, "fast"))] == ["a", "c"]


def test_a_list_says_what_was_said_as_it_was_written() -> None:
    sales = "{name: Sales, from: 4.8M, target: 6.4M, check-ins: {2026-02-01: {now: 4.9M}}}"
    product = f"{{kind: product, objectives: {{grow: {{name: Grow, period: 2026, key-results: {{sales: {sales}}}}}}}}}"
    found = plan_of(shop=product)
    assert facts.show(found, facts.value(found, item(found, "shop/sales"), "now"), "now") == "4.9M"
