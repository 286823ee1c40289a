"""One risk, one answer: that it occurs in a what-if is what every run of a simulation says of a certain one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pmctl.load import load
from pmctl.model.workspace import Workspace
from pmctl.scheduling import schedule
from pmctl.scheduling.simulation import Settings, simulate
from pmctl.variation import occurred

TODAY = date(2026, 3, 2)
"""A Monday."""
Made = Mapping[str, Any]
PEOPLE: Made = {
    "people": {
        "ana": {},
        "bo": {"efficiency": "50%", "limit": "2d/w"},
        "cy": {"availability": "80%", "time-off": ["2026-03-05"]},
    },
    "resources": {"rig": {}},
}
BEGUN: Made = {"started": "2026-02-25", "progress": "50%"}


def plan_of(tasks: Made, affects: list[str], time: str) -> Workspace:
    """One project with a risk that is certain."""
    risk = {"probability": "100%", "impact": {"time": time}, "affects": affects}
    project = {"kind": "project", "start": "2026-03-02", "tasks": tasks, "risks": {"r": risk}}
    files = {"p.yaml": project, "people.yaml": {"kind": "people", **PEOPLE}, "pmctl.yaml": {"kind": "workspace"}}
    loaded = load(Path("plans"), {name: json.dumps(content).encode() for name, content in files.items()})
    assert [found for found in loaded.diagnostics if found.severity == "error"] == []
    return loaded.workspace


def assert_one_answer(workspace: Workspace, level: bool = True) -> None:
    """A what-if and a simulation put every task on the same minutes."""
    before = schedule(workspace, TODAY, level)
    after = schedule(occurred(workspace, before, "p/r"), TODAY, level).tasks
    found = simulate(workspace, TODAY, Settings(runs=2, level=level))
    simulated = zip(found.ids, found.start[:, 1].tolist(), found.finish[:, 1].tolist(), strict=True)
    assert {id: (start, finish) for id, start, finish in simulated} == {
        id: (after[id].start, after[id].finish) for id in found.ids
    }
    assert [id for id in found.ids if after[id].finish != before.tasks[id].finish] != []


TASKS: Mapping[str, Made] = {
    "effort": {"effort": "3d", "assign": "ana"},
    "limited": {"effort": "2d", "assign": "ana 1d/w"},
    "own limit": {"effort": "2d", "assign": "bo"},
    "two people": {"effort": "6d", "assign": ["ana 50%", "cy"]},
    "a choice": {"effort": "2d", "assign": "bo | cy"},
    "equipment": {"effort": "3d", "assign": ["rig", "ana"]},
    "nobody": {"effort": "3d"},
    "duration": {"duration": "3d", "assign": "ana"},
    "elapsed": {"duration": "3ed"},
    "no estimate": {"assign": "ana"},
    "begun": {"effort": "6d", "assign": "cy", **BEGUN},
    "begun for a time": {"duration": "6d", **BEGUN},
    "rest": {"effort": "6d", "assign": "ana", "started": "2026-02-25", "remaining": "2d"},
    "span": {"start": "2026-03-03", "finish": "2026-03-05"},
    "event": {"milestone": "2026-03-11"},
}


@pytest.mark.parametrize("level", [True, False])
@pytest.mark.parametrize("time", ["5d", "2d", "1w", "3ed", "-1d"])
@pytest.mark.parametrize("kind", TASKS)
def test_a_risk_that_is_certain_does_what_it_does_when_it_occurs(kind: str, time: str, level: bool) -> None:
    tasks = {"first": {"duration": "1d"}, "a": TASKS[kind], "then": {"effort": "1d", "assign": "ana", "after": "a"}}
    assert_one_answer(plan_of(tasks, ["a"], time), level)


def test_a_milestone_falls_later_and_never_earlier() -> None:
    tasks = {"a": {"duration": "3d"}, "m": {"milestone": True, "after": "a"}, "then": {"duration": "1d", "after": "m"}}
    assert_one_answer(plan_of(tasks, ["m"], "2d"))


GROUPED: Made = {
    "g": {
        "tasks": {
            "a": {"duration": "1d"},
            "b": {"effort": "2d", "assign": "ana", "after": "a"},
            "c": {"duration": "2d"},
            "over": {"duration": "9d", "status": "done", "started": "2026-02-10", "finished": "2026-02-20"},
            "left": {"duration": "9d", "status": "dropped"},
        }
    },
    "then": {"duration": "1d", "after": "g"},
}


@pytest.mark.parametrize("affects", [["g"], ["p"], ["g", "b"], ["a", "c"], ["g", "p", "then"]])
def test_of_a_group_the_part_that_ends_last_takes_longer_once(affects: list[str]) -> None:
    assert_one_answer(plan_of(GROUPED, affects, "2d"))


def test_an_opportunity_leaves_a_minute_of_work() -> None:
    tasks = {"a": {"duration": "1d"}, "b": {"effort": "1d", "assign": "ana", "after": "a"}}
    assert_one_answer(plan_of(tasks, ["b"], "-5d"))
