"""Who works on a task, and how the work is shared among them: whole numbers, found once for all who are so booked."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import lcm
from typing import TypeAlias

from pmctl.model.people import Person
from pmctl.model.project import Task
from pmctl.plan import Plan, remembered
from pmctl.quantity import Share
from pmctl.scheduling.schedule import Booking, Scheduled

Ratio: TypeAlias = tuple[int, int]
"""So much for so many: a fraction that is not reduced, which costs a tenth of one that is."""

ONE: Ratio = (1, 1)


class Crew:
    """People and the hours that each of them gives, beside those of the others; it is known by its identity.

    What somebody works is hours x `left` for each minute of effort left or of a fixed duration, and hours x `spent` of
    each minute spent.
    """

    __slots__ = ("hours", "left", "spent")

    def __init__(self, hours: tuple[tuple[str, int], ...], left: Ratio = ONE, spent: Ratio = ONE) -> None:
        self.hours = hours
        self.left = left
        self.spent = spent


NOBODY = Crew(())


class Crews:
    """The crews of a plan, each made when first asked for; tasks that are booked alike share one."""

    __slots__ = ("alone", "fixed", "named", "people", "selves", "shared")

    def __init__(self, people: Mapping[str, Person]) -> None:
        self.people = people
        self.shared: dict[int, Crew] = {}
        """Of work that is shared among them, by the identity of the bookings, which the schedule holds."""
        self.fixed: dict[int, Crew] = {}
        """Of work that takes its time from each of them."""
        self.named: dict[tuple[tuple[str, ...], bool], Crew] = {}
        self.alone: dict[str, Crew] = {}
        self.selves: dict[str, Crew] = {}

    def of(self, task: Task, scheduled: Scheduled | None) -> Crew:
        """Hours by share of availability; efficiency stretches effort, a duration or span takes its time from each."""
        known, is_fixed = self.shared, False
        if task.effort is None:
            is_fixed = task.duration is not None or (task.start is not None and task.finish is not None)
            known = self.fixed if is_fixed else known
        bookings = scheduled.bookings if scheduled is not None else ()
        found = known.get(id(bookings))
        if found is None:
            taken = self._taken(bookings)
            if not taken:
                return self._named(task, is_fixed)
            found = known[id(bookings)] = self._crew(taken, is_fixed)
        return found

    def oneself(self, who: str) -> Crew:
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
            found = self.named[key] = self._crew(dict.fromkeys(names, 1), is_fixed)
        return found

    def _crew(self, taken: Mapping[str, int | Fraction], is_fixed: bool) -> Crew:
        """The crew of people of whom these shares are taken; nobody where that comes to nothing."""
        if len(taken) == 1 and not is_fixed:
            ((who, share),) = taken.items()
            return self._alone(who) if share else NOBODY
        hours, whole_hour = _whole([self._hour(who, share) for who, share in taken.items()])
        worth, whole_worth = hours, 1
        efficiencies = [self.people[who].efficiency for who in taken]
        if any(efficiencies):
            ratios = map(_ratio, efficiencies)
            worth, whole_worth = _whole([(hour * good, of) for hour, (good, of) in zip(hours, ratios, strict=True)])
        total = sum(worth)
        if not total:
            return NOBODY
        left = (1, whole_hour) if is_fixed else (whole_worth, total)
        return Crew(tuple(zip(taken, hours, strict=True)), left, (1, sum(hours)))

    def _hour(self, who: str, share: int | Fraction) -> Ratio:
        """What somebody gives in an hour for which this share of them is taken."""
        available = self.people[who].availability
        return (share * available.value if available is not None else share).as_integer_ratio()

    def _alone(self, who: str) -> Crew:
        """One who does all of the work."""
        found = self.alone.get(who)
        if found is None:
            amount, parts = _ratio(self.people[who].efficiency)
            found = self.alone[who] = Crew(((who, 1),), (parts, amount)) if amount else NOBODY
        return found


def _whole(ratios: list[Ratio]) -> tuple[list[int], int]:
    """Fractions as whole numbers of one part of one, and how many such parts one has."""
    whole = lcm(*[parts for _, parts in ratios])
    if whole == 1:  # as of people who do nothing else
        return [amount for amount, _ in ratios], 1
    return [amount * (whole // parts) for amount, parts in ratios], whole


def _ratio(share: Share | None) -> Ratio:
    return share.value.as_integer_ratio() if share is not None else ONE


@remembered
def crews_of(plan: Plan) -> Crews:
    """The crews of a plan."""
    return Crews(plan.workspace.people)
