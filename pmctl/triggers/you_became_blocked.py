"""Something stands in the way of a task that did not before."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.insights.answering import owners
from pmctl.insights.relations import waits_of
from pmctl.insights.states import category_of, is_over
from pmctl.insights.waiting import waiting_for
from pmctl.model.project import Task
from pmctl.triggers.telling.between import Between, former, kept
from pmctl.triggers.telling.trigger import Line, Occasion, Severity

ID, NAME, KIND = "N08", "you-became-blocked", "diff"
ENTITY = ("task",)
RULE = "D gains an unfinished predecessor, or its status becomes of category blocked"
TO = ("D.owner", "owner")
SEVERITY: Severity = "warn"
DEDUPE = "predecessor"
FOR_CLIENTS = True


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each predecessor that is new and not done, whose owner is told too; one for a status."""
    plan = between.head
    for before, task in kept(between, Task):
        if task.is_group or is_over(plan, task):
            continue
        yield from _new_predecessors(between, before, task)
        if category_of(plan, task) == "blocked" != category_of(between.base, before):
            lines = (Line(task.blocked),) if task.blocked else ()
            who = {"D.owner": owners(plan, task)}
            yield Occasion(task, "is blocked", ("blocked",), who, lines, keys=("status", "blocked"))


def _new_predecessors(between: Between, before: Task, task: Task) -> Iterator[Occasion]:
    plan = between.head
    known = {wait.before for wait in waits_of(between.base, before)}
    for id in waiting_for(plan, task):
        if former(between, id) not in known:
            other = plan.workspace.items[id]
            who = {"D.owner": owners(plan, task), "owner": owners(plan, other)}
            line = Line(f"It waits for {other.title}.", (id,), private=False)
            # the link may stand at a group around the task
            causes = (task.id, *(wait.after for wait in waits_of(plan, task) if wait.before == id))
            yield Occasion(task, "has to wait for something new", (id,), who, (line,), causes, ("after",))
