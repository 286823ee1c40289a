"""What runs draw: the shapes of estimates, streams by name, what goes together, risks and ratios."""

from __future__ import annotations

import errno
import json
import multiprocessing
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import erf, sqrt
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmctl.load import load
from pmctl.quantity import instant
from pmctl.scheduling import schedule
from pmctl.scheduling.schedule import Schedule
from pmctl.scheduling.simulation import Settings, Simulation, sample, simulate
from pmctl.scheduling.simulation.draws import draw
from pmctl.scheduling.simulation.frame import Frame
from pmctl.scheduling.simulation.shapes import pert, triangle
from pmctl.scheduling.simulation.streams import normal, share_below, uniform
from pmctl.variation import occurred

TODAY = date(2026, 3, 2)
"""A Monday."""
DAY = 480
Made = Mapping[str, Any]
PEOPLE: Made = {"people": {"ana": {}, "bo": {}, "cy": {"availability": "50%"}}, "teams": {"core": {"members": ["ana"]}}}


def simulated(tasks: Made, risks: Made | None = None, project: Made | None = None, **settings: Any) -> Simulation:
    """The runs of one project `p`, levelled unless the settings say otherwise."""
    plan = {"kind": "project", "start": "2026-03-02", **(project or {}), "tasks": tasks, "risks": risks or {}}
    files = {"p.yaml": plan, "people.yaml": {"kind": "people", **PEOPLE}, "pmctl.yaml": {"kind": "workspace"}}
    loaded = load(Path("plans"), {name: json.dumps(content).encode() for name, content in files.items()})
    assert [found for found in loaded.diagnostics if found.severity == "error"] == []
    return simulate(loaded.workspace, TODAY, Settings(**{"runs": 400, **settings}))


def lengths(simulation: Simulation, full_id: str) -> list[int]:
    found: list[int] = simulation.length[simulation.uncertain.index(full_id)].tolist()
    return found


def finishes(simulation: Simulation, full_id: str) -> list[int]:
    found: list[int] = simulation.finish[simulation.rows[full_id]].tolist()
    return found


def evening(day: int) -> int:
    """The end of work of a day in March."""
    return instant(date(2026, 3, day)) + 18 * 60


# --- shapes -----------------------------------------------------------------------------------------------------------

TRIANGLES = [  # FORMULAS.md section 2: low, likely, high; left, right; mean, standard deviation
    ((3, 5, 9), (0.8955, 11.6860), (5.8605, 2.2235)),
    ((6, 8, 14), (3.4522, 17.7259), (9.7260, 2.9768)),
    ((3, 6, 9), (0.5729, 11.4271), (6, 2.2156)),
    ((1, 1, 9), (-0.3333, 13), None),
]


@pytest.mark.parametrize(("given_", "ends", "moments"), TRIANGLES)
def test_the_triangle_of_an_estimate(
    given_: tuple[float, float, float], ends: tuple[float, float], moments: tuple[float, float] | None
) -> None:
    found = triangle(*given_)
    assert (found.left, found.right) == pytest.approx(ends, abs=5e-5)
    if moments is not None:
        a, m, b = found.left, found.peak, found.right
        deviation = sqrt((a * a + m * m + b * b - a * m - a * b - m * b) / 18)
        assert ((a + m + b) / 3, deviation) == pytest.approx(moments, abs=5e-5)


@given(st.tuples(*[st.integers(0, 100_000)] * 3).map(sorted))
def test_a_tenth_lies_on_either_side_of_the_triangle(three: list[int]) -> None:
    low, likely, high = three
    found = triangle(low, likely, high).at(np.array([0.1, 0.9]))
    assert found.tolist() == pytest.approx([low, high], rel=1e-9, abs=1e-6)


def test_the_triangle_at_its_ends_and_without_width() -> None:
    found = triangle(1, 1, 9)
    assert found.at(np.array([0.0, 1.0])).tolist() == pytest.approx([found.left, found.right])
    assert triangle(9, 9, 9).at(np.array([0.0, 0.5])).tolist() == [9, 9]
    assert triangle(1, 9, 9).at(np.array([0.9])).tolist() == pytest.approx([9])


@pytest.mark.parametrize("three", [(3, 5, 9), (6, 8, 14), (1, 1, 9), (1, 9, 9)])
def test_the_beta_distribution_has_the_moments_of_pert(three: tuple[int, int, int]) -> None:
    low, likely, high = three
    found = pert(low, likely, high, (np.arange(200_000) + 0.5) / 200_000)
    mean = (low + 4 * likely + high) / 6
    assert found.mean() == pytest.approx(mean, abs=1e-4)
    assert found.std() == pytest.approx(sqrt((mean - low) * (high - mean) / 7), abs=1e-4)
    assert low <= found.min() and found.max() <= high


def test_the_beta_distribution_that_is_even_on_both_sides() -> None:
    shares = np.array([0.0, 0.103515625, 0.5, 0.896484375, 1.0])  # of x from 0 to 1 with alpha = beta = 3
    assert pert(0, 5, 10, shares).tolist() == pytest.approx([0, 2.5, 5, 7.5, 10], abs=1e-3)
    assert pert(7, 7, 7, shares).tolist() == [7] * 5


@pytest.mark.parametrize(
    ("three", "mean"), [((3, 5, 9), 5.3333), ((6, 8, 14), 8.6667), ((3, 6, 9), 6), ((1, 1, 9), 2.3333)]
)
def test_the_vectors_of_classic_pert(three: tuple[int, int, int], mean: float) -> None:
    # low and high read as extremes: (o + 4m + p) / 6
    assert pert(*three, (np.arange(100_000) + 0.5) / 100_000).mean() == pytest.approx(mean, abs=5e-4)


def test_a_path_without_branches_agrees_with_the_sum_of_means_and_variances() -> None:
    """FORMULAS, estimates: of `3d..5d..9d` and `6d..8d..14d`, P(T <= 15) = 0.7257 and P80 = 15.40, as normal says."""
    normal_path = NormalDist(14, sqrt(1 + (4 / 3) ** 2))
    assert (round(normal_path.stdev, 4), round(normal_path.cdf(15), 4)) == (1.6667, 0.7257)
    assert round(normal_path.inv_cdf(0.8), 2) == 15.40
    tasks = {"a": {"duration": "3d..5d..9d"}, "b": {"duration": "6d..8d..14d", "after": "a"}}
    made = simulated(tasks, sampling="pert", runs=4000)
    days = np.sort(np.array(lengths(made, "p/a")) + np.array(lengths(made, "p/b"))) / DAY
    assert days.mean() == pytest.approx(normal_path.mean, abs=0.1)
    assert (days <= 15).mean() == pytest.approx(normal_path.cdf(15), abs=0.03)
    assert days[round(0.8 * len(days)) - 1] == pytest.approx(normal_path.inv_cdf(0.8), abs=0.25)


# --- streams ----------------------------------------------------------------------------------------------------------


def test_streams_hang_on_seed_and_name_alone() -> None:
    assert uniform(1, "p/a", 5).tolist() == uniform(1, "p/a", 9).tolist()[:5]
    assert uniform(1, "p/a", 1)[0] == 0.3323507238809621  # the same on every machine
    different = {uniform(seed, name, 1)[0] for seed in (1, 2) for name in ("p/a", "p/b", "a")}
    assert len(different) == 6


def test_streams_are_even_and_normal() -> None:
    shares, scores = uniform(1, "p/a", 100_000), normal(1, "p/a", 100_000)
    assert shares.min() >= 0 and shares.max() < 1
    assert np.histogram(shares, 10)[0] == pytest.approx([10_000] * 10, rel=0.05)
    assert (scores.mean(), scores.std()) == pytest.approx((0, 1), abs=0.01)
    assert np.quantile(scores, 0.9) == pytest.approx(NormalDist().inv_cdf(0.9), abs=0.02)


def test_the_share_below_a_normal_score() -> None:
    scores = np.linspace(-12, 12, 4001)
    expected = [(1 + erf(score / sqrt(2))) / 2 for score in scores.tolist()]
    assert share_below(scores).tolist() == pytest.approx(expected, abs=1e-12)


# --- lengths ----------------------------------------------------------------------------------------------------------


def test_ranges_are_drawn_and_the_rest_is_not() -> None:
    tasks = {"a": {"effort": "3d..5d..9d", "assign": "ana"}, "b": {"effort": "2d", "assign": "ana", "after": "a"}}
    found = simulated(tasks, runs=10_000)
    assert found.uncertain == ("p/a",)
    drawn = np.array(lengths(found, "p/a")) / DAY
    assert np.quantile(drawn, [0.1, 0.9]).tolist() == pytest.approx([3, 9], abs=0.1)
    assert drawn.mean() == pytest.approx(5.8605, abs=0.06)
    assert np.array_equal(found.start[0], np.full(10_000, found.start[0, 0]))
    assert len(set(finishes(found, "p/b"))) > 1000


def test_a_length_is_cut_at_nothing_but_work_stays_work() -> None:
    found = simulated({"a": {"duration": "1min..1min..9d"}}, runs=2000)
    assert min(lengths(found, "p/a")) == 1


def test_another_task_leaves_the_draws_of_the_rest_alone() -> None:
    tasks = {"a": {"effort": "3d..5d..9d"}, "b": {"effort": "2d..6d"}}
    before = simulated(tasks, level=False)
    after = simulated({"z": {"effort": "1d..2d..3d"}, **tasks}, level=False)
    assert after.uncertain == ("p/z", "p/a", "p/b")
    for full_id in before.uncertain:
        assert lengths(before, full_id) == lengths(after, full_id)
        assert finishes(before, full_id) == finishes(after, full_id)
    assert lengths(before, "p/a") != lengths(simulated(tasks, seed=2), "p/a")


def test_what_has_begun_draws_what_is_left() -> None:
    half = {"effort": "4d..8d..12d", "assign": "ana", "started": "2026-02-23", "progress": "50%"}
    drawn = np.array(lengths(simulated({"a": half}, runs=10_000), "p/a")) / DAY
    assert np.quantile(drawn, [0.1, 0.9]).tolist() == pytest.approx([2, 6], abs=0.1)
    ranged = {"effort": "8d", "assign": "ana", "started": "2026-02-23", "remaining": "1d..2d..3d"}
    drawn = np.array(lengths(simulated({"a": ranged}, runs=10_000), "p/a")) / DAY
    assert np.quantile(drawn, [0.1, 0.9]).tolist() == pytest.approx([1, 3], abs=0.05)


def test_what_is_done_or_has_typed_dates_draws_nothing() -> None:
    tasks = {
        "a": {"effort": "4d..8d..12d", "status": "done", "started": "2026-02-09", "finished": "2026-02-20"},
        "b": {"effort": "1d..2d..3d", "start": "2026-03-09", "finish": "2026-03-10"},
        "c": {"milestone": True, "after": ["a", "b"]},
    }
    found = simulated(tasks)
    assert found.is_certain
    assert set(finishes(found, "p/c")) == {evening(10)}


def test_a_factor_of_who_works_alone_stretches_what_is_left() -> None:
    tasks = {
        "a": {"effort": "4d", "assign": "ana"},
        "b": {"effort": "4d", "assign": "bo"},
        "c": {"effort": "4d", "assign": ["ana", "cy"]},
        "d": {"effort": "4d", "assign": "cy", "started": "2026-02-16", "progress": "50%"},
    }
    found = simulated(tasks, ratio={"ana": Fraction(3, 2), "bo": Fraction(1), "": Fraction(5, 4)})
    drawn = {full_id: set(lengths(found, full_id)) for full_id in found.uncertain}
    assert drawn == {"p/a": {6 * DAY}, "p/c": {5 * DAY}, "p/d": {2.5 * DAY}}


def test_a_length_takes_four_bytes_a_run_once() -> None:
    plan = {"kind": "project", "tasks": {"a": {"effort": "1d..2d..3d"}, "b": {"effort": "2d"}}}
    workspace = load(Path("plans"), {"p.yaml": json.dumps(plan).encode()}).workspace
    draws = draw(Frame(workspace, TODAY, True), Settings(runs=100))
    assert (draws.own.shape, draws.own.itemsize) == ((1, 100), 4)
    assert all(np.shares_memory(length, draws.own) for length in draws.lengths.values())


# --- what goes together -----------------------------------------------------------------------------------------------


def correlation(correlations: Mapping[str, Fraction], **second: Any) -> float:
    tasks = {"a": {"effort": "3d..5d..9d", "tags": ["api"]}, "b": {"effort": "2d..6d..9d", "tags": ["api"], **second}}
    tasks["a"]["assign"] = "ana"
    found = simulated(tasks, runs=10_000, correlations=correlations)
    return float(np.asarray(np.corrcoef(found.length))[0, 1])


def test_draws_of_one_person_or_tag_go_together() -> None:
    strong = Fraction(4, 5)
    assert correlation({}, assign="ana") == pytest.approx(0, abs=0.03)
    assert correlation({"person": strong}, assign="ana") == pytest.approx(0.8, abs=0.03)
    assert correlation({"person:ana": strong}, assign="ana") == pytest.approx(0.8, abs=0.03)
    assert correlation({"person": strong}, assign="bo") == pytest.approx(0, abs=0.03)
    assert correlation({"person:bo": strong}, assign="ana") == pytest.approx(0, abs=0.03)
    assert correlation({"tag:api": strong}, assign="bo") == pytest.approx(0.8, abs=0.03)
    assert correlation({"person": Fraction(1), "tag": Fraction(1)}, assign="ana") == pytest.approx(1, abs=0.01)
    assert correlation({"person": strong}, assign=["ana", "bo"]) == pytest.approx(0.8 / sqrt(2), abs=0.03)


def test_what_goes_together_is_as_long_as_before() -> None:
    tasks = {"a": {"effort": "3d..5d..9d", "assign": "ana"}}
    found = simulated(tasks, runs=10_000, correlations={"person": Fraction(1, 2)})
    drawn = np.array(lengths(found, "p/a")) / DAY
    assert np.quantile(drawn, [0.1, 0.9]).tolist() == pytest.approx([3, 9], abs=0.1)


# --- risks ------------------------------------------------------------------------------------------------------------


def risk(affects: list[str], **other: Any) -> Made:
    return {"r": {"probability": "40%", "impact": {"time": "2d", "cost": "8k"}, "affects": affects, **other}}


def test_a_risk_occurs_as_often_as_it_is_likely_and_costs_then() -> None:
    found = simulated({"a": {"effort": "3d", "assign": "ana"}}, risk(["a"]), runs=10_000)
    assert found.risks == ("p/r",)
    assert found.occurred.mean() == pytest.approx(0.4, abs=0.0147)  # three standard errors
    assert np.array_equal(found.risk_cost, np.where(found.occurred, 800_000, 0))
    late = found.finish[0] == evening(6)
    assert np.array_equal(late, found.occurred[0])
    assert set(finishes(found, "p/a")) == {evening(4), evening(6)}


def assert_later(simulation: Simulation, full_id: str, usual: int, then: int) -> None:
    """A finish is the usual one, and the other one where the first risk occurs."""
    expected = np.where(simulation.occurred[0], then, usual).tolist()
    assert finishes(simulation, full_id) == expected


@pytest.mark.parametrize(
    ("task", "usual", "then"),
    [
        ({"effort": "4d", "assign": ["ana", "bo"]}, 3, 5),
        ({"effort": "1d", "assign": "cy"}, 3, 5),
        ({"duration": "3d"}, 4, 6),
        ({"effort": "6d", "assign": "ana", "started": "2026-02-25", "progress": "50%"}, 4, 6),
        ({"start": "2026-03-03", "finish": "2026-03-04"}, 4, 6),
        ({"duration": "2d", "finish": "2026-03-04"}, 4, 6),
    ],
)
def test_a_risk_makes_any_work_later_by_its_time(task: Made, usual: int, then: int) -> None:
    assert_later(simulated({"a": task}, risk(["a"])), "p/a", evening(usual), evening(then))


AFFECTED: Mapping[str, Made] = {
    "work": {"effort": "4d", "assign": ["ana", "bo"]},
    "begun": {"effort": "6d", "assign": "ana", "started": "2026-02-25", "progress": "50%"},
    "span": {"start": "2026-03-03", "finish": "2026-03-04"},
    "typed-finish": {"duration": "2d", "finish": "2026-03-12"},
    "effort-to-a-day": {"effort": "4d", "assign": ["ana", "cy"], "finish": "2026-03-13"},
    "late-finish": {"duration": "9d", "finish": "2026-03-05"},
    "constraint": {"duration": "2d", "constraint": {"type": "MFO", "date": "2026-03-12T14:00"}},
    "held-by-a-link": {"duration": "2d", "finish": "2026-03-06", "after": "work + 9d"},
    "finish-by": {"duration": "2d", "constraint": {"type": "FNLT", "date": "2026-03-04"}},
    "start-on": {"duration": "2d", "start": "2026-03-04"},
    "start-by": {"duration": "2d", "constraint": {"type": "SNLT", "date": "2026-03-05"}, "after": "work FF + 9d"},
    "moment": {"milestone": True, "after": "work"},
    "moment-by": {"milestone": True, "after": "work + 9d", "constraint": {"type": "FNLT", "date": "2026-03-05"}},
    "moment-on": {"milestone": True, "constraint": {"type": "MFO", "date": "2026-03-06"}},
    "moment-from": {"milestone": True, "start": "2026-03-06", "after": "work"},
    "event": {"milestone": "2026-03-11"},
}


def assert_as_if_occurred(tasks: Made, ids: list[str], time: str, level: bool = False) -> tuple[Schedule, Schedule]:
    """Every run with a sure risk is the schedule of the plan in which it has occurred; that before, and that."""
    plan = {
        "kind": "project",
        "start": "2026-03-02",
        "tasks": tasks,
        "risks": risk(ids, probability="100%", impact={"time": time}),
    }
    files = {"p.yaml": plan, "people.yaml": {"kind": "people", **PEOPLE}}
    workspace = load(Path("plans"), {name: json.dumps(content).encode() for name, content in files.items()}).workspace
    usual = schedule(workspace, TODAY, level=level)
    expected = schedule(occurred(workspace, usual, "p/r"), TODAY, level=level)
    found = simulate(workspace, TODAY, Settings(runs=2, level=level))
    dates = {one: expected.tasks[one].finish for one in found.rows}
    assert {one: finishes(found, one)[0] for one in found.rows} == dates
    return usual, expected


@pytest.mark.parametrize("time", ["3d", "-1d"])
@pytest.mark.parametrize("id", AFFECTED)
def test_a_risk_does_in_a_run_what_it_does_when_it_occurs(id: str, time: str) -> None:
    """A forecast of what is certain to occur is the schedule of the plan in which it has occurred."""
    usual, expected = assert_as_if_occurred({**AFFECTED, "then": {"duration": "1d", "after": id}}, [id], time)
    if time == "3d" and id != "finish-by":
        assert expected.tasks[f"p/{id}"].finish > usual.tasks[f"p/{id}"].finish


EVENTS: Made = {
    "work": {"effort": "4d", "assign": "ana"},
    "long": {"duration": "6d"},
    "next": {"effort": "2d", "assign": "ana"},
    "first": {"milestone": True, "after": "work"},
    "both": {"milestone": True, "after": ["work", "long"]},
    "last": {"milestone": True, "after": "first + 1d"},
    "busy": {"milestone": True, "after": "next"},
    "by": {"milestone": True, "after": "work", "constraint": {"type": "FNLT", "date": "2026-03-05"}},
}


@pytest.mark.parametrize("level", [False, True])
@pytest.mark.parametrize("time", ["3d", "-1d"])
@pytest.mark.parametrize(
    "ids",
    [
        ["first", "work"],
        ["work", "both"],
        ["work", "first", "last"],
        ["work", "busy"],
        ["first", "last"],
        ["work", "by"],
    ],
    ids=" ".join,
)
def test_a_risk_on_an_event_and_on_what_it_waits_for_counts_once(ids: list[str], time: str, level: bool) -> None:
    usual, expected = assert_as_if_occurred({**EVENTS, "then": {"duration": "1d", "after": ids[-1]}}, ids, time, level)
    if time == "3d":
        assert expected.tasks[f"p/{ids[-1]}"].finish > usual.tasks[f"p/{ids[-1]}"].finish


def test_a_risk_makes_a_milestone_later_and_what_waits_for_it() -> None:
    tasks = {"a": {"duration": "3d"}, "m": {"milestone": True, "after": "a"}, "b": {"duration": "1d", "after": "m"}}
    found = simulated(tasks, risk(["m"]))
    assert_later(found, "p/m", evening(4), evening(6))
    assert_later(found, "p/b", evening(5), evening(9))
    assert found.critical.all()


def test_a_risk_of_a_group_makes_the_whole_later_once() -> None:
    tasks = {
        "g": {"tasks": {"a": {"duration": "1d"}, "b": {"duration": "1d", "after": "a"}, "c": {"duration": "1d"}}},
        "then": {"duration": "1d", "after": "g"},
    }
    found = simulated(tasks, risk(["g"]))
    assert_later(found, "p/a", evening(2), evening(2))
    assert_later(found, "p/b", evening(3), evening(5))
    assert_later(found, "p/c", evening(2), evening(2))
    assert_later(found, "p/then", evening(4), evening(6))
    assert_later(simulated(tasks, risk(["p"])), "p/then", evening(4), evening(6))


def test_a_risk_leaves_what_is_done_alone_and_closed_ones_do_not_occur() -> None:
    done = {"effort": "1d", "assign": "ana", "status": "done", "started": "2026-02-23", "finished": "2026-02-23"}
    found = simulated({"a": done, "b": {"duration": "1d", "after": "a"}}, risk(["a"]))
    assert (found.uncertain, set(finishes(found, "p/b"))) == ((), {evening(2)})
    assert simulated({"a": {"duration": "1d"}}, risk(["a"], status="closed")).risks == ()


def test_an_opportunity_saves_no_more_than_there_is() -> None:
    found = simulated({"a": {"duration": "1d"}}, risk(["a"], impact={"time": "-2d"}))
    assert_later(found, "p/a", evening(2), evening(2) - 9 * 60 + 1)  # a minute of work is left


def test_what_a_risk_adds_is_not_drawn_by_its_task() -> None:
    tasks = {"a": {"effort": "3d..5d..9d", "assign": "ana"}, "b": {"effort": "2d", "assign": "ana"}}
    calm = simulated(tasks)
    for probability in ("40%", "100%"):
        found = simulated(tasks, risk(["a", "b"], probability=probability))
        assert found.uncertain == ("p/a",)
        assert lengths(found, "p/a") == lengths(calm, "p/a")
        assert finishes(found, "p/a") != finishes(calm, "p/a")


def test_costs_that_are_ranges_are_drawn() -> None:
    found = simulated({"a": {"duration": "1d"}}, risk(["a"], impact={"cost": "1k..2k..4k USD"}), runs=10_000)
    spent = found.risk_cost[0][found.occurred[0]] / 100
    assert np.quantile(spent, [0.1, 0.9]).tolist() == pytest.approx([1000, 4000], rel=0.05)
    assert found.currencies == ("USD",)


@pytest.mark.parametrize(("cost", "sign"), [("0..1000..30000", 1), ("-30000..-1000..0", -1)])
def test_a_risk_that_costs_never_saves_and_an_opportunity_never_costs(cost: str, sign: int) -> None:
    found = simulated({"a": {"duration": "1d"}}, risk(["a"], impact={"cost": cost}), runs=2000)
    assert (found.risk_cost * sign >= 0).all()
    assert (found.risk_cost * sign > 0).any()


# --- runs -------------------------------------------------------------------------------------------------------------


def test_any_number_of_processes_and_of_runs_gives_the_same_numbers() -> None:
    tasks = {f"t{n}": {"effort": "3d..5d..9d", "assign": "ana | bo"} for n in range(4)}
    alone = simulated(tasks, risk(["t0"]), runs=2500, workers=1)
    together = simulated(tasks, risk(["t0"]), runs=2500, workers=2)
    fewer = simulated(tasks, risk(["t0"]), runs=700, workers=1)
    for name in ("start", "finish", "critical", "length", "occurred", "risk_cost"):
        assert np.array_equal(getattr(alone, name), getattr(together, name)), name
        assert np.array_equal(getattr(alone, name)[:, :700], getattr(fewer, name)), name


@pytest.mark.parametrize("possible", [0, 1])
def test_a_machine_that_gives_no_more_processes_works_with_one(possible: int, monkeypatch: pytest.MonkeyPatch) -> None:
    tasks = {f"t{n}": {"effort": "3d..5d..9d", "assign": "ana"} for n in range(4)}
    alone = simulated(tasks, runs=2500)
    forked: list[int] = []
    fork = os.fork

    def refusing() -> int:
        if len(forked) == possible:
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        forked.append(fork())
        return forked[-1]

    monkeypatch.setattr(os, "fork", refusing)
    assert np.array_equal(simulated(tasks, runs=2500, workers=2).finish, alone.finish)
    assert len(forked) == possible
    assert multiprocessing.active_children() == []


def test_whoever_follows_sees_every_chunk() -> None:
    seen: list[int] = []
    plan = {"kind": "project", "tasks": {"a": {"effort": "1d..2d..3d"}}}
    workspace = load(Path("plans"), {"p.yaml": json.dumps(plan).encode()}).workspace

    def follow(firsts: Sequence[int]) -> Iterator[int]:
        for first in firsts:
            seen.append(first)
            yield first

    simulate(workspace, TODAY, Settings(runs=5000), follow)
    assert seen == [0, 1250, 2500, 3750]


def test_levelling_chooses_in_each_run_whoever_is_free_first() -> None:
    tasks = {
        "first": {"effort": "1d..3d..5d", "assign": "ana", "priority": 900},
        "other": {"effort": "3d", "assign": "bo", "priority": 800},
        "last": {"effort": "1d", "assign": "ana | bo"},
    }
    found = simulated(tasks)
    first, other, last = (np.array(finishes(found, f"p/{key}")) for key in tasks)
    assert (last > np.minimum(first, other)).all()
    assert (last[first < other] <= evening(5)).all()
    assert set(last[first > other].tolist()) == {evening(5)}


def test_tasks_in_a_circle_are_left_out() -> None:
    plan = {"kind": "project", "tasks": {"a": {"after": "b"}, "b": {"after": "a"}, "c": {"effort": "1d..2d"}}}
    workspace = load(Path("plans"), {"p.yaml": json.dumps(plan).encode()}).workspace
    found = simulate(workspace, TODAY, Settings(runs=3))
    assert found.ids == ("p/c",) == tuple(schedule(workspace, TODAY).tasks)
    empty = simulate(load(Path("plans"), {}).workspace, TODAY, Settings(runs=3))
    assert (empty.ids, empty.finish.shape, empty.is_certain) == ((), (0, 3), True)


def test_samples_by_name_for_whoever_needs_more() -> None:
    settings = Settings(runs=10_000)
    found = sample(settings, "cost p/a", 1000, 2000, 4000)
    assert np.quantile(found, [0.1, 0.9]).tolist() == pytest.approx([1000, 4000], rel=0.03)
    assert np.array_equal(found, sample(settings, "cost p/a", 1000, 2000, 4000))
