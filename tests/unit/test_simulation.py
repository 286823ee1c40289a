"""Many runs of a plan: certain ones are the schedule, any one is the schedule of the plan with its draws written in."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from pmctl.formats import reader
from pmctl.load import load
from pmctl.model.control import Risk
from pmctl.model.project import Task
from pmctl.model.workspace import Workspace
from pmctl.quantity import Duration, Estimate
from pmctl.scheduling import lay, prepare, schedule
from pmctl.scheduling.schedule import Schedule
from pmctl.scheduling.simulation import Settings, Simulation, simulate
from pmctl.scheduling.simulation.chunks import Tables, run
from pmctl.scheduling.simulation.draws import Draws
from pmctl.scheduling.simulation.frame import Frame
from tests.unit.schedule_plans import SOME, TODAY, Plan, plans

ROOT = Path(__file__).parents[2]
FEWER = settings(SOME, max_examples=40 if os.environ.get("PMCTL_TESTS_SEARCH") else 12)
"""Each example is a plan that is scheduled several times."""
ESTIMATES = ("effort", "duration", "remaining")


def estimate(minutes: int, elapsed: bool = False) -> Estimate:
    same = Duration(minutes, elapsed, f"{minutes}min")
    return Estimate(same, same, same, same.text)


def certain(workspace: Workspace) -> Workspace:
    """The workspace without ranges, and with risks of no known probability."""

    def without(item: Any) -> Any:
        if isinstance(item, Risk):
            return replace(item, probability=None)
        if not isinstance(item, Task):
            return item
        found = {key: getattr(item, key) for key in ESTIMATES}
        made: dict[str, Any] = {key: one and estimate(one.minutes, one.elapsed) for key, one in found.items()}
        return replace(item, **made)

    return replace(workspace, items={full_id: without(item) for full_id, item in workspace.items.items()})


def assert_is_schedule(workspace: Workspace, today: date, level: bool) -> None:
    """Every run of a certain plan is its schedule, whether arrays have one element or one a run."""
    expected = expected_rows(workspace, schedule(workspace, today, level))
    simulation = simulate(workspace, today, Settings(runs=2, level=level, workers=1))
    assert simulation.is_certain
    assert list(simulation.ids) == list(expected)
    for number in range(2):
        assert rows(simulation, number) == expected
    assert widely(workspace, today, level) == expected


def expected_rows(workspace: Workspace, found: Schedule) -> dict[str, tuple[int, int, bool]]:
    """What is looked at of a schedule: start, finish and criticality of each leaf."""
    return {
        full_id: (row.start, row.finish, row.critical)
        for full_id, row in found.tasks.items()
        if not getattr(workspace.items[full_id], "is_group", True)
    }


def rows(simulation: Simulation, number: int) -> dict[str, tuple[int, int, bool]]:
    columns = (simulation.start[:, number], simulation.finish[:, number], simulation.critical[:, number])
    return dict(zip(simulation.ids, zip(*(column.tolist() for column in columns), strict=True), strict=True))


def widely(workspace: Workspace, today: date, level: bool) -> dict[str, tuple[int, int, bool]]:
    """The last of several equal runs, each computed by itself."""
    frame = Frame(workspace, today, level)
    draws = Draws({node.index: np.repeat(frame.left[node.index], 4) for node in open_nodes(frame)})
    return column(frame, draws, 4, 3)


def open_nodes(frame: Frame) -> list[Any]:
    return [
        node
        for node in frame.nodes
        if node.task is not None and not node.task.milestone and node.fixed is None and node.state != "finished"
        if frame.left[node.index].any()
    ]


def column(frame: Frame, draws: Draws, runs: int, number: int) -> dict[str, tuple[int, int, bool]]:
    """What one of several runs has found, by id."""
    tables = Tables.of([index for index in range(len(frame.nodes)) if frame.is_dated(index)], runs)
    run(frame, draws, tables, 0, runs)
    columns = (part[:, number].tolist() for part in (tables.start, tables.finish, tables.critical))
    return {frame.graph.ids[index]: row for index, row in zip(tables.kept, zip(*columns, strict=True), strict=True)}


# --- making plans up --------------------------------------------------------------------------------------------------

LIMITED = ("ana 1d/w", "bo 2d/w", ["ana 1d/w", "cy"], "ana | bo 2d/w", "core 1", ["rig", "dee 12h/w"])
EXTRAS: tuple[Mapping[str, Any], ...] = (
    {"repeat": {"every": "1w", "times": 3}},
    {"splits": ["2026-01-12..2026-01-13"]},
    {"level": False},
    {"constraint": {"type": "ALAP"}},
    {"constraint": {"type": "FNLT", "date": "2026-01-14"}},
    {"progress": "30%"},
    {"started": "2026-01-06", "remaining": "3d"},
)
SHARES = ("", " + 25%", " - 50%", " SS + 33%", " FF + 10%", " SF + 150%", " FF")


@st.composite
def rich_plans(draw: st.DrawFn) -> Plan:
    """Plans with all that a schedule can do: besides, weekly limits, repeated work, pauses, shares of lags."""
    plan = draw(plans(hard=True, due=True, progress=True))
    tasks = list(plan.tasks)
    for number, task in enumerate(tasks):
        work = "effort" in task or "duration" in task
        if work and draw(st.integers(0, 3)) == 0:
            task = {**task, **draw(st.sampled_from(EXTRAS))}
        if "effort" in task and draw(st.integers(0, 3)) == 0:
            task = {**task, "assign": draw(st.sampled_from(LIMITED))}
        if number and draw(st.integers(0, 2)) == 0:
            target = plan.name(draw(st.integers(0, number - 1)))
            task = {**task, "after": [*task["after"], target + draw(st.sampled_from(SHARES))]}
        tasks[number] = task
    people = {**plan.people, "people": {**plan.people["people"]}}
    if draw(st.booleans()):
        people["people"]["bo"] = {**people["people"]["bo"], "limit": "3d/w"}
    people["resources"] = {"rig": {"capacity": 1, "calendar": "early", "time-off": ["2026-01-15"]}}
    projects = dict(plan.projects)
    if draw(st.integers(0, 3)) == 0:
        projects["p"] = {"schedule-from": "finish", "due": "2026-02-27"}
    return replace(plan, tasks=tuple(tasks), people=people, projects=projects)


# --- certain plans ----------------------------------------------------------------------------------------------------


@FEWER
@given(plan=rich_plans(), level=st.booleans())
def test_a_certain_plan_is_its_schedule_in_every_run(plan: Plan, level: bool) -> None:
    assert_is_schedule(plan.load(), TODAY, level)


@pytest.mark.parametrize("level", [False, True])
@pytest.mark.parametrize("name", ["acme", "portfolio", "small"])
def test_the_examples_without_their_ranges_are_their_schedules(name: str, level: bool) -> None:
    workspace = certain(load(ROOT / "examples" / name).workspace)
    assert_is_schedule(workspace, date(2026, 2, 10), level)


@pytest.mark.parametrize("level", [False, True])
def test_plans_at_the_end_of_time_are_their_schedules(level: bool) -> None:
    never = {"calendars": {"never": {"hours": {"mon": "off"}}}, "kind": "workspace"}
    people = {"ana": {}, "bo": {"calendar": "never"}, "cy": {"calendar": "never", "limit": "2d/w"}}
    tasks: dict[str, Any] = {
        "a": {"effort": "1d", "assign": "bo"},
        "elapsed": {"duration": "3ed", "after": "a", "assign": "bo 1d/w"},
        "limited": {"effort": "1d", "after": "a + 9ed", "assign": "ana 1d/w"},
        "both": {"effort": "1d", "after": "a + 9ed", "assign": ["ana 1d/w", "cy"]},
        "running": {"effort": "1d", "started": "2026-01-01", "assign": "cy 1h/w", "progress": "20%"},
        "ago": {"effort": "1d", "finish": "1900-01-01", "assign": "cy"},
        "with-ana": {"effort": "1d", "assign": ["ana", "bo"]},
        "later": {"duration": "1900ew", "after": "with-ana + 1900ew"},
        "latest": {"duration": "1900ew", "after": "later + 1900ew"},
        "behind": {"effort": "2d", "after": "later", "assign": "ana | bo"},
    }
    documents = {"p.yaml": {"kind": "project", "tasks": tasks}, "people.yaml": {"kind": "people", "people": people}}
    files = {name: json.dumps(content).encode() for name, content in {**documents, "pmctl.yaml": never}.items()}
    assert_is_schedule(load(Path("plans"), files).workspace, TODAY, level)


# --- drawn plans ------------------------------------------------------------------------------------------------------


def written(frame: Frame, lengths: Mapping[int, NDArray[np.int64]], number: int) -> Workspace:
    """The workspace with the lengths of a run written: what is left of what has begun, the whole of all of it."""
    items = dict(frame.workspace.items)
    for index, values in lengths.items():
        node, length = frame.nodes[index], int(values[number])
        task = items[frame.graph.ids[index]]
        assert isinstance(task, Task)
        whole, left = task.effort or task.duration, int(frame.left[index][0])
        assert whole is not None
        changes = {"effort" if task.effort else "duration": length}
        if node.state == "started":
            changes = {key: max(whole.minutes + length - left, 1) for key in changes} | {"remaining": length}
        made: dict[str, Any] = {key: estimate(minutes, whole.elapsed) for key, minutes in changes.items()}
        items[task.id] = replace(task, **made)
    return replace(frame.workspace, items=items)


def in_order_of(first: Workspace, workspace: Workspace, level: bool) -> dict[str, tuple[int, int, bool]]:
    """The schedule of a workspace, levelled in the order of the ranks that another one has."""
    found = lay(prepare(workspace, TODAY, level), prepare(first, TODAY, level).ranked)
    return expected_rows(workspace, found)


@FEWER
@given(plan=rich_plans(), level=st.booleans(), data=st.data())
def test_a_run_is_the_schedule_of_the_plan_with_its_draws_written_in(
    plan: Plan, level: bool, data: st.DataObject
) -> None:
    workspace = plan.load()
    frame = Frame(workspace, TODAY, level)
    nodes = [node for node in open_nodes(frame) if node.task.effort or node.task.duration]
    sizes = st.lists(st.integers(1, 3000), min_size=3, max_size=3)
    lengths = {node.index: np.array(data.draw(sizes)) for node in nodes if data.draw(st.booleans())}
    for number in range(3):
        expected = in_order_of(workspace, written(frame, lengths, number), level)
        assert column(frame, Draws(lengths), 3, number) == expected


# --- plans of Microsoft Project ---------------------------------------------------------------------------------------

ORACLE = ROOT.parent / "shared" / "oracle"
LARGEST = 400_000
"""Bytes: the larger ones show nothing else, and take long."""


@pytest.mark.skipif(not ORACLE.is_dir(), reason="needs ../shared/oracle")
def test_imported_plans_are_their_schedules_in_every_run() -> None:
    looked_at = 0
    for path in sorted((ORACLE / "msproject").glob("*.xml")):
        if path.stat().st_size <= LARGEST:
            imported = reader("msproject")(path.read_bytes())
            files = {name: text.encode() for name, text in imported.files.items()}
            workspace = certain(load(Path("plans"), files).workspace)
            for level in (False, True):
                assert_is_schedule(workspace, TODAY, level)
            looked_at += 1
    assert looked_at > 10
