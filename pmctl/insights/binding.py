"""Which link binds a task: the schedule names one that asks for a late instant, this finds the one that holds."""

from __future__ import annotations

from pmctl.insights.relations import Wait, groups_above, leaves_of, waits_of
from pmctl.insights.stretches import calendar_of
from pmctl.model.project import Project, Task
from pmctl.plan import Plan
from pmctl.quantity import instant
from pmctl.scheduling.passes import shifted
from pmctl.scheduling.schedule import Driver, Scheduled

STARTS = ("SS", "SF")
"""Links that count from the start of what is waited for."""
TO_START = ("FS", "SS")
"""Links that hold the start of what waits; the others hold its finish."""


def binding(plan: Plan, task: Task, row: Scheduled) -> Driver | None:
    """What holds a task where it is.

    As the schedule says, but for links that hold a finish (FF, SF): one of these binds where the task could have begun
    earlier and ends when it asks, and where it does not, something else does.
    """
    driver = row.driver
    if driver is None or driver.kind not in ("link", "today", "document-start", "started"):
        return driver
    named = wait_of(plan, task, driver) if driver.kind == "link" else None
    asking = _latest(plan, task, False)
    starting = _floor(plan, task, driver) if named is None or named.link.kind in TO_START else _start(plan, task)
    calendar = calendar_of(plan, task)
    begins_later = row.state == "started" or calendar.work_between(starting.at, row.start) > 0
    ends_then = asking is not None and calendar.work_between(asking.at, row.finish) == 0
    if asking is not None and ends_then and begins_later:
        return asking
    return driver if named is None or named.link.kind in TO_START else starting


def _floor(plan: Plan, task: Task, driver: Driver) -> Driver:
    """A driver with the instant from which it lets a task begin."""
    if driver.kind == "link":
        return driver
    project = plan.workspace.documents.get(task.document)
    if driver.kind == "document-start" and isinstance(project, Project) and project.start is not None:
        return driver._replace(at=instant(project.start.first))
    return driver._replace(at=instant(plan.today))


def _start(plan: Plan, task: Task) -> Driver:
    """What asks for the latest start: a link, else today."""
    today = Driver("today", at=instant(plan.today))
    link = _latest(plan, task, True)
    return link if link is not None and link.at > today.at else today


def _latest(plan: Plan, task: Task, to_start: bool) -> Driver | None:
    """Of the links that hold the start (or else the finish) of a task the one that asks for the latest instant."""
    found: Driver | None = None
    for wait in waits_of(plan, task):
        at = _asked(plan, task, wait) if (wait.link.kind in TO_START) == to_start else None
        if at is not None and (found is None or at > found.at):
            found = Driver("link", wait.before, "", wait.link.text, at)
    return found


def _asked(plan: Plan, task: Task, wait: Wait) -> int | None:
    """The instant that a link asks for; None where what is waited for has no dates."""
    side = "start" if wait.link.kind in STARTS else "finish"
    before = plan.schedule.tasks.get(last_leaf(plan, wait.before, side, wait))
    if before is None:
        return None
    at = before.start if side == "start" else before.finish
    lag = wait.link.lag
    return shifted(at, lag, calendar_of(plan, task), before.duration) if lag is not None else at


def wait_of(plan: Plan, task: Task, driver: Driver) -> Wait | None:
    """The written link that a driver names: the task's own, or that of a group around it."""
    for wait in waits_of(plan, task):
        if wait.before == driver.item and wait.link.text == driver.detail:
            return wait
    return None


def last_leaf(plan: Plan, full_id: str, side: str, wait: Wait | None = None) -> str:
    """Of what is waited for the task that decides: the latest of a group or document (with the share of a lag).

    Of several that end together it is one on which none of the others waits.
    """
    item = plan.workspace.items.get(full_id)
    if item is None:
        return ""
    share = wait.link.lag.share if wait is not None and wait.link.lag is not None else None
    rows = [plan.schedule.tasks[leaf.id] for leaf in leaves_of(plan, item) if leaf.id in plan.schedule.tasks]

    def moment(row: Scheduled) -> int:
        at = row.start if side == "start" else row.finish
        return at + round(row.duration * share) if share is not None else at

    latest = max((moment(row) for row in rows), default=0)
    together = [row.id for row in rows if moment(row) == latest]
    waited = {wait.before for leaf in together for wait in waits_of(plan, plan.workspace.items[leaf])}
    around = ({leaf, *(group.id for group in groups_above(plan, plan.workspace.items[leaf]))} for leaf in together)
    free = [leaf for leaf, names in zip(together, around, strict=True) if not names & waited]
    return next(iter(free or together), "")
