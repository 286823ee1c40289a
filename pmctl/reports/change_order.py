"""A change order: what is asked for and why, what that does to time, cost and scope, computed, and who approves it."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.insights.change_effect import ChangeEffect, change_effect
from pmctl.insights.facts import show
from pmctl.insights.progress import effort_minutes
from pmctl.insights.promises import forecast_of
from pmctl.insights.states import is_open, status_of
from pmctl.model.control import Change, Effect
from pmctl.quantity import print_days, print_money, print_share
from pmctl.reports.paper import Column, Fact, Paper, Request, Section
from pmctl.reports.sections import approvals
from pmctl.reports.sections.changes import cost_text
from pmctl.reports.sections.reader import filled, is_ours, names, row, said, seen
from pmctl.reports.status_lists import Line, iso


def view(request: Request) -> Paper:
    """The change order of one change request."""
    change = request.item
    assert isinstance(change, Change)
    if not seen(request, [change]):
        return Paper("Change order", "Nothing in this report may be shown to this reader.")
    effect = change_effect(request.plan, change)
    return Paper(
        f"Change order {change.key}: {change.title}",
        _headline(request, effect),
        tuple(_facts(request, change)),
        (
            Section("reason", "Why", text=(change.reason,) if change.reason else (), missing="why: `reason`"),
            Section("description", "What", text=(change.description,) if change.description else ()),
            _effect(request, effect),
            _work(request, effect),
            _ends(request, effect),
            approvals.approved(request, change, "who approves it: `approved`" if is_open(request.plan, change) else ""),
        ),
    )


def _headline(request: Request, effect: ChangeEffect) -> str:
    """`Approved: +2d of work (+1.9%), +1,160 EUR, the end stays.`"""
    status = (effect.change.status or "proposed").capitalize()
    if not effect.tasks:
        return f"{status}; no task carries it, so nothing is computed."
    end = f"the end moves by {effect.days:+d}d" if effect.days else "the end stays where it is"
    return f"{status}: {', '.join((*_added(request, effect), end))}."


def _added(request: Request, effect: ChangeEffect) -> Iterator[str]:
    """Work and money that it adds; for ourselves alone."""
    if not is_ours(request):
        return
    share = f" ({print_share(effect.share, 1)} of what was agreed)" if effect.share is not None else ""
    yield f"{print_days(effect.effort, request.plan.workspace.units)} of work{share}"
    for currency, amount in effect.cost.items():
        yield f"{print_money(amount)} {currency}"


def _facts(request: Request, change: Change) -> Iterator[Fact]:
    document = request.plan.workspace.documents.get(change.document)
    if document is not None and seen(request, [document]):
        yield "Project", document.title, "text"
    yield "Status", change.status or "proposed", "text"
    by = names(request, [change.requested_by])
    if by:
        yield "Requested by", by, "text"
    if change.owner and is_ours(request):
        yield "Owner", names(request, [change.owner]), "text"


def _effect(request: Request, effect: ChangeEffect) -> Section:
    """What was asked for beside what the plan says."""
    asked = effect.change.effect or Effect()
    time = (f"{effect.days:+d}d" if effect.days else "0d") if effect.tasks else ""
    titles = [one.title for one in seen(request, effect.tasks)]
    rows: list[Line] = [
        {"name": "Time", "asked": show(request.plan, asked.time), "computed": time},
        {"name": "Scope", "asked": asked.scope, "computed": ", ".join(titles)},
    ]
    if is_ours(request):
        rows += _money_and_work(request, effect, asked)
    shown = tuple(one for one in rows if one["asked"] or one["computed"])
    columns = (Column("name", "Effect on"), Column("asked", "As asked for"), Column("computed", "As the plan has it"))
    return Section("effect", "Effect", filled(columns, shown), shown, missing="what it takes: `effect`")


def _money_and_work(request: Request, effect: ChangeEffect, asked: Effect) -> Iterator[Line]:
    computed = [f"{print_money(amount)} {currency}" for currency, amount in effect.cost.items()]
    yield {"name": "Cost", "asked": cost_text(request.plan, asked), "computed": ", ".join(computed)}
    work = print_days(effect.effort, request.plan.workspace.units) if effect.tasks else ""
    share = f", {print_share(effect.share, 1)} of what was agreed" if effect.share is not None else ""
    since = f" ({effect.baseline.name or effect.baseline.id})" if effect.baseline is not None and share else ""
    yield {"name": "Work", "asked": "", "computed": f"{work}{share}{since}"}


def _work(request: Request, effect: ChangeEffect) -> Section:
    """The tasks that carry it."""
    plan, units = request.plan, request.plan.workspace.units
    rows = []
    for task in seen(request, effect.tasks):
        minutes = effort_minutes(plan, task)
        effort = print_days(minutes, units).lstrip("+") if minutes else ""
        rows.append(
            row(request, task, effort=effort, status=status_of(plan, task), forecast=iso(forecast_of(plan, task).date))
        )
    columns = (
        Column("name", "Task"),
        Column("names", "Who"),
        Column("effort", "Effort"),
        Column("status", "Status"),
        Column("forecast", "Forecast", "day"),
    )
    missing = "who does it: a task with `change`" if is_open(plan, effect.change) else ""
    return Section("work", "Work", filled(columns, rows), tuple(rows), missing=missing)


def _ends(request: Request, effect: ChangeEffect) -> Section:
    """The projects that end on another day because of it."""
    documents = request.plan.workspace.documents
    rows = tuple(
        {
            "id": one.project,
            "name": documents[one.project].title,
            "without": said(request, one.without),
            "forecast": iso(one.now),
            "days": one.days,
        }
        for one in effect.finishes
        if one.days and seen(request, [documents[one.project]])
    )
    columns = (
        Column("name", "Project"),
        Column("without", "Ends without it"),
        Column("forecast", "With it", "day"),
        Column("days", "Moves", "slip"),
    )
    return Section("ends", "What ends on another day", columns, rows)
