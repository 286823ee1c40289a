"""Does the money last?"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from pmctl.insights.cost import Costs, costs_of
from pmctl.insights.health.levels import (
    FIVE_PERCENT,
    TEN_PERCENT,
    Dimension,
    Level,
    in_share,
    rank,
    threshold_of,
    unknown,
)
from pmctl.model.product import Product
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.quantity import print_money_short, print_share
from pmctl.record import dataclass


def ratio(part: Decimal, whole: Decimal) -> Fraction:
    """A part of a whole, exactly."""
    (amount, of), (total, parts) = part.as_integer_ratio(), whole.as_integer_ratio()
    return Fraction(amount * parts, of * total)


def judge_cost(
    estimate: Decimal, actual: Decimal, budget: Decimal, amber: Fraction = FIVE_PERCENT, red: Fraction = TEN_PERCENT
) -> Level:
    """Amber beyond `amber` of the budget either way; red above `red` over it, or when more is spent than there is."""
    off = ratio(estimate, budget) - 1
    if off > red or actual > budget:
        return "red"
    return "amber" if abs(off) > amber else "green"


@dataclass(frozen=True, slots=True)
class Side:
    """On which side of its budget a document will end, in a currency: positive `left` is money that is not needed."""

    currency: str
    level: Level
    left: Decimal

    @property
    def is_under(self) -> bool:
        """Will so much be left that it could do something else?"""
        return self.level != "green" and self.left > 0


def sides_of(plan: Plan, document: str) -> tuple[Side, ...]:
    """The budget of a document (without its reserve) beside the estimate at completion, by the thresholds of health."""
    costs, (amber, red) = costs_of(plan, document), _limits(plan)
    found = []
    for currency, budget in costs.budget.items():
        if budget > 0:
            estimate, actual = costs.estimate.get(currency, Decimal(0)), costs.actual.get(currency, Decimal(0))
            found.append(Side(currency, judge_cost(estimate, actual, budget, amber, red), budget - estimate))
    return tuple(found)


def _limits(plan: Plan) -> tuple[Fraction, Fraction]:
    limits = threshold_of(plan, "cost")
    return in_share(limits.amber, FIVE_PERCENT), in_share(limits.red, TEN_PERCENT)


def cost_dimension(plan: Plan, document: Project | Product) -> Dimension:
    """The estimate at completion beside the budget without its reserve; the worst currency."""
    costs = costs_of(plan, document.id)
    if not costs.budget or not any(costs.budget.values()):
        return unknown("cost", "no budget")
    if costs.unpriced and not any(costs.estimate.values()):
        return unknown("cost", "nobody has a rate")
    sides = sides_of(plan, document.id)
    if not sides:
        return unknown("cost", "no budget")
    worst = max(sides, key=lambda one: rank(one.level))
    level, currency = worst.level, worst.currency
    amber, red = _limits(plan)
    threshold = f"amber beyond ±{print_share(amber)}, red above +{print_share(red)}"
    value = print_share(ratio(costs.estimate.get(currency, Decimal(0)), costs.budget[currency]), 0)
    return Dimension(
        "cost", level, "estimate of budget", value, threshold, (document.id,), _cost_text(plan, costs, currency, level)
    )


def _cost_text(plan: Plan, costs: Costs, currency: str, level: Level) -> str:
    named = None if currency == plan.workspace.currency else currency
    expected, budget = costs.estimate.get(currency, Decimal(0)), costs.budget[currency]
    text = f"estimate {print_money_short(expected, named)} of {print_money_short(budget, named)}"
    off = ratio(expected, budget) - 1
    if level != "green":
        # what was spent beyond the budget can still come back, as a credit that is bound
        text += f", {_off(off)}" if off > 0 or level == "amber" else ", more is spent than there is"
    reserve = costs.reserve.get(currency)
    return f"{text}, reserve {print_money_short(reserve, named)} apart" if reserve else text


def _off(off: Fraction) -> str:
    """How far from the budget: `53% under`, `12% over`; with a decimal where a whole number would hide the limit."""
    share = print_share(abs(off), 0 if abs(off) >= TEN_PERCENT else 1)
    return f"{'less than 0.1%' if share == '0%' else share} {'over' if off > 0 else 'under'}"
