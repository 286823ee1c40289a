"""When everything is promised, when it is expected, and how far the two are apart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pmctl.insights.baselines.named import baseline_of, baseline_task
from pmctl.insights.relations import (
    deliverers,
    deliveries,
    features_by_release,
    leaves_of,
    release_of,
    resolved,
)
from pmctl.insights.states import category_of, is_over
from pmctl.insights.working_time import working_days
from pmctl.model.control import Deliverable, Handover
from pmctl.model.item import Item
from pmctl.model.product import Feature, Objective, Product, Release
from pmctl.model.project import Project, Sprint, Task
from pmctl.model.records import BaselineTask
from pmctl.plan import Plan, remembered
from pmctl.quantity import MINUTES_A_DAY, When, day_of, print_when
from pmctl.record import dataclass
from pmctl.scheduling.schedule import Extent, Scheduled

Day = date


@dataclass(frozen=True, slots=True)
class Forecast:
    """The computed first and last day of an item, None where there is none; `reason` says why, or whence it comes."""

    date: Day | None
    start: Day | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """A promise beside its forecast: working days, late is positive."""

    item: str
    promised: date
    forecast: date
    days: int


def last_day(scheduled: Scheduled | Extent) -> date:
    """The day on which something ends; what ends at midnight ends on the day before."""
    return day_of(last_minute(scheduled))


def last_minute(scheduled: Scheduled | Extent) -> int:
    """An instant of that day: when it ends, or the minute before midnight."""
    finish = scheduled.finish
    return finish - 1 if finish % MINUTES_A_DAY == 0 and finish > scheduled.start else finish


def promise_of(plan: Plan, item: Item) -> When | None:
    """What was promised: the item's own `due`; a dated milestone's day; of a feature without one, its release's."""
    due = getattr(item, "due", None)
    if isinstance(due, When):
        return due
    if isinstance(item, Task):
        return item.milestone_date
    if isinstance(item, Feature):
        release = release_of(plan, item)
        return release.due if release else None
    if isinstance(item, Sprint):
        return item.finish
    if isinstance(item, Objective):
        return item.period
    return None


def due_of(plan: Plan, item: Item) -> date | None:
    """The promised day: of a period its last."""
    promise = promise_of(plan, item)
    return promise.last if promise else None


def say_promise(plan: Plan, item: Item) -> str:
    """What was promised, in words: `Tue 7 Apr`, `2026-Q2 (30 Jun)`; "" for nothing."""
    promise = promise_of(plan, item)
    return print_when(promise, plan.today) if promise else ""


@remembered
def work_behind(plan: Plan, id: str) -> tuple[Item, ...]:
    """The tasks and projects on which a feature, release, deliverable or hand-over rests, less what was dropped."""
    items, found = plan.workspace.items, list[Item]()
    seen: set[str] = set()
    stack = [items[id]] if id in items else []
    while stack:
        item = stack.pop()
        if item.id in seen or (item.id != id and category_of(plan, item) == "dropped"):
            continue
        seen.add(item.id)
        if isinstance(item, Task | Project):
            found.append(item)
        else:
            stack.extend(reversed(_parts(plan, item)))
    return tuple(found)


def _parts(plan: Plan, item: Item) -> tuple[Item, ...]:
    """One step from what is promised towards the work."""
    items = plan.workspace.items
    if isinstance(item, Feature):
        children = tuple(items[child] for child in item.children if child in items)
        return deliverers(plan, item) + children
    if isinstance(item, Release):
        launch = tuple(items[task] for task in item.launch if task in items)
        return features_by_release(plan).get(item.id, ()) + launch
    if isinstance(item, Deliverable | Handover):
        return resolved(plan, item, item.tasks)
    return ()


def delivered_features(plan: Plan, item: Item) -> tuple[Feature, ...]:
    """The features that name a task or document in `delivered-by`."""
    found = (plan.workspace.items[id] for id in deliveries(plan).get(item.id, ()))
    return tuple(feature for feature in found if isinstance(feature, Feature))


def _of_task(plan: Plan, task: Task) -> Forecast:
    scheduled = plan.schedule.tasks.get(task.id)
    if category_of(plan, task) == "dropped":
        return Forecast(None, None, "dropped")
    if scheduled is None:
        cyclic = task.id in plan.schedule.unscheduled
        return Forecast(None, None, "it waits for itself" if cyclic else "not scheduled")
    return Forecast(last_day(scheduled), day_of(scheduled.start), "")


def _of_document(plan: Plan, document: Project | Product) -> Forecast:
    if isinstance(document, Product):
        return Forecast(None, None, "a product has no end")
    extent = plan.schedule.documents.get(document.id)
    if extent is None:
        return Forecast(None, None, "no tasks")
    return Forecast(last_day(extent), day_of(extent.start), "")


def _of_work(plan: Plan, item: Item) -> Forecast:
    """The latest of the unfinished work behind something promised; where all of it is finished, its real end."""
    work = work_behind(plan, item.id)
    if not work:
        return Forecast(None, None, "nothing delivers it" if isinstance(item, Feature) else "no work behind it")
    left = [one for one in work if not is_over(plan, one)] or list(work)
    starts = [found.start for one in work if (found := forecast_of(plan, one)).start is not None]
    dated = [(found.date, one.id) for one in left if (found := forecast_of(plan, one)).date is not None]
    if not dated:
        return Forecast(None, None, f"{left[0].id} has no date")
    latest = max(day for day, _ in dated)
    return Forecast(latest, min(starts, default=None), next(id for day, id in dated if day == latest))


def _of_sprint(plan: Plan, sprint: Sprint) -> Forecast:
    """The latest of the tasks that name the sprint."""
    tasks = tasks_of_sprint(plan, sprint)
    dated = [(found.date, task.id) for task in tasks if (found := _of_task(plan, task)).date is not None]
    if not dated:
        return Forecast(None, None, "no tasks")
    latest, id = max(dated)
    return Forecast(latest, min(day_of(plan.schedule.tasks[task].start) for _, task in dated), id)


@remembered
def _tasks_by_sprint(plan: Plan) -> dict[str, tuple[Task, ...]]:
    found: dict[str, list[Task]] = {}
    for item in plan.workspace.items.values():
        if isinstance(item, Task) and item.sprint:
            for sprint in resolved(plan, item, (item.sprint,)):
                found.setdefault(sprint.id, []).append(item)
            # sprints of the workspace stand under its own id
            own = f"{plan.workspace.id}/{item.sprint}"
            if not resolved(plan, item, (item.sprint,)) and own in plan.workspace.items:
                found.setdefault(own, []).append(item)
    return {id: tuple(tasks) for id, tasks in found.items()}


def tasks_of_sprint(plan: Plan, sprint: Sprint) -> tuple[Task, ...]:
    """The tasks that name a sprint, in file order."""
    return _tasks_by_sprint(plan).get(sprint.id, ())


@remembered
def _forecast(plan: Plan, id: str) -> Forecast:
    item = plan.workspace.items[id]
    if isinstance(item, Project | Product):
        return _of_document(plan, item)
    if isinstance(item, Release) and item.status == "released" and item.date:
        return Forecast(item.date.last, None, "released")
    if isinstance(item, Feature | Release) and category_of(plan, item) == "dropped":
        return Forecast(None, None, "dropped" if isinstance(item, Feature) else "cancelled")
    if isinstance(item, Feature | Release | Deliverable | Handover):
        return _of_work(plan, item)
    if isinstance(item, Sprint):
        return _of_sprint(plan, item)
    return Forecast(None, None, "not scheduled")


def forecast_of(plan: Plan, item: Item) -> Forecast:
    """The computed dates of a task, group, milestone, document, feature, release, deliverable, hand-over or sprint.

    A document: first start to last finish of its schedule. A feature: the latest unfinished of what delivers it and of
    its children; a release: the latest of its features and launch tasks. All else, and what has no work: no date.
    """
    if isinstance(item, Task):
        return _of_task(plan, item)
    if item.id not in plan.workspace.items:
        return Forecast(None, None, "not scheduled")
    return _forecast(plan, item.id)


def gap_of(plan: Plan, item: Item) -> Gap | None:
    """The promise of an item beside its forecast, None where one of them is missing."""
    promised = due_of(plan, item)
    forecast = forecast_of(plan, item).date if promised else None
    if promised is None or forecast is None:
        return None
    return Gap(item.id, promised, forecast, working_days(plan, item, promised, forecast))


def slip_of(plan: Plan, item: Item) -> int | None:
    """Working days from the promised to the forecast day, late is positive; None where one of them is missing."""
    gap = gap_of(plan, item)
    return gap.days if gap else None


def baseline_dates(plan: Plan, item: Item) -> tuple[date | None, date | None]:
    """Start and finish that the baseline in force planned for a task (of a group or document: of all its tasks)."""
    if isinstance(item, Project):
        baseline = baseline_of(plan, item.id)
        return _span(baseline.tasks if baseline else ())
    if not isinstance(item, Task):
        return None, None
    leaves = leaves_of(plan, item) if item.is_group else (item,)
    return _span([task for leaf in leaves if (task := baseline_task(plan, leaf)) is not None])


def _span(tasks: Sequence[BaselineTask]) -> tuple[date | None, date | None]:
    """The first start and the last finish."""
    starts = [task.start.first for task in tasks if task.start]
    finishes = [task.finish.last for task in tasks if task.finish]
    return min(starts, default=None), max(finishes, default=None)


def variance_of(plan: Plan, item: Item) -> int | None:
    """Working days from the baseline's to the forecast finish, late is positive; None without one of them."""
    planned = baseline_dates(plan, item)[1]
    forecast = forecast_of(plan, item).date if planned else None
    if planned is None or forecast is None:
        return None
    return working_days(plan, item, planned, forecast)


def is_overdue(plan: Plan, item: Item) -> bool:
    """Has the promised day passed while the item is not done?"""
    due = due_of(plan, item)
    return due is not None and due < plan.today and not is_over(plan, item)


def is_late(plan: Plan, item: Item) -> bool:
    """Is it not done and either overdue or expected later than promised?"""
    if is_over(plan, item):
        return False
    due = due_of(plan, item)
    if due is None:
        return False
    forecast = forecast_of(plan, item).date
    return due < plan.today or (forecast is not None and forecast > due and (slip_of(plan, item) or 0) > 0)
