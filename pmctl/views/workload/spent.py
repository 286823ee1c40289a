"""Hours against the plan: what each task took and takes in the end, hours by week, and what does not fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pmctl import output
from pmctl.diagnostic import UserError
from pmctl.escape import csv_cell, csv_row, terminal
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
from pmctl.quantity import print_date, print_days
from pmctl.views.folding import folded

WEEKS = 6
Json = dict[str, object]


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


# --- text -------------------------------------------------------------------------------------------------------------

_COLUMNS = (
    output.Column("Task", least=16),
    output.Column("by", least=8),
    output.Column("spent", right=True, least=6),
    output.Column("left", right=True, least=6),
    output.Column("planned", right=True, least=7),
    output.Column("in the end", right=True, least=8),
    output.Column("last", least=6, spare=1),
)


def hours_text(plan: Plan, found: Hours) -> str:
    """Tasks with hours, the table of weeks, and each thing that does not fit in a line."""
    if not found.spent and not found.by_week:
        return "They have booked no hours."
    parts = [output.table(_COLUMNS, [_row(plan, one) for one in found.spent])] if found.spent else []
    parts += [_weeks_table(found)] if found.by_week else []
    told = [line for one in _to_look_at(plan, found) for line in folded(one, "  ", "    ")]
    parts += ["\n".join([output.paint("To look at", "heading"), *told])] if told else []
    return "\n\n".join(parts)


def _to_look_at(plan: Plan, found: Hours) -> Iterator[str]:
    """Each thing that does not fit."""
    for who, day, minutes in found.long_days:
        yield f"{who} booked {_hours(minutes)} on {print_date(day, plan.today)}"
    for other in found.strangers:
        yield f"{other.who} booked {_hours(other.minutes)} on {other.task}, which is not theirs"
    for one in found.quiet:
        since = f"none since {print_date(one.since, plan.today)}" if one.since else "none yet"
        yield f"{one.task} is in progress, and {one.who} has booked no hours on it for long: {since}"


def _row(plan: Plan, one: Spent) -> output.Row:
    def days(minutes: int) -> str:
        return print_days(minutes, plan.workspace.units).removeprefix("+")

    gap = print_days(one.gap, plan.workspace.units) if one.gap else "as planned" if one.gap == 0 else ""
    return [
        one.task.id,
        ", ".join(f"{who} {_hours(minutes)}" for who, minutes in one.by),
        days(one.spent),
        days(one.left),
        days(one.planned) if one.planned is not None else "",
        output.Cell(gap, "red" if (one.gap or 0) > 0 else ""),
        print_date(one.last, plan.today),
    ]


def _hours(minutes: int) -> str:
    return f"{minutes / 60:g}h"


def _weeks_table(found: Hours) -> str:
    titles = [f"W{first.isocalendar().week}" for first, _ in found.weeks]
    columns = [output.Column("Hours", least=8), *(output.Column(title, right=True, least=4) for title in titles)]
    rows = [[who, *(f"{minutes / 60:g}" if minutes else "" for minutes in weeks)] for who, weeks in found.by_week]
    return output.table([*columns, output.Column("sum", right=True, least=5)], [[*row, _sum(row)] for row in rows])


def _sum(row: Sequence[str]) -> str:
    return f"{sum(float(cell) for cell in row[1:] if cell):g}"


# --- JSON and CSV -----------------------------------------------------------------------------------------------------


def hours_json(plan: Plan, found: Hours) -> Json:
    """The document `pmctl/hours/1`."""
    return {
        "schema": "pmctl/hours/1",
        "today": plan.today.isoformat(),
        "content": plan.loaded.content,
        "tasks": [
            {
                "item": one.task.id,
                "by": dict(one.by),
                "spent-minutes": one.spent,
                "remaining-minutes": one.left,
                "effort-minutes": one.planned,
                "gap-minutes": one.gap,
                "first": one.first.isoformat(),
                "last": one.last.isoformat(),
            }
            for one in found.spent
        ],
        "weeks": [first.isoformat() for first, _ in found.weeks],
        "people": [{"who": who, "minutes": list(minutes)} for who, minutes in found.by_week],
        "long-days": [
            {"who": who, "date": day.isoformat(), "minutes": minutes} for who, day, minutes in found.long_days
        ],
        "not-theirs": [{"who": one.who, "item": one.task, "minutes": one.minutes} for one in found.strangers],
        "without-hours": [
            {"who": one.who, "item": one.task, "since": one.since.isoformat() if one.since else None}
            for one in found.quiet
        ],
    }


def hours_csv(found: Hours) -> str:
    """A row for each person on each task; hours."""
    lines = [csv_row(("item", "who", "spent-hours", "item-spent-hours", "item-remaining-hours", "item-effort-hours"))]
    for one in found.spent:
        whole = [f"{minutes / 60:g}" for minutes in (one.spent, one.left)]
        planned = f"{one.planned / 60:g}" if one.planned is not None else ""
        lines += [
            csv_row((csv_cell(one.task.id), csv_cell(who), f"{minutes / 60:g}", *whole, planned))
            for who, minutes in one.by
        ]
    return "".join(lines)
