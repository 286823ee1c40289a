"""The words that a field may have, in the order in which a team would put them beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pmctl.grammar import resolve, schema
from pmctl.model.item import Item
from pmctl.model.project import Sprint
from pmctl.model.workspace import CATEGORIES, Workspace
from pmctl.plan import Plan

GONE = "dropped"
"""The word for what nobody will do: no column is kept for it."""


def words_of(plan: Plan, items: Iterable[Item], field: str) -> tuple[str, ...]:
    """The words that a field of some items may have, whether one of them has it or not; none where it is free.

    For a status: the team's own words, each behind the category that it stands for. For a sprint: those of the
    documents of the items, and of the workspace, by their first day.
    """
    kinds = dict.fromkeys(item.kind for item in items)
    found: dict[str, None] = {}
    for kind in kinds:
        found.update(dict.fromkeys(_words(plan, kind, field)))
    if field == "sprint":
        found.update(dict.fromkeys(_sprints(plan, {item.document for item in items})))
    return tuple(word for word in found if word != GONE)


def _words(plan: Plan, kind: str, field: str) -> Iterator[str]:
    declared = plan.workspace.fields.get(field)
    if declared is not None:
        yield from declared.choices
    elif (field == "category" and kind != "risk") or (field == "status" and kind == "project"):
        yield from CATEGORIES
    elif field == "status" and kind == "task":
        yield from _statuses(plan.workspace)
    else:
        rule = schema("common")["definitions"].get(kind, {}).get("properties", {}).get(field, {})
        yield from (rule if "$ref" not in rule else resolve(rule["$ref"])).get("enum", ())


def _statuses(workspace: Workspace) -> Iterator[str]:
    """Every status of a task: a category, then the team's own words for it."""
    for category in CATEGORIES:
        yield category
        yield from (own for own, meant in workspace.statuses.items() if meant == category and own != category)


def _sprints(plan: Plan, documents: set[str]) -> list[str]:
    """The keys of sprints that work in some documents may be planned for, the earliest first."""
    found = [
        item
        for item in plan.workspace.items.values()
        if isinstance(item, Sprint) and (item.document in documents or item.document not in plan.workspace.documents)
    ]
    found.sort(key=lambda sprint: (sprint.start.first.toordinal() if sprint.start else 0, sprint.id))
    return [sprint.key for sprint in found]
