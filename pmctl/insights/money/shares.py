"""Short term against long term: the shares of a budget that go to running, growing and transforming."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from pmctl.insights.cost import Sums, costs_of
from pmctl.plan import Plan
from pmctl.record import dataclass

AIMS = ("run", "grow", "transform")
"""Lines of a budget that say for which term the money is."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A line that is one of `AIMS`: its share of their budgets, of what was spent, and of what they will cost; None
    where nothing is.
    """

    line: str
    currency: str
    planned: Fraction | None
    spent: Fraction | None
    expected: Fraction | None


def aims_of(plan: Plan, document: str) -> tuple[Aim, ...]:
    """The shares of the lines `run`, `grow` and `transform` where a budget has at least two of them, by currency."""
    lines = {line.name: line for line in costs_of(plan, document).lines if line.name in AIMS and line.budget}
    if len(lines) < 2:
        return ()
    currencies = dict.fromkeys(currency for line in lines.values() for currency in line.budget)
    return tuple(
        Aim(
            name,
            currency,
            _share(lines[name].budget, [line.budget for line in lines.values()], currency),
            _share(lines[name].actual, [line.actual for line in lines.values()], currency),
            _share(lines[name].estimate, [line.estimate for line in lines.values()], currency),
        )
        for currency in currencies
        for name in AIMS
        if name in lines
    )


def _share(part: Sums, parts: list[Sums], currency: str) -> Fraction | None:
    whole = sum((one.get(currency, Decimal(0)) for one in parts), Decimal(0))
    return Fraction(part.get(currency, Decimal(0))) / Fraction(whole) if whole else None
