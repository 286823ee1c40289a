"""In which sprint each feature ends, by rank, velocity and links: the queue of a team, filled sprint by sprint."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from pmctl.insights.promises import work_behind
from pmctl.insights.ranking import places
from pmctl.insights.relations import leaves_of, resolved
from pmctl.insights.sprints.slots import Slot, slots_of
from pmctl.insights.sprints.standing import size_of, standing
from pmctl.insights.sprints.velocity import Velocity, series_of, sprints_of, velocity
from pmctl.insights.states import is_over
from pmctl.model.item import Item
from pmctl.model.product import Feature
from pmctl.model.project import Sprint, Task
from pmctl.model.workspace import resolve
from pmctl.plan import Plan, remembered
from pmctl.record import dataclass

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where a feature ends: at the mean velocity, and at the best and worst of the last sprints.

    `points` are those of its open tasks; without a slot `reason` says why there is none.
    """

    feature: str
    points: Fraction
    slot: Slot | None = None
    earliest: Slot | None = None
    latest: Slot | None = None
    earlier: int = 0
    later: int = 0
    """How many sprints the best velocity ends it earlier, and the worst later."""
    reason: str = ""

    @property
    def spread(self) -> int:
        """± so many sprints by the range of velocity."""
        return max(self.earlier, self.later)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A task with points in the queue of its team, for the highest-ranked feature that it delivers."""

    task: Task
    series: str
    feature: str


Speed = Callable[[Velocity], Fraction]
SPEEDS: tuple[Speed, ...] = (lambda one: one.mean, lambda one: one.most, lambda one: one.least)


@remembered
def outlooks(plan: Plan, product: str) -> Mapping[str, Outlook]:
    """Full id -> outlook of each open feature of a product without parts, by rank.

    Features stand in their rank, none before one that it comes `after`; their open tasks follow each other as the
    schedule has them, which knows their links. Each takes its points out of the sprints of its team, which hold the
    velocity of the last five finished ones, the one under way what is left of it. What comes after another feature
    begins in no sprint before that one ends. A feature ends with the last of its tasks.
    """
    features = {feature.id: feature for feature in _in_order(plan, product)}
    tasks = {id: _tasks_of(plan, feature) for id, feature in features.items()}
    entries = _queue(plan, tasks)
    runs = [_run(plan, entries, features, tasks, speed) for speed in SPEEDS]
    return {id: _outlook(plan, id, tasks[id], runs) for id in features}


def outlook_of(plan: Plan, feature: Feature) -> Outlook | None:
    """The outlook of one feature; None where it is over or has parts."""
    return outlooks(plan, feature.document).get(feature.id)


def _in_order(plan: Plan, product: str) -> list[Feature]:
    """The open features without parts by rank, none before those that it comes after."""
    rank = places(plan)
    waiting = sorted(
        (one for one in plan.workspace.items.values() if _is_meant(plan, one, product)), key=lambda one: rank[one.id]
    )
    open_ids = {one.id for one in waiting}
    ordered: list[Feature] = []
    placed: set[str] = set()
    while waiting:
        # where features wait for each other in a circle, the first one goes first
        ready = next((one for one in waiting if not (_before(plan, one) & open_ids) - placed), waiting[0])
        waiting.remove(ready)
        placed.add(ready.id)
        assert isinstance(ready, Feature)
        ordered.append(ready)
    return ordered


def _is_meant(plan: Plan, item: Item, product: str) -> bool:
    return isinstance(item, Feature) and item.document == product and not item.children and not is_over(plan, item)


def _before(plan: Plan, feature: Item) -> set[str]:
    """The features that one comes after."""
    assert isinstance(feature, Feature)
    found = (resolve(plan.workspace, feature.document, link.target) for link in feature.after)
    return {one.id for one in found if isinstance(one, Feature)}


def _tasks_of(plan: Plan, feature: Feature) -> list[Task]:
    """The open work that delivers a feature."""
    leaves = {leaf.id: leaf for part in work_behind(plan, feature.id) for leaf in leaves_of(plan, part)}
    return [leaf for leaf in leaves.values() if not leaf.milestone and not is_over(plan, leaf)]


def _queue(plan: Plan, tasks: Mapping[str, Sequence[Task]]) -> list[_Entry]:
    """The tasks with points of all features, by rank, then as they are scheduled; each once."""
    found: dict[str, tuple[tuple[int, int, str], _Entry]] = {}
    rows = plan.schedule.tasks
    for rank, (feature, own) in enumerate(tasks.items()):
        for task in own:
            if task.id not in found and size_of(task, "points"):
                start = rows[task.id].start if task.id in rows else 0
                found[task.id] = (rank, start, task.id), _Entry(task, _series(plan, task), feature)
    return [entry for _, entry in sorted(found.values(), key=lambda one: one[0])]


def _series(plan: Plan, task: Task) -> str:
    """The team (or document) whose sprints a task goes into; without one of its own, the only one of its document."""
    for sprint in _sprint_of(plan, task):
        return series_of(sprint)
    sprints = (one for one in plan.workspace.items.values() if isinstance(one, Sprint))
    known = {series_of(one) for one in sprints if one.document == task.document}
    return next(iter(known)) if len(known) == 1 else ""


def _sprint_of(plan: Plan, task: Task) -> Iterable[Sprint]:
    """The sprint that a task names, of its document or of the workspace."""
    if task.sprint:
        names = (task.sprint, f"{plan.workspace.id}/{task.sprint}")
        for one in resolved(plan, task, names):
            if isinstance(one, Sprint):
                yield one
                return


def _why_not(plan: Plan, tasks: Sequence[Task]) -> str:
    """Why no sprint can be told; "" where one can."""
    if not tasks:
        return "no open work"
    sized = [task for task in tasks if size_of(task, "points")]
    if not sized:
        return "no `points`"
    speeds = [velocity(plan, series) if (series := _series(plan, task)) else None for task in sized]
    if any(not _series(plan, task) for task in sized):
        return "in no sprint"
    if None in speeds:
        return "no sprint is over"
    return "" if all(one is not None and one.mean for one in speeds) else "velocity 0"


# --- the queue --------------------------------------------------------------------------------------------------------


def _outlook(plan: Plan, feature: str, tasks: Sequence[Task], runs: Sequence[Mapping[str, int]]) -> Outlook:
    """The outlook of a feature by the places of the slots in which it ends at each velocity."""
    points = sum((size_of(task, "points") for task in tasks), ZERO)
    reason = _why_not(plan, tasks)
    mean, best, worst = (run.get(feature) for run in runs)
    if reason or mean is None:
        return Outlook(feature, points, reason=reason or "too far ahead")
    slots = slots_of(plan, next(_series(plan, task) for task in tasks if size_of(task, "points")))
    return Outlook(
        feature,
        points,
        slots[mean],
        slots[best] if best is not None else None,
        slots[worst] if worst is not None else None,
        mean - best if best is not None else 0,
        worst - mean if worst is not None else 0,
    )


def _run(
    plan: Plan,
    entries: Sequence[_Entry],
    features: Mapping[str, Feature],
    tasks: Mapping[str, Sequence[Task]],
    pick: Speed,
) -> dict[str, int]:
    """Full id of a feature -> place of the slot in which it ends, at one velocity."""
    rooms: dict[str, list[Fraction]] = {}
    ends: dict[str, int] = {}
    placed: dict[str, int | None] = {}
    for entry in entries:
        speed = velocity(plan, entry.series) if entry.series else None
        if speed is None:
            continue
        room = rooms.setdefault(entry.series, []) or _rooms(plan, entry.series, pick(speed))
        rooms[entry.series] = room
        before = (_end_of(one, tasks, placed) for one in _before(plan, features[entry.feature]) if one in tasks)
        placed[entry.task.id] = _take(room, size_of(entry.task, "points"), max(before, default=0))
    for id in features:
        found = [placed[task.id] for task in tasks[id] if task.id in placed]
        if found and None not in found:
            ends[id] = max(one for one in found if one is not None)
    return ends


def _end_of(feature: str, tasks: Mapping[str, Sequence[Task]], placed: Mapping[str, int | None]) -> int:
    """The place of the slot in which what is placed of a feature ends."""
    return max((placed.get(task.id) or 0 for task in tasks[feature]), default=0)


def _rooms(plan: Plan, series: str, speed: Fraction) -> list[Fraction]:
    """What each slot holds: the velocity; the one under way what is not done of it."""
    slots = slots_of(plan, series)
    rooms = [speed] * len(slots)
    if slots[0].first <= plan.today and slots[0].is_planned:
        days = (slots[0].first, slots[0].last)
        running = (one for one in sprints_of(plan, series) if _days(one) == days)
        rooms[0] = max(speed - sum((standing(plan, one.id).done for one in running), ZERO), ZERO)
    return rooms


def _days(sprint: Sprint) -> tuple[date, date] | None:
    """The first and the last day of a sprint."""
    if sprint.start is None or sprint.finish is None:
        return None
    return sprint.start.first, sprint.finish.last


def _take(rooms: list[Fraction], points: Fraction, first: int) -> int | None:
    """Take points out of the rooms from a place on; the place of the last, None where they have no room."""
    for place in range(first, len(rooms)):
        taken = min(rooms[place], points)
        rooms[place] -= taken
        points -= taken
        if not points:
            return place
    return None
