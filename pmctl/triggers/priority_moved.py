"""Something has another place in the order of work."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.insights.ranking import places
from pmctl.insights.ranking.effort import has_room
from pmctl.model.item import Item
from pmctl.model.product import Feature
from pmctl.model.project import Task
from pmctl.triggers.telling.between import Between, edits_of, kept
from pmctl.triggers.telling.trigger import Line, Occasion, Severity

ID, NAME, KIND = "N48", "priority-moved", "derived"
ENTITY = ("feature", "task")
RULE = (
    "`priority` or `score` was edited and moved it, "
    "or the computed rank moved by >= 3 places or across the capacity line"
)
TO = ("owner",)
SEVERITY: Severity = "info"
DEDUPE = "rank"

EDITED = ("priority", "score")
FAR = 3
"""Places by which others can move something before anybody is told."""


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each open feature or task of both plans. Tasks that nobody ranks keep the order of their ids."""
    then, now = places(between.still), places(between.head)
    for kind in (Feature, Task):
        for before, item in kept(between, kind):
            was, new = then.get(before.id), now.get(item.id)
            crossed = _crossed(between, before, item)
            if was is None or new is None or (was == new and not crossed):
                continue
            edited = any(edits_of(between, {item.id}, EDITED))
            if edited or crossed or (isinstance(item, Feature) and abs(new - was) >= FAR):
                causes = (item.id,) if edited else tuple(one.id for one in between.edits)
                lines = (*((Line(f"Place {new}, was {was}."),) if was != new else ()), *crossed)
                yield Occasion(item, _what(was, new), (str(new),), lines=lines, causes=causes, keys=EDITED)


def _what(was: int, new: int) -> str:
    if was == new:
        return "crossed the line of capacity"
    return f"{'moved up' if new < was else 'moved down'} in the order of work"


def _crossed(between: Between, before: Item, item: Item) -> tuple[Line, ...]:
    """On which side of the line at which capacity ends it stands now, where that is another one."""
    was, new = has_room(between.still, before.id), has_room(between.head, item.id)
    if was is None or new is None or was == new:
        return ()
    return (Line("There is room for it now." if new else "There is no room for it any more."),)
