"""A promised day has passed, and what was promised is not done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from pmctl.insights.promises import due_of, is_overdue
from pmctl.insights.working_time import working_days
from pmctl.model.control import Action, Issue, QualityCheck
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.rules.judging.index import items
from pmctl.triggers.telling.between import Between, Key, reached
from pmctl.triggers.telling.trigger import Occasion, Severity
from pmctl.triggers.telling.words import count_days, day

ID, NAME, KIND = "N16", "overdue", "time"
ENTITY = ("task", "milestone", "action", "issue", "quality")
RULE = "not done and the promised date is past; again after 1, 5 and 10 working days"
TO = ("owner", "lead")
SEVERITY: Severity = "alert"
DEDUPE = "date, step"
FOR_CLIENTS = True

STEPS = (0, 1, 5, 10)
"""Working days after the promised one on which it is said (again)."""


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each item and step; a run that missed steps says the last of them."""
    plan = between.head
    for item, key, due, by_time in reached(between, late):
        days = working_days(plan, item, due, plan.today)
        words = f"was due on {day(plan, due)}"
        yield Occasion(item, f"{words}, {count_days(plan, days)} late" if days else words, key[1:], by_time=by_time)


def late(plan: Plan) -> Mapping[Key, date]:
    """The items that are overdue, with the promised day and the last step that they have come to."""
    found: dict[Key, date] = {}
    for kind in (Task, Action, Issue, QualityCheck):
        for item in items(plan, kind):
            due = due_of(plan, item)
            if due is not None and is_overdue(plan, item):
                days = working_days(plan, item, due, plan.today)
                step = max(one for one in STEPS if one <= max(days, 0))
                found[item.id, due.isoformat(), str(step)] = due
    return found
