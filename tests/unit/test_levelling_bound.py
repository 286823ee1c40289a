"""What the solver proves holds on plans made by hand: each was once a bound that no schedule keeps, or none at all."""

from __future__ import annotations

import json
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from pmctl.load import load
from pmctl.scheduling import Prepared, prepare
from pmctl.scheduling.orders import Effort, Levelled, level_by
from pmctl.scheduling.orders.solver import NO_BOUND
from pmctl.scheduling.orders.trial import Trial

TODAY = date(2026, 1, 7)
BRIEF = Effort(20, seconds=lambda: 1.0, priorities=False)
PEOPLE = {"kind": "people", "people": {"ana": {}, "bo": {}}}


def two(length: str = "2d", **more: Any) -> dict[str, Any]:
    return {"effort": length, "assign": "ana", **more}


def late_start(day: str) -> dict[str, str]:
    return {"type": "SNLT", "date": day}


HOLD: dict[str, dict[str, Any]] = {
    "two hard dates of one person": {
        "p": {
            "tasks": {
                "a": two("3d", constraint=late_start("2026-01-07")),
                "b": two("3d", constraint=late_start("2026-01-08")),
                "c": two("2d"),
            }
        },
        "q": {"tasks": {"d": two("4d"), "e": two("1d", after=["d"])}},
    },
    "a closed project that broke its promise": {
        "p": {
            "due": "2025-12-01",
            "tasks": {"a": two(status="done", started="2025-12-01", finished="2025-12-10", due="2025-12-05")},
        },
        "q": {"due": "2026-01-09", "tasks": {"b": two("3d"), "c": two("1d"), "d": two("2d", assign="bo", after=["c"])}},
    },
    "a promise kept in the past": {
        "p": {"due": "2025-12-20", "tasks": {"a": two(status="done", started="2025-12-01", finished="2025-12-10")}},
        "q": {"tasks": {"b": two("3d"), "c": two("1d"), "d": two("2d", assign="bo", after=["c"])}},
    },
    "a promise of what is under way for long": {
        "p": {"tasks": {"a": two("20d", assign="bo", started="2026-01-05")}},
        "q": {"tasks": {"b": two("3d"), "c": two("1d"), "d": two("2d", assign="bo", after=["c"])}},
    },
    "no levelling behind a task that moves": {
        "p": {
            "tasks": {
                "a": two("2d"),
                "b": two("3d"),
                "held": two("2d", assign="bo", level=False, after=["a"]),
                "d": two("2d", assign="bo"),
            }
        }
    },
    "work under way that waits": {
        "p": {
            "tasks": {
                "a": two("2d"),
                "b": two("3d", priority=900),
                "begun": two("3d", assign="bo", started="2026-01-05", after=["a"]),
                "d": two("2d", assign="bo"),
            }
        }
    },
    "a call that nobody is assigned to": {
        "p": {
            "tasks": {
                "call": {"duration": "1h", "repeat": {"every": "1w", "times": 3}},
                "b": two("3d"),
                "c": two("1d"),
                "d": two("2d", assign="bo", after=["c"]),
            }
        }
    },
    "documents that weigh differently": {
        "p": {"priority": 0, "tasks": {"a": two("1d"), "b": two("2d", assign="bo", after=["a"])}},
        "q": {"priority": 1000, "tasks": {"c": two("5d"), "d": two("3d", assign="bo", after=["c"])}},
    },
}


def prepared(documents: dict[str, Any]) -> Prepared:
    files = {f"{id}.yaml": {"kind": "project", "start": "2026-01-05", **one} for id, one in documents.items()}
    every = {"pmctl.yaml": {"kind": "workspace"}, "people.yaml": PEOPLE, **files}
    loaded = load(Path("plans"), {name: json.dumps(content).encode() for name, content in every.items()})
    assert [found for found in loaded.diagnostics if found.severity == "error" and found.code < "PM1"] == []
    return prepare(loaded.workspace, TODAY)


def best_of_all(ready: Prepared) -> tuple[int, int]:
    trial = Trial(ready, 10**9)
    for order in permutations(ready.ranked):
        trial.forward(order)
    return trial.best.value


def solved(ready: Prepared) -> Levelled:
    pytest.importorskip("ortools")
    return level_by(ready, "optimal", BRIEF)


@pytest.mark.parametrize("name", HOLD)
def test_a_bound_holds(name: str) -> None:
    ready = prepared(HOLD[name])
    found, best = solved(ready), best_of_all(ready)
    assert NO_BOUND not in found.left_out
    assert found.value == best
    assert found.bound <= best


@pytest.mark.parametrize("name", [name for name in HOLD if "hard" not in name and "waits" not in name])
def test_a_small_plan_is_proven(name: str) -> None:
    found = solved(prepared(HOLD[name]))
    assert found.value == found.bound
