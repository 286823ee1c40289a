"""Who can work when, at which rate, and whom an assignment may mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import field
from fractions import Fraction
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from pmctl.calendars import Calendars
from pmctl.model.people import Person, Resource
from pmctl.model.project import Task
from pmctl.model.workspace import Workspace
from pmctl.quantity import Assignment, Choice
from pmctl.record import dataclass
from pmctl.scheduling.rows import Booking
from pmctl.scheduling.work import Work, crew_work, rate_of
from pmctl.worktime import CLOCK, Absent, Limited, WorkCalendar, Working, days_as_instants

WHOLE = Fraction(1)
MOST_PLACES = 50_000
"""Of so many different `assign`s nothing is kept for the next workspace."""


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody, or equipment, that can be booked: working time, capacity in units of one, and effort a minute (None for
    equipment).
    """

    id: str
    calendar: Working
    capacity: Fraction
    rate: Fraction | None
    availability: Fraction = WHOLE


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of `assign`: take one of `crews`, or `pick` of them together."""

    crews: tuple[tuple[str, ...], ...]
    pick: int
    share: Fraction
    limit: int | None

    @property
    def settled(self) -> bool:
        """Whether there is nothing to choose."""
        return len(self.crews) <= self.pick


class Part(NamedTuple):
    """Somebody in a place: what they are booked for, the load of that, and what they give."""

    place: Place
    booking: Booking
    load: int
    calendar: Working
    rate: Fraction | None
    """Effort a minute of the calendar; None of those who give none."""


class Team:
    """Who is booked for a task: what each is taken for, and the work that an effort makes for them."""

    __slots__ = ("_rate", "behind", "bookings", "crew", "limits", "loads", "make", "settled", "works")

    def __init__(self, parts: Sequence[Part], settled: bool = True) -> None:
        """`settled` says that nobody else could be booked in their place."""
        self.bookings: tuple[Booking, ...] = tuple([part.booking for part in parts])
        self.crew: list[tuple[Working, Fraction]] = []
        self.limits: dict[str, Working] = {}
        self.settled = settled
        loads: dict[str, int] = {}
        for _, (who, _, limit), load, calendar, rate in parts:
            loads[who] = loads.get(who, 0) + load
            if rate is not None:
                self.crew.append((calendar, rate))
            if limit is not None:
                self.limits[who] = calendar
        self.loads = tuple(loads.items())
        self.make: Callable[[int], Work] | None = None
        self.works: dict[int, Work] = {}
        self.behind: dict[Working, Callable[[int], Work]] = {}
        self._rate: Fraction | None = None

    @property
    def rate(self) -> Fraction:
        """Effort a minute of all of them together."""
        if self._rate is None:
            self._rate = rate_of(self.crew)
        return self._rate

    def work(self, minutes: int) -> Work:
        """The work of so many minutes of effort, more than none; only for a team that has people in it."""
        found = self.works.get(minutes)
        if found is None:
            if self.make is None:
                self.make = crew_work(self.crew)
            found = self.works[minutes] = self.make(minutes)
        return found

    def gated(self, minutes: int, gate: Working) -> Work:
        """The same, of people who work while the calendar of the task is open only."""
        make = self.behind.get(gate)
        if make is None:
            make = self.behind[gate] = crew_work(self.crew, gate)
        return make(minutes)


@lru_cache(maxsize=512)
def _absent(base: WorkCalendar, days: tuple[tuple[int, int], ...]) -> Absent:
    """A calendar less days off; plans that are nearly the same share it."""
    return Absent(base, days)


@lru_cache(maxsize=512)
def _limited(full: Working, limit: int, year: int) -> Limited:
    """A calendar up to a limit a week; plans that are nearly the same share it."""
    return Limited(full, limit, year)


@dataclass(slots=True)
class _Tables:
    """What was made for the people of a workspace, by what it is asked for."""

    workers: dict[str, Worker] = field(default_factory=dict)
    limited: dict[tuple[str, int, Fraction], Working] = field(default_factory=dict)
    booked: dict[int | tuple[int, ...], tuple[Sequence[Assignment], tuple[tuple[Place, ...], Team]]] = field(
        default_factory=dict
    )
    """By the identities of the entries of an `assign`, which is held so that they stay theirs."""
    owners: dict[str, tuple[tuple[Place, ...], Team]] = field(default_factory=dict)
    entries: dict[int, tuple[Assignment, tuple[Place, ...]]] = field(default_factory=dict)
    """By the identity of an entry of an `assign`, which is held, its place, if it asks for anybody."""
    parts: dict[tuple[int, str], Part] = field(default_factory=dict)
    """By the identity of a place, which is held, and who is in it."""


class Workers:
    """The people and resources of a workspace, each made when first asked for; `same` are those of one with the same
    people, whose tables are shared.
    """

    def __init__(self, workspace: Workspace, calendars: Calendars, same: Workers | None = None) -> None:
        self.workspace = workspace
        self.calendars = calendars
        self.tables: _Tables = same.tables if same is not None and len(same.tables.booked) < MOST_PLACES else _Tables()

    def __getitem__(self, who: str) -> Worker:
        found = self.tables.workers.get(who)
        if found is None:
            person = self.workspace.people.get(who)
            found = self._person(person) if person is not None else self._resource(self.workspace.resources[who])
            self.tables.workers[who] = found
        return found

    def _person(self, person: Person) -> Worker:
        base = self.calendars[person.calendar or "default"]
        calendar: Working = _absent(base, tuple(days_as_instants(person.time_off))) if person.time_off else base
        availability = person.availability.value if person.availability else WHOLE
        if person.limit is not None and availability:
            calendar = _limited(calendar, int(person.limit.minutes / availability), self.calendars.year)
        rate = availability * person.efficiency.value if person.efficiency else availability
        return Worker(person.id, calendar, WHOLE, rate, availability)

    def _resource(self, resource: Resource) -> Worker:
        calendar: Working = self.calendars[resource.calendar] if resource.calendar else CLOCK
        if resource.time_off:
            base = self.calendars[resource.calendar or "default"]
            calendar = _absent(base, tuple(days_as_instants(resource.time_off)))
        return Worker(resource.id, calendar, Fraction(resource.capacity), None)

    def calendar(self, who: str, share: Fraction, limit: int | None) -> Working:
        """The working time of somebody for one task, with the weekly limit of that assignment."""
        worker = self[who]
        if limit is None:
            return worker.calendar
        key = (who, limit, share)
        found = self.tables.limited.get(key)
        if found is None:
            taken = share * worker.availability
            minutes = int(limit / taken) if taken else limit
            found = self.tables.limited[key] = _limited(worker.calendar, minutes, self.calendars.year)
        return found

    def places_of_task(self, task: Task) -> tuple[Place, ...]:
        """Whom a task asks for; without an `assign` its owner does the work, unless it is somebody else's."""
        return self.booked(task)[0]

    def booked(self, task: Task) -> tuple[tuple[Place, ...], Team]:
        """Whom a task asks for, and of them whoever is named first in each place."""
        assign = task.assign
        if assign is None:
            owner = task.owner if task.external is None and task.owner in self.workspace.people else ""
            return self.tables.owners.get(owner) or self._owner_alone(owner)
        # equal texts are read once, and the workspace keeps what was read; nearly all tasks are of one
        key = id(assign[0]) if len(assign) == 1 else tuple(map(id, assign))
        found = self.tables.booked.get(key)
        if found is None:  # names that nobody has ask for nothing (a rule says so)
            places = tuple([place for entry in assign for place in self._place_of(entry)])
            found = self.tables.booked[key] = assign, (places, self._first_team(places))
        return found[1]

    def _owner_alone(self, owner: str) -> tuple[tuple[Place, ...], Team]:
        """The place of an owner who does the work; none for nobody."""
        places = (Place(((owner,),), 1, WHOLE, None),) if owner else ()
        found = self.tables.owners[owner] = places, self._first_team(places)
        return found

    def _first_team(self, places: tuple[Place, ...]) -> Team:
        return self.team(places, [joined(place.crews[: place.pick]) for place in places])

    def team(self, places: Sequence[Place], crews: Sequence[tuple[str, ...]]) -> Team:
        """The bookings of one crew for each place."""
        parts = [self._part(place, who) for place, names in zip(places, crews, strict=True) for who in names]
        return Team(parts, all(place.settled for place in places))

    def _part(self, place: Place, who: str) -> Part:
        key = (id(place), who)
        found = self.tables.parts.get(key)
        if found is None:
            rate, calendar = self[who].rate, self.calendar(who, place.share, place.limit)
            booking = Booking(who, place.share, place.limit)
            given = (rate if place.share is WHOLE else place.share * rate) if rate else None
            found = self.tables.parts[key] = Part(place, booking, load_of(place.share), calendar, given)
        return found

    def _place_of(self, entry: Assignment) -> tuple[Place, ...]:
        found = self.tables.entries.get(id(entry))
        if found is None:
            place = self._place(entry)
            found = self.tables.entries[id(entry)] = entry, () if place is None else (place,)
        return found[1]

    def _place(self, entry: Assignment) -> Place | None:
        share = entry.share.value if entry.share else WHOLE
        limit = entry.limit.minutes if entry.limit else None
        crews: list[tuple[str, ...]] = []
        for choice in entry.choices:
            members = self._meant(choice)
            alone = choice.kind != "name" or entry.count is not None
            crews += [(who,) for who in members] if alone else [members] if members else []
        if not crews:
            return None
        if len(crews) > 1:  # who gives nothing does not stand in for somebody who does
            crews = [crew for crew in crews if any(self[who].rate != 0 for who in crew)] or crews
        return Place(tuple(dict.fromkeys(crews)), entry.count or 1, share, limit)

    def _meant(self, choice: Choice) -> tuple[str, ...]:
        workspace = self.workspace
        if choice.kind == "role":  # by id, so that the order of a file decides nothing
            return tuple(
                who for who, person in sorted(workspace.people.items()) if slug(person.role) == slug(choice.name)
            )
        if choice.kind == "skill":
            return tuple(who for who, person in sorted(workspace.people.items()) if choice.name in person.skills)
        if choice.name in workspace.teams:
            members = workspace.teams[choice.name].members
            return tuple(who for who in members if who in workspace.people)
        known = choice.name in workspace.people or choice.name in workspace.resources
        return (choice.name,) if known else ()


FULL = 1_000_000
"""The load of a whole person: shares are counted in millionths, rounded down."""


def load_of(share: Fraction) -> int:
    """A share of somebody's availability as a whole number."""
    return share.numerator * FULL // share.denominator


def joined(crews: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Crews as one, nobody twice."""
    is_alone = len(crews) == 1 and len(crews[0]) == 1
    return crews[0] if is_alone else tuple(dict.fromkeys(chain.from_iterable(crews)))


def slug(text: str) -> str:
    """A role as an id: `Backend engineer` and `backend-engineer` are the same."""
    return "-".join(text.lower().replace("-", " ").split())
