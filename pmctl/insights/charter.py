"""Whether a plan is complete enough to begin: scope, deliverables, work, milestones, people."""

from __future__ import annotations

from collections.abc import Sequence

from pmctl.insights.computed import workers
from pmctl.insights.relations import leaves_of, members_of, resolved
from pmctl.insights.states import category_of
from pmctl.model.control import Deliverable
from pmctl.model.item import Item
from pmctl.model.project import Project, Task
from pmctl.plan import Plan
from pmctl.record import dataclass

_NAMED = 3
"""Items that are named where a part is not complete."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a complete plan: what there is of it, and what it lacks ("" where it is complete)."""

    name: str
    text: str
    lacks: str = ""


def parts_of(plan: Plan, project: Project) -> tuple[Part, ...]:
    """The five parts of a complete plan, each with what it lacks."""
    leaves = [leaf for leaf in leaves_of(plan, project) if category_of(plan, leaf) != "dropped"]
    work = [leaf for leaf in leaves if not leaf.milestone]
    return (
        _scope(project),
        _deliverables(plan, project),
        _work(work),
        _milestones([leaf for leaf in leaves if leaf.milestone]),
        _people(plan, work),
    )


def complete(parts: Sequence[Part]) -> str:
    """`4 of 5 parts`."""
    return f"{sum(not part.lacks for part in parts)} of {len(parts)} parts"


def _scope(project: Project) -> Part:
    charter = project.charter
    inside = len(charter.in_scope) if charter else 0
    outside = len(charter.out_of_scope) if charter else 0
    return Part("scope", f"{inside} in scope, {outside} out", "" if inside else "no `charter.in-scope`")


def _deliverables(plan: Plan, project: Project) -> Part:
    found = members_of(plan, project.id, Deliverable)
    loose = [one for one in found if not resolved(plan, one, one.tasks) and not one.accepted]
    lacks = _first(loose, "no task makes") if found else "no `deliverables`"
    return Part("deliverables", f"{len(found)}, all made by tasks" if found and not loose else str(len(found)), lacks)


def _work(work: Sequence[Task]) -> Part:
    unsized = [one for one in work if not (one.effort or one.duration or one.remaining or (one.start and one.finish))]
    lacks = _first(unsized, "no estimate of") if work else "no `tasks`"
    return Part("work", _counted(len(work), "task") + ("" if lacks else ", all with an estimate"), lacks)


def _milestones(milestones: Sequence[Task]) -> Part:
    lacks = "" if milestones else "no `milestone: true`"
    return Part("milestones", _counted(len(milestones), "milestone"), lacks)


def _people(plan: Plan, work: Sequence[Task]) -> Part:
    """Whoever does the work, answers for it, or is asked outside."""
    alone = [one for one in work if not (workers(plan, one) or one.external or one.assign == ())]
    lacks = _first(alone, "nobody does") if work else "nobody is assigned"
    return Part("people", _counted(len(work), "task") + ("" if lacks else ", all with somebody"), lacks)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _first(items: Sequence[Item], words: str) -> str:
    """`no estimate of api, design and 4 more`; "" where nothing lacks it."""
    if not items:
        return ""
    more = f" and {len(items) - _NAMED} more" if len(items) > _NAMED else ""
    return f"{words} {', '.join(one.key for one in items[:_NAMED])}{more}"
