"""Who is asked for how much, week by week: before levelling (`asked`), after it (`booked`), beside the capacity."""

from pmctl.insights.workload.by_week import (
    asked_load,
    asked_minutes,
    asked_weeks,
    monday_in,
    moved_among,
    moved_by_levelling,
    overloads,
    week_number,
    weeks_of,
)
from pmctl.insights.workload.loads import LONGEST_LOOK, MINUTES_A_WEEK, Load, bookings_by_person, workers_of
from pmctl.insights.workload.weeks import ZERO, AskedWeek, Moved, Week

__all__ = [
    "LONGEST_LOOK",
    "MINUTES_A_WEEK",
    "ZERO",
    "AskedWeek",
    "Load",
    "Moved",
    "Week",
    "asked_load",
    "asked_minutes",
    "asked_weeks",
    "bookings_by_person",
    "monday_in",
    "moved_among",
    "moved_by_levelling",
    "overloads",
    "week_number",
    "weeks_of",
    "workers_of",
]
