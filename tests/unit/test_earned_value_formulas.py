"""Earned value and earned schedule, as formulas: the vectors of the fields' own textbooks, and each edge."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmctl.insights.earned_value.earned_schedule import earned_schedule, schedule_measures
from pmctl.insights.earned_value.measures import Base, Unavailable, Value, measures


def base(bac: int = 100, pv: int = 50, ev: int = 40, ac: int = 45, left: int | None = 60) -> Base:
    return Base(Fraction(bac), Fraction(pv), Fraction(ev), Fraction(ac), left=None if left is None else Fraction(left))


def shown(value: Value) -> float | str:
    return value.reason if isinstance(value, Unavailable) else round(float(value), 4)


def test_the_vector_of_earned_value() -> None:
    # PMI: BAC 100, PV 50, EV 40, AC 45
    found = {name: shown(value) for name, value in measures(base()).items()}
    assert found == {
        "bac": 100, "pv": 50, "ev": 40, "ac": 45, "cv": -5, "sv": -10, "cpi": 0.8889, "spi": 0.8,
        "percent-complete": 0.4, "percent-spent": 0.45,
        "eac-typical": 112.5, "eac-atypical": 105, "eac-combined": 129.375, "eac-bottom-up": 105,
        "etc": 67.5, "vac": -12.5, "tcpi-budget": 1.0909, "tcpi-estimate": 0.8889,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("given", "name", "value"),
    [
        ({"ac": 0}, "cpi", "nothing was spent yet"),
        ({"ac": 0}, "eac-typical", "nothing was spent yet"),
        ({"ac": 0}, "eac-combined", "nothing was spent yet"),
        ({"ac": 0}, "etc", "nothing was spent yet"),
        ({"ac": 0}, "tcpi-estimate", "nothing was spent yet"),
        ({"ac": 0}, "eac-atypical", 60),
        ({"pv": 0}, "spi", "nothing was planned up to now"),
        ({"pv": 0}, "eac-combined", "nothing was planned up to now"),
        ({"ev": 0}, "cpi", 0),
        ({"ev": 0}, "eac-typical", "nothing is earned yet"),
        ({"ev": 0}, "eac-combined", "nothing is earned yet"),
        ({"ac": 100}, "tcpi-budget", "unachievable"),
        ({"ac": 130}, "tcpi-budget", "unachievable"),
        ({"ev": 100}, "tcpi-budget", "all of it is earned"),
        ({"ev": 100, "ac": 130}, "tcpi-budget", "all of it is earned"),
        ({"ev": 100, "ac": 130}, "eac-typical", 130),
        ({"bac": 0, "pv": 0, "ev": 0}, "percent-complete", "the baseline holds no value"),
        ({"bac": 0, "pv": 0, "ev": 0}, "percent-spent", "the baseline holds no value"),
        ({"left": None}, "eac-bottom-up", "the work that is left has no rate"),
    ],
)
def test_what_cannot_be_computed_has_a_reason(given: dict[str, int | None], name: str, value: float | str) -> None:
    assert shown(measures(base(**given))[name]) == value  # type: ignore[arg-type]


def test_level_of_effort_stays_out_of_the_schedule_index() -> None:
    steady = Base(Fraction(100), Fraction(50), Fraction(40), Fraction(45), steady=Fraction(30))
    assert shown(measures(steady)["spi"]) == 0.5
    assert shown(measures(steady)["cpi"]) == 0.8889
    alone = Base(Fraction(30), Fraction(30), Fraction(30), Fraction(30), steady=Fraction(30))
    assert shown(measures(alone)["spi"]) == "all that was planned up to now is level of effort"


def es(planned: Sequence[int], ev: int | Fraction) -> Fraction:
    curve = [0, *planned]
    return earned_schedule(lambda periods: Fraction(curve[periods]), len(planned), Fraction(ev))


def test_the_vector_of_earned_schedule() -> None:
    # Lipke: PV 10 25 50 75 100, EV 40, AT 3, PD 5
    earned = es((10, 25, 50, 75, 100), 40)
    found = {name: shown(value) for name, value in schedule_measures(earned, 3, 5, False).items()}
    assert found == {
        "es": 2.6, "at": 3, "pd": 5, "sv-t": -0.4, "spi-t": 0.8667, "ieac-t": 5.7692, "ieac-t-as-planned": 5.4,
        "tspi": 1.2,
    }  # fmt: skip


def test_finished_late_it_still_says_so() -> None:
    # PV 25 50 75 100, finished at AT 6: SPI is 1.0 whatever it took
    found = schedule_measures(es((25, 50, 75, 100), 100), 6, 4, True)
    assert (shown(found["spi-t"]), shown(found["sv-t"])) == (0.6667, -2)
    assert shown(measures(base(pv=100, ev=100))["spi"]) == 1
    assert shown(found["tspi"]) == "all of it is earned"


@pytest.mark.parametrize(("ev", "expected"), [(40, 3), (45, Fraction(13, 4)), (60, 4), (0, 0), (10, Fraction(1, 2))])
def test_on_a_plateau_its_last_period_counts(ev: int, expected: Fraction | int) -> None:
    assert es((20, 40, 40, 60), ev) == expected


def test_credits_in_a_baseline_break_nothing() -> None:
    assert [es((-10, 20, 10, 40), ev) for ev in (-10, 0, 15)] == [0, Fraction(4, 3), Fraction(11, 6)]
    assert es((-10, -20), -20) == 0


def test_all_is_earned_by_the_first_period_that_planned_all_of_it() -> None:
    assert es((50, 100, 100, 100), 100) == 2


@pytest.mark.parametrize(
    ("at", "name", "value"),
    [
        (0, "spi-t", "no working time has gone by"),
        (0, "sv-t", "no working time has gone by"),
        (0, "ieac-t", "no working time has gone by"),
        (0, "ieac-t-as-planned", "no working time has gone by"),
        (0, "tspi", "no working time has gone by"),
        (5, "tspi", "unachievable"),
        (9, "tspi", "unachievable"),
    ],
)
def test_time_that_is_not_there_has_a_reason(at: int, name: str, value: str) -> None:
    assert shown(schedule_measures(Fraction(13, 5), at, 5, False)[name]) == value


def test_nothing_earned_has_no_end() -> None:
    assert shown(schedule_measures(Fraction(0), 3, 5, False)["ieac-t"]) == "nothing is earned yet"


def test_the_rest_may_go_at_another_pace() -> None:
    found = schedule_measures(Fraction(13, 5), 3, 5, False, Fraction(4, 5))
    assert shown(found["ieac-t-as-planned"]) == 6


@given(st.lists(st.integers(0, 50), min_size=1, max_size=12), st.data())
def test_what_is_earned_was_planned_by_the_earned_schedule(steps: list[int], data: st.DataObject) -> None:
    curve = [0, *accumulate(steps)]
    ev = Fraction(data.draw(st.integers(0, curve[-1] * 4)), 4)
    earned = es(curve[1:], ev)
    assert 0 <= earned <= len(steps)
    whole, part = divmod(earned, 1)
    planned = curve[int(whole)] + part * (curve[min(int(whole) + 1, len(steps))] - curve[int(whole)])
    assert planned == ev


@given(st.integers(0, 100), st.integers(0, 100), st.integers(0, 200), st.integers(1, 100))
def test_the_measures_hold_together(pv: int, ev: int, ac: int, bac: int) -> None:
    found = measures(base(bac, min(pv, bac), min(ev, bac), ac))
    known = {name: value for name, value in found.items() if isinstance(value, Fraction)}
    assert known["cv"] == known["ev"] - known["ac"]
    assert known["sv"] == known["ev"] - known["pv"]
    if "cpi" in known:
        assert known["cpi"] * known["ac"] == known["ev"]
    if "eac-typical" in known:
        assert known["etc"] + known["ac"] == known["eac-typical"] == known["bac"] - known["vac"]
    if "tcpi-estimate" in known:
        assert known["tcpi-estimate"] == known["cpi"], "to end where one is heading one goes on as one did"
