"""What somebody owes and whom they wait for as lines: of which item, when, and what is to be said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from pmctl.insights.facts import show, value
from pmctl.insights.my_work import Duty, MyWork
from pmctl.insights.my_work.reviews import Review
from pmctl.insights.needs import Need
from pmctl.insights.progress import remaining_minutes
from pmctl.insights.promises import slip_of
from pmctl.insights.relations import home_of
from pmctl.insights.working_time import working_days
from pmctl.model.item import Item
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.quantity import print_date, print_days
from pmctl.record import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One thing: the item, the people on its other side, when, and what is to be said; `late` stresses it."""

    item: Item
    who: tuple[str, ...]
    when: str
    text: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under a title."""

    title: str
    lines: tuple[Line, ...]


def sections(plan: Plan, mine: MyWork) -> tuple[Section, ...]:
    """The sections that have lines, in the order in which one works through them."""
    names = mine.names
    found = (
        Section("Now", _lines(plan, mine.now, _now)),
        Section("You wait for", tuple(_owed_to_me(plan, need, names) for need in mine.waited_for)),
        Section("They wait", tuple(_owed_by_me(plan, need, names) for need in mine.waiting)),
        Section("Overdue", _lines(plan, mine.overdue, _overdue)),
        Section("To review", tuple(_review(plan, one, names) for one in mine.review)),
        Section("Next", _lines(plan, mine.next, _next)),
    )
    return tuple(section for section in found if section.lines)


def documents_in(found: Iterable[Section]) -> tuple[str, ...]:
    """The documents of which something is said, in the order in which they come."""
    return tuple(dict.fromkeys(home_of(line.item) for section in found for line in section.lines))


# --- duties -----------------------------------------------------------------------------------------------------------


def _lines(
    plan: Plan, duties: Iterable[Duty], line: Callable[[Plan, Item, Duty], tuple[str, str, bool]]
) -> tuple[Line, ...]:
    """One line for each duty: when, what, and whether it is late."""
    items = plan.workspace.items
    return tuple(Line(items[duty.item], (), *line(plan, items[duty.item], duty)) for duty in duties)


def _now(plan: Plan, item: Item, duty: Duty) -> tuple[str, str, bool]:
    if duty.what == "work" and isinstance(item, Task):
        if duty.day is None:
            return "no date", _work_text(plan, item), False
        # only days that are written as fixed are ever in the past of what is not done
        has_passed = duty.day < plan.today
        when = f"{'was ' if has_passed else ''}until {print_date(duty.day, plan.today)}"
        return when, _work_text(plan, item, has_passed), has_passed or (slip_of(plan, item) or 0) > 0
    return "today", _todo(plan, item, duty), False


def _overdue(plan: Plan, item: Item, duty: Duty) -> tuple[str, str, bool]:
    day = duty.day or plan.today
    late = max(working_days(plan, item, day, plan.today), 1)
    return print_date(day, plan.today), f"{_todo(plan, item, duty)}, {late}d late", True


def _next(plan: Plan, item: Item, duty: Duty) -> tuple[str, str, bool]:
    return _day(plan, duty.day), _todo(plan, item, duty), False


def _work_text(plan: Plan, task: Task, has_passed: bool = False) -> str:
    """`10d left, no float, 25d late; blocked: no test account`; what should be over has no float to speak of."""
    left = remaining_minutes(plan, task)
    units = plan.workspace.units
    parts = [f"{print_days(left, units).removeprefix('+')} left"] if left else []
    scheduled = plan.schedule.tasks.get(task.id)
    if scheduled is not None and not has_passed:
        room = scheduled.total_float
        parts.append(f"{print_days(room, units).removeprefix('+')} float" if room > 0 else "no float")
    slip = slip_of(plan, task)
    parts += [f"{slip}d late"] if slip is not None and slip > 0 else []
    blocked = value(plan, task, "blocked")
    stopped = f"; blocked: {blocked}" if isinstance(blocked, str) else "; blocked" if blocked else ""
    return ", ".join(parts) + stopped


_WORDS: Mapping[str, str] = {
    "decide": "decide",
    "review": "review",
    "reading": "reading due",
    "check-in": "check in",
    "outcome": "outcome due",
    "tell": "report due",
    "meet": "meeting",
    "sprint": "sprint",
    "end": "contract ends",
}


def _todo(plan: Plan, item: Item, duty: Duty) -> str:
    """What is to be done: `action due`, `risk review`, `report due today: the sponsor, mail`, `milestone`."""
    if duty.what == "start":
        if isinstance(item, Task) and item.milestone:
            return "milestone"
        effort = show(plan, value(plan, item, "effort"), "effort")
        return f"begins, {effort} effort" if effort else "begins"
    word = _WORDS.get(duty.what) or f"{_kind(item)} due"
    if duty.what == "review":
        word = f"{item.kind} {word}"
    if duty.what == "tell" and duty.day == plan.today:
        word += " today"
    joint = {"tell": ": ", "sprint": " "}.get(duty.what, ", ")
    return f"{word}{joint}{duty.text}" if duty.text else word


def _kind(item: Item) -> str:
    if isinstance(item, Task):
        return "milestone" if item.milestone else "group" if item.is_group else "task"
    return {"quality": "check"}.get(item.kind, item.kind)


# --- promises between people ------------------------------------------------------------------------------------------


def _owed_to_me(plan: Plan, need: Need, names: frozenset[str]) -> Line:
    late = need.gap is not None and need.gap > 0
    parts = [f"{need.gap}d late" if late else "on time"] if need.forecast is not None else []
    text = ", ".join([*parts, f"for {_short(plan, need.for_item, need.item)}"])
    item = plan.workspace.items[need.item]
    return Line(item, _others(need.giver, names), _day(plan, need.forecast), text, late)


def _owed_by_me(plan: Plan, need: Need, names: frozenset[str]) -> Line:
    late = need.gap is not None and need.gap > 0
    when = f"by {print_date(need.by, plan.today)}" if need.by is not None else _day(plan, need.forecast)
    say = f"you will be {need.gap}d late" if late else "on time" if need.forecast is not None else "no date"
    item = plan.workspace.items[need.for_item]
    text = f"{say}, with {_short(plan, need.item, need.for_item)}"
    return Line(item, _others(need.who, names), when, text, late)


def _others(people: Iterable[str], names: frozenset[str]) -> tuple[str, ...]:
    return tuple(name for name in people if name not in names)


def _short(plan: Plan, full_id: str, beside: str) -> str:
    """The key of an item that stands in the same document as another, else its full id."""
    items = plan.workspace.items
    return items[full_id].key if home_of(items[full_id]) == home_of(items[beside]) else full_id


def _review(plan: Plan, one: Review, names: frozenset[str]) -> Line:
    when = print_date(one.day, plan.today) if one.day is not None else ""
    return Line(plan.workspace.items[one.item], _others(one.who, names), when, one.text)


def _day(plan: Plan, day: date | None) -> str:
    return print_date(day, plan.today) if day is not None else "no date"
