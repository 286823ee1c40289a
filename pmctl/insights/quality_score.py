"""The 14 points of schedule quality, of one project and of all together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from pmctl.insights.quality import Point, projects_judged
from pmctl.insights.quality_dates import dates_in_the_past, hard_constraints, high_float, long_tasks, tasks_without_time
from pmctl.insights.quality_links import lags, leads, link_kinds, missing_links, work_without_people
from pmctl.insights.quality_plan import behind_baseline, behind_plan, path_too_long
from pmctl.insights.quality_probe import broken_critical_path
from pmctl.plan import Plan

Unit = Literal["share", "index", "days"]


@dataclass(frozen=True, slots=True)
class Check:
    """What a point asks; `name` is that of its rule, `least` says that the threshold is a floor.

    `sums`: all projects together are judged by their sums, else by the worst of them.
    """

    number: int
    name: str
    asks: str
    judge: Callable[[Plan, str], Point]
    unit: Unit = "share"
    least: bool = False
    sums: bool = True

    @property
    def code(self) -> str:
        """The code of its rule."""
        return f"PM8{self.number:02}"


CHECKS: tuple[Check, ...] = (
    Check(1, "missing-links", "tasks without predecessor or successor", missing_links),
    Check(2, "leads", "links with a lead", leads),
    Check(3, "lags", "links with a lag", lags),
    Check(4, "link-kinds", "links from finish to start", link_kinds, least=True),
    Check(5, "hard-constraints", "tasks with a date that never moves", hard_constraints),
    Check(6, "high-float", "tasks with very much float", high_float),
    Check(7, "tasks-without-time", "tasks with negative float", tasks_without_time),
    Check(8, "long-tasks", "very long tasks", long_tasks),
    Check(9, "dates-in-the-past", "tasks on the wrong side of today", dates_in_the_past),
    Check(10, "work-without-people", "tasks without people or cost", work_without_people),
    Check(11, "behind-baseline", "tasks later than their baseline", behind_baseline),
    Check(12, "broken-critical-path", "a delay moves the end", broken_critical_path, "days", True, False),
    Check(13, "path-too-long", "critical path length index", path_too_long, "index", True, False),
    Check(14, "behind-plan", "baseline execution index", behind_plan, "index", True),
)
"""The 14, by number."""


@dataclass(frozen=True, slots=True)
class Score:
    """The 14 points of a project (`id`), or of all that are judged ("")."""

    id: str
    points: tuple[Point, ...]

    def count(self, verdict: str) -> int:
        """How many of the points have a verdict."""
        return sum(point.verdict == verdict for point in self.points)


def score_of(plan: Plan, document: str) -> Score:
    """The points of one project."""
    return Score(document, tuple(check.judge(plan, document) for check in CHECKS))


def scores(plan: Plan) -> tuple[Score, ...]:
    """The points of every project that is not closed, in file order."""
    return tuple(score_of(plan, project.id) for project in projects_judged(plan))


def together(found: Sequence[Score]) -> Score:
    """The points of several projects as one: shares over all their tasks and links, of the rest the worst."""
    columns = zip(*(score.points for score in found), strict=True)
    return Score("", tuple(_together(check, column) for check, column in zip(CHECKS, columns, strict=False)))


def _together(check: Check, points: Sequence[Point]) -> Point:
    judged = [point for point in points if point.value is not None]
    if len(judged) < 2:
        return judged[0] if judged else points[0]
    if not check.sums:
        worst = min(judged, key=lambda point: point.value or 0)
        return replace(worst, found=tuple(one for point in judged for one in point.found))
    return _sum(check, judged)


def _sum(check: Check, points: Sequence[Point]) -> Point:
    """Parts and wholes added, and judged again."""
    first, part, whole = points[0], sum(point.part for point in points), sum(point.whole for point in points)
    value = Fraction(part, whole)
    found = tuple(one for point in points for one in point.found)
    if first.limit is None:
        return Point(first.verdict, value, None, part, whole, found)
    fails = value < first.limit if check.least else value > first.limit
    return Point("fail" if fails else "pass", value, first.limit, part, whole, found)
