"""What may happen: somebody is away, a risk occurs, an assumption turns out to be false."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.model.control import Assumption, Impact, Risk
from pmctl.model.item import Item
from pmctl.model.money import Expense
from pmctl.model.people import Person, Resource, Team
from pmctl.model.workspace import Workspace, resolve
from pmctl.quantity import Days, MoneyRange, When
from pmctl.scheduling.schedule import Schedule
from pmctl.scheduling.slips import affected_leaves, time_of
from pmctl.variation.replacing import replaced
from pmctl.variation.slipping import open_finishes, slipped

EXPENSES = "expenses"
RESERVE = "reserve"


def away(workspace: Workspace, who: str, days: Days) -> Workspace:
    """The workspace in which somebody (of a team everybody) or some equipment is away. UserError for anything else."""
    item = workspace.items[who]
    if isinstance(item, Team):
        for member in dict.fromkeys(item.members):
            workspace = away(workspace, member, days) if member in workspace.people else workspace
        return workspace
    if not isinstance(item, Person | Resource):
        raise UserError(f"`{terminal(who)}` is a {item.kind}: only people, teams and equipment can be away")
    return replaced(workspace, who, time_off=(*item.time_off, days))


def affected(workspace: Workspace, one: Risk | Assumption) -> tuple[Item, ...]:
    """The items that a risk or an assumption says it affects, each once; names that mean nothing are left out."""
    found = (resolve(workspace, one.document, reference) for reference in one.affects)
    return tuple({item.id: item for item in found if item is not None}.values())


def occurred(workspace: Workspace, schedule: Schedule, risk_id: str) -> Workspace:
    """The workspace in which a risk has occurred: all work that it affects takes its time longer, its cost is spent.

    The cost is an expense of the schedule's day in the line `reserve`, else in the first line of the budget. What is
    done or dropped is not affected. UserError where there is no such risk.
    """
    risk = workspace.items.get(risk_id)
    if not isinstance(risk, Risk):
        raise UserError(f"`{terminal(risk_id)}` is no risk")
    varied = replaced(workspace, risk_id, status="occurred")
    impact = risk.impact or Impact()
    if impact.time is not None:
        for leaf in affected_leaves(workspace, risk, open_finishes(schedule)):
            varied = slipped(varied, schedule, leaf.id, time_of(impact, workspace.units), True)
    if impact.cost is not None and risk.document in workspace.documents:
        varied = _charged(varied, schedule.today, risk, impact.cost)
    return varied


def _charged(workspace: Workspace, today: date, risk: Risk, cost: MoneyRange) -> Workspace:
    """The cost of a risk as an expense of its document; its key is none that a plan could hold."""
    document = workspace.documents[risk.document]
    lines = list(document.budget.lines) if document.budget is not None else []
    expense = Expense(
        id=f"{risk.id}.occurred",
        kind="expense",
        document=risk.document,
        source=risk.source,
        name=risk.title,
        date=When(today, today, None, today.isoformat()),
        amount=cost,
        line=RESERVE if RESERVE in lines else lines[0] if lines else "",
    )
    members = {**document.members, EXPENSES: (*document.members.get(EXPENSES, ()), expense.id)}
    workspace = replaced(workspace, document.id, members=members)
    return replace(workspace, items={**workspace.items, expense.id: expense})


def untrue(workspace: Workspace, assumption: str) -> Workspace:
    """The workspace in which an assumption is false: no date moves, but what it affects is known. UserError for
    anything else.
    """
    if not isinstance(workspace.items.get(assumption), Assumption):
        raise UserError(f"`{terminal(assumption)}` is no assumption")
    return replaced(workspace, assumption, status="false")
