"""Who answers for an item, who does it, who leads and who sponsors its document."""

from __future__ import annotations

from pmctl.insights.computed import workers
from pmctl.insights.relations import groups_above, home_of
from pmctl.model.item import Item
from pmctl.model.people import Team
from pmctl.model.product import Product
from pmctl.model.project import Project, Task
from pmctl.plan import Plan


def owners(plan: Plan, item: Item) -> tuple[str, ...]:
    """Who answers for an item: its owner, else who does it, else the owner of the nearest group, else of its document.

    Of a project that names no owner it is the lead.
    """
    if item.owner:
        return (item.owner,)
    if isinstance(item, Project | Team):
        return leads(plan, item)
    doing = assignees(plan, item)
    above = next((group.owner for group in groups_above(plan, item) if group.owner), "")
    document = plan.workspace.documents.get(item.document)
    return doing or named(above or (document.owner if document is not None else ""))


def assignees(plan: Plan, item: Item) -> tuple[str, ...]:
    """Who does a task: those booked for it, else those whom it names."""
    return workers(plan, item) if isinstance(item, Task) else ()


def leads(plan: Plan, item: Item) -> tuple[str, ...]:
    """The lead of an item's document; of a product its owner, of a team its lead."""
    if isinstance(item, Team):
        return named(item.lead)
    document = plan.workspace.documents.get(home_of(item))
    if isinstance(document, Project):
        return named(document.lead or document.owner)
    return named(document.owner) if isinstance(document, Product) else ()


def sponsors(plan: Plan, item: Item) -> tuple[str, ...]:
    """The sponsor of an item's project."""
    document = plan.workspace.documents.get(home_of(item))
    return named(document.sponsor) if isinstance(document, Project) else ()


def named(who: str) -> tuple[str, ...]:
    """One name, where there is one."""
    return (who,) if who else ()


def hats(plan: Plan, person: str) -> frozenset[str]:
    """The names under which somebody answers: their own, and those of the teams they lead.

    For a team that nobody leads every member answers.
    """
    teams = plan.workspace.teams.values()
    led = (team.id for team in teams if team.lead == person or (not team.lead and person in team.members))
    return frozenset((person, *led))
