"""The lanes of a roadmap: features by horizon, theme, objective, product, team, release, or the sprint of their end."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from pmctl.insights.relations import release_of
from pmctl.insights.roadmap.entries import Entry
from pmctl.insights.roadmap.teams import teams_behind
from pmctl.insights.sprints.slots import Slot
from pmctl.model.item import Item
from pmctl.model.product import HORIZONS, Release
from pmctl.plan import Plan
from pmctl.record import dataclass


@dataclass(frozen=True, slots=True)
class Lane:
    """Features under one heading. `item` is what they share, None where it is a word or nothing.

    Of a sprint `first` and `last` are its days; one that is not `is_planned` only goes on as the last one did.
    """

    key: str
    title: str
    entries: tuple[Entry, ...]
    item: Item | None = None
    first: date | None = None
    last: date | None = None
    is_planned: bool = True


def lanes_of(plan: Plan, entries: Sequence[Entry], by: str) -> tuple[Lane, ...]:
    """The lanes by one of `LANES`, in the order of the plan; what fits none stands last.

    Horizons, releases and sprints stand by time. A feature of several objectives or teams stands in the lane of each.
    """
    return LANES[by](plan, entries)


def by_horizon(entries: Sequence[Entry]) -> tuple[Lane, ...]:
    """Now, next, later; then what has no horizon, and what is done."""
    columns = {name: name.capitalize() for name in HORIZONS} | {
        "": "No horizon",
        "done": "Shipped",
        "dropped": "Dropped",
    }
    found: dict[str, list[Entry]] = {name: [] for name in columns}
    for one in entries:
        over = one.category in ("done", "dropped")
        found.setdefault(one.category if over else one.horizon, []).append(one)
    return tuple(Lane(key, columns.get(key, key), tuple(those)) for key, those in found.items() if those)


def _by_item(
    none: str, shared: Callable[[Plan, Entry], Sequence[Item]]
) -> Callable[[Plan, Sequence[Entry]], tuple[Lane, ...]]:
    """Lanes by items of the plan that features share."""

    def lanes(plan: Plan, entries: Sequence[Entry]) -> tuple[Lane, ...]:
        found: dict[str, list[Entry]] = {}
        items: dict[str, Item] = {}
        for one in entries:
            for item in shared(plan, one) or (None,):
                found.setdefault(item.id if item else "", []).append(one)
                if item is not None:
                    items[item.id] = item
        place = {id: number for number, id in enumerate((*plan.workspace.items, *plan.workspace.teams))}
        ordered = sorted(found, key=lambda id: (not id, _due(items.get(id)), place.get(id, 0)))
        return tuple(Lane(id, items[id].title if id else none, tuple(found[id]), items.get(id)) for id in ordered)

    return lanes


def _due(item: Item | None) -> date:
    """Releases stand in the order of their promised days; one without stands behind, as do all other items."""
    due = item.due if isinstance(item, Release) else None
    return due.last if due is not None else date.max


def by_sprint(entries: Sequence[Entry]) -> tuple[Lane, ...]:
    """The sprints in which features end, by their last day; then those of which none can be told."""
    ending: dict[tuple[date, str], list[Entry]] = {}
    slots: dict[tuple[date, str], Slot] = {}
    untold = []
    for one in entries:
        if one.feature.children:
            continue  # a feature with parts ends with the last of them
        slot = one.outlook.slot if one.outlook is not None else None
        if slot is None:
            untold.append(one)
        else:
            ending.setdefault((slot.last, slot.key), []).append(one)
            slots[slot.last, slot.key] = slot
    lanes = [
        Lane(slot.key, slot.key, tuple(ending[at]), None, slot.first, slot.last, slot.is_planned)
        for at, slot in sorted(slots.items(), key=lambda pair: pair[0])
    ]
    return (*lanes, *([Lane("", "In no sprint", tuple(untold))] if untold else []))


def _one(item: Item | None) -> Sequence[Item]:
    return () if item is None else (item,)


by_theme = _by_item("No theme", lambda _, one: _one(one.theme))
by_objective = _by_item("No objective", lambda _, one: one.objectives)
by_product = _by_item("No product", lambda plan, one: _one(plan.workspace.documents.get(one.feature.document)))
by_team = _by_item("No team", lambda plan, one: teams_behind(plan, one.feature))
by_release = _by_item("No release", lambda plan, one: _one(release_of(plan, one.feature)))

LANES: Mapping[str, Callable[[Plan, Sequence[Entry]], tuple[Lane, ...]]] = {
    "horizon": lambda _, entries: by_horizon(entries),
    "theme": by_theme,
    "objective": by_objective,
    "supports": by_objective,
    "product": by_product,
    "team": by_team,
    "release": by_release,
    "sprint": lambda _, entries: by_sprint(entries),
}
"""By what lanes can be made here; any other field of a feature is grouped as lists are."""
