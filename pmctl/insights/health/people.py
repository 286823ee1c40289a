"""Is too much asked of anybody, and does critical work have an owner?"""

from __future__ import annotations

from fractions import Fraction

from pmctl.insights.health.controls import worst_of
from pmctl.insights.health.levels import Dimension, Level, in_share, level_above, threshold_of, unknown
from pmctl.insights.relations import groups_above, tasks_of
from pmctl.insights.states import category_of, is_over
from pmctl.insights.teams import people_of
from pmctl.insights.workload import asked_shares, asked_week, moved_by_levelling
from pmctl.model.product import Product
from pmctl.model.project import Project, Task
from pmctl.plan import Plan, remembered
from pmctl.quantity import print_days, print_share
from pmctl.record import dataclass

COMING_WEEKS = 8


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two weeks in a row in which somebody is asked for work: the lower share of their time, and who asks in both.

    `week` is the number of the first one; 0 is the current week.
    """

    share: Fraction
    week: int
    documents: frozenset[str]


@remembered
def _pairs(plan: Plan, who: str) -> tuple[_Pair, ...]:
    """The pairs among the coming weeks of somebody, the worst first."""
    asked = asked_shares(plan, who, COMING_WEEKS)
    found = []
    for week, (share, documents) in asked.items():
        following, others = asked.get(week + 1, (None, documents))
        if share is not None and following is not None:
            found.append(_Pair(min(share, following), week, documents & others))
    return tuple(sorted(found, key=lambda pair: pair.share, reverse=True))


def _unowned(plan: Plan, document: str) -> list[Task]:
    """Critical unfinished work that nobody answers for or does."""
    found = []
    for task in tasks_of(plan, document):
        if task.is_group or task.milestone or task.owner or task.assign or task.external is not None:
            continue
        scheduled = plan.schedule.tasks.get(task.id)
        if scheduled is None or not scheduled.critical or scheduled.bookings or is_over(plan, task):
            continue
        if not any(group.owner for group in groups_above(plan, task)):
            found.append(task)
    return found


def people_dimension(plan: Plan, document: Project | Product) -> Dimension:
    """Who is asked for too much in coming weeks, and critical work that nobody owns."""
    people = people_of(plan, document.id)
    owned = any(task.owner or task.assign for task in tasks_of(plan, document.id))
    if not people and not owned:
        return unknown("people", "nobody is named")
    limits = threshold_of(plan, "people")
    amber, red = in_share(limits.amber, Fraction(11, 10)), in_share(limits.red, Fraction(13, 10))
    threshold = f"amber above {print_share(amber)} in 2 weeks running, red above {print_share(red)}"
    found: list[tuple[Level, str, str]] = []
    highest = Fraction(0)
    for who in people:
        pair = next((one for one in _pairs(plan, who) if document.id in one.documents), None)
        if pair is not None:
            highest = max(highest, pair.share)
            level = level_above(pair.share, amber, red)
            if level != "green":
                found.append((level, who, _load_text(plan, who, pair.week)))
    unowned = _unowned(plan, document.id)
    missing = f"{_named(unowned)}: critical and without an owner" if unowned else ""
    if unowned and _has_begun(plan, document):
        found.append(("red", unowned[0].id, missing))
    calm = f"nobody overloaded; not begun, {missing}" if missing else "nobody overloaded"
    level, evidence, text = worst_of(found) if found else ("green", (), calm)
    return Dimension("people", level, "asked of capacity", print_share(highest, 0), threshold, evidence, text)


def _named(tasks: list[Task]) -> str:
    return f"{tasks[0].key} and {len(tasks) - 1} more" if len(tasks) > 1 else tasks[0].key


def _has_begun(plan: Plan, document: Project | Product) -> bool:
    """Should work have its owners: is it under way, has its start passed, or does its phase say so?

    Before that owners are still being named, and PM310 says where one is missing.
    """
    if isinstance(document, Product) or document.phase in ("execution", "closing"):
        return True
    has_come = document.start is not None and document.start.first <= plan.today
    return has_come or category_of(plan, document) != "todo"


def _load_text(plan: Plan, who: str, week: int) -> str:
    """`ana asked 118% in week 9, 112% in week 10; design +3d`, of a week and the one behind it."""
    weeks = asked_week(plan, who, week), asked_week(plan, who, week + 1)
    parts = ", ".join(f"{print_share(week.asked_share or Fraction(0), 0)} in week {week.number}" for week in weeks)
    moved = {one.item: one.minutes for week in weeks for one in moved_by_levelling(plan, week)}
    text = f"{who} asked {parts}"
    if moved:
        item = max(moved, key=lambda id: (moved[id], id))
        text += f"; {item.rpartition('/')[2]} {print_days(moved[item], plan.workspace.units)}"
    return text
