"""Who can give, is asked and is booked for how much in each of some weeks or months, and by which documents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from typing import Literal

from pmctl.insights.workload.loads import Load, load_within, monday_of
from pmctl.insights.workload.weeks import ZERO
from pmctl.model.people import Person, Resource
from pmctl.plan import Plan
from pmctl.quantity import instant
from pmctl.record import dataclass

Length = Literal["week", "month"]
Stretch = tuple[date, date]
"""The first and the last day, both included."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A week or month of somebody, in minutes of their own working time: what they can give, are asked for before
    levelling and are booked for after it.

    `items` says how many minutes of `asked` each task wants; `away` how many days of it they are away.
    """

    first: date
    last: date
    capacity: Fraction
    asked: Fraction
    booked: Fraction
    items: tuple[tuple[str, int], ...] = ()
    away: int = 0

    @property
    def asked_share(self) -> Fraction | None:
        """asked / capacity; None where there is no capacity (with load: time off)."""
        return self.asked / self.capacity if self.capacity else None

    @property
    def booked_share(self) -> Fraction | None:
        """booked / capacity; None where there is no capacity."""
        return self.booked / self.capacity if self.capacity else None

    @property
    def is_over(self) -> bool:
        """Is more asked for than they can give? A minute of rounding is none."""
        return self.asked > self.capacity + 1

    @property
    def free(self) -> Fraction:
        """Minutes that nobody has booked."""
        return max(self.capacity - self.booked, ZERO)

    @property
    def documents(self) -> tuple[tuple[str, int], ...]:
        """Minutes that each document asks for, the most first."""
        found: dict[str, int] = {}
        for id, minutes in self.items:
            home = id.partition("/")[0]
            found[home] = found.get(home, 0) + minutes
        return tuple(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def stretches(today: date, first: date, number: int, length: Length) -> tuple[Stretch, ...]:
    """So many weeks (from Monday on) or months, the first one with the day `first` in it, cut off at today."""
    found: list[Stretch] = []
    at = monday_of(first) if length == "week" else first.replace(day=1)
    for _ in range(number):
        following = at + timedelta(weeks=1) if length == "week" else (at + timedelta(days=32)).replace(day=1)
        found.append((max(at, today), following - timedelta(days=1)))
        at = following
    return tuple(found)


def cells_of(plan: Plan, who: str, frame: Sequence[Stretch]) -> tuple[Cell, ...]:
    """The cells of a person or resource; `frame` are stretches that follow each other, today at the earliest.

    capacity = working hours x availability - time off, at most the weekly limit; equipment: working hours x units.
    """
    item = plan.workspace.people.get(who) or plan.workspace.resources.get(who)
    if item is None:
        return ()
    borders = [instant(frame[0][0]), *(instant(last + timedelta(days=1)) for _, last in frame)]
    asked, booked = load_within(plan, who, False, borders), load_within(plan, who, True, borders)
    wanted = asked.tasks(range(len(frame)))
    return tuple(
        _cell(item, asked, booked, place, stretch, wanted.get(place, {})) for place, stretch in enumerate(frame)
    )


def _cell(
    item: Person | Resource, asked: Load, booked: Load, place: int, stretch: Stretch, wanted: Mapping[str, int]
) -> Cell:
    return Cell(
        *stretch,
        Fraction(asked.capacity(place), asked.units.denominator),
        Fraction(asked.sums[place], asked.scale),
        Fraction(booked.sums[place], booked.scale),
        tuple((id, round(Fraction(minutes, asked.scale))) for id, minutes in wanted.items()),
        sum(_overlap(stretch, (one.first, one.last)) for one in item.time_off),
    )


def _overlap(one: Stretch, other: Stretch) -> int:
    """Days that two stretches share."""
    return max((min(one[1], other[1]) - max(one[0], other[0])).days + 1, 0)


def together(lines: Iterable[Sequence[Cell]]) -> tuple[Cell, ...]:
    """The cells of several people as those of one: a team, or all who have a skill."""
    return tuple(_sum(cells) for cells in zip(*lines, strict=True))


def _sum(cells: Sequence[Cell]) -> Cell:
    return Cell(
        cells[0].first,
        cells[0].last,
        sum((one.capacity for one in cells), ZERO),
        sum((one.asked for one in cells), ZERO),
        sum((one.booked for one in cells), ZERO),
        tuple(item for one in cells for item in one.items),
        sum(one.away for one in cells),
    )
