"""Who stands behind the words of a trigger's `to`: owner, lead, sponsor, dependents, watchers and so on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from pmctl.insights.answering import assignees, leads, owners, sponsors
from pmctl.insights.relations import home_of, resolved, waited_by
from pmctl.insights.states import is_over
from pmctl.model.control import Stakeholder
from pmctl.model.item import Item
from pmctl.model.people import Person
from pmctl.plan import Plan
from pmctl.rules.judging.index import items

Role = Callable[[Plan, Item], Iterable[str]]


def dependents(plan: Plan, item: Item) -> tuple[str, ...]:
    """The owners of what waits for an item, and is not over."""
    return tuple(who for one in waiting(plan, item) for who in owners(plan, one))


def waiting(plan: Plan, item: Item) -> Iterator[Item]:
    """What waits directly for an item (or for a group around it) and is not over, each once."""
    seen = set[str]()
    for wait in waited_by(plan, item):
        after = plan.workspace.items[wait.after]
        if after.id not in seen and not is_over(plan, after):
            seen.add(after.id)
            yield after


def watchers(plan: Plan, item: Item) -> tuple[str, ...]:
    """The people who watch an item's document."""
    home = home_of(item)
    return tuple(person.id for person in plan.workspace.people.values() if home in person.watch)


def stakeholders(plan: Plan, item: Item) -> tuple[str, ...]:
    """The people among the stakeholders of an item's document."""
    home = home_of(item)
    return tuple(one.person for one in items(plan, Stakeholder) if one.document == home and one.person)


def affected_owners(plan: Plan, item: Item, affects: tuple[str, ...]) -> tuple[str, ...]:
    """The owners of the items that something says it affects."""
    return tuple(who for one in resolved(plan, item, affects) for who in owners(plan, one))


WATCHERS = "watchers"
"""The role that is told in the digest only."""

STANDARD: Mapping[str, Role] = {
    "owner": owners,
    "assignees": assignees,
    "lead": leads,
    "sponsor": sponsors,
    "dependents": dependents,
    WATCHERS: watchers,
    "stakeholders": stakeholders,
}
"""The roles that follow from an item alone; every other word of a `to` is filled by the occasion."""


def people_behind(plan: Plan, names: Iterable[str]) -> Iterator[Person]:
    """The people that names stand for, each once: a team stands for its members."""
    workspace, seen = plan.workspace, set[str]()
    for name in names:
        team = workspace.teams.get(name)
        for id in team.members if team is not None else (name,):
            if id in workspace.people and id not in seen:
                seen.add(id)
                yield workspace.people[id]
