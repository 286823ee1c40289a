"""Who works on what in Microsoft Project: shares, work, pauses, material and money of the assignments."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil
from xml.etree.ElementTree import Element

from pmctl.formats.msproject.context import Context, money_value
from pmctl.formats.msproject.document import each, minutes, moment, money, number, whole
from pmctl.formats.msproject.people import Resource
from pmctl.formats.plan_text import Value
from pmctl.quantity import print_share

LONGEST_PAUSE = 366
"""Days of a split."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Planned or done work of an assignment from one moment to another."""

    start: datetime
    finish: datetime
    minutes: int


@dataclass(frozen=True, slots=True)
class Assignment:
    """Somebody, or something, on a task. `resource` is None for work that nobody has yet."""

    resource: Resource | None
    units: Fraction
    work: int
    """Minutes, without overtime, which no plan can say."""
    remaining: int
    cost: Decimal
    even: bool
    """Works at one rate from the start of the task to its finish."""
    delay: int
    """Working minutes that it begins after the task."""
    stretches: tuple[Stretch, ...]

    @property
    def kind(self) -> str:
        """Of the resource; `nobody` for work without one."""
        return self.resource.kind if self.resource is not None else "nobody"

    @property
    def usual_hours(self) -> bool:
        """Whether the work is done in the usual hours: nobody has others."""
        return self.resource is None or self.resource.usual_hours


def read_assignments(root: Element, resources: Mapping[int, Resource]) -> dict[int, list[Assignment]]:
    """All assignments by the number of their task."""
    found: dict[int, list[Assignment]] = {}
    for element in each(root, "Assignments/Assignment"):
        units = number(element, "Units")
        stretches = []
        for data in each(element, "TimephasedData"):
            start, finish = moment(data, "Start"), moment(data, "Finish")
            if whole(data, "Type") in (1, 2) and start is not None and finish is not None:
                stretches.append(Stretch(start, finish, minutes(data, "Value") or 0))
        found.setdefault(whole(element, "TaskUID", -1), []).append(
            Assignment(
                resources.get(whole(element, "ResourceUID", -1)),
                Fraction(units) if units is not None and units > 0 else Fraction(0),
                (minutes(element, "Work") or 0) - (minutes(element, "OvertimeWork") or 0),
                (minutes(element, "RemainingWork") or 0) - (minutes(element, "RemainingOvertimeWork") or 0),
                money(element, "Cost"),
                not any(whole(element, tag) for tag in ("WorkContour", "Delay", "LevelingDelay")),
                (whole(element, "Delay") + whole(element, "LevelingDelay")) // 10,
                tuple(sorted(stretches, key=lambda stretch: (stretch.start, stretch.finish))),
            )
        )
    return found


def effort_of(assigned: Sequence[Assignment], length: int) -> int | None:
    """The effort in minutes, where effort by the shares of the people gives the task's dates; else None.

    Everybody works as long as the task, or, where hours differ, each in their own: then no duration says it either.
    """
    workers = [assignment for assignment in assigned if assignment.kind == "person"]
    others = any(assignment.kind in ("nobody", "equipment") for assignment in assigned)
    if not workers or others or not all(worker.even and worker.units for worker in workers):
        return None
    times = {Fraction(worker.work) / worker.units for worker in workers}
    same = times == {Fraction(length)} or not all(worker.usual_hours for worker in workers)
    return sum(worker.work for worker in workers) if same and all(worker.work for worker in workers) else None


def span_of(assigned: Sequence[Assignment], length: int) -> int:
    """Working minutes from the start of a task to its finish, where some of its people begin later than others."""
    delayed = [one for one in assigned if one.delay > 0 and one.units and one.work > 0]
    return max((one.delay + ceil(one.work / one.units) for one in delayed), default=length)


def assign_texts(assigned: Sequence[Assignment], name: str, context: Context) -> list[Value]:
    """The plan's `assign`: people with the share of their time, equipment with how much of it."""
    units: dict[str, Fraction] = {}
    found: dict[str, Resource] = {}
    for assignment in assigned:
        resource = assignment.resource
        if resource is not None and resource.kind in ("person", "equipment") and assignment.units:
            units[resource.id] = units.get(resource.id, Fraction(0)) + assignment.units
            found[resource.id] = resource
    texts: list[Value] = []
    for id, amount in units.items():
        if found[id].kind == "equipment":
            count = ceil(amount)
            if amount.denominator != 1:
                context.notes.add("a part of a unit of equipment is rounded up", name)
            texts.append(id if count == 1 else f"{id} {count}")
        else:
            share = min(amount / found[id].units, Fraction(10))
            texts.append(id if share == 1 else f"{id} {print_share(share)}")
    return texts


def costs(element: Element, assigned: Sequence[Assignment], context: Context) -> Value:
    """Money of a task beside its people: fixed cost, material and cost resources, what a use costs."""
    fixed, accrual = money(element, "FixedCost"), whole(element, "FixedCostAccrual", 3)
    spread = sum((_own_cost(assignment) for assignment in assigned), Decimal(0))
    at_start = fixed if accrual == 1 else Decimal(0)
    at_finish = fixed if accrual == 2 else Decimal(0)
    spread += fixed if accrual not in (1, 2) else Decimal(0)
    if not at_start and not at_finish:
        return money_value(spread) if spread else None
    entry: dict[str, Value] = {}
    if at_start:
        entry["start"] = money_value(at_start)
    if at_finish or spread:
        entry["finish"] = money_value(at_finish + spread)
    return entry


def _own_cost(assignment: Assignment) -> Decimal:
    """What an assignment costs beside time: material and cost resources, and what each use of somebody costs."""
    if assignment.resource is None:
        return Decimal(0)
    if assignment.kind in ("material", "cost"):
        return assignment.cost
    return assignment.resource.per_use * max(1, ceil(assignment.units))


def materials(assigned: Sequence[Assignment]) -> list[Value]:
    """What is used up: `3 ton of Concrete`."""
    return [
        f"{_plain(assignment.units)} {assignment.resource.label} of {assignment.resource.name}".replace("  ", " ")
        for assignment in assigned
        if assignment.resource is not None and assignment.kind == "material"
    ]


def _plain(value: Fraction) -> str:
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.4g}"


def pauses(assigned: Sequence[Assignment], name: str, context: Context) -> frozenset[date]:
    """Days between the first and the last work on which nobody works though they could: the days of a split task."""
    worked: set[date] = set()
    idle: set[date] = set()
    for assignment in assigned:
        for stretch in assignment.stretches:
            (worked if stretch.minutes else idle).update(_days_of(stretch, context))
    if not worked:
        return frozenset()
    first, last = min(worked), max(worked)
    planned = [assignment for assignment in assigned if assignment.stretches]
    days = frozenset(day for day in idle - worked - days_off(planned) if first < day < last)
    if len(days) > LONGEST_PAUSE:
        context.notes.add("a split of more than a year is not held", name)
        return frozenset()
    return days


def days_off(assigned: Sequence[Assignment]) -> frozenset[date]:
    """The days on which everybody and everything assigned is off, beyond the days off of the project."""
    away = [assignment.resource.off for assignment in assigned if assignment.resource is not None]
    return frozenset.intersection(*away) if away else frozenset()


def _days_of(stretch: Stretch, context: Context) -> list[date]:
    """The days with working time of the project's calendar inside a stretch."""
    first = stretch.start.date()
    count = min((stretch.finish.date() - first).days, LONGEST_PAUSE * 10) + 1
    days = (first + timedelta(days=number) for number in range(count))
    return [day for day in days if _touches(stretch, day, context)]


def _touches(stretch: Stretch, day: date, context: Context) -> bool:
    midnight = datetime.combine(day, datetime.min.time())
    return any(
        stretch.start < midnight + timedelta(minutes=end) and stretch.finish > midnight + timedelta(minutes=begin)
        for begin, end in context.week[day.weekday()]
    )
