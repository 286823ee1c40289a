"""Who works on a document, and the weeks of a team."""

from __future__ import annotations

from collections.abc import Mapping

from pmctl.insights.open_work import open_work
from pmctl.insights.workload import MINUTES_A_WEEK, ZERO, Week, weeks_of
from pmctl.plan import Plan, remembered
from pmctl.quantity import instant


@remembered
def _people_by_document(plan: Plan) -> Mapping[str, tuple[str, ...]]:
    places = {who: place for place, who in enumerate(plan.workspace.people)}
    booked = open_work(plan).booked.items()
    return {
        document: tuple(sorted([who for who in those if who in places], key=places.__getitem__))
        for document, those in booked
    }


def people_of(plan: Plan, document: str) -> tuple[str, ...]:
    """The people booked on unfinished tasks of a document, in order of the people file."""
    return _people_by_document(plan).get(document, ())


def team_weeks(plan: Plan, team: str) -> tuple[Week, ...]:
    """The weeks of a team: sums over its members, each counted once."""
    members = plan.workspace.teams[team].members if team in plan.workspace.teams else ()
    people = [who for who in dict.fromkeys(members) if who in plan.workspace.people]
    ends = [weeks[-1].monday for who in people if (weeks := weeks_of(plan, who))]
    until = instant(max(ends)) + MINUTES_A_WEEK if ends else 0
    each = [weeks_of(plan, who, until) for who in people]
    return tuple(_together(weeks) for weeks in zip(*each, strict=True))


def _together(weeks: tuple[Week, ...]) -> Week:
    """One week of several people."""
    return Week(
        weeks[0].monday,
        sum((week.capacity for week in weeks), ZERO),
        sum((week.asked for week in weeks), ZERO),
        tuple(item for week in weeks for item in week.items),
        sum((week.booked for week in weeks), ZERO),
        tuple(item for week in weeks for item in week.booked_items),
    )


def names_on(plan: Plan, task: str) -> tuple[str, ...]:
    """The people and equipment that the schedule books for a task, by id."""
    row = plan.schedule.tasks.get(task)
    return tuple(dict.fromkeys(booking.who for booking in row.bookings)) if row is not None else ()
