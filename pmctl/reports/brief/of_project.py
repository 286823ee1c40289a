"""The brief of a project: why, who, state, what comes next, what is to be decided, where to read on."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.insights.relations import resolved
from pmctl.model.project import Charter, Project
from pmctl.reports.paper import Fact, Paper, Request, Section
from pmctl.reports.sections import control, delivery, papers, roles, standing
from pmctl.reports.sections.reader import names, seen

MILESTONES, RISKS = 5, 3


def view(request: Request, project: Project) -> Paper:
    """One page."""
    return Paper(
        f"{project.title} in brief",
        standing.sentence(request.plan, project, request.audience),
        tuple(_facts(request, project)),
        (
            _why(project),
            roles.in_brief(request, project),
            standing.state(request, project),
            delivery.milestones(request, project, MILESTONES),
            control.decisions(request, project),
            control.risks_in_brief(request, project, RISKS),
            papers.in_brief(request, project),
        ),
    )


def _facts(request: Request, project: Project) -> Iterator[Fact]:
    yield from standing.facts(request, project)
    if project.client:
        yield "For", names(request, [project.client]) or project.client, "text"
    served = seen(request, resolved(request.plan, project, project.supports))
    if served:
        yield "Serves", [one.title for one in served], "text"


def _why(project: Project) -> Section:
    charter = project.charter or Charter()
    words = [charter.purpose or project.description]
    if charter.success:
        words.append(f"It is a success when: {'; '.join(charter.success)}.")
    return Section("why", "Why", text=tuple(one for one in words if one), missing="why it exists: `charter.purpose`")
