"""Who belongs to whom, read from both ends: tasks of a document, links, deliveries, risks, hours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import groupby
from operator import attrgetter
from typing import TypeVar, cast

from pmctl.insights.kinds import of_class
from pmctl.insights.links import all_links
from pmctl.model.item import Item
from pmctl.model.product import Feature, Product, Release
from pmctl.model.project import Project, Task
from pmctl.model.records import TimesheetEntry
from pmctl.model.workspace import Document, Workspace, resolve
from pmctl.plan import Plan, remembered
from pmctl.quantity import Link
from pmctl.record import dataclass

T = TypeVar("T", bound=Item)

WORK = (Project, Task)
"""What can deliver a feature."""


@dataclass(frozen=True, slots=True)
class Wait:
    """`item` waits for `target` by a link of its own; `place` is that of the link in its list.

    Their full ids `after` and `before` stand beside them, for most who ask need nothing else of them.
    """

    before: str
    after: str
    item: Task | Feature
    target: Item
    link: Link
    place: int


def home_of(item: Item) -> str:
    """The id of the document that an item belongs to; a document is its own."""
    return item.document or item.id


def resolved(
    plan: Plan, item: Item, references: tuple[str, ...], kinds: tuple[type[Item], ...] = (Item,)
) -> tuple[Item, ...]:
    """The items that references of an item mean; those that mean nothing are left out (a rule reports them)."""
    found = (resolve(plan.workspace, home_of(item), reference, kinds) for reference in references)
    return tuple(one for one in found if one is not None)


def deliverers(plan: Plan, feature: Feature) -> tuple[Item, ...]:
    """The projects and tasks that a feature names in `delivered-by`."""
    return resolved(plan, feature, feature.delivered_by, WORK)


@remembered
def _by_document(plan: Plan, kind: type[Item]) -> Mapping[str, tuple[Item, ...]]:
    """The items of one class by the document that they are in, in file order."""
    found: defaultdict[str, list[Item]] = defaultdict(list)
    for document, those in groupby(of_class(plan, kind), key=attrgetter("document")):
        found[document] += those
    return {document: tuple(items) for document, items in found.items()}


def members_of(plan: Plan, document: str, kind: type[T]) -> tuple[T, ...]:
    """The risks, deliverables ... of a document, in file order: the items of one class."""
    return cast("tuple[T, ...]", _by_document(plan, kind).get(document, ()))


def tasks_by_document(plan: Plan) -> Mapping[str, tuple[Task, ...]]:
    """All tasks (groups, milestones, launch tasks too) of each document, in file order."""
    return cast("Mapping[str, tuple[Task, ...]]", _by_document(plan, Task))


def tasks_of(plan: Plan, document: str) -> tuple[Task, ...]:
    """All tasks of a document, in file order."""
    return members_of(plan, document, Task)


@remembered
def leaves_by_document(plan: Plan) -> Mapping[str, tuple[Task, ...]]:
    """The tasks without children of each document, in file order."""
    tasks = tasks_by_document(plan).items()
    return {document: tuple([task for task in inside if not task.is_group]) for document, inside in tasks}


def leaves_of(plan: Plan, item: Item) -> tuple[Task, ...]:
    """The tasks without children in a task, group or document, in file order."""
    if isinstance(item, Task):
        return tuple(_leaves_below(plan.workspace, item))
    return leaves_by_document(plan).get(item.id, ())


def _leaves_below(workspace: Workspace, task: Task) -> Iterator[Task]:
    stack: list[Item] = [task]
    while stack:
        one = stack.pop()
        if not isinstance(one, Task):
            continue
        if one.is_group:
            stack.extend(workspace.items[child] for child in reversed(one.children) if child in workspace.items)
        else:
            yield one


def groups_above(plan: Plan, task: Item) -> Iterator[Item]:
    """The groups around an item, the nearest first."""
    seen = {task.id}
    current = plan.workspace.items.get(task.group)
    while current is not None and current.id not in seen:
        yield current
        seen.add(current.id)
        current = plan.workspace.items.get(current.group)


@remembered
def _members(plan: Plan) -> Mapping[str, Sequence[str]]:
    """What each group holds, by full ids; a group stands before the groups in it."""
    found: dict[str, list[str]] = {}
    for item in plan.workspace.items.values():
        if item.group:
            found.setdefault(item.group, []).append(item.id)
    return found


def with_members(plan: Plan, ids: Iterable[str]) -> Set[str]:
    """Full ids, and those of all that is in the groups and documents among them."""
    found = set(ids)
    documents = found & plan.workspace.documents.keys()
    if documents:
        found.update([item.id for item in plan.workspace.items.values() if item.document in documents])
    for group, members in _members(plan).items():
        if group in found:
            found.update(members)
    return found


def wait_at(plan: Plan, number: int) -> Wait:
    """The link that stands at a place of all links."""
    links, items = all_links(plan), plan.workspace.items
    before, after = links.befores[number], links.afters[number]
    item = items[after]
    assert isinstance(item, (Task, Feature))
    return Wait(before, after, item, items[before], links.links[number], links.place(number))


def written_links(plan: Plan, item: Item) -> tuple[Wait, ...]:
    """The links of its own by which an item waits; those that mean nothing are left out."""
    waits = plan.workspace.items.get(item.id)
    if not isinstance(waits, (Task, Feature)):
        return ()
    found = [(resolve(plan.workspace, waits.document, link.target), link) for link in waits.after]
    return tuple(
        [
            Wait(target.id, waits.id, waits, target, link, place)
            for place, (target, link) in enumerate(found)
            if target is not None
        ]
    )


@remembered
def waits(plan: Plan) -> tuple[Wait, ...]:
    """Every link as written; links that mean nothing are left out."""
    return tuple([wait_at(plan, number) for number, before in enumerate(all_links(plan).befores) if before])


@remembered
def waits_by_before(plan: Plan) -> Mapping[str, tuple[Wait, ...]]:
    """The written links to each item that is waited for."""
    found: defaultdict[str, list[Wait]] = defaultdict(list)
    for wait in waits(plan):
        found[wait.before].append(wait)
    return {id: tuple(links) for id, links in found.items()}


def waits_of(plan: Plan, item: Item) -> tuple[Wait, ...]:
    """What binds an item: its own links and those of the groups around it."""
    return tuple(wait for one in (item, *groups_above(plan, item)) for wait in written_links(plan, one))


def waited_by(plan: Plan, item: Item) -> tuple[Wait, ...]:
    """Who waits for an item, by a link to it or to a group around it."""
    by_before = waits_by_before(plan)
    own = by_before.get(item.id, ())
    return own + tuple(wait for group in groups_above(plan, item) for wait in by_before.get(group.id, ()))


@remembered
def deliveries(plan: Plan) -> Mapping[str, tuple[str, ...]]:
    """Full id of a task or document -> ids of the features that it delivers (`delivered-by` read backwards)."""
    found: dict[str, list[str]] = {}
    for feature in of_class(plan, Feature):
        for target in deliverers(plan, feature):
            found.setdefault(target.id, []).append(feature.id)
    return {id: tuple(features) for id, features in found.items()}


def release_of(plan: Plan, feature: Feature) -> Release | None:
    """The release that a feature, or the nearest feature around it, names."""
    for one in (feature, *groups_above(plan, feature)):
        if isinstance(one, Feature) and one.release:
            release = resolve(plan.workspace, one.document, one.release)
            return release if isinstance(release, Release) else None
    return None


@remembered
def features_by_release(plan: Plan) -> Mapping[str, tuple[Feature, ...]]:
    """Full id of a release -> the features that name it, in file order."""
    found: dict[str, list[Feature]] = {}
    for feature in of_class(plan, Feature):
        if feature.release:
            release = resolve(plan.workspace, feature.document, feature.release)
            if isinstance(release, Release):
                found.setdefault(release.id, []).append(feature)
    return {id: tuple(features) for id, features in found.items()}


@remembered
def projects_of(plan: Plan, product: str) -> tuple[Project, ...]:
    """The projects that name a product, in file order."""
    return tuple(
        document
        for document in plan.workspace.documents.values()
        if isinstance(document, Project) and document.product == product
    )


def with_projects(plan: Plan, document: Document) -> tuple[Document, ...]:
    """A document, and of a product its projects behind it."""
    return (document, *(projects_of(plan, document.id) if isinstance(document, Product) else ()))


@remembered
def entries_by_item(plan: Plan) -> Mapping[str, tuple[tuple[str, TimesheetEntry], ...]]:
    """Full id -> (person, entry) of every time sheet, up to today."""
    found: dict[str, list[tuple[str, TimesheetEntry]]] = {}
    for sheet in plan.workspace.timesheets:
        for entry in sheet.entries:
            if entry.date.first <= plan.today:
                found.setdefault(entry.item, []).append((sheet.person, entry))
    return {id: tuple(entries) for id, entries in found.items()}


def family(plan: Plan, feature: Feature) -> tuple[Feature, ...]:
    """A feature and the features around it: what an epic says holds for its parts."""
    found = [feature]
    above = plan.workspace.items.get(feature.group)
    while isinstance(above, Feature) and all(one is not above for one in found):
        found.append(above)
        above = plan.workspace.items.get(above.group)
    return tuple(found)
