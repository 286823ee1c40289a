"""Tables of working time and of crews give, for many instants at once, what calendars and works give for each."""

from __future__ import annotations

import os
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pmctl.quantity import hours, instant
from pmctl.scheduling import work as scalar
from pmctl.scheduling.simulation import crews, lines
from pmctl.scheduling.simulation.lines import Array, Line, Lines, rounded, rounded_up
from pmctl.scheduling.simulation.works import Chosen, Repeated, Steady, Work
from pmctl.worktime import CLOCK, DAY, Absent, Limited, WorkCalendar, Working, WorkingDays

LOW = instant(date(2026, 1, 5))
HIGH = LOW + 120 * DAY
WEEKS: tuple[dict[str, str], ...] = (
    {"mon-fri": "09:00-12:00 13:00-18:00"},
    {"mon-fri": "08:07-12:00 12:31-17:03"},
    {"mon-thu": "22:00-06:00"},
    {"wed": "10:00-14:00"},
)
"""A usual one, one of odd minutes, one over midnight, one of one day."""
SOME = settings(
    max_examples=60 if os.environ.get("PMCTL_TESTS_SEARCH") else 8,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@st.composite
def calendars(draw: st.DrawFn) -> Working:
    """Any of the calendars that people and tasks can have."""
    base = WorkCalendar("", WorkingDays(hours(draw(st.sampled_from(WEEKS))).week, (), (), (), "", ""), 2025)
    form = draw(st.sampled_from(["plain", "absent", "limited"]))
    if form == "plain":
        return base
    starts = st.integers(LOW - 30 * DAY, HIGH + 30 * DAY)
    gaps = [(start, start + draw(st.integers(1, 9 * DAY))) for start in draw(st.lists(starts, max_size=4))]
    absent = Absent(base, gaps)
    return absent if form == "absent" else Limited(absent, draw(st.integers(60, 1500)), 2025)


instants = st.lists(st.integers(LOW - 200 * DAY, HIGH + 200 * DAY), min_size=1, max_size=12)
inside = st.lists(st.integers(LOW + 10 * DAY, HIGH - 10 * DAY), min_size=3, max_size=12)


def assert_same(table: Any, one: Any, name: str, at: list[int]) -> None:
    """A table's method gives for all instants what the plain one gives for each."""
    expected = [getattr(one, name)(moment) for moment in at]
    assert getattr(table, name)(np.array(at)).tolist() == expected, name


@SOME
@given(calendar=calendars(), at=st.one_of(instants, inside), minutes=st.integers(1, 5000))
def test_a_line_is_its_calendar(calendar: Working, at: list[int], minutes: int) -> None:
    line = Line(calendar, LOW, HIGH)
    for name in ("work_at", "next_start", "previous_finish"):
        assert_same(line, calendar, name, at)
    work = [calendar.work_at(moment) for moment in at]
    for name in ("finish_at", "start_at"):
        assert_same(line, calendar, name, work)
    assert_works(Steady(line, np.array([minutes])), scalar.Steady(calendar, minutes), at)


def assert_works(table: Work, one: scalar.Work, at: list[int]) -> None:
    for name in ("snap", "snap_back", "finish", "start"):
        assert_same(table, one, name, at)
    begin, end = (part.tolist() for part in table.forward(np.array(at)))
    assert begin == [one.snap(moment) for moment in at]
    assert end == [one.finish(moment) for moment in begin]
    end, begin = (part.tolist() for part in table.backward(np.array(at)))
    assert end == [one.snap_back(moment) for moment in at]
    assert begin == [one.start(moment) for moment in end]


@pytest.mark.parametrize("most", [0, 10**9])
def test_a_line_without_room_for_its_tables_is_searched(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MOST_SLOTS", most)
    calendar = WorkCalendar("", WorkingDays(hours(WEEKS[0]).week, (), (), (), "", ""), 2025)
    line = Line(calendar, LOW, HIGH)
    assert bool(line.grain) == bool(line.step) == bool(most)
    at = list(range(LOW, HIGH, 997))
    for name in ("work_at", "next_start", "previous_finish"):
        assert_same(line, calendar, name, at)
    for name in ("finish_at", "start_at"):
        assert_same(line, calendar, name, [calendar.work_at(moment) for moment in at])


def test_the_clock_is_always_open() -> None:
    line = Lines(LOW, HIGH)[CLOCK]
    at = [LOW, LOW + 1, HIGH + 10**9, -(10**9)]
    for name in ("work_at", "finish_at", "start_at"):
        assert_same(line, CLOCK, name, at)
    assert_works(Steady(line, np.array([600])), scalar.Steady(CLOCK, 600), [LOW, LOW + 7, HIGH])


RATES = st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(7, 10), Fraction(3, 100)])


@SOME
@given(
    members=st.lists(st.tuples(calendars(), RATES), min_size=1, max_size=3),
    gate=st.none() | calendars(),
    at=st.one_of(instants, inside),
    minutes=st.integers(1, 3000),
)
def test_a_crew_is_its_work(
    members: list[tuple[Working, Fraction]], gate: Working | None, at: list[int], minutes: int
) -> None:
    presence = scalar.Presence(members, gate)

    def make(size: int) -> scalar.Work:
        return scalar.Crew(presence, size)

    one = scalar.Crew(presence, minutes)
    table = crews.attendance(one, one.effort // minutes, Lines(LOW, HIGH))
    assert_works(crews.Crew(table, np.array([minutes]), make), one, at)


@SOME
@given(data=st.data(), at=st.one_of(instants, inside), minutes=st.integers(1, 3000))
def test_an_even_crew_is_its_work(data: st.DataObject, at: list[int], minutes: int) -> None:
    base = WorkCalendar("", WorkingDays(hours(WEEKS[0]).week, (), (), (), "", ""), 2025)
    members: list[tuple[Working, Fraction]] = [(base, data.draw(RATES))]
    starts = data.draw(st.lists(st.integers(LOW, HIGH), min_size=1, max_size=3))
    members += [(Absent(base, [(start, start + 8 * DAY)]), data.draw(RATES)) for start in starts]
    make = scalar.crew_work(members)
    one = make(minutes)
    assert isinstance(one, scalar.EvenCrew)
    table = crews.attendance(one, one.effort // minutes, Lines(LOW, HIGH))
    assert_works(crews.Crew(table, np.array([minutes]), make), one, at)


def test_each_run_has_minutes_of_its_own() -> None:
    calendar = WorkCalendar("", WorkingDays(hours(WEEKS[0]).week, (), (), (), "", ""), 2025)
    sizes = [60, 480, 2400, 5]
    starts = [LOW + 9 * 60, LOW + 10 * 60, LOW + 3 * DAY, LOW + 11 * DAY]
    steady = Steady(Line(calendar, LOW, HIGH), np.array(sizes))
    expected = [scalar.Steady(calendar, size).finish(start) for size, start in zip(sizes, starts, strict=True)]
    assert steady.finish(np.array(starts)).tolist() == expected
    rows = np.array([1, 3])
    assert steady.of(rows).finish(np.array(starts)[rows]).tolist() == [expected[1], expected[3]]


def test_repeated_and_chosen_work() -> None:
    calendar = WorkCalendar("", WorkingDays(hours(WEEKS[0]).week, (), (), (), "", ""), 2025)
    line = Line(calendar, LOW, HIGH)
    at = [LOW + 9 * 60, LOW + 20 * 60, LOW + 5 * DAY, LOW + 8 * DAY + 1]
    once = Steady(line, np.array([900]))
    assert_works(Repeated(once, 7 * DAY, 3), scalar.Repeated(scalar.Steady(calendar, 900), 7 * DAY, 3), at)
    other = Steady(line, np.array([60]))
    chosen = Chosen([once, other], np.array([0, 1, 1, 0]))
    expected = [once.finish(np.array([moment]))[0] for moment in at]
    expected[1:3] = [other.finish(np.array([moment]))[0] for moment in at[1:3]]
    assert chosen.finish(np.array(at)).tolist() == expected


@given(st.lists(st.integers(0, 10**7), min_size=1), st.fractions(min_value=-3, max_value=3, max_denominator=10**12))
def test_shares_are_rounded_as_python_does(minutes: list[int], share: Fraction) -> None:
    values: Array = np.array(minutes)
    assert rounded(values, share).tolist() == [round(one * share) for one in minutes]
    if share > 0:
        assert rounded_up(values, share).tolist() == [-(-one * share.denominator // share.numerator) for one in minutes]
    odd = Fraction(10**12 + 39, 10**13 + 37)
    assert rounded(values, odd).tolist() == [round(one * odd) for one in minutes]
