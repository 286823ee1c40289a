"""Working time against the plainest thing that can be right: a byte for every minute of some weeks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pmctl.calendars import Calendars, working_days_rule
from pmctl.load import load
from pmctl.model.workspace import Workspace
from pmctl.quantity import days, hours, instant
from pmctl.worktime import (
    CLOCK,
    DAY,
    FIRST,
    LAST,
    Absent,
    Limited,
    Shifts,
    WorkCalendar,
    Working,
    WorkingDays,
    days_as_instants,
)

USUAL = hours({"mon-fri": "09:00-12:00 13:00-18:00"}).week
MANY = settings(max_examples=40, deadline=None)
Window = tuple[int, int]


def at(text: str) -> int:
    moment = datetime.fromisoformat(text)
    return instant(moment.date(), 60 * moment.hour + moment.minute)


def rule(
    week: Sequence[Shifts] = USUAL,
    off: Iterable[str] = (),
    on: Iterable[str] = (),
    holidays: tuple[str, ...] = (),
    timezone: str = "",
    home: str = "",
) -> WorkingDays:
    def ordinals(texts: Iterable[str]) -> tuple[tuple[int, int], ...]:
        return tuple((days(text).first.toordinal(), days(text).last.toordinal()) for text in texts)

    return WorkingDays(tuple(week), ordinals(off), ordinals(on), holidays, timezone, home)


def usual() -> WorkCalendar:
    return WorkCalendar("default", rule(), 2026)


# --- by hand ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "next_start", "previous_finish", "worked"),
    [  # Friday 9 January 2026 to Monday; minutes since Friday 00:00
        ("2026-01-09T00:00", "2026-01-09T09:00", "2026-01-08T18:00", 0),
        ("2026-01-09T09:00", "2026-01-09T09:00", "2026-01-08T18:00", 0),
        ("2026-01-09T09:01", "2026-01-09T09:01", "2026-01-09T09:01", 1),
        ("2026-01-09T11:59", "2026-01-09T11:59", "2026-01-09T11:59", 179),
        ("2026-01-09T12:00", "2026-01-09T13:00", "2026-01-09T12:00", 180),
        ("2026-01-09T12:30", "2026-01-09T13:00", "2026-01-09T12:00", 180),
        ("2026-01-09T13:00", "2026-01-09T13:00", "2026-01-09T12:00", 180),
        ("2026-01-09T17:59", "2026-01-09T17:59", "2026-01-09T17:59", 479),
        ("2026-01-09T18:00", "2026-01-12T09:00", "2026-01-09T18:00", 480),
        ("2026-01-10T12:00", "2026-01-12T09:00", "2026-01-09T18:00", 480),
        ("2026-01-12T09:00", "2026-01-12T09:00", "2026-01-09T18:00", 480),
        ("2026-01-12T10:00", "2026-01-12T10:00", "2026-01-12T10:00", 540),
    ],
)
def test_around_a_weekend(moment: str, next_start: str, previous_finish: str, worked: int) -> None:
    calendar = usual()
    assert calendar.next_start(at(moment)) == at(next_start)
    assert calendar.previous_finish(at(moment)) == at(previous_finish)
    assert calendar.work_between(at("2026-01-09T00:00"), at(moment)) == worked


@pytest.mark.parametrize(
    ("minutes", "finish", "start"),
    [  # work since Friday 9 January 2026 09:00
        (-1, "2026-01-08T17:59", "2026-01-08T17:59"),
        (0, "2026-01-08T18:00", "2026-01-09T09:00"),
        (1, "2026-01-09T09:01", "2026-01-09T09:01"),
        (180, "2026-01-09T12:00", "2026-01-09T13:00"),
        (480, "2026-01-09T18:00", "2026-01-12T09:00"),
        (-480, "2026-01-07T18:00", "2026-01-08T09:00"),
        (2400, "2026-01-15T18:00", "2026-01-16T09:00"),
    ],
)
def test_an_amount_of_work_has_two_instants_at_a_pause(minutes: int, finish: str, start: str) -> None:
    calendar = usual()
    work = calendar.work_at(at("2026-01-09T09:00")) + minutes
    assert calendar.finish_at(work) == at(finish)
    assert calendar.start_at(work) == at(start)


def test_segments_of_a_day() -> None:
    calendar = usual()
    assert calendar.segment(at("2026-01-09T10:00")) == (True, at("2026-01-09T12:00"))
    assert calendar.segment(at("2026-01-09T12:00")) == (False, at("2026-01-09T13:00"))
    assert calendar.segment(at("2026-01-09T18:00")) == (False, at("2026-01-12T09:00"))
    assert calendar.segment_before(at("2026-01-09T10:00")) == (True, at("2026-01-09T09:00"))
    assert calendar.segment_before(at("2026-01-09T13:00")) == (False, at("2026-01-09T12:00"))
    assert calendar.segment_before(at("2026-01-12T09:00")) == (False, at("2026-01-09T18:00"))


def test_easter_in_berlin_has_three_working_days() -> None:
    calendar = WorkCalendar("default", rule(holidays=("DE-BE",)), 2026)
    assert calendar.working_days(date(2026, 3, 31), date(2026, 4, 7)) == 3
    assert calendar.working_days(date(2026, 4, 7), date(2026, 3, 31)) == -3
    assert calendar.working_days(date(2026, 4, 7), date(2026, 4, 7)) == 0
    first = date(2026, 4, 1)
    worked = [day.day for day in (first + timedelta(n) for n in range(7)) if calendar.is_working_day(day)]
    assert worked == [1, 2, 7]
    assert calendar.work_between(at("2026-04-01T00:00"), at("2026-04-08T00:00")) == 3 * 480
    assert calendar.finish_at(calendar.work_at(at("2026-04-01T09:00")) + 3 * 480) == at("2026-04-07T18:00")


@pytest.mark.parametrize(("code", "days_of_march"), [("DE-BE", [8]), ("DE", []), ("XX", []), ("DE-XX", []), ("", [])])
def test_regions_have_their_own_days_and_unknown_ones_have_none(code: str, days_of_march: list[int]) -> None:
    every_day = tuple(((0, DAY),) for _ in range(7))
    calendar = WorkCalendar("", rule(week=every_day, holidays=(code,) if code else ()), 2027)
    free = [day for day in range(1, 32) if not calendar.is_working_day(date(2027, 3, day))]
    easter = [26, 29] if code.startswith("DE") and code != "DE-XX" else []  # Good Friday, Easter Monday
    assert free == sorted(days_of_march + easter)


def test_a_worked_saturday_has_the_hours_of_the_first_day_that_has_some() -> None:
    week = hours({"tue": "10:00-14:00", "wed": "09:00-18:00"}).week
    calendar = WorkCalendar("", rule(week=week, off=["2026-01-05..2026-01-11"], on=["2026-01-10", "2026-01-07"]), 2026)
    assert calendar.next_start(at("2026-01-05T00:00")) == at("2026-01-07T09:00")  # worked although it is off
    assert calendar.next_start(at("2026-01-08T00:00")) == at("2026-01-10T10:00")
    assert calendar.finish_at(calendar.work_at(at("2026-01-10T10:00")) + 240) == at("2026-01-10T14:00")


@pytest.mark.parametrize(
    ("zone", "day", "start", "finish"),
    [
        ("Europe/London", "2026-01-07", "2026-01-07T10:00", "2026-01-07T19:00"),
        ("America/New_York", "2026-03-06", "2026-03-06T15:00", "2026-03-07T00:00"),
        ("America/New_York", "2026-03-10", "2026-03-10T14:00", "2026-03-10T23:00"),  # summer time there, not yet here
        ("Asia/Kolkata", "2026-01-07", "2026-01-07T04:30", "2026-01-07T13:30"),
        ("Asia/Kolkata", "2026-07-07", "2026-07-07T05:30", "2026-07-07T14:30"),
        ("Pacific/Auckland", "2026-01-07", "2026-01-06T21:00", "2026-01-07T06:00"),
        ("Europe/Berlin", "2026-01-07", "2026-01-07T09:00", "2026-01-07T18:00"),
        ("Mars/Phobos", "2026-07-07", "2026-07-07T11:00", "2026-07-07T20:00"),  # unknown: as if it were UTC
    ],
)
def test_hours_of_another_time_zone(zone: str, day: str, start: str, finish: str) -> None:
    week = (((540, 1080),),) * 7
    calendar = WorkCalendar("", rule(week=week, timezone=zone, home="Europe/Berlin"), 2026)
    noon = at(start) + 60
    assert calendar.segment_before(noon) == (True, at(start)), day
    assert calendar.segment(noon) == (True, at(finish)), day


def test_shifts_that_reach_into_another_year_are_known_from_either_side() -> None:
    night = WorkCalendar("", rule(week=hours({"mon-sun": "22:00-06:00"}).week), 2026)
    assert night.segment(at("2026-01-01T02:00")) == (True, at("2026-01-01T06:00"))
    abroad = rule(week=(((540, 1080),),) * 7, timezone="Pacific/Auckland", home="Europe/Berlin")
    for year in (2023, 2024, 2025, 2026):  # wherever laying out begins and ends
        calendar = WorkCalendar("", abroad, year)
        for moment in ("2025-12-31T20:00", "2025-12-31T22:00", "2026-01-01T05:00"):
            fresh = WorkCalendar("", abroad, 2020)
            whole = fresh.work_between(at("2025-12-20T10:00"), at(moment))
            assert WorkCalendar("", abroad, year).next_start(at(moment)) == fresh.next_start(at(moment))
            assert calendar.work_at(at(moment)) - calendar.work_at(at("2025-12-20T10:00")) == whole


# --- years that are far away, and years without work ------------------------------------------------------------------


@pytest.mark.parametrize("first", ["1900-01-01", "1950-06-15", "2029-01-01", "2150-03-03", "2199-12-31"])
def test_years_are_laid_out_when_somebody_asks(first: str) -> None:
    day = date.fromisoformat(first)
    calendar, near = usual(), WorkCalendar("default", rule(), day.year)
    begin = instant(day)
    assert calendar.next_start(begin) == near.next_start(begin)
    start = near.next_start(begin)
    if day.year < 2199:
        assert calendar.finish_at(calendar.work_at(start) + 5000) == near.finish_at(near.work_at(start) + 5000)
        assert calendar.start_at(calendar.work_at(start) + 4800) == near.start_at(near.work_at(start) + 4800)
    fifth = WorkCalendar("default", rule(), 2026)
    weekdays = sum(date.fromordinal(n).weekday() < 5 for n in range(*sorted((day.toordinal(), 739_620))))
    sign = 1 if day.toordinal() < 739_620 else -1
    assert fifth.work_between(begin, instant(date.fromordinal(739_620))) == sign * 480 * weekdays


@pytest.mark.parametrize("limit", [0, 600])
def test_rare_work_goes_on_in_years_that_nobody_asked_about(limit: int) -> None:
    mondays = WorkCalendar("", rule(week=hours({"mon": "09:00-10:00"}).week), 2026)
    calendar = Limited(mondays, limit, 2026) if limit else mondays
    moment, found = at("2026-01-01T00:00"), list[int]()
    while moment < at("2046-01-01T00:00"):
        works, until = calendar.segment(moment)
        found += [moment] if works else []
        moment = until
    first = at("2026-01-05T09:00")
    assert found == [*range(first, at("2046-01-01T00:00"), 7 * DAY)]


def test_the_order_of_questions_changes_no_answer() -> None:
    moments = [at(f"{year}-05-05T10:00") for year in (1990, 2026, 2100, 2031, 1950)]
    one, other = usual(), usual()
    for moment in moments:
        one.work_at(moment)
    for moment in reversed(moments):
        other.work_at(moment)
    assert [one.work_between(moments[1], moment) for moment in moments] == [
        other.work_between(moments[1], moment) for moment in moments
    ]


def test_work_beyond_the_last_year_ends_at_the_bound() -> None:
    calendar = usual()
    assert calendar.finish_at(10**9) == LAST
    assert calendar.start_at(10**9) == LAST
    assert calendar.finish_at(-(10**9)) == FIRST
    assert calendar.start_at(-(10**9)) == FIRST
    assert calendar.next_start(LAST - 1) == LAST
    assert calendar.previous_finish(FIRST + 1) == FIRST


def _never() -> list[Working]:
    empty = WorkCalendar("", rule(week=((),) * 7), 2026)
    absent = Absent(empty, [(at("2026-01-01T00:00"), at("2026-02-01T00:00"))])
    return [empty, absent, Limited(empty, 480, 2026), Limited(usual(), 0, 2026)]


@pytest.mark.parametrize("calendar", _never(), ids=["empty", "absent", "limited", "limit-0"])
def test_a_calendar_without_working_time_ends_at_the_bounds(calendar: Working) -> None:
    now = at("2026-01-05T09:00")
    work = calendar.work_at(now)
    assert calendar.finish_at(work + 1) == LAST
    assert calendar.start_at(work) == LAST
    assert calendar.next_start(now) == LAST
    assert calendar.previous_finish(now) == FIRST
    assert calendar.segment(now) == (False, LAST)
    assert calendar.segment_before(now) == (False, FIRST)


def test_two_days_of_work_are_found_from_anywhere() -> None:
    start, finish = at("2020-02-05T09:00"), at("2020-02-05T12:00")
    for year in (1900, 2019, 2020, 2026, 2200):
        mondays = rule(((USUAL[0][0],), *((),) * 6), ["1900..2020-02-02", "2020-02-10..2200"], ["2020-02-05"])
        calendar = WorkCalendar("", mondays, year)
        assert WorkCalendar("", mondays, year).previous_finish(at("2026-01-01T00:00")) == finish
        week_before, monday = at("2020-01-01T00:00"), at("2020-02-03T09:00")
        assert calendar.next_start(week_before) == monday
        assert calendar.previous_finish(at("2026-01-01T00:00")) == finish
        assert calendar.next_start(at("2020-02-04T00:00")) == start
        assert calendar.next_start(finish) == LAST
        assert calendar.work_between(week_before, at("2026-01-01T00:00")) == 360


# --- against a byte for every minute ----------------------------------------------------------------------------------


class Minutes:
    """Some days, minute by minute: `worked[i]` is whether the minute that begins at `low + i` is worked."""

    def __init__(self, low: int, high: int) -> None:
        self.low = low
        self.worked = bytearray(high - low)

    def put(self, start: int, finish: int, value: int = 1) -> None:
        """Mark the minutes from one instant to another, as far as they lie inside."""
        first, last = (min(max(moment - self.low, 0), len(self.worked)) for moment in (start, finish))
        self.worked[first:last] = bytes([value]) * (last - first)

    def check(self, calendar: Working, moments: Sequence[int]) -> None:
        """Every answer of a calendar, at each moment (counted from `low`), as far as it lies inside."""
        worked, low = self.worked, self.low
        done = [0, *accumulate(worked)]
        starts = [i for i, value in enumerate(worked) if value]  # instants at which a worked minute begins
        origin = calendar.work_at(low) - done[0]
        assert calendar.works_at([low + moment for moment in moments]) == [origin + done[moment] for moment in moments]
        for moment in moments:
            begins, before = bisect_right(starts, moment - 1), bisect_right(starts, moment - 1) - 1
            assert calendar.work_at(low + moment) - origin == done[moment]
            following = starts[begins] if begins < len(starts) else None
            preceding = starts[before] + 1 if before >= 0 else None
            if following is not None:
                assert calendar.next_start(low + moment) == low + following
                assert calendar.start_at(origin + done[moment]) == low + following
                works, until = calendar.segment(low + moment)
                assert (works, until > low + moment) == (bool(worked[moment]), True)
                span = worked[moment : min(until - low, len(worked))]
                assert set(span) == {int(works)}
                assert works or until == low + following
            if preceding is not None:
                assert calendar.previous_finish(low + moment) == low + preceding
                assert calendar.finish_at(origin + done[moment]) == low + preceding
                works, since = calendar.segment_before(low + moment)
                assert (works, since < low + moment) == (bool(worked[moment - 1]), True)
                assert set(worked[max(since - low, 0) : moment]) == {int(works)}
                assert works or since == low + preceding


EDGES = (0, 1, 59, 60, 359, 360, 540, 720, 721, 780, 1080, 1320, 1439, 1440)
"""Minutes of a day at which something may change."""
WEEKS = 3
LENGTH = WEEKS * 7 * DAY


@st.composite
def weeks(draw: st.DrawFn) -> tuple[Shifts, ...]:
    """Seven days with up to three shifts each, some of which pass midnight."""
    found: list[Shifts] = []
    for _ in range(7):
        cuts = sorted(draw(st.lists(st.sampled_from(EDGES), unique=True, max_size=6)))
        shifts = list(zip(cuts[::2], cuts[1::2], strict=False))
        found.append(tuple(shifts))
    for day in range(7):
        following = found[(day + 1) % 7]
        if (
            found[day]
            and found[day][-1][1] == DAY
            and (not following or following[0][0] >= 360)
            and draw(st.booleans())
        ):
            found[day] = (*found[day][:-1], (found[day][-1][0], DAY + draw(st.sampled_from([0, 120, 360]))))
    assume(any(found))
    return tuple(found)


@st.composite
def day_ranges(draw: st.DrawFn) -> tuple[tuple[int, int], ...]:
    """Days of the weeks looked at, by number; both ends included."""
    firsts = draw(st.lists(st.integers(-2, WEEKS * 7), max_size=3))
    return tuple((first, first + draw(st.integers(0, 9))) for first in firsts)


MOMENTS = st.lists(
    st.builds(
        lambda day, minute: day * DAY + minute,
        st.integers(0, WEEKS * 7 - 2),
        st.one_of(st.integers(0, DAY), st.sampled_from(EDGES)),
    ),
    min_size=20,
    max_size=60,
)
RANGES = st.lists(st.tuples(st.integers(0, LENGTH), st.integers(0, 9 * DAY)), max_size=5)
LOWS = st.sampled_from(
    [date(2025, 12, 15), date(2026, 3, 2), date(2028, 2, 14), date(2023, 12, 18), date(2028, 12, 20)]
)
YEARS = st.integers(2022, 2030)


def reference(
    low: date, week: Sequence[Shifts], off: Sequence[Window] = (), on: Sequence[Window] = (), shift: int = 0
) -> Minutes:
    """The minutes of a calendar; `off` and `on` by number of day, `shift` is how much later its clock is here."""
    found = Minutes(instant(low), instant(low) + LENGTH)
    usual_day = next(shifts for shifts in week if shifts)
    for number in range(-2, WEEKS * 7 + 2):
        day = low + timedelta(number)
        shifts = week[day.weekday()]
        if any(first <= number <= last for first, last in on):
            shifts = shifts or usual_day
        elif any(first <= number <= last for first, last in off):
            shifts = ()
        for start, end in shifts:
            found.put(instant(day) + start + shift, instant(day) + end + shift)
    return found


def built(
    low: date, week: Sequence[Shifts], off: Sequence[Window], on: Sequence[Window], year: int, **zones: str
) -> WorkCalendar:
    def ordinals(ranges: Sequence[Window]) -> tuple[Window, ...]:
        return tuple((low.toordinal() + first, low.toordinal() + last) for first, last in ranges)

    days_rule = WorkingDays(
        tuple(week), ordinals(off), ordinals(on), (), zones.get("timezone", ""), zones.get("home", "")
    )
    return WorkCalendar("", days_rule, year)


@MANY
@given(low=LOWS, week=weeks(), off=day_ranges(), on=day_ranges(), year=YEARS, moments=MOMENTS)
def test_a_calendar_agrees_with_its_minutes(
    low: date, week: tuple[Shifts, ...], off: tuple[Window, ...], on: tuple[Window, ...], year: int, moments: list[int]
) -> None:
    if any(end > DAY for shifts in week for _, end in shifts):
        on = ()  # a worked day may take the hours of another one, which nights may run into
    calendar = built(low, week, off, on, year)
    reference(low, week, off, on).check(calendar, moments)


@settings(max_examples=25, deadline=None)
@given(
    low=st.sampled_from([date(2025, 12, 15), date(2026, 6, 8), date(2023, 12, 18), date(2028, 12, 20)]),
    week=weeks(),
    zone=st.sampled_from(["Asia/Kolkata", "America/New_York", "Pacific/Auckland", "Asia/Tokyo", "UTC"]),
    home=st.sampled_from(["Europe/Berlin", "America/Los_Angeles"]),
    year=YEARS,
    moments=MOMENTS,
)
def test_a_calendar_of_another_time_zone_agrees_with_its_minutes(
    low: date, week: tuple[Shifts, ...], zone: str, home: str, year: int, moments: list[int]
) -> None:
    noon = datetime(low.year, low.month, low.day, 12)  # no clock changes in these weeks
    there = noon.replace(tzinfo=ZoneInfo(zone)).astimezone(ZoneInfo(home)).replace(tzinfo=None)
    shift = int((there - noon).total_seconds()) // 60
    calendar = built(low, week, (), (), year, timezone=zone, home=home)
    reference(low, week, shift=shift).check(calendar, moments)


@MANY
@given(low=LOWS, week=weeks(), year=YEARS, moments=MOMENTS, ranges=RANGES)
def test_absence_agrees_with_its_minutes(
    low: date, week: tuple[Shifts, ...], year: int, moments: list[int], ranges: list[tuple[int, int]]
) -> None:
    found = reference(low, week)
    gaps = [(found.low + start, min(found.low + start + length, found.low + LENGTH)) for start, length in ranges]
    calendar = Absent(built(low, week, (), (), year), gaps)
    for start, end in gaps:
        found.put(start, end, 0)
    found.check(calendar, moments)


@MANY
@given(low=LOWS, week=weeks(), year=YEARS, moments=MOMENTS, limit=st.integers(1, 7 * DAY), away=day_ranges())
def test_a_weekly_limit_agrees_with_its_minutes(
    low: date, week: tuple[Shifts, ...], year: int, moments: list[int], limit: int, away: tuple[Window, ...]
) -> None:
    first = low - timedelta(low.weekday())
    found = reference(first, week)
    gaps = [(found.low + start * DAY, found.low + (end + 1) * DAY) for start, end in away if start >= 0]
    for start, end in gaps:
        found.put(start, end, 0)
    for number in range(WEEKS):
        left = limit
        for minute in range(number * 7 * DAY, (number + 1) * 7 * DAY):
            if found.worked[minute]:
                found.worked[minute] = left > 0
                left -= 1
    base = built(first, week, (), (), year)
    found.check(Limited(Absent(base, gaps) if gaps else base, limit, year), moments)


@given(moment=st.integers(FIRST, LAST))
def test_on_the_clock_all_time_is_worked(moment: int) -> None:
    for answer in (CLOCK.work_at, CLOCK.start_at, CLOCK.finish_at, CLOCK.next_start, CLOCK.previous_finish):
        assert answer(moment) == moment
    assert CLOCK.segment(moment) == (True, LAST)
    assert CLOCK.segment_before(moment) == (True, FIRST)


def test_the_clock_ends_with_the_years() -> None:
    assert CLOCK.finish_at(LAST + 1) == LAST
    assert CLOCK.start_at(FIRST - 1) == FIRST


@settings(max_examples=25, deadline=None)
@given(moment=st.integers(at("1990-01-01T00:00"), at("2060-01-01T00:00")), minutes=st.integers(-(10**6), 10**6))
def test_there_and_back(moment: int, minutes: int) -> None:
    calendar = WorkCalendar("", rule(holidays=("DE-BE",)), 2026)
    work = calendar.work_at(moment)
    assert calendar.work_at(calendar.start_at(work + minutes)) == work + minutes
    assert calendar.work_at(calendar.finish_at(work + minutes)) == work + minutes
    assert calendar.finish_at(work) <= moment <= calendar.start_at(work)
    assert calendar.next_start(moment) == max(moment, calendar.start_at(work)) == calendar.start_at(work)
    assert calendar.previous_finish(moment) == calendar.finish_at(work)


@given(first=st.dates(date(2024, 1, 1), date(2029, 1, 1)), count=st.integers(0, 100))
def test_working_days_are_counted_one_by_one(first: date, count: int) -> None:
    calendar = WorkCalendar("", rule(off=["2026-01-05..2026-01-20"], on=["2026-01-10"]), 2026)
    last = first + timedelta(count)
    counted = sum(calendar.is_working_day(first + timedelta(n)) for n in range(1, count + 1))
    assert calendar.working_days(first, last) == counted
    assert calendar.working_days(last, first) == -counted


# --- calendars as people write them -----------------------------------------------------------------------------------


WRITTEN = """
kind: workspace
calendars:
  default: {hours: {mon-fri: 08:00-12:00}, holidays: DE-BE, days-off: 2026-01-07}
  own: {based-on: default, holidays: [], days-off: 2026-01-08, days-on: 2026-01-10}
  one: {based-on: two, hours: {mon: 20:00-22:00}}
  two: {based-on: one, timezone: Europe/London}
  lost: {based-on: nowhere}
"""


def workspace() -> Workspace:
    projects = {"p.yaml": "kind: project\ncalendar: own\ntasks: {a: }", "q.yaml": "kind: project\ntasks: {a: }"}
    files = {"pmctl.yaml": WRITTEN, **projects}
    return load(Path("plans"), {path: text.encode() for path, text in files.items()}).workspace


def test_hours_and_holidays_replace_and_days_add_up() -> None:
    found = working_days_rule(workspace(), "own")
    assert found.week[0] == ((480, 720),)
    assert found.holidays == ()
    assert found.off == tuple((date(2026, 1, day).toordinal(),) * 2 for day in (7, 8))
    assert found.on == ((date(2026, 1, 10).toordinal(),) * 2,)


def test_a_circle_of_calendars_ends_where_it_closes() -> None:
    assert working_days_rule(workspace(), "one").timezone == "Europe/London"
    assert working_days_rule(workspace(), "two").week[0] == ((1200, 1320),)
    assert working_days_rule(workspace(), "lost").week == USUAL


def test_a_calendar_is_found_by_key_and_by_document() -> None:
    calendars = Calendars(workspace(), 2026)
    assert calendars["default"] is calendars["no such calendar"]
    assert calendars.of_document("p") is calendars["own"]
    assert calendars.of_document("q") is calendars.of_document("nowhere") is calendars["default"]
    assert Calendars(workspace(), 2026).of_document("p").is_working_day(date(2026, 1, 10))
    assert not Calendars(workspace(), 2026).of_document("q").is_working_day(date(2026, 1, 10))


def test_without_any_calendar_there_are_eight_hours_on_weekdays() -> None:
    calendar = Calendars(Workspace(), 2026).of_document("")
    assert calendar.work_between(at("2026-01-05T00:00"), at("2026-01-12T00:00")) == 40 * 60


def test_days_become_instants_from_midnight_to_midnight() -> None:
    assert days_as_instants([days("2026-02-16..2026-02-20")]) == [(at("2026-02-16T00:00"), at("2026-02-21T00:00"))]
