"""How far the work of a document has grown since it was agreed, and how much of that nobody approved."""

from __future__ import annotations

from collections.abc import Mapping

from pmctl.insights.baselines.effort import effort_growth, effort_now
from pmctl.insights.baselines.named import approved_change, baseline_of
from pmctl.insights.relations import leaves_of
from pmctl.model.project import Task
from pmctl.model.records import Baseline, BaselineTask
from pmctl.plan import Plan, remembered
from pmctl.record import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """Minutes of effort: `agreed` in the baseline, their `growth` since, and by task what grew without approval."""

    baseline: Baseline
    agreed: int
    growth: int
    loose: Mapping[str, int]

    @property
    def unapproved(self) -> int:
        """Minutes that grew without an approved change."""
        return sum(self.loose.values())


@remembered
def scope_of(plan: Plan, id: str) -> Scope | None:
    """The scope of a document against the baseline in force; None without one, or where that holds no effort."""
    baseline, document = baseline_of(plan, id), plan.workspace.documents.get(id)
    agreed = {task.key: task for task in baseline.tasks} if baseline else {}
    total = sum(task.effort.minutes for task in agreed.values() if task.effort)
    if baseline is None or document is None or not total:
        return None
    left = {leaf.key: leaf for leaf in leaves_of(plan, document) if leaf.status != "dropped"}
    grown = {leaf.id: effort_grown(plan, leaf, agreed.get(key)) for key, leaf in left.items()}
    dropped = sum(task.effort.minutes for key, task in agreed.items() if task.effort and key not in left)
    loose = {
        leaf.id: grown[leaf.id] for leaf in left.values() if grown[leaf.id] > 0 and not approved_change(plan, leaf)
    }
    return Scope(baseline, total, sum(grown.values()) - dropped, loose)


def effort_grown(plan: Plan, task: Task, agreed: BaselineTask | None) -> int:
    """By how many minutes the effort of a task has grown since it was agreed on; all of what was not planned then."""
    now = effort_now(plan, task, agreed)
    return effort_growth(agreed.effort.minutes if agreed.effort else None, now) if agreed else now or 0
