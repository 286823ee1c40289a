"""What people and equipment cost a document: worked and ahead, each at the rates of their days."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from pmctl.insights.exact import Number
from pmctl.insights.money.flows import Flow, flows_of
from pmctl.insights.progress import spent_minutes
from pmctl.insights.task_cost import rate_on
from pmctl.model.project import Task
from pmctl.plan import Plan
from pmctl.record import dataclass

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Labour:
    """Somebody (or equipment) in a document: minutes of work and their money, past and to come.

    `rates` are those that their days meet, as they are written, the first one first; without one `currency` is empty.
    """

    who: str
    currency: str
    spent: Number
    actual: Fraction
    remaining: Number
    left: Fraction
    rates: tuple[str, ...]


def labour_of(plan: Plan, document: str) -> tuple[Labour, ...]:
    """Who works on a document, in the order of its tasks; one who is paid in two currencies stands there twice."""
    found: dict[tuple[str, str], list[Flow]] = {}
    for flow in flows_of(plan, document):
        if flow.who and flow.minutes:
            found.setdefault((flow.who, flow.currency), []).append(flow)
    return tuple(_together(plan, who, currency, flows) for (who, currency), flows in found.items())


def _together(plan: Plan, who: str, currency: str, flows: Iterable[Flow]) -> Labour:
    minutes: dict[str, Number] = {"actual": 0, "left": 0}
    money = {"actual": ZERO, "left": ZERO}
    rates: dict[str, None] = {}
    for flow in sorted(flows, key=lambda one: one.first or plan.today):
        minutes[flow.state] += flow.minutes
        money[flow.state] += flow.amount
        rates |= dict.fromkeys(_rate(plan, flow))
    return Labour(who, currency, minutes["actual"], money["actual"], minutes["left"], money["left"], tuple(rates))


def _rate(plan: Plan, flow: Flow) -> tuple[str, ...]:
    """The rate of a flow as it is written."""
    one = plan.workspace.people.get(flow.who) or plan.workspace.resources.get(flow.who)
    found = rate_on(one.rate, flow.first or plan.today) if one is not None else None
    return (found.text,) if found is not None else ()


def assumed(plan: Plan, document: str) -> tuple[Task, ...]:
    """Tasks of whose past work nobody says what it took: what they have earned counts as spent."""
    flows = (flow for flow in flows_of(plan, document) if flow.state == "actual" and flow.who in plan.workspace.people)
    tasks = (plan.workspace.items[id] for id in dict.fromkeys(flow.item for flow in flows))
    return tuple(task for task in tasks if isinstance(task, Task) and spent_minutes(plan, task) is None)
