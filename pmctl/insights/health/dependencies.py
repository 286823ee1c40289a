"""Is what others owe on time?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from pmctl.insights.health.levels import Dimension, Level, unknown, worst_of
from pmctl.insights.links import all_links
from pmctl.insights.promises import due_of, is_late, slip_of
from pmctl.insights.relations import tasks_of
from pmctl.insights.states import is_over, task_categories
from pmctl.insights.working_time import working_days
from pmctl.model.item import Item
from pmctl.model.product import Product
from pmctl.model.project import Project
from pmctl.plan import Plan, remembered
from pmctl.quantity import print_duration


def _incoming(plan: Plan, document: str) -> dict[str, bool]:
    """Unfinished work of others that this document waits for -> is it on the critical path?"""
    found: dict[str, bool] = {}
    others, states, items = _of_others(plan), task_categories(plan), plan.workspace.items
    for task in tasks_of(plan, document):
        if not (task.external is not None or task.id in others) or states[task.id] in ("done", "dropped"):
            continue
        scheduled = plan.schedule.tasks.get(task.id)
        critical = scheduled is not None and scheduled.critical
        if task.external is not None:
            found[task.id] = found.get(task.id, False) or critical
        for before in others.get(task.id, ()):
            if not is_over(plan, items[before]):
                found[before] = found.get(before, False) or critical
    return found


@remembered
def _of_others(plan: Plan) -> Mapping[str, Sequence[str]]:
    """By full id what of other documents an item waits for."""
    links = all_links(plan)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for number in links.far:
        found[links.afters[number]].append(links.befores[number])
    return found


def days_late(plan: Plan, item: Item) -> int:
    """Working days behind the promise: by the forecast, else by today; 0 when on time."""
    due = due_of(plan, item)
    if due is None or is_over(plan, item):
        return 0
    today = working_days(plan, item, due, plan.today) if due < plan.today else 0
    return max(slip_of(plan, item) or 0, today, 0)


def dependencies_dimension(plan: Plan, document: Project | Product) -> Dimension:
    """What others owe to this document and is late."""
    incoming = _incoming(plan, document.id)
    if not incoming:
        return unknown("dependencies", "it waits for nobody outside")
    items, units = plan.workspace.items, plan.workspace.units
    found: list[tuple[Level, str, str]] = []
    for id, critical in incoming.items():
        if is_late(plan, items[id]):
            days = print_duration(days_late(plan, items[id]) * units.day, units)
            name = id if items[id].document != document.id else items[id].key
            where = ", on the critical path" if critical else ""
            found.append(("red" if critical else "amber", id, f"{name} {days} late{where}"))
    threshold = "amber: one late; red: one late on the critical path"
    if not found:
        text = f"{len(incoming)} incoming, none late"
        return Dimension("dependencies", "green", "incoming links off track", "0", threshold, (), text)
    level, evidence, text = worst_of(found)
    return Dimension("dependencies", level, "incoming links off track", str(len(found)), threshold, evidence, text)
