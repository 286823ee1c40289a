"""Point 12 of schedule quality: does a delay of the critical path move the end? Tried by rescheduling."""

from __future__ import annotations

from fractions import Fraction

from pmctl.insights.quality.links import NO_WORK
from pmctl.insights.quality.points import Found, Point, base_of, limit_of, minutes_of, say_limit
from pmctl.insights.working_time import calendars_of
from pmctl.plan import Plan, remembered
from pmctl.scheduling.delay import Delays

NEAR = Fraction(95, 100)
"""Absences and calendars along the path make a delay a little longer or shorter."""


@remembered
def broken_critical_path(plan: Plan, document: str) -> Point:
    """Point 12: by how many working days the end moves when the task at the head of the path takes 600 more.

    The end is the last task or milestone of the project. The plan is rescheduled without levelling, for it asks about
    links. What is found is the task that was made longer.
    """
    limit = limit_of(plan, "probe") * NEAR
    last = _delays(plan).last(document) if base_of(plan, document).tasks else ""
    head = _delays(plan).head(last) if last else ""
    if not head:
        return Point("n/a", limit=limit, text=NO_WORK)
    value = _moved(plan, document, last, _delays(plan).finish_after(last, head, minutes_of(plan, "probe")))
    found = (Found(head, f"made {say_limit(plan, 'probe')} longer"),)
    return Point("pass" if value >= limit else "fail", value, limit, found=found, text=f"on {head}")


def surely_follows(plan: Plan, document: str) -> bool:
    """Does the end move far enough by the path alone? Where not, only rescheduling tells: that takes much longer."""
    last = _delays(plan).last(document)
    if not last:
        return False
    end = _delays(plan).finish_at_least(last, minutes_of(plan, "probe"))
    return _moved(plan, document, last, end) >= limit_of(plan, "probe") * NEAR


def _moved(plan: Plan, document: str, last: str, end: int) -> Fraction:
    """By how many working days a task ends later than it would."""
    minutes = calendars_of(plan).of_document(document).work_between(_delays(plan).finish(last), end)
    return Fraction(minutes, plan.workspace.units.day)


@remembered
def _delays(plan: Plan) -> Delays:
    return Delays(plan.schedule.prepared)
