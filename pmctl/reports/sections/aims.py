"""What it is good for: objectives with their progress, benefits with their readings."""

from __future__ import annotations

from collections.abc import Iterable

from pmctl.insights.facts import show
from pmctl.insights.objectives import key_result_score, latest_value, objective_score
from pmctl.insights.readings import latest_reading
from pmctl.insights.relations import resolved
from pmctl.model.item import Item
from pmctl.model.product import KeyResult, Metric, Objective
from pmctl.model.project import Benefit, Project
from pmctl.quantity import NumberRange
from pmctl.reports.paper import Column, Request, Section
from pmctl.reports.sections.reader import filled, is_ours, row, seen
from pmctl.reports.status_lists import iso


def supported(request: Request, project: Project) -> Section:
    """The objectives (or key results) that a project supports, with how far they are."""
    found = seen(request, resolved(request.plan, project, project.supports))
    missing = "which objective it serves: `supports`"
    return _objectives(request, found, "Objectives it supports", missing)


def objectives(request: Request, items: Iterable[Objective]) -> Section:
    """Objectives, each with its key results below it."""
    known = request.plan.workspace.items
    shown: list[Item] = []
    for one in seen(request, items):
        shown += [one, *seen(request, (known[id] for id in one.key_results if id in known))]
    return _objectives(request, shown, "Objectives", "what shall be reached: `objectives`")


def _objectives(request: Request, items: Iterable[Item], title: str, missing: str) -> Section:
    rows = [_row(request, one) for one in items]
    columns = (
        Column("name", "Objective"),
        Column("period", "Period"),
        Column("now", "Now"),
        Column("from", "From"),
        Column("target", "Target"),
        Column("progress", "Reached", "share"),
    )
    return Section("objectives", title, filled(columns, rows), tuple(rows), missing=missing)


def _row(request: Request, item: Item) -> dict[str, object]:
    plan = request.plan
    reached = None
    more: dict[str, object] = {}
    if isinstance(item, Objective):
        reached = objective_score(plan, item)
        more = {"period": item.period.text if item.period else ""}
    elif isinstance(item, KeyResult):
        reached = key_result_score(plan, item)
        now = latest_value(plan, item)
        more = {"now": show(plan, now), "from": _text(item.from_), "target": _text(item.target)}
        more["name"] = f"· {item.title}"
    return {**row(request, item), **more, "progress": float(reached) if reached is not None else None}


def benefits(request: Request, project: Project) -> Section:
    """What it will be worth: the metric, from where to where, its last reading, when, and who answers."""
    plan = request.plan
    rows = []
    for one in seen(request, project.charter.benefits if project.charter else ()):
        metric = _metric(request, one)
        reading = latest_reading(plan, metric) if metric else None
        rows.append(
            row(
                request,
                one,
                metric=metric.title if metric else one.metric if is_ours(request) else None,
                unit=metric.unit if metric else "",
                **{"from": _text(one.from_)},
                target=_text(one.target),
                now=show(plan, reading[1]) if reading else None,
                read=iso(reading[0]) if reading else None,
                due=iso(one.due.last) if one.due else None,
            )
        )
    columns = (
        Column("name", "Benefit"),
        Column("metric", "Measured by"),
        Column("from", "From"),
        Column("now", "Now"),
        Column("target", "Target"),
        Column("due", "Due", "day"),
        Column("names", "Owner"),
    )
    missing = "what it is worth: `charter.benefits`"
    return Section("benefits", "Benefits", filled(columns, rows), tuple(rows), missing=missing)


def _metric(request: Request, benefit: Benefit) -> Metric | None:
    found = seen(request, resolved(request.plan, benefit, (benefit.metric,))) if benefit.metric else ()
    return found[0] if found and isinstance(found[0], Metric) else None


def _text(number: NumberRange | None) -> str:
    return number.text if number is not None else ""
