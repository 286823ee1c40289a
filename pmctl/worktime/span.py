"""The years in which there is working time, and the minutes of a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pmctl.quantity import FIRST_YEAR, LAST_YEAR, Days, instant

DAY = 1440
EPOCH = date(1970, 1, 1).toordinal()
FIRST = instant(date(FIRST_YEAR, 1, 1))
LAST = instant(date(LAST_YEAR, 12, 31))


def days_as_instants(days: Iterable[Days]) -> list[tuple[int, int]]:
    """Days as ranges of instants, from midnight to midnight."""
    return [(instant(entry.first), instant(entry.last) + DAY) for entry in days]
