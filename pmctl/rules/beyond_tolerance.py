"""A project is beyond what its charter allows.

What it finds:
Projects that are not over and whose forecast, estimate at completion or scope is beyond
`charter.tolerance`.

Why it matters:
Within the tolerance a project manager decides alone. Beyond it the sponsor does, and can do so only who
knows.

Bad:

    kind: project
    start: 2026-02-10
    due: 2026-02-13
    charter:
      tolerance: {time: 2d}  # <- here
    tasks:
      build: {duration: 9d}

Good:

    kind: project
    start: 2026-02-10
    due: 2026-02-20
    charter:
      tolerance: {time: 2d}
    tasks:
      build: {duration: 9d}

Near miss:
It is late, and within the tolerance.

    kind: project
    start: 2026-02-10
    due: 2026-02-19
    charter:
      tolerance: {time: 2d}
    tasks:
      build: {duration: 9d}

How to fix or allow:
Bring it back, or have the sponsor agree on another promise, budget or tolerance. In a review PM903 speaks
instead, and the sponsor's approval settles it.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.insights.promises import due_of, forecast_of
from pmctl.insights.tolerance import Breach, breaches
from pmctl.model.item import spot
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.rules.judging.index import say_date

CODE = "PM503"
NAME = "beyond-tolerance"
SEVERITY: Severity = "error"
LOOKS_AT = "schedule"
IN_CHANGES = "PM903"


def check(plan: Plan) -> Iterator[Diagnostic]:
    """Each tolerance that is broken, with both dates where it is that of time."""
    for one in breaches(plan):
        project = plan.workspace.items[one.project]
        tolerance = project.charter.tolerance if isinstance(project, Project) and project.charter else None
        if isinstance(project, Project) and tolerance is not None:
            words = f"{one.text}{_dates(plan, project, one)}"
            message = f"{project.title} is beyond its tolerance of {one.dimension}: {words}"
            hint = "bring it back, or have the sponsor agree"
            yield Diagnostic(CODE, SEVERITY, message, spot(tolerance.source, one.dimension), hint, project.id)


def _dates(plan: Plan, project: Project, one: Breach) -> str:
    """`; promised Tue 31 Mar, forecast Tue 14 Apr`."""
    due, forecast = due_of(plan, project), forecast_of(plan, project).date
    if one.dimension != "time" or due is None or forecast is None:
        return ""
    return f"; promised {say_date(plan, due)}, forecast {say_date(plan, forecast)}"
