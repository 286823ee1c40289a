"""Made-up plans for the tests of the schedule, and what tells how their calendars and links read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from math import ceil
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from pmctl.calendars import Calendars
from pmctl.load import load
from pmctl.model.project import Project, Task
from pmctl.model.workspace import Workspace
from pmctl.quantity import Lag
from pmctl.scheduling import schedule
from pmctl.scheduling.people import Workers
from pmctl.scheduling.schedule import Schedule, Scheduled
from pmctl.worktime import Working, days_as_instants

TODAY = date(2026, 1, 7)
SETTINGS: Mapping[str, Any] = {
    "kind": "workspace",
    "calendars": {
        "default": {"hours": {"mon-fri": "09:00-12:00 13:00-18:00"}, "days-off": ["2026-01-19"]},
        "early": {"hours": {"mon-fri": "08:00-12:00 13:00-17:00"}},
        "nights": {"hours": {"mon-thu": "22:00-06:00"}},
    },
}
HARD = ("SNLT", "FNLT", "MSO", "MFO")
SOME = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ASSIGNED: tuple[Any, ...] = (
    "ana", "bo", "cy", "dee", "ana 50%", "bo 40%", "ana 30%", ["ana", "bo"], ["ana", "dee 50%"], ["ana", "cy"], "core",
    "rig", ["ana", "rig"], [],
)  # fmt: skip
CHOICES = ("ana | bo", "core 1", "skill:python", "role:tester", "cy | dee 50%")
LAGS = ("", " + 2h", " + 1d", " - 3h", " - 1d", " + 3ed", " + 20eh", " - 1ed", " + 50%", " - 25%")
KINDS = ("FS", "SS", "FF", "SF")
DAYS = st.integers(1, 28).map(lambda day: f"2026-01-{day:02}")
Made = dict[str, Any]


@dataclass(frozen=True)
class Plan:
    """Tasks by number (links go to smaller numbers), and which runs of them are groups."""

    tasks: tuple[Made, ...]
    people: Made
    groups: tuple[tuple[int, int, Made], ...] = ()
    cut: int = 99
    """From this number on tasks stand in document `q`."""
    projects: Made = field(default_factory=dict)

    def name(self, number: int) -> str:
        return f"{'p' if number < self.cut else 'q'}/t{number}"

    def files(self, random: Random | None = None) -> dict[str, bytes]:
        """The plan as files; with `random` their keys are in another order."""
        people = {"kind": "people", **self.people}
        documents: Made = {"pmctl.yaml": SETTINGS, "people.yaml": people}
        for document, numbers in (
            ("p", range(min(self.cut, len(self.tasks)))),
            ("q", range(self.cut, len(self.tasks))),
        ):
            if numbers:
                project = {"kind": "project", **self.projects.get(document, {})}
                documents[f"{document}.yaml"] = {**project, "tasks": dict(self._tree(numbers))}
        return {name: json.dumps(_shuffled(content, random)).encode() for name, content in documents.items()}

    def _tree(self, numbers: range) -> Iterator[tuple[str, Made]]:
        number = numbers.start
        while number < numbers.stop:
            found = next((group for group in self.groups if group[0] == number), None)
            if found is None:
                yield f"t{number}", self.tasks[number]
                number += 1
            else:
                last = min(found[1], numbers.stop - 1)
                yield f"g{number}", {**found[2], "tasks": {f"t{n}": self.tasks[n] for n in range(number, last + 1)}}
                number = last + 1

    def load(self, random: Random | None = None) -> Workspace:
        loaded = load(Path("plans"), self.files(random))
        assert [found for found in loaded.diagnostics if found.severity == "error" and found.code < "PM1"] == []
        return loaded.workspace

    def schedule(self, level: bool = True, random: Random | None = None) -> Schedule:
        return schedule(self.load(random), TODAY, level)


def _shuffled(content: Any, random: Random | None) -> Any:
    """The same with the keys of all maps in another order (`kind` is found wherever it stands)."""
    if random is None or not isinstance(content, Mapping):
        return content
    keys = list(content)
    random.shuffle(keys)
    return {key: _shuffled(content[key], random) for key in keys}


# --- making plans up --------------------------------------------------------------------------------------------------


@st.composite
def workers(draw: st.DrawFn) -> Made:
    """Four people with days off and shares of their own, a team, and equipment."""
    people: Made = {"ana": {"skills": ["python"]}, "bo": {"role": "Tester"}, "cy": {"calendar": "early"}, "dee": {}}
    people["cy"]["skills"] = ["python"]
    people["dee"]["role"] = "tester"
    for person in people.values():
        person["availability"] = draw(st.sampled_from(["100%", "50%", "70%"]))
        person["efficiency"] = draw(st.sampled_from(["100%", "100%", "80%"]))
        if draw(st.booleans()):
            first = draw(st.integers(5, 20))
            person["time-off"] = [f"2026-01-{first:02}..2026-01-{first + draw(st.integers(0, 6)):02}"]
    return {
        "people": people,
        "teams": {"core": {"members": ["ana", "bo"]}},
        "resources": {"rig": {"capacity": draw(st.integers(1, 2))}},
    }


@st.composite
def links(draw: st.DrawFn, earlier: list[str], kinds: tuple[str, ...], lags: tuple[str, ...]) -> list[str]:
    targets = draw(st.lists(st.sampled_from(earlier), unique=True, max_size=3)) if earlier else []
    return [f"{target} {draw(st.sampled_from(kinds))}{draw(st.sampled_from(lags))}" for target in targets]


@st.composite
def works(draw: st.DrawFn, choices: bool, elapsed: bool, calendars: bool) -> Made:
    """What a task takes: effort of somebody, a duration, nothing (a milestone)."""
    form = draw(
        st.sampled_from(["effort", "effort", "effort", "duration", "milestone", "elapsed" if elapsed else "effort"])
    )
    if form == "milestone":
        return {"milestone": True}
    if form == "elapsed":
        return {"duration": draw(st.sampled_from(["6eh", "2ed"]))}
    length = draw(st.sampled_from(["30min", "3h", "1d", "2d", "3.5d"]))
    found: Made = {form: length, "assign": draw(st.sampled_from(ASSIGNED + (CHOICES if choices else ())))}
    if calendars and draw(st.integers(0, 4)) == 0:
        found["calendar"] = draw(st.sampled_from(["early", "nights"])) if not found["assign"] else "early"
    if calendars and draw(st.integers(0, 5)) == 0:
        first = draw(st.integers(6, 20))
        found["splits"] = [f"2026-01-{first:02}..2026-01-{first + draw(st.integers(0, 3)):02}"]
    return found


@st.composite
def limits(draw: st.DrawFn, hard: bool) -> Made:
    """What dates say of a task, or of a group."""
    found: Made = {}
    if draw(st.integers(0, 5)) == 0:
        found["not-before"] = draw(DAYS)
    if hard and draw(st.integers(0, 3)) == 0:
        found["constraint"] = {"type": draw(st.sampled_from((*HARD, "SNET", "FNET"))), "date": draw(DAYS)}
    return found


@st.composite
def plans(
    draw: st.DrawFn,
    hard: bool = False,
    due: bool = False,
    progress: bool = False,
    choices: bool = True,
    elapsed: bool = True,
    calendars: bool = True,
    most_documents: int = 2,
    kinds: tuple[str, ...] = KINDS,
    lags: tuple[str, ...] = LAGS,
) -> Plan:
    """Plans of 2 to 12 tasks; what shall not occur in them is switched off."""
    count = draw(st.integers(2, 12))
    cut = draw(st.integers(1, 12)) if most_documents > 1 and draw(st.booleans()) else 99
    groups: list[tuple[int, int, Made]] = []
    plan = Plan((), draw(workers()), cut=cut)
    tasks: list[Made] = []
    closed: list[str] = []
    for number in range(count):
        if draw(st.integers(0, 5)) == 0 and (not groups or groups[-1][1] < number) and number + 1 < count:
            last = min(number + draw(st.integers(0, 2)), count - 1 if number >= cut else min(count, cut) - 1)
            names = [plan.name(earlier) for earlier in range(number)] + closed
            groups.append((number, last, {**draw(limits(hard)), "after": draw(links(names, kinds, lags))}))
        names = [plan.name(earlier) for earlier in range(number)] + closed
        task = {
            **draw(works(choices, elapsed, calendars)),
            **draw(limits(hard)),
            "after": draw(links(names, kinds, lags)),
        }
        if draw(st.booleans()):
            task["priority"] = draw(st.sampled_from([100, 500, 900]))
        if due and draw(st.integers(0, 3)) == 0:
            task["due"] = draw(DAYS)
        if progress and not task.get("milestone") and draw(st.integers(0, 3)) == 0:
            task |= draw(st.sampled_from(PROGRESS))
        tasks.append(task)
        if groups and groups[-1][1] == number:
            closed.append(f"{plan.name(number)[0]}/g{groups[-1][0]}")
    starts = st.sampled_from(["2026-01-05", "2026-01-08", "2026-01-10"])
    projects = {document: {"start": draw(starts), "priority": draw(st.sampled_from([400, 500]))} for document in "pq"}
    return replace(plan, tasks=tuple(tasks), groups=tuple(groups), projects=projects)


PROGRESS: tuple[Made, ...] = (
    {"started": "2026-01-05"},
    {"started": "2026-01-02", "progress": "40%"},
    {"started": "2026-01-05", "remaining": "1d"},
    {"status": "done", "started": "2026-01-02", "finished": "2026-01-06"},
    {"status": "done"},
    {"progress": "60%"},
    {"status": "dropped"},
)


# --- reading plans ----------------------------------------------------------------------------------------------------


def leaves(workspace: Workspace, item: Any) -> list[Task]:
    if isinstance(item, Project):
        return [leaf for child in item.top for leaf in leaves(workspace, workspace.items[child])]
    if item.is_group:
        return [leaf for child in item.children for leaf in leaves(workspace, workspace.items[child])]
    return [item]


def around(workspace: Workspace, task: Task) -> Iterator[Task]:
    """A task and the groups around it."""
    item: Any = task
    while isinstance(item, Task):
        yield item
        item = workspace.items.get(item.group)


def is_held(workspace: Workspace, task: Task) -> bool:
    """Whether dates win over links."""
    return any(item.constraint is not None and item.constraint.type in HARD for item in around(workspace, task))


class Reading:
    """A workspace and its schedule, with the calendars that its people and tasks keep."""

    def __init__(self, workspace: Workspace, found: Schedule) -> None:
        self.workspace = workspace
        self.found = found
        self.calendars = Calendars(workspace, 2025)
        self.workers = Workers(workspace, self.calendars)
        self.tasks = [item for item in workspace.items.values() if isinstance(item, Task) and not item.is_group]

    def calendar(self, task: Task) -> Working:
        return self.calendars[
            next((item.calendar for item in around(self.workspace, task) if item.calendar), "default")
        ]

    def row(self, task: Task) -> Scheduled:
        return self.found.tasks[task.id]

    def works(self, task: Task, at: int) -> bool:
        """Whether somebody works on a task in the minute that begins at an instant."""
        if any(first <= at < last for first, last in days_as_instants(task.splits)):
            return False
        crew = [booking.who for booking in self.row(task).bookings if booking.who in self.workspace.people]
        own = self.calendar(task).segment(at)[0]
        if task.effort is None or not crew:
            return own
        there = any(self.workers[who].calendar.segment(at)[0] for who in crew)
        return there and (own or not task.calendar)

    def members(self, task: Task) -> list[tuple[Working, Fraction]]:
        """Who gives effort to a task, and how much a minute."""
        found = []
        for booking in self.row(task).bookings if task.effort is not None else ():
            worker = self.workers[booking.who]
            if worker.rate is not None:
                found.append((worker.calendar, booking.share * worker.rate))
        return found

    def length(self, task: Task) -> int:
        """What a task takes in minutes when everybody on it is there."""
        if task.milestone:
            return 0
        total = task.effort or task.duration
        assert total is not None
        rate = sum((rate for _, rate in self.members(task)), Fraction(0))
        return ceil(total.minutes / rate) if rate else total.minutes


def read(plan: Plan, level: bool) -> Reading:
    workspace = plan.load()
    return Reading(workspace, schedule(workspace, TODAY, level))


def shifted(reading: Reading, at: int, lag: Lag | None, first: Task, waiting: Task) -> int:
    """An instant moved by a lag in the calendar of whoever waits; a share is of what `first` takes."""
    move = 0 if lag is None else lag.minutes if lag.share is None else round(lag.share * reading.length(first))
    if lag is None or not move:
        return at
    calendar = reading.calendar(waiting)
    return at + move if lag.elapsed else calendar.finish_at(calendar.work_at(at) + move)
