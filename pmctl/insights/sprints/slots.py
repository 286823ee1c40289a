"""The sprints of a team from the one under way on, and those that will follow when nothing changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from pmctl.insights.sprints.velocity import sprints_of
from pmctl.model.project import Sprint
from pmctl.plan import Plan, remembered
from pmctl.record import dataclass
from pmctl.regex import regex

MOST_AHEAD = 200
"""Sprints that are looked ahead: a bound, not an opinion."""
_NUMBERED = regex(r"([a-z0-9-]*?)([0-9]{1,6})")


@dataclass(frozen=True, slots=True)
class Slot:
    """A sprint to come, or the one under way; `is_planned` says that the plan has it, the others go on as the last."""

    key: str
    first: date
    last: date
    is_planned: bool


@remembered
def slots_of(plan: Plan, series: str) -> tuple[Slot, ...]:
    """The sprint under way and those to come, then as many of the length of the last one as are looked ahead.

    Sprints of a team in several documents on the same days are one.
    """
    known = sprints_of(plan, series)
    by_days: dict[tuple[date, date], Slot] = {}
    for one in known:
        if one.start is not None and one.finish is not None and one.finish.last >= plan.today:
            first, last_day = one.start.first, one.finish.last
            by_days.setdefault((first, last_day), Slot(one.key, first, last_day, True))
    found = list(by_days.values())
    last = known[-1]
    assert last.start is not None and last.finish is not None
    key, end = last.key, last.finish.last
    length = timedelta(days=max((end - last.start.first).days, 0))
    step = _step(known, length)
    start = last.start.first
    while len(found) < MOST_AHEAD:
        start, key = start + step, _next_key(key)
        if start + length >= plan.today:
            found.append(Slot(key, start, start + length, False))
    return tuple(found)


def _step(known: Sequence[Sprint], length: timedelta) -> timedelta:
    """From the start of a sprint to that of the next: as the last two were apart, else whole weeks."""
    starts = sorted({one.start.first for one in known if one.start is not None})
    if len(starts) > 1 and starts[-1] - starts[-2] > length:
        return starts[-1] - starts[-2]
    return timedelta(weeks=-(-(length.days + 1) // 7))


def _next_key(key: str) -> str:
    """`s14` after `s13`; `extra-2` after `extra`."""
    match = _NUMBERED.fullmatch(key)
    return f"{match[1]}{int(match[2]) + 1}" if match else f"{key}-2"
