"""What was put off, or brought forward: features in another release or horizon."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pmctl.changes.former import NOBODY, former_id
from pmctl.model.item import Item
from pmctl.model.product import HORIZONS, Feature, Release
from pmctl.model.project import Sprint
from pmctl.model.workspace import resolve
from pmctl.plan import Plan


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item stands by one of its keys: by which id, a number that grows with time, and what it is called."""

    id: str
    rank: int
    name: str


@dataclass(frozen=True, slots=True)
class Deferral:
    """A feature that stands in another release or horizon (`key`) than before; `is_later` says that it was put off."""

    item: str
    key: str
    was: str
    now: str
    is_later: bool


def place_of(plan: Plan, item: Item, key: str) -> Place | None:
    """Where an item stands by its `release`, `sprint`, `due` or `horizon`; None where that has no place in time."""
    if key == "due":
        due = getattr(item, "due", None)
        return Place(due.last.isoformat(), due.last.toordinal(), due.text) if due is not None else None
    name = str(getattr(item, key, "") or "")
    if key == "horizon":
        return Place(name, HORIZONS.index(name), name) if name in HORIZONS else None
    found = resolve(plan.workspace, item.document, name) if name else None
    found = found or plan.workspace.items.get(f"{plan.workspace.id}/{name}")
    end = found.due if isinstance(found, Release) else found.finish if isinstance(found, Sprint) else None
    return Place(found.id, end.last.toordinal(), found.title) if found is not None and end is not None else None


def deferrals(before: Plan, after: Plan, former: Mapping[str, str] = NOBODY) -> tuple[Deferral, ...]:
    """The features of both plans that stand elsewhere in time, in the order of the plan."""
    found = []
    for id, item in after.workspace.items.items():
        other = before.workspace.items.get(former_id(id, former))
        if isinstance(item, Feature) and isinstance(other, Feature):
            found += list(_deferred(before, after, other, item, former))
    return tuple(found)


def _deferred(before: Plan, after: Plan, other: Item, item: Item, former: Mapping[str, str]) -> Iterator[Deferral]:
    for key in ("release", "horizon"):
        was, now = place_of(before, other, key), place_of(after, item, key)
        if was is not None and now is not None and former_id(now.id, former) != was.id and was.rank != now.rank:
            yield Deferral(item.id, key, was.name, now.name, now.rank > was.rank)
