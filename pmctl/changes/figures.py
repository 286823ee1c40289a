"""The few figures by which alternatives are compared: when projects end, what they cost, who is asked for too much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from pmctl.changes.money import total_cost
from pmctl.insights.cost import Sums
from pmctl.insights.odds.dates import odds_of
from pmctl.insights.odds.statistics import SURE
from pmctl.insights.promises import forecast_of, slip_of
from pmctl.insights.workload import overloads
from pmctl.model.project import Project
from pmctl.plan import Plan, remembered

if TYPE_CHECKING:
    from pmctl.scheduling.simulation.result import Simulation

RUNS = 1_000
"""Runs that tell alternatives apart; `pmctl forecast` makes more."""


@dataclass(frozen=True, slots=True)
class Overload:
    """Somebody who is asked for more than they can give: in so many weeks, at worst so much (None: they are away)."""

    who: str
    weeks: int
    monday: date
    worst: Fraction | None


@dataclass(frozen=True, slots=True)
class Figures:
    """A plan in a few figures: by project its end and how late that is, the cost of all, and the overloads."""

    finish: Mapping[str, date]
    late: Mapping[str, int]
    cost: Sums
    overloads: tuple[Overload, ...]

    @property
    def overload_weeks(self) -> int:
        """Weeks of people that ask for too much."""
        return sum(one.weeks for one in self.overloads)


def figures(plan: Plan) -> Figures:
    """The figures of a plan."""
    finish, late = {}, {}
    for id, document in plan.workspace.documents.items():
        forecast = forecast_of(plan, document).date if isinstance(document, Project) else None
        if forecast is not None:
            finish[id] = forecast
            slip = slip_of(plan, document)
            if slip is not None:
                late[id] = slip
    found = (_overload(plan, who) for who in plan.workspace.people)
    return Figures(finish, late, total_cost(plan), tuple(one for one in found if one is not None))


def _overload(plan: Plan, who: str) -> Overload | None:
    weeks = overloads(plan, who)
    if not weeks:
        return None
    # no capacity at all is worse than any share
    worst = max(weeks, key=lambda week: (week.asked_share is None, week.asked_share or 0))
    return Overload(who, len(weeks), worst.monday, worst.asked_share)


@remembered
def simulated(plan: Plan, level: bool, runs: int = RUNS) -> Simulation:
    """The runs by which plans are told apart, with the seed that forecasts have by default."""
    from pmctl.scheduling.simulation import simulate
    from pmctl.scheduling.simulation.result import Settings

    return simulate(plan.workspace, plan.today, Settings(runs=runs, level=level))


def likely_finish(plan: Plan, level: bool, runs: int = RUNS) -> Mapping[str, date]:
    """Project -> the day by which it ends in 80 % of so many runs, with the seed that forecasts have by default."""
    simulation = simulated(plan, level, runs)
    found = {}
    for id, document in plan.workspace.documents.items():
        odds = odds_of(plan, simulation, document) if isinstance(document, Project) else None
        if odds is not None:
            found[id] = odds.by(SURE)
    return found
