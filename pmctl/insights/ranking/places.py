"""In which order the work waits: by priority and score, or by score alone."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from pmctl.insights.ranking.scores import Scored, scored
from pmctl.insights.relations import members_of
from pmctl.insights.states import is_over
from pmctl.model.item import Item
from pmctl.model.product import Feature
from pmctl.model.project import USUAL_PRIORITY, Task
from pmctl.plan import Plan, remembered


@remembered
def places(plan: Plan) -> Mapping[str, int]:
    """Full id -> place among the open features of its product, or the open tasks of its document, from 1 on.

    By priority, then by score, the highest first; what has no score stands behind, ties by id.
    """
    groups: dict[tuple[str, str], list[tuple[tuple[object, ...], str]]] = {}
    for item in plan.workspace.items.values():
        if isinstance(item, Feature | Task) and not _has_parts(item) and not is_over(plan, item):
            keys = scored(plan, item).keys if isinstance(item, Feature) else ()
            priority = USUAL_PRIORITY if item.priority is None else item.priority
            groups.setdefault((item.document, item.kind), []).append(((-priority, *_order(keys, item.id)), item.id))
    return {id: place for rows in groups.values() for place, (_, id) in enumerate(sorted(rows), 1)}


def _order(keys: tuple[Fraction, ...], id: str) -> tuple[object, ...]:
    """The highest first, behind them what has no score, ties by id."""
    return not keys, *(-one for one in keys), id


@remembered
def ranked(plan: Plan, document: str, method: str = "") -> tuple[Scored, ...]:
    """The open features of a product without features of their own, by score; those that have none are the last."""
    found = [scored(plan, one, method) for one in open_features(plan, document)]
    return tuple(sorted(found, key=lambda one: _order(one.keys, one.feature.id)))


def open_features(plan: Plan, document: str) -> tuple[Feature, ...]:
    """The features of a product that are not over and have no features of their own, in file order."""
    features = members_of(plan, document, Feature)
    return tuple(one for one in features if not _has_parts(one) and not is_over(plan, one))


def ranks(found: tuple[Scored, ...]) -> Mapping[str, int]:
    """Full id -> rank of those that have a score, from 1 on."""
    return {one.feature.id: rank for rank, one in enumerate((one for one in found if one.keys), 1)}


def _has_parts(item: Item) -> bool:
    return (isinstance(item, Task) and item.is_group) or (isinstance(item, Feature) and bool(item.children))
