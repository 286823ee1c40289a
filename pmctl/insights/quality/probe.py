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
    ends = _delays(plan).finish(last), _delays(plan).finish_after(last, head, minutes_of(plan, "probe"))
    minutes = calendars_of(plan).of_document(document).work_between(*ends)
    value = Fraction(minutes, plan.workspace.units.day)
    found = (Found(head, f"made {say_limit(plan, 'probe')} longer"),)
    return Point("pass" if value >= limit else "fail", value, limit, found=found, text=f"on {head}")


@remembered
def _delays(plan: Plan) -> Delays:
    return Delays(plan.schedule.prepared)
