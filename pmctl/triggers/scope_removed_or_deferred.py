"""Something was taken out of the plan, dropped, or put off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmctl.changes.deferrals import place_of
from pmctl.insights.relations import groups_above
from pmctl.insights.states import category_of
from pmctl.model.item import Item
from pmctl.model.product import Feature
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.triggers.telling.between import Between, former, kept, removed
from pmctl.triggers.telling.trigger import Line, Occasion, Severity

ID, NAME, KIND = "N29", "scope-removed-or-deferred", "diff"
ENTITY = ("feature", "task")
RULE = "removed, dropped, or moved to a later `release`, `sprint`, `due` or `horizon`"
TO = ("owner", "watchers", "stakeholders")
SEVERITY: Severity = "warn"
DEDUPE = "item, new place"
FOR_CLIENTS = True

OWNERS_ONLY: Mapping[str, tuple[str, ...]] = {"watchers": (), "stakeholders": ()}
"""Of the parts of a group their owners are told; everybody else is told of the group."""


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each feature or task that is gone, dropped or later."""
    for kind in (Feature, Task):
        gone = {item.id for item in removed(between, kind)}
        for item in removed(between, kind):
            who = OWNERS_ONLY if item.group in gone else {}
            yield Occasion(item, "was taken out of the plan", ("removed",), who)
        for before, item in kept(between, kind):
            if category_of(between.head, item) == "dropped" != category_of(between.still, before):
                who = OWNERS_ONLY if _is_dropped(between.head, item.group) else {}
                yield Occasion(
                    item, "was dropped", ("dropped",), who, causes=_around(between.head, item), keys=("status",)
                )
            yield from _put_off(between, before, item)


def _is_dropped(plan: Plan, id: str) -> bool:
    group = plan.workspace.items.get(id)
    return group is not None and category_of(plan, group) == "dropped"


def _around(plan: Plan, item: Item) -> tuple[str, ...]:
    """An item and the groups around it, which may have been dropped with it."""
    return (item.id, *(group.id for group in groups_above(plan, item)))


def _put_off(between: Between, before: Item, item: Item) -> Iterator[Occasion]:
    """One for each place that is later now."""
    for key in ("release", "sprint", "due", "horizon"):
        was, now = place_of(between.base, before, key), place_of(between.head, item, key)
        if was is not None and now is not None and former(between, now.id) != was.id and now.rank > was.rank:
            about = (now.id, was.id) if key in ("release", "sprint") else ()
            line = Line(f"{key.capitalize()} {now.name}, was {was.name}.", about, private=False)
            yield Occasion(item, "was put off", (f"{key}={now.id}",), lines=(line,), keys=(key,))
