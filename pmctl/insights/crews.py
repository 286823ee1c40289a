"""Who works on a task, and how the work is shared among them: whole numbers, found once for all who are so booked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import lcm
from typing import NamedTuple, TypeAlias

from pmctl.model.people import Person
from pmctl.model.project import Task
from pmctl.plan import Plan, remembered
from pmctl.quantity import Share
from pmctl.scheduling.schedule import Booking, Scheduled

Ratio: TypeAlias = tuple[int, int]
"""So much for so many: a fraction that is not reduced, which costs a tenth of one that is."""

ONE: Ratio = (1, 1)


class Crew(NamedTuple):
    """People and the hours that each of them gives, beside those of the others.

    What somebody works is hours x `left` for each minute of effort left or of a fixed duration, and hours x `spent` of
    each minute spent.
    """

    hours: tuple[tuple[str, int], ...]
    left: Ratio = ONE
    spent: Ratio = ONE


NOBODY = Crew(())


class Crews:
    """The crews of a plan; tasks that are booked alike share one, so that it is known by its identity."""

    __slots__ = ("fixed", "named", "people", "selves", "shared")

    def __init__(self, people: Mapping[str, Person]) -> None:
        self.people = people
        self.shared: dict[int, Crew] = {}
        """Of work that is shared among them, by the identity of the bookings, which the schedule holds."""
        self.fixed: dict[int, Crew] = {}
        """Of work that takes its time from each of them."""
        self.named: dict[tuple[tuple[str, ...], bool], Crew] = {}
        self.selves: dict[str, Crew] = {}

    def of(self, task: Task, scheduled: Scheduled | None) -> Crew:
        """Hours by share of availability; efficiency stretches effort, a duration or span takes its time from each."""
        is_span = task.start is not None and task.finish is not None
        is_fixed = task.effort is None and (task.duration is not None or is_span)
        bookings = scheduled.bookings if scheduled is not None else ()
        known = self.fixed if is_fixed else self.shared
        found = known.get(id(bookings))
        if found is None:
            taken = self._taken(bookings)
            if not taken:
                return self._named(task, is_fixed)
            found = known[id(bookings)] = _crew(self.people, taken, is_fixed)
        return found

    def alone(self, who: str) -> Crew:
        """Somebody who has worked the minutes that their time sheet says."""
        found = self.selves.get(who)
        if found is None:
            found = self.selves[who] = Crew(((who, 1),))
        return found

    def _taken(self, bookings: tuple[Booking, ...]) -> dict[str, Fraction]:
        """The share of each person among those who are booked, equipment left out."""
        taken: dict[str, Fraction] = {}
        for booking in bookings:
            who, share = booking.who, booking.share
            if who in self.people:
                taken[who] = taken[who] + share if who in taken else share
        return taken

    def _named(self, task: Task, is_fixed: bool) -> Crew:
        """Those who are named for what nobody is booked for: finished work, say."""
        if task.assign is not None:
            names = [choice.name for one in task.assign for choice in one.choices[:1] if choice.name in self.people]
        else:
            names = [task.owner] if task.owner in self.people else []
        key = tuple(names), is_fixed
        found = self.named.get(key)
        if found is None:
            found = self.named[key] = _crew(self.people, dict.fromkeys(names, 1), is_fixed)
        return found


def _crew(people: Mapping[str, Person], taken: Mapping[str, int | Fraction], is_fixed: bool) -> Crew:
    """The crew of people of whom these shares are taken; nobody where that comes to nothing."""
    efficiencies = [_ratio(people[who].efficiency) for who in taken]
    if len(taken) == 1 and not is_fixed:  # who is alone does all of it
        ((who, share),), ((good, of),) = taken.items(), efficiencies
        return Crew(((who, 1),), (of, good)) if share and good else NOBODY
    hours, whole_hour = _together(
        share.as_integer_ratio() + _ratio(people[who].availability) for who, share in taken.items()
    )
    worth, whole_worth = 0, lcm(*[of for _, of in efficiencies])
    for hour, (good, of) in zip(hours, efficiencies, strict=True):
        worth += hour * good * (whole_worth // of)
    if not worth:
        return NOBODY
    left = (1, whole_hour) if is_fixed else (whole_worth, worth)
    return Crew(tuple(zip(taken, hours, strict=True)), left, (1, sum(hours)))


def _ratio(share: Share | None) -> Ratio:
    return share.value.as_integer_ratio() if share is not None else ONE


def _together(products: Iterable[tuple[int, int, int, int]]) -> tuple[list[int], int]:
    """Products of two fractions as whole numbers of one part of one, and how many such parts one has."""
    pairs = [(a * c, b * d) for a, b, c, d in products]
    parts = lcm(*[whole for _, whole in pairs])
    return [part * (parts // whole) for part, whole in pairs], parts


@remembered
def crews_of(plan: Plan) -> Crews:
    """The crews of a plan, each made when first asked for."""
    return Crews(plan.workspace.people)
