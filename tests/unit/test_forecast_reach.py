"""What can move a finish, and that nothing else does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pmctl.insights.odds.dates import carriers
from pmctl.insights.odds.drivers import inputs_of
from pmctl.insights.odds.reach import movers
from pmctl.load import load
from pmctl.plan import Plan
from pmctl.plan import plan as scheduled
from pmctl.scheduling.simulation import Settings, simulate
from tests.unit.insights_plan import item, plan_of
from tests.unit.test_forecast_of_plans import ACME, TODAY, certain

ONE = """
kind: project
tasks:
  a: {effort: 1d..2d..3d, assign: ana}
  b: {effort: 1d..2d..3d, assign: bo, after: a}
  then: {effort: 1d..2d..3d, assign: dee, after: b}
  shared: {effort: 1d..2d..3d, assign: cy | ana}
  before: {effort: 1d..2d..3d}
  after-all: {effort: 1d..2d..3d, owner: cy, after: before}
  alone: {effort: 1d..2d..3d, assign: eva}
risks:
  far: {probability: 40%, impact: {time: 5d}, affects: [alone]}
  near: {probability: 40%, impact: {time: 5d}, affects: [before]}
"""
BACK = """
kind: project
schedule-from: finish
due: 2026-06-30
tasks:
  early: {duration: 1d..2d..3d}
  late: {duration: 1d..2d..3d, after: early}
  beside: {duration: 1d..2d..3d}
"""
PEOPLE = "kind: people\npeople: {ana: {}, bo: {}, cy: {}, dee: {}, eva: {}}"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_of(one=ONE, back=BACK, people=PEOPLE)


def moved_by(plan: Plan, id: str, levelled: bool) -> set[str]:
    return {one.partition("/")[2] for one in movers(plan, carriers(plan, item(plan, id)), levelled)}


def test_links_and_people_move_a_task(plan: Plan) -> None:
    assert moved_by(plan, "one/b", False) == {"a", "b"}
    assert moved_by(plan, "one/b", True) == {"a", "b", "shared", "after-all", "before"}


def test_what_is_as_late_as_possible_is_moved_by_what_comes_behind_it(plan: Plan) -> None:
    assert moved_by(plan, "back/early", False) == {"early", "late", "beside"}


def test_only_what_can_move_an_item_is_weighed(plan: Plan) -> None:
    simulation = simulate(plan.workspace, plan.today, Settings(runs=50))
    found = [id for id, _, _ in inputs_of(plan, simulation, item(plan, "one/b"))]
    assert found == ["one/a", "one/b", "one/shared", "one/before", "one/after-all", "one/near"]


@pytest.mark.parametrize("levelled", [True, False])
@pytest.mark.parametrize("id", ["checkout/flow-approved", "legal/closing", "wallet", "summit/doors"])
def test_nothing_else_moves_it(id: str, levelled: bool) -> None:
    loaded = load(ACME)
    whole = scheduled(loaded, TODAY)
    inputs = simulate(whole.workspace, TODAY, Settings(runs=40, level=levelled))
    moving = {one for one, _, _ in inputs_of(whole, inputs, item(whole, id))}
    assert 0 < len(moving) < len(inputs.uncertain) + len(inputs.risks)
    items = {one.id: one if one.id in moving else certain(one) for one in loaded.workspace.items.values()}
    fewer = simulate(replace(loaded.workspace, items=items), TODAY, Settings(runs=40, level=levelled))
    rows = [inputs.rows[leaf.id] for leaf in carriers(whole, item(whole, id)) if leaf.id in inputs.rows]
    assert np.array_equal(inputs.finish[rows], fewer.finish[rows])
