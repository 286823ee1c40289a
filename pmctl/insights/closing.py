"""The end of a project: when it is, and what has to be done before it can be closed, each thing with its place."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from pmctl.diagnostic import Span
from pmctl.insights.acceptance import State, state_of
from pmctl.insights.promises import forecast_of, slip_of
from pmctl.insights.relations import deliverers, home_of, leaves_of, members_of
from pmctl.insights.states import is_open, is_over, status_of
from pmctl.model.control import Action, Change, Decision, Deliverable, Handover, Issue, Lesson, Risk
from pmctl.model.item import Item, span_of, spot
from pmctl.model.money import Contract, Expense, Transfer
from pmctl.model.product import Feature
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


def has_ended(plan: Plan, project: Project) -> bool:
    """Is all work done or dropped, whatever the phase says?"""
    return all(is_over(plan, task) for task in leaves_of(plan, project))


def end_text(plan: Plan, project: Project, near: date | None = None) -> str:
    """When a project ended (or is to) beside its promise: `Checkout ended on Tue 7 Apr, 3d later than promised`."""
    end, slip = forecast_of(plan, project).date, slip_of(plan, project)
    if end is None:
        return f"{project.title} has no end yet"
    words = (
        f"{project.title} {'ended' if has_ended(plan, project) else 'is expected to end'} on {print_date(end, near)}"
    )
    if slip is None:
        return words
    return f"{words}, as promised" if slip == 0 else f"{words}, {_apart(slip)} than promised"


def _apart(slip: int) -> str:
    return f"{abs(slip)}d {'later' if slip > 0 else 'earlier'}"


def closure_text(plan: Plan, project: Project, near: date | None = None) -> str:
    """When a project ended, and how much keeps it from being closed: the first line of its closure."""
    count = len(still_open(plan, project))
    left = f"{count} thing{'' if count == 1 else 's'} still open" if count else "nothing is open"
    return f"{end_text(plan, project, near)}; {left}"


def ended_behind(plan: Plan, feature: Feature) -> tuple[Project, ...]:
    """The projects that delivered a feature and have ended."""
    homes = dict.fromkeys(home_of(one) for one in deliverers(plan, feature))
    projects = (plan.workspace.documents.get(id) for id in homes)
    return tuple(one for one in projects if isinstance(one, Project) and has_ended(plan, one))


def closures_behind(plan: Plan, feature: Feature) -> tuple[str, ...]:
    """The first lines of the closures of the projects that delivered a feature, once they have ended."""
    return tuple(closure_text(plan, one, plan.today) for one in ended_behind(plan, feature))


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
