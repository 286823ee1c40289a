"""What of the product, of health and of the critical path differs between two plans, hand-solved on small ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from pmctl.changes import BudgetChange, Consequences, consequences, odds_changes
from pmctl.insights.business_case.streams import shifted
from pmctl.insights.business_case.worth import worth_of
from pmctl.insights.served import served
from pmctl.plan import Plan, plan
from pmctl.variation import slipped
from pmctl.views.follows import follows_json
from tests.unit.insights_plan import plan_of

BUILD = """
    kind: project
    start: 2026-02-10
    product: shop
    tasks:
      api: {effort: 9d, assign: ana}
      docs: {duration: 2d}
      launch: {milestone: true, after: [api, docs], due: 2026-02-20, owner: ana}
"""
SHOP = """
    kind: product
    owner: ana
    objectives:
      faster: {period: 2026-02, key-results: {minute: {from: 140, target: 60}}}
      trusted: {period: 2026-02}
    features:
      one-click: {delivered-by: build, release: r1, success: minute, supports: faster}
      guides: {delivered-by: build/docs, supports: trusted}
    releases:
      r1: {due: 2026-02-20}
    business-case:
      rate: 8%
      starts-with: r1
      costs: {2026: {build: 98k}, 2027: {run: 20k}}
      benefits: {2026: {sales: 60k}, 2027: {sales: 210k}, 2028: {sales: 240k}}
"""
PEOPLE = "{kind: people, people: {ana: {rate: 400/d}}}"


@pytest.fixture(scope="module")
def present() -> Plan:
    return plan_of(build=BUILD, shop=SHOP, people=PEOPLE)


def after(present: Plan, days: int, task: str = "build/api") -> Plan:
    workspace = slipped(present.workspace, present.schedule, task, days * 480)
    return plan(replace(present.loaded, workspace=workspace), present.today)


def follows(present: Plan, later: Plan) -> Consequences:
    return consequences(present, later, (), ())


def test_a_key_result_is_served_when_its_last_feature_is_there(present: Plan) -> None:
    found = served(present)
    assert {id: (one.feature, one.day, one.until) for id, one in found.items()} == {
        "shop/minute": ("shop/one-click", date(2026, 2, 20), date(2026, 2, 28)),
        "shop/trusted": ("shop/guides", date(2026, 2, 11), date(2026, 2, 28)),
    }


def test_a_slip_reaches_the_key_result_and_the_business_case(present: Plan) -> None:
    """Task -> release -> promise -> key result -> business case, in one comparison."""
    found = follows(present, after(present, 10))
    assert [one.item for one in found.moves] == ["build/api", "build/launch"]
    assert {one.item for one in found.shifts} == {"build", "shop/one-click", "shop/r1"}
    assert {one.item: one.outcome for one in found.promises} == {
        "build/launch": "broken", "shop/one-click": "broken", "shop/r1": "broken"
    }  # fmt: skip
    assert [(one.item, one.now, one.days, one.is_missed) for one in found.results] == [
        ("shop/minute", date(2026, 3, 6), 10, True)
    ]
    assert [(one.product, one.currency, one.late_was, one.late) for one in found.worth] == [("shop", "EUR", 0, 14)]
    assert found.worth[0].now < found.worth[0].was == Decimal("343687.24")
    assert ("build", "schedule") in {(one.document, one.dimension) for one in found.health if one.is_worse}


@pytest.mark.parametrize(
    ("late", "benefits"),
    [(0, (60, 210, 240)), (-5, (60, 210, 240)), (73, (48, 180, 234)), (365, (0, 60, 210)), (438, (0, 48, 180))],
)
def test_benefits_move_with_what_they_start_with(late: int, benefits: tuple[int, ...]) -> None:
    """Vectors of the formulas: 73 days late is a fifth of a year."""
    assert shifted([Fraction(60), Fraction(210), Fraction(240)], late, 365) == list(benefits)


@pytest.mark.parametrize(("due", "value", "late"), [("2026-02-20", "343687.24", 0), ("2025-12-09", "298765.43", 73)])
def test_the_value_of_a_business_case(due: str, value: str, late: int) -> None:
    found = worth_of(plan_of(build=BUILD, shop=SHOP.replace("2026-02-20", due), people=PEOPLE), "shop")
    assert found is not None
    assert (found.value, found.late, found.currency) == (Decimal(value), late, "EUR")


def test_a_forecast_that_knows_nothing_of_a_feature_says_so() -> None:
    shop = SHOP.replace("    releases:", "      chat: {release: r1}\n    releases:")
    before = plan_of(build=BUILD, shop=shop, people=PEOPLE)
    later = after(before, 20)
    told = follows_json(before, later, follows(before, later))
    ends, cases = told["ends"], told["business-cases"]
    assert isinstance(ends, list) and isinstance(cases, list)
    assert {one["item"]: one.get("without-plan") for one in ends}["shop/r1"] == 1
    assert [one.get("without-plan") for one in cases] == [1]
    whole = plan_of(build=BUILD, shop=SHOP, people=PEOPLE)
    assert "without-plan" not in str(follows_json(whole, after(whole, 20), follows(whole, after(whole, 20))))


def test_a_case_in_two_currencies_is_worth_nothing_that_can_be_said() -> None:
    shop = SHOP.replace("{sales: 60k}", "{sales: 60k USD}")
    assert worth_of(plan_of(build=BUILD, shop=shop, people=PEOPLE), "shop") is None


def test_who_joins_the_critical_path_and_who_leaves_it() -> None:
    free = plan_of(build=BUILD.replace("due: 2026-02-20, ", ""), shop=SHOP, people=PEOPLE)
    assert follows(free, after(free, 1)).path.joined == ()
    found = follows(free, after(free, 20, "build/docs"))
    assert found.path.joined == ("build/docs",)
    assert found.path.left == ("build/api",)
    assert [(one.item, one.was, one.now) for one in found.floats] == [("build/api", 0, 13 * 480)]


def test_what_was_renamed_is_the_same() -> None:
    other = plan_of(build=BUILD.replace("api", "code"), shop=SHOP, people=PEOPLE)
    before = plan_of(build=BUILD, shop=SHOP, people=PEOPLE)
    assert consequences(before, other, (), (), {"build/code": "build/api"}).is_nothing
    found = consequences(before, other, (), ())
    assert (found.added, found.removed) == (("build/code",), ("build/api",))


def test_budgets_and_costs_of_what_is_new_or_gone(present: Plan) -> None:
    more = plan_of(
        build=BUILD,
        shop=SHOP + "    budget: {ads: 5k}\n",
        people=PEOPLE,
        extra=BUILD.replace("product: shop", "owner: ana"),
    )
    found = follows(present, more)
    assert found.budgets == (BudgetChange("shop", {}, {"EUR": Decimal("5000.00")}),)
    assert found.costs == {"extra": {"EUR": Decimal("3600.00")}}
    assert follows(more, present).costs == {"extra": {"EUR": Decimal("-3600.00")}}


def test_a_new_promise_may_be_broken_from_the_start(present: Plan) -> None:
    late = plan_of(
        build=BUILD + "      demo: {milestone: true, after: api, due: 2026-02-12}\n", shop=SHOP, people=PEOPLE
    )
    assert [(one.item, one.outcome, one.late_was) for one in follows(present, late).promises] == [
        ("build/demo", "broken", None)
    ]


def test_odds_of_promises_on_both_sides() -> None:
    before, later = (
        plan_of(build=BUILD.replace("9d", effort), shop=SHOP, people=PEOPLE)
        for effort in ("6d..9d..12d", "9d..12d..15d")
    )
    found = {one.item: one for one in odds_changes(before, later, True, runs=200)}
    launch = found["build/launch"]
    assert launch.on_time is not None and launch.on_time_was is not None and launch.on_time < launch.on_time_was
    assert launch.likely is not None and launch.likely_was is not None and launch.likely > launch.likely_was
    assert odds_changes(before, before, True, runs=50) == ()
