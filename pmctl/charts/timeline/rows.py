"""The row of an item: when it runs, what was promised, how far it is, who works on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import TypedDict

from pmctl.audience import Audience, dates_for, is_dated, is_told, shown_names
from pmctl.charts.timeline.chart import OVERDUE, Kind, Row
from pmctl.charts.timeline.days import day_end, day_number, day_point, day_start
from pmctl.insights.computed import workers
from pmctl.insights.progress import progress_of
from pmctl.insights.promises import baseline_dates, due_of, forecast_of, last_day, promise_of, slip_of
from pmctl.insights.relations import release_of
from pmctl.insights.releases import say_without_plan, without_plan
from pmctl.insights.roadmap.entries import horizon_of
from pmctl.insights.states import category_of
from pmctl.model.item import Item
from pmctl.model.product import HORIZONS, Feature, Product, Release
from pmctl.model.project import Project, Task
from pmctl.model.workspace import Document
from pmctl.plan import Plan
from pmctl.scheduling.schedule import Scheduled


class Promise(TypedDict):
    """The promised day, where it is drawn, the slip in words."""

    promised: date | None
    due: Fraction | None
    late: str


def row_of(plan: Plan, item: Item, depth: int, audience: Audience) -> Row:
    """The line of any item that has dates; an item without any has an empty line."""
    if isinstance(item, Task):
        return _task_row(plan, item, depth, audience)
    if isinstance(item, Feature):
        return _feature_row(plan, item, depth, audience)
    if isinstance(item, Release):
        return _release_row(plan, item, depth, audience)
    if isinstance(item, Project | Product):
        return replace(document_row(plan, item, audience), depth=depth)
    return Row(id=item.id, name=item.title, kind="bar", depth=depth, owner=_owner(plan, item, audience))


def document_row(plan: Plan, document: Document, audience: Audience) -> Row:
    """The line of a project or product, from the first start to the last finish of its work."""
    extent = plan.schedule.documents.get(document.id)
    if extent is None or not is_told(plan.workspace, document, "schedule", audience):
        return Row(id=document.id, name=document.title, kind="document")
    start, finish = day_start(extent.start), day_end(extent.finish)
    return Row(
        id=document.id,
        name=document.title,
        kind="document",
        start=start,
        finish=max(finish, start + Fraction(1, 2)),
        forecast=last_day(extent),
        progress=_progress(plan, document),
        owner=_owner(plan, document, audience),
        **_promise(plan, document, finish),
    )


def _task_row(plan: Plan, task: Task, depth: int, audience: Audience) -> Row:
    state = _state(plan, task)
    scheduled = plan.schedule.tasks.get(task.id)
    if scheduled is None or not is_dated(plan.workspace, task, audience):
        kind: Kind = "group" if task.is_group else "milestone" if task.milestone else "bar"
        return Row(id=task.id, name=task.title, kind=kind, depth=depth, state=state, owner=_owner(plan, task, audience))
    start, finish = day_start(scheduled.start), day_end(scheduled.finish)
    if scheduled.milestone:
        finish = day_point(scheduled.finish)
        if task.milestone_date is not None:
            finish = day_number(last_day(scheduled))
        start = finish
    return Row(
        id=task.id,
        name=task.title,
        kind=_task_kind(task, scheduled),
        depth=depth,
        start=start,
        finish=finish if scheduled.milestone else max(finish, start + Fraction(1, 2)),
        forecast=last_day(scheduled),
        progress=_progress(plan, task),
        critical=scheduled.critical and state != "finished",
        owner=_owner(plan, task, audience),
        state=state,
        baseline=_baseline(plan, task),
        **_promise(plan, task, finish),
    )


def _task_kind(task: Task, scheduled: Scheduled) -> Kind:
    if task.is_group:
        return "group"
    if scheduled.milestone:
        return "event" if task.milestone_date is not None else "milestone"
    return "bar"


def _feature_row(plan: Plan, feature: Feature, depth: int, audience: Audience) -> Row:
    """A feature runs as its plan does; without a plan it stands where it was released, else what is intended is
    sketched.
    """
    row = Row(
        id=feature.id,
        name=feature.title,
        kind="feature",
        depth=depth,
        owner=_owner(plan, feature, audience),
        state={"shipped": "finished", "dropped": "dropped", "building": "started"}.get(feature.status, "planned"),
        lacks=_lacks(plan, feature, audience),
    )
    if not is_dated(plan.workspace, feature, audience):
        return row
    forecast = forecast_of(plan, feature)
    if forecast.date is not None:
        finish = day_number(forecast.date) + 1
        start = day_number(forecast.start) if forecast.start is not None else finish - 1
        row = replace(
            row, start=min(start, finish - 1), finish=finish, forecast=forecast.date, progress=_progress(plan, feature)
        )
    elif row.state == "finished":
        out = release_of(plan, feature)
        if out is not None and out.status == "released" and out.date is not None:
            at = day_number(out.date.first) + 1
            return replace(row, kind="release", start=at, finish=at, forecast=out.date.first)
    elif row.state != "dropped":
        return _intended(plan, feature, row)
    return row if row.finish is None else replace(row, **_promise(plan, feature, row.finish))


def _intended(plan: Plan, feature: Feature, row: Row) -> Row:
    """What no plan delivers: its promised period, a mark on its promised day, or the quarter of its horizon.

    Nobody knows when the work on it begins: there is no bar up to a day. What is open after its promised day stands
    nowhere; it is said that it is overdue.
    """
    promise = promise_of(plan, feature)
    if promise is None:
        quarter = _quarter_of(plan, feature)
        if quarter is None:
            return row
        return replace(row, start=day_number(quarter[0]), finish=day_number(quarter[1]) + 1, sketch=True)
    if promise.last < plan.today:
        return replace(row, sketch=True, promised=promise.last, late=OVERDUE)
    finish = day_number(promise.last) + 1
    if promise.first == promise.last:
        row = replace(row, kind="release", start=finish, finish=finish, sketch=True)
    else:
        row = replace(row, start=day_number(promise.first), finish=finish, sketch=True)
    return replace(row, **_promise(plan, feature, finish))


def _quarter_of(plan: Plan, feature: Feature) -> tuple[date, date] | None:
    """First and last day of the quarter that its horizon means, None without one."""
    horizon = horizon_of(plan, feature)
    if horizon not in HORIZONS:
        return None
    quarter = plan.today.year * 4 + (plan.today.month - 1) // 3 + HORIZONS.index(horizon)
    after = quarter + 1
    first = date(quarter // 4, quarter % 4 * 3 + 1, 1)
    return first, date(after // 4, after % 4 * 3 + 1, 1) - timedelta(days=1)


def _release_row(plan: Plan, release: Release, depth: int, audience: Audience) -> Row:
    """A release stands where it came out, else where its forecast is, else where it is promised."""
    out = release.date.first if release.status == "released" and release.date else None
    told = dates_for(plan, release, audience)
    forecast = out or told.forecast.date
    day = forecast or (told.promise.last if told.promise else None)
    row = Row(
        id=release.id,
        name=release.title,
        kind="release",
        depth=depth,
        forecast=forecast,
        state={"released": "finished", "cancelled": "dropped"}.get(release.status, "planned"),
        sketch=forecast is None,
        lacks=_lacks(plan, release, audience),
    )
    if day is None or row.state == "dropped":
        return row
    at = day_number(day) + 1
    row = replace(row, start=at, finish=at)
    return replace(row, **_promise(plan, release, at)) if told.promise else row


def _lacks(plan: Plan, item: Feature | Release, audience: Audience) -> str:
    """Of how many features in it the forecast knows nothing: for ourselves."""
    return say_without_plan(len(without_plan(plan, item))) if audience == "internal" else ""


def _state(plan: Plan, task: Task) -> str:
    """`planned`, `started`, `finished`, `blocked` or `dropped`."""
    known = category_of(plan, task)
    if known in ("blocked", "dropped"):
        return known
    scheduled = plan.schedule.tasks.get(task.id)
    return scheduled.state if scheduled is not None else {"done": "finished", "doing": "started"}.get(known, "planned")


def _progress(plan: Plan, item: Item) -> Fraction:
    share = progress_of(plan, item)
    return min(max(share if share is not None else Fraction(0), Fraction(0)), Fraction(1))


def _owner(plan: Plan, item: Item, audience: Audience) -> str:
    """Who is booked for it, else what is asked for, else who answers for it; nobody whom the reader may not know."""
    if isinstance(item, Task) and item.external is not None:
        return item.external.party if audience == "internal" else ""
    return ", ".join(dict.fromkeys(shown_names(plan.workspace, workers(plan, item), audience)))


def _promise(plan: Plan, item: Item, finish: Fraction) -> Promise:
    """What was promised: its day, where it is drawn (on the forecast when it is the same day), the slip in words."""
    due = due_of(plan, item)
    # the day of an event is itself the promise
    if due is None or (isinstance(item, Task) and item.milestone_date is not None and item.due is None):
        return Promise(promised=None, due=None, late="")
    slip = slip_of(plan, item)
    at = day_number(due) + 1
    return Promise(
        promised=due, due=finish if abs(at - finish) <= 1 else at, late=f"+{slip}d" if slip and slip > 0 else ""
    )


def _baseline(plan: Plan, task: Task) -> tuple[Fraction, Fraction] | None:
    start, finish = baseline_dates(plan, task)
    if finish is None:
        return None
    return day_number(start or finish), day_number(finish) + 1
