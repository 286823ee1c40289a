"""Change requests as a table: what each asks for, beside what it does to the plan."""

from __future__ import annotations

from fractions import Fraction

from pmctl.insights.change_effect import change_effect
from pmctl.insights.facts import show
from pmctl.insights.task_cost import currency_of
from pmctl.model.control import Change, Effect
from pmctl.model.workspace import Document
from pmctl.plan import Plan
from pmctl.quantity import print_money
from pmctl.reports.paper import Column, Request, Section
from pmctl.reports.sections.reader import filled, is_ours, members, row
from pmctl.reports.sections.risks import plain
from pmctl.reports.status_lists import Line

OVER = ("rejected", "done")
"""Change requests of which nothing is to be expected any more."""


def changes(request: Request, document: Document) -> Section:
    """The change requests of a document that are proposed or approved; what they do is for ourselves alone."""
    rows = [_row(request, one) for one in members(request, document, Change) if one.status not in OVER]
    columns = (
        Column("name", "Change request"),
        Column("status", "Status"),
        Column("asked", "Asked for"),
        Column("work-days", "Work", "slip"),
        Column("cost", "Cost", "amount"),
        Column("end-days", "End", "slip"),
    )
    return Section("changes", "Change requests", filled(columns, rows), tuple(rows))


def cost_text(plan: Plan, asked: Effect) -> str:
    """What is asked for as people read money, `1,160 EUR`; a range as it is written."""
    cost = asked.cost
    if cost is None or cost.low != cost.high:
        return show(plan, cost)
    return print_money(cost.likely.amount, currency_of(plan, cost.likely.currency))


def _row(request: Request, change: Change) -> Line:
    """A change request: its typed effect, and by the plan the work and money that it adds and how far the end moves."""
    made = row(request, change, status=change.status)
    if not is_ours(request):
        return made
    plan, asked, effect = request.plan, change.effect or Effect(), change_effect(request.plan, change)
    typed = [text for text in (show(plan, asked.time), cost_text(plan, asked)) if text]
    cost = [plain(plan, Fraction(amount), currency) for currency, amount in effect.cost.items()]
    return {
        **made,
        "asked": typed,
        "scope": asked.scope,
        "tasks": [task.id for task in effect.tasks],
        "work-days": effect.effort / plan.workspace.units.day if effect.tasks else None,
        "share": float(effect.share) if effect.share is not None else None,
        "cost": cost[0] if len(cost) == 1 else [str(one) for one in cost] or (0.0 if effect.tasks else None),
        "end-days": effect.days if effect.tasks else None,
    }
