"""What the work of two plans costs: by project, and by person with the hours behind it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from pmctl.changes.former import NOBODY, former_id
from pmctl.insights.cost import Costs, Sums, costs_of
from pmctl.insights.money.table import CENT
from pmctl.insights.relations import projects_of
from pmctl.insights.task_cost import equipment, labour, work_cost
from pmctl.model.project import Project, Task
from pmctl.plan import Plan

Worked = tuple[Fraction, dict[str, Fraction]]
"""Minutes of work, and what they cost by currency."""
_NOTHING: Worked = (Fraction(0), {})


@dataclass(frozen=True, slots=True)
class WorkChange:
    """Somebody (or equipment) who works more or less: minutes of work, and what these cost by currency."""

    who: str
    minutes: Fraction
    cost: Sums


@dataclass(frozen=True, slots=True)
class BudgetChange:
    """A project or product with another budget (the reserve apart): by currency, before and after."""

    document: str
    was: Sums
    now: Sums


def cost_changes(before: Plan, after: Plan, former: Mapping[str, str] = NOBODY) -> Mapping[str, Sums]:
    """Project -> by how much its estimate at completion grows, for those for which it does not stay.

    A project that is in one plan only costs nothing in the other.
    """
    found: dict[str, Sums] = {}
    for id, was, now in _paired_costs(before, after, former):
        document = after.workspace.documents.get(id) or before.workspace.documents[id]
        more = difference(was.estimate, now.estimate) if isinstance(document, Project) else {}
        if more:
            found[id] = more
    return found


def budget_changes(before: Plan, after: Plan, former: Mapping[str, str] = NOBODY) -> tuple[BudgetChange, ...]:
    """The documents whose budget is another; without one it is nothing.

    A product's budget holds that of its projects: it is told where more than theirs is another.
    """
    both = {id: (was, now) for id, was, now in _paired_costs(before, after, former)}
    more = {id: difference(was.budget, now.budget) for id, (was, now) in both.items()}
    inside = {id: total(more.get(one.id, {}) for one in projects_of(after, id)) for id in both}
    return tuple(
        BudgetChange(id, was.budget, now.budget)
        for id, (was, now) in both.items()
        if more[id] and more[id] != inside[id]
    )


def _paired_costs(before: Plan, after: Plan, former: Mapping[str, str]) -> Iterator[tuple[str, Costs, Costs]]:
    """The money of every document of either plan; nothing where it is not there."""
    seen = set()
    for id in after.workspace.documents:
        earlier = former_id(id, former)
        seen.add(earlier)
        yield id, costs_of(before, earlier), costs_of(after, id)
    for id in before.workspace.documents:
        if id not in seen:
            yield id, costs_of(before, id), Costs()


def difference(was: Sums, now: Sums) -> Sums:
    """By how much amounts grow, by currency, less those that stay."""
    zero = Decimal(0)
    both = {currency: now.get(currency, zero) - was.get(currency, zero) for currency in (*was, *now)}
    return {currency: amount for currency, amount in both.items() if amount}


def total(sums: Iterable[Sums]) -> Sums:
    """Sums together, by currency; what comes to nothing is left out."""
    found: dict[str, Decimal] = {}
    for one in sums:
        for currency, amount in one.items():
            found[currency] = found.get(currency, Decimal(0)) + amount
    return {currency: amount for currency, amount in found.items() if amount}


def total_cost(plan: Plan) -> Sums:
    """The estimates at completion of all projects together."""
    documents = plan.workspace.documents.items()
    return total(costs_of(plan, id).estimate for id, document in documents if isinstance(document, Project))


def work_changes(before: Plan, after: Plan) -> tuple[WorkChange, ...]:
    """Who works more or less in one plan than in the other, in the order of the people."""
    touched_before, touched = _touched(before, after)
    was, now = _work(before, touched_before), _work(after, touched)
    found = []
    for who in dict.fromkeys((*after.workspace.people, *after.workspace.resources, *was)):
        minutes = now.get(who, _NOTHING)[0] - was.get(who, _NOTHING)[0]
        cost = _cents(_more(was.get(who, _NOTHING)[1], now.get(who, _NOTHING)[1]))
        if minutes or cost:
            found.append(WorkChange(who, minutes, cost))
    return tuple(found)


def _touched(before: Plan, after: Plan) -> tuple[list[Task], list[Task]]:
    """The leaf tasks of both plans whose work may cost something else: where rates or time sheets differ, all."""
    leaves = [
        {id: item for id, item in plan.workspace.items.items() if isinstance(item, Task) and not item.is_group}
        for plan in (before, after)
    ]
    if _prices(before) != _prices(after):
        return list(leaves[0].values()), list(leaves[1].values())
    was, now = before.schedule.tasks, after.schedule.tasks
    same = {
        id for id, item in leaves[1].items() if id in leaves[0] and leaves[0][id] == item and was.get(id) == now.get(id)
    }
    old, new = ([item for id, item in those.items() if id not in same] for those in leaves)
    return old, new


def _prices(plan: Plan) -> tuple[object, ...]:
    """All but the tasks on which the cost of work hangs."""
    found = plan.workspace
    return found.people, found.resources, found.timesheets, found.units, found.currency, found.calendars


def _work(plan: Plan, tasks: Iterable[Task]) -> Mapping[str, Worked]:
    """Who -> minutes of work on some tasks, past and to come, and what they cost by currency."""
    found: dict[str, Worked] = {}
    for item in tasks:
        row = plan.schedule.tasks.get(item.id)
        for work in (*labour(plan, item), *equipment(plan, item, row)):
            minutes, sums = found.get(work[2], (Fraction(0), {}))
            price = work_cost(plan, work, row)
            if price is not None:
                sums[price[0]] = sums.get(price[0], Fraction(0)) + price[1]
            found[work[2]] = minutes + work[3], sums
    return found


def _more(was: Mapping[str, Fraction], now: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """By how much exact sums grow: they are rounded behind, and once."""
    more = {currency: now.get(currency, Fraction(0)) - was.get(currency, Fraction(0)) for currency in (*was, *now)}
    return {currency: amount for currency, amount in more.items() if amount}


def _cents(sums: Mapping[str, Fraction]) -> Sums:
    """Sums to the cent, less those that come to nothing."""
    exact = {currency: Decimal(amount.numerator) / Decimal(amount.denominator) for currency, amount in sums.items()}
    return {currency: cents for currency, amount in exact.items() if (cents := amount.quantize(CENT))}
