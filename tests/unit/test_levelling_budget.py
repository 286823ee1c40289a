"""A search for a better order keeps its limits: the clock in every part of it, the number of passes, a fair share."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pmctl.load import load
from pmctl.scheduling import Prepared, prepare
from pmctl.scheduling.orders import Effort, level_by, levelled
from pmctl.scheduling.orders.priorities import priorities
from pmctl.scheduling.orders.search import search
from pmctl.scheduling.orders.solver import Optimum
from pmctl.scheduling.orders.trial import Trial

HOUSE = Path(__file__).parents[1] / "cases" / "whatif-a-better-order"


class Clock:
    """Seconds that are left: one less whenever somebody asks."""

    def __init__(self, seconds: float) -> None:
        self.left = seconds

    def __call__(self) -> float:
        self.left -= 1
        return self.left


def house() -> Prepared:
    return prepare(load(HOUSE).workspace, date(2026, 1, 5))


@pytest.mark.parametrize("seconds", [1, 5, 20, 60])
def test_a_search_ends_with_its_time(seconds: int) -> None:
    clock = Clock(seconds)
    found = level_by(house(), "search", Effort(10**6, seconds=clock))
    assert not found.in_time
    assert clock.left > -20  # each part of what is left out asks once more
    assert found.value <= found.shown


def test_priorities_keep_what_they_have_when_the_time_is_up() -> None:
    trial = Trial(house(), 200)
    search(trial, 1)
    free, before = priorities(trial), trial.count
    assert free is not None
    trial.stop = lambda: True
    found = priorities(trial)
    assert found is not None
    assert found[1] == free[1]
    assert len(found[0]) > len(free[0])
    assert trial.count - before <= 3


def test_a_search_leaves_time_for_priorities() -> None:
    clock = Clock(100)
    assert level_by(house(), "search", Effort(10**6, seconds=clock)).priorities == {"house/drawing": 600}
    assert clock.left < 20


def test_the_solver_gets_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first search would go on until the end: 40 of 100 seconds stay for the solver, 20 for priorities."""
    given = []

    def solver(trial: Trial, seconds: Clock, *_: object) -> Optimum:
        given.append(seconds())
        return Optimum(*trial.least)

    monkeypatch.setattr(levelled, "optimum", solver)
    level_by(house(), "optimal", Effort(10**6, seconds=Clock(1000)))
    assert 380 < given[0] <= 400


def test_the_solver_ends_on_a_clock_that_stands_still() -> None:
    pytest.importorskip("ortools")
    found = level_by(house(), "optimal", Effort(20, seconds=lambda: 1.0))
    assert found.value == found.bound


@pytest.mark.parametrize("schedules", [1, 2, 4, 5, 20, 100])
def test_no_more_passes_than_asked_for(schedules: int) -> None:
    """Two are the least: the shown schedule, and the one that is handed back."""
    assert level_by(house(), "search", Effort(schedules)).schedules <= max(schedules, 2)
