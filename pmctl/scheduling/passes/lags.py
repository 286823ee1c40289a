"""Instants moved along a link and back, and what a link's end asks of work."""

from __future__ import annotations

from pmctl.quantity import Lag
from pmctl.scheduling.work import Work
from pmctl.worktime import CLOCK, WorkCalendar


def shifted(at: int, lag: Lag, calendar: WorkCalendar, minutes: int) -> int:
    """An instant moved by a lag: working time, elapsed time, or a share of the predecessor's `minutes`."""
    if lag.elapsed:
        return CLOCK.finish_at(at + lag.minutes)
    move = lag.minutes if lag.share is None else round(minutes * lag.share)
    return calendar.finish_at(calendar.work_at(at) + move) if move else at


def shifted_back(at: int, lag: Lag, calendar: WorkCalendar, minutes: int) -> int:
    """The last instant that, moved by the lag, is not later than `at`."""
    if lag.elapsed:
        return CLOCK.start_at(at - lag.minutes)
    move = lag.minutes if lag.share is None else round(minutes * lag.share)
    return calendar.start_at(calendar.work_at(at) - move) if move else at


def asked_finish(work: Work, at: int) -> int:
    """Where work ends that a link holds: a start of work that `SF` names stays as it is, a pause is left backwards."""
    return at if work.snap(at) == at else work.snap_back(at)


def latest_ask(work: Work, finish: int) -> int:
    """The last instant that, asked for, still gives a finish: any in the pause after it, but no start of work."""
    return max(finish, work.snap(finish) - 1)


def latest_start(work: Work, cap: int) -> int:
    """The last instant up to a link's `cap` at which work begins: in a pause, the last minute before it."""
    return cap if work.snap(cap) == cap else work.snap_back(cap) - 1
