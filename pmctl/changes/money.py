"""What the work of two plans costs: by project, and by person with the hours behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pmctl.insights.cost import CENT, Sums, costs_of
from pmctl.insights.task_cost import equipment, labour, work_cost
from pmctl.model.project import Project, Task
from pmctl.plan import Plan, remembered


@dataclass(frozen=True, slots=True)
class WorkChange:
    """Somebody (or equipment) who works more or less: minutes of work, and what these cost by currency."""

    who: str
    minutes: Fraction
    cost: Sums


def cost_changes(before: Plan, after: Plan) -> Mapping[str, Sums]:
    """Project -> by how much its estimate at completion grows, for those for which it does not stay."""
    found: dict[str, Sums] = {}
    for id, document in after.workspace.documents.items():
        if isinstance(document, Project) and id in before.workspace.documents:
            more = difference(costs_of(before, id).estimate, costs_of(after, id).estimate)
            if more:
                found[id] = more
    return found


def difference(was: Sums, now: Sums) -> Sums:
    """By how much amounts grow, by currency, less those that stay."""
    zero = Decimal(0)
    both = {currency: now.get(currency, zero) - was.get(currency, zero) for currency in (*was, *now)}
    return {currency: amount for currency, amount in both.items() if amount}


def total(sums: Iterable[Sums]) -> Sums:
    """Sums together, by currency."""
    found: dict[str, Decimal] = {}
    for one in sums:
        for currency, amount in one.items():
            found[currency] = found.get(currency, Decimal(0)) + amount
    return found


def total_cost(plan: Plan) -> Sums:
    """The estimates at completion of all projects together."""
    documents = plan.workspace.documents.items()
    return total(costs_of(plan, id).estimate for id, document in documents if isinstance(document, Project))


def work_changes(before: Plan, after: Plan) -> tuple[WorkChange, ...]:
    """Who works more or less in one plan than in the other, in the order of the people."""
    was, now = _work(before), _work(after)
    found = []
    for who in (*after.workspace.people, *after.workspace.resources):
        minutes = now.get(who, _NOTHING)[0] - was.get(who, _NOTHING)[0]
        cost = difference(_cents(was.get(who, _NOTHING)[1]), _cents(now.get(who, _NOTHING)[1]))
        if minutes or cost:
            found.append(WorkChange(who, minutes, cost))
    return tuple(found)


Worked = tuple[Fraction, dict[str, Fraction]]
_NOTHING: Worked = (Fraction(0), {})


@remembered
def _work(plan: Plan) -> Mapping[str, Worked]:
    """Who -> minutes of work on all tasks, past and to come, and what they cost by currency."""
    found: dict[str, Worked] = {}
    for item in plan.workspace.items.values():
        if not isinstance(item, Task) or item.is_group:
            continue
        row = plan.schedule.tasks.get(item.id)
        for work in (*labour(plan, item, row), *equipment(plan, item, row)):
            minutes, sums = found.get(work[2], (Fraction(0), {}))
            price = work_cost(plan, work, row)
            if price is not None:
                sums[price[0]] = sums.get(price[0], Fraction(0)) + price[1]
            found[work[2]] = minutes + work[3], sums
    return found


def _cents(sums: Mapping[str, Fraction]) -> Sums:
    return {
        currency: (Decimal(amount.numerator) / Decimal(amount.denominator)).quantize(CENT)
        for currency, amount in sums.items()
    }
