"""Are promises kept?"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from pmctl.insights.health.levels import (
    TEN_PERCENT,
    Dimension,
    Level,
    in_days,
    level_above,
    rank,
    threshold_of,
    unknown,
)
from pmctl.insights.open_work import open_work
from pmctl.insights.promises import due_of, forecast_of, slip_of
from pmctl.insights.relations import tasks_of
from pmctl.insights.states import is_over
from pmctl.insights.working_time import working_days
from pmctl.model.item import Item
from pmctl.model.product import Feature, Product, Release
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.quantity import print_date, print_days
from pmctl.record import dataclass


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one promise stands: working days late, and above how many it is amber and red."""

    item: Item
    level: Level
    slip: int
    amber: Fraction
    red: Fraction
    missed: bool


def _days(plan: Plan, days: Fraction | int) -> str:
    """`6.2d`, without a sign."""
    return print_days(round(Fraction(days) * plan.workspace.units.day), plan.workspace.units).lstrip("+")


def span_days(plan: Plan, item: Item, start: date, due: date) -> int:
    """Working days from start to promise, both included."""
    return working_days(plan, item, start - timedelta(days=1), due)


def judge(plan: Plan, item: Item, start: date | None) -> Verdict | None:
    """The promise of an item beside its forecast. None where nothing is promised or expected."""
    due, slip = due_of(plan, item), slip_of(plan, item)
    if due is None or slip is None:
        return None
    span = max(span_days(plan, item, start, due), 0) if start is not None else 0
    limits = threshold_of(plan, "schedule")
    amber = in_days(plan, limits.amber, Fraction(0), span)
    red = in_days(plan, limits.red, TEN_PERCENT * span, span)
    missed = getattr(item, "commitment", "") == "committed" and due < plan.today and not is_over(plan, item)
    level = "red" if missed else level_above(Fraction(slip), amber, max(red, amber))
    return Verdict(item, level, slip, amber, red, missed)


def _candidates(plan: Plan, document: Project | Product) -> list[Item]:
    """What is promised: the document, its committed milestones and what else was committed and missed.

    Without these its promised milestones; of a product its releases and features.
    """
    found: list[Item] = [document] if due_of(plan, document) else []
    if isinstance(document, Product):
        for id in (*document.members.get("releases", ()), *document.members.get("features", ())):
            item = plan.workspace.items.get(id)
            if isinstance(item, Release | Feature) and not is_over(plan, item):
                found.append(item)
        return found
    for task in tasks_of(plan, document.id):
        due = task.due if task.commitment == "committed" and not is_over(plan, task) else None
        if due is not None and (task.milestone or due.last < plan.today):
            found.append(task)
    if not found:
        found += [
            task for task in tasks_of(plan, document.id) if task.milestone and task.due and not is_over(plan, task)
        ]
    return found


def start_of(plan: Plan, item: Item) -> date | None:
    """Where the span of a promise begins: the typed start of its document, else the first day of the work."""
    document = plan.workspace.documents.get(item.document or item.id)
    if isinstance(document, Project):
        return document.start.first if document.start else forecast_of(plan, document).start
    return forecast_of(plan, item).start


def schedule_dimension(plan: Plan, document: Project | Product) -> Dimension:
    """The worst promise of a document; where several are equally bad the latest one."""
    verdicts = [verdict for item in _candidates(plan, document) if (verdict := judge(plan, item, start_of(plan, item)))]
    if not verdicts:
        return unknown("schedule", "nothing is promised")
    verdict = max(verdicts, key=lambda one: (rank(one.level), one.slip))
    item = verdict.item
    shown = open_work(plan).last.get(document.id, item) if item is document else item
    forecast, due = forecast_of(plan, item).date, due_of(plan, item)
    limits = f"amber above {_days(plan, verdict.amber)}, red above {_days(plan, verdict.red)}"
    slip = print_days(verdict.slip * plan.workspace.units.day, plan.workspace.units)
    text = f"{shown.key} {slip} ({limits})"
    if verdict.missed and due is not None:
        text = f"{shown.key} missed its promise of {print_date(due, plan.today)} ({slip})"
    dates = f"forecast {forecast.isoformat()}, promised {due.isoformat()}" if forecast and due else ""
    return Dimension("schedule", verdict.level, f"slip: {dates}", slip, limits, (shown.id,), text)
