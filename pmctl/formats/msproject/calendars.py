"""Calendars of Microsoft Project: weeks of shifts, and the days that differ, one by one."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from xml.etree.ElementTree import Element

from pmctl.formats.msproject.document import each, flag, moment, text, whole
from pmctl.formats.plan_text import Value

Shifts = tuple[tuple[int, int], ...]
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
USUAL: Shifts = ((480, 720), (780, 1020))
MOST_DATES = 12_000


@dataclass(frozen=True, slots=True)
class Exceptional:
    """A day whose shifts are not those of its week; no shifts: a day off."""

    day: date
    shifts: Shifts


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar as it stands in the file; `week` has only the days that it states itself, from Monday = 0."""

    uid: int
    name: str
    is_base: bool
    based_on: int
    week: Mapping[int, Shifts]
    exceptions: tuple[Exceptional, ...]
    alternate_weeks: bool


def read_calendars(root: Element) -> dict[int, Calendar]:
    """All calendars by their number."""
    found: dict[int, Calendar] = {}
    for element in each(root, "Calendars/Calendar"):
        base = whole(element, "BaseCalendarUID", -1)
        is_base = flag(element, "IsBaseCalendar") or base in (-1, 0)
        uid = whole(element, "UID", -1)
        week: dict[int, Shifts] = {}
        days: dict[date, Shifts] = {}
        for entry in each(element, "WeekDays/WeekDay"):
            kind = whole(entry, "DayType")
            if 1 <= kind <= 7:
                week[(kind - 2) % 7] = _shifts(entry)
            elif kind == 0:
                days.update(dict.fromkeys(_range(entry), _shifts(entry)))
        for entry in each(element, "Exceptions/Exception"):
            days.update(dict.fromkeys(_dates(entry), _shifts(entry)))
        exceptions = tuple(Exceptional(day, shifts) for day, shifts in sorted(days.items()))
        alternate = element.find("WorkWeeks/WorkWeek") is not None
        found[uid] = Calendar(uid, text(element, "Name"), is_base, -1 if is_base else base, week, exceptions, alternate)
    return found


def full_week(calendars: Mapping[int, Calendar], uid: int) -> tuple[Shifts, ...]:
    """The shifts of seven days from Monday; what is not stated comes from the base, else 8-12, 13-17 on weekdays."""
    week: dict[int, Shifts] = {}
    seen: set[int] = set()
    calendar = calendars.get(uid)
    stated = False
    while calendar is not None and calendar.uid not in seen:
        seen.add(calendar.uid)
        stated = stated or bool(calendar.week)
        week = {**calendar.week, **week}
        calendar = calendars.get(calendar.based_on)
    usual = () if stated else USUAL
    return tuple(week.get(day, usual if day < 5 else ()) for day in range(7))


def contains(wide: Shifts, narrow: Shifts) -> bool:
    """Whether every shift of a day lies inside a shift of another."""
    return all(any(begin <= first and last <= end for begin, end in wide) for first, last in narrow)


def hours_text(week: tuple[Shifts, ...]) -> dict[str, Value]:
    """The plan's `hours`: equal neighbours in one line, days off left out."""
    found: dict[str, Value] = {}
    first = 0
    while first < 7:
        last = first
        while last < 6 and week[last + 1] == week[first]:
            last += 1
        if week[first]:
            found[DAYS[first] if first == last else f"{DAYS[first]}-{DAYS[last]}"] = shifts_text(week[first])
        first = last + 1
    return found or {"mon-sun": "off"}


def shifts_text(shifts: Shifts) -> str:
    """`08:00-12:00 13:00-17:00`."""
    return " ".join(f"{_clock(begin)}-{_clock(end)}" for begin, end in shifts)


def ranges(days: list[date]) -> list[Value]:
    """Days as the plan writes them, neighbours as a range."""
    found: list[Value] = []
    index = 0
    while index < len(days):
        last = index
        while last + 1 < len(days) and days[last + 1] - days[last] == timedelta(days=1):
            last += 1
        found.append(str(days[index]) if last == index else f"{days[index]}..{days[last]}")
        index = last + 1
    return found


@dataclass(frozen=True, slots=True)
class Differences:
    """Days of a calendar that differ from its week: off, on, and those of `on` whose hours a plan cannot say."""

    off: list[date]
    on: list[date]
    other: list[date]


def differences(calendar: Calendar, week: tuple[Shifts, ...]) -> Differences:
    """Sort the exceptions of a calendar by what the plan can say of them."""
    off: list[date] = []
    on: list[date] = []
    other: list[date] = []
    spare = next((shifts for shifts in week if shifts), ())
    for entry in calendar.exceptions:
        usual = week[entry.day.weekday()]
        if not entry.shifts:
            off.append(entry.day)
        elif entry.shifts != usual:
            on.append(entry.day)
            if entry.shifts != (usual or spare):
                other.append(entry.day)
    return Differences(off, on, other)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _shifts(entry: Element) -> Shifts:
    """The working times of a day, merged where they touch or overlap; midnight as an end is 24:00."""
    if text(entry, "DayWorking") in ("0", "false"):
        return ()
    found: list[tuple[int, int]] = []
    for time in each(entry, "WorkingTimes/WorkingTime"):
        begin, end = _minute(text(time, "FromTime")), _minute(text(time, "ToTime"))
        if begin is None or end is None:
            continue
        end = end or 1440
        if begin < end:
            found.append((begin, end))
    merged: list[tuple[int, int]] = []
    for begin, end in sorted(found):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return tuple(merged)


def _minute(written: str) -> int | None:
    parts = written.split(":")
    if len(parts) < 2 or not all(part.isascii() and part.isdigit() for part in parts[:2]):
        return None
    found = 60 * int(parts[0][:2]) + int(parts[1][:2])
    return found if found <= 1440 else None


def _range(entry: Element) -> Iterator[date]:
    """Every day of a time period, at most so many."""
    first, last = moment(entry, "TimePeriod/FromDate"), moment(entry, "TimePeriod/ToDate")
    if first is None or last is None:
        return
    day = first.date()
    for _ in range(MOST_DATES):
        if day > last.date():
            return
        yield day
        day += timedelta(days=1)


def _dates(entry: Element) -> list[date]:
    """The days of an exception: a plain range, or every n-th day, week, month or year of it."""
    kind = whole(entry, "Type", 1)
    every = max(1, whole(entry, "Period", 1))
    days = list(_range(entry))
    if not days:
        return []
    first = days[0]
    if kind == 6:
        mask = whole(entry, "DaysOfWeek")
        monday = first - timedelta(days=first.weekday())
        found = [day for day in days if mask >> (day.isoweekday() % 7) & 1 and (day - monday).days // 7 % every == 0]
    elif kind in (2, 3):
        wanted = whole(entry, "Month") + 1
        found = [day for day in days if day.month == wanted and _is_the_day(entry, kind == 3, day)]
    elif kind in (4, 5):
        found = [day for day in days if _months(first, day) % every == 0 and _is_the_day(entry, kind == 5, day)]
    else:
        found = days[::every]
    times = whole(entry, "Occurrences")
    return found[:times] if flag(entry, "EnteredByOccurrences") and times and kind != 1 else found


def _months(first: date, day: date) -> int:
    return 12 * (day.year - first.year) + day.month - first.month


def _is_the_day(entry: Element, by_position: bool, day: date) -> bool:
    """Whether a day is the one of its month that an exception names: the 24th, or the last Friday."""
    if not by_position:
        return day.day == whole(entry, "MonthDay")
    item, position = whole(entry, "MonthItem"), whole(entry, "MonthPosition")
    length = monthrange(day.year, day.month)[1]
    same = [number for number in range(1, length + 1) if _is_kind(item, day.replace(day=number))]
    return bool(same) and day.day == (same[-1] if position >= 4 or position >= len(same) else same[position])


def _is_kind(item: int, day: date) -> bool:
    """0 any day, 1 weekday, 2 weekend, 3 Sunday ... 9 Saturday."""
    if item <= 2:
        return item == 0 or (day.weekday() < 5) == (item == 1)
    return day.isoweekday() % 7 == item - 3
