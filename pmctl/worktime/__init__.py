"""Working time: minutes to instants and back, through weekly hours, holidays, days off and time off.

An instant is a count of minutes since 1970-01-01T00:00 on the workspace's local clock; work is a count of working
minutes since some fixed moment. One amount of work belongs to two instants where a pause begins: `finish_at` answers
the earlier (Friday 18:00), `start_at` the later (Monday 09:00).
"""

from pmctl.worktime.absent import Absent
from pmctl.worktime.calendar import WorkCalendar, Working
from pmctl.worktime.clock import CLOCK, Clock
from pmctl.worktime.days import DEFAULT_HOURS, Shifts, WorkingDays, holiday_regions, time_zones
from pmctl.worktime.limited import Limited
from pmctl.worktime.remembered import Remembered
from pmctl.worktime.span import DAY, FIRST, LAST, days_as_instants

__all__ = [
    "CLOCK",
    "DAY",
    "DEFAULT_HOURS",
    "FIRST",
    "LAST",
    "Absent",
    "Clock",
    "Limited",
    "Remembered",
    "Shifts",
    "WorkCalendar",
    "Working",
    "WorkingDays",
    "days_as_instants",
    "holiday_regions",
    "time_zones",
]
