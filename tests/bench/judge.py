"""An independent judge of a levelled schedule: links, calendars and bookings, from the plan's text and the dates alone.

It shares no code with pmctl: plans as `gen_plan.py --common --no-progress` writes them are read with a plain YAML
reader, working time is counted by days and shifts, and bookings are added up.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import Any

import yaml

Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Booking:
    """Somebody's time for a task: a share of their availability, which gives so many minutes a working minute."""

    task: str
    who: str
    start: datetime
    finish: datetime
    share: float
    rate: float


DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
UNITS = {"h": 60, "d": 480, "w": 2400}
_LINK = re.compile(r"(?P<target>\S+)(?: (?P<kind>SS|FS))?(?: \+ (?P<lag>[0-9]+)(?P<elapsed>e?)(?P<unit>[hdw]))?")


@dataclass(frozen=True, slots=True)
class Span:
    """When a task starts and finishes."""

    start: datetime
    finish: datetime


@dataclass(frozen=True, slots=True)
class Leaf:
    """A task as the judge sees it: its links with those of the groups around it."""

    id: str
    minutes: int
    fixed: bool
    people: tuple[tuple[str, float], ...]
    links: tuple[str, ...]
    groups: tuple[str, ...]
    begins: date


class Hours:
    """Working minutes of one calendar: the shifts of each day, and a running sum by day from one midnight on."""

    def __init__(self, weekdays: Mapping[str, str], closed: frozenset[date], origin: date, days: int) -> None:
        self.origin = datetime.combine(origin, datetime.min.time())
        week = {day: tuple(shifts(weekdays, day)) for day in DAYS}
        dates = [origin + timedelta(days=number) for number in range(days)]
        self.days = [() if day in closed else week[DAYS[day.weekday()]] for day in dates]
        self.worked = [0, *accumulate(sum(last - first for first, last in day) for day in self.days)]

    def upto(self, at: datetime) -> int:
        """Working minutes up to an instant."""
        day, minute = divmod(int((at - self.origin).total_seconds()) // 60, 1440)
        return self.worked[day] + sum(max(0, min(last, minute) - first) for first, last in self.days[day])

    def between(self, start: datetime, finish: datetime) -> int:
        """Working minutes from one instant to another."""
        return self.upto(finish) - self.upto(start)

    def after(self, start: datetime, minutes: int) -> datetime:
        """The first instant by which so many minutes, at least one, are worked."""
        wanted = self.upto(start) + minutes
        day = bisect_left(self.worked, wanted) - 1
        left = wanted - self.worked[day]
        for first, last in self.days[day]:
            if left <= last - first:
                break
            left -= last - first
        return self.origin + timedelta(days=day, minutes=first + left)


def shifts(weekdays: Mapping[str, str], day: str) -> Iterator[tuple[int, int]]:
    """The shifts of a weekday, in minutes of the day."""
    for names, text in weekdays.items():
        first, _, last = names.partition("-")
        if DAYS.index(first) <= DAYS.index(day) <= DAYS.index(last or first):
            for shift in str(text).split():
                ends = [int(clock[:2]) * 60 + int(clock[3:]) for clock in shift.split("-")]
                yield ends[0], ends[1]


def as_days(ranges: Iterable[Any]) -> Iterator[date]:
    """Days, and ranges of days, as the plan types them."""
    for text in map(str, ranges):
        first, _, last = text.partition("..")
        day, end = date.fromisoformat(first), date.fromisoformat(last or first)
        while day <= end:
            yield day
            day += timedelta(days=1)


def as_list(value: object) -> list[str]:
    """One or many, as the format allows."""
    return [] if value is None else [str(one) for one in value] if isinstance(value, list) else [str(value)]


def as_minutes(text: str) -> int:
    """A duration, the likely value of a range, in minutes."""
    parts = text.split("..")
    likely = parts[1] if len(parts) == 3 else parts[0]
    return round(float(likely[:-1]) * UNITS[likely[-1]])


class Plan:
    """A generated plan: its leaves and groups, and the working time of each person."""

    def __init__(self, folder: Path) -> None:
        self.leaves: dict[str, Leaf] = {}
        self.members: dict[str, list[str]] = {}
        documents = [yaml.safe_load(path.read_text("utf-8")) for path in sorted(folder.rglob("*.yaml"))]
        heads = {one["id"]: one for one in documents if one["kind"] == "project"}
        origin = min(one["start"] for one in heads.values()) - timedelta(days=60)
        people = next(one["people"] for one in documents if one["kind"] == "people")
        workspace = next(one for one in documents if one["kind"] == "workspace")
        calendars = workspace["calendars"]
        closed = frozenset(as_days(calendars["default"].get("days-off", ())))
        weeks = {name: one["hours"] for name, one in calendars.items()}
        self.common = Hours(weeks["default"], closed, origin, 365 * 9)
        self.hours = {
            who: Hours(
                weeks[one.get("calendar", "default")],
                closed | set(as_days(as_list(one.get("time-off")))),
                origin,
                365 * 9,
            )
            for who, one in people.items()
        }
        self.available = {
            who: float(str(one.get("availability", "100%")).rstrip("%")) / 100 for who, one in people.items()
        }
        for document, one in heads.items():
            self._walk(document, one["tasks"], (), (), one["start"])

    def _walk(self, document: str, tasks: Node, groups: tuple[str, ...], links: tuple[str, ...], begins: date) -> None:
        for key, task in tasks.items():
            full = f"{document}/{key}"
            own = tuple(link if "/" in link.split()[0] else f"{document}/{link}" for link in as_list(task.get("after")))
            if "tasks" in task:
                self._walk(document, task["tasks"], (*groups, full), (*links, *own), begins)
                continue
            size = task.get("effort") or task.get("duration") or "0d"
            people = tuple(self._share(entry) for entry in as_list(task.get("assign")))
            self.leaves[full] = Leaf(
                full, as_minutes(str(size)), "effort" not in task, people, links + own, groups, begins
            )
            for group in groups:
                self.members.setdefault(group, []).append(full)

    def _share(self, entry: str) -> tuple[str, float]:
        who, _, share = entry.partition(" ")
        return who, float(share.rstrip("%") or 100) / 100

    def named(self, target: str) -> list[str]:
        """The leaves that a link's target means."""
        return self.members.get(target, [target])


def wrong(plan: Plan, spans: Mapping[str, Span], bookings: Iterable[Booking]) -> list[str]:
    """What is not as it must be, a line each: links, working time, effort, nobody booked twice."""
    given = dict.fromkeys(plan.leaves, 0.0)
    loads: dict[str, list[tuple[int, float]]] = {}
    for one in bookings:
        hours = plan.hours[one.who]
        first, last = hours.upto(one.start), hours.upto(one.finish)
        given[one.task] += (last - first) * one.rate
        if first < last:  # who is away is not booked
            loads.setdefault(one.who, []).extend(((first, one.share), (last, -one.share)))
    return [
        *(line for leaf in plan.leaves.values() for line in _of_leaf(plan, leaf, spans, given[leaf.id])),
        *(line for who, steps in loads.items() for line in _twice(who, steps)),
    ]


def _of_leaf(plan: Plan, leaf: Leaf, spans: Mapping[str, Span], given: float) -> Iterator[str]:
    span = spans.get(leaf.id)
    if span is None:
        yield f"{leaf.id}: has no dates"
        return
    if span.start.date() < leaf.begins:
        yield f"{leaf.id}: begins before its project"
    for link in leaf.links:
        yield from _link(plan, leaf, link, spans)
    if leaf.fixed:
        given = plan.common.between(span.start, span.finish)
    if round(given) < leaf.minutes - len(leaf.people):  # a minute of each may be lost in rounding
        yield f"{leaf.id}: gets {given:.0f} of {leaf.minutes} minutes"


def _link(plan: Plan, leaf: Leaf, text: str, spans: Mapping[str, Span]) -> Iterator[str]:
    found = _LINK.fullmatch(text)
    if found is None:
        yield f"{leaf.id}: a link that the judge cannot read: {text}"
        return
    lag = int(found["lag"] or 0) * UNITS[found["unit"] or "d"]
    for first in plan.named(found["target"]):
        at = spans[first].start if found["kind"] == "SS" else spans[first].finish
        if found["elapsed"]:
            at += timedelta(minutes=lag * 3)  # an elapsed day has three times the minutes of a worked one
        elif lag:
            at = plan.common.after(at, lag)
        if spans[leaf.id].start < at:
            yield f"{leaf.id}: begins {spans[leaf.id].start}, `{text}` allows {at}"


def _twice(who: str, steps: list[tuple[int, float]]) -> Iterator[str]:
    load = 0.0
    for at, change in sorted(steps):
        load += change
        if load > 1 + 1e-9:
            yield f"{who}: is booked for {load:.0%} after {at} minutes of their time"
