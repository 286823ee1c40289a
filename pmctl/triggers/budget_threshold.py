"""A part of a budget is spent, or the whole will cost much more or much less than planned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from pmctl.insights.cost import costs_of
from pmctl.insights.health.levels import FIVE_PERCENT, in_share, threshold_of
from pmctl.plan import Plan
from pmctl.quantity import print_money_short, print_share
from pmctl.triggers.telling.between import Between, Key, reached
from pmctl.triggers.telling.trigger import Line, Occasion, Severity

ID, NAME, KIND = "N25", "budget-threshold", "derived"
ENTITY = ("project", "product")
RULE = (
    "spent / line of `budget` crosses 50, 75, 90 or 100 %, "
    "or the estimate at completion leaves `health.cost` on either side"
)
TO = ("lead", "owner", "sponsor")
SEVERITY: Severity = "warn"
DEDUPE = "line, threshold"

STEPS = (50, 75, 90, 100)
"""Per cent of a line."""
WHOLE = ""
"""In place of a line: the whole budget beside the estimate at completion."""


def occasions(between: Between) -> Iterator[Occasion]:
    """One for each line, with the highest threshold that it crossed, and one for the estimate."""
    for item, key, words, by_time in reached(between, crossed):
        what = f"has spent {key[2]}% of its line {key[1]}" if key[1] else f"will end {key[2]} its budget"
        yield Occasion(item, what, key[1:], lines=(Line(words),), by_time=by_time)


def crossed(plan: Plan) -> Mapping[Key, str]:
    """Document, line and threshold: how much of which amount."""
    found: dict[Key, str] = {}
    for id in plan.workspace.documents:
        costs = costs_of(plan, id)
        for line in costs.lines:
            for currency, budget in line.budget.items():
                step = _step(line.actual.get(currency, Decimal(0)), budget)
                if step:
                    found[id, line.name, str(step)] = _of(plan, line.actual[currency], budget, currency)
        for currency, budget in costs.budget.items():
            side = _side(plan, costs.estimate.get(currency, Decimal(0)), budget)
            if side:
                found[id, WHOLE, side] = f"estimate {_of(plan, costs.estimate[currency], budget, currency)}"
    return found


def _step(spent: Decimal, budget: Decimal) -> int:
    """The highest threshold that was reached, 0 for none."""
    return max((step for step in STEPS if budget > 0 and spent * 100 >= budget * step), default=0)


def _side(plan: Plan, estimate: Decimal, budget: Decimal) -> str:
    """On which side an estimate leaves the threshold of `health.cost`; an estimate of nothing says nothing."""
    if budget <= 0 or not estimate:
        return ""
    off = estimate / budget - 1
    amber = in_share(threshold_of(plan, "cost").amber, FIVE_PERCENT)
    return "" if abs(off) * amber.denominator <= amber.numerator else "over" if off > 0 else "under"


def _of(plan: Plan, amount: Decimal, budget: Decimal, currency: str) -> str:
    """`29k of 25k (116%)`."""
    named = None if currency == plan.workspace.currency else currency
    share = print_share(Fraction(amount) / Fraction(budget), 0)
    return f"{print_money_short(amount, named)} of {print_money_short(budget, named)} ({share})"
