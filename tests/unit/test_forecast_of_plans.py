"""Forecasts of whole plans, simulated for real: what is certain is the schedule, what varies shows in the odds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pmctl.insights.odds.cost import cost_odds
from pmctl.insights.odds.dates import odds_of
from pmctl.insights.odds.forecast import forecast_in_full, likely_finishes
from pmctl.insights.promises import forecast_of
from pmctl.load import load
from pmctl.model.control import Risk
from pmctl.model.item import Item
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.plan import plan as scheduled
from pmctl.quantity import Estimate
from pmctl.scheduling.simulation import simulate
from pmctl.scheduling.simulation.result import Settings
from pmctl.views.forecast.text import forecast_text
from pmctl.views.forecast.view import Terms, view
from tests.transcript import ROOT, run
from tests.unit.insights_plan import item, plan_of

ACME = ROOT / "examples" / "acme"
TODAY = date(2026, 2, 10)


def certain(one: Item) -> Item:
    """An item without ranges; a risk without a probability, so that nothing draws it."""
    if isinstance(one, Risk):
        return replace(one, probability=None)
    if not isinstance(one, Task):
        return one
    ranges: dict[str, Any] = {
        name: replace(found, low=found.likely, high=found.likely)
        for name in ("effort", "duration", "remaining")
        if isinstance(found := getattr(one, name), Estimate)
    }
    return replace(one, **ranges)


@pytest.fixture(scope="module")
def acme() -> Plan:
    loaded = load(ACME)
    items = {id: certain(one) for id, one in loaded.workspace.items.items()}
    return scheduled(replace(loaded, workspace=replace(loaded.workspace, items=items)), TODAY)


def test_without_ranges_and_risks_every_item_ends_where_the_schedule_says(acme: Plan) -> None:
    simulation = simulate(acme.workspace, TODAY, Settings(runs=3))
    found = {one.id: odds_of(acme, simulation, one) for one in acme.workspace.items.values()}
    kinds = {acme.workspace.items[id].kind for id, odds in found.items() if odds is not None}
    assert kinds >= {"task", "project", "feature", "release", "sprint", "deliverable"}
    wrong = {
        id: (odds.by(50), odds.by(95), forecast_of(acme, odds.item).date)
        for id, odds in found.items()
        if odds is not None and {odds.by(10), odds.by(95)} != {forecast_of(acme, odds.item).date}
    }
    assert wrong == {}
    missing = [id for id, odds in found.items() if odds is None and forecast_of(acme, item(acme, id)).date is not None]
    assert missing == []
    assert likely_finishes(acme, simulation, acme.workspace.items.values()) == {}


TWO = """
kind: project
start: 2026-02-10
tasks:
  long: {effort: 4d..10d..20d, owner: ana}
  short: {effort: 1d..2d..3d, owner: bo}
  end: {milestone: true, after: [long, short], due: 2026-02-27}
risks:
  storm: {probability: 30%, impact: {time: 5d, cost: 1k}, affects: [long]}
  noise: {probability: 30%, impact: {time: 1d}, affects: [short]}
"""


def test_what_binds_drives_and_what_has_float_does_not() -> None:
    plan = plan_of(two=TWO, people="kind: people\npeople: {ana: {rate: 100/d}, bo: {rate: 100/d}}")
    simulation = simulate(plan.workspace, plan.today, Settings(runs=2000))
    found = forecast_in_full(plan, simulation, item(plan, "two/end"))
    assert found is not None
    assert [one.id for one in found.drivers] == ["two/long", "two/storm"]
    parts = {part.id: part for part in found.tasks}
    assert parts["two/long"].criticality > 0.95
    assert parts["two/long"].sensitivity == pytest.approx(parts["two/long"].criticality, rel=0.05)
    (risk,) = found.risks
    assert risk.delay == pytest.approx(5 * 480, rel=0.1) and risk.without is not None
    assert risk.without < found.odds.by(80)


AHEAD = """
kind: project
start: 2026-02-10
tasks:
  first: {effort: 2d..3d..5d, owner: ana}
  shown: {milestone: true, after: first}
  beside: {effort: 2d, owner: bo, after: first, due: 2026-02-01}
  long: {duration: 20d}
"""


@pytest.mark.parametrize(
    ("towards", "critical"),
    [
        ([], {"first": 1.0, "shown": 0.0, "beside": 1.0, "long": 1.0}),  # of the promise that is missed, and of the end
        (["shown"], {"first": 1.0, "shown": 1.0, "beside": 0.0, "long": 0.0}),
        (["shown", "long"], {"first": 0.0, "shown": 0.0, "beside": 0.0, "long": 1.0}),
    ],
)
def test_a_task_is_critical_towards_what_is_asked_about(towards: list[str], critical: dict[str, float]) -> None:
    plan = plan_of(one=AHEAD, people="kind: people\npeople: {ana: , bo: }")
    settings = Settings(runs=200, towards=frozenset(f"one/{key}" for key in towards))
    simulation = simulate(plan.workspace, plan.today, settings)
    found = {key: float(simulation.critical[simulation.rows[f"one/{key}"]].mean()) for key in critical}
    assert found == critical


def test_a_wider_range_costs_and_takes_more() -> None:
    narrow, wide = (TWO.replace("4d..10d..20d", text) for text in ("9d..10d..11d", "4d..10d..30d"))
    ends = []
    for text in (narrow, wide):
        plan = plan_of(two=text, people="kind: people\npeople: {ana: {rate: 100/d}, bo: {rate: 100/d}}")
        simulation = simulate(plan.workspace, plan.today, Settings(runs=500))
        found = forecast_in_full(plan, simulation, item(plan, "two"))
        assert found is not None
        ends.append((found.odds.by(80), found.costs[0].at(80), found.costs[0].estimate))
    assert ends[0][0] < ends[1][0] and ends[0][1] < ends[1][1] and ends[0][2] == ends[1][2]


@pytest.mark.parametrize(("probability", "runs"), [("100%", 500), ("40%", 1), ("40%", 500)])
def test_a_risk_of_days_costs_nothing_by_itself(probability: str, runs: int) -> None:
    text = f"""
    kind: project
    tasks: {{work: {{effort: 10d, assign: ana}}}}
    risks: {{storm: {{probability: {probability}, impact: {{time: 5d}}, affects: [work]}}}}
    """
    plan = plan_of(one=text, people="kind: people\npeople: {ana: {rate: 800/d}}")
    simulation = simulate(plan.workspace, plan.today, Settings(runs=runs))
    (cost,) = cost_odds(plan, simulation, "one")
    assert (cost.estimate, cost.at(10), cost.at(95)) == (800_000, 800_000, 800_000)


CERTAIN = """
kind: project
tasks:
  moved: {duration: 2d}
  little: {duration: 5h..6h..7h}
  still: {duration: 2d}
  over: {duration: 2d, status: done, started: 2026-02-02, finished: 2026-02-03}
risks:
  storm: {probability: 100%, impact: {time: 5d}, affects: [moved]}
  drizzle: {probability: 50%, impact: {time: 2d}, affects: [over]}
"""


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("moved", "moved: Wed 18 Feb (the plan says Wed 11 Feb), in every run.\nWhat moves it happens in every run"),
        ("little", "little: Tue 10 Feb, in every run.\nWhat is uncertain behind it moves it by less than a day."),
        ("still", "still: Wed 11 Feb, in every run.\nNeither the range of an open estimate nor an open risk moves it."),
    ],
)
def test_what_is_certain_says_why(key: str, said: str) -> None:
    plan = plan_of(one=CERTAIN)
    simulation = simulate(plan.workspace, plan.today, Settings(runs=200))
    found = view(plan, simulation, Terms(200, 1, "triangle"), item(plan, f"one/{key}"))
    assert found is not None
    assert forecast_text(plan, found).startswith(said)


def test_another_seed_other_runs_the_same_seed_the_same() -> None:
    call = ["forecast", "checkout/launch", "--runs", "400", "--json"]
    first, again, other = (run([*call, *more], ACME).output for more in ([], [], ["--seed", "2"]))
    assert first == again != other
