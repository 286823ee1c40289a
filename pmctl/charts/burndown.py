"""Burndown: what is left of a sprint day by day, all that was in it, and the ideal line over working days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from pmctl.charts.drawing import Drawing, Request
from pmctl.charts.over_time import days_of, height, names, opened, rows_text, scale, stairs
from pmctl.charts.palette import LIGHT, SERIES
from pmctl.charts.strokes import stroke
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.history.flow import sprint_days
from pmctl.insights.sprints.burndown import Burned, burned_by_dates, ideal
from pmctl.insights.working_time import calendars_of
from pmctl.model.item import Item
from pmctl.model.project import Sprint
from pmctl.plan import Plan
from pmctl.quantity import print_date

if TYPE_CHECKING:
    from matplotlib.figure import Figure

Ideal = Sequence[tuple[date, float]]


def draw(request: Request) -> Drawing:
    """The picture of a sprint; of a document that of the one under way. UserError where there is none."""
    plan = request.plan
    sprint = _sprint(plan, request.item)
    assert sprint.start is not None and sprint.finish is not None
    if sprint.start.first > plan.today:
        raise UserError(f"`{terminal(sprint.id)}` begins on {print_date(sprint.start.first, plan.today)}")
    known = burned_by_dates(plan, sprint)
    if request.past is not None:
        known = sprint_days(request.past, sprint, known.measure) or known
    if not known.points:
        raise UserError(f"no task names the sprint `{terminal(sprint.id)}`", "`sprint:` and `points:` on a task")
    line = ideal(calendars_of(plan).of_document(sprint.document), sprint, known.points[0][1])
    title = f"Burndown: {sprint.title}"
    day, scope, done = known.points[-1]
    verb = "ended" if sprint.finish.last < plan.today else "ends"
    subtitle = (
        f"{_number(scope - done)} of {_number(scope)} {known.measure} left on {print_date(day, plan.today)}; "
        f"the sprint {verb} on {print_date(sprint.finish.last, plan.today)}."
    )
    return Drawing(
        title,
        (),
        lambda: _figure(title, subtitle, known, line),
        lambda width: _text(title, subtitle, known, line, plan.today, width),
    )


def _sprint(plan: Plan, item: Item | None) -> Sprint:
    """The sprint that is meant: itself, or of a document (or all) the only one that is under way."""
    if isinstance(item, Sprint):
        if item.start is None or item.finish is None:
            raise UserError(f"`{terminal(item.id)}` has no `{'start' if item.start is None else 'finish'}`")
        return item
    found = [
        one
        for one in plan.workspace.items.values()
        if isinstance(one, Sprint) and _is_under_way(one, plan.today) and (item is None or one.document == item.id)
    ]
    if len(found) == 1:
        return found[0]
    names = ", ".join(terminal(one.id) for one in plan.workspace.items.values() if isinstance(one, Sprint))
    hint = f"sprints: {names}" if names else "`sprints: {s1: {start: 2026-02-02, finish: 2026-02-13}}`"
    raise UserError("say of which sprint: `pmctl chart burndown SPRINT`", hint)


def _is_under_way(sprint: Sprint, today: date) -> bool:
    return sprint.start is not None and sprint.finish is not None and sprint.start.first <= today <= sprint.finish.last


def _number(value: float) -> str:
    return f"{round(value, 1):g}"


def _figure(title: str, subtitle: str, known: Burned, line: Ideal) -> Figure:
    page = opened(title, subtitle, *days_of([line[0][0], line[-1][0]]))
    most = max(scope for _, scope, _ in known.points) * 1.08 or 1.0
    scale(page, most, known.measure)
    begin = (page.axis.left, height(known.points[0][1], most))
    wanted = [begin, *((page.x(day), height(left, most)) for day, left in line)]
    stroke(page.axes, [wanted], LIGHT["ghost"], 1.4, dashed=True)
    scopes = stairs([begin, *((page.x(day), height(scope, most)) for day, scope, _ in known.points)])
    stroke(page.axes, [scopes], SERIES[3], 1.4)
    lefts = stairs([begin, *((page.x(day), height(scope - done, most)) for day, scope, done in known.points)])
    stroke(page.axes, [lefts], SERIES[0], 2.2)
    _, scope, done = known.points[-1]
    labels = [
        (height(scope, most), "In the sprint", f"{_number(scope)} {known.measure}", SERIES[3]),
        (height(scope - done, most), "Left", f"{_number(scope - done)} {known.measure}", SERIES[0]),
        (height(0, most), "Ideal", "to nothing on the last day", LIGHT["soft"]),
    ]
    names(page, labels)
    return page.figure


def _text(title: str, subtitle: str, known: Burned, line: Ideal, today: date, width: int) -> str:
    wanted = dict(line)
    by_day = {day: (scope, done) for day, scope, done in known.points}
    rows = [["day", "in the sprint", "done", "left", "ideal"]]
    scope, done, at = 0.0, 0.0, line[0][0]
    while at <= line[-1][0]:
        scope, done = by_day.get(at, (scope, done))
        past = at <= known.points[-1][0]
        told = [_number(one) for one in (scope, done, scope - done)] if past else ["", "", ""]
        rows.append([print_date(at, today), *told, _number(wanted[at])])
        at += timedelta(days=1)
    return rows_text(title, subtitle, rows, width)
