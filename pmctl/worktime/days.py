"""Which hours of a day are worked: by the week, holidays, days off and on, and the time zone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from pmctl.quantity import hours
from pmctl.record import dataclass

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

Shifts = tuple[tuple[int, int], ...]

DEFAULT_HOURS = hours({"mon-fri": "09:00-12:00 13:00-18:00"})
"""What holds where no calendar is written: eight hours from Monday to Friday."""


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
        return self.shifts_of(ordinal, ordinal + 1)[0]

    def shifts_of(self, first: int, last: int) -> list[Shifts]:
        """The shifts of each day from one to before another."""
        usual = [self.week[(ordinal - 1) % 7] for ordinal in range(first, last)]
        found = usual[:]
        for ordinal in _holidays(self.holidays, first, last):
            found[ordinal - first] = ()
        for low, high in self.off:
            for place in range(max(low, first) - first, min(high + 1, last) - first):
                found[place] = ()
        some = next((shifts for shifts in self.week if shifts), ())
        for low, high in self.on:
            for place in range(max(low, first) - first, min(high + 1, last) - first):
                found[place] = usual[place] or some
        return found


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


def _holidays(codes: tuple[str, ...], first: int, last: int) -> list[int]:
    """The public holidays of some countries and regions from one day to before another."""
    if not codes:
        return []
    years = range(date.fromordinal(first).year, date.fromordinal(last - 1).year + 1)
    days = (ordinal for code in codes for year in years for ordinal in _holidays_of(code, year))
    return [ordinal for ordinal in days if first <= ordinal < last]


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


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo | None:
    """A time zone by its name, read once; None for one that is not known."""
    if not name or name not in time_zones():
        return None
    from importlib.resources import files
    from zoneinfo import ZoneInfo

    with files("tzdata.zoneinfo").joinpath(*name.split("/")).open("rb") as stream:
        return ZoneInfo.from_file(stream, key=name)


def offset(zone: str, ordinal: int) -> int:
    """Minutes that a zone is ahead of UTC at noon of a day; 0 for a zone that is not known."""
    found = _zone(zone)
    if found is None:
        return 0
    day = date.fromordinal(ordinal)
    delta = datetime(day.year, day.month, day.day, 12, tzinfo=found).utcoffset()
    return int(delta.total_seconds()) // 60 if delta else 0
