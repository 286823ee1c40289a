"""The stages between a customer's voice and an outcome, and the features on the way of an item."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, get_args

from pmctl.insights.outcomes.measures import features_measured_by
from pmctl.insights.promises import delivered_features
from pmctl.insights.relations import features_by_release, groups_above, members_of, resolved, with_members
from pmctl.insights.states import category_of
from pmctl.insights.voices import below
from pmctl.model.control import Assumption
from pmctl.model.item import Item
from pmctl.model.product import (
    Competitor,
    Feature,
    Feedback,
    Finding,
    KeyResult,
    Metric,
    Objective,
    Product,
    Release,
    Research,
    Theme,
)
from pmctl.model.project import Project, Task
from pmctl.plan import Plan

Stage = Literal["feedback", "finding", "assumption", "feature", "work", "release", "measure", "objective"]
STAGES: tuple[Stage, ...] = get_args(Stage)
"""In the order in which one follows from the other."""
STAGE_OF: Mapping[type[Item], Stage] = {
    Feedback: "feedback",
    Research: "finding",
    Finding: "finding",
    Assumption: "assumption",
    Competitor: "assumption",
    Theme: "feature",
    Product: "feature",
    Feature: "feature",
    Task: "work",
    Project: "work",
    Release: "release",
    Metric: "measure",
    KeyResult: "measure",
    Objective: "objective",
}
"""Where the items of a class stand; other kinds are not on the way."""


def features_for(plan: Plan, item: Item) -> tuple[Feature, ...]:
    """The features through which the way of an item leads, in file order, each once; those below them, too."""
    direct = [one for one in _FEATURES[type(item)](plan, item) if isinstance(one, Feature)]
    found: dict[str, Feature] = {}
    for one in direct:
        parts = below(plan, one) if STAGE_OF[type(item)] != "measure" else ()  # which may be measured by other numbers
        found |= {feature.id: feature for feature in (one, *parts) if _counts(plan, feature, item)}
    return tuple(found.values())


def _counts(plan: Plan, feature: Feature, item: Item) -> bool:
    """What was dropped leads nowhere, but its own way can be asked for."""
    return feature.id == item.id or category_of(plan, feature) != "dropped"


def supported(plan: Plan, item: Item) -> list[Item]:
    """What a voice speaks for, through findings as well."""
    found: dict[str, Item] = {}
    waiting = [item]
    for one in waiting:
        supports = one.supports if isinstance(one, Feedback | Finding) else ()
        new = [target for target in resolved(plan, one, supports) if target.id not in found]
        found |= {target.id: target for target in new}
        waiting += new
    return list(found.values())


def _of_research(plan: Plan, item: Item) -> list[Item]:
    findings = (plan.workspace.items[id] for id in item.findings) if isinstance(item, Research) else ()
    return [target for finding in findings for target in supported(plan, finding)]


def _affected(plan: Plan, item: Item) -> tuple[Item, ...]:
    return resolved(plan, item, item.affects) if isinstance(item, Assumption) else ()


def _had(plan: Plan, item: Item) -> tuple[Item, ...]:
    return resolved(plan, item, item.has) if isinstance(item, Competitor) else ()


def _delivered(plan: Plan, item: Item) -> list[Item]:
    """The features that name a task or project, a group around it, its project, or something in it."""
    items = plan.workspace.items
    around = [*groups_above(plan, item), *([items[item.document]] if item.document in items else [])]
    inside = [items[id] for id in sorted(with_members(plan, [item.id]) - {item.id})]
    found = {one.id: one for place in (item, *around, *inside) for one in delivered_features(plan, place)}
    return [items[id] for id in items if id in found]


def _released(plan: Plan, item: Item) -> tuple[Feature, ...]:
    return features_by_release(plan).get(item.id, ())


def _of_objective(plan: Plan, item: Item) -> list[Item]:
    """The features that support an objective or its key results, or are measured by one of these."""
    results = [plan.workspace.items[id] for id in item.key_results] if isinstance(item, Objective) else []
    meant = {item.id, *(one.id for one in results)}
    return [
        feature
        for feature in plan.workspace.items.values()
        if isinstance(feature, Feature)
        and any(one.id in meant for one in resolved(plan, feature, (*feature.supports, *feature.success)))
    ]


def _of_theme(plan: Plan, item: Item) -> list[Item]:
    features = members_of(plan, item.document, Feature)
    return [one for one in features if one.theme and resolved(plan, one, (one.theme,)) == (item,)]


def _of_product(plan: Plan, item: Item) -> tuple[Feature, ...]:
    return members_of(plan, item.id, Feature)


_FEATURES: Mapping[type[Item], Callable[[Plan, Item], list[Item] | tuple[Item, ...]]] = {
    Feedback: supported,
    Research: _of_research,
    Finding: supported,
    Assumption: _affected,
    Competitor: _had,
    Theme: _of_theme,
    Product: _of_product,
    Feature: lambda _, item: [item],
    Task: _delivered,
    Project: _delivered,
    Release: _released,
    Metric: lambda plan, item: features_measured_by(plan, item),
    KeyResult: lambda plan, item: features_measured_by(plan, item),
    Objective: _of_objective,
}
