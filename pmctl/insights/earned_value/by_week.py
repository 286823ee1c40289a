"""Planned value, earned value and actual cost week by week, as the plan of today knows them.

What was earned lies evenly between the start of a task and its finish (or today), a `0/100` at its finish, of a `50/50`
one half at each; what was spent lies on its own days.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction

from pmctl.insights.earned_value.documents import EarnedValue, planned_value
from pmctl.insights.earned_value.measures import ZERO
from pmctl.insights.earned_value.planned import ONE, planned_share
from pmctl.insights.earned_value.rows import HALF, Row, in_unit, own_flows
from pmctl.insights.money.flows import Flow, share_until
from pmctl.insights.promises import forecast_of
from pmctl.insights.working_time import calendars_of, share_of_days
from pmctl.plan import Plan
from pmctl.record import dataclass

WEEK = timedelta(days=7)
_FRIDAY = 4
MOST_WEEKS = 156
"""Three years have a point each week, a longer time one each second week, and so on."""

Points = tuple[tuple[date, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Curves:
    """Sums by the end of a day: `planned` until the plan ends, `earned` and `spent` until today."""

    planned: Points
    earned: Points
    spent: Points


def curves_of(plan: Plan, one: EarnedValue) -> Curves | None:
    """The curves of some documents in a unit, a point each Friday; None where the baseline plans nothing in time."""
    timed = [(row.planned, row.base.bac) for row in one.rows if row.planned is not None and row.base.bac]
    if not timed:
        return None
    flows = _spent(plan, one)
    first = min([span.first for span, _ in timed] + [day for flow, _ in flows if (day := flow.first)])
    past = _fridays(min(first, plan.today), plan.today)
    last = max(span.last for span, _ in timed)
    ahead = sorted({*_fridays(min(first, plan.today), last), *(day for day in past if day < last)})
    return Curves(
        tuple((day, planned_value(timed, day)) for day in ahead),
        tuple((day, sum((_earned(plan, row, day) for row in one.rows), ZERO)) for day in past),
        tuple((day, sum((amount * share_until(plan, flow, day) for flow, amount in flows), ZERO)) for day in past),
    )


def _fridays(first: date, last: date) -> Sequence[date]:
    """The eve of the first day, each Friday between (of a long time only some), and the last day."""
    eve = first - timedelta(days=1)
    friday = first + timedelta(days=(_FRIDAY - first.weekday()) % 7)
    weeks = -(-max((last - friday).days, 0) // 7)
    return (eve, *(friday + place * WEEK for place in range(0, weeks, -(-weeks // MOST_WEEKS) or 1)), last)


def _spent(plan: Plan, one: EarnedValue) -> list[tuple[Flow, Fraction]]:
    """What was spent on the documents in their unit."""
    return [
        (flow, amount)
        for document in dict.fromkeys(row.document for row in one.rows)
        for flow in own_flows(plan, document)
        if flow.state == "actual" and (amount := in_unit(plan, flow, one.unit))
    ]


def _earned(plan: Plan, row: Row, day: date) -> Fraction:
    """What a task had earned by the end of a day, up to what it has earned today."""
    task = plan.workspace.items.get(row.item)
    if task is None or not row.base.ev:
        return ZERO
    if row.is_steady:
        return row.base.bac * (planned_share(row.planned, day) if row.planned else ZERO)
    dates = forecast_of(plan, task)
    start = min(dates.start or plan.today, plan.today)
    finish = max(min(dates.date or plan.today, plan.today), start)
    return row.base.ev * _past(plan, row, (start, finish), day)


def _past(plan: Plan, row: Row, days: tuple[date, date], day: date) -> Fraction:
    """The part of what is earned that was by the end of a day, by the method of the task."""
    start, finish = days
    if day >= finish and (row.method != "50/50" or row.base.ev == row.base.bac):
        return ONE
    if row.method == "0/100" or day < start:
        return ZERO
    if row.method == "50/50":
        return HALF if row.base.ev == row.base.bac else ONE
    return share_of_days(calendars_of(plan).of_document(row.document), days, (start, day))
