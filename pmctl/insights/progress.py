"""How much is done: the earned share of a task, rolled up to groups and documents by effort, and counts by state."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from pmctl.insights import exact
from pmctl.insights.exact import Number
from pmctl.insights.promises import work_behind
from pmctl.insights.relations import entries_by_item, leaves_of
from pmctl.insights.states import category_of, task_categories
from pmctl.model.item import Item
from pmctl.model.product import Feature, Release
from pmctl.model.project import Project, Task
from pmctl.plan import Plan, remembered
from pmctl.quantity import MINUTES_A_DAY, Duration, print_duration
from pmctl.record import dataclass

ZERO, ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class Count:
    """How many leaf tasks stand in which category; dropped ones are in no other number."""

    todo: int = 0
    doing: int = 0
    blocked: int = 0
    done: int = 0
    dropped: int = 0

    @property
    def all(self) -> int:
        """All but the dropped ones."""
        return self.todo + self.doing + self.blocked + self.done


def spent_minutes(plan: Plan, task: Task) -> int | None:
    """Hours of the time sheets, else the typed `spent`; None where nobody said."""
    entries = entries_by_item(plan).get(task.id)
    if entries:
        return sum(entry.spent.minutes for _, entry in entries)
    return task.spent.minutes if task.spent else None


def earned_share(plan: Plan, task: Task) -> Fraction:
    """The part of a leaf task that was earned, 0 to 1.

    Done is 1; `progress` as typed; with only `remaining`: spent / (spent + remaining), else 1 - remaining / effort.
    """
    state = task_categories(plan).get(task.id, "todo")
    if state == "done":
        return ONE
    if task.progress is not None:
        share = task.progress.value
        return ZERO if share.numerator < 0 else ONE if share.numerator > share.denominator else share
    if task.remaining is None:
        return ZERO
    left = _working(plan, task.remaining.likely)
    spent = spent_minutes(plan, task)
    if spent is not None and spent + left > 0:
        return Fraction(spent, spent + left)
    work = work_minutes(plan, task)
    return max(ZERO, 1 - Fraction(left, work)) if work else ZERO


def work_minutes(plan: Plan, task: Task) -> int:
    """What a leaf weighs: its effort, else its duration, as often as it repeats, else the length of its bar.

    A milestone weighs nothing, elapsed time weighs what is worked in it: `1ew` as much as `1w`.
    """
    if task.milestone:
        return 0
    estimate = task.effort or task.duration
    if estimate is not None:
        likely = estimate.likely  # nearly all of them are working time, once: no call for these
        minutes = _working(plan, likely) if likely.elapsed else likely.minutes
        return minutes if task.repeat is None else minutes * task.repeat.times
    scheduled = plan.schedule.tasks.get(task.id)
    return scheduled.duration if scheduled else 0


def times_of(task: Task) -> int:
    """How often a task is done: once, unless it repeats."""
    return task.repeat.times if task.repeat is not None else 1


def remaining_minutes(plan: Plan, task: Task) -> int:
    """The work that a leaf has left: `remaining`, else effort x (1 - progress), rounded up to a minute."""
    if task_categories(plan).get(task.id) in ("done", "dropped"):
        return 0
    if task.remaining is not None:
        return _working(plan, task.remaining.likely)
    work = work_minutes(plan, task)
    if task.progress is None:
        return work
    earned, whole = earned_share(plan, task).as_integer_ratio()
    return -(-work * (whole - earned) // whole)


def remaining_length(plan: Plan, task: Task) -> Duration:
    """What a leaf has left as its length is written: around the clock where that is elapsed time, and once where it
    repeats.
    """
    if task.remaining is not None:
        return task.remaining.likely
    estimate = task.effort or task.duration
    if estimate is None or not (estimate.elapsed or task.repeat):
        return _length(plan, remaining_minutes(plan, task), False)
    whole, part = (1 - earned_share(plan, task)).as_integer_ratio()
    return _length(plan, -(-estimate.minutes * whole // part), estimate.elapsed)


def _length(plan: Plan, minutes: int, elapsed: bool) -> Duration:
    return Duration(minutes, elapsed, print_duration(minutes, plan.workspace.units, elapsed))


def _working(plan: Plan, length: Duration) -> int:
    """The working minutes of a length: of elapsed time those of its share of a week."""
    return length.minutes * plan.workspace.units.week // (7 * MINUTES_A_DAY) if length.elapsed else length.minutes


def earned_minutes(plan: Plan, task: Task, work: int) -> Number:
    """The earned part of so many minutes of a leaf task."""
    share = earned_share(plan, task)
    return work if share is ONE else 0 if share is ZERO else work * share


def _weighted(plan: Plan, leaves: Iterable[Task]) -> Fraction | None:
    """Earned shares weighted by effort; milestones alone count one each; None without any leaf."""
    states = task_categories(plan)
    leaves_counted = leaves_done = work = done = 0
    begun: list[Number] = []
    for leaf in leaves:
        state = states.get(leaf.id)
        if state == "dropped":
            continue
        weight = work_minutes(plan, leaf)
        leaves_counted += 1
        work += weight
        if state == "done":  # as most are, or else nothing was done
            leaves_done += 1
            done += weight
        elif weight and (leaf.progress is not None or leaf.remaining is not None):
            begun.append(earned_minutes(plan, leaf, weight))
    if not work:
        return Fraction(leaves_done, leaves_counted) if leaves_counted else None
    return Fraction(done + exact.total(begun)) / work


@remembered
def _progress(plan: Plan, id: str) -> Fraction | None:
    item = plan.workspace.items[id]
    if isinstance(item, Task) and not item.is_group:
        return earned_share(plan, item)
    if isinstance(item, Task | Project):
        return _weighted(plan, leaves_of(plan, item))
    if isinstance(item, Feature) and category_of(plan, item) == "done":
        return ONE
    if isinstance(item, Feature | Release):
        leaves = {leaf.id: leaf for part in work_behind(plan, id) for leaf in leaves_of(plan, part)}
        return _weighted(plan, leaves.values())
    return None


def progress_of(plan: Plan, item: Item) -> Fraction | None:
    """The earned share of a task, group, project, feature or release, weighted by effort (else duration).

    None where there is no work, or the kind has none.
    """
    return _progress(plan, item.id) if item.id in plan.workspace.items else None


def count_of(plan: Plan, item: Item) -> Count:
    """Leaf tasks of a group or document by category; milestones count too."""
    states = task_categories(plan)
    found = {"todo": 0, "doing": 0, "blocked": 0, "done": 0, "dropped": 0}
    for leaf in leaves_of(plan, item):
        found[states.get(leaf.id, "todo")] += 1
    return Count(**found)


def effort_minutes(plan: Plan, item: Item) -> int | None:
    """Typed effort of a leaf; the sum over the leaves of a group or document, less dropped ones; None without any."""
    if isinstance(item, Task) and not item.is_group:
        return item.effort.minutes if item.effort else None
    states = task_categories(plan)
    found = [
        leaf.effort.minutes * times_of(leaf)
        for leaf in leaves_of(plan, item)
        if leaf.effort and states.get(leaf.id) != "dropped"
    ]
    return sum(found) if found else None
