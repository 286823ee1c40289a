"""What wants somebody's attention today: late, blocked, to decide, due soon, overdue; and what comes next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from pmctl.insights.computed import workers
from pmctl.insights.health.dependencies import days_late
from pmctl.insights.promises import due_of, forecast_of, is_late
from pmctl.insights.relations import leaves_of
from pmctl.insights.states import category_of, is_open, is_over
from pmctl.insights.waiting import waiting_for
from pmctl.insights.working_time import working_days
from pmctl.model.control import Action, Assumption, Decision, Deliverable, Issue, QualityCheck, Risk
from pmctl.model.item import Item
from pmctl.model.product import Feature, Release
from pmctl.model.project import Task
from pmctl.plan import Plan, remembered
from pmctl.quantity import print_date, print_duration

SOON = 7
"""Calendar days in which something promised is due soon."""

_PROMISED = Task | Feature | Release | Action | Issue | Deliverable | QualityCheck


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that wants attention: who is asked, the day it is about, working days late, and a few words."""

    item: str
    who: str = ""
    day: date | None = None
    days: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Attention:
    """Everything that wants attention in some documents, each list by urgency."""

    late: tuple[Notice, ...] = ()
    blocked: tuple[Notice, ...] = ()
    decide: tuple[Notice, ...] = ()
    soon: tuple[Notice, ...] = ()
    reviews: tuple[Notice, ...] = ()


def _who(plan: Plan, item: Item) -> str:
    """The person, or the party outside, who is asked; a role or skill only where nobody is booked for it."""
    if isinstance(item, Task) and item.external is not None and item.external.party:
        return item.external.party
    if item.owner:
        return item.owner
    if isinstance(item, Task):
        return ", ".join(workers(plan, item))
    return item.by if isinstance(item, Decision) else ""


def _days_text(plan: Plan, days: int) -> str:
    return print_duration(days * plan.workspace.units.day, plan.workspace.units)


def _late(plan: Plan, items: Iterable[Item]) -> Iterable[Notice]:
    """What is overdue, or promised and expected later: work that ends something, not each step towards it."""
    for item in items:
        if isinstance(item, _PROMISED) and is_late(plan, item):
            days = days_late(plan, item)
            yield Notice(item.id, _who(plan, item), due_of(plan, item), days, _days_text(plan, days))


def _blocked(plan: Plan, items: Iterable[Item]) -> Iterable[Notice]:
    """Work that somebody stopped, and work begun that still waits for something."""
    for item in items:
        if not isinstance(item, Task) or item.is_group or is_over(plan, item):
            continue
        category = category_of(plan, item)
        waits = waiting_for(plan, item) if category in ("doing", "blocked") else ()
        if item.blocked or category == "blocked":
            yield Notice(item.id, _who(plan, item), text=item.blocked or _names(plan, item, waits) or "blocked")
        elif waits and category == "doing":
            yield Notice(item.id, _who(plan, item), text=_names(plan, item, waits))


def _names(plan: Plan, item: Item, waits: tuple[str, ...]) -> str:
    """`waits for design, legal/contract`."""
    if not waits:
        return ""
    own = f"{item.document}/"
    return "waits for " + ", ".join(id.removeprefix(own) for id in waits)


def _decide(plan: Plan, items: Iterable[Item]) -> Iterable[Notice]:
    for item in items:
        if isinstance(item, Decision) and item.status == "proposed":
            due = due_of(plan, item)
            yield Notice(item.id, _who(plan, item), due, 0, f"by {print_date(due, plan.today)}" if due else "")


def _soon(plan: Plan, items: Iterable[Item]) -> Iterable[Notice]:
    last = plan.today + timedelta(days=SOON)
    for item in items:
        due = due_of(plan, item) if isinstance(item, _PROMISED) else None
        if due is not None and plan.today <= due <= last and not is_over(plan, item) and not is_late(plan, item):
            yield Notice(item.id, _who(plan, item), due, 0, print_date(due, plan.today))


def _reviews(plan: Plan, items: Iterable[Item]) -> Iterable[Notice]:
    """Risks and assumptions whose review has passed."""
    for item in items:
        if isinstance(item, Risk | Assumption) and item.review is not None and is_open(plan, item):
            day = item.review.last
            if day < plan.today:
                days = working_days(plan, item, day, plan.today)
                yield Notice(
                    item.id, _who(plan, item), day, days, f"{item.kind} {item.key}, review {_days_text(plan, days)}"
                )


@remembered
def attention(plan: Plan, document: str = "") -> Attention:
    """What wants attention in a document, or in the whole workspace."""
    everything = plan.workspace.items.values()
    items = [item for item in everything if not document or item.document == document]

    def by_day(notices: Iterable[Notice]) -> tuple[Notice, ...]:
        return tuple(sorted(notices, key=lambda one: (one.day or date.max, one.item)))

    return Attention(
        late=tuple(sorted(_late(plan, items), key=lambda one: (-one.days, one.item))),
        blocked=tuple(_blocked(plan, items)),
        decide=by_day(_decide(plan, items)),
        soon=by_day(_soon(plan, items)),
        reviews=tuple(sorted(_reviews(plan, items), key=lambda one: (-one.days, one.item))),
    )


def next_milestone(plan: Plan, document: str) -> Notice | None:
    """The next unfinished milestone of a document by its forecast; without any the next task to finish."""
    found = plan.workspace.documents.get(document)
    dated: list[tuple[bool, date, int, Task]] = []
    for place, task in enumerate(leaves_of(plan, found) if found else ()):
        day = forecast_of(plan, task).date if not is_over(plan, task) else None
        if day is not None:
            dated.append((not task.milestone, day, place, task))
    if not dated:
        return None
    _, day, _, task = min(dated, key=lambda one: one[:3])
    return Notice(task.id, _who(plan, task), day, 0, f"{task.key} {print_date(day, plan.today)}")
