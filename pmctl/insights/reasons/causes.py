"""What holds a task where it is, in words and with its place: a link, somebody busy, a typed date, today, a fact."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pmctl.diagnostic import Span
from pmctl.insights.promises import last_day
from pmctl.insights.reasons.chain import Fact
from pmctl.insights.reasons.links import STARTS, wait_of
from pmctl.insights.relations import Wait, groups_above
from pmctl.insights.workload import workers_of
from pmctl.model.item import key_spot, span_of, spot
from pmctl.model.project import USUAL_PRIORITY, Project, Task
from pmctl.plan import Plan
from pmctl.quantity import When, day_of, print_date, print_days
from pmctl.record import dataclass
from pmctl.scheduling.schedule import Driver, Scheduled

_CONSTRAINTS: Mapping[str, str] = {
    "SNET": "not before {}",
    "MSO": "must start on {}",
    "SNLT": "must start by {}",
    "FNET": "must not finish before {}",
    "MFO": "must finish on {}",
    "FNLT": "must finish by {}",
}
_PULLING = {"SNLT": ("SNLT", "MSO"), "FNLT": ("FNLT", "MFO"), "FNET": ("FNET", "MFO")}
"""What a driver calls a constraint, and the types that may have been written."""


@dataclass(frozen=True, slots=True)
class Cause:
    """What holds a task, the item behind that (full id, "" for none), and which side of that one counts."""

    fact: Fact
    behind: str = ""
    side: str = "finish"
    driver: Driver | None = None
    """What the schedule calls it; None for what it does not know."""
    wait: Wait | None = None
    """The link, where it is one."""


def cause_of(plan: Plan, task: Task, row: Scheduled, side: str) -> Cause:
    """What holds the start or the finish (`side`) of a task."""
    driver = plan.schedule.drivers.get(task.id)
    if side == "start" and row.state == "started":
        return Cause(_fact(plan, task, row, Driver("started")))
    if driver is None:
        return Cause(Fact("free", "nothing holds it"))
    if driver.kind == "link":
        return _link(plan, task, driver)
    if driver.kind == "booking":
        return Cause(_booking(plan, task, driver), driver.item, "finish", driver)
    if driver.kind == "constraint":
        return Cause(_constraint(plan, task, row, driver), driver=driver)
    if driver.kind in ("today", "document-start") and _from_finish(plan, task):
        return Cause(_as_late_as_possible(plan, task))
    return Cause(_fact(plan, task, row, driver), driver=driver)


# --- links ------------------------------------------------------------------------------------------------------------


def written_at(wait: Wait) -> Span:
    """Where a link stands."""
    return spot(wait.item.source, "after", wait.place)


def short(plan: Plan, full_id: str, home: str) -> str:
    """An id as it is written in a document: without the document where it is its own."""
    return full_id.removeprefix(f"{home}/") if home else full_id


def _link(plan: Plan, task: Task, driver: Driver) -> Cause:
    wait = wait_of(plan, task, driver)
    kind = wait.link.kind if wait else "FS"
    name = short(plan, driver.item, task.document)
    rest = driver.detail.removeprefix(wait.link.target).strip() if wait else ""
    text = f"follows {name} {rest}" if rest else f"follows {name} (FS)"
    if wait is not None and wait.after != task.id:
        text += f", as all of {short(plan, wait.after, task.document)}"
    span = written_at(wait) if wait else span_of(task)
    fact = Fact("link", text, span, first=day_of(driver.at))
    return Cause(fact, driver.item, "start" if kind in STARTS else "finish", driver, wait)


# --- levelling --------------------------------------------------------------------------------------------------------


def _booking(plan: Plan, task: Task, driver: Driver) -> Fact:
    verb = "busy" if driver.who in plan.workspace.people else "taken"
    other = plan.workspace.items.get(driver.item)
    until = print_date(busy_until(plan, driver), plan.today)
    with_what = f" with {short(plan, driver.item, task.document)}" if other is not None else ""
    order = f", {reason}" if isinstance(other, Task) and (reason := goes_first(plan, other, task)) else ""
    span = spot(other.source, "assign") if other is not None else span_of(task)
    return Fact("booking", f"{driver.who} is {verb}{with_what} until {until}{order}", span, driver.who)


def busy_until(plan: Plan, driver: Driver) -> date:
    """The last day on which somebody is busy: that of the other task, else the last worked one before they are free."""
    row = plan.schedule.tasks.get(driver.item)
    if row is not None:
        return last_day(row)
    return day_of(workers_of(plan)[driver.who].calendar.previous_finish(driver.at) - 1)


def priorities_of(plan: Plan, task: Task) -> tuple[int, int]:
    """The priority of a task's document and its own (else that of the nearest group), usual where none is written."""
    document = plan.workspace.documents.get(task.document)
    of_document = getattr(document, "priority", None)
    own = (one.priority for one in (task, *groups_above(plan, task)) if isinstance(one, Task))
    found = next((priority for priority in own if priority is not None), None)
    return USUAL_PRIORITY if of_document is None else of_document, USUAL_PRIORITY if found is None else found


def goes_first(plan: Plan, first: Task, then: Task) -> str:
    """Why levelling booked one task before another, in words; "" where only its late finish or float decided."""
    row = plan.schedule.tasks.get(first.id)
    if row is not None and row.state == "started":
        return "which has begun"
    ours, theirs = priorities_of(plan, first), priorities_of(plan, then)
    if ours[0] > theirs[0]:
        return f"{first.document} has priority {ours[0]} against {theirs[0]}"
    if ours[0] == theirs[0] and ours[1] > theirs[1]:
        return f"which has priority {ours[1]} against {theirs[1]}"
    return "" if ours == theirs else "which was ready first"


# --- dates and facts --------------------------------------------------------------------------------------------------


def _constraint(plan: Plan, task: Task, row: Scheduled, driver: Driver) -> Fact:
    holder = plan.workspace.items.get(driver.item) if driver.item else task
    for one in (holder, *groups_above(plan, task)):
        found = _written_constraint(one, driver.detail) if isinstance(one, Task) else None
        if found is not None and isinstance(one, Task):
            kind, when, span = found
            day = when.last if kind in ("FNET", "FNLT", "MFO") else when.first
            text = _CONSTRAINTS[kind].format(print_date(day, plan.today) + _time(when))
            if one is not task:
                text += f", as all of {short(plan, one.id, task.document)}"
            return Fact("constraint", text, span, first=day)
    words = _CONSTRAINTS.get(driver.detail, "is held at {}")
    return Fact("constraint", words.format(print_date(day_of(row.start), plan.today)), span_of(task))


def _written_constraint(task: Task, kind: str) -> tuple[str, When, Span] | None:
    """The typed date behind a constraint: type, date, place."""
    kinds = _PULLING.get(kind, (kind,))
    if kind == "SNET" and task.not_before is not None:
        return "SNET", task.not_before, spot(task.source, "not-before")
    constraint = task.constraint
    if constraint is not None and constraint.type in kinds and constraint.date is not None:
        return constraint.type, constraint.date, spot(task.source, "constraint")
    if ("MSO" in kinds or task.is_group) and task.start is not None and task.finish is None:
        return "SNET" if task.is_group else "MSO", task.start, spot(task.source, "start")
    if "MFO" in kinds and task.finish is not None and task.start is None:
        return "MFO", task.finish, spot(task.source, "finish")
    return None


def _time(when: When) -> str:
    return "" if when.minute is None else f" {when.minute // 60:02}:{when.minute % 60:02}"


def _from_finish(plan: Plan, task: Task) -> bool:
    project = plan.workspace.documents.get(task.document)
    backwards = isinstance(project, Project) and project.schedule_from == "finish" and task.constraint is None
    return backwards or (task.constraint is not None and task.constraint.type == "ALAP")


def _as_late_as_possible(plan: Plan, task: Task) -> Fact:
    if task.constraint is not None:
        return Fact("as-late-as-possible", "as late as possible (ALAP)", spot(task.source, "constraint"))
    project = plan.workspace.items[task.document]
    due = getattr(project, "due", None)
    end = f" from its end on {print_date(due.last, plan.today)}" if isinstance(due, When) else ""
    text = f"as late as possible: {project.id} is scheduled backwards{end}"
    return Fact("as-late-as-possible", text, spot(project.source, "schedule-from"))


def _fact(plan: Plan, task: Task, row: Scheduled, driver: Driver) -> Fact:
    if driver.kind == "finished":
        return _done(plan, task, row)
    if driver.kind == "event":
        text = f"the calendar decrees {print_date(day_of(row.start), plan.today)}"
        return Fact("event", text, spot(task.source, "milestone"), first=day_of(row.start))
    if driver.kind == "fixed":
        text = "its start and finish are typed"
        return Fact("fixed", text, key_spot(task.source, "start"), first=day_of(row.start))
    if driver.kind == "started":
        begun = f"started {print_date(day_of(row.start), plan.today)}"
        return Fact("started", begun, spot(task.source, "started"), first=day_of(row.start))
    if driver.kind == "document-start":
        project = plan.workspace.items[task.document]
        start = getattr(project, "start", None)
        day = start.first if isinstance(start, When) else day_of(row.start)
        text = f"{project.id} starts on {print_date(day, plan.today)}"
        return Fact("document-start", text, spot(project.source, "start"), first=day_of(row.start))
    return Fact("today", "not begun: today at the earliest", span_of(task), first=plan.today)


def _done(plan: Plan, task: Task, row: Scheduled) -> Fact:
    who = ", ".join(dict.fromkeys(booking.who for booking in row.bookings)) or task.owner
    party = task.external.party if task.external is not None else ""
    day = print_date(day_of(row.finish - 1 if row.finish > row.start else row.finish), plan.today)
    by = f" by {party or who}" if party or who else ""
    key = "finished" if task.finished is not None else "status"
    return Fact("finished", f"done on {day}{by}", spot(task.source, key), who, first=day_of(row.finish))


def float_words(plan: Plan, minutes: int | None) -> str:
    """`2d`, `0d`, `-2.6d`; "" where there is none."""
    return "" if minutes is None else print_days(minutes, plan.workspace.units).removeprefix("+")
