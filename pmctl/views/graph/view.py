"""What waits for what, and who does it."""

from __future__ import annotations

from collections.abc import Iterable

from pmctl import network
from pmctl.insights.facts import value
from pmctl.insights.relations import Wait, home_of, leaves_of, waits
from pmctl.insights.states import is_over
from pmctl.model.item import Item
from pmctl.model.project import Project, Task
from pmctl.model.workspace import Workspace
from pmctl.plan import Plan


def waits_between(plan: Plan, scope: Item | None) -> list[Wait]:
    """The written links of the workspace, or those with an end in a document or item."""
    found = list(waits(plan))
    if scope is None:
        return found
    if isinstance(scope, Project) or scope.id in plan.workspace.documents:
        items = plan.workspace.items
        return [wait for wait in found if scope.id in (home_of(items[wait.before]), home_of(items[wait.after]))]
    near = {scope.id, *network.reach(plan.workspace, scope, False), *network.reach(plan.workspace, scope, True)}
    return [wait for wait in found if wait.before in near and wait.after in near]


def people_of(plan: Plan, item: Item) -> tuple[str, ...]:
    """Who does an item, else who answers for it, else the party outside."""
    if isinstance(item, Task) and item.external is not None and item.external.party:
        return (item.external.party,)
    found = value(plan, item, "people")
    people = tuple(str(one) for one in found) if isinstance(found, tuple) else ()
    if isinstance(item, Task | Project) and (isinstance(item, Project) or item.is_group):
        open_leaves = (leaf for leaf in leaves_of(plan, item) if not is_over(plan, leaf))
        people = tuple(dict.fromkeys(who for leaf in open_leaves for who in people_of(plan, leaf)))
    owner = value(plan, item, "owner")
    return people or ((str(owner),) if owner else ())


def ends(workspace: Workspace, found: Iterable[Wait]) -> list[Item]:
    """The items at the ends of links, in file order."""
    names = {name for wait in found for name in (wait.before, wait.after)}
    return [item for full_id, item in workspace.items.items() if full_id in names]
