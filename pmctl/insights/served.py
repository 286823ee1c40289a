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
    for item in plan.workspace.items.values():
        if not isinstance(item, Feature) or category_of(plan, item) == "dropped":
            continue
        day = forecast_of(plan, item).date
        if day is None:
            continue
        for target in resolved(plan, item, (*item.success, *item.supports)):
            if isinstance(target, KeyResult | Objective) and (target.id not in found or day > found[target.id][1]):
                found[target.id] = (item.id, day)
    return found
