"""Work was added that was not agreed, and no approved change explains it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmctl.insights.baselines.freeze import planned_leaves
from pmctl.insights.baselines.named import approved_change, baseline_of
from pmctl.insights.baselines.scope import scope_of
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.quantity import print_days
from pmctl.rules.judging.index import items
from pmctl.triggers.telling.between import Between, former
from pmctl.triggers.telling.trigger import Line, Occasion, Severity

ID, NAME, KIND = "N28", "scope-added", "diff"
ENTITY = ("project",)
RULE = "task or effort was added against the baseline and its `change` names no approved change"
TO = ("lead", "sponsor")
SEVERITY: Severity = "warn"
DEDUPE = "item"


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each task that is new, or that grew, since the older plan."""
    plan, then = between.head, unapproved(between.still)
    for id, minutes in unapproved(plan).items():
        before = then.get(former(between, id))
        if before is None or minutes > before:
            task = plan.workspace.items[id]
            document = plan.workspace.documents[task.document]
            line = Line(f"{print_days(minutes, plan.workspace.units)} against the baseline of {document.title}.")
            yield Occasion(task, "adds scope without an approved change", (), lines=(line,))


def unapproved(plan: Plan) -> Mapping[str, int]:
    """Task -> minutes of effort beyond the baseline in force of its project; new work without effort has 0."""
    found: dict[str, int] = {}
    for project in items(plan, Project):
        baseline, scope = baseline_of(plan, project.id), scope_of(plan, project.id)
        known = {task.key for task in baseline.tasks} if baseline is not None else set()
        for task in planned_leaves(plan, project) if baseline is not None else ():
            if task.key not in known and not approved_change(plan, task):
                found[task.id] = 0
        found |= scope.loose if scope is not None else {}
    return found
