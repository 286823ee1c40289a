"""What could be changed along a chain to bring its date forward: each a change of the plan that somebody could type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from pmctl.insights.progress import remaining_length
from pmctl.insights.reasons.causes import priorities_of
from pmctl.insights.reasons.chain import Fact, Step
from pmctl.insights.reasons.links import wait_of
from pmctl.insights.reasons.stretches import calendar_of, print_span
from pmctl.insights.relations import Wait, groups_above
from pmctl.model.item import Item, field_name
from pmctl.model.project import HIGHEST_PRIORITY, Constraint, Task
from pmctl.plan import Plan
from pmctl.quantity import When, day_of, days, estimate, instant, link, print_date, print_days, print_duration, when
from pmctl.scheduling.schedule import Scheduled

_MOVED_EARLIER = ("SNET", "MSO", "FNET", "MFO")
"""Constraints whose date holds something back."""


@dataclass(frozen=True, slots=True)
class FactChange:
    """One fact of the plan changed: what is typed (nothing takes the key away; `sign` `+=` adds), and in `value` what
    the model holds then.
    """

    item: str
    key: str
    text: str
    value: object
    sign: str = "="

    @property
    def attribute(self) -> str:
        """The name of the fact in the model."""
        return field_name(self.key.partition(".")[0])

    @property
    def request(self) -> str:
        """The change as it is typed: `checkout/api.effort=10d`."""
        return f"{self.item}.{self.key}{self.sign}{self.text}"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A change that may help, in words; `promise` is how much it may bring at most and `size` how much it changes, both
    in working minutes (rough: for the order in which they are tried, and for ties).
    """

    text: str
    edits: tuple[FactChange, ...]
    promise: int
    size: int


def of_dates(plan: Plan, step: Step, task: Task, wanted: int) -> Iterator[Candidate]:
    """A typed date that holds a task: some working days earlier, today at the earliest."""
    if step.held.kind != "constraint":
        return
    for one in (task, *groups_above(plan, task)):
        found = _held_date(one) if isinstance(one, Task) else None
        if found is None or not isinstance(one, Task):
            continue
        key, constraint, at = found
        yield from _dated_earlier(plan, task, one, found, wanted)
        if task.external is None:
            words = f"{one.id} without its `{key}` of {print_date(at.first, plan.today)}"
            most = max(calendar_of(plan, task).work_between(instant(plan.today), instant(at.first)), 1)
            yield Candidate(words, (FactChange(one.id, key, "", None),), most, most)
        return


def _dated_earlier(
    plan: Plan, task: Task, holder: Task, found: tuple[str, Constraint | None, When], wanted: int
) -> Iterator[Candidate]:
    """The typed date of a task or a group around it some working days earlier."""
    key, constraint, at = found
    earlier = _earlier(plan, task, at, wanted)
    if earlier is None:
        return
    clock = at.text.partition("T")[2] if at.minute is not None else ""
    day = when(f"{earlier.isoformat()}T{clock}" if clock else earlier.isoformat())
    edit = FactChange(holder.id, key, day.text, day)
    if constraint is not None:
        edit = FactChange(holder.id, f"{key}.date", day.text, replace(constraint, date=day))
    moved = calendar_of(plan, task).working_days(earlier, at.first)
    words = f"{holder.id} {moved}d earlier, {print_date(earlier, plan.today)}"
    minutes = moved * plan.workspace.units.day
    yield Candidate(words, (edit,), minutes, minutes)


def _held_date(task: Task) -> tuple[str, Constraint | None, When] | None:
    """The key, the constraint and the date of what holds a task back."""
    if task.not_before is not None:
        return "not-before", None, task.not_before
    constraint = task.constraint
    if constraint is not None and constraint.type in _MOVED_EARLIER and constraint.date is not None:
        return "constraint", constraint, constraint.date
    if task.start is not None and task.finish is None:
        return "start", None, task.start
    if task.finish is not None and task.start is None:
        return "finish", None, task.finish
    return None


def _earlier(plan: Plan, task: Task, at: When, wanted: int) -> date | None:
    """So many working days before a typed date, today at the earliest; None where that is no earlier."""
    calendar, day = calendar_of(plan, task), at.first
    for _ in range(7 * wanted + 14):
        if calendar.working_days(day, at.first) >= wanted and calendar.is_working_day(day):
            break
        day -= timedelta(days=1)
    day = max(day, plan.today)
    return day if day < at.first else None


def of_length(plan: Plan, task: Task, row: Scheduled, wanted: int) -> Iterator[Candidate]:
    """Less to do: as much as is wanted, half of it at most, in half days."""
    if task.milestone or row.state == "finished" or (task.start is not None and task.finish is not None):
        return
    length = task.effort or task.duration
    if length is None or task.repeat is not None:
        return
    units, begun = plan.workspace.units, row.state == "started"
    minutes = remaining_length(plan, task).minutes if begun else length.minutes
    unit = units.day // 2
    less = min(wanted * units.day, minutes // 2) // unit * unit
    if less <= 0:
        return
    key = "remaining" if begun else "effort" if task.effort is not None else "duration"
    text = print_duration(minutes - less, units, length.elapsed)
    was = print_duration(minutes, units, length.elapsed)
    words = f"{task.id} {text} instead of {was}{' left' if begun else ''}"
    yield Candidate(words, (FactChange(task.id, key, text, estimate(text, units)),), less, less)


def of_link(plan: Plan, step: Step, task: Task, row: Scheduled, wanted: int) -> Iterator[Candidate]:
    """The link that holds a task: without its lag, and with an overlap instead of one after the other."""
    driver = plan.schedule.drivers.get(task.id)
    wait = wait_of(plan, task, driver) if driver is not None and driver.kind == "link" else None
    before = plan.schedule.tasks.get(step.before)
    if wait is None or before is None or step.held.kind != "link" or row.state == "finished":
        return
    lag, target = wait.link.lag, wait.link.target
    if lag is not None and (lag.minutes > 0 or (lag.share or 0) > 0):
        kind = "" if wait.link.kind == "FS" else f" {wait.link.kind}"
        minutes = lag.minutes if lag.share is None else round(before.duration * lag.share)
        words = f"{wait.after} right after {target}, without the lag of {wait.link.text.rpartition(' ')[2]}"
        yield Candidate(words, (_relinked(plan, wait, f"{target}{kind}"),), minutes, minutes)
    if wait.link.kind == "FS" and not (before.state == "finished" or before.milestone or task.milestone):
        yield from _overlapped(plan, wait, before, wanted)


def _overlapped(plan: Plan, wait: Wait, before: Scheduled, wanted: int) -> Iterator[Candidate]:
    """What follows begins some days before the end of what it waits for, but not before half of that is done."""
    units, target, lag = plan.workspace.units, wait.link.target, wait.link.lag
    if lag is not None and (lag.share is not None or lag.elapsed or lag.minutes < 0):
        return
    least = before.duration - min(wanted * units.day, before.duration // 2)
    done = -(-least // units.day) * units.day
    if done < before.duration:
        after = print_duration(done + (lag.minutes if lag is not None else 0), units)
        overlap = before.duration - done
        words = f"{wait.after} overlaps {target} by {print_days(overlap, units).removeprefix('+')} (SS + {after})"
        edit = _relinked(plan, wait, f"{target} SS + {after}")
        yield Candidate(words, (edit,), overlap, 2 * overlap)  # a greater change than less to do


def _relinked(plan: Plan, wait: Wait, text: str) -> FactChange:
    """The links of whoever has this one, with another text in its place."""
    changed = tuple(link(text, plan.workspace.units) if one == wait.link else one for one in wait.item.after)
    return FactChange(wait.after, "after", flow([one.text for one in changed]), changed)


def of_priority(plan: Plan, step: Step, task: Task, row: Scheduled) -> Iterator[Candidate]:
    """Levelling gave the people to something else first: this first instead."""
    driver = plan.schedule.drivers.get(task.id)
    blocker = plan.workspace.items.get(driver.item) if driver is not None else None
    if step.held.kind != "booking" or not isinstance(blocker, Task):
        return
    ahead = plan.schedule.tasks[blocker.id]
    if ahead.state != "planned":
        return
    ours, theirs = priorities_of(plan, task), priorities_of(plan, blocker)
    of_document = ours[0] < theirs[0]
    level = theirs[0] + 1 if of_document else theirs[1] + 1
    target: Item = plan.workspace.items[task.document] if of_document else task
    if level <= HIGHEST_PRIORITY:
        words = f"{target.id} before {blocker.document if of_document else blocker.id}: priority {level}"
        gain = max(row.levelled, 1)
        yield Candidate(words, (FactChange(target.id, "priority", str(level), level),), gain, gain)


def of_absence(plan: Plan, fact: Fact, row: Scheduled) -> Iterator[Candidate]:
    """Somebody who is away while the task needs them: away by as many weeks later as it takes."""
    person = plan.workspace.people.get(fact.who)
    if fact.kind != "absence" or person is None or fact.first is None or fact.last is None or not fact.effect:
        return
    weeks = (day_of(row.finish) - fact.first).days // 7 + 1
    first, last = fact.first + timedelta(weeks=weeks), fact.last + timedelta(weeks=weeks)
    text = first.isoformat() if first == last else f"{first.isoformat()}..{last.isoformat()}"
    changed = tuple(days(text) if (one.first, one.last) == (fact.first, fact.last) else one for one in person.time_off)
    span = print_span(fact.first, fact.last, plan.today)
    words = f"{person.id} away {print_span(first, last, plan.today)} instead of {span}"
    edit = FactChange(person.id, "time-off", flow([one.text for one in changed]), changed)
    yield Candidate(words, (edit,), fact.effect, fact.effect)


def flow(texts: list[str]) -> str:
    """A list as it is typed on one line: `[design, legal/contract]`."""
    return f"[{', '.join(texts)}]"
