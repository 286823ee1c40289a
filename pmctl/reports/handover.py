"""What passes to whom at the end: outputs, the way there, documents, what is still open, whom to ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pmctl.insights.facts import show
from pmctl.insights.promises import forecast_of
from pmctl.insights.relations import resolved
from pmctl.insights.states import category_of, status_of
from pmctl.model.control import Handover
from pmctl.model.item import Item
from pmctl.model.project import Project
from pmctl.reports.paper import Column, Paper, Request, Section
from pmctl.reports.sections import control, delivery, papers, roles
from pmctl.reports.sections.reader import filled, is_ours, members, names, row, seen
from pmctl.reports.status_lists import iso


def view(request: Request) -> Paper:
    """The hand-over pack of a project."""
    project = request.document
    assert isinstance(project, Project)
    return Paper(
        f"{project.title}: hand-over",
        _headline(request, project),
        (),
        (
            _entries(request, project),
            _steps(request, project),
            delivery.deliverables(request, project),
            papers.documents(request, project),
            control.risks(request, project),
            control.issues(request, project),
            roles.roles(request, project, with_mail=is_ours(request)),
        ),
        tuple(_unnamed(request, project)),
    )


def _headline(request: Request, project: Project) -> str:
    """`Running the checkout: 1 of 5 steps done, not accepted by Service desk yet.`"""
    found = members(request, project, Handover)
    if not found:
        return "Nothing is handed over yet."
    return " ".join(f"{one.title}: {_progress(request, one)}, {_acceptance(request, one)}." for one in found)


def _progress(request: Request, one: Handover) -> str:
    """`run-book done, shadowing 1 of 3`: tasks whose ids differ only by a number are counted together."""
    said = []
    for stem, tasks in _gathered(_tasks(request, one)).items():
        done = sum(category_of(request.plan, task) == "done" for task in tasks)
        said.append(
            f"{stem} {done} of {len(tasks)}" if len(tasks) > 1 else f"{stem} {status_of(request.plan, tasks[0])}"
        )
    return ", ".join(said) or "no steps"


def _gathered(tasks: Sequence[Item]) -> dict[str, list[Item]]:
    """Tasks by their key less a number at its end: `shadowing-1`, `shadowing-2`."""
    found: dict[str, list[Item]] = {}
    for task in tasks:
        found.setdefault(task.key.rstrip("0123456789").rstrip("-") or task.key, []).append(task)
    return found


def _acceptance(request: Request, one: Handover) -> str:
    given = next((each for each in one.accepted if each.date is not None), None)
    if given is not None and given.date is not None:
        by = names(request, [given.by])
        return f"accepted{f' by {by}' if by else ''} on {show(request.plan, given.date)}"
    to = names(request, [one.to, *(each.by for each in one.accepted)]) or (one.to if is_ours(request) else "")
    return f"not accepted{f' by {to}' if to else ''} yet"


def _tasks(request: Request, one: Handover) -> tuple[Item, ...]:
    return seen(request, resolved(request.plan, one, one.tasks))


def _entries(request: Request, project: Project) -> Section:
    """What passes to whom, and whether they have taken it."""
    rows = []
    for one in members(request, project, Handover):
        given = next((each for each in one.accepted if each.date is not None), None)
        rows.append(
            row(
                request,
                one,
                to=names(request, [one.to]) or (one.to if is_ours(request) else None),
                forecast=iso(forecast_of(request.plan, one).date),
                steps=_progress(request, one),
                accepted=iso(given.date.last) if given and given.date else None,
                **{"accepted-by": names(request, [given.by]) if given else None},
            )
        )
    columns = (
        Column("name", "What"),
        Column("to", "To"),
        Column("steps", "Steps"),
        Column("forecast", "Ready", "day"),
        Column("accepted", "Accepted", "day"),
        Column("accepted-by", "By"),
    )
    missing = "what passes to whom: `handover`"
    return Section("handover", "What is handed over", filled(columns, rows), tuple(rows), missing=missing)


def _steps(request: Request, project: Project) -> Section:
    """The tasks of each hand-over, scheduled like any other."""
    rows = [
        row(
            request,
            task,
            handover=one.id,
            status=status_of(request.plan, task),
            forecast=iso(forecast_of(request.plan, task).date),
        )
        for one in members(request, project, Handover)
        for task in _tasks(request, one)
    ]
    columns = (
        Column("name", "Step"),
        Column("status", "Status"),
        Column("names", "Who"),
        Column("forecast", "Forecast", "day"),
    )
    return Section("steps", "The way there", filled(columns, rows), tuple(rows))


def _unnamed(request: Request, project: Project) -> Iterator[str]:
    """What a hand-over lacks."""
    for one in members(request, project, Handover):
        lacks = [f"`{key}`" for key, found in (("to", one.to), ("tasks", one.tasks)) if not found]
        if lacks:
            yield f"{one.title}: {' and '.join(lacks)}"
