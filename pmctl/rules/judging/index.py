"""What many rules look up, found once a plan: items by class, categories, working days, words for messages."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import TypeVar

from pmctl.insights.kinds import of_class
from pmctl.insights.relations import Wait
from pmctl.insights.states import OPEN, task_categories
from pmctl.insights.working_time import calendars_of
from pmctl.model.item import Item, Source
from pmctl.model.project import Task
from pmctl.model.workspace import Document
from pmctl.plan import Plan, remembered
from pmctl.quantity import print_date, print_days
from pmctl.record import dataclass
from pmctl.scheduling.schedule import Scheduled
from pmctl.worktime import WorkCalendar

items = of_class
"""Every item of one class, in file order."""

N = TypeVar("N")

UNREADABLE = frozenset(("PM006", "PM007", "PM008", "PM012"))
"""What is found at a value that is no value: not of its grammar, not an id, incomplete, empty."""


@dataclass(frozen=True, slots=True)
class Index:
    """Tasks, those of them that are no groups, and the category of each by its full id, all in file order."""

    tasks: tuple[Task, ...]
    leaves: tuple[Task, ...]
    categories: Mapping[str, str]


@remembered
def index(plan: Plan) -> Index:
    """The tasks of a plan in the order and shape in which rules ask for them."""
    tasks = items(plan, Task)
    leaves = tuple([task for task in tasks if not task.is_group])
    return Index(tasks, leaves, task_categories(plan))


@remembered
def unreadable(plan: Plan) -> Mapping[str, tuple[int, ...]]:
    """Where the values stand that could not be read, by file and in order."""
    found: dict[str, list[int]] = {}
    for one in plan.diagnostics:
        if one.code in UNREADABLE:
            found.setdefault(one.span.path, []).append(one.span.start)
    return {path: tuple(sorted(starts)) for path, starts in found.items()}


def unread(plan: Plan, source: Source, *keys: str) -> bool:
    """Has one of these keys a value that could not be read? It is written, and what is wrong with it was said."""
    starts = unreadable(plan).get(source.path, ())
    for key in keys if starts else ():
        place = source.places.get(key)
        if place is not None:
            at = bisect_left(starts, place[0])
            if at < len(starts) and starts[at] <= max(place[2] - 1, place[1]):
                return True
    return False


@remembered
def open_leaves(plan: Plan) -> tuple[Task, ...]:
    """Tasks and milestones that are neither groups nor done nor dropped."""
    categories = index(plan).categories
    return tuple([task for task in index(plan).leaves if categories[task.id] in OPEN])


@remembered
def ownerless(plan: Plan) -> tuple[Task, ...]:
    """Open work, no milestones and nothing done outside, that names nobody; a group around it may."""
    return tuple(
        [
            task
            for task in open_leaves(plan)
            if not (task.owner or task.assign or task.milestone or task.external)
            and not unread(plan, task.source, "owner", "assign")
        ]
    )


def category_of(plan: Plan, task: Task) -> str:
    """todo, doing, blocked, done or dropped, as `pmctl.insights.states` has it."""
    return index(plan).categories.get(task.id, "todo")


def scheduled(plan: Plan, item: str) -> Scheduled | None:
    """The dates of a task, by its full id; None where it has none (a member of a cycle)."""
    return plan.schedule.tasks.get(item)


def document_of(plan: Plan, item: Item) -> Document | None:
    """The project or product that an item belongs to."""
    return plan.workspace.documents.get(item.document)


@remembered
def calendar(plan: Plan, document: str) -> WorkCalendar:
    """The working calendar of a document."""
    return calendars_of(plan).of_document(document)


def late_days(plan: Plan, document: str, promised: date, forecast: date) -> int:
    """Working days from a promise to a forecast, positive when late, in the document's calendar (FORMULAS: slip)."""
    return calendar(plan, document).working_days(promised, forecast)


def say_date(plan: Plan, day: date) -> str:
    """A date as people read it: `Tue 31 Mar`."""
    return print_date(day, plan.today)


def say_days(days: int) -> str:
    """A signed number of days: `+3d`."""
    return f"{days:+d}d" if days else "0d"


def say_work(plan: Plan, minutes: int) -> str:
    """A signed length of working time in days: `+2.5d`."""
    return print_days(minutes, plan.workspace.units)


def say_list(names: Iterable[N], most: int = 4, say: Callable[[N], str] = str) -> str:
    """Names in one line: `a, b and 3 more`; `say` finds the words of those that are shown."""
    listed = list(names)
    shown = [say(one) for one in listed[:most]]
    if len(listed) > most:
        return f"{', '.join(shown)} and {len(listed) - most} more"
    return " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1] if shown else "")))


def nearest(word: str, names: Iterable[str]) -> str:
    """The name that was probably meant, or nothing. Only names of about its length are compared, and 400 at most."""
    length = len(word)
    alike = [
        name for name in names if abs(len(name) - length) <= 3 and (name[:1] == word[:1] or name[-1:] == word[-1:])
    ]
    matches = get_close_matches(word[:80], alike[:400], n=1, cutoff=0.6)
    return matches[0] if matches else ""


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """A hint that names the nearest name, or nothing."""
    found = nearest(word, names)
    return f"did you mean `{found}`?" if found else ""


def link_float(plan: Plan, wait: Wait) -> int | None:
    """Minutes between what a link asks for and what the schedule does, negative when it is broken; None without dates.

    Working minutes of the document's calendar, minutes of the clock for an elapsed lag.
    """
    before, after = scheduled(plan, wait.before), scheduled(plan, wait.after)
    if before is None or after is None:
        return None
    kind, lag = wait.link.kind, wait.link.lag
    begin = before.finish if kind in ("FS", "FF") else before.start
    end = after.start if kind in ("FS", "SS") else after.finish
    if lag is not None and lag.elapsed:
        return end - begin - lag.minutes
    wanted = 0 if lag is None else int(before.duration * lag.share) if lag.share is not None else lag.minutes
    return calendar(plan, wait.item.document).work_between(begin, end) - wanted
