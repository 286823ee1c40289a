"""Monitoring is no phase: every report and every side of health works in all five, and says the same of the work."""

from __future__ import annotations

from datetime import date

import pytest

from pmctl.diagnostic import UserError
from pmctl.history import Past
from pmctl.insights.gates import PHASES
from pmctl.insights.health.verdict import health_of
from pmctl.reports import REPORTS, Report
from pmctl.reports.paper import Request
from pmctl.reports.writing import make
from tests.unit.insights_plan import item, plan_of

PLAN = """
    kind: project
    phase: PHASE
    start: 2026-02-02
    due: 2026-03-13
    budget: {labour: 10k, reserve: 1k}
    charter: {purpose: Sell, success: [At least 10], tolerance: {time: 5d}}
    tasks:
      design: {effort: 5d, owner: ana, status: done, started: 2026-02-02, finished: 2026-02-06}
      api: {effort: 10d, owner: ana, after: design, due: 2026-02-27}
    risks: {late: {probability: 30%, impact: {time: 3d, cost: 1k}, affects: [api], owner: ana, response: accept}}
    quality: {fast: {due: 2026-02-09, result: fail}}
    changes: {more: {status: proposed, reason: Asked for}}
"""
PEOPLE = "{kind: people, people: {ana: {name: Ana, rate: 500/d}}}"
OF_PROJECTS = [one for one in REPORTS if "project" in one.of]


def no_past() -> Past:
    raise UserError("no history here")


@pytest.mark.parametrize("report", OF_PROJECTS, ids=lambda one: one.name)
@pytest.mark.parametrize("phase", PHASES)
def test_every_report_works_in_every_phase(report: Report, phase: str) -> None:
    plan = plan_of(checkout=PLAN.replace("PHASE", phase), people=PEOPLE)
    document = plan.workspace.documents["checkout"]
    try:
        made = make(report, Request(plan, document, "internal", date(2026, 2, 3), no_past))
    except UserError as error:
        assert "no history here" in error.message
        return
    assert made.view["headline"]


def test_health_is_judged_in_every_phase_until_it_is_closed() -> None:
    levels = {}
    for phase in PHASES:
        plan = plan_of(checkout=PLAN.replace("PHASE", phase), people=PEOPLE)
        assert item(plan, "checkout") is not None
        sides = health_of(plan, "checkout").dimensions
        levels[phase] = {side.name: side.level for side in sides}
    assert all(levels[phase] == levels["initiation"] for phase in ("planning", "execution", "closing"))
