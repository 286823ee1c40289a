"""The state of every item: its status in the team's words, and the category behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import repeat

from pmctl.insights.kinds import of_class
from pmctl.model.control import Action, Change, Decision, Issue, QualityCheck, Risk
from pmctl.model.item import Item
from pmctl.model.product import Feature, Objective, Release
from pmctl.model.project import Project, Sprint, Task
from pmctl.plan import Plan, remembered
from pmctl.scheduling.schedule import Scheduled

_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("idea", "discovery", "planned", "proposed", "open", "draft", "todo"), "todo"),
    **dict.fromkeys(("building", "approved", "occurred", "doing"), "doing"),
    **dict.fromkeys(
        ("shipped", "released", "closed", "accepted", "superseded", "confirmed", "false", "done", "pass"),
        "done",
    ),
    **dict.fromkeys(("dropped", "cancelled", "rejected", "retired"), "dropped"),
    "blocked": "blocked",
}
"""The statuses of everything that is no task. A rejected decision is decided: `category_of` says done."""

OPEN = frozenset(("todo", "doing", "blocked"))
"""Categories of work that is still to be done."""

_FEATURE_ORDER = ("building", "planned", "discovery", "idea")


def rolled_up(categories: Iterable[str]) -> str:
    """The category of a group from those of its parts; what was dropped counts only where everything was."""
    found = set(categories)
    if len(found) > 1:
        found.discard("dropped")
    if len(found) <= 1:  # as in most groups
        return found.pop() if found else "todo"
    return "doing" if "doing" in found or "done" in found else "blocked"


def _leaf_category(task: Task, scheduled: Scheduled | None) -> str:
    """What the dates and the progress say of a task without a status."""
    state = scheduled.state if scheduled is not None else ""
    if state == "finished" or task.finished:
        return "done"
    if task.blocked:
        return "blocked"
    if state == "started" or task.started or (task.progress and task.progress.value > 0):
        return "doing"
    return "todo"


@remembered
def task_categories(plan: Plan) -> Mapping[str, str]:
    """The category of every task by full id, rolled up for groups; in a dropped group all is dropped."""
    statuses, rows = plan.workspace.statuses, plan.schedule.tasks
    tasks = of_class(plan, Task)
    gone = _dropped(plan, tasks)
    found: dict[str, str] = {}
    known = found.get
    # children stand behind their group in file order, so backwards they come first
    for item in reversed(tasks):
        id = item.id
        if id in gone:
            found[id] = "dropped"
        elif item.status:
            found[id] = statuses.get(item.status) or "todo"
        elif item.is_group:
            found[id] = rolled_up(map(known, item.children, repeat("todo")))
        else:
            found[id] = _leaf_category(item, rows.get(id))
    return found


def _dropped(plan: Plan, tasks: Iterable[Task]) -> set[str]:
    """The full ids of the tasks, in file order, that were dropped, and of all that is in the groups among them."""
    statuses = {status for status, category in plan.workspace.statuses.items() if status and category == "dropped"}
    gone = {task.id for task in tasks if task.status in statuses}
    if gone:
        for task in tasks:
            if task.group in gone:
                gone.add(task.id)
    return gone


@remembered
def dropped_tasks(plan: Plan) -> frozenset[str]:
    """The full ids of the tasks that will not be done."""
    found = task_categories(plan)
    if "dropped" not in found.values():  # as in most plans
        return frozenset()
    return frozenset([id for id, category in found.items() if category == "dropped"])


@remembered
def _feature_status(plan: Plan, id: str) -> str:
    """The typed status of a feature, else that of its children: shipped when all are, else the furthest open one."""
    feature = plan.workspace.items.get(id)
    if not isinstance(feature, Feature) or feature.status or not feature.children:
        return feature.status if isinstance(feature, Feature) else ""
    words = {_feature_status(plan, child) for child in feature.children}
    if words <= {"dropped"}:
        return "dropped"
    if words <= {"dropped", "shipped"}:
        return "shipped"
    if "shipped" in words:
        return "building"
    return next((word for word in _FEATURE_ORDER if word in words), "")


def status_of(plan: Plan, item: Item) -> str:
    """The status as typed, else what follows from the item's dates, progress or parts; "" where a kind has none."""
    if isinstance(item, Task):
        return item.status or task_categories(plan).get(item.id, "todo")
    if isinstance(item, Feature):
        return _feature_status(plan, item.id)
    if isinstance(item, Project):
        return category_of(plan, item)
    if isinstance(item, QualityCheck):
        return item.result
    return str(getattr(item, "status", "") or "")


@remembered
def _project_category(plan: Plan, id: str) -> str:
    project = plan.workspace.items[id]
    if not isinstance(project, Project):
        return "todo"
    if project.phase == "closed":
        return "done"
    states = task_categories(plan)
    return rolled_up(states.get(task, "todo") for task in project.top)


def _by_time(plan: Plan, item: Sprint | Objective) -> str:
    """A sprint or an objective has no status: it runs from its first day to its last."""
    span = (item.start, item.finish) if isinstance(item, Sprint) else (item.period, item.period)
    if span[1] is not None and span[1].last < plan.today:
        return "done"
    return "doing" if span[0] is not None and span[0].first <= plan.today else "todo"


def category_of(plan: Plan, item: Item) -> str:
    """todo, doing, blocked, done or dropped, for every kind; todo where nothing is known."""
    if isinstance(item, Task):
        return task_categories(plan).get(item.id, "todo")
    if isinstance(item, Project):
        return _project_category(plan, item.id)
    if isinstance(item, Change):
        return {"approved": "doing", "done": "done", "rejected": "dropped"}.get(item.status, "todo")
    if isinstance(item, Decision) and item.status == "rejected":
        return "done"
    if isinstance(item, Sprint | Objective):
        return _by_time(plan, item)
    return _WORDS.get(status_of(plan, item), "todo")


def is_over(plan: Plan, item: Item) -> bool:
    """Is nothing left to do for it: done or dropped?"""
    return category_of(plan, item) in ("done", "dropped")


def is_open(plan: Plan, item: Item) -> bool:
    """May it still happen, or does it still want an answer?"""
    if isinstance(item, Risk | Issue):
        return item.status == "open"
    if isinstance(item, Decision):
        return item.status == "proposed"
    if isinstance(item, Action):
        return item.status == "open"
    if isinstance(item, Release):
        return item.status == "planned"
    return not is_over(plan, item)
