"""Work of people who never work.

What it finds:
Open tasks with an `effort` on which only people are who give nothing: their `availability` or `efficiency` is 0%, they
are away from today on for good, or their hours never are those of the task's `calendar`.

Why it matters:
The effort is nobody's. Of 0% no date can be computed, so the task is laid as if nobody were on it; where
nobody is ever there, it ends with the last year that calendars know, 2200.

Bad:

    # file: people.yaml
    kind: people
    people:
      ana: {availability: 0%}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      load-test: {effort: 3d, assign: ana}  # <- here

Good:

    # file: people.yaml
    kind: people
    people:
      ana: {availability: 20%}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      load-test: {effort: 3d, assign: ana}

Near miss:
Somebody else does the work.

    # file: people.yaml
    kind: people
    people:
      ana: {availability: 0%}
      bo: {}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      load-test: {effort: 3d, assign: [ana, bo]}

How to fix or allow:
Name who does the work, or say when they are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.working_time import calendars_of
from pmctl.model.item import spot
from pmctl.plan import Plan, remembered
from pmctl.quantity import instant
from pmctl.rules.judging.index import open_leaves, say_list, scheduled
from pmctl.scheduling.work import Presence
from pmctl.worktime import LAST

CODE = "PM316"
NAME = "never-worked"
SEVERITY: Severity = "warning"
LOOKS_AT = "schedule"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Effort of people who give none."""
    people, idle = plan.workspace.people, _idle(plan)
    if not idle and all(extent.finish < LAST for extent in plan.schedule.documents.values()):
        return
    for task in open_leaves(plan):
        row = scheduled(plan, task.id) if task.effort else None
        booked = tuple([booking.who for booking in row.bookings if booking.who in people]) if row else ()
        if row is None or not booked or (row.finish < LAST and any(who not in idle for who in booked)):
            continue
        reasons = {who: idle.get(who) or _gone(plan, who) for who in booked}
        others = tuple([who for who, reason in reasons.items() if not reason])
        never_meet = _never_meet(plan, others, task.calendar)
        if never_meet or not others:
            message = f"nobody ever works on {task.title}: {say_list(filter(None, (*reasons.values(), never_meet)))}"
            hint = "name who does the work, or say when they are there"
            yield Diagnostic(CODE, SEVERITY, message, spot(task.source, "assign"), hint, task.id)


def _idle(plan: Plan) -> Mapping[str, str]:
    """By id, why people give nothing while they are there."""
    found = {}
    for who, person in plan.workspace.people.items():
        if person.availability and not person.availability.value:
            found[who] = f"the availability of {person.title} is 0%"
        elif person.efficiency and not person.efficiency.value:
            found[who] = f"the efficiency of {person.title} is 0%"
    return found


def _gone(plan: Plan, who: str) -> str:
    """That somebody is never there from today on, if so."""
    is_gone = plan.schedule.workers[who].calendar.next_start(instant(plan.today)) >= LAST
    return f"{plan.workspace.people[who].title} is away for good" if is_gone else ""


@remembered
def _never_meet(plan: Plan, people: Sequence[str], calendar: str) -> str:
    """That the hours of people and those of a task never meet, if so."""
    if not people or not calendar:
        return ""
    members = [(worker.calendar, worker.rate) for worker in map(plan.schedule.workers.__getitem__, people)]
    presence = Presence([(when, rate) for when, rate in members if rate], calendars_of(plan)[calendar])
    if presence.next(instant(plan.today)) < LAST:
        return ""
    names = say_list([plan.workspace.people[who].title for who in people])
    return f"the hours of {names} are never those of its calendar `{calendar}`"
