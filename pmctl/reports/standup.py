"""The daily stand-up: by person what is blocked, under way, begins today and was done since the last working day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pmctl.diagnostic import UserError
from pmctl.history import Lately, edits_since
from pmctl.insights.answering import owners
from pmctl.insights.attention import attention
from pmctl.insights.facts import value
from pmctl.insights.needs import hands_of
from pmctl.insights.progress import remaining_minutes
from pmctl.insights.promises import forecast_of
from pmctl.insights.relations import home_of
from pmctl.insights.states import category_of
from pmctl.insights.working_time import calendars_of
from pmctl.model.control import Action, Decision, Issue
from pmctl.model.item import Item
from pmctl.model.people import Person, Team
from pmctl.model.project import Task
from pmctl.plan import Plan, remembered
from pmctl.quantity import print_date, print_days
from pmctl.reports.paper import Column, Paper, Request, Section
from pmctl.reports.sections.reader import counted, names, row

STATES = ("blocked", "doing", "today", "done")
"""In the order in which a person tells them."""
_COLUMNS = (Column("state", ""), Column("id", "Item"), Column("name", "Name"), Column("text", "What"))
_LONGEST = 30
"""Days back at most to the last working day."""
_PLAIN = ("progress", "remaining", "effort", "duration", "due", "status", "owner", "assign")
"""The fields whose edits are told in a stand-up."""


@dataclass(frozen=True, slots=True)
class Told:
    """One line of somebody: `state` is one of `STATES`."""

    item: Item
    state: str
    text: str


def view(request: Request) -> Paper:
    """The stand-up of a document, of somebody, of a team with its members, or of everybody."""
    plan, first = request.plan, last_working_day(request.plan, request.document, request.since)
    edits = _edits(request, first)
    by_person = _by_person(plan, [one for item in _items(request) for one in _told(plan, item, edits or {}, first)])
    if isinstance(request.item, Person | Team):
        asked = {request.item.id, *(request.item.members if isinstance(request.item, Team) else ())}
        by_person = {who: lines for who, lines in by_person.items() if who in asked}
    about = request.item or request.document or plan.workspace
    return Paper(
        f"{about.title}: stand-up",
        _headline(plan, _once(by_person), first),
        (),
        tuple(_section(request, who, lines) for who, lines in by_person.items()),
        () if edits is not None else ("no git history: only days that are typed tell what was done",),
    )


def last_working_day(plan: Plan, document: Item | None, since: date) -> date:
    """The day from which news counts: `since`, or the last day before it on which people work."""
    calendars = calendars_of(plan)
    calendar = calendars.of_document(document.id) if document is not None else calendars["default"]
    for back in range(_LONGEST):
        day = since - timedelta(days=back)
        if calendar.working_days(day - timedelta(days=1), day):
            return day
    return since


def _items(request: Request) -> Iterator[Item]:
    for item in request.plan.workspace.items.values():
        if request.document is None or home_of(item) == request.document.id:
            yield item


def _edits(request: Request, first: date) -> Mapping[str, tuple[Lately, ...]] | None:
    """What was edited since then, by item; None where no history is at hand."""
    try:
        past = request.past()
    except UserError:
        return None
    found: dict[str, list[Lately]] = {}
    for one in edits_since(past, first):
        found.setdefault(one.item, []).append(one)
    return {id: tuple(edits) for id, edits in found.items()}


# --- what is told of an item ------------------------------------------------------------------------------------------


def _told(plan: Plan, item: Item, edits: Mapping[str, tuple[Lately, ...]], first: date) -> Iterator[Told]:
    own = edits.get(item.id, ())
    if isinstance(item, Task):
        if not item.is_group and item.external is None:
            yield from _of_task(plan, item, own, first)
    elif isinstance(item, Action | Issue | Decision) and category_of(plan, item) == "done":
        day = _done_on(item, own)
        if day is not None and first <= day <= plan.today:
            yield Told(item, "done", f"{item.kind}, {print_date(day, plan.today)}")


def _of_task(plan: Plan, task: Task, own: Iterable[Lately], first: date) -> Iterator[Told]:
    category = category_of(plan, task)
    stopped = _stopped(plan).get(task.id)
    if stopped is not None:
        yield Told(task, "blocked", stopped)
    elif category == "doing":
        yield Told(task, "doing", ", ".join([_left(plan, task), *_changed(own)]))
    elif category == "todo" and value(plan, task, "ready"):
        begins = "not begun" if _has_passed(plan, task) else "may begin"
        yield Told(task, "today", f"{begins}, {_left(plan, task)}")
    elif category == "done":
        day = _done_on(task, own)
        if day is not None and first <= day <= plan.today:
            yield Told(task, "done", f"finished {print_date(day, plan.today)}")


@remembered
def _stopped(plan: Plan) -> Mapping[str, str]:
    """What is blocked, or waits although it was begun, by full id."""
    return {one.item: one.text for one in attention(plan).blocked}


def _done_on(item: Item, own: Iterable[Lately]) -> date | None:
    """The day on which it was done: as typed, else that of the last edit of its status."""
    typed = item.finished if isinstance(item, Task) else item.date if isinstance(item, Decision) else None
    if typed is not None:
        return typed.last
    days = [one.day for one in own for field in one.edit.fields if field.key == "status" and field.after]
    return max(days, default=None)


def _left(plan: Plan, task: Task) -> str:
    """`10d left, until Tue 7 Apr`; of what should be over `was to end on` that day."""
    left, day = remaining_minutes(plan, task), forecast_of(plan, task).date
    parts = [f"{print_days(left, plan.workspace.units).removeprefix('+')} left"] if left else []
    until = "was to end on" if _has_passed(plan, task) else "until"
    return ", ".join([*parts, *([f"{until} {print_date(day, plan.today)}"] if day is not None else [])])


def _has_passed(plan: Plan, task: Task) -> bool:
    """Should it be over? Only days that are written as fixed are ever in the past of what is not done."""
    day = forecast_of(plan, task).date
    return day is not None and day < plan.today


def _changed(own: Iterable[Lately]) -> Iterator[str]:
    """What was edited: `progress 20% → 40%`, each field once, from its first value to its last."""
    first: dict[str, str | None] = {}
    last: dict[str, str | None] = {}
    for one in own:
        for edit in one.edit.fields if one.edit.change != "added" else ():
            if edit.key in _PLAIN:
                first.setdefault(edit.key, edit.before)
                last[edit.key] = edit.after
    for key, was in first.items():
        if was != last[key]:
            yield f"{key} {was or 'none'} → {last[key] or 'none'}"


# --- by person --------------------------------------------------------------------------------------------------------


def _by_person(plan: Plan, told: Iterable[Told]) -> dict[str, list[Told]]:
    """The lines of each person, blocked ones first; those who are blocked come first, then all as the plan has them."""
    found: dict[str, list[Told]] = {}
    for one in told:
        for who in (hands_of(plan, one.item) if isinstance(one.item, Task) else owners(plan, one.item)) or ("",):
            found.setdefault(who, []).append(one)
    order = {id: place for place, id in enumerate(plan.workspace.people)}
    for lines in found.values():
        lines.sort(key=lambda one: STATES.index(one.state))
    people = sorted(found, key=lambda who: (found[who][0].state != "blocked", order.get(who, len(order)), who))
    return {who: found[who] for who in people}


def _once(by_person: Mapping[str, Iterable[Told]]) -> list[Told]:
    """All lines; what several people tell only once."""
    return list({one.item.id: one for lines in by_person.values() for one in lines}.values())


def _section(request: Request, who: str, lines: Iterable[Told]) -> Section:
    title = names(request, (who,)) or who or "Nobody"
    rows = tuple(row(request, one.item, person=who or None, state=one.state, text=one.text) for one in lines)
    return Section(who or "nobody", title, _COLUMNS, rows)


def _headline(plan: Plan, told: Iterable[Told], first: date) -> str:
    counts = dict.fromkeys(STATES, 0)
    for one in told:
        counts[one.state] += 1
    if not any(counts.values()):
        return f"Nothing is under way, and nothing was done since {print_date(first, plan.today)}."
    blocked = f"{counts['blocked']} blocked, " if counts["blocked"] else "Nothing is blocked, "
    begin = f"{counts['today']} may begin, " if counts["today"] else ""
    done = counted(counts["done"], "item")
    return f"{blocked}{counts['doing']} under way, {begin}{done} done since {print_date(first, plan.today)}."
