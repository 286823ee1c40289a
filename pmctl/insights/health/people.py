"""Is too much asked of anybody, and does critical work have an owner?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import lcm

from pmctl.insights.health.levels import Dimension, Level, in_share, level_above, rank, threshold_of, unknown, worst_of
from pmctl.insights.open_work import open_work
from pmctl.insights.relations import groups_above, tasks_of
from pmctl.insights.states import category_of
from pmctl.insights.teams import people_of
from pmctl.insights.workload import asked_load, week_number
from pmctl.model.product import Product
from pmctl.model.project import Project, Task
from pmctl.plan import Plan, remembered
from pmctl.quantity import print_days, print_share

COMING_WEEKS = 8


@remembered
def _busiest(plan: Plan, who: str) -> Mapping[str, tuple[int, int, int]]:
    """By document that asks for somebody in two of the coming weeks in a row the busiest such pair: the lower share of
    their time, as numerator and denominator, and the number of the first week; 0 is the current one.
    """
    load = asked_load(plan, who)
    capacities = {week: capacity for week in load.weeks(COMING_WEEKS) if (capacity := load.capacity(week))}
    whole = lcm(*capacities.values())
    asked = {week: load.sums[week] * (whole // capacity) for week, capacity in capacities.items()}
    pairs = [(-min(share, asked[week + 1]), week) for week, share in asked.items() if week + 1 in asked]
    documents: dict[int, set[str]] = {week: set() for week in asked}
    for week, row in load.touched(list(asked)) if pairs else ():
        documents[week].add(row.id.partition("/")[0])
    found: dict[str, tuple[int, int, int]] = {}
    for share, week in sorted(pairs):  # the busiest first, then the earliest
        for document in documents[week] & documents[week + 1]:
            found.setdefault(document, (-share * load.units.denominator, whole * load.scale, week))
    return found


def _unowned(plan: Plan, document: str) -> list[Task]:
    """Critical unfinished work that nobody answers for or does."""
    found = []
    for task in open_work(plan).critical.get(document, ()):
        if task.milestone or task.owner or task.assign or task.external is not None:
            continue
        if not plan.schedule.tasks[task.id].bookings and not any(group.owner for group in groups_above(plan, task)):
            found.append(task)
    return found


def people_dimension(plan: Plan, document: Project | Product) -> Dimension:
    """Who is asked for too much in coming weeks, and critical work that nobody owns."""
    people = people_of(plan, document.id)
    owned = any(task.owner or task.assign for task in tasks_of(plan, document.id))
    if not people and not owned:
        return unknown("people", "nobody is named")
    limits = threshold_of(plan, "people")
    amber, red = in_share(limits.amber, Fraction(11, 10)), in_share(limits.red, Fraction(13, 10))
    threshold = f"amber above {print_share(amber)} in 2 weeks running, red above {print_share(red)}"
    highest, loaded = _loaded(plan, document.id, people, amber, red)
    unowned = _unowned(plan, document.id)
    missing = f"{_named(unowned)}: critical and without an owner" if unowned else ""
    is_missing = bool(unowned) and _has_begun(plan, document)
    worst = max([rank(level) for level, *_ in loaded], default=0)
    # the worst are named, and only of them it is said what they are asked for
    found = [(level, who, _load_text(plan, who, week)) for level, who, week in loaded if rank(level) == worst]
    if is_missing:
        found.append(("red", unowned[0].id, missing))
    calm = f"nobody overloaded; not begun, {missing}" if missing else "nobody overloaded"
    level, evidence, text = worst_of(found) if found else ("green", (), calm)
    return Dimension("people", level, "asked of capacity", print_share(highest, 0), threshold, evidence, text)


def _loaded(
    plan: Plan, document: str, people: Iterable[str], amber: Fraction, red: Fraction
) -> tuple[Fraction, list[tuple[Level, str, int]]]:
    """The highest share that is asked in two weeks running, and who is asked for too much from which week on."""
    most, whole = 0, 1
    limit, of = min(amber, red).as_integer_ratio()
    found: list[tuple[Level, str, int]] = []
    for who in people:
        pair = _busiest(plan, who).get(document)
        if pair is not None:
            share, parts, week = pair
            if share * whole > most * parts:
                most, whole = share, parts
            if share * of > limit * parts:
                found.append((level_above(Fraction(share, parts), amber, red), who, week))
    return Fraction(most, whole), found


def _named(tasks: list[Task]) -> str:
    return f"{tasks[0].key} and {len(tasks) - 1} more" if len(tasks) > 1 else tasks[0].key


def _has_begun(plan: Plan, document: Project | Product) -> bool:
    """Should work have its owners: is it under way, has its start passed, or does its phase say so?

    Before that owners are still being named, and PM310 says where one is missing.
    """
    if isinstance(document, Product) or document.phase in ("execution", "closing"):
        return True
    has_come = document.start is not None and document.start.first <= plan.today
    return has_come or category_of(plan, document) != "todo"


def _load_text(plan: Plan, who: str, week: int) -> str:
    """`ana asked 118% in week 9, 112% in week 10; design +3d`, of a week and the one behind it."""
    load, weeks = asked_load(plan, who), (week, week + 1)
    shares = [print_share(Fraction(*(load.share(one) or (0, 1))), 0) for one in weeks]
    numbers = [week_number(plan, one) for one in weeks]
    parts = [f"{share} in week {number}" for share, number in zip(shares, numbers, strict=True)]
    text = f"{who} asked {', '.join(parts)}"
    minutes, item = max([(row.levelled, row.id) for _, row in load.touched(weeks) if row.levelled], default=(0, ""))
    return f"{text}; {item.rpartition('/')[2]} {print_days(minutes, plan.workspace.units)}" if item else text
