"""What was learned: by a project or by all of them, by area; and what others learned that fits a project."""

from __future__ import annotations

from pmctl.insights.relations import members_of
from pmctl.model.control import Lesson
from pmctl.model.project import Project
from pmctl.reports.paper import Paper, Request, Section
from pmctl.reports.sections import lessons
from pmctl.reports.sections.reader import counted, seen


def view(request: Request) -> Paper:
    """The lessons of a project, or of every plan."""
    document = request.document
    documents = [document] if document else list(request.plan.workspace.documents.values())
    shown = seen(request, documents)
    found = [one for home in shown for one in seen(request, members_of(request.plan, home.id, Lesson))]
    areas = sorted({one.area for one in found if one.area})
    headline = f"{counted(len(found), 'lesson') if found else 'No lesson'} written down"
    headline += f": {', '.join(areas)}." if areas else "."
    name = document.title if document else request.plan.workspace.name or request.plan.workspace.id
    return Paper(
        f"{name}: lessons" if name else "Lessons",
        headline,
        (),
        (lessons.learned(request, found, document is None), *_of_others(request)),
    )


def _of_others(request: Request) -> tuple[Section, ...]:
    return (lessons.of_others(request, request.document),) if isinstance(request.document, Project) else ()
