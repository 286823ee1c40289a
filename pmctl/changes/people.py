"""Who is asked for more or less, week by week, and whom to tell of what changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from pmctl.changes.dates import Move, Shift
from pmctl.changes.former import NOBODY, former_id
from pmctl.changes.promises import PromiseChange
from pmctl.insights.facts import value
from pmctl.insights.workload import ZERO, Week, weeks_of
from pmctl.model.item import Item
from pmctl.model.project import Project, Task
from pmctl.plan import Plan


@dataclass(frozen=True, slots=True)
class WeekChange:
    """A week of somebody in both plans: minutes that they can give, are asked for and booked for."""

    monday: date
    capacity_was: Fraction
    capacity: Fraction
    asked_was: Fraction
    asked: Fraction
    booked_was: Fraction
    booked: Fraction

    @property
    def is_overload(self) -> bool:
        """Is more asked for than they can give, and by a per cent of the week more than before?"""
        more = (self.asked - self.capacity) - (self.asked_was - self.capacity_was)
        return self.asked > self.capacity + 1 and more > max(self.capacity / 100, Fraction(1))


@dataclass(frozen=True, slots=True)
class LoadChange:
    """The weeks of somebody that differ."""

    who: str
    weeks: tuple[WeekChange, ...]

    @property
    def overloads(self) -> tuple[WeekChange, ...]:
        """The weeks that ask for more than there is, and for more than before."""
        return tuple(week for week in self.weeks if week.is_overload)


@dataclass(frozen=True, slots=True)
class Tell:
    """Somebody who should know, and the items because of which."""

    who: str
    items: tuple[str, ...]


def load_changes(before: Plan, after: Plan, former: Mapping[str, str] = NOBODY) -> tuple[LoadChange, ...]:
    """Everybody whose weeks differ, in the order of the people; who is booked as before is not looked at.

    `former` says who had another id before.
    """
    touched = _touched(before, after)
    found = []
    renamed = {former_id(who, former): who for who in (*after.workspace.people, *after.workspace.resources)}
    gone = (renamed.get(who, who) for who in (*before.workspace.people, *before.workspace.resources))
    for who in dict.fromkeys((*renamed.values(), *gone)):
        was = former_id(who, former)
        weeks = _weeks(before, after, was, who) if not touched.isdisjoint((who, was)) else ()
        if weeks:
            found.append(LoadChange(who, weeks))
    return tuple(found)


def _touched(before: Plan, after: Plan) -> set[str]:
    """Who is booked for tasks whose rows differ, or is described otherwise."""
    found: set[str] = set()
    was, now = before.schedule.tasks, after.schedule.tasks
    for id in (*was, *(id for id in now if id not in was)):
        if was.get(id) != now.get(id):
            found.update(booking.who for rows in (was, now) if id in rows for booking in rows[id].bookings)
    for group in ("people", "resources"):
        old, new = getattr(before.workspace, group), getattr(after.workspace, group)
        found.update(who for who in (*new, *old) if old.get(who) != new.get(who))
    return found


def _weeks(before: Plan, after: Plan, former: str, who: str) -> tuple[WeekChange, ...]:
    was = {week.monday: week for week in weeks_of(before, former)}
    now = {week.monday: week for week in weeks_of(after, who)}
    both = (_week(monday, was, now) for monday in sorted(was.keys() | now.keys()))
    return tuple(week for week in both if _differs(week))


def _week(monday: date, was: Mapping[date, Week], now: Mapping[date, Week]) -> WeekChange:
    """A week in both plans; one that a plan does not reach asks for nothing, and has the other's capacity."""
    old, new = was.get(monday), now.get(monday)
    capacity_was = old.capacity if old else new.capacity if new else ZERO
    return WeekChange(
        monday,
        capacity_was,
        new.capacity if new else capacity_was,
        old.asked if old else ZERO,
        new.asked if new else ZERO,
        old.booked if old else ZERO,
        new.booked if new else ZERO,
    )


def _differs(week: WeekChange) -> bool:
    was, now = (week.capacity_was, week.asked_was, week.booked_was), (week.capacity, week.asked, week.booked)
    return was != now


# --- whom to tell -----------------------------------------------------------------------------------------------------


def to_tell(
    after: Plan, moved: Iterable[Move], shifted: Iterable[Shift], promised: Iterable[PromiseChange]
) -> tuple[Tell, ...]:
    """The people behind everything that moves or misses its promise, in the order of the people."""
    found: dict[str, dict[str, None]] = {}
    for id in (*(one.item for one in moved), *(one.item for one in shifted), *(one.item for one in promised)):
        for who in _behind(after, after.workspace.items[id]):
            found.setdefault(who, {})[id] = None
    people = after.workspace.people
    return tuple(Tell(who, tuple(found[who])) for who in people if who in found)


def _behind(plan: Plan, item: Item) -> tuple[str, ...]:
    """Who does an item and who answers for it: of a project its lead, of a feature or release the product's owner."""
    if isinstance(item, Project):
        return tuple(who for who in (item.lead, item.owner) if who)
    row = plan.schedule.tasks.get(item.id)
    booked = tuple(booking.who for booking in row.bookings) if row is not None else ()
    owner = value(plan, item, "owner")
    if not owner and not isinstance(item, Task):
        owner = getattr(plan.workspace.documents.get(item.document), "owner", "")
    return (*booked, str(owner)) if owner else booked
