"""What the 14 points of schedule quality are about: the work they count, the thresholds, and a point as a value.

Source: the DCMA 14-point assessment (DCMA-EA PAM 200.1), thresholds from secondary accounts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import compress
from typing import Literal

from pmctl.insights.links import all_links
from pmctl.insights.relations import leaves_by_document
from pmctl.insights.states import OPEN, task_categories
from pmctl.model.item import field_name
from pmctl.model.project import Project, Task
from pmctl.model.workspace import ScheduleQuality
from pmctl.plan import Plan, remembered
from pmctl.quantity import Duration, Share, print_days, print_share
from pmctl.record import dataclass
from pmctl.scheduling.schedule import Scheduled

Verdict = Literal["pass", "fail", "report", "n/a"]

LIMITS: Mapping[str, Fraction] = {
    "missing-links": Fraction(5, 100),
    "leads": Fraction(0),
    "lags": Fraction(5, 100),
    "link-kinds": Fraction(90, 100),
    "hard-constraints": Fraction(5, 100),
    "high-float": Fraction(5, 100),
    "tasks-without-time": Fraction(0),
    "long-tasks": Fraction(5, 100),
    "dates-in-the-past": Fraction(0),
    "behind-baseline": Fraction(5, 100),
    "path-too-long": Fraction(95, 100),
    "behind-plan": Fraction(95, 100),
    "most-float": Fraction(44),
    "most-duration": Fraction(44),
    "probe": Fraction(600),
}
"""The thresholds where a workspace names none: shares, indexes, and working days."""


@dataclass(frozen=True, slots=True)
class Found:
    """What stands behind a point: an item, the link of it that is meant (its place in `after`), and why."""

    item: str
    text: str = ""
    link: int | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One of the 14, judged: `part` of `whole`, with the `value` that is held against the `limit`.

    `value` is a share, an index or working days; None, with a `text` that says why, where it cannot be computed.
    """

    verdict: Verdict
    value: Fraction | None = None
    limit: Fraction | None = None
    part: int = 0
    whole: int = 0
    found: Sequence[Found] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Base:
    """Unfinished tasks of a project without groups, milestones and level of effort.

    `rows` are the dates of those that have any; so many `links` lead to them, and at the places `special` of all links
    stand those of them with a lag or not from finish to start.
    """

    project: Project
    tasks: tuple[Task, ...]
    rows: tuple[Scheduled, ...]
    links: int
    special: tuple[int, ...]


@remembered
def projects_judged(plan: Plan) -> tuple[Project, ...]:
    """The projects that are not closed, in file order."""
    documents = plan.workspace.documents.values()
    return tuple(one for one in documents if isinstance(one, Project) and one.phase != "closed")


@remembered
def base_of(plan: Plan, document: str) -> Base:
    """What most points of a project count."""
    project = plan.workspace.documents[document]
    assert isinstance(project, Project)
    tasks, dates = _open_work(plan, document), plan.schedule.tasks
    rows = tuple([row for task in tasks if (row := dates.get(task.id)) is not None])
    counts, special = _links_to_open_work(plan)
    return Base(project, tasks, rows, counts[document], tuple(special.get(document, ())))


@remembered
def _open_work(plan: Plan, document: str) -> tuple[Task, ...]:
    states = task_categories(plan)
    return tuple([task for task in work_of(plan, document) if states[task.id] in OPEN])


@remembered
def _links_to_open_work(plan: Plan) -> tuple[Counter[str], Mapping[str, Sequence[int]]]:
    """How many links lead to open work of each document and to the groups around it; where the special ones stand."""
    documents = [one.id for one in plan.workspace.documents.values() if isinstance(one, Project)]
    bound = _with_groups(plan, [task for document in documents for task in _open_work(plan, document)])
    links = all_links(plan)
    counts: Counter[str] = Counter()
    for document, first, last in links.runs:
        leads = map(bound.__contains__, links.afters[first:last])
        counts[document] += len(list(filter(None, compress(links.befores[first:last], leads))))
    special: defaultdict[str, list[int]] = defaultdict(list)
    for number in links.special:
        after = links.afters[number]
        if after in bound:
            special[plan.workspace.items[after].document].append(number)
    return counts, special


def _with_groups(plan: Plan, tasks: Sequence[Task]) -> set[str]:
    """The full ids of some tasks, and of the groups around them."""
    found = {task.id for task in tasks}
    above = {task.group for task in tasks}
    while above := above - found - {""}:
        found |= above
        above = {item.group for id in above if (item := plan.workspace.items.get(id)) is not None}
    return found


@remembered
def work_of(plan: Plan, document: str) -> tuple[Task, ...]:
    """The tasks of a project, finished ones too, without groups, milestones and level of effort."""
    return tuple(
        [
            task
            for task in leaves_by_document(plan).get(document, ())
            if not (task.milestone or task.earned_value == "effort")
        ]
    )


@remembered
def limit_of(plan: Plan, name: str) -> Fraction:
    """A threshold: the workspace's under `schedule-quality`, else the usual one. Lengths are working days."""
    said = getattr(plan.workspace.schedule_quality or ScheduleQuality(), field_name(name))
    if isinstance(said, Share):
        return said.value
    if isinstance(said, Duration):
        return Fraction(said.minutes, plan.workspace.units.day)
    return LIMITS[name] if said is None else Fraction(str(said))


@remembered
def minutes_of(plan: Plan, name: str) -> int:
    """A threshold that is a length, in minutes of working time."""
    return int(limit_of(plan, name) * plan.workspace.units.day)


def at_most(plan: Plan, name: str, found: Sequence[Found], whole: int, nothing: str) -> Point:
    """A point that passes while the share of what was found is not above the limit; n/a with `nothing` to count."""
    limit = limit_of(plan, name)
    if not whole:
        return Point("n/a", limit=limit, text=nothing)
    value = Fraction(len(found), whole)
    return Point("fail" if value > limit else "pass", value, limit, len(found), whole, found)


def at_least(plan: Plan, name: str, part: int, whole: int, found: Sequence[Found], nothing: str) -> Point:
    """A point that passes while the share of what is right is not below the limit; n/a with `nothing` to count."""
    limit = limit_of(plan, name)
    if not whole:
        return Point("n/a", limit=limit, text=nothing)
    value = Fraction(part, whole)
    return Point("fail" if value < limit else "pass", value, limit, part, whole, found)


def say_part(part: int, whole: int) -> str:
    """A part as people read it: `12 of 80 (15%)`."""
    return f"{part} of {whole} ({print_share(Fraction(part, whole), 0)})"


def say_limit(plan: Plan, name: str) -> str:
    """A threshold that is a length, as people read it: `44d`."""
    return print_days(minutes_of(plan, name), plan.workspace.units).removeprefix("+")
