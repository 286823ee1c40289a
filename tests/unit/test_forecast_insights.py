"""What is read from runs: the vectors of the formulas, and items of a plan against a simulation made by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from pmctl.insights.odds import statistics as numbers
from pmctl.insights.odds.calibration import calibration_of, ratios_of
from pmctl.insights.odds.cost import cost_odds
from pmctl.insights.odds.dates import odds_of
from pmctl.insights.odds.drivers import risk_part, task_part
from pmctl.insights.odds.forecast import bars, forecast_in_full, mean_day, promised_items
from pmctl.plan import Plan
from tests.unit.forecast_runs import Runs, at, repeated
from tests.unit.insights_plan import item, plan_of

# --- the formulas -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("share", "value"), [(50, 4), (80, 8), (85, 13), (95, 21), (1, 1), (100, 21)])
def test_a_percentile_is_the_value_at_its_rank(share: int, value: int) -> None:
    assert numbers.nearest_rank(np.array([1, 2, 2, 3, 4, 5, 7, 8, 13, 21]), share) == value


def test_the_standard_error_of_the_odds() -> None:
    assert round(numbers.standard_error(0.41, 10_000), 4) == 0.0049


def test_the_sensitivity_index() -> None:
    assert numbers.sensitivity_index(0.8, 2, 4) == pytest.approx(0.4)
    assert numbers.sensitivity_index(0.8, 2, 0) == 0


def test_the_conditional_delay_is_between_runs_with_and_without() -> None:
    finish, occurred = np.array([10, 12, 30, 34]), np.array([False, False, True, True])
    assert numbers.conditional_delay(finish, occurred) == 21
    assert numbers.conditional_delay(finish, np.ones(4, dtype=bool)) is None


def test_spearman_counts_ties_at_their_mean_rank() -> None:
    first, second = np.array([1, 2, 2, 4]), np.array([10, 30, 20, 40])
    # ranks 1, 2.5, 2.5, 4 and 1, 3, 2, 4: 4.5 / √(4.5 · 5)
    assert numbers.rank_correlation(first, second) == pytest.approx(4.5 / (4.5 * 5) ** 0.5)
    assert numbers.rank_correlation(first, -first) == pytest.approx(-1)
    assert numbers.rank_correlation(first, np.ones(4)) == 0


def test_shares_of_the_variance_add_up_without_what_is_chance() -> None:
    shares = numbers.variance_shares([0.8, -0.4, 0.01], 10_000)
    assert shares == pytest.approx([0.8, 0.2, 0.0])
    assert numbers.variance_shares([0.0, 0.01], 10_000) == [0, 0]


def test_the_ends_of_a_tornado_are_the_outer_fifths() -> None:
    values, finish = np.arange(10), np.arange(10) * 3
    assert numbers.outer_means(values, finish) == (1.5, 25.5)
    assert numbers.outer_means(values > 4, finish) == (6, 21)
    assert numbers.outer_means(values > 9, finish) == (13.5, 13.5)


# --- items of a plan --------------------------------------------------------------------------------------------------

PLAN = """
kind: project
product: shop
start: 2026-02-10
tasks:
  build:
    tasks:
      api: {effort: 3d..5d..9d, owner: ana}
      page: {effort: 2d}
  launch: {milestone: true, after: build, due: 2026-02-18}
  old: {effort: 1d, status: done, finished: 2026-02-02, started: 2026-02-02}
risks:
  late: {probability: 40%, impact: {time: 2d, cost: 1k}, affects: [api]}
"""
SHOP = """
kind: product
features:
  pay: {delivered-by: [checkout/build], release: r1}
  gone: {delivered-by: [checkout/launch], status: dropped, release: r1}
releases:
  r1: {due: 2026-02-20}
"""
PEOPLE = """
kind: people
people:
  ana: {rate: 480/d}
"""
DAYS = ("2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20")


@pytest.fixture
def plan() -> Plan:
    return plan_of(checkout=PLAN, shop=SHOP, people=PEOPLE)


def runs() -> Any:
    """Ten runs, two on each of five days: the work takes five or six days, the risk two more in the last four."""
    finish = np.array([at(DAYS[place]) for place in (0, 1, 0, 2, 1, 2, 3, 4, 3, 4)])
    occurred = np.array([[False] * 6 + [True] * 4])
    start = np.full(10, at("2026-02-10", 9 * 60))
    return Runs(
        ids=("checkout/api", "checkout/page", "checkout/launch", "checkout/old"),
        start=np.stack([start, start, finish, start]),
        finish=np.stack([finish, np.full(10, at("2026-02-11")), finish, np.full(10, at("2026-02-02"))]),
        critical=np.stack([np.ones(10, dtype=bool), *[np.zeros(10, dtype=bool)] * 3]),
        uncertain=("checkout/api",),
        length=np.array([[5 * 480, 6 * 480] * 5]),
        risks=("checkout/late",),
        occurred=occurred,
        risk_cost=100_000 * occurred,
        currencies=("",),
    )


def odds(plan: Plan, id: str) -> Any:
    return odds_of(plan, runs(), item(plan, id))


@pytest.mark.parametrize("id", ["checkout", "checkout/build", "checkout/launch", "checkout/api", "shop/pay", "shop/r1"])
def test_whatever_the_task_carries_has_its_days(plan: Plan, id: str) -> None:
    found = odds(plan, id)
    assert [found.by(share).isoformat() for share in (10, 50, 80, 95)] == [DAYS[0], DAYS[2], DAYS[3], DAYS[4]]
    assert not found.certain


def test_the_odds_of_a_promise_count_whole_days(plan: Plan) -> None:
    found = odds(plan, "checkout/launch")
    assert (found.on_time, found.promised) == (0.6, date(2026, 2, 18))
    assert found.error == pytest.approx(numbers.standard_error(0.6, 10))
    assert odds(plan, "shop/r1").on_time == 1.0
    assert odds(plan, "checkout").on_time is None


def test_what_nothing_uncertain_reaches_is_certain(plan: Plan) -> None:
    found = odds(plan, "checkout/page")
    assert found.certain and found.by(10) == found.by(95) == date(2026, 2, 11)
    assert odds(plan, "checkout/old").reason == "finished"
    assert odds(plan, "shop") is None


def test_what_ends_at_midnight_ends_on_the_day_before(plan: Plan) -> None:
    whole = runs()
    whole.finish[2] = whole.start[2] = at("2026-02-17", 0)
    assert last_day(plan, whole) == date(2026, 2, 17)
    whole.start[2] = at("2026-02-16")
    assert last_day(plan, whole) == date(2026, 2, 16)


def last_day(plan: Plan, simulation: Any) -> date:
    found = odds_of(plan, simulation, item(plan, "checkout/launch"))
    assert found is not None
    return found.by(50)


def test_a_task_is_weighed_by_its_own_runs(plan: Plan) -> None:
    whole = runs()
    part = task_part(plan, whole, item(plan, "checkout"), whole.finish[2], "checkout/api")
    assert [part.criticality, part.cruciality, part.sensitivity] == pytest.approx([1, 1, 1])


def test_a_risk_is_weighed_by_the_runs_with_and_without_it(plan: Plan) -> None:
    whole = runs()
    part = risk_part(plan, whole, item(plan, "checkout"), whole.finish[2], "checkout/late")
    assert (part.occurs, part.delay) == (0.4, 2.5 * 480)
    assert part.without is None  # of six runs no percentile is worth a word


def test_the_drivers_are_ranked_and_add_up(plan: Plan) -> None:
    many: Any = repeated(runs(), 30)
    found: Any = forecast_in_full(plan, many, item(plan, "checkout/launch"))
    assert [one.id for one in found.drivers] == ["checkout/late", "checkout/api"]
    assert sum(one.share for one in found.drivers) == pytest.approx(1)
    assert [part.without.isoformat() for part in found.risks] == [DAYS[2]]
    assert [part.id for part in found.tasks] == ["checkout/api"]
    assert sum(count for _, count in found.spread) == 300


def test_bars_are_working_days_and_lose_no_run(plan: Plan) -> None:
    spread = [(date(2026, 2, 13), 1), (date(2026, 2, 16), 2), (date(2026, 2, 18), 4)]
    found = bars(plan, item(plan, "checkout"), spread)
    assert [bar.count for bar in found] == [1, 2, 0, 4]
    assert [bar.count for bar in bars(plan, item(plan, "checkout"), spread, 2)] == [3, 4]


def test_the_money_follows_the_work_and_the_risks(plan: Plan) -> None:
    found = cost_odds(plan, runs(), "checkout")
    assert [one.currency for one in found] == ["EUR"]
    # five or six days at 480, and 1k more in four of ten runs: the days of the risk are in what it costs
    assert found[0].estimate == 240_000
    assert found[0].amounts == (240_000, 288_000, 340_000, 388_000, 388_000)
    assert found[0].reserve == 100_000


def test_the_lines_of_a_plan_are_projects_promises_and_releases(plan: Plan) -> None:
    found = [one.id for document in plan.workspace.documents.values() for one in promised_items(plan, document)]
    assert found == ["checkout", "checkout/launch", "shop/r1"]


# --- history ----------------------------------------------------------------------------------------------------------

DONE = "status: done, started: 2026-01-05, finished: 2026-01-09"


def history(*spent: str) -> str:
    lines = [f"  t{place}: {{effort: 4d, owner: ana, {DONE}, spent: {time}}}" for place, time in enumerate(spent)]
    return "\n".join(["kind: project", "tasks:", *lines, "  next: {effort: 2d..4d..8d, owner: ana}"])


def test_a_team_is_calibrated_by_the_median_of_its_finished_tasks() -> None:
    plan = plan_of(checkout=history("4d", "5d", "5d", "6d", "40d"), people="kind: people\npeople: {ana: {}, bo: {}}")
    found = calibration_of(plan)
    assert found.team is not None and (found.team.count, found.team.median) == (5, Fraction(5, 4))
    assert {who: ratio.median for who, ratio in found.people.items()} == {"ana": Fraction(5, 4)}
    assert ratios_of(found) == {"": Fraction(5, 4), "ana": Fraction(5, 4)}


def test_what_efficiency_explains_is_not_counted_twice() -> None:
    people = "kind: people\npeople: {ana: {efficiency: 80%}, bo: {}}"
    found = calibration_of(plan_of(checkout=history(*["5d"] * 5), people=people))
    assert found.team is not None and found.team.median == 1


def test_too_little_history_changes_nothing() -> None:
    plan = plan_of(checkout=history("8d", "8d", "8d", "8d"), people="kind: people\npeople: {ana: {}, bo: {}}")
    assert not calibration_of(plan).usable and ratios_of(calibration_of(plan)) == {}
    bare = plan_of(checkout="kind: project\ntasks: {a: {effort: 1d}}")
    assert calibration_of(bare).team is None


def test_the_mean_of_a_friday_and_a_monday_is_a_day_of_work() -> None:
    plan = plan_of(checkout="{kind: project, tasks: {a: {duration: 1d}}}")
    spread = ((date(2026, 2, 13), 1), (date(2026, 2, 16), 1))
    assert mean_day(plan, item(plan, "checkout"), spread) == date(2026, 2, 16)
    assert mean_day(plan, item(plan, "checkout"), ((date(2026, 2, 13), 3), (date(2026, 2, 17), 1))) == date(2026, 2, 16)
