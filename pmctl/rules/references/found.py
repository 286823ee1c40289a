"""Every name in a plan that stands for something else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import cast

from pmctl.diagnostic import Span
from pmctl.insights.links import all_links
from pmctl.model.control import Deliverable, QualityCheck, Raci, Stakeholder
from pmctl.model.item import Approval, Item, Source, spot
from pmctl.model.product import Feature, Product, Release
from pmctl.model.project import Project, Task
from pmctl.plan import Plan, remembered
from pmctl.quantity import Assignment, Link
from pmctl.record import dataclass
from pmctl.rules.judging.index import index, items
from pmctl.rules.judging.written import assignments, items_with, tasks_assigned
from pmctl.rules.references.table import ANYTHING, BEFORE, DOER, KEYS, WHO, Kinds


@dataclass(frozen=True, slots=True)
class Reference:
    """One name that stands for something else: `item` holds it, `home` is the document in which it is read."""

    item: str
    home: str
    text: str
    kinds: Kinds
    source: Source
    key: str
    index: int | None = None


def in_items(plan: Plan) -> Iterator[Reference]:
    """The references in items that do not plainly lead to one thing of the right kind: hardly any, in a sound plan."""
    people, doubtful = people_of(plan), _doubtful_tasks(plan)
    # nearly all items are tasks, and nearly all names are those of their links and people, which are looked at together
    for item in [one for one in plan.workspace.items.values() if one.__class__ is not Task or one.id in doubtful]:
        if item.owner and not isinstance(people.get(item.owner), WHO.classes):
            yield Reference(item.id, item.document or item.id, item.owner, WHO, item.source, "owner")
        for field, key, kinds in KEYS.get(item.__class__, ()):
            value = getattr(item, field)
            if value:
                yield from _in_value(plan, item, value, key, kinds)


def _doubtful_tasks(plan: Plan) -> set[str]:
    """The full ids of all tasks with a name that may not lead to one thing of the right kind, and of a few more."""
    people, tasks, links = people_of(plan), items(plan, Task), all_links(plan)
    nobody = {name for name in {task.owner for task in tasks} if name and not isinstance(people.get(name), WHO.classes)}
    rare = [field for field, _, _ in KEYS[Task] if field not in ("after", "assign")]
    found = {task.id for field in rare for task in items_with(plan, Task, field)}
    found.update([task.id for task in tasks if task.owner in nobody] if nobody else ())
    no_tasks = set(links.befores) - index(plan).categories.keys()
    others = {id for id in no_tasks if not isinstance(plan.workspace.items.get(id), BEFORE.classes)}
    ends = zip(links.afters, links.befores, strict=True)
    found.update([after for after, before in ends if before in others] if others else ())
    names = zip(links.afters, links.links, strict=True)
    found.update([after for after, link in names if link.target in links.unclear] if links.unclear else ())
    return found.union(_doubtfully_assigned(plan))


def _doubtfully_assigned(plan: Plan) -> list[str]:
    """The tasks that are assigned to a name which is no person, team or resource."""
    doers = {name for name, one in people_of(plan).items() if isinstance(one, DOER.classes)}
    wrong = {number for number, one in assignments(plan).items() if not doers.issuperset(_named_in((one,)))}
    return [task.id for task in tasks_assigned(plan, wrong)]


def _named_in(assigned: Iterable[Assignment]) -> list[str]:
    """The people, teams and resources that assignments name."""
    return [choice.name for one in assigned for choice in one.choices if choice.kind == "name"]


def _in_value(plan: Plan, item: Item, value: object, key: str, kinds: Kinds) -> Iterator[Reference]:
    """The references in one value that do not plainly lead to one thing."""
    everything, people, home = plan.workspace.items, people_of(plan), item.document or item.id
    for place, text, source in _names(value):
        if kinds.people:
            if isinstance(people.get(text), kinds.classes):
                continue
        elif kinds.classes and text not in everything and isinstance(everything.get(f"{home}/{text}"), kinds.classes):
            continue
        named = "by" if source else key
        yield Reference(item.id, home, text, kinds, source or item.source, named, None if source else place)


def _names(value: object) -> Iterator[tuple[int | None, str, Source | None]]:
    """The names in one value: a text, or a list of texts, links, assignments, approvals (which have their place)."""
    if isinstance(value, str):
        yield None, value, None
        return
    for place, entry in enumerate(cast("tuple[object, ...]", value)):
        if isinstance(entry, str):
            yield place, entry, None
        elif isinstance(entry, Link):
            yield place, entry.target, None
        elif isinstance(entry, Assignment):
            for name in _named_in((entry,)):
                yield place, name, None
        elif isinstance(entry, Approval) and entry.by:
            yield None, entry.by, entry.source


def elsewhere(plan: Plan) -> Iterator[Reference]:
    """Names in parts of items: charters, updates, expectations, time sheets, business cases, labels of `raci`."""
    workspace = plan.workspace
    for document in workspace.documents.values():
        if isinstance(document, Project) and document.charter:
            for approval in document.charter.approved:
                if approval.by:
                    yield Reference(document.id, document.id, approval.by, WHO, approval.source, "by")
        if isinstance(document, Product) and document.business_case and document.business_case.starts_with:
            case = document.business_case
            begins = Kinds("release, feature or task", (Release, Feature, Task, Project))
            yield Reference(document.id, document.id, case.starts_with, begins, case.source, "starts-with")
        for update in document.updates:
            if update.by:
                yield Reference(document.id, document.id, update.by, WHO, update.source, "by")
    raci = Kinds("task or deliverable", (Task, Deliverable, Feature, Release, QualityCheck, Project))
    for row in items(plan, Raci):
        yield Reference(row.id, row.document, row.key, raci, row.source, "")
    for stakeholder in items(plan, Stakeholder):
        for name, _ in stakeholder.expects:
            yield Reference(stakeholder.id, stakeholder.document, name, ANYTHING, stakeholder.expects_source, name)
    for sheet in workspace.timesheets:
        for entry in sheet.entries:
            yield Reference(sheet.id, sheet.id, entry.item, ANYTHING, entry.source, "")
    for policy in workspace.policies.values():
        for waiver in policy.waivers:
            if waiver.item:
                yield Reference("", workspace.id, waiver.item, ANYTHING, waiver.source, "item")


@remembered
def people_of(plan: Plan) -> Mapping[str, Item]:
    """Everybody and everything that can do work, by id."""
    workspace = plan.workspace
    return {**workspace.resources, **workspace.teams, **workspace.people}


def span_of_reference(reference: Reference) -> Span:
    """The place at which the name stands."""
    return spot(reference.source, reference.key, reference.index)
