"""`start`: work has begun; what kind of item it is says which keys tell that."""

from __future__ import annotations

from collections.abc import Mapping

from pmctl.insights.states import category_of
from pmctl.model.item import Item, is_a
from pmctl.model.product import Feature
from pmctl.model.project import Project, Task
from pmctl.operations.step import Asked, Step, refused, taken_before
from pmctl.plan import Plan

_ELSEWHERE: Mapping[str, tuple[str, str]] = {
    "risk": ("is a risk: it does not begin, it occurs", "`pmctl set ID status=occurred`"),
    "assumption": ("is an assumption: it is confirmed or false", "`pmctl set ID status=confirmed`"),
    "release": ("is a release: it is out or it is not", "`pmctl done ID` says that it is out"),
    "sprint": ("is a sprint: it begins on its day", "`pmctl set ID start=2026-03-02` names another day"),
    "product": ("is a product: it has a stage", "`pmctl set ID stage=growth`"),
    **dict.fromkeys(("issue", "action", "decision"), ("is open until it is settled", "`pmctl done ID` settles it")),
}


def begun(plan: Plan, item: Item, asked: Asked) -> Step:
    """What to set where an item begins. UserError where it is over, or is nothing that begins."""
    if isinstance(item, Task):
        return _task(plan, item, asked)
    if isinstance(item, Project):
        return _project(item)
    if isinstance(item, Feature):
        return _feature(plan, item)
    why, hint = _ELSEWHERE.get(item.kind, (f"{is_a(item)}, which is no work that begins", ""))
    raise refused(item, why, hint)


def _task(plan: Plan, task: Task, asked: Asked) -> Step:
    category = category_of(plan, task)
    if task.is_group:
        raise refused(
            task, "is a group: it begins with the first of its tasks", "`pmctl list --where \"group == 'ID'\"`"
        )
    if task.milestone or task.milestone_date:
        raise refused(task, "is a milestone: it has no length", "`pmctl done ID` says that it is reached")
    if category == "done":
        since = f" since {task.finished.text}" if task.finished is not None else ""
        raise refused(task, f"is done{since}", "`pmctl set ID status=doing finished=` opens it again")
    if category == "dropped":
        raise refused(task, "was dropped", "`pmctl set ID status=doing` takes it up again")
    is_doing = bool(task.status) and category == "doing"
    if is_doing and task.started is not None and not task.blocked:
        return taken_before(task, "started", "has begun", asked)
    if task.started is not None:
        taken_before(task, "started", "has begun", asked)  # on another day than is said now?
    changes = [] if is_doing else ["status=doing"]
    changes += ["blocked="] if task.blocked else []
    changes += [f"started={asked.text}"] if task.started is None else []
    return Step(tuple(changes))


def _project(project: Project) -> Step:
    if project.phase in ("closing", "closed"):
        raise refused(project, f"is {project.phase}", "`pmctl set ID phase=execution` opens it again")
    if project.phase == "execution":
        return Step(already=f"Nothing to do: {project.id} is in execution.")
    return Step(("phase=execution",))


def _feature(plan: Plan, feature: Feature) -> Step:
    if category_of(plan, feature) in ("done", "dropped"):
        raise refused(feature, f"is {feature.status or 'over'}", "`pmctl set ID status=building` takes it up again")
    if feature.status == "building":
        return Step(already=f"Nothing to do: {feature.id} is building.")
    return Step(("status=building",))
