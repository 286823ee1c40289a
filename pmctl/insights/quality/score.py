"""The 14 points of schedule quality, of one project and of all together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Literal

from pmctl.insights.quality.dates import dates_in_the_past, hard_constraints, high_float, long_tasks, tasks_without_time
from pmctl.insights.quality.links import lags, leads, link_kinds, missing_links, work_without_people
from pmctl.insights.quality.plan import behind_baseline, behind_plan, path_too_long
from pmctl.insights.quality.points import Point, projects_judged, say_limit
from pmctl.insights.quality.probe import broken_critical_path
from pmctl.plan import Plan
from pmctl.record import dataclass

Unit = Literal["share", "index", "days"]


@dataclass(frozen=True, slots=True)
class Check:
    """What a point asks; `name` is that of its rule, `length` that of the working time that belongs to the question.

    `of` is what is counted ("": nothing, so of several projects the worst counts); `least`: the threshold is a floor.
    """

    number: int
    name: str
    asks: str
    judge: Callable[[Plan, str], Point]
    of: Literal["task", "link", ""] = "task"
    unit: Unit = "share"
    least: bool = False
    length: str = ""
    lists: str = ""
    """What is listed behind the point, where that is not what was asked for."""

    @property
    def code(self) -> str:
        """The code of its rule."""
        return f"PM8{self.number:02}"


CHECKS: tuple[Check, ...] = (
    Check(1, "missing-links", "no predecessor or successor", missing_links),
    Check(2, "leads", "links with a lead", leads, of="link"),
    Check(3, "lags", "links with a lag", lags, of="link"),
    Check(4, "link-kinds", "links from finish to start", link_kinds, "link", least=True, lists="links of another kind"),
    Check(5, "hard-constraints", "dates that never move", hard_constraints),
    Check(6, "high-float", "float above", high_float, length="most-float"),
    Check(7, "tasks-without-time", "negative float", tasks_without_time),
    Check(8, "long-tasks", "longer than", long_tasks, length="most-duration"),
    Check(9, "dates-in-the-past", "on the wrong side of today", dates_in_the_past),
    Check(10, "work-without-people", "neither people nor cost", work_without_people),
    Check(11, "behind-baseline", "later than the baseline", behind_baseline),
    Check(
        12, "broken-critical-path", "end follows a delay of", broken_critical_path, "", "days", True, "probe", "tried"
    ),
    Check(13, "path-too-long", "critical path length index", path_too_long, "", "index", True),
    Check(14, "behind-plan", "baseline execution index", behind_plan, "task", "index", True, lists="not finished"),
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


def question(plan: Plan, check: Check) -> str:
    """What a point asks, with the length that the workspace sets."""
    return f"{check.asks} {say_limit(plan, check.length)}" if check.length else check.asks


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
    if not check.of:
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
