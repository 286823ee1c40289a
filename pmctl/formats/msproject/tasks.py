"""Tasks of Microsoft Project: the outline as groups, each task with its work, dates, links and how far it has come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from pmctl.formats.msproject.assignments import (
    Assignment,
    assign_texts,
    costs,
    days_off,
    effort_of,
    materials,
    pauses,
    span_of,
)
from pmctl.formats.msproject.calendars import contains, full_week, ranges
from pmctl.formats.msproject.context import Context
from pmctl.formats.msproject.document import each, flag, minutes, moment, text, whole
from pmctl.formats.msproject.links import Targets, links_of
from pmctl.formats.msproject.people import custom
from pmctl.formats.names import one_line, paragraphs
from pmctl.formats.plan_text import Value

DEEPEST = 24
CONSTRAINTS = {0: "ASAP", 1: "ALAP", 2: "MSO", 3: "MFO", 4: "SNET", 5: "SNLT", 6: "FNET", 7: "FNLT"}
ELAPSED_FORMATS = frozenset((4, 6, 8, 10, 12, 36, 38, 40, 42, 44))


@dataclass(slots=True)
class Task:
    """A task of the file with its place in the outline."""

    element: Element
    uid: int
    id: str
    name: str
    children: list[Task] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Outline:
    """The tasks as a tree, and all of them by number; `head` is the project's own summary, where the file has one."""

    top: Sequence[Task]
    by_uid: Mapping[int, Task]
    targets: Targets
    head: Element | None


def read_outline(root: Element, context: Context) -> Outline:
    """Put the list of tasks into a tree by its outline levels and give every task an id."""
    top: list[Task] = []
    by_uid: dict[int, Task] = {}
    head: Element | None = None
    open_groups: list[tuple[int, Task]] = []
    for element in each(root, "Tasks/Task"):
        uid, level = whole(element, "UID", -1), whole(element, "OutlineLevel", 1)
        if flag(element, "IsNull") or uid in by_uid:
            continue
        if level == 0:
            head = element
            continue
        name = one_line(text(element, "Name"))
        task = Task(element, uid, context.ids.give(name, f"task-{uid}"), name)
        by_uid[uid] = task
        while open_groups and open_groups[-1][0] >= level:
            open_groups.pop()
        if len(open_groups) >= DEEPEST:
            context.notes.add(f"outlines deeper than {DEEPEST} levels are flattened", name)
            open_groups = open_groups[:DEEPEST]
        (open_groups[-1][1].children if open_groups else top).append(task)
        open_groups.append((level, task))
    external = frozenset(uid for uid, task in by_uid.items() if flag(task.element, "ExternalTask"))
    return Outline(top, by_uid, Targets({uid: task.id for uid, task in by_uid.items()}, external), head)


@dataclass(frozen=True, slots=True)
class Sources:
    """What a task is put together from, beside its own element."""

    context: Context
    outline: Outline
    assignments: Mapping[int, Sequence[Assignment]]
    fields: Mapping[str, str]


def tasks_of(tasks: Sequence[Task], sources: Sources) -> dict[str, Value]:
    """The plan's map of tasks, groups with their own `tasks` inside."""
    return {task.id: _group(task, sources) if task.children else _leaf(task, sources) for task in tasks}


def _group(task: Task, sources: Sources) -> dict[str, Value]:
    """A summary: its name, what binds all its leaves, and the tasks in it."""
    context = sources.context
    entry = _head(task, sources)
    _constraint(entry, task, context, is_group=True)
    _due(entry, task, context)
    if flag(task.element, "Manual"):
        context.notes.add("manual dates of a summary are not held; its tasks give it its dates", task.name)
    if sources.assignments.get(task.uid) and any(a.resource is not None for a in sources.assignments[task.uid]):
        context.notes.add("people assigned to a summary are not held", task.name)
    cost = costs(task.element, (), context)
    if cost is not None:
        entry["x-fixed-cost"] = cost if isinstance(cost, str | int) else str(cost)
        context.notes.add("a fixed cost of a summary is kept as `x-fixed-cost`", task.name)
    entry["x-uid"] = task.uid
    entry["tasks"] = tasks_of(task.children, sources)
    return entry


def _leaf(task: Task, sources: Sources) -> dict[str, Value]:
    element, context = task.element, sources.context
    assigned = sources.assignments.get(task.uid, ())
    entry = _head(task, sources)
    length = minutes(element, "Duration") or 0
    if flag(element, "Manual"):
        _manual(entry, task, length, context)
        worked = False
    else:
        worked = _work(entry, task, length, assigned, context)
        _constraint(entry, task, context)
    assign = assign_texts(assigned, task.name, context)
    if assign and "milestone" not in entry:
        entry["assign"] = assign
    _due(entry, task, context)
    _priority(entry, element)
    _progress(entry, task, length, worked, assigned, context)
    split = pauses(assigned, task.name, context)
    if not worked and "duration" in entry and not _is_fixed(element):
        split = split | days_off(assigned)
    if split:
        entry["splits"] = ranges(sorted(split))
    cost = costs(element, assigned, context)
    if cost is not None:
        entry["cost"] = cost
    used = materials(assigned)
    if used:
        entry["x-material"] = used
    _oddities(task, context)
    entry.update(custom(element, sources.fields))
    entry["x-uid"] = task.uid
    return entry


def _head(task: Task, sources: Sources) -> dict[str, Value]:
    """What groups and leaves share: name, text, links."""
    element, context = task.element, sources.context
    entry: dict[str, Value] = {"name": task.name} if task.name else {}
    notes = paragraphs(text(element, "Notes"))
    if notes:
        entry["description"] = notes
    address = one_line(text(element, "HyperlinkAddress"))
    if address.startswith(("http://", "https://", "mailto:")):
        entry["links"] = address
    after: list[Value] = list(links_of(element, task.name, sources.outline.targets, context))
    if after:
        entry["after"] = after
    if flag(element, "ExternalTask"):
        entry["external"] = {"party": one_line(text(element, "ExternalTaskProject")) or "another project"}
    calendar = whole(element, "CalendarUID", -1)
    if calendar != -1 and calendar != context.calendar_uid and calendar in context.calendar_keys:
        entry["calendar"] = context.calendar_keys[calendar]
    return entry


def _work(entry: dict[str, Value], task: Task, length: int, assigned: Sequence[Assignment], context: Context) -> bool:
    """Milestone, effort or duration, so that the dates come out the same. Says whether it is effort."""
    element = task.element
    if length == 0:
        entry["milestone"] = True
        return False
    elapsed = whole(element, "DurationFormat") in ELAPSED_FORMATS
    if flag(element, "Milestone"):
        entry["x-milestone"] = True
        context.notes.add("a milestone that takes time is held as a task", task.name)
    effort = None if elapsed or _is_fixed(element) else effort_of(assigned, length)
    if effort is not None:
        entry["effort"] = context.duration(effort)
        return True
    span = length if elapsed or _is_fixed(element) else max(length, span_of(assigned, length))
    if span > length:
        context.notes.add("people who begin later than their task make it as long as its span", task.name)
    entry["duration"] = context.duration(span, elapsed)
    if "calendar" in entry and not flag(element, "IgnoreResourceCalendar"):
        _people_within(entry, task, assigned, context)
    if not elapsed and any(not assignment.usual_hours for assignment in assigned):
        context.notes.add("fixed durations count the hours of the project, not of the people", task.name)
    return False


def _is_fixed(element: Element) -> bool:
    """Whether a task lasts as long as it says, whoever is away."""
    return whole(element, "Type") == 1 or flag(element, "IgnoreResourceCalendar")


def _people_within(entry: dict[str, Value], task: Task, assigned: Sequence[Assignment], context: Context) -> None:
    """A calendar with more hours than the people work gives way to the project's: both must be open."""
    week = full_week(context.calendars, whole(task.element, "CalendarUID", -1))
    if not any(assignment.resource for assignment in assigned):
        return
    if all(assignment.usual_hours for assignment in assigned) and all(map(contains, week, context.week)):
        entry["x-calendar"] = entry.pop("calendar")
        context.notes.add("a task's calendar with more hours than its people work is kept as `x-calendar`", task.name)


def _manual(entry: dict[str, Value], task: Task, length: int, context: Context) -> None:
    """Dates that a person typed: they hold, nothing moves them."""
    start, finish = (moment(task.element, f"Manual{end}") or moment(task.element, end) for end in ("Start", "Finish"))
    if start is None or finish is None or finish < start:
        entry["duration"] = context.duration(length or context.units.day)
    elif length == 0 or start == finish:
        entry["milestone"] = f"{start:%Y-%m-%dT%H:%M}"
    else:
        entry["start"], entry["finish"] = context.begin(start), context.end(finish)
    entry["manual"] = True


def _constraint(entry: dict[str, Value], task: Task, context: Context, is_group: bool = False) -> None:
    kind = CONSTRAINTS.get(whole(task.element, "ConstraintType"), "ASAP")
    at = moment(task.element, "ConstraintDate")
    if kind in ("ASAP", "ALAP"):
        if kind != ("ALAP" if context.backwards else "ASAP") and not is_group:
            entry["constraint"] = {"type": kind}
    elif at is None:
        context.notes.add(f"a constraint {kind} without a date is not held", task.name)
    elif kind == "SNET":
        entry["not-before"] = context.begin(at)
    elif kind in ("MSO", "MFO") and not is_group:
        entry["start" if kind == "MSO" else "finish"] = context.begin(at) if kind == "MSO" else context.end(at)
    else:
        begins = kind in ("SNLT", "MSO")
        entry["constraint"] = {"type": kind, "date": context.begin(at) if begins else context.end(at)}


def _due(entry: dict[str, Value], task: Task, context: Context) -> None:
    deadline = moment(task.element, "Deadline")
    if deadline is not None:
        entry["due"] = context.end(deadline)


def _priority(entry: dict[str, Value], element: Element) -> None:
    """0 to 1000 mean the same here; 1000 says: do not level."""
    priority = whole(element, "Priority", 500)
    if priority >= 1000:
        entry["level"] = False
    elif priority != 500 and priority >= 0:
        entry["priority"] = priority


def _progress(
    entry: dict[str, Value],
    task: Task,
    length: int,
    is_effort: bool,
    assigned: Sequence[Assignment],
    context: Context,
) -> None:
    """What has happened: actual dates, the share that is done, what is left, hours spent."""
    element = task.element
    started, finished = moment(element, "ActualStart"), moment(element, "ActualFinish")
    physical = whole(element, "EarnedValueMethod") == 1
    percent = min(max(whole(element, "PhysicalPercentComplete" if physical else "PercentComplete"), 0), 100)
    if not flag(element, "Active") and element.find("Active") is not None:
        entry["status"] = "dropped"
        return
    if finished is not None:
        entry["status"] = "done"
        if started is not None and "milestone" not in entry:
            entry["started"] = context.begin(started)
        entry["finished"] = context.end(finished)
    elif started is not None or percent:
        if "milestone" in entry:
            context.notes.add("progress of a milestone that is not reached is not held", task.name)
            return
        entry["status"] = "doing"
        if started is not None:
            entry["started"] = context.begin(started)
        entry["progress"] = f"{percent}%"
        left = minutes(element, "RemainingDuration")
        if is_effort:
            left = sum(assignment.remaining for assignment in assigned if assignment.resource is not None)
        elif left is None:
            left = length * (100 - percent) // 100
        elapsed = whole(element, "DurationFormat") in ELAPSED_FORMATS
        entry["remaining"] = context.duration(left, elapsed and not is_effort)
    spent = minutes(element, "ActualWork") or 0
    if spent > 0 and (finished is not None or started is not None):
        entry["spent"] = context.duration(spent)


def _oddities(task: Task, context: Context) -> None:
    """Things of a task that the plan format has no word for."""
    element, notes = task.element, context.notes
    if flag(element, "IsSubproject"):
        notes.add("an inserted project is held as a task; import its own file beside", task.name)
    if minutes(element, "OvertimeWork"):
        notes.add("overtime is not held", task.name)
