"""Who holds things up: critical work, too much asked of them, what waits for them, what levelling moved for them."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import chain

from pmctl.insights.open_work import open_work
from pmctl.insights.relations import leaves_of, waited_by
from pmctl.insights.states import OPEN, task_categories
from pmctl.insights.workload.by_week import asked_load, asked_week
from pmctl.insights.workload.loads import bookings_by_person
from pmctl.insights.workload.weeks import ZERO, AskedWeek, Moved
from pmctl.model.project import Task
from pmctl.plan import Plan, remembered
from pmctl.record import dataclass

MOST = 8
"""People that are named."""


@dataclass(frozen=True, slots=True)
class Bottleneck:
    """Somebody, or equipment: their tasks among the `critical` ones, the week in which most is asked of them (None
    where they have all the time that is asked), how many open tasks of others are `waiting` for theirs, and what
    levelling moved because they were busy, the furthest first.
    """

    who: str
    on: tuple[str, ...]
    critical: int
    peak: AskedWeek | None
    waiting: int
    moved: tuple[Moved, ...]

    @property
    def rank(self) -> tuple[int, bool, int, str]:
        """The worst sorts first."""
        return -len(self.on), self.peak is None, -self.waiting, self.who


@remembered
def bottlenecks(plan: Plan, document: str = "") -> tuple[Bottleneck, ...]:
    """Who is on critical work of a document (or of all) and on which of it, the worst first; who is on none of it is
    one only where too much is asked of them.
    """
    critical = _critical(plan, document)
    held = _held_by(plan)
    found = []
    for who, bookings in bookings_by_person(plan).items():
        own = list(dict.fromkeys(row.id for row, _ in bookings))
        if document and not any(id.startswith(f"{document}/") for id in own):
            continue
        on, peak = tuple(id for id in own if id in critical), _peak(plan, who)
        if on or peak is not None:
            moved = tuple(sorted(held.get(who, ()), key=lambda one: (-one.minutes, one.item)))
            found.append(Bottleneck(who, on, len(critical), peak, _waiting(plan, own), moved))
    return tuple(sorted(found, key=lambda one: one.rank)[:MOST])


def _critical(plan: Plan, document: str) -> frozenset[str]:
    """Open critical work, less milestones and groups."""
    found = open_work(plan).critical
    tasks = found.get(document, ()) if document else chain.from_iterable(found.values())
    return frozenset(task.id for task in tasks if not task.milestone)


def _peak(plan: Plan, who: str) -> AskedWeek | None:
    """The week in which most is asked of somebody, where that is more than they can give."""
    load = asked_load(plan, who)
    shares = {week: load.share(week) for week in load.weeks()}
    worked = ((Fraction(*share), -week) for week, share in shares.items() if share is not None)
    share, week = max(worked, default=(ZERO, 0))
    return asked_week(plan, who, -week) if share > 1 else None


def _held_by(plan: Plan) -> dict[str, list[Moved]]:
    """Who was busy -> the tasks that levelling moved because of it."""
    found: dict[str, list[Moved]] = {}
    for id, row in plan.schedule.tasks.items():
        driver = plan.schedule.drivers.get(id) if row.levelled > 0 else None
        if driver is not None and driver.kind == "booking":
            found.setdefault(driver.who, []).append(Moved(id, row.levelled))
    return found


def _waiting(plan: Plan, own: Iterable[str]) -> int:
    """How many open tasks of others wait for these, near or far."""
    items, states = plan.workspace.items, task_categories(plan)
    start = [id for id in own if states.get(id) in OPEN]
    seen, stack = set(start), list(start)
    while stack:
        for wait in waited_by(plan, items[stack.pop()]):
            after = items[wait.after]
            for leaf in leaves_of(plan, after) if isinstance(after, Task) else ():
                if leaf.id not in seen and states.get(leaf.id) in OPEN:
                    seen.add(leaf.id)
                    stack.append(leaf.id)
    return sum(not _is_milestone(items[id]) for id in seen.difference(start))


def _is_milestone(item: object) -> bool:
    return isinstance(item, Task) and item.milestone
