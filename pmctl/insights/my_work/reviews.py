"""What waits for somebody's word: work of others to look at, approvals, decisions, acceptance, comments."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from pmctl.insights.acceptance import state_of
from pmctl.insights.answering import leads, owners, sponsors
from pmctl.insights.approvals import approvals, asked
from pmctl.insights.needs import hands_of
from pmctl.insights.promises import due_of, forecast_of
from pmctl.insights.relations import groups_above, resolved
from pmctl.insights.states import category_of, is_open, is_over
from pmctl.insights.threads import about, named_in
from pmctl.model.control import Change, Decision, Deliverable, Handover
from pmctl.model.item import Item
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.quantity import print_date
from pmctl.record import dataclass


@dataclass(frozen=True, slots=True)
class Review:
    """Something to look at: whose it is, by when (None: no day is said), and what there is to say about it."""

    item: str
    who: tuple[str, ...]
    day: date | None
    text: str


def reviews(plan: Plan, names: Collection[str], until: date) -> tuple[Review, ...]:
    """Everything that waits for somebody's word, by day; work of others that is done by a day."""
    found = [review for item in plan.workspace.items.values() for review in _of(plan, item, names, until)]
    found += _mentions(plan, names)
    return tuple(sorted(found, key=lambda one: (one.day or date.max, one.item)))


def _of(plan: Plan, item: Item, names: Collection[str], until: date) -> Iterator[Review]:
    if isinstance(item, Task):
        if item.accept:
            yield from _work(plan, item, names, until)
    elif isinstance(item, Decision):
        if is_open(plan, item) and (item.by or item.owner) in names:
            yield Review(item.id, (), due_of(plan, item), "decide")
    elif _is_one_of(_settling(plan, item), names):
        yield _settled(plan, item)


def _settling(plan: Plan, item: Item) -> tuple[str, ...]:
    """Who is asked to approve, pass or accept something: those it names; of what names nobody who decides on it."""
    if isinstance(item, Change) and item.status == "proposed" and not approvals(item):
        return sponsors(plan, item) or leads(plan, item)
    if isinstance(item, Deliverable) and state_of(plan, item) == "ready":
        return owners(plan, item) or leads(plan, item)
    return asked(item)


def _settled(plan: Plan, item: Item) -> Review:
    """What is asked for, and how much of what it is about is done."""
    if isinstance(item, Change):
        return Review(item.id, (item.requested_by,) if item.requested_by else (), None, "approve or reject")
    tasks = resolved(plan, item, item.tasks) if isinstance(item, Deliverable | Handover) else ()
    done = sum(is_over(plan, task) for task in tasks)
    word = {"gate": "pass the gate", "deliverable": "accept", "handover": "accept"}.get(item.kind, "approve")
    text = f"{word}: {done} of {len(tasks)} tasks done" if tasks else word
    return Review(item.id, owners(plan, item), None, text)


def _is_one_of(people: Iterable[str], names: Collection[str]) -> bool:
    return any(name in names for name in people)


def _work(plan: Plan, task: Task, names: Collection[str], until: date) -> Iterator[Review]:
    """Work of others under way that has criteria, once it is done or about to be."""
    if task.is_group or is_over(plan, task) or category_of(plan, task) != "doing":
        return
    doing, day = hands_of(plan, task), forecast_of(plan, task).date
    if _is_one_of(doing, names) or _reviewer(plan, task, doing) not in names:
        return
    is_complete = task.progress is not None and task.progress.value >= 1
    if is_complete or (day is not None and day <= until):
        checks = f"{len(task.accept)} check{'s' if len(task.accept) > 1 else ''}"
        yield Review(task.id, doing, day, f"accept: {checks}")


def _reviewer(plan: Plan, task: Task, doing: Collection[str]) -> str:
    """Who looks at a task: the first of its owner, the owners of its groups and the lead who does not do it."""
    names = (task.owner, *(group.owner for group in groups_above(plan, task)), *leads(plan, task))
    return next((name for name in names if name and name not in doing), "")


def _mentions(plan: Plan, names: Collection[str]) -> Iterator[Review]:
    """The comments of others that name somebody, as long as they are open and without an answer of theirs."""
    comments = plan.workspace.comments.values()
    answered = {one.reply_to for one in comments if one.by in names}
    for one in comments:
        item = about(plan, one)
        is_settled = bool(one.resolved) or one.by in names or bool(answered & {one.id, one.key})
        if item is not None and not is_settled and _is_one_of(named_in(plan, one.text), names):
            said = f", {print_date(one.at.first, plan.today)}" if one.at is not None else ""
            yield Review(item.id, (one.by,) if one.by else (), None, f"names you in a comment{said}")
