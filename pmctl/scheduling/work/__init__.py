"""What a task takes from its start to its finish: nothing, working time, elapsed time, or the effort of a crew."""

from pmctl.scheduling.work.crews import Attendance, Crew, EvenCrew, Members, Presence, crew_work, rate_of
from pmctl.scheduling.work.forms import INSTANTLY, Instantly, Repeated, Steady, Work

__all__ = [
    "INSTANTLY",
    "Attendance",
    "Crew",
    "EvenCrew",
    "Instantly",
    "Members",
    "Presence",
    "Repeated",
    "Steady",
    "Work",
    "crew_work",
    "rate_of",
]
