"""Somebody will be away while they are booked for work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmctl.insights.answering import leads
from pmctl.insights.promises import last_day
from pmctl.insights.states import is_over
from pmctl.insights.workload import bookings_by_person
from pmctl.model.people import Person
from pmctl.plan import Plan
from pmctl.quantity import Days, day_of
from pmctl.triggers.telling.between import Between, former, pairs
from pmctl.triggers.telling.trigger import Line, Occasion, Severity
from pmctl.triggers.telling.words import day, listed

ID, NAME, KIND = "N27", "time-off-conflict", "diff"
ENTITY = ("person",)
RULE = "a new range of `time-off` overlaps scheduled work of P"
TO = ("P", "lead")
SEVERITY: Severity = "warn"
DEDUPE = "P, range"


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each person and new range. The work is that of the plan before: afterwards it goes round the absence."""
    for before, person in pairs(between, Person):
        known = {(one.first, one.last) for one in before.time_off} if before is not None else set()
        for away in person.time_off:
            tasks = _booked(between.still, former(between, person.id), away)
            if (away.first, away.last) not in known and away.last >= between.today and tasks:
                yield _occasion(between, person, away, tasks)


def _booked(plan: Plan, who: str, away: Days) -> tuple[str, ...]:
    """The unfinished tasks for which somebody is booked on some of these days."""
    found, items = [], plan.workspace.items
    for row, _ in bookings_by_person(plan).get(who, ()):
        if day_of(row.start) <= away.last and last_day(row) >= away.first and not is_over(plan, items[row.id]):
            found.append(row.id)
    return tuple(found)


def _occasion(between: Between, person: Person, away: Days, tasks: tuple[str, ...]) -> Occasion:
    plan, base = between.head, between.still.workspace.items
    first, last = day(plan, away.first), day(plan, away.last)
    when = first if away.first == away.last else f"{first} to {last}"
    who: Mapping[str, tuple[str, ...]] = {
        "P": (person.id,),
        "lead": tuple(lead for id in tasks for lead in leads(between.still, base[id])),
    }
    line = Line(f"Booked then: {listed([base[id].title for id in tasks])}.")
    key = (away.first.isoformat(), away.last.isoformat())
    return Occasion(person, f"is away {when}, with work", key, who, (line,), keys=("time-off",))
