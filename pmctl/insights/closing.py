"""What a project still has to do before it can be closed: each thing with its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pmctl.diagnostic import Span
from pmctl.insights.acceptance import State, state_of
from pmctl.insights.relations import leaves_of, members_of
from pmctl.insights.states import is_open, is_over, status_of
from pmctl.model.control import Action, Change, Decision, Deliverable, Handover, Issue, Lesson, Risk
from pmctl.model.item import Item, span_of, spot
from pmctl.model.money import Contract, Expense, Transfer
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.quantity import print_date
from pmctl.record import dataclass

Area = Literal["work", "acceptance", "risks", "budget", "handover", "lessons"]
AREAS: tuple[Area, ...] = ("work", "acceptance", "risks", "budget", "handover", "lessons")
"""What must be empty, in the order in which it is told."""
_ACCEPTANCE: dict[State, str] = {
    "asked": "accepted by nobody yet",
    "failed": "a check fails",
    "ready": "ready, and not accepted",
    "open": "not accepted",
}


@dataclass(frozen=True, slots=True)
class Open:
    """One thing that is still open: in which area, the item (the project itself, where something is not there), why."""

    area: Area
    item: Item
    text: str
    span: Span


def still_open(plan: Plan, project: Project) -> tuple[Open, ...]:
    """Everything that keeps a project from being closed, by area and in file order."""
    return (
        *_work(plan, project),
        *_acceptance(plan, project),
        *_risks(plan, project),
        *_budget(plan, project),
        *_handover(plan, project),
        *_lessons(plan, project),
    )


def _at(area: Area, item: Item, text: str) -> Open:
    return Open(area, item, text, span_of(item))


def _work(plan: Plan, project: Project) -> Iterator[Open]:
    """Tasks, and what people have promised or are asked beside them."""
    for task in leaves_of(plan, project):
        if not is_over(plan, task):
            yield _at("work", task, status_of(plan, task))
    waiting: tuple[Item, ...] = (
        *members_of(plan, project.id, Issue),
        *members_of(plan, project.id, Action),
        *members_of(plan, project.id, Decision),
        *members_of(plan, project.id, Change),
    )
    for item in waiting:
        if is_open(plan, item):
            yield _at("work", item, f"{item.kind}, {status_of(plan, item) or 'proposed'}")


def _acceptance(plan: Plan, project: Project) -> Iterator[Open]:
    for one in members_of(plan, project.id, Deliverable):
        state = state_of(plan, one)
        if state in _ACCEPTANCE:
            yield _at("acceptance", one, _ACCEPTANCE[state])


def _risks(plan: Plan, project: Project) -> Iterator[Open]:
    for risk in members_of(plan, project.id, Risk):
        if is_open(plan, risk):
            yield _at("risks", risk, risk.response or "no response")


def _budget(plan: Plan, project: Project) -> Iterator[Open]:
    """Money that has not come or gone yet, and transfers that nobody approved."""
    for expense in members_of(plan, project.id, Expense):
        if expense.date is not None and expense.date.first > plan.today:
            yield _at("budget", expense, f"is paid on {print_date(expense.date.first, plan.today)}")
    for contract in members_of(plan, project.id, Contract):
        verb = "is received" if contract.direction == "receive" else "is paid"
        for payment in contract.payments:
            if payment.date is None or payment.date.first > plan.today:
                day = f" on {print_date(payment.date.first, plan.today)}" if payment.date is not None else " some day"
                source = payment.source
                yield Open(
                    "budget", contract, f"{payment.key} {verb}{day}", Span(source.path, source.start, source.end)
                )
    for transfer in members_of(plan, project.id, Transfer):
        if not any(one.date for one in transfer.approved):
            yield _at("budget", transfer, "the transfer is not approved")


def _handover(plan: Plan, project: Project) -> Iterator[Open]:
    """What nobody has taken over; where something is delivered, somebody must."""
    entries = members_of(plan, project.id, Handover)
    if not entries and members_of(plan, project.id, Deliverable):
        yield Open("handover", project, "no `handover` is written", spot(project.source, "phase"))
    for one in entries:
        if not any(accepted.date for accepted in one.accepted):
            yield _at("handover", one, f"{one.to or 'nobody'} has not accepted it")


def _lessons(plan: Plan, project: Project) -> Iterator[Open]:
    if not members_of(plan, project.id, Lesson):
        yield Open("lessons", project, "no `lessons` are written", spot(project.source, "phase"))
