"""What was learned: by a project or by all of them, by area; and what others learned that fits a project."""

from __future__ import annotations

from collections.abc import Iterable

from pmctl.insights.lessons import lessons_for
from pmctl.insights.relations import members_of
from pmctl.model.control import Lesson
from pmctl.model.project import Project
from pmctl.reports.paper import Column, Paper, Request, Section
from pmctl.reports.sections.reader import counted, filled, is_ours, row, seen


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
        (learned(request, found, document is None), *_of_others(request)),
    )


def learned(request: Request, lessons: Iterable[Lesson], with_plan: bool = False) -> Section:
    """Lessons by area: what happened, and what to do next time."""
    ordered = sorted(lessons, key=lambda one: (one.area or "~", one.document))
    rows = [
        row(
            request,
            one,
            area=one.area,
            recommendation=one.recommendation,
            **{"what-happened": one.what_happened},
        )
        for one in ordered
    ]
    columns = (
        Column("area", "Area"),
        Column("name", "Lesson"),
        Column("what-happened", "What happened"),
        Column("recommendation", "What to do"),
        *((Column("document", "Learned in"),) if with_plan else ()),
        Column("names", "Ask"),
    )
    missing = "what was learned: `lessons`"
    return Section("lessons", "What was learned", filled(columns, rows), tuple(rows), missing=missing)


def of_others(request: Request, project: Project) -> Section:
    """What others learned that fits a project; for ourselves, as it is about people and parties."""
    found = lessons_for(request.plan, project) if is_ours(request) else ()
    rows = tuple(
        row(
            request,
            one.lesson,
            recommendation=one.lesson.recommendation,
            why=one.why,
            area=one.lesson.area,
            **{"what-happened": one.lesson.what_happened},
        )
        for one in found
    )
    columns = (
        Column("name", "Lesson"),
        Column("recommendation", "What to do"),
        Column("document", "Learned in"),
        Column("why", "Fits"),
    )
    return Section("others", "Lessons of other projects", columns, rows)


def _of_others(request: Request) -> tuple[Section, ...]:
    return (of_others(request, request.document),) if isinstance(request.document, Project) else ()
