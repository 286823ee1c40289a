"""From the 14 points of schedule quality to findings: the projects that are large enough, and the list behind each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from pmctl.diagnostic import Diagnostic, Related, Severity, Span
from pmctl.insights.quality.points import Base, Found, Point, base_of, projects_judged
from pmctl.model.item import span_of, spot
from pmctl.model.project import Project
from pmctl.on_demand import OnDemand
from pmctl.plan import Plan, remembered
from pmctl.quantity import print_share
from pmctl.rules.judging.index import unread, unreadable

LEAST = 10
"""A share of fewer tasks says nothing."""


@remembered
def bases(plan: Plan) -> tuple[Base, ...]:
    """One base for each open project with at least ten unfinished tasks."""
    found = (base_of(plan, project.id) for project in projects_judged(plan))
    return tuple(base for base in found if len(base.tasks) >= LEAST)


def failing(plan: Plan, judge: Callable[[Plan, str], Point]) -> Iterator[tuple[Project, Point]]:
    """The projects that are large enough, and fail a point."""
    for base in bases(plan):
        point = judge(plan, base.project.id)
        if point.verdict == "fail":
            yield base.project, point


def is_read(plan: Plan, project: Project, *keys: str) -> bool:
    """Could these keys be read wherever they are written? If not, a count of tasks that lack them says nothing."""
    tasks = base_of(plan, project.id).tasks if unreadable(plan) else ()  # as a rule all could be read
    return not any(unread(plan, task.source, *keys) for task in tasks)


def finding(
    code: str, severity: Severity, plan: Plan, project: Project, point: Point, message: str, hint: str = ""
) -> Diagnostic:
    """A finding about a project, with every place that stands behind it."""

    def behind(one: Found) -> Related:
        return Related(_place(plan, one), f"{one.item}: {one.text}" if one.text else one.item)

    related = OnDemand(point.found, behind)
    return Diagnostic(code, severity, message, span_of(project), hint, project.id, related)


def _place(plan: Plan, one: Found) -> Span:
    """Where it is written: the link that is meant, else the item."""
    item = plan.workspace.items[one.item]
    return span_of(item) if one.link is None else spot(item.source, "after", one.link)


def first_of(point: Point) -> str:
    """The first that was found, as a hint names it."""
    return f"such as {point.found[0].item.rpartition('/')[2]}"


def usual(point: Point) -> str:
    """The first that was found, and how many there may be."""
    return f"{first_of(point)}; at most {print_share(point.limit or Fraction(0), 0)} are usual"
