"""Facts in filters: which names one may use, what is compared, which items pass."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from pmctl.insights.computed import COMPUTED
from pmctl.insights.facts.catalogue import names_for, value
from pmctl.model.item import Approval, Item
from pmctl.plan import Plan
from pmctl.quantity import Assignment, Estimate, Link, MoneyRange, NumberRange
from pmctl.where import Where, compile_where, matches


def comparable(found: object) -> object:
    """A value as a filter sees it: links by what they name, assignments by whom, records by their text."""
    if isinstance(found, Link):
        return found.target
    if isinstance(found, Assignment):
        return tuple(choice.name for choice in found.choices)
    if isinstance(found, Approval):
        return found.by
    if isinstance(found, tuple):
        flat: list[object] = []
        for one in found:
            plain = comparable(one)
            flat.extend(plain if isinstance(plain, tuple) else (plain,))
        return tuple(flat)
    if isinstance(found, Mapping):
        return tuple(found)
    if isinstance(found, MoneyRange):
        return found.likely
    if isinstance(found, Estimate):
        return found.likely
    if isinstance(found, NumberRange):
        return found.likely
    return found


def known_names(plan: Plan, items: Iterable[Item]) -> frozenset[str]:
    """Every name that a filter over these items may use."""
    names: set[str] = set(COMPUTED)
    for kind in {item.kind for item in items}:
        names.update(names_for(plan, kind))
    names.update(plan.workspace.fields)
    return frozenset(names)


def filter_of(plan: Plan, where_text: str, names: Collection[str] | None = None) -> Where:
    """A filter, read; raises `Unreadable` with what is wrong, a hint and a column. `names` are those it may use."""
    return compile_where(where_text, names, plan.workspace.units)


def is_match(plan: Plan, item: Item, where: Where) -> bool:
    """Does an item pass a filter?"""
    return matches(where, lambda name: comparable(value(plan, item, name)))


def matching(plan: Plan, items: Iterable[Item], where_text: str) -> list[Item]:
    """The items that pass a filter, in their order; raises `Unreadable` where the filter cannot be read."""
    candidates = list(items)
    if not where_text.strip():
        return candidates
    where = filter_of(plan, where_text, known_names(plan, candidates) if candidates else None)
    return [item for item in candidates if is_match(plan, item, where)]
