"""Work is under way, and nothing is heard of it.

What it finds:
Tasks under way on which nobody booked time or commented for more than the cadence (10 calendar
days; `health: {freshness: {amber: 15d}}` says otherwise), and which began before that. It is asked
only in projects whose people do book time or comment on tasks: elsewhere the plan cannot tell. Where
commits name tasks, PM528 asks instead.

Why it matters:
What nobody speaks of has often stopped.

Bad:

    # file: people.yaml
    kind: people
    people: {ana: {}}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      api: {effort: 20d, owner: ana, started: 2026-01-12, progress: 20%}  # <- here
      form: {effort: 20d, owner: ana, started: 2026-01-12, progress: 20%}
    # file: timesheets/ana.yaml
    kind: timesheet
    person: ana
    entries:
      2026-01-15: {checkout/api: 8h}
      2026-02-09: {checkout/form: 8h}

Good:

    # file: people.yaml
    kind: people
    people: {ana: {}}
    # file: projects/checkout.yaml
    kind: project
    tasks:
      api: {effort: 20d, owner: ana, started: 2026-01-12, progress: 20%}
      form: {effort: 20d, owner: ana, started: 2026-01-12, progress: 20%}
    # file: timesheets/ana.yaml
    kind: timesheet
    person: ana
    entries:
      2026-02-05: {checkout/api: 8h}
      2026-02-09: {checkout/form: 8h}

Near miss:
Nobody books time here, so silence says nothing.

    kind: project
    tasks:
      api: {effort: 20d, started: 2026-01-12, progress: 20%}

How to fix or allow:
Say where it stands: book the time, or change its `status`, with a comment.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.evidence import last_heard, named_since
from pmctl.insights.health.levels import in_days, threshold_of
from pmctl.model.item import span_of
from pmctl.plan import Plan
from pmctl.rules.judging.index import category_of, open_leaves, say_date

CODE = "PM816"
NAME = "gone-quiet"
SEVERITY: Severity = "info"
LOOKS_AT = "workspace"

CADENCE = Fraction(10)
"""Calendar days."""


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Begun work without a sign for the cadence."""
    heard = last_heard(plan)
    telling = {item.partition("/")[0] for item in heard} - set(named_since(plan))
    days = int(in_days(plan, threshold_of(plan, "freshness").amber, CADENCE, 0))
    since = plan.today - timedelta(days=min(days, plan.today.toordinal() - 1))
    for task in open_leaves(plan):
        if task.started is None or task.external or task.document not in telling or category_of(plan, task) != "doing":
            continue
        last = max(heard.get(task.id, date.min), task.started.first)
        if last < since:
            message = f"nothing was heard of {task.title} since {say_date(plan, last)}"
            yield Diagnostic(CODE, SEVERITY, message, span_of(task), "is it still under way?", task.id)
