"""Hours against the plan for a terminal: tasks, weeks, and each thing that does not fit in a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmctl import output
from pmctl.insights.timesheets import Spent
from pmctl.plan import Plan
from pmctl.quantity import print_date, print_days
from pmctl.views.folding import folded
from pmctl.views.hours.view import Hours

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
