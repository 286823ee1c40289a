"""The sprints that are over: what was in them, what was done, and how fast that is."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from pmctl.history import Past
from pmctl.history.flow import sprint_days
from pmctl.insights.promises import tasks_of_sprint
from pmctl.insights.sprints.standing import Standing
from pmctl.insights.sprints.velocity import Velocity, finished, left, remaining, series_of, velocity
from pmctl.model.project import Project, Sprint
from pmctl.plan import Plan
from pmctl.reports.paper import Column, Request, Section
from pmctl.reports.sections.reader import counted
from pmctl.reports.status_lists import Line, iso

MOST = 5
"""The last ones that are told."""


def finished_sprints(request: Request, projects: Sequence[Project], past: Past | None) -> Section:
    """The last finished sprints of the teams of these projects, and their velocity; from history what was in each when
    it began.
    """
    plan = request.plan
    rows: list[Line] = []
    text = []
    for series in _series(plan, {one.id for one in projects}):
        rows += [_row(past, one) for one in finished(plan, series)[-MOST:]]
        speed = velocity(plan, series)
        if speed is not None:
            text.append(f"{series}: {_speed_text(request, projects, speed)}")
    columns = (
        Column("name", "Sprint"),
        Column("finish", "Ended", "day"),
        *((Column("at-start", "At its start", "number"),) if any(row["at-start"] is not None for row in rows) else ()),
        Column("committed", "Committed", "number"),
        Column("done", "Done", "number"),
        Column("spilled", "Spilled over", "number"),
    )
    return Section("sprints", "Sprints", columns, tuple(rows), tuple(text))


def _series(plan: Plan, homes: set[str]) -> tuple[str, ...]:
    """The teams and documents whose sprints are in some projects, or hold work of theirs."""
    sprints = (one for one in plan.workspace.items.values() if isinstance(one, Sprint))
    meant = (
        one
        for one in sprints
        if one.document in homes or any(task.document in homes for task in tasks_of_sprint(plan, one))
    )
    return tuple(dict.fromkeys(series_of(one) for one in meant))


def _row(past: Past | None, one: Standing) -> Line:
    return {
        "id": one.sprint.id,
        "name": one.sprint.title,
        "finish": iso(one.sprint.finish.last) if one.sprint.finish is not None else None,
        "at-start": _at_start(past, one),
        "committed": float(one.committed),
        "done": float(one.done),
        "spilled": float(one.spilled),
    }


def _at_start(past: Past | None, one: Standing) -> float | None:
    """What was in a sprint on its first day; None where no revision is as old."""
    start = one.sprint.start
    if past is None or start is None or past.line.stops[0].day > start.first:
        return None
    found = sprint_days(past, one.sprint, one.measure)
    return found.points[0][1] if found is not None else None


def _speed_text(request: Request, projects: Sequence[Project], speed: Velocity) -> str:
    """`21.2 points a sprint (median 21, 18 to 25); 120 are left: 6 sprints, 5 at best, 7 at worst`."""
    rest = left(remaining(request.plan, projects, speed.measure), speed)
    span = f"median {_plain(speed.median)}, {_plain(speed.least)} to {_plain(speed.most)}"
    span = span if len(speed.done) > 1 else "of one sprint"
    first = f"{_plain(speed.mean)} {speed.measure} a sprint ({span}); {_plain(rest.remaining)} are left"
    if rest.sprints is None:
        return f"{first}, and nothing was done in the last sprints."
    worst = f"{rest.at_worst} at worst" if rest.at_worst is not None else "never at worst"
    span = f", {rest.at_best} at best, {worst}" if rest.at_best != rest.at_worst else ""
    return f"{first}: {counted(rest.sprints, 'sprint')}{span}."


def _plain(value: Fraction) -> str:
    return f"{round(float(value), 1):g}"
