"""Hours against the plan: what each task took, hours by week, and what does not fit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.insights.relations import home_of
from pmctl.insights.timesheets import (
    MOST_A_DAY,
    Quiet,
    Spent,
    Stranger,
    hours_between,
    hours_by_day,
    quiet,
    spent_of,
    strangers,
    weeks_back,
)
from pmctl.model.item import Item
from pmctl.model.people import Person, Team
from pmctl.model.product import Product
from pmctl.model.project import Project, Task
from pmctl.plan import Plan

WEEKS = 6


@dataclass(frozen=True, slots=True)
class Hours:
    """What was booked by some people on some tasks; `weeks` are Monday to Sunday, `by_week` minutes of each person in
    each; `long_days` those on which somebody booked more than is taken as possible.
    """

    spent: tuple[Spent, ...]
    weeks: tuple[tuple[date, date], ...]
    by_week: tuple[tuple[str, tuple[int, ...]], ...]
    long_days: tuple[tuple[str, date, int], ...]
    strangers: tuple[Stranger, ...]
    quiet: tuple[Quiet, ...]


def hours(plan: Plan, subject: Item | None, weeks: int | None) -> Hours:
    """The hours of a person, team or document, or all. UserError where nobody keeps a time sheet."""
    if not plan.workspace.timesheets:
        raise UserError("nobody has booked hours here", "`pmctl spend 3h ITEM`, or a file of `kind: timesheet`")
    people = _people(plan, subject)
    tasks = [
        item
        for item in plan.workspace.items.values()
        if isinstance(item, Task) and (not isinstance(subject, Project | Product) or home_of(item) == subject.id)
    ]
    frame = weeks_back(plan.today, weeks or WEEKS)
    by_week = [(who, tuple(hours_between(plan, who, first, last) for first, last in frame)) for who in people]
    return Hours(
        tuple(one for one in spent_of(plan, tasks) if any(who in people for who, _ in one.by)),
        frame,
        tuple(one for one in by_week if any(one[1])),
        tuple(
            (who, day, minutes)
            for (who, day), minutes in sorted(hours_by_day(plan).items())
            if minutes > MOST_A_DAY and who in people
        ),
        tuple(one for one in strangers(plan, tasks) if one.who in people),
        tuple(one for one in quiet(plan, tasks) if one.who in people),
    )


def _people(plan: Plan, subject: Item | None) -> tuple[str, ...]:
    """Whose hours are meant; of a document those of everybody."""
    if isinstance(subject, Person):
        return (subject.id,)
    if isinstance(subject, Team):
        return subject.members
    if subject is None or isinstance(subject, Project | Product):
        return tuple(dict.fromkeys(sheet.person for sheet in plan.workspace.timesheets))
    raise UserError(f"`{terminal(subject.id)}` is a {subject.kind}: hours are of people, teams and documents")
