"""The critical path method on calendars, minute by minute: forward to the early dates, backward to the late ones."""

from pmctl.scheduling.passes.dates import Dates, LateDates
from pmctl.scheduling.passes.early import FINISH, START, Passes, is_loose
from pmctl.scheduling.passes.lags import asked_finish, shifted, shifted_back
from pmctl.scheduling.passes.late import backward, caps, ends_of, total_floats

__all__ = [
    "FINISH",
    "START",
    "Dates",
    "LateDates",
    "Passes",
    "asked_finish",
    "backward",
    "caps",
    "ends_of",
    "is_loose",
    "shifted",
    "shifted_back",
    "total_floats",
]
