"""How healthy a document or item is: the worst of its dimensions, each with rule, value, threshold and evidence."""

from __future__ import annotations

from pmctl.insights.health.cost import cost_dimension
from pmctl.insights.health.dependencies import dependencies_dimension
from pmctl.insights.health.levels import Dimension, Health, Level, unknown, worst
from pmctl.insights.health.outcome import outcome_dimension
from pmctl.insights.health.people import people_dimension
from pmctl.insights.health.quality import quality_dimension
from pmctl.insights.health.risk import risk_dimension
from pmctl.insights.health.schedule import schedule_dimension
from pmctl.insights.health.scope import scope_dimension
from pmctl.insights.health.single import promise_level, task_level
from pmctl.insights.states import category_of, is_over
from pmctl.model.control import Update
from pmctl.model.item import Item
from pmctl.model.product import Feature, Product, Release
from pmctl.model.project import Project, Task
from pmctl.plan import Plan, remembered


def freshness_dimension(_: Plan, __: Project | Product) -> Dimension:
    """How long nothing changed: only git history knows, so it is unknown here and counts for nothing."""
    return unknown("freshness", "needs the history")


DIMENSIONS = (
    schedule_dimension,
    cost_dimension,
    scope_dimension,
    risk_dimension,
    people_dimension,
    quality_dimension,
    dependencies_dimension,
    outcome_dimension,
    freshness_dimension,
)
"""Every dimension, in the order in which they are shown."""


def reported(plan: Plan, document: Project | Product) -> Update | None:
    """What a person said last, up to today."""
    said = [update for update in document.updates if update.date.first <= plan.today]
    return max(said, key=lambda update: update.date.first, default=None)


@remembered
def health_of(plan: Plan, document: str) -> Health:
    """The health of a project or product; finished it is `done`, before its start and without trouble `not-started`."""
    found = plan.workspace.documents[document]
    said = reported(plan, found)
    category = category_of(plan, found) if isinstance(found, Project) else ""
    if category in ("done", "dropped"):
        return Health("done", (), said)
    dimensions = tuple(judge(plan, found) for judge in DIMENSIONS)
    level = worst(one.level for one in dimensions)
    if category == "todo" and level in ("green", "unknown") and _begins_later(plan, found):
        level = "not-started"
    return Health(level, dimensions, said)


def _begins_later(plan: Plan, document: Project | Product) -> bool:
    """Does the work of a document begin after today?"""
    start = document.start if isinstance(document, Project) else None
    return start is not None and start.first > plan.today


def health_of_item(plan: Plan, item: Item) -> Level | None:
    """The level of a document, task, feature or release; None for kinds that have no health."""
    if isinstance(item, Project | Product):
        return health_of(plan, item.id).level
    if isinstance(item, Task):
        return task_level(plan, item)
    if isinstance(item, Feature):
        return _feature_level(plan, item)
    return promise_level(plan, item) if isinstance(item, Release) else None


def _feature_level(plan: Plan, feature: Feature) -> Level:
    """By its promise; of one with parts that promises nothing itself the worst of those that are open."""
    own = promise_level(plan, feature)
    if own != "unknown":
        return own
    parts = [plan.workspace.items.get(child) for child in feature.children]
    return worst(_feature_level(plan, one) for one in parts if isinstance(one, Feature) and not is_over(plan, one))


__all__ = ["DIMENSIONS", "Dimension", "Health", "health_of", "health_of_item", "reported"]
