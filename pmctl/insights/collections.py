"""The collections of a plan by the word that a user types: `tasks`, `risks`, `people` ..."""

from __future__ import annotations

from collections.abc import Mapping

from pmctl.model import control, money, people, product, project, records
from pmctl.model.item import Item
from pmctl.model.project import Task
from pmctl.plan import Plan

KINDS: Mapping[str, type[Item]] = {
    "project": project.Project,
    "product": product.Product,
    "task": project.Task,
    "sprint": project.Sprint,
    "benefit": project.Benefit,
    "feature": product.Feature,
    "release": product.Release,
    "objective": product.Objective,
    "key-result": product.KeyResult,
    "theme": product.Theme,
    "persona": product.Persona,
    "competitor": product.Competitor,
    "metric": product.Metric,
    "research": product.Research,
    "finding": product.Finding,
    "feedback": product.Feedback,
    "risk": control.Risk,
    "assumption": control.Assumption,
    "issue": control.Issue,
    "decision": control.Decision,
    "change": control.Change,
    "action": control.Action,
    "meeting": control.Meeting,
    "deliverable": control.Deliverable,
    "gate": control.Gate,
    "stakeholder": control.Stakeholder,
    "raci": control.Raci,
    "quality": control.QualityCheck,
    "communication": control.Communication,
    "document": control.Document,
    "lesson": control.Lesson,
    "handover": control.Handover,
    "expense": money.Expense,
    "transfer": money.Transfer,
    "contract": money.Contract,
    "person": people.Person,
    "team": people.Team,
    "resource": people.Resource,
    "timesheet": records.Timesheet,
    "comment": records.Comment,
    "baseline": records.Baseline,
}
"""Every kind of item and its record."""

_UNCOUNTED = ("research", "feedback", "raci", "quality", "communication", "handover")

COLLECTIONS: Mapping[str, str] = {
    **{kind if kind in _UNCOUNTED else f"{kind}s": kind for kind in KINDS if kind != "person"},
    "people": "person",
    "milestones": "task",
    "groups": "task",
}
"""The word for a collection -> the kind of its items; `milestones` and `groups` are some of the tasks."""


def items_of(plan: Plan, collection: str) -> list[Item]:
    """All items of a collection (or of a kind), in file order; none where the word is not known."""
    kind = COLLECTIONS.get(collection, collection)
    record = KINDS.get(kind)
    if record is None:
        return []
    workspace = plan.workspace
    if record is records.Timesheet:
        return list(workspace.timesheets)
    if record is records.Comment:
        return list(workspace.comments.values())
    if record is records.Baseline:
        return list(workspace.baselines)
    found = [item for item in workspace.items.values() if type(item) is record]
    if collection == "milestones":
        return [item for item in found if isinstance(item, Task) and item.milestone]
    if collection == "groups":
        return [item for item in found if isinstance(item, Task) and item.is_group]
    return found
