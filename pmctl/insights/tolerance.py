"""How far a project strays beyond what its charter allows: in time, cost and scope."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from pmctl.insights.baselines.scope import scope_of
from pmctl.insights.cost import costs_of
from pmctl.insights.promises import slip_of, variance_of
from pmctl.insights.states import is_over
from pmctl.model.project import Project, Tolerance
from pmctl.plan import Plan, remembered
from pmctl.quantity import print_days, print_share
from pmctl.record import dataclass


@dataclass(frozen=True, slots=True)
class Breach:
    """A project that is beyond its tolerance in a dimension (`time`, `cost`, `scope`): by how much, in working minutes
    or as a share, and in words with what is allowed.
    """

    project: str
    dimension: str
    beyond: Fraction
    text: str


@remembered
def breaches(plan: Plan) -> tuple[Breach, ...]:
    """Every tolerance that is broken by a project that is not over, in the order of the plan."""
    found: list[Breach] = []
    for project in plan.workspace.documents.values():
        tolerance = project.charter.tolerance if isinstance(project, Project) and project.charter else None
        if isinstance(project, Project) and tolerance is not None and not is_over(plan, project):
            found += _of_project(plan, project, tolerance)
    return tuple(found)


def _of_project(plan: Plan, project: Project, tolerance: Tolerance) -> Iterator[Breach]:
    yield from _time(plan, project, tolerance)
    if tolerance.cost is not None:
        yield from _beyond(project, "cost", _overspent(plan, project), tolerance.cost.value)
    scope = scope_of(plan, project.id)
    if tolerance.scope is not None and scope is not None:
        yield from _beyond(project, "scope", Fraction(scope.growth, scope.agreed), tolerance.scope.value)


def _time(plan: Plan, project: Project, tolerance: Tolerance) -> Iterator[Breach]:
    """The end beside its promise, else beside the baseline."""
    days = slip_of(plan, project)
    days = variance_of(plan, project) if days is None else days
    units = plan.workspace.units
    if tolerance.time is not None and days is not None and days * units.day > tolerance.time.minutes:
        text = f"{print_days(days * units.day, units)}, {tolerance.time.text} allowed"
        yield Breach(project.id, "time", Fraction(days * units.day), text)


def _overspent(plan: Plan, project: Project) -> Fraction:
    """The estimate at completion beside the budget, in the worst currency."""
    costs = costs_of(plan, project.id)
    return max(
        (
            Fraction(costs.estimate.get(currency, 0)) / Fraction(budget) - 1
            for currency, budget in costs.budget.items()
            if budget > 0
        ),
        default=Fraction(0),
    )


def _beyond(project: Project, dimension: str, share: Fraction, allowed: Fraction) -> Iterator[Breach]:
    if share > allowed:
        yield Breach(project.id, dimension, share, f"+{print_share(share)}, {print_share(allowed)} allowed")
