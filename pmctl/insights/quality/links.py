"""Points 1 to 4 and 10 of schedule quality: do links hold the plan together, and has the work people or a cost?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from fractions import Fraction

from pmctl.insights.links import all_links
from pmctl.insights.quality.points import Found, Point, at_least, at_most, base_of
from pmctl.insights.relations import leaves_by_document, with_members
from pmctl.insights.states import dropped_tasks
from pmctl.model.project import Task
from pmctl.on_demand import OnDemand
from pmctl.plan import Plan, remembered
from pmctl.quantity import Link

NO_WORK = "no work is open"
NO_LINKS = "no link leads to open work"


@remembered
def missing_links(plan: Plan, document: str) -> Point:
    """Point 1: open tasks without predecessor or successor, the first and the last of the project apart."""
    base = base_of(plan, document)
    first, last = _ends(plan, document)
    waiting, awaited = with_predecessor(plan), with_successor(plan)

    def missing(id: str) -> str:
        words = [] if id == first or id in waiting else ["no predecessor"]
        return " and ".join(words if id == last or id in awaited else [*words, "no successor"])

    open_ = {task.id for task in base.tasks}
    loose = [id for id in _loose(plan).get(document, ()) if id in open_ and missing(id)]
    return at_most(plan, "missing-links", OnDemand(loose, lambda id: Found(id, missing(id))), len(open_), NO_WORK)


@remembered
def _loose(plan: Plan) -> Mapping[str, Sequence[str]]:
    """By document what has no predecessor or no successor, in file order: full ids of tasks that are no groups."""
    waiting, awaited = with_predecessor(plan), with_successor(plan)
    return {
        document: [task.id for task in tasks if task.id not in waiting or task.id not in awaited]
        for document, tasks in leaves_by_document(plan).items()
    }


@remembered
def with_predecessor(plan: Plan) -> Set[str]:
    """What waits, itself or by a group around it, for anything that was not dropped: full ids."""
    gone, links = dropped_tasks(plan), all_links(plan)
    if not gone and not links.of_nothing:
        return with_members(plan, links.afters)
    pairs = zip(links.afters, links.befores, strict=True)
    return with_members(plan, [after for after, before in pairs if before and before not in gone])


@remembered
def with_successor(plan: Plan) -> Set[str]:
    """What anything that was not dropped waits for, by itself or by the group or the document around it: full ids."""
    gone, links = dropped_tasks(plan), all_links(plan)
    if not gone and not links.of_nothing:
        return with_members(plan, links.befores)
    pairs = zip(links.afters, links.befores, strict=True)
    return with_members(plan, [before for after, before in pairs if before and after not in gone])


def _ends(plan: Plan, document: str) -> tuple[str, str]:
    """The task or milestone with which the project begins, and that with which it ends: nothing is before and behind.

    Where several begin (or end) without a link, the first (the last) by its dates is meant, a milestone before work; ""
    where none does.
    """
    waiting, awaited = with_predecessor(plan), with_successor(plan)
    dated = [row for id in _loose(plan).get(document, ()) if (row := plan.schedule.tasks.get(id)) is not None]
    firsts = [(row.start, not row.milestone, row.id) for row in dated if row.id not in waiting]
    lasts = [(row.finish, row.milestone, row.id) for row in dated if row.id not in awaited]
    return min(firsts, default=(0, True, ""))[2], max(lasts, default=(0, True, ""))[2]


# --- links ------------------------------------------------------------------------------------------------------------


@remembered
def leads(plan: Plan, document: str) -> Point:
    """Point 2: links with a negative lag."""
    return _links_that(plan, document, "leads", lambda link: _lag(link) < 0)


@remembered
def lags(plan: Plan, document: str) -> Point:
    """Point 3: links with a positive lag."""
    return _links_that(plan, document, "lags", lambda link: _lag(link) > 0)


@remembered
def link_kinds(plan: Plan, document: str) -> Point:
    """Point 4: links from finish to start; what is found are the others."""
    base, others = base_of(plan, document), _special(plan, document, lambda link: link.kind != "FS")
    return at_least(plan, "link-kinds", base.links - len(others), base.links, others, NO_LINKS)


def _links_that(plan: Plan, document: str, name: str, is_meant: Callable[[Link], bool]) -> Point:
    return at_most(plan, name, _special(plan, document, is_meant), base_of(plan, document).links, NO_LINKS)


def _special(plan: Plan, document: str, is_meant: Callable[[Link], bool]) -> Sequence[Found]:
    """The links to open work that are special in a way."""
    links = all_links(plan)

    def found(number: int) -> Found:
        return Found(links.afters[number], f"after {links.links[number].text}", links.place(number))

    return OnDemand([number for number in base_of(plan, document).special if is_meant(links.links[number])], found)


def _lag(link: Link) -> int | Fraction:
    """The size of a lag: its minutes, or its share of the predecessor's duration; a lead is negative."""
    return 0 if link.lag is None else link.lag.minutes or link.lag.share or 0


# --- people and cost --------------------------------------------------------------------------------------------------


@remembered
def work_without_people(plan: Plan, document: str) -> Point:
    """Point 10: open work of a day or more with neither people (a team, an owner) nor cost; reported only."""
    base = base_of(plan, document)
    found = OnDemand([task.id for task in base.tasks if _is_of_nobody(plan, task)], Found)
    if not base.tasks:
        return Point("n/a", text=NO_WORK)
    part, whole = len(found), len(base.tasks)
    return Point("report", Fraction(part, whole), None, part, whole, found)


def _is_of_nobody(plan: Plan, task: Task) -> bool:
    row = plan.schedule.tasks.get(task.id)
    if task.owner or task.assign or task.cost or task.external or (row is not None and row.bookings):
        return False
    estimate = task.effort or task.duration
    minutes = row.duration if row else estimate.minutes if estimate else plan.workspace.units.day
    return minutes >= plan.workspace.units.day
