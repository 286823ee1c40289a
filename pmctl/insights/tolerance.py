"""The limits within which a project may stray: what its charter allows in time, cost and scope, and its checks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from pmctl.insights.acceptance import checks_in
from pmctl.insights.baselines.scope import scope_of
from pmctl.insights.cost import costs_of
from pmctl.insights.health.quality import check_verdict
from pmctl.insights.promises import slip_of, variance_of
from pmctl.insights.states import is_over
from pmctl.model.project import Project, Tolerance
from pmctl.plan import Plan, remembered
from pmctl.quantity import Units, print_days, print_share
from pmctl.record import dataclass

NO_LIMIT, FAULTLESS = "none set", "no due check fails"


@dataclass(frozen=True, slots=True)
class Limit:
    """A dimension (`time`, `cost`, `scope`, `quality`) of a project beside what is allowed.

    `allowed` and `now` are working minutes (time), shares (cost, scope) or failed checks (quality); None where nobody
    set a limit, or where there is nothing to measure. `limit`, `value` and `margin` say them in words.
    """

    project: str
    dimension: str
    allowed: Fraction | None
    now: Fraction | None
    limit: str
    value: str
    margin: str

    @property
    def is_beyond(self) -> bool:
        """Is it further than it may be?"""
        return self.allowed is not None and self.now is not None and self.now > self.allowed


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
    return tuple(
        Breach(one.project, one.dimension, one.now, f"{one.value}, {one.limit} allowed")
        for project in plan.workspace.documents.values()
        if isinstance(project, Project) and not is_over(plan, project)
        for one in limits_of(plan, project)
        if one.is_beyond and one.now is not None and one.dimension != "quality"
    )


def limits_of(plan: Plan, project: Project) -> tuple[Limit, ...]:
    """Time, cost, scope and quality of a project beside their limits; nothing where its charter has no tolerance."""
    tolerance = project.charter.tolerance if project.charter is not None else None
    return tuple(_limits(plan, project, tolerance)) if tolerance is not None else ()


def _limits(plan: Plan, project: Project, tolerance: Tolerance) -> Iterator[Limit]:
    yield _time(plan, project, tolerance)
    shares = (("cost", tolerance.cost, _overspent(plan, project)), ("scope", tolerance.scope, _grown(plan, project)))
    for name, allowed, now in shares:
        most = allowed.value if allowed is not None else None
        yield _made(project, name, most, now, print_share, "")
    yield _quality(plan, project)


def _made(
    project: Project,
    name: str,
    allowed: Fraction | None,
    now: Fraction | None,
    words: Callable[[Fraction], str],
    limit: str,
) -> Limit:
    """A limit whose numbers are said by the same words; what there is to spare has no sign."""
    value = "n/a" if now is None else f"{'+' if now > 0 else ''}{words(now)}"
    margin = words(allowed - now) if allowed is not None and now is not None else ""
    limit = limit or (words(allowed) if allowed is not None else NO_LIMIT)
    return Limit(project.id, name, allowed, now, limit, value, margin)


def _time(plan: Plan, project: Project, tolerance: Tolerance) -> Limit:
    """The end beside its promise, else beside the baseline."""
    days, units = slip_of(plan, project), plan.workspace.units
    days = variance_of(plan, project) if days is None else days
    now = Fraction(days * units.day) if days is not None else None
    allowed = Fraction(tolerance.time.minutes) if tolerance.time is not None else None
    limit = tolerance.time.text if tolerance.time is not None else ""
    return _made(project, "time", allowed, now, lambda minutes: _days(minutes, units), limit)


def _days(minutes: Fraction, units: Units) -> str:
    return print_days(round(minutes), units).removeprefix("+")


def _overspent(plan: Plan, project: Project) -> Fraction | None:
    """The estimate at completion beside the budget, in the worst currency."""
    costs = costs_of(plan, project.id)
    return max(
        (
            Fraction(costs.estimate.get(currency, 0)) / Fraction(budget) - 1
            for currency, budget in costs.budget.items()
            if budget > 0
        ),
        default=None,
    )


def _grown(plan: Plan, project: Project) -> Fraction | None:
    scope = scope_of(plan, project.id)
    return Fraction(scope.growth, scope.agreed) if scope is not None else None


def _quality(plan: Plan, project: Project) -> Limit:
    """No check of what is due or accepted may fail."""
    checks = checks_in(plan, project.id)
    failed = sum(check_verdict(plan, one) is not None for one in checks.failed)
    now = Fraction(failed) if checks.all else None
    return Limit(
        project.id,
        "quality",
        Fraction(0),
        now,
        FAULTLESS,
        checks.text if checks.all else "n/a",
        f"{-failed}" if failed else "",
    )
