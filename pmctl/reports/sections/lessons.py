"""What was learned, here and elsewhere."""

from __future__ import annotations

from collections.abc import Iterable

from pmctl.insights.lessons import lessons_for
from pmctl.model.control import Lesson
from pmctl.model.project import Project
from pmctl.reports.paper import Column, Request, Section
from pmctl.reports.sections.reader import filled, is_ours, row


def learned(request: Request, found: Iterable[Lesson], with_plan: bool = False) -> Section:
    """Lessons by area: what happened, and what to do next time."""
    ordered = sorted(found, key=lambda one: (one.area or "~", one.document))
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
