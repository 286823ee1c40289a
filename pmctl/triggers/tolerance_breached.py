"""A project strays further than its charter allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from pmctl.insights.baselines.scope import scope_of
from pmctl.insights.cost import costs_of
from pmctl.insights.promises import slip_of, variance_of
from pmctl.insights.states import is_over
from pmctl.model.project import Project, Tolerance
from pmctl.plan import Plan
from pmctl.quantity import print_days, print_share
from pmctl.rules.index import items
from pmctl.triggers.between import Between, Key, reached
from pmctl.triggers.trigger import Line, Occasion, Severity

ID, NAME, KIND = "N24", "tolerance-breached", "derived"
ENTITY = ("project",)
RULE = "time, cost or scope went beyond `charter.tolerance`"
TO = ("sponsor", "lead")
SEVERITY: Severity = "alert"
DEDUPE = "dimension"


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each project and dimension."""
    for item, key, words, by_time in reached(between, breaches):
        lines = (Line(words),)
        yield Occasion(item, f"is beyond its tolerance of {key[1]}", key[1:], lines=lines, by_time=by_time)


def breaches(plan: Plan) -> Mapping[Key, str]:
    """The projects and dimensions that are beyond their tolerance, with value and limit."""
    found: dict[Key, str] = {}
    for project in items(plan, Project):
        tolerance = project.charter.tolerance if project.charter else None
        if tolerance is not None and not is_over(plan, project):
            for name, words in _dimensions(plan, project, tolerance):
                if words:
                    found[project.id, name] = words
    return found


def _dimensions(plan: Plan, project: Project, tolerance: Tolerance) -> Iterator[tuple[str, str]]:
    """Each dimension with what is said where it is beyond."""
    yield "time", _time(plan, project, tolerance)
    yield "cost", _cost(plan, project, tolerance.cost.value) if tolerance.cost else ""
    scope = scope_of(plan, project.id)
    grown = Fraction(scope.growth, scope.agreed) if scope is not None else None
    yield "scope", _beyond(grown, tolerance.scope.value) if tolerance.scope and grown is not None else ""


def _time(plan: Plan, project: Project, tolerance: Tolerance) -> str:
    """The end beside its promise, else beside the baseline."""
    days = slip_of(plan, project)
    days = variance_of(plan, project) if days is None else days
    units = plan.workspace.units
    if tolerance.time is None or days is None or days * units.day <= tolerance.time.minutes:
        return ""
    return f"{print_days(days * units.day, units)}, {tolerance.time.text} allowed"


def _cost(plan: Plan, project: Project, allowed: Fraction) -> str:
    """The estimate at completion beside the budget, in the worst currency."""
    costs = costs_of(plan, project.id)
    over = [
        Fraction(costs.estimate.get(currency, 0)) / Fraction(budget) - 1
        for currency, budget in costs.budget.items()
        if budget > 0
    ]
    return _beyond(max(over), allowed) if over else ""


def _beyond(share: Fraction, allowed: Fraction) -> str:
    return f"+{print_share(share)}, {print_share(allowed)} allowed" if share > allowed else ""
