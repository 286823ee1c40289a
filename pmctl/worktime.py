"""Working time: minutes to instants and back, through weekly hours, holidays, days off and time off.

An instant is a count of minutes since 1970-01-01T00:00 on the workspace's local clock; work is a count of working
minutes since some fixed moment. One amount of work belongs to two instants where a pause begins: `finish_at` answers
the
earlier (Friday 18:00), `start_at` the later (Monday 09:00).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Protocol

from pmctl.quantity import FIRST_YEAR, LAST_YEAR, Days, hours, instant
from pmctl.record import dataclass

Shifts = tuple[tuple[int, int], ...]

DAY = 1440
EPOCH = date(1970, 1, 1).toordinal()
FIRST = instant(date(FIRST_YEAR, 1, 1))
LAST = instant(date(LAST_YEAR, 12, 31))
DEFAULT_HOURS = hours({"mon-fri": "09:00-12:00 13:00-18:00"})
"""What holds where no calendar is written: eight hours from Monday to Friday."""
YEARS_AT_ONCE = 3
MARGIN = 2 * DAY
"""How far a shift may reach into the year next to its own: night shifts and other time zones."""
MOST_KNOWN = 50_000


class Working(Protocol):
    """Anything that has working time."""

    def __hash__(self) -> int:
        """Its identity: what is compiled of it can be remembered."""

    def work_at(self, at: int) -> int: ...
    def start_at(self, work: int) -> int: ...
    def finish_at(self, work: int) -> int: ...
    def next_start(self, at: int) -> int: ...
    def previous_finish(self, at: int) -> int: ...
    def segment(self, at: int) -> tuple[bool, int]: ...
    def segment_before(self, at: int) -> tuple[bool, int]: ...


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Which shifts a day of the local clock has."""

    week: tuple[Shifts, ...]
    off: tuple[tuple[int, int], ...]
    """Ranges of day ordinals, both ends included."""
    on: tuple[tuple[int, int], ...]
    holidays: tuple[str, ...]
    timezone: str
    home: str
    """The workspace's time zone, which instants are in."""

    def shifts(self, ordinal: int) -> Shifts:
        """The shifts of a day; a worked day that has none in its week takes those of the first day that has some."""
        usual = self.week[(ordinal - 1) % 7]
        if _lies_in(ordinal, self.on):
            return usual or next((shifts for shifts in self.week if shifts), ())
        if _lies_in(ordinal, self.off):
            return ()
        if usual and self.holidays and _is_holiday(self.holidays, ordinal):
            return ()
        return usual


def _lies_in(ordinal: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    """Whether a day lies in one of some ranges; a loop, for each day of years asks."""
    for low, high in ranges:  # noqa: SIM110
        if low <= ordinal <= high:
            return True
    return False


@lru_cache(maxsize=1024)
def _holidays_of(code: str, year: int) -> frozenset[int]:
    """Day ordinals of the public holidays of a country or region (`DE`, `DE-BE`) in a year; unknown codes have none."""
    import holidays

    country, _, region = code.partition("-")
    known = holidays.list_supported_countries(include_aliases=False)
    if country not in known or (region and region not in known[country]):
        return frozenset()
    found = holidays.country_holidays(country, subdiv=region or None, years=year)
    return frozenset(day.toordinal() for day in found)


def _is_holiday(codes: tuple[str, ...], ordinal: int) -> bool:
    year = date.fromordinal(ordinal).year
    return any(ordinal in _holidays_of(code, year) for code in codes)


@lru_cache(maxsize=1)
def holiday_regions() -> Mapping[str, tuple[str, ...]]:
    """Countries with public holidays that are known, each with its regions."""
    import holidays

    return {code: tuple(regions) for code, regions in holidays.list_supported_countries(include_aliases=False).items()}


@lru_cache(maxsize=1)
def time_zones() -> frozenset[str]:
    """Time zones that may stand in a plan, from the package `tzdata` alone, so that every machine knows the same."""
    from pkgutil import get_data

    return frozenset((get_data("tzdata", "zones") or b"").decode().split())


@lru_cache(maxsize=65536)
def _offset(zone: str, ordinal: int) -> int:
    """Minutes that a zone is ahead of UTC at noon of a day; 0 for a zone that is not known."""
    if not zone or zone not in time_zones():
        return 0
    from importlib.resources import files
    from zoneinfo import ZoneInfo

    with files("tzdata.zoneinfo").joinpath(*zone.split("/")).open("rb") as stream:
        found = ZoneInfo.from_file(stream, key=zone)
    noon = datetime.combine(date.fromordinal(ordinal), datetime.min.time()) + timedelta(hours=12)
    delta = noon.replace(tzinfo=found).utcoffset()
    return int(delta.total_seconds()) // 60 if delta else 0


class _Known(dict[int, int]):
    """Work at instants that were asked for: plans ask for the same mornings and evenings again and again."""

    __slots__ = ("count",)

    def __init__(self, count: Callable[[int], int]) -> None:
        super().__init__()
        self.count = count

    def __missing__(self, at: int) -> int:
        work = self.count(at)
        if len(self) < MOST_KNOWN:
            self[at] = work
        return work


class WorkCalendar:
    """The working time of one calendar, laid out year by year as far as anybody asks, from 1900 to 2200."""

    __slots__ = (
        "before", "ends", "first_day", "from_year", "key", "rule", "starts", "to_year", "until", "work_at", "working",
    )  # fmt: skip

    def __init__(self, key: str, rule: WorkingDays, year: int) -> None:
        self.key = key
        self.rule = rule
        self.work_at: Callable[[int], int] = _Known(self._work_at).__getitem__
        """Working minutes done at an instant."""
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.before: list[int] = []
        """Working minutes before each shift; negative for years that were added in front."""
        self.working: list[int] = []
        """Ordinals of the days that have working time."""
        self.from_year = min(max(year, FIRST_YEAR), LAST_YEAR)
        self.to_year = self.from_year
        self.first_day = instant(date(self.from_year, 1, 1)) + MARGIN
        self.until = self.first_day
        """Between these two instants everything is known: a little less than the years that are laid out."""
        self._append()

    # --- growing -----------------------------------------------------------------------------------------------------

    def _lay_out(self, from_year: int, to_year: int) -> tuple[list[int], list[int], list[int]]:
        starts: list[int] = []
        ends: list[int] = []
        working: list[int] = []
        rule = self.rule
        moves = rule.timezone not in ("", rule.home)
        for ordinal in range(date(from_year, 1, 1).toordinal(), date(to_year, 1, 1).toordinal()):
            shifts = rule.shifts(ordinal)
            if shifts:
                working.append(ordinal)
                at = (ordinal - EPOCH) * DAY
                if moves:
                    at += _offset(rule.home, ordinal) - _offset(rule.timezone, ordinal)
                for start, end in shifts:
                    first = max(at + start, ends[-1]) if ends else at + start
                    if first < at + end:
                        starts.append(first)
                        ends.append(at + end)
        return starts, ends, working

    def _append(self) -> None:
        to_year = min(self.to_year + YEARS_AT_ONCE, LAST_YEAR)
        starts, ends, working = self._lay_out(self.to_year, to_year)
        total = self.before[-1] + self.ends[-1] - self.starts[-1] if self.starts else 0
        for start, end in zip(starts, ends, strict=True):
            self.before.append(total)
            total += end - start
        self.starts += starts
        self.ends += ends
        self.working += working
        self.to_year = to_year
        self.until = instant(date(to_year, 1, 1)) - MARGIN

    def _prepend(self) -> None:
        from_year = max(self.from_year - YEARS_AT_ONCE, FIRST_YEAR)
        starts, ends, working = self._lay_out(from_year, self.from_year)
        total = self.before[0] if self.before else 0
        before = []
        for start, end in zip(reversed(starts), reversed(ends), strict=True):
            total -= end - start
            before.append(total)
        self.before[:0] = reversed(before)
        self.starts[:0] = starts
        self.ends[:0] = ends
        self.working[:0] = working
        self.from_year = from_year
        self.first_day = instant(date(from_year, 1, 1)) + MARGIN

    def _reach(self, at: int) -> None:
        """Lay out enough years that an instant lies inside, as far as there are years."""
        while at >= self.until and self.to_year < LAST_YEAR:
            self._append()
        while at < self.first_day and self.from_year > FIRST_YEAR:
            self._prepend()

    def _reach_work(self, work: int) -> bool:
        """Lay out enough years that an amount of work lies strictly inside; False where the years end before."""
        while not self.starts or work > self.before[-1]:
            if self.to_year >= LAST_YEAR:
                break
            self._append()
        while self.from_year > FIRST_YEAR and (not self.starts or work <= self.before[0]):
            self._prepend()
        return bool(self.starts) and self.before[0] < work <= self.before[-1] + self.ends[-1] - self.starts[-1]

    # --- instants and work -------------------------------------------------------------------------------------------

    def _work_at(self, at: int) -> int:
        if at >= self.until or at < self.first_day:
            self._reach(at)
        index = bisect_right(self.starts, at) - 1
        if index < 0:
            return self.before[0] if self.before else 0
        start, end = self.starts[index], self.ends[index]
        return self.before[index] + (at if at < end else end) - start

    def finish_at(self, work: int) -> int:
        """The first instant at which so much work is done."""
        before = self.before
        if not before or not before[0] < work <= before[-1]:
            if not self._reach_work(work):
                return LAST if not before or work > before[0] else FIRST
            before = self.before
        index = bisect_left(before, work) - 1
        return self.starts[index] + work - before[index]

    def start_at(self, work: int) -> int:
        """The last instant at which no more than so much work is done: where work goes on."""
        before = self.before
        if not before or not before[0] <= work < before[-1]:
            if not self._reach_work(work + 1):
                return LAST if not before or work > before[0] else FIRST
            before = self.before
        index = bisect_right(before, work) - 1
        return self.starts[index] + work - before[index]

    def next_start(self, at: int) -> int:
        """The instant itself where it is worked, else the next start of work."""
        if at >= self.until or at < self.first_day:
            self._reach(at)
        index = bisect_right(self.ends, at)
        if index >= len(self.starts):
            return self.start_at(self.work_at(at))
        start = self.starts[index]
        return at if at > start else start

    def previous_finish(self, at: int) -> int:
        """The instant itself where work was just going on, else the last end of work before it."""
        if at >= self.until or at <= self.first_day:
            self._reach(at)
        index = bisect_left(self.starts, at) - 1
        if index < 0:
            found = self.finish_at(self.work_at(at))
            return found if self.starts else FIRST
        end = self.ends[index]
        return at if at < end else end

    def segment(self, at: int) -> tuple[bool, int]:
        """Whether the time after an instant is worked, and until when that stays so."""
        start = self.next_start(at)
        if start > at:
            return False, start
        return True, self.ends[bisect_right(self.ends, at)] if at < LAST else LAST

    def segment_before(self, at: int) -> tuple[bool, int]:
        """Whether the time before an instant is worked, and since when that is so."""
        finish = self.previous_finish(at)
        if finish < at:
            return False, finish
        return True, self.starts[bisect_left(self.starts, at) - 1] if at > FIRST else FIRST

    # --- days --------------------------------------------------------------------------------------------------------

    def is_working_day(self, day: date) -> bool:
        """Whether any time of a day is worked."""
        return bool(self.rule.shifts(day.toordinal()))

    def working_days(self, after: date, until: date) -> int:
        """Working days after one day up to and including another; negative when the other is earlier."""
        if until < after:
            return -self.working_days(until, after)
        for day in (after, until):
            self._reach((day.toordinal() - EPOCH) * DAY)
        return bisect_right(self.working, until.toordinal()) - bisect_right(self.working, after.toordinal())

    def work_between(self, first: int, last: int) -> int:
        """Working minutes from one instant to another, negative when the other is earlier."""
        return self.work_at(last) - self.work_at(first)

    def has_work(self) -> bool:
        """Whether there is any working time in the years around."""
        return bool(self.starts)


class Absent:
    """A calendar less some stretches of its working time: time off of a person, days on which a task pauses."""

    __slots__ = ("base", "gaps_end", "gaps_start", "lost", "shrunk")

    def __init__(self, base: WorkCalendar, ranges: Iterable[tuple[int, int]]) -> None:
        """`ranges` are instants, in any order; they may overlap."""
        self.base = base
        self.gaps_start: list[int] = []
        self.gaps_end: list[int] = []
        self.lost: list[int] = []
        self.shrunk: list[int] = []
        total = 0
        for start, end in _merged(sorted((base.work_at(a), base.work_at(b)) for a, b in ranges)):
            self.gaps_start.append(start)
            self.gaps_end.append(end)
            self.lost.append(total)
            self.shrunk.append(start - total)
            total += end - start

    def _own(self, work: int) -> int:
        """Own work of an amount of the base's work."""
        index = bisect_right(self.gaps_start, work) - 1
        if index < 0:
            return work
        return work - self.lost[index] - min(work, self.gaps_end[index]) + self.gaps_start[index]

    def work_at(self, at: int) -> int:
        """Working minutes done at an instant."""
        return self._own(self.base.work_at(at))

    def finish_at(self, work: int) -> int:
        """The first instant at which so much work is done."""
        index = bisect_left(self.shrunk, work) - 1
        return self.base.finish_at(work + self._lost_through(index))

    def start_at(self, work: int) -> int:
        """The last instant at which no more than so much work is done."""
        index = bisect_right(self.shrunk, work) - 1
        return self.base.start_at(work + self._lost_through(index))

    def _lost_through(self, index: int) -> int:
        if index < 0:
            return 0
        return self.lost[index] + self.gaps_end[index] - self.gaps_start[index]

    def next_start(self, at: int) -> int:
        """The instant itself where it is worked, else the next start of work."""
        start = self.base.next_start(at)
        work = self.base.work_at(start)
        index = bisect_right(self.gaps_start, work) - 1
        if index >= 0 and work < self.gaps_end[index]:
            return self.base.start_at(self.gaps_end[index])
        return start

    def previous_finish(self, at: int) -> int:
        """The instant itself where work was just going on, else the last end of work before it."""
        finish = self.base.previous_finish(at)
        work = self.base.work_at(finish)
        index = bisect_left(self.gaps_start, work) - 1
        if index >= 0 and work <= self.gaps_end[index]:
            return self.base.finish_at(self.gaps_start[index])
        return finish

    def segment(self, at: int) -> tuple[bool, int]:
        """Whether the time after an instant is worked, and until when that stays so."""
        start = self.next_start(at)
        if start > at:
            return False, start
        end = self.base.segment(at)[1]
        index = bisect_right(self.gaps_start, self.base.work_at(at))
        if index < len(self.gaps_start):
            end = min(end, self.base.finish_at(self.gaps_start[index]))
        return True, end

    def segment_before(self, at: int) -> tuple[bool, int]:
        """Whether the time before an instant is worked, and since when that is so."""
        finish = self.previous_finish(at)
        if finish < at:
            return False, finish
        start = self.base.segment_before(at)[1]
        index = bisect_left(self.gaps_end, self.base.work_at(at)) - 1
        if index >= 0:
            start = max(start, self.base.start_at(self.gaps_end[index]))
        return True, start


def _merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Sorted ranges without overlaps and without empty ones."""
    merged: list[tuple[int, int]] = []
    for start, end in ranges:
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def days_as_instants(days: Iterable[Days]) -> list[tuple[int, int]]:
    """Days as ranges of instants, from midnight to midnight."""
    return [(instant(entry.first), instant(entry.last) + DAY) for entry in days]


class Limited(WorkCalendar):
    """The working time of a person who works at full rate until a week's limit is used up."""

    __slots__ = ("full", "limit")

    def __init__(self, full: Working, limit: int, year: int) -> None:
        """`limit` is minutes of the calendar a week (Monday to Sunday)."""
        self.full = full
        self.limit = limit
        always = tuple(((0, DAY),) for _ in range(7))
        super().__init__("", WorkingDays(always, (), (), (), "", ""), year)

    def _lay_out(self, from_year: int, to_year: int) -> tuple[list[int], list[int], list[int]]:
        first, last = date(from_year, 1, 1).toordinal(), date(to_year, 1, 1).toordinal()
        starts: list[int] = []
        ends: list[int] = []
        working: list[int] = []
        for monday in range(first - (first - 1) % 7, last, 7):
            for start, end in self._week((monday - EPOCH) * DAY):
                ordinal = start // DAY + EPOCH
                if first <= ordinal < last:
                    starts.append(start)
                    ends.append(end)
                    if not working or working[-1] != ordinal:
                        working.append(ordinal)
        return starts, ends, working

    def _week(self, monday: int) -> Iterable[tuple[int, int]]:
        at, left = monday, self.limit
        while left > 0 and at < monday + 7 * DAY:
            works, until = self.full.segment(at)
            until = min(until, monday + 7 * DAY)
            if works:
                end = min(until, at + left)
                yield at, end
                left -= end - at
            at = until


class Clock:
    """All time is working time: what equipment without a calendar keeps, and elapsed time."""

    __slots__ = ()

    def work_at(self, at: int) -> int:
        """The instant itself."""
        return at

    next_start = previous_finish = work_at

    def start_at(self, work: int) -> int:
        """The instant itself, within the years that there are."""
        return min(max(work, FIRST), LAST)

    finish_at = start_at

    def segment(self, at: int) -> tuple[bool, int]:
        """Worked to the end of time."""
        return True, LAST

    def segment_before(self, at: int) -> tuple[bool, int]:
        """Worked since the beginning of time."""
        return True, FIRST


CLOCK = Clock()
