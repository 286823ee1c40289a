"""Who could help with a task along a chain: more of those who do it, somebody else of the same kind who has time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from pmctl.insights.reasons.candidates import Candidate, FactChange, flow
from pmctl.insights.reasons.chain import Step
from pmctl.insights.reasons.stretches import people_at_work
from pmctl.insights.workload import bookings_by_person, workers_of
from pmctl.model.people import Person
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.quantity import Assignment, assignment, instant
from pmctl.scheduling.people import slug
from pmctl.scheduling.schedule import Scheduled

ASKED = 2
"""Of those who fit, how many are tried for a task."""
BUSY = Fraction(1, 2)
"""Somebody booked for more of the time than this has none for more."""
STRANGERS = 3
"""How far people are apart who have nothing in common."""


def of_people(plan: Plan, step: Step, task: Task, row: Scheduled) -> Iterator[Candidate]:
    """More people on an effort, or others: whoever fits and has time; those who have it for a part, for all of it."""
    if not people_at_work(plan, task, row) or task.external is not None:
        return
    written = written_assign(task)
    yield from _full_time(plan, task, row, written)
    for person in who_could_help(plan, task, row)[:ASKED]:
        yield _added(plan, task, row, written, person)
        unlike = _unlike(plan, row, person)
        if step.held.kind == "booking" and step.held.who in {booking.who for booking in row.bookings}:
            others = tuple(one for one in written if step.held.who not in {choice.name for choice in one.choices})
            words = f"{person.id} does {task.id} instead of {step.held.who}{unlike}"
            yield _assigned(plan, task, row, words, (*others, assignment(person.id)))


def written_assign(task: Task) -> tuple[Assignment, ...]:
    """What `assign` says; the owner where nothing does."""
    if task.assign is not None:
        return task.assign
    return (assignment(task.owner),) if task.owner else ()


def _assigned(plan: Plan, task: Task, row: Scheduled, words: str, assign: tuple[Assignment, ...]) -> Candidate:
    """A task done by others: with one more of n people it takes at best n / (n + 1) of the time."""
    edit = FactChange(task.id, "assign", flow([one.text for one in assign]), assign)
    saved = row.duration // (len(row.bookings) + 1)
    return Candidate(words, (edit,), max(saved, 1), max(row.duration, plan.workspace.units.day))


def _added(plan: Plan, task: Task, row: Scheduled, written: tuple[Assignment, ...], person: Person) -> Candidate:
    """One more on a task; where nothing is assigned, the owner is named beside them."""
    words = f"{person.id} works on {task.id} as well{_unlike(plan, row, person)}"
    found = _assigned(plan, task, row, words, (*written, assignment(person.id)))
    if not task.assign:
        return found
    return replace(found, edits=tuple(replace(edit, text=person.id, sign="+=") for edit in found.edits))


def _full_time(plan: Plan, task: Task, row: Scheduled, written: tuple[Assignment, ...]) -> Iterator[Candidate]:
    """Those who give a task a part of their time give it all of it."""
    for index, one in enumerate(written):
        part = one.share is not None and one.share.value < 1
        if not part and one.limit is None:
            continue
        names = " | ".join(
            choice.name if choice.kind == "name" else f"{choice.kind}:{choice.name}" for choice in one.choices
        )
        whole = assignment(f"{names} {one.count}" if one.count is not None else names)
        changed = (*written[:index], whole, *written[index + 1 :])
        yield _assigned(plan, task, row, f"{names} on {task.id} full time, not {one.text}", changed)


def who_could_help(plan: Plan, task: Task, row: Scheduled) -> list[Person]:
    """Who fits a task and has time for it and is not on it yet: same role first, then skills, then team; then time."""
    booked = {booking.who for booking in row.bookings}
    now = [plan.workspace.people[who] for who in sorted(booked) if who in plan.workspace.people]
    first = max(row.start, instant(plan.today))
    found = []
    for person in plan.workspace.people.values():
        if person.id in booked or person.type == "client" or not meets(person, task):
            continue
        near = min((distance(plan, person, one) for one in now), default=STRANGERS)
        load = booked_share(plan, person, first, max(row.finish, first + 1)) if near < STRANGERS else Fraction(1)
        if load < BUSY:
            found.append((near, load, person.id))
    return [plan.workspace.people[who] for _, _, who in sorted(found)]


def meets(person: Person, task: Task) -> bool:
    """Whether somebody has the skills and roles that an assignment asks for by name."""
    asked = [choice for one in task.assign or () for choice in one.choices if choice.kind != "name"]
    return all(
        choice.name in person.skills if choice.kind == "skill" else slug(choice.name) == slug(person.role)
        for choice in asked
    )


def _unlike(plan: Plan, row: Scheduled, person: Person) -> str:
    """` (has none of python, payments)`: somebody has no skill of those on a task; "" where these name none."""
    people = plan.workspace.people
    skills = dict.fromkeys(skill for one in row.bookings if one.who in people for skill in people[one.who].skills)
    return f" (has none of {', '.join(skills)})" if skills and not set(skills) & set(person.skills) else ""


def distance(plan: Plan, person: Person, other: Person) -> int:
    """How near two people are: 0 for the same role, 1 for a common skill, 2 for a common team, else `STRANGERS`."""
    if person.role and slug(person.role) == slug(other.role):
        return 0
    if set(person.skills) & set(other.skills):
        return 1
    teams = plan.workspace.teams.values()
    return 2 if any(person.id in team.members and other.id in team.members for team in teams) else STRANGERS


def booked_share(plan: Plan, person: Person, first: int, last: int) -> Fraction:
    """The share of somebody's own working time between two instants that is booked; all of it where there is none."""
    calendar = workers_of(plan)[person.id].calendar
    there = calendar.work_at(last) - calendar.work_at(first)
    if there <= 0:
        return Fraction(1)
    taken = Fraction(0)
    for row, booking in bookings_by_person(plan).get(person.id, ()):
        overlap = calendar.work_at(min(last, row.finish)) - calendar.work_at(max(first, row.start))
        taken += booking.share * max(overlap, 0)
    return taken / there
