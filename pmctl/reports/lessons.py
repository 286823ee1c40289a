"""What was learned: by a project or by all of them, by area; and what others learned that fits a project."""

from __future__ import annotations

from collections.abc import Sequence

from pmctl.insights.relations import members_of
from pmctl.model.control import Lesson
from pmctl.model.project import Project
from pmctl.reports.paper import Paper, Request, Section
from pmctl.reports.sections import lessons
from pmctl.reports.sections.reader import counted, is_ours, seen


def view(request: Request) -> Paper:
    """The lessons of a project, or of every plan."""
    document = request.document
    documents = [document] if document else list(request.plan.workspace.documents.values())
    shown = seen(request, documents)
    found = [one for home in shown for one in seen(request, members_of(request.plan, home.id, Lesson))]
    name = document.title if document else request.plan.workspace.title
    return Paper(
        f"{name}: lessons",
        _headline(request, found),
        (),
        (lessons.learned(request, found, document is None), *_of_others(request)),
    )


def _headline(request: Request, found: Sequence[Lesson]) -> str:
    """`2 lessons written down: testing, vendor.`; a reader outside is not told that there are none."""
    if not found:
        return "No lesson written down." if is_ours(request) else "No lesson is shown here."
    areas = sorted({one.area for one in found if one.area})
    return f"{counted(len(found), 'lesson')} written down" + (f": {', '.join(areas)}." if areas else ".")


def _of_others(request: Request) -> tuple[Section, ...]:
    return (lessons.of_others(request, request.document),) if isinstance(request.document, Project) else ()
