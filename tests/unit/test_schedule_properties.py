"""What holds for the schedule of any plan: small plans are made up, written as YAML and scheduled."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pmctl.model.project import Project, Task
from pmctl.model.workspace import resolve
from pmctl.quantity import instant
from pmctl.scheduling import schedule
from pmctl.scheduling.free_float import free_floats
from pmctl.scheduling.schedule import Schedule
from pmctl.worktime import Working, days_as_instants
from tests.unit.schedule_plans import (
    CHOICES,
    KINDS,
    SOME,
    TODAY,
    Made,
    Plan,
    Reading,
    around,
    is_held,
    leaves,
    plans,
    read,
    shifted,
)  # fmt: skip

# --- links and working time -------------------------------------------------------------------------------------------


@SOME
@given(plan=plans(hard=True, due=True), level=st.booleans())
def test_nothing_runs_before_its_links_let_it(plan: Plan, level: bool) -> None:
    reading = read(plan, level)
    workspace = reading.workspace
    for item in (item for item in workspace.items.values() if isinstance(item, Task)):
        for link in item.after:
            for first in leaves(workspace, resolve(workspace, item.document, link.target)):
                before = reading.row(first)
                moment = before.finish if link.kind in ("FS", "FF") else before.start
                moment = shifted(reading, moment, link.lag, first, item)
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
@given(plan=plans(hard=True, due=True), level=st.booleans())
def test_between_start_and_finish_lies_the_work(plan: Plan, level: bool) -> None:
    reading = read(plan, level)
    for task in reading.tasks:
        if task.milestone or (task.duration and task.duration.elapsed):
            continue
        total = task.effort or task.duration
        assert total is not None
        rate = sum((rate for _, rate in reading.members(task)), Fraction(0)) or 1
        done = given_to(reading, task)
        assert total.minutes <= done < total.minutes + rate, task.id  # the last minute may bring more than was left


def given_to(reading: Reading, task: Task) -> Fraction:
    """The effort (or working time) that fits between start and finish of a task, worked out stretch by stretch."""
    row, own = reading.row(task), reading.calendar(task)
    members = reading.members(task)
    gates: list[Working] = [own] if task.calendar or not members else []
    pauses = days_as_instants(task.splits)
    at, done = row.start, Fraction(0)
    while at < row.finish:
        parts = [calendar.segment(at) for calendar in (*gates, *(calendar for calendar, _ in members))]
        edges = [edge for pause in pauses for edge in pause if edge > at]
        until = min([row.finish, *(change for _, change in parts), *edges])
        there = [rate for (works, _), (_, rate) in zip(parts[len(gates) :], members, strict=True) if works]
        open_ = all(works for works, _ in parts[: len(gates)]) and not any(first <= at < last for first, last in pauses)
        done += open_ * (until - at) * (sum(there, Fraction(0)) if members else 1)
        at = until
    return done


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


@settings(SOME, max_examples=20)
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
    free = free_floats(found)
    return {
        full_id: (
            row.start, row.finish, row.early_start, row.early_finish, row.late_start, row.late_finish,
            row.total_float, free[full_id], row.state, row.bookings,
        )
        for full_id, row in sorted(found.tasks.items())
    }  # fmt: skip


@settings(SOME, max_examples=20)
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
