"""The brief of a project: why, who, state, what comes next, what is to be decided, where to read on."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.insights.relations import resolved
from pmctl.model.control import Document as Record
from pmctl.model.project import Charter, Project
from pmctl.reports.paper import Column, Fact, Paper, Request, Section
from pmctl.reports.sections import control, delivery, people, standing
from pmctl.reports.sections.reader import filled, is_ours, members, names, row, seen

MILESTONES, RISKS = 5, 3


def view(request: Request, project: Project) -> Paper:
    """One page."""
    return Paper(
        f"{project.title} in brief",
        standing.sentence(request.plan, project, request.audience),
        tuple(_facts(request, project)),
        (
            _why(request, project),
            standing.state(request, project),
            delivery.milestones(request, project, MILESTONES),
            control.decisions(request, project),
            control.risks(request, project, RISKS),
            people.roles(request, project, with_mail=is_ours(request)),
            documents(request, project),
        ),
    )


def _facts(request: Request, project: Project) -> Iterator[Fact]:
    yield from standing.facts(request, project)
    if project.client:
        yield "For", names(request, [project.client]) or project.client, "text"
    served = seen(request, resolved(request.plan, project, project.supports))
    if served:
        yield "Serves", [one.title for one in served], "text"


def _why(request: Request, project: Project) -> Section:
    charter = project.charter or Charter()
    words = [charter.purpose or project.description]
    if charter.success:
        words.append(f"It is a success when: {'; '.join(charter.success)}.")
    return Section("why", "Why", text=tuple(one for one in words if one), missing="why it exists: `charter.purpose`")


def documents(request: Request, project: Project) -> Section:
    """The papers that belong to it, less those that are retired."""
    rows = [
        row(
            request,
            one,
            type=one.type,
            version=one.version,
            status=one.status,
            file=one.file if is_ours(request) else "",
            link=one.link,
            place=(one.file if is_ours(request) else "") or one.link,
        )
        for one in members(request, project, Record)
        if one.status != "retired"
    ]
    columns = (
        Column("name", "Document"),
        Column("type", "Type"),
        Column("version", "Version"),
        Column("status", "Status"),
        Column("names", "Owner"),
        Column("place", "Where"),
    )
    missing = "the papers that belong to it: `documents`"
    return Section("documents", "Documents", filled(columns, rows), tuple(rows), missing=missing)
