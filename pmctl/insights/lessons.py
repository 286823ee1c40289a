"""What other projects learned that this one should know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pmctl.insights.relations import members_of
from pmctl.model.control import Lesson, Risk
from pmctl.model.item import Item
from pmctl.model.project import Project, Task
from pmctl.plan import Plan
from pmctl.record import dataclass


@dataclass(frozen=True, slots=True)
class Match:
    """A lesson of another project, and what of this one it is about: `risk terminal-model`, `product shop`."""

    lesson: Lesson
    why: str


def lessons_for(plan: Plan, project: Project) -> tuple[Match, ...]:
    """Lessons of other documents that fit: by area or tag what this project has tagged, risks or plans, or the product.

    Words are compared as they are written, less their case; the closest reason is named.
    """
    words = _words(plan, project)
    found: list[Match] = []
    for item in plan.workspace.items.values():
        if isinstance(item, Lesson) and item.document != project.id:
            asked = (one.casefold() for one in (item.area, *item.tags) if one)
            why = next((words[one] for one in asked if one in words), "") or _same_product(plan, project, item)
            if why:
                found.append(Match(item, why))
    return tuple(found)


def _words(plan: Plan, project: Project) -> Mapping[str, str]:
    """What a project is about, in single words, and where each stands; the first place of each."""
    found: dict[str, str] = {}
    for word, why in _said(plan, project):
        found.setdefault(word.casefold(), why)
    return found


def _said(plan: Plan, project: Project) -> Iterator[tuple[str, str]]:
    yield from _tagged(project, "its tags")
    for risk in members_of(plan, project.id, Risk):
        yield from ((word, f"risk {risk.key}") for word in (risk.category, *risk.tags) if word)
    for task in members_of(plan, project.id, Task):
        yield from _tagged(task, f"task {task.key}")
        if task.external is not None:
            yield from ((word, f"task {task.key}") for word in ("external", "supplier", "vendor"))


def _tagged(item: Item, why: str) -> Iterator[tuple[str, str]]:
    return ((tag, why) for tag in item.tags)


def _same_product(plan: Plan, project: Project, lesson: Lesson) -> str:
    home = plan.workspace.documents.get(lesson.document)
    is_same = isinstance(home, Project) and bool(project.product) and home.product == project.product
    return f"product {project.product}" if is_same else ""
