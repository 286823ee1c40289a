"""The effort of one and of several people: both ways of working it out agree with counting minute by minute."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from math import ceil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmctl.quantity import hours, instant
from pmctl.scheduling.work import (
    INSTANTLY,
    Attendance,
    Crew,
    EvenCrew,
    Members,
    Presence,
    Repeated,
    Steady,
    Work,
    crew_work,
)
from pmctl.worktime import CLOCK, DAY, FIRST, LAST, Absent, Limited, WorkCalendar, Working, WorkingDays

HALF, WHOLE = Fraction(1, 2), Fraction(1)


def at(text: str) -> int:
    moment = datetime.fromisoformat(f"2026-{text}")
    return instant(moment.date(), 60 * moment.hour + moment.minute)


def calendar(**days: str) -> WorkCalendar:
    week = hours({name.replace("_", "-"): text for name, text in days.items()}).week
    return WorkCalendar("", WorkingDays(week, (), (), (), "", ""), 2026)


USUAL = calendar(mon_fri="09:00-12:00 13:00-18:00")
EARLY = calendar(mon_fri="08:00-12:00 13:00-17:00")
NIGHT = calendar(mon_thu="22:00-06:00")
NEVER = calendar(mon="off")
MONDAY = at("01-05T00:00")


def away(*spans: tuple[str, str], base: WorkCalendar = USUAL) -> Absent:
    return Absent(base, [(at(first), at(last)) for first, last in spans])


def work_of(members: Members, minutes: int, gate: Working | None = None) -> Work:
    return crew_work(members, gate)(minutes)


# --- by hand ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "start", "finish"),
    [
        (480, "01-05T09:00", "01-05T18:00"),
        (480, "01-05T13:00", "01-06T12:00"),
        (481, "01-05T09:00", "01-06T09:01"),
        (2400, "01-07T09:00", "01-13T18:00"),
        (1, "01-09T17:59", "01-09T18:00"),
    ],
)
def test_steady_work_walks_both_ways(minutes: int, start: str, finish: str) -> None:
    work = Steady(USUAL, minutes)
    assert work.finish(at(start)) == at(finish)
    assert work.start(at(finish)) == at(start)


def test_steady_work_begins_and_ends_in_working_time() -> None:
    work = Steady(USUAL, 480)
    assert work.snap(at("01-10T12:00")) == at("01-12T09:00")
    assert work.snap_back(at("01-10T12:00")) == at("01-09T18:00")


def test_a_milestone_takes_no_time_anywhere() -> None:
    for moment in (FIRST, at("01-10T12:34"), LAST):
        for answer in (INSTANTLY.snap, INSTANTLY.snap_back, INSTANTLY.finish, INSTANTLY.start):
            assert answer(moment) == moment


@pytest.mark.parametrize(
    ("members", "minutes", "start", "finish"),
    [  # two full-time people on the same hours: half the time
        ([(USUAL, WHOLE), (USUAL, WHOLE)], 960, "01-05T09:00", "01-05T18:00"),
        ([(USUAL, Fraction(4, 5))], 480, "01-05T09:00", "01-06T11:00"),  # 8 h at 80 % are 10 h
        ([(USUAL, Fraction(1, 3))], 160, "01-05T09:00", "01-05T18:00"),
        ([(USUAL, WHOLE), (EARLY, WHOLE)], 900, "01-05T08:00", "01-05T17:00"),  # from 8: 1 + 3 x 2 + 4 x 2 hours
        ([(USUAL, WHOLE), (EARLY, WHOLE)], 960, "01-05T08:00", "01-05T18:00"),
        ([(away(("01-06T00:00", "01-07T00:00")), WHOLE), (USUAL, HALF)], 1200, "01-05T09:00", "01-07T11:40"),
        ([(EARLY, WHOLE), (NIGHT, HALF)], 720, "01-05T08:00", "01-06T06:00"),
    ],
)  # fmt: skip
def test_an_effort_is_shared(members: Members, minutes: int, start: str, finish: str) -> None:
    for work in (work_of(members, minutes), Crew(Presence(members), minutes)):
        assert work.finish(at(start)) == at(finish)
        assert work.start(at(finish)) == at(start)


def test_a_gate_lets_nobody_work() -> None:
    mornings = calendar(mon_fri="09:00-12:00")
    work = work_of([(USUAL, WHOLE)], 480, mornings)
    assert work.snap(at("01-05T12:00")) == at("01-06T09:00")
    assert work.snap_back(at("01-06T09:00")) == at("01-05T12:00")
    assert work.finish(at("01-05T09:00")) == at("01-07T11:00")
    assert work.start(at("01-07T11:00")) == at("01-05T09:00")


class Asked(WorkCalendar):
    """A calendar that counts how often it is asked."""

    count = 0

    def segment(self, at: int) -> tuple[bool, int]:
        self.count += 1
        return super().segment(at)

    def segment_before(self, at: int) -> tuple[bool, int]:
        self.count += 1
        return super().segment_before(at)


@pytest.mark.parametrize("member", [away(("01-05T00:00", "12-31T00:00")), away(("01-05T00:00", "06-30T00:00"))])
def test_a_gate_is_not_asked_while_nobody_is_there(member: Working) -> None:
    gate = Asked("", EARLY.rule, 2026)
    work_of([(member, WHOLE)], 480, gate).forward(MONDAY)
    assert gate.count < 20  # it opens and closes hundreds of times before


def test_people_who_never_meet_are_looked_for_once() -> None:
    mondays, tuesdays = calendar(mon="09:00-12:00"), Asked("", calendar(tue="09:00-12:00").rule, 2026)
    make = crew_work([(mondays, WHOLE)], tuesdays)
    assert (make(480).snap(MONDAY), make(480).snap_back(MONDAY)) == (LAST, FIRST)
    asked = tuesdays.count
    for minutes in (60, 480):
        for moment in (MONDAY, MONDAY + 90 * DAY):
            assert make(minutes).snap(moment) == make(minutes).finish(moment) == LAST
        for moment in (MONDAY, MONDAY - 90 * DAY):
            assert make(minutes).snap_back(moment) == make(minutes).start(moment) == FIRST
    assert tuesdays.count < asked + 30
    assert make(480).snap(MONDAY - 9 * DAY) == LAST  # not looked at before, up to where it was


def test_the_simplest_way_of_working_out_is_taken() -> None:
    gone = away(("01-06T00:00", "01-07T00:00"))
    assert isinstance(work_of([(USUAL, WHOLE)], 1), Steady)
    assert isinstance(work_of([(gone, WHOLE), (gone, WHOLE)], 1), Steady)
    assert isinstance(work_of([(gone, WHOLE), (USUAL, WHOLE)], 1), EvenCrew)
    assert isinstance(work_of([(EARLY, WHOLE), (USUAL, WHOLE)], 1), Crew)
    assert isinstance(work_of([(USUAL, WHOLE)], 1, EARLY), Crew)


@pytest.mark.parametrize("members", [[(NEVER, WHOLE)], [(NEVER, WHOLE), (away(base=NEVER), HALF)]])
def test_without_working_time_work_ends_with_the_years(members: Members) -> None:
    for work in (work_of(members, 480), Crew(Presence(members), 480), Crew(Presence([(USUAL, WHOLE)], NEVER), 480)):
        assert work.snap(MONDAY) == LAST
        assert work.snap_back(MONDAY) == FIRST
        assert work.finish(MONDAY) == LAST
        assert work.start(FIRST) <= FIRST


def test_somebody_who_never_works_does_not_hold_the_others_up() -> None:
    work = work_of([(USUAL, WHOLE), (NEVER, WHOLE)], 480)
    assert work.finish(work.snap(MONDAY)) == at("01-05T18:00")
    assert work.start(work.snap_back(at("01-06T00:00"))) == at("01-05T09:00")


def test_repeated_work() -> None:
    weekly = Repeated(Steady(USUAL, 60), 7 * DAY, 3)
    assert weekly.runs(at("01-05T09:00")) == [
        (at("01-05T09:00"), at("01-05T10:00")),
        (at("01-12T09:00"), at("01-12T10:00")),
        (at("01-19T09:00"), at("01-19T10:00")),
    ]
    assert weekly.finish(at("01-05T09:00")) == at("01-19T10:00")
    assert weekly.start(at("01-19T10:00")) == at("01-05T09:00")
    assert Repeated(Steady(USUAL, 960), DAY, 2).runs(at("01-05T09:00"))[1] == (at("01-07T09:00"), at("01-08T18:00"))


CALENDARS: tuple[Working, ...] = (
    USUAL, NIGHT, NEVER, CLOCK, Limited(USUAL, 600, 2026), Absent(USUAL, [(FIRST, MONDAY)]),
    Absent(USUAL, [(MONDAY, LAST)]), Absent(NIGHT, [(FIRST, LAST)]), away(("01-06T10:00", "01-08T11:00"), base=NIGHT),
    away(("01-05T09:30", "01-05T11:00"), ("01-05T18:00", "01-07T09:00"), ("01-09T00:00", "01-13T00:00")),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    calendar=st.sampled_from(CALENDARS),
    moment=st.one_of(st.integers(MONDAY - 3 * DAY, MONDAY + 12 * DAY), st.sampled_from([FIRST, LAST, LAST + DAY])),
    minutes=st.one_of(st.sampled_from([1, 60, 180, 480]), st.integers(1, 3000)),
)
def test_both_ends_at_once_are_those_found_one_by_one(calendar: Working, moment: int, minutes: int) -> None:
    start, finish = calendar.next_start(moment), calendar.previous_finish(moment)
    assert calendar.forward(moment, minutes) == (start, calendar.finish_at(calendar.work_at(start) + minutes))
    begin = min(calendar.start_at(calendar.work_at(finish) - minutes), finish)
    assert calendar.backward(moment, minutes) == (finish, begin)


# --- against counting -------------------------------------------------------------------------------------------------

SCALE = 600
LOW, HIGH = MONDAY - 14 * DAY, MONDAY + 28 * DAY
RATES = st.sampled_from(
    [Fraction(1), Fraction(1, 2), Fraction(4, 5), Fraction(1, 3), Fraction(3, 2), Fraction(13, 100)]
)
INSIDE = st.integers(MONDAY, MONDAY + 7 * DAY)
GAPS = st.lists(st.tuples(st.integers(LOW, HIGH), st.integers(0, 5 * DAY)), max_size=3)
MINUTES = st.one_of(st.sampled_from([1, 7, 60, 480]), st.integers(1, 900))
SOME = settings(max_examples=50, deadline=None)


@st.composite
def even_members(draw: st.DrawFn, base: WorkCalendar = USUAL) -> list[tuple[Working, Fraction]]:
    """People on one calendar, some of them away now and then."""
    found: list[tuple[Working, Fraction]] = []
    for _ in range(draw(st.integers(1, 4))):
        gaps = [(start, start + length) for start, length in draw(GAPS)]
        found.append((Absent(base, gaps) if gaps else base, draw(RATES)))
    return found


@st.composite
def mixed_members(draw: st.DrawFn) -> list[tuple[Working, Fraction]]:
    """People on several calendars."""
    found = [
        draw(even_members(base))
        for base in draw(st.lists(st.sampled_from([USUAL, EARLY, NIGHT]), min_size=1, max_size=2))
    ]
    return [member for members in found for member in members]


def rates_of(members: Members, gate: Working | None = None) -> list[int]:
    """What each minute from LOW to HIGH brings, in SCALE-ths of a minute, by asking each calendar if it is worked."""
    rates = [0] * (HIGH - LOW)
    for one, rate in members:
        for minute in _worked(one):
            rates[minute] += int(rate * SCALE)
    if gate is not None:
        open_minutes = set(_worked(gate))
        rates = [rate if minute in open_minutes else 0 for minute, rate in enumerate(rates)]
    return rates


def _worked(one: Working) -> list[int]:
    found, moment = [], LOW
    while moment < HIGH:
        works, until = one.segment(moment)
        until = min(until, HIGH)
        found += range(moment - LOW, until - LOW) if works else ()
        moment = until
    return found


def check(works: Sequence[Work], rates: Sequence[int], effort: int, moment: int) -> None:
    """Each way of working it out gives the answer that counting gives, from a moment on and back from it."""
    first = next((minute for minute in range(moment - LOW, len(rates)) if rates[minute]), None)
    last = next((minute for minute in range(moment - LOW - 1, -1, -1) if rates[minute]), None)
    if first is not None:
        left, minute = effort * SCALE, first
        while left > 0 and minute < len(rates):
            left -= rates[minute]
            minute += 1
        for work in works:
            assert work.forward(moment) == (work.snap(moment), work.finish(work.snap(moment)))
            assert work.snap(moment) == LOW + first
            assert left > 0 or work.finish(LOW + first) == LOW + minute
    if last is not None:
        left, minute = effort * SCALE, last
        while left > 0 and minute >= 0:
            left -= rates[minute]
            minute -= 1
        for work in works:
            assert work.backward(moment) == (work.snap_back(moment), work.start(work.snap_back(moment)))
            assert work.snap_back(moment) == LOW + last + 1
            assert left > 0 or work.start(LOW + last + 1) == LOW + minute + 1


@SOME
@given(members=even_members(), minutes=MINUTES, moment=INSIDE)
def test_people_on_one_calendar(members: list[tuple[Working, Fraction]], minutes: int, moment: int) -> None:
    works = [Crew(Presence(members), minutes), EvenCrew(Attendance(USUAL, members), minutes), work_of(members, minutes)]
    check(works, rates_of(members), minutes, moment)


@settings(max_examples=40, deadline=None)
@given(members=mixed_members(), minutes=MINUTES, moment=INSIDE, gate=st.sampled_from([None, EARLY, NIGHT, USUAL]))
def test_people_on_several_calendars(
    members: list[tuple[Working, Fraction]], minutes: int, moment: int, gate: Working | None
) -> None:
    works: list[Work] = [Crew(Presence(members, gate), minutes), work_of(members, minutes, gate)]
    check(works, rates_of(members, gate), minutes, moment)


@SOME
@given(members=even_members(), minutes=st.integers(1, 5000), moment=INSIDE)
def test_both_ways_of_working_out_are_equal(members: list[tuple[Working, Fraction]], minutes: int, moment: int) -> None:
    one, other = Crew(Presence(members), minutes), EvenCrew(Attendance(USUAL, members), minutes)
    assert one.snap(moment) == other.snap(moment)
    assert one.snap_back(moment) == other.snap_back(moment)
    assert one.finish(one.snap(moment)) == other.finish(other.snap(moment))
    assert one.start(one.snap_back(moment)) == other.start(other.snap_back(moment))


@SOME
@given(members=mixed_members(), minutes=st.integers(1, 3000), moment=INSIDE)
def test_there_and_back(members: list[tuple[Working, Fraction]], minutes: int, moment: int) -> None:
    """The latest start for a finish is no earlier than the start that gave it, and gives the same finish."""
    work = work_of(members, minutes)
    start = work.snap(moment)
    finish = work.finish(start)
    assert finish > start
    assert work.snap_back(finish) == finish
    assert work.start(finish) >= start
    assert work.finish(work.start(finish)) == finish
    last = work.snap_back(moment)
    assert work.finish(work.start(last)) <= last
    assert work.start(work.finish(work.start(last))) == work.start(last)


@given(minutes=st.integers(1, 10**5), rate=RATES, moment=INSIDE)
def test_one_rate_is_steady_work_of_that_much_more(minutes: int, rate: Fraction, moment: int) -> None:
    start = USUAL.next_start(moment)
    assert work_of([(USUAL, rate)], minutes).finish(start) == Steady(USUAL, ceil(minutes / rate)).finish(start)


@given(moment=st.integers(FIRST, LAST), minutes=st.integers(0, 10**6))
def test_elapsed_work_is_plain_addition_within_the_years(moment: int, minutes: int) -> None:
    assert Steady(CLOCK, minutes).finish(moment) == min(moment + minutes, LAST)
    assert Steady(CLOCK, minutes).start(moment) == max(moment - minutes, FIRST)
