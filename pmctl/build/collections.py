"""The collections of documents: which class of item each holds, what nests in what, and how their items are made."""

from __future__ import annotations

from collections.abc import Mapping

from pmctl.build import forms, odd
from pmctl.build.file import File, Found, Special
from pmctl.build.reading import fill
from pmctl.diagnostic import Diagnostic, Related, Span
from pmctl.model import control, money, people, product, project
from pmctl.model.item import NOWHERE, Item, Source
from pmctl.model.workspace import Workspace
from pmctl.parse import Map, Value

COLLECTIONS: Mapping[str, tuple[type[Item], str]] = {
    "tasks": (project.Task, "task"),
    "sprints": (project.Sprint, "sprint"),
    "benefits": (project.Benefit, "benefit"),
    "risks": (control.Risk, "risk"),
    "assumptions": (control.Assumption, "assumption"),
    "issues": (control.Issue, "issue"),
    "decisions": (control.Decision, "decision"),
    "changes": (control.Change, "change"),
    "actions": (control.Action, "action"),
    "meetings": (control.Meeting, "meeting"),
    "deliverables": (control.Deliverable, "deliverable"),
    "gates": (control.Gate, "gate"),
    "stakeholders": (control.Stakeholder, "stakeholder"),
    "raci": (control.Raci, "raci"),
    "quality": (control.QualityCheck, "quality"),
    "communication": (control.Communication, "communication"),
    "documents": (control.Document, "document"),
    "lessons": (control.Lesson, "lesson"),
    "handover": (control.Handover, "handover"),
    "expenses": (money.Expense, "expense"),
    "transfers": (money.Transfer, "transfer"),
    "contracts": (money.Contract, "contract"),
    "themes": (product.Theme, "theme"),
    "personas": (product.Persona, "persona"),
    "competitors": (product.Competitor, "competitor"),
    "metrics": (product.Metric, "metric"),
    "objectives": (product.Objective, "objective"),
    "key-results": (product.KeyResult, "key-result"),
    "research": (product.Research, "research"),
    "findings": (product.Finding, "finding"),
    "feedback": (product.Feedback, "feedback"),
    "features": (product.Feature, "feature"),
    "releases": (product.Release, "release"),
    "launch": (project.Task, "task"),
    "people": (people.Person, "person"),
    "teams": (people.Team, "team"),
    "resources": (people.Resource, "resource"),
}
"""Collection -> class and kind of its items."""

LABELS = frozenset({"gates", "raci"})
"""Collections whose keys are labels or references: their items have ids like `checkout/gates/execution`."""

_SHARED = (
    *("risks", "assumptions", "issues", "decisions", "actions", "meetings", "stakeholders", "communication"),
    *("documents", "expenses"),
)
_OF_PROJECT = (
    *("tasks", "changes", "deliverables", "gates", "raci", "quality", "lessons", "handover", "transfers"),
    *("contracts", "sprints"),
)
_OF_PRODUCT = (
    *("themes", "personas", "competitors", "metrics", "objectives", "research", "feedback", "features"),
    "releases",
)
DOCUMENT_COLLECTIONS: Mapping[str, tuple[str, ...]] = {
    "project": (*_OF_PROJECT, *_SHARED),
    "product": (*_OF_PRODUCT, *_SHARED),
    "people": ("people", "teams", "resources"),
    "workspace": ("objectives", "sprints"),
}
"""Kind of document -> the collections that it may have at its top."""


def collect(file: File, name: str, node: Map, key: str, value: Value) -> tuple[str, ...]:
    """Make the items of a collection, a group before its members; their full ids.

    An id that is taken is reported, and its item left out with all that is in it.
    """
    cls, kind = COLLECTIONS[name]
    table = file.tables[cls]
    prefix = f"{name}/" if name in LABELS else ""
    base = f"{file.document}/{prefix}" if file.document else prefix
    path, document, group, items = file.path, file.document, file.group, file.items
    known, member = file.known, file.members.setdefault(name, [])
    ids: list[str] = []
    entries = odd.map_of(file, node, key, value)
    for (own, inner), start in zip(entries.items(), entries.key_starts, strict=True):
        if not prefix and "/" in own:
            continue  # the schema says that it is no id
        places = inner.places if isinstance(inner, Map) else NOWHERE if inner is None else {own: entries.places[own]}
        source = Source(path, start, start + len(own), places)
        if known.setdefault(prefix + own, source) is not source:
            refuse_taken(file, prefix + own, source)
            continue
        full_id = base + own
        ids.append(full_id)
        member.append(full_id)
        found: Found = {"id": full_id, "kind": kind, "document": document, "group": group, "source": source}
        at = len(items)
        if isinstance(inner, Map):
            file.group = full_id
            fill(file, table, inner, found)
        elif inner is not None:
            file.wrong(f"`{own}` is a map", *entries.places[own][1:], "write `{name: ...}`, or nothing at all")
        items.insert(at, cls(**found))
    file.group = group
    return tuple(ids)


def refuse_taken(file: File, key: str, source: Source) -> None:
    """The finding about an id that is taken in its document; it names the first."""
    first = file.known[key]
    where = f" in {first.path}" if first.path != file.path else ""
    file.diagnostics.append(
        Diagnostic(
            "PM103",
            "error",
            f"the id `{key}` is taken{where}",
            Span(file.path, source.start, source.end),
            "an id is unique in its document, over all its collections: choose another one",
            f"{file.document}/{key}" if file.document else key,
            (Related(Span(first.path, first.start, first.end), "the first one"),),
        )
    )


def task_group(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """The tasks of a group."""
    found["children"] = collect(file, "tasks", node, key, value)
    found["is_group"] = isinstance(value, Map)


def benefits(file: File, node: Map, key: str, value: Value, found: Found, name: str) -> None:
    """The benefits of a charter, which are items, and are kept in the charter as well."""
    ids = set(collect(file, "benefits", node, key, value))
    found[name] = tuple(item for item in file.items if item.id in ids)


def nested(name: str, field_name: str = "") -> Special:
    """Items inside a document or an item, which keeps their full ids where it has a field for them."""

    def read_nested(file: File, node: Map, key: str, value: Value, found: Found, _: str) -> None:
        ids = collect(file, name, node, key, value)
        if field_name:
            found[field_name] = ids

    return read_nested


def _tops(kind: str, top: str = "") -> dict[str, Special]:
    return {name: nested(name, "top" if name == top else "") for name in DOCUMENT_COLLECTIONS[kind]}


ODD: Mapping[type, Mapping[str, Special]] = {
    project.Task: {
        "milestone": forms.milestone,
        "tasks": task_group,
    },
    project.Charter: {"benefits": benefits},
    project.Project: _tops("project", "tasks"),
    product.Product: _tops("product", "features"),
    product.Feature: {"features": nested("features", "children"), "score": forms.score},
    product.Objective: {"key-results": nested("key-results", "key_results")},
    product.Research: {"findings": nested("findings", "findings")},
    product.Release: {"launch": nested("launch", "launch")},
    people.Person: {"limit": forms.limit},
    control.Impact: {"time": forms.signed_time},
    Workspace: _tops("workspace"),
}
"""Keys that are read otherwise than the type of their field says, by class."""
