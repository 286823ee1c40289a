"""What features come after, from when on that lets them come, and which of them are to come before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from pmctl.insights.promises import forecast_of, promise_of
from pmctl.insights.relations import Wait, home_of, waits_of, written_links
from pmctl.insights.states import is_over
from pmctl.insights.working_time import calendars_of, working_days
from pmctl.model.item import Item
from pmctl.model.product import Feature
from pmctl.plan import Plan
from pmctl.quantity import MINUTES_A_DAY, Lag, day_of, instant, print_date
from pmctl.record import dataclass

FORECAST, PROMISED = "forecast", "promised"


@dataclass(frozen=True, slots=True)
class Day:
    """When something is to come, and whence that is known: `forecast` or `promised`, then `text` is the period."""

    date: date
    known: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class TooEarly:
    """A feature that is to come before what it comes after lets it.

    `day` is its own, `before` that of what it comes after, `earliest` that day with the lag of the link; `days` are
    the working days between `day` and `earliest`.
    """

    feature: Feature
    wait: Wait
    day: Day
    before: Day
    earliest: date
    days: int


@dataclass(frozen=True, slots=True)
class Begin:
    """What lets a feature begin last of all that it comes after, the day of that, and the first day behind it."""

    wait: Wait
    day: Day
    start: date


def say_day(day: Day, near: date) -> str:
    """A day in words: `forecast for Tue 3 Mar`, `promised for 2026-Q2`."""
    return f"{day.known} for {day.text or print_date(day.date, near)}"


def too_early(plan: Plan) -> Iterator[TooEarly]:
    """Every pair of an open feature and something open that it comes after, against which dates or promises stand.

    An FS link binds the ends alone: what is built side by side may still be there in the right order.
    """
    for feature in plan.workspace.items.values():
        if not isinstance(feature, Feature) or is_over(plan, feature):
            continue
        for wait in written_links(plan, feature):
            found = None if is_over(plan, wait.target) else _against(plan, feature, wait.target, wait)
            if found is not None:
                yield found


def begin_of(plan: Plan, feature: Feature) -> Begin | None:
    """From when on a feature can begin, by the last of what it comes after; None where nothing binds its start.

    Links of the features around it bind, too. What has no forecast is there on the last day of its promise.
    """
    found = []
    for wait in waits_of(plan, feature):
        before = plan.workspace.items[wait.before]
        of_start = wait.link.kind == "SS"
        is_bound = of_start or wait.link.kind == "FS"
        day = _day(plan, before, of_start, is_first=False) if is_bound and not is_over(plan, before) else None
        if day is not None:
            last = _with_lag(plan, feature, before, day.date, wait.link.lag)
            found.append(Begin(wait, day, last if of_start else _working_day_after(plan, feature, last)))
    return max(found, key=lambda one: one.start, default=None)


def _working_day_after(plan: Plan, feature: Feature, day: date) -> date:
    return day_of(calendars_of(plan).of_document(home_of(feature)).next_start(instant(day) + MINUTES_A_DAY))


def _against(plan: Plan, feature: Feature, before: Item, wait: Wait) -> TooEarly | None:
    """One pair, by what is expected of both; where that is in order, by what was promised for both."""
    of_starts = wait.link.kind in ("SS", "SF")
    expected = _day(plan, feature, wait.link.kind == "SS", is_first=False), _day(plan, before, of_starts)
    promised = (None, None) if of_starts else (_promised(plan, feature, False), _promised(plan, before, True))
    for day, other in (expected, promised):
        if day is None or other is None:
            continue
        earliest = _with_lag(plan, feature, before, other.date, wait.link.lag)
        days = working_days(plan, feature, day.date, earliest)
        if days > 0:
            return TooEarly(feature, wait, day, other, earliest, days)
    return None


def _day(plan: Plan, item: Item, of_start: bool, is_first: bool = True) -> Day | None:
    """The forecast start or end of an item; without one the promised end, of a period the first or last day."""
    forecast = forecast_of(plan, item)
    found = forecast.start if of_start else forecast.date
    if found is not None:
        return Day(found, FORECAST)
    return None if of_start else _promised(plan, item, is_first)


def _promised(plan: Plan, item: Item, is_first: bool) -> Day | None:
    """What was promised; of a period the first or the last day counts."""
    promise = promise_of(plan, item)
    if promise is None:
        return None
    text = promise.text if promise.first != promise.last else ""
    return Day(promise.first if is_first else promise.last, PROMISED, text)


def _with_lag(plan: Plan, feature: Feature, before: Item, day: date, lag: Lag | None) -> date:
    """The day from which on a link with a lag lets something end (or start)."""
    if lag is None:
        return day
    at = instant(day) + MINUTES_A_DAY
    if lag.elapsed:
        return day_of(at + lag.minutes - 1)
    calendar = calendars_of(plan).of_document(home_of(feature))
    return day_of(calendar.finish_at(calendar.work_at(at) + lag.minutes + _share(plan, before, lag)) - 1)


def _share(plan: Plan, before: Item, lag: Lag) -> int:
    """Minutes of a lag that is a share of what is waited for."""
    forecast = forecast_of(plan, before)
    if lag.share is None or forecast.start is None or forecast.date is None:
        return 0
    calendar = calendars_of(plan).of_document(home_of(before))
    return int(calendar.work_between(instant(forecast.start), instant(forecast.date) + MINUTES_A_DAY) * lag.share)
