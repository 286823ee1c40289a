"""What holds for the schedule of any plan: small plans are made up, written as YAML and scheduled."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pmctl.calendars import Calendars
from pmctl.load import load
from pmctl.model.project import Project, Task
from pmctl.model.workspace import Workspace, resolve
from pmctl.quantity import Lag, instant, print_iso
from pmctl.scheduling import schedule
from pmctl.scheduling.people import Workers
from pmctl.scheduling.schedule import Schedule, Scheduled
from pmctl.worktime import Working

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
SOME = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ASSIGNED = (
    "ana", "bo", "cy", "dee", "ana 50%", "bo 40%", "ana 30%", ["ana", "bo"], ["ana", "dee 50%"], ["ana", "cy"], "core",
    "rig", ["ana", "rig"], [],
)  # fmt: skip
CHOICES = ("ana | bo", "core 1", "skill:python", "role:tester", "cy | dee 50%")
LAGS = ("", " + 2h", " + 1d", " - 3h", " - 1d", " + 3ed", " + 20eh", " - 1ed")
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
        crew = [booking.who for booking in self.row(task).bookings if booking.who in self.workspace.people]
        own = self.calendar(task).segment(at)[0]
        if task.effort is None or not crew:
            return own
        there = any(self.workers[who].calendar.segment(at)[0] for who in crew)
        return there and (own or not task.calendar)


def read(plan: Plan, level: bool) -> Reading:
    workspace = plan.load()
    return Reading(workspace, schedule(workspace, TODAY, level))


def shifted(reading: Reading, at: int, lag: Lag | None, waiting: Task) -> int:
    """An instant moved by a lag in the calendar of whoever waits."""
    if lag is None or not lag.minutes:
        return at
    calendar = reading.calendar(waiting)
    return at + lag.minutes if lag.elapsed else calendar.finish_at(calendar.work_at(at) + lag.minutes)


# --- links and working time -------------------------------------------------------------------------------------------


@SOME
@given(plan=plans(hard=True, due=True), level=st.booleans())
def test_nothing_runs_before_its_links_let_it(plan: Plan, level: bool) -> None:
    reading = read(plan, level)
    workspace = reading.workspace
    for item in workspace.items.values():
        for link in item.after if isinstance(item, Task) else ():
            for first in leaves(workspace, resolve(workspace, item.document, link.target)):
                before = reading.row(first)
                moment = before.finish if link.kind in ("FS", "FF") else before.start
                moment = shifted(reading, moment, link.lag, item)
                for then in leaves(workspace, item):
                    row = reading.row(then)
                    if is_held(workspace, then):
                        continue
                    if link.kind in ("FS", "SS"):
                        assert row.start >= moment, (first.id, then.id, link.text)
                    elif row.finish < moment:  # then nobody works until that moment
                        assert not any(reading.works(then, at) for at in range(row.finish, moment))
                        assert not then.milestone and not (then.duration and then.duration.elapsed)


@SOME
@given(plan=plans(hard=True, due=True), level=st.booleans())
def test_work_begins_and_ends_when_somebody_works(plan: Plan, level: bool) -> None:
    reading = read(plan, level)
    for task in reading.tasks:
        row = reading.row(task)
        if task.milestone or (task.duration and task.duration.elapsed):
            continue
        assert row.start < row.finish
        assert reading.works(task, row.start)
        asked = any(link.kind in ("FF", "SF") for item in around(reading.workspace, task) for link in item.after)
        assert reading.works(task, row.finish - 1) or (asked and reading.works(task, row.finish))
        assert reading.works(task, row.late_finish - 1)
        if not any("|" in entry.text or entry.count or entry.choices[0].kind != "name" for entry in task.assign or ()):
            assert reading.works(task, row.early_start)  # else that is the start of whoever was first choice


@SOME
@given(plan=plans(), level=st.booleans())
def test_what_depends_on_nothing_begins_with_its_document(plan: Plan, level: bool) -> None:
    reading = read(plan, level)
    for task in reading.tasks:
        if any(item.after or item.not_before for item in around(reading.workspace, task)):
            continue
        document = reading.workspace.documents[task.document]
        assert isinstance(document, Project) and document.start
        at = max(instant(document.start.first), instant(TODAY))
        row = reading.row(task)
        if task.milestone:
            at = reading.calendar(task).next_start(at)
        elif not (task.duration and task.duration.elapsed):
            at = next(moment for moment in range(at, at + 40 * 1440) if reading.works(task, moment))
        if level and row.bookings:
            assert row.start >= at
            continue
        assert row.start == at


# --- people -----------------------------------------------------------------------------------------------------------


@settings(SOME, max_examples=60)
@given(plan=plans(due=True))
def test_nobody_is_booked_beyond_what_there_is_of_them(plan: Plan) -> None:
    reading = read(plan, level=True)
    spans: dict[str, list[tuple[int, int, Any]]] = {}
    for task in reading.tasks:
        row = reading.row(task)
        for booking in row.bookings:
            calendar = reading.workers[booking.who].calendar
            span = calendar.work_at(row.start), calendar.work_at(row.finish), booking.share
            spans.setdefault(booking.who, []).append(span)
    for who, found in spans.items():
        for moment, _, _ in found:
            load = sum(share for start, finish, share in found if start <= moment < finish)
            assert load <= reading.workers[who].capacity, who


@SOME
@given(plan=plans(due=True))
def test_levelling_only_ever_moves_later_what_has_nobody_to_choose(plan: Plan) -> None:
    assume(not any(task.get("assign") in CHOICES for task in plan.tasks))
    for row in plan.schedule(level=True).tasks.values():
        assert row.start >= row.early_start
        assert row.finish >= row.early_finish


@SOME
@given(plan=plans(hard=True, due=True, progress=True))
def test_where_nobody_is_assigned_levelling_changes_nothing(plan: Plan) -> None:
    alone = replace(plan, tasks=tuple(task | ({"assign": []} if "assign" in task else {}) for task in plan.tasks))
    assert alone.schedule(level=True) == alone.schedule(level=False)


# --- order and repetition ---------------------------------------------------------------------------------------------


def dates(found: Schedule) -> dict[str, tuple[Any, ...]]:
    return {
        full_id: (
            row.start, row.finish, row.early_start, row.early_finish, row.late_start, row.late_finish,
            row.total_float, row.free_float, row.state, row.bookings,
        )
        for full_id, row in sorted(found.tasks.items())
    }  # fmt: skip


@settings(SOME, max_examples=60)
@given(plan=plans(hard=True, due=True, progress=True), level=st.booleans(), random=st.randoms(use_true_random=False))
def test_the_order_of_a_file_changes_no_date(plan: Plan, level: bool, random: Random) -> None:
    assert dates(plan.schedule(level, random)) == dates(plan.schedule(level))


@SOME
@given(plan=plans(hard=True, due=True, progress=True), level=st.booleans())
def test_the_same_plan_has_the_same_schedule(plan: Plan, level: bool) -> None:
    workspace = plan.load()
    first = schedule(workspace, TODAY, level)
    assert schedule(workspace, TODAY, level) == first
    assert repr(schedule(plan.load(), TODAY, level)) == repr(first)


PRINT = """
import sys
from datetime import date
from pathlib import Path
from pmctl.load import load
from pmctl.scheduling import schedule
for folder in sorted(Path(sys.argv[1]).iterdir()):
    files = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
    workspace = load(Path("plans"), files).workspace
    for level in (True, False):
        print(repr(schedule(workspace, date(2026, 1, 7), level)))
"""


def test_the_seed_of_hashes_changes_no_byte(tmp_path: Path) -> None:
    for number in range(6):
        folder = tmp_path / str(number)
        folder.mkdir()
        for name, content in sample(Random(number)).files().items():
            (folder / name).write_bytes(content)
    printed = []
    for seed in ("0", "1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])}
        done = subprocess.run(
            [sys.executable, "-c", PRINT, str(tmp_path)], env=environment, capture_output=True, check=True
        )
        printed.append(done.stdout)
    assert len(printed[0].splitlines()) == 12
    assert b"booking" in printed[0]
    assert printed[0] == printed[1] == printed[2]


def sample(random: Random) -> Plan:
    """A plan that does not hang on how plans are made up above: thirty tasks, a circle, groups, choices."""
    people = {
        "people": {who: {"skills": ["python"], "role": "Tester"} for who in ("ana", "bo", "cy", "dee")},
        "teams": {"core": {"members": ["ana", "bo", "cy"]}},
        "resources": {"rig": {}},
    }
    tasks: list[Made] = []
    for number in range(30):
        after = [f"t{random.randrange(number)} {random.choice(KINDS)}" for _ in range(random.randrange(3)) if number]
        assign = random.choice((*CHOICES, "ana", "rig", ["bo", "cy"]))
        tasks.append({"effort": f"{random.randint(1, 20)}h", "assign": assign, "after": after})
    tasks[3]["after"], tasks[4]["after"] = ["t4"], ["t3"]
    return Plan(tuple(tasks), people, groups=((10, 14, {"after": ["t1"]}), (20, 22, {})))


# --- network ----------------------------------------------------------------------------------------------------------


@settings(SOME, max_examples=60)
@given(plan=plans(hard=True, due=True), data=st.data())
def test_another_predecessor_makes_nothing_earlier(plan: Plan, data: st.DataObject) -> None:
    then = data.draw(st.integers(1, len(plan.tasks) - 1))
    first = data.draw(st.integers(0, then - 1))
    text = f"{plan.name(first)} {data.draw(st.sampled_from(KINDS))}{data.draw(st.sampled_from(LAGS))}"
    task = plan.tasks[then]
    changed = {**task, "after": [*task["after"], text]}
    more = replace(plan, tasks=(*plan.tasks[:then], changed, *plan.tasks[then + 1 :]))
    before, after = plan.schedule(level=False).tasks, more.schedule(level=False).tasks
    for full_id, row in before.items():
        assert after[full_id].start >= row.start, full_id
        assert after[full_id].finish >= row.finish, full_id


@settings(SOME, max_examples=60)
@given(plan=plans(most_documents=1, choices=False, elapsed=False, calendars=False, kinds=("FS",)), data=st.data())
def test_what_is_critical_holds_the_end(plan: Plan, data: st.DataObject) -> None:
    plan = replace(plan, people=_on_one_calendar(plan.people))
    found = plan.schedule(level=False)
    rows = [found.tasks[plan.name(number)] for number in range(len(plan.tasks))]
    assert all(row.critical == (row.total_float <= 0) for row in rows)
    critical = [n for n, task in enumerate(plan.tasks) if rows[n].total_float == 0 and not task.get("milestone")]
    assume(critical)
    number = data.draw(st.sampled_from(critical))
    assert _a_day_longer(plan, number).schedule(level=False).documents["p"].finish > found.documents["p"].finish


@settings(SOME, max_examples=60)
@given(plan=plans(most_documents=1, choices=False, elapsed=False, calendars=False, kinds=("FS",)), data=st.data())
def test_float_is_how_long_a_task_can_slip_before_the_end_moves(plan: Plan, data: st.DataObject) -> None:
    lasting = [number for number, task in enumerate(plan.tasks) if "duration" in task]
    assume(lasting)
    number = data.draw(st.sampled_from(lasting))
    found = plan.schedule(level=False)
    later = _a_day_longer(plan, number).schedule(level=False)
    moved = later.documents["p"].finish > found.documents["p"].finish
    assert moved == (found.tasks[plan.name(number)].total_float < 480)


def _a_day_longer(plan: Plan, number: int) -> Plan:
    task = plan.tasks[number]
    key = "effort" if "effort" in task else "duration"
    longer = {"30min": "8.5h", "3h": "11h", "1d": "2d", "2d": "3d", "3.5d": "4.5d"}[task[key]]
    return replace(plan, tasks=(*plan.tasks[:number], {**task, key: longer}, *plan.tasks[number + 1 :]))


def _on_one_calendar(people: Made) -> Made:
    """Float counts working time of the task's calendar: there, people keep it too."""
    own = {
        who: {key: value for key, value in person.items() if key != "calendar"}
        for who, person in people["people"].items()
    }
    return {**people, "people": own}


@SOME
@given(plan=plans(most_documents=1), level=st.booleans())
def test_without_promises_there_is_no_negative_float(plan: Plan, level: bool) -> None:
    reading = read(plan, level)
    found = reading.found
    for full_id, row in found.tasks.items():
        assert row.total_float >= 0, full_id
        assert row.late_start >= row.start, full_id
        assert row.late_finish <= found.documents["p"].finish
    for task in reading.tasks:  # what ends at a start of work, as it was asked to, may as well end before the pause
        row = reading.row(task)
        assert not any(reading.works(task, at) for at in range(row.late_finish, row.finish)), task.id
    last = [row for row in found.tasks.values() if row.finish == found.documents["p"].finish]
    assert any(row.critical for row in last)


# --- by hand: what made-up plans have shown ---------------------------------------------------------------------------


@pytest.mark.parametrize("assign", ["ana 150%", ["ana 50%", "ana 70%"], ["ana", "ana"], "ana 1min/w"])
def test_more_of_somebody_than_there_is_waits_until_they_are_free(assign: Any) -> None:
    tasks = ({"effort": "1h", "assign": "ana", "priority": 900}, {"effort": "1h", "assign": assign})
    found = Plan(tasks, {"people": {"ana": {}}}).schedule().tasks
    assert found["p/t1"].start >= found["p/t0"].finish


def begins(tasks: Mapping[str, Made], **extra: Made) -> dict[str, str]:
    """When each task of one project begins, by its id."""
    documents = {"p.yaml": {"kind": "project", "tasks": tasks}, "pmctl.yaml": SETTINGS, **extra}
    files = {name: json.dumps(content).encode() for name, content in documents.items()}
    found = schedule(load(Path("plans"), files).workspace, TODAY)
    return {full_id.partition("/")[2]: print_iso(row.start)[5:] for full_id, row in found.tasks.items()}


def test_the_lag_of_a_group_is_in_the_calendar_of_the_group() -> None:
    early = {"calendar": "early", "after": "a + 2h"}
    tasks = {
        "a": {"duration": "1d"},
        "g": {**early, "tasks": {"b": {"duration": "1d"}}},
        "c": {**early, "duration": "1d"},
    }
    found = begins(tasks)
    assert found["b"] == found["c"] == "01-08T10:00"


@pytest.mark.parametrize("away", [[], ["2026-11-02"]])
def test_a_share_of_a_crew_is_of_its_time_whenever_somebody_is_away(away: list[str]) -> None:
    people = {"kind": "people", "people": {"ana": {}, "bo": {"time-off": away}}}
    tasks = {"a": {"effort": "4d", "assign": ["ana", "bo"]}, "b": {"after": "a + 50%", "duration": "1d"}}
    assert begins(tasks, **{"people.yaml": people})["b"] == "01-12T09:00"  # two days of two people, and half of that


NEVER = {"calendars": {"never": {"hours": {"mon": "off"}}}, "kind": "workspace"}


def test_plans_without_working_time_end_with_the_years() -> None:
    people = {
        "kind": "people",
        "people": {"ana": {}, "bo": {"calendar": "never"}, "cy": {"calendar": "never", "limit": "2d/w"}},
    }
    tasks: dict[str, Made] = {
        "a": {"effort": "1d", "assign": "bo"},
        "elapsed": {"duration": "3ed", "after": "a", "assign": "bo 1d/w"},
        "limited": {"effort": "1d", "after": "a + 9ed", "assign": "ana 1d/w"},
        "both": {"effort": "1d", "after": "a + 9ed", "assign": ["ana 1d/w", "cy"]},
        "then": {"effort": "1d", "after": "limited", "assign": "ana"},
        "running": {"effort": "1d", "started": "2026-01-01", "assign": "cy 1h/w", "progress": "20%"},
        "ago": {"effort": "1d", "finish": "1900-01-01", "assign": "cy"},
        "with-ana": {"effort": "1d", "assign": ["ana", "bo"]},
    }
    found = begins(tasks, **{"people.yaml": people, "pmctl.yaml": NEVER})
    assert {key: found[key] for key in ("a", "limited", "then")} == dict.fromkeys(
        ("a", "limited", "then"), "12-31T00:00"
    )
    assert found["with-ana"] == "01-07T09:00"


def test_waiting_for_thousands_of_years_ends_with_the_years() -> None:
    tasks: dict[str, Made] = {"t0": {"duration": "1d"}}
    tasks |= {f"t{n}": {"duration": "1900ew", "after": f"t{n - 1} + 1900ew"} for n in range(1, 60)}
    assert begins(tasks)["t59"] == "12-31T00:00"


def test_who_is_first_hangs_on_the_id_and_not_on_the_file() -> None:
    people = {"kind": "people", "people": {"ana": {}}}
    work = {"effort": "1d", "assign": "ana"}
    for order in (["a", "b", "c"], ["c", "b", "a"], ["b", "c", "a"]):
        found = begins(dict.fromkeys(order, work), **{"people.yaml": people})
        assert found == {"a": "01-07T09:00", "b": "01-08T09:00", "c": "01-09T09:00"}


def test_a_finish_that_is_asked_for_in_a_pause_leaves_all_of_the_pause() -> None:
    tasks = ({"duration": "1d", "after": []}, {"duration": "1h", "after": ["t0 FF + 3ed"]})
    found = Plan(tasks, {}).schedule().tasks
    assert print_iso(found["p/t1"].finish) == "2026-01-09T18:00"  # asked for on Saturday
    assert print_iso(found["p/t0"].late_finish) == "2026-01-08T18:00"  # asks for Monday 09:00 at the latest
    assert found["p/t0"].total_float == 480


def test_the_last_task_of_a_project_is_critical_although_its_minutes_are_rounded() -> None:
    people = {"ana": {"efficiency": "80%"}, "cy": {"availability": "70%", "efficiency": "80%", "calendar": "early"}}
    for effort in range(60, 90):
        tasks = ({"effort": f"{effort}h", "assign": ["ana", "cy"]},)
        row = Plan(tasks, {"people": people}).schedule().tasks["p/t0"]
        assert (row.total_float, row.critical, row.late_start) == (0, True, row.start), effort
