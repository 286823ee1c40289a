"""Items by their class: nearly all of a plan are tasks, and most who ask want something else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import groupby
from typing import TypeVar, cast

from pmctl.model.item import Item
from pmctl.plan import Plan, remembered

T = TypeVar("T", bound=Item)


@remembered
def by_class(plan: Plan) -> Mapping[type[Item], tuple[Item, ...]]:
    """All items by class, each class in file order."""
    found: defaultdict[type[Item], list[Item]] = defaultdict(list)
    for kind, those in groupby(plan.workspace.items.values(), type):  # of one class many stand in a row
        found[kind] += those
    return {kind: tuple(items) for kind, items in found.items()}


def of_class(plan: Plan, kind: type[T]) -> tuple[T, ...]:
    """Every item of one class, in file order."""
    return cast("tuple[T, ...]", by_class(plan).get(kind, ()))
