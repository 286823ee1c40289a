"""Hours against the plan for programs: JSON and CSV."""

from __future__ import annotations

from pmctl.escape import csv_cell, csv_row
from pmctl.plan import Plan
from pmctl.views.hours.view import Hours

Json = dict[str, object]


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
