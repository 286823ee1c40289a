"""When everything that serves a key result or objective is there: the day of its last feature."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from pmctl.insights.promises import forecast_of
from pmctl.insights.relations import resolved
from pmctl.insights.states import category_of
from pmctl.model.product import Feature, KeyResult, Objective
from pmctl.plan import Plan, remembered


@dataclass(frozen=True, slots=True)
class Served:
    """The last feature that serves a key result or objective, its day, and the end of the objective's period."""

    feature: str
    day: date
    until: date | None


@remembered
def served(plan: Plan) -> Mapping[str, Served]:
    """Full id of a key result -> its last feature; of an objective, where no key result of it has any.

    A feature serves what it names in `success` and `supports`; one that was dropped serves nothing.
    """
    behind = _last_features(plan)
    found: dict[str, Served] = {}
    for item in plan.workspace.items.values():
        if not isinstance(item, Objective):
            continue
        ids = [id for id in item.key_results if id in behind] or [id for id in (item.id,) if id in behind]
        until = item.period.last if item.period is not None else None
        found.update((id, Served(*behind[id], until)) for id in ids)
    return found


def _last_features(plan: Plan) -> Mapping[str, tuple[str, date]]:
    """Key result or objective -> the latest feature that serves it, and its day; the first of several on one day."""
    found: dict[str, tuple[str, date]] = {}
    for target, features in serving(plan).items():
        for item in features:
            day = forecast_of(plan, item).date
            if day is not None and (target not in found or day > found[target][1]):
                found[target] = (item.id, day)
    return found


@remembered
def serving(plan: Plan) -> Mapping[str, tuple[Feature, ...]]:
    """Full id of a key result or objective -> the features that name it, less dropped ones, in file order."""
    found: dict[str, dict[str, Feature]] = {}
    for item in plan.workspace.items.values():
        if not isinstance(item, Feature) or category_of(plan, item) == "dropped":
            continue
        for target in resolved(plan, item, (*item.success, *item.supports)):
            if isinstance(target, KeyResult | Objective):
                found.setdefault(target.id, {})[item.id] = item
    return {id: tuple(features.values()) for id, features in found.items()}


def features_for(plan: Plan, objective: Objective) -> tuple[Feature, ...]:
    """The features that serve an objective or one of its key results, each once, in the order of its key results."""
    by_target = serving(plan)
    ids = (objective.id, *objective.key_results)
    return tuple({one.id: one for id in ids for one in by_target.get(id, ())}.values())
